// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/html_text.hpp"

#include "schema/entities.hpp"
#include "schema/markup.hpp"

#include <algorithm>
#include <string>

namespace moisson {
namespace {

constexpr std::string_view white = " \t\r\v\f\n";

Sheet::Gap gap_of(PlainTags::Taken::What what) {
    switch (what) {
        case PlainTags::Taken::What::line:
            return Sheet::Gap::line;
        case PlainTags::Taken::What::paragraph:
            return Sheet::Gap::paragraph;
        case PlainTags::Taken::What::cell:
            return Sheet::Gap::cell;
        default:
            return Sheet::Gap::none;
    }
}

bool says(std::string_view text, std::string_view small) {
    const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return text.size() == small.size() && std::equal(text.begin(), text.end(), small.begin(),
                                                     [&](char any, char wanted) { return lowered(any) == wanted; });
}

// The value that begins a text, in quotes or not; what it took is gone from the text.
std::string_view take_value(std::string_view& rest) {
    const char quote = rest.empty() ? '\0' : rest.front();
    std::size_t end = std::min(rest.find_first_of(" \t\r\v\f\n>"), rest.size());
    if (quote == '"' || quote == '\'') {
        rest.remove_prefix(1);
        end = std::min(rest.find(quote), rest.size());
    }
    const std::string_view value = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return value;
}

}  // namespace

std::string_view attribute_in(std::string_view tag, std::string_view name) {
    tag.remove_prefix(std::min(tag.find_first_of(white), tag.size()));
    while (true) {
        tag.remove_prefix(std::min(tag.find_first_not_of(white), tag.size()));
        if (tag.empty()) return {};
        const std::size_t end = std::min(tag.find_first_of(" \t\r\v\f\n=>"), tag.size());
        const std::string_view found = tag.substr(0, end);
        tag.remove_prefix(end);
        tag.remove_prefix(std::min(tag.find_first_not_of(white), tag.size()));
        if (!tag.starts_with('=')) {
            if (found.empty()) return {};  // a ">"
            continue;
        }
        tag.remove_prefix(1);
        tag.remove_prefix(std::min(tag.find_first_not_of(white), tag.size()));
        const std::string_view value = take_value(tag);
        if (says(found, name)) return value;
    }
}

void HtmlReader::read(std::string_view html) {
    PlainTags tags(html, PlainTags::of_html());
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] == '<') {
            at = tag(tags, html, at);
        } else if (const auto found = html[at] == '&' ? reference_at(html.substr(at)) : std::nullopt) {
            display_.code(found->code);
            at += found->length;
        } else {
            const std::size_t end = std::min(html.find_first_of("<&", at + 1), html.size());
            const std::string_view seen = html.substr(at, end - at);
            if (preformatted_ > 0)
                display_.lines(seen);
            else
                display_.text(seen);
            at = end;
        }
    }
}

// Where reading goes on behind what begins at `at`.
std::size_t HtmlReader::tag(PlainTags& tags, std::string_view html, std::size_t at) {
    const PlainTags::Taken taken = tags.take(at);
    if (taken.what == PlainTags::Taken::What::text) {
        display_.text(html.substr(at, 1));
        return at + 1;
    }
    const std::string_view written = html.substr(at, taken.end - at);
    if (written.starts_with("</")) closed(taken.name);
    display_.owe(gap_of(taken.what));
    if (!written.starts_with("</")) opened(taken.name, written);
    return taken.end;
}

void HtmlReader::opened(std::string_view name, std::string_view tag) {
    if (name == "a") return display_.open_link(references_decoded(trim(attribute_in(tag, "href"))));
    if (name == "ul") return display_.open_bullets();
    if (name == "ol") return display_.open_numbers(1);
    if (name == "li") return display_.begin_item();
    if (name == "pre") ++preformatted_;
}

void HtmlReader::closed(std::string_view name) {
    if (name == "a") return display_.close_link();
    if (name == "ul" || name == "ol") return display_.close_list();
    if (name == "pre" && preformatted_ > 0) --preformatted_;
}

}  // namespace moisson
