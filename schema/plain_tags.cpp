// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_tags.hpp"

#include <algorithm>
#include <iterator>

namespace moisson {
namespace {

using What = PlainTags::Taken::What;
using Element = PlainTags::Element;

constexpr std::size_t nowhere = std::string_view::npos;

// The ones of HTML that MediaWiki lets through, and those of its extensions. Sorted.
// clang-format off
constexpr PlainTags::Known wikis[] = {
    {"abbr"}, {"b"}, {"bdi"}, {"bdo"}, {"big"}, {"blockquote", Element::plain, What::paragraph},
    {"br", Element::plain, What::line}, {"caption", Element::plain, What::line},
    {"categorytree", Element::dropped}, {"ce", Element::literal}, {"center", Element::plain, What::line},
    {"chem", Element::literal}, {"cite"}, {"code"}, {"dd", Element::plain, What::line}, {"del"}, {"dfn"},
    {"div", Element::plain, What::line}, {"dl", Element::plain, What::line}, {"dt", Element::plain, What::line},
    {"em"}, {"font"}, {"gallery", Element::dropped}, {"graph", Element::dropped},
    {"h1", Element::plain, What::paragraph}, {"h2", Element::plain, What::paragraph},
    {"h3", Element::plain, What::paragraph}, {"h4", Element::plain, What::paragraph},
    {"h5", Element::plain, What::paragraph}, {"h6", Element::plain, What::paragraph},
    {"hr", Element::plain, What::paragraph}, {"i"}, {"imagemap", Element::dropped},
    {"includeonly", Element::dropped}, {"inputbox", Element::dropped}, {"ins"}, {"kbd"},
    {"li", Element::plain, What::line}, {"mapframe", Element::dropped}, {"maplink", Element::dropped}, {"mark"},
    {"math", Element::literal}, {"noinclude"}, {"nowiki", Element::literal}, {"ol", Element::plain, What::line},
    {"onlyinclude"}, {"p", Element::plain, What::paragraph}, {"pre", Element::literal}, {"q"},
    {"ref", Element::dropped}, {"references", Element::dropped}, {"s"}, {"small"}, {"source", Element::literal},
    {"span"}, {"strong"}, {"sub"}, {"sup"}, {"syntaxhighlight", Element::literal},
    {"table", Element::plain, What::paragraph}, {"td", Element::plain, What::cell}, {"th", Element::plain, What::cell},
    {"tr", Element::plain, What::line}, {"u"},
};
// clang-format on

// Those of HTML that change what is seen, and those that people write into texts.
// clang-format off
constexpr PlainTags::Known html[] = {
    {"a"}, {"abbr"}, {"acronym"}, {"address", Element::plain, What::line}, {"article", Element::plain, What::paragraph},
    {"aside", Element::plain, What::paragraph}, {"audio"}, {"b"}, {"bdi"}, {"bdo"}, {"big"},
    {"blockquote", Element::plain, What::paragraph}, {"body"}, {"br", Element::plain, What::line},
    {"button", Element::dropped}, {"caption", Element::plain, What::line}, {"center", Element::plain, What::line},
    {"cite"}, {"code"}, {"col"}, {"colgroup"}, {"dd", Element::plain, What::line}, {"del"},
    {"details", Element::plain, What::line}, {"dfn"}, {"div", Element::plain, What::line},
    {"dl", Element::plain, What::line}, {"dt", Element::plain, What::line}, {"em"}, {"embed"},
    {"fieldset", Element::plain, What::line}, {"figcaption", Element::plain, What::line},
    {"figure", Element::plain, What::paragraph}, {"font"}, {"footer", Element::plain, What::paragraph},
    {"form", Element::plain, What::line}, {"h1", Element::plain, What::paragraph},
    {"h2", Element::plain, What::paragraph}, {"h3", Element::plain, What::paragraph},
    {"h4", Element::plain, What::paragraph}, {"h5", Element::plain, What::paragraph},
    {"h6", Element::plain, What::paragraph}, {"head", Element::dropped}, {"header", Element::plain, What::paragraph},
    {"hr", Element::plain, What::paragraph}, {"html"}, {"i"}, {"iframe", Element::dropped}, {"img"}, {"input"},
    {"ins"}, {"kbd"}, {"label"}, {"li", Element::plain, What::line}, {"link"}, {"main"}, {"mark"}, {"meta"},
    {"nav", Element::plain, What::paragraph}, {"noscript", Element::dropped}, {"o:p"}, {"object", Element::dropped},
    {"ol", Element::plain, What::line}, {"p", Element::plain, What::paragraph}, {"picture"},
    {"pre", Element::plain, What::paragraph}, {"q"}, {"s"}, {"samp"}, {"script", Element::dropped},
    {"section", Element::plain, What::paragraph}, {"select", Element::dropped}, {"small"}, {"source"}, {"span"},
    {"strike"}, {"strong"}, {"style", Element::dropped}, {"sub"}, {"summary", Element::plain, What::line}, {"sup"},
    {"svg", Element::dropped}, {"table", Element::plain, What::paragraph}, {"tbody"},
    {"td", Element::plain, What::cell}, {"template", Element::dropped}, {"textarea", Element::dropped}, {"tfoot"},
    {"th", Element::plain, What::cell}, {"thead"}, {"time"}, {"title", Element::dropped},
    {"tr", Element::plain, What::line}, {"tt"}, {"u"}, {"ul", Element::plain, What::line}, {"var"},
    {"video", Element::dropped},
};
// clang-format on

constexpr bool is_sorted_by_name(PlainTags::Table known) {
    for (std::size_t at = 1; at < known.size(); ++at)
        if (!(known[at - 1].name < known[at].name)) return false;
    return true;
}
static_assert(is_sorted_by_name(wikis) && is_sorted_by_name(html));

bool is_white(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool says(std::string_view text, std::string_view name) {
    return text.size() >= name.size() && std::equal(name.begin(), name.end(), text.begin(),
                                                    [](char wanted, char said) { return wanted == small(said); });
}

}  // namespace

PlainTags::Table PlainTags::of_wikis() {
    static_assert(std::size(wikis) <= most_known);
    return wikis;
}

PlainTags::Table PlainTags::of_html() {
    static_assert(std::size(html) <= most_known);
    return html;
}

// Which of them a text names at its start; none: known_.size().
std::size_t PlainTags::known_at(std::string_view text) const {
    constexpr std::size_t longest = 15;
    char name[longest];
    std::size_t length = 0;
    const auto goes_on = [&](char c) { return !is_white(c) && c != '/' && c != '>' && c != '<'; };
    while (length < text.size() && length < longest && goes_on(text[length])) {
        name[length] = small(text[length]);
        ++length;
    }
    const bool ends = length < text.size() && !goes_on(text[length]) && text[length] != '<';
    const std::string_view wanted(name, length);
    const auto found = std::lower_bound(known_.begin(), known_.end(), wanted,
                                        [](const Known& one, std::string_view sought) { return one.name < sought; });
    const bool is_it = ends && found != known_.end() && found->name == wanted;
    return is_it ? static_cast<std::size_t>(found - known_.begin()) : known_.size();
}

PlainTags::Taken PlainTags::take(std::size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) return take_comment(at);
    const bool closes = rest.starts_with("</");
    const std::size_t which = known_at(rest.substr(closes ? 2 : 1));
    if (which == known_.size()) return {};
    if (!closes) return take_element(at, which);
    const std::size_t end = text_.find_first_of("<>", at + 2);
    if (end == nowhere || text_[end] == '<') return {};
    return {known_[which].shows, end + 1, {}, known_[which].name};
}

PlainTags::Taken PlainTags::take_comment(std::size_t at) const {
    const std::size_t close = text_.find("-->", at + 4);
    return {What::nothing, close == nowhere ? text_.size() : close + 3, {}, {}};
}

PlainTags::Taken PlainTags::take_element(std::size_t at, std::size_t which) {
    const std::size_t angle = text_.find_first_of("<>", at + 1);
    if (angle == nowhere || text_[angle] == '<') return {};
    const std::size_t begin = angle + 1;
    const Known& tag = known_[which];
    if (tag.element == Element::plain) return {tag.shows, begin, {}, tag.name};
    if (text_[angle - 1] == '/') return {What::nothing, begin, {}, tag.name};
    const std::size_t close = closing_of(which, begin);
    if (close == nowhere) return {};
    const std::size_t end = text_.find('>', close) + 1;
    if (tag.element == Element::dropped) return {What::nothing, end, {}, tag.name};
    return {What::literal, end, text_.substr(begin, close - begin), tag.name};
}

// Where the first </name> from there on begins.
std::size_t PlainTags::closing_of(std::size_t which, std::size_t from) {
    if (never_closed_.test(which)) return nowhere;
    const std::string_view name = known_[which].name;
    for (std::size_t at = text_.find("</", from); at != nowhere; at = text_.find("</", at + 2)) {
        if (!says(text_.substr(at + 2), name)) continue;
        std::size_t end = at + 2 + name.size();
        while (end < text_.size() && is_white(text_[end])) ++end;
        if (end < text_.size() && text_[end] == '>') return at;
    }
    never_closed_.set(which);
    return nowhere;
}

}  // namespace moisson
