// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/wikitext.hpp"

#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// A link that leads out of the wiki: https://… in the text, [https://… label] or [//… label].
struct Address {
    Stretch whole;  // brackets included
    Stretch url;
    Stretch label;  // empty when it has none

    friend bool operator==(const Address&, const Address&) = default;
};

// All of a page, those in templates and links included, in its order; none in what is opaque or unseen. Linear.
std::vector<Address> addresses_of(std::string_view text, const Outline& outline);

}  // namespace moisson::mediawiki
