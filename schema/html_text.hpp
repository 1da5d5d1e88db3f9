// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/display.hpp"
#include "schema/plain_tags.hpp"

#include <string_view>

namespace moisson {

// Reads HTML, piece by piece, and writes what can be seen of it: what is left open in a piece is open in the next.
// Any bytes; linear in each piece. A tag that nobody knows is text.
class HtmlReader {
public:
    explicit HtmlReader(Display& display) : display_(display) {}
    void read(std::string_view html);

private:
    std::size_t tag(PlainTags& tags, std::string_view html, std::size_t at);
    void opened(std::string_view name, std::string_view tag);
    void closed(std::string_view name);

    Display& display_;
    std::size_t preformatted_ = 0;  // open <pre>: there the ends of lines are seen
};

// Where an attribute of a tag says to lead: `href` of "<a class=x href='https://a.org'>"; empty when it does not.
std::string_view attribute_in(std::string_view tag, std::string_view name);

}  // namespace moisson
