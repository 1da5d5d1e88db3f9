// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dialect.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace moisson::mediawiki {

// What "<" begins: comments, tags whose inside is not wikitext, and the tags that steer inclusion.
// Remembers what it looked for in vain, so that a page full of unclosed tags is still read once.
class Tags {
public:
    Tags(std::string_view text, const Dialect& dialect) : text_(text), opaque_(&dialect.opaque_tags) {}

    struct Taken {
        enum class What {
            plain,        // no tag: go on after it
            opaque,       // shown, but no wikitext of the page
            unseen,       // a comment, or what matters elsewhere only
            unseen_line,  // comments that were alone on their line: the line went with them
        };
        What what = What::plain;
        std::size_t end = 0;  // the first byte after it
    };

    // `at` is the offset of a "<".
    Taken take(std::size_t at);

    // Bytes looked at so far.
    std::size_t steps() const noexcept { return steps_; }

private:
    Taken take_comment(std::size_t at);
    Taken take_element(std::size_t at, std::string_view written, const std::string& name);
    std::size_t find(std::string_view needle, std::size_t from);
    std::size_t blanks_end(std::size_t from);
    std::size_t blanks_begin(std::size_t before);
    std::size_t closing_tag_end(const std::string& name, std::size_t from);

    std::string_view text_;
    const std::set<std::string, std::less<>>* opaque_;
    std::size_t steps_ = 0;
    bool no_more_angles_ = false;                      // no ">" follows
    std::set<std::string, std::less<>> never_closed_;  // lower-case tags without a closing one further on
};

}  // namespace moisson::mediawiki
