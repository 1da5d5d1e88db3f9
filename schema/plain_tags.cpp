// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_tags.hpp"

#include <algorithm>
#include <iterator>

namespace moisson {
namespace {

using What = PlainTags::Taken::What;

constexpr std::size_t nowhere = std::string_view::npos;

// What becomes of an element: of a plain one only the tags go, of the others what stands between them is no wikitext.
enum class Element : std::uint8_t { plain, dropped, literal };

struct Known {
    std::string_view name;
    Element element = Element::plain;
    What shows = What::nothing;  // its tags, when it is plain
};

// The ones of HTML that MediaWiki lets through, and those of its extensions. Sorted.
// clang-format off
constexpr Known known[] = {
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

constexpr bool is_sorted_by_name() {
    for (std::size_t at = 1; at < std::size(known); ++at)
        if (!(known[at - 1].name < known[at].name)) return false;
    return true;
}
static_assert(is_sorted_by_name() && std::size(known) <= 64);

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

// Which of them a text names at its start; none: std::size(known).
std::size_t known_at(std::string_view text) {
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
    const auto* const found =
        std::lower_bound(std::begin(known), std::end(known), wanted,
                         [](const Known& one, std::string_view sought) { return one.name < sought; });
    const bool is_it = ends && found != std::end(known) && found->name == wanted;
    return is_it ? static_cast<std::size_t>(found - std::begin(known)) : std::size(known);
}

}  // namespace

PlainTags::Taken PlainTags::take(std::size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) return take_comment(at);
    const bool closes = rest.starts_with("</");
    const std::size_t which = known_at(rest.substr(closes ? 2 : 1));
    if (which == std::size(known)) return {};
    if (!closes) return take_element(at, which);
    const std::size_t end = text_.find_first_of("<>", at + 2);
    if (end == nowhere || text_[end] == '<') return {};
    return {known[which].shows, end + 1, {}};
}

PlainTags::Taken PlainTags::take_comment(std::size_t at) const {
    const std::size_t close = text_.find("-->", at + 4);
    return {What::nothing, close == nowhere ? text_.size() : close + 3, {}};
}

PlainTags::Taken PlainTags::take_element(std::size_t at, std::size_t which) {
    const std::size_t angle = text_.find_first_of("<>", at + 1);
    if (angle == nowhere || text_[angle] == '<') return {};
    const std::size_t begin = angle + 1;
    const Known& tag = known[which];
    if (tag.element == Element::plain) return {tag.shows, begin, {}};
    if (text_[angle - 1] == '/') return {What::nothing, begin, {}};
    const std::size_t close = closing_of(which, begin);
    if (close == nowhere) return {};
    const std::size_t end = text_.find('>', close) + 1;
    if (tag.element == Element::dropped) return {What::nothing, end, {}};
    return {What::literal, end, text_.substr(begin, close - begin)};
}

// Where the first </name> from there on begins.
std::size_t PlainTags::closing_of(std::size_t which, std::size_t from) {
    const std::uint64_t bit = std::uint64_t{1} << which;
    if ((never_closed_ & bit) != 0) return nowhere;
    const std::string_view name = known[which].name;
    for (std::size_t at = text_.find("</", from); at != nowhere; at = text_.find("</", at + 2)) {
        if (!says(text_.substr(at + 2), name)) continue;
        std::size_t end = at + 2 + name.size();
        while (end < text_.size() && is_white(text_[end])) ++end;
        if (end < text_.size() && text_[end] == '>') return at;
    }
    never_closed_ |= bit;
    return nowhere;
}

}  // namespace moisson
