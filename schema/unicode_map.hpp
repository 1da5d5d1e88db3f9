// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// The text as utf8proc maps it (`how`: its UTF8PROC_… options together); empty when it is not UTF-8.
std::optional<std::string> unicode_map(std::string_view text, int how);

}  // namespace moisson
