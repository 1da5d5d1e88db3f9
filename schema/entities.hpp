// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace moisson {

// A character reference of HTML: &eacute; &#233; &#xE9;
struct Reference {
    long code = 0;           // what it stands for; -1: a number that is no character
    std::size_t length = 0;  // bytes, "&" and ";" included
};

// The one that a text begins with; nullopt for another beginning, and for a name that nobody defined.
std::optional<Reference> reference_at(std::string_view text);

// All of them as the characters they stand for, as MediaWiki does in titles. Unknown names stay as they are; numbers
// that are no character become U+FFFD.
std::string references_decoded(std::string_view text);

}  // namespace moisson
