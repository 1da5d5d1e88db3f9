// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace moisson {

// What "<" begins, for whoever only wants to read: <br>, <!-- -->, <nowiki>…</nowiki>.
// Remembers what it looked for in vain, so that a text full of unclosed tags is still read once.
class PlainTags {
public:
    explicit PlainTags(std::string_view text) : text_(text) {}

    struct Taken {
        enum class What : std::uint8_t { text, nothing, line, paragraph, cell, literal };
        What what = What::text;   // text: it is no tag
        std::size_t end = 0;      // the first byte after it
        std::string_view inside;  // of a literal
    };

    // `at` is the offset of a "<".
    Taken take(std::size_t at);

private:
    Taken take_comment(std::size_t at) const;
    Taken take_element(std::size_t at, std::size_t which);
    std::size_t closing_of(std::size_t which, std::size_t from);

    std::string_view text_;
    std::uint64_t never_closed_ = 0;  // a bit for each tag that is known
};

}  // namespace moisson
