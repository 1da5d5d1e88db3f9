// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"

#include <string>
#include <string_view>

namespace moisson {

// Sixteen hexadecimal digits that tell two texts apart (FNV-1a, 64 bits). Not for secrets.
std::string digest(std::string_view text);

// The digest of what a mapping means: the order of its fields, its comments and its layout do not count.
std::string meaning_of(const Mapping& mapping);

}  // namespace moisson
