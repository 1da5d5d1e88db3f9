// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text of what is no wikitext.
#include "schema/html_text.hpp"
#include "schema/markdown_text.hpp"
#include "schema/plain_text.hpp"

#include <algorithm>

namespace moisson {
namespace {

constexpr std::string_view ampersand = "&amp;";

// Whether it was escaped once more than HTML asks for. « &amp;eacute; » alone does not say so: somebody may write about
// HTML.
bool is_escaped_twice(std::string_view text) {
    for (std::size_t at = text.find(ampersand); at != std::string_view::npos; at = text.find(ampersand, at + 1)) {
        const std::string_view next = text.substr(at + ampersand.size(), 5);
        for (const std::string_view again : {"amp;", "lt;", "gt;", "quot;", "#"})
            if (next.starts_with(again)) return true;
    }
    return false;
}

std::string escaped_once(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (true) {
        const std::size_t at = text.find(ampersand);
        out += text.substr(0, at);
        if (at == std::string_view::npos) return out;
        out += '&';
        text.remove_prefix(at + ampersand.size());
    }
}

}  // namespace

std::string plain_text(std::string_view written, Form form, Markup markup) {
    if (markup == Markup::wikitext) return plain_text(written, form);
    std::string once;
    if (is_escaped_twice(written)) written = once = escaped_once(written);
    if (markup == Markup::markdown && form == Form::prose) return markdown_prose(written);
    Display display(form, written.size());
    HtmlReader(display).read(written);
    return std::move(display).take();
}

}  // namespace moisson
