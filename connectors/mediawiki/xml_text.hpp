// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace moisson::mediawiki {

// Whether every "&" in it begins one of XML's own five references or a numeric one, and there is no NUL.
// A document type could define more; exports have none, and we read none.
bool has_plain_references(std::string_view raw) noexcept;

// What character data between two tags says: references resolved, line ends "\n". Empty when a reference is not plain.
std::optional<std::string> plain_text(std::string_view raw);

}  // namespace moisson::mediawiki
