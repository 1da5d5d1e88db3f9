// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace moisson {

// What "<" begins, for whoever only wants to read: <br>, <!-- -->, <nowiki>…</nowiki>.
// Remembers what it looked for in vain, so that a text full of unclosed tags is still read once.
class PlainTags {
public:
    struct Taken {
        enum class What : std::uint8_t { text, nothing, line, paragraph, cell, literal };
        What what = What::text;   // text: it is no tag
        std::size_t end = 0;      // the first byte after it
        std::string_view inside;  // of a literal
        std::string_view name;    // of the element, in small letters; empty for a comment
    };

    // What becomes of an element: of a plain one only the tags go, of the others what stands between them is not read.
    enum class Element : std::uint8_t { plain, dropped, literal };
    struct Known {
        std::string_view name;
        Element element = Element::plain;
        Taken::What shows = Taken::What::nothing;  // its tags, when it is plain
    };
    // Sorted by name; what is in none is text.
    using Table = std::span<const Known>;
    static Table of_wikis();  // of HTML what MediaWiki lets through, and the tags of its extensions
    static Table of_html();

    PlainTags(std::string_view text, Table known) : text_(text), known_(known) {}

    // `at` is the offset of a "<".
    Taken take(std::size_t at);

private:
    Taken take_comment(std::size_t at) const;
    Taken take_element(std::size_t at, std::size_t which);
    std::size_t closing_of(std::size_t which, std::size_t from);
    std::size_t known_at(std::string_view text) const;

    static constexpr std::size_t most_known = 128;
    std::string_view text_;
    Table known_;
    std::bitset<most_known> never_closed_;  // of those that are known
};

}  // namespace moisson
