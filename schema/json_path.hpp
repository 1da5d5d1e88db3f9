// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace moisson {

// Paths into JSON, as RFC 6901 writes them: "/tags/12".

// "/tags" of "/tags/12"; empty for what is no element of an array. PHP writes an array with holes as an object whose
// names are numbers.
std::string_view array_of(std::string_view path);

// Whether a path is the one written with "*" for any one step.
bool is_like(std::string_view path, std::string_view pattern);

// "/status" of "/status/-", which is the last element of an array; empty for any other path.
std::string_view array_of_last(std::string_view path);

// Whether it has such a step.
bool is_pattern(std::string_view path);

}  // namespace moisson
