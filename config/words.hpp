// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// The words error messages of the configuration are made of.

// "text" between quotes, control characters made visible, cut when it is long.
std::string in_quotes(std::string_view text);

// `did you mean "poll"?` when a known word is close, else the list of known words.
std::string hint(std::string_view word, const std::vector<std::string>& known);

}  // namespace moisson
