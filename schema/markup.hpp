// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// The little markup that people write inside the values of a page: enough to cut a value up; plain_text.hpp shows it.
// Every function is total and linear.

std::string_view trim(std::string_view text);  // white space at both ends, no-break spaces too

// Without <!-- comments -->; one that never ends goes to the end.
std::string without_comments(std::string_view text);

// The pieces between separators, trimmed, comments and leading bullets removed, empty ones left out.
// A separator inside [[…]], {{…}}, [https://… …] or <nowiki>…</nowiki> separates nothing.
std::vector<std::string> split_list(std::string_view written, std::string_view separator);

}  // namespace moisson
