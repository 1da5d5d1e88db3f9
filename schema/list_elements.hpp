// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// The elements a list is written with: cut at the separator of its type, or at its bullets where it has some, what
// `keep` names left whole. Of what is no wikitext nothing but a character reference holds a separator together, and no
// bullet is one. Total; linear in the text for each element to keep.
std::vector<std::string> elements_of(std::string_view text, const Mapping::Type& type, Markup markup);

}  // namespace moisson
