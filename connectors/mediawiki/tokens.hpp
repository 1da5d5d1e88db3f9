// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/wikitext.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// A piece of a page and the innermost thing that it belongs to.
struct Token {
    enum class What : std::uint8_t {
        text,
        call,      // braces and bars of a template, a parser function or a variable
        argument,  // of {{{name}}}
        name,      // of any of these
        key,
        value,  // of a parameter, without the white space around it
        link,
        heading,
        opaque,
        unseen,
        address,
        reference,  // &eacute;
        behaviour_switch,
        signature,  // ~~~, ~~~~, ~~~~~
    };
    What what = What::text;
    Stretch whole;

    friend bool operator==(const Token&, const Token&) = default;
};

// The whole page, cut into pieces that follow each other: put together they are the page, byte for byte.
std::vector<Token> tokens_of(std::string_view text, const Outline& outline);

}  // namespace moisson::mediawiki
