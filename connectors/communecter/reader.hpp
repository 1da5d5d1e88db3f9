// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/item.hpp"
#include "schema/reading.hpp"
#include "schema/result.hpp"

#include <string>
#include <string_view>

namespace moisson::communecter {

// Changes whenever read_element_text() may answer differently for the same content.
inline constexpr std::string_view reader_version = "communecter-2";

// The named values of a canonical text: each text, number and boolean under its JSON pointer, with its place; of the
// hours of a day one line. Total, linear; Error{invalid} for what is no JSON.
Result<Reading> read_element_text(const Item& item, const Content& content);

// The image, which a site names by its place there, gets a whole address.
void make_absolute(Reading& reading, const std::string& base_url);

}  // namespace moisson::communecter
