// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/value.hpp"

#include <string>

namespace moisson::report {

// What a field holds, in the words of whoever reads it: lists joined by ", ", an object by its name, its own words or
// its address. Every byte of a source passes through visible().
std::string words_of(const Value& value);

}  // namespace moisson::report
