// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace moisson::mediawiki {

// The SPDX name of a licence known by its address or its usual name ("CC-BY-SA-4.0"); else the wiki's own words, or
// the address when it says nothing more. Empty when it says nothing at all.
std::string licence_of(std::string_view text, std::string_view url);

}  // namespace moisson::mediawiki
