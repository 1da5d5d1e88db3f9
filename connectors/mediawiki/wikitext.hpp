// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dialect.hpp"
#include "schema/reading.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// Twice what MediaWiki lets a page be by default.
inline constexpr std::size_t longest_wikitext = std::size_t{4} * 1024 * 1024;

// Templates and their parameters, nested ones included, and what is open at once: far above any page people write, far
// below what hurts.
inline constexpr std::size_t most_pieces = 50'000;

// A stretch of a page, [begin, end): a Span in half its room, for no page is longer than longest_wikitext.
struct Stretch {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr operator Span() const noexcept { return {begin, end}; }
    friend bool operator==(const Stretch&, const Stretch&) = default;
};

// What stands between two bars of a template: the whole, and where its first "=" is.
struct Part {
    static constexpr std::uint32_t positional = 0xFFFFFFFF;
    Stretch whole;
    std::uint32_t equals = positional;  // offset of the "=" of name=value

    bool named() const noexcept { return equals != positional; }
    friend bool operator==(const Part&, const Part&) = default;
};

// {{name|part|part}}: a template, a parser function or a variable; or {{{name|default}}}, an argument.
struct Call {
    enum class What : std::uint8_t { call, argument };
    Stretch whole;  // braces included
    Stretch name;
    std::uint32_t first_part = 0;  // in Outline::parts
    std::uint32_t part_count = 0;
    What what = What::call;
    bool nested = false;  // it stands in another one

    friend bool operator==(const Call&, const Call&) = default;
};

// What stands between [[ and ]], bars and nested links included.
struct Link {
    Stretch inside;
    bool in_call = false;  // in a template or an argument

    friend bool operator==(const Link&, const Link&) = default;
};

// "== title ==" that has a line for itself, comments behind it aside.
struct Heading {
    Stretch whole;            // from the first "=" to the last
    Stretch title;            // what the level's signs leave
    std::uint32_t level = 0;  // 1 to 6

    friend bool operator==(const Heading&, const Heading&) = default;
};

// Where things stand in a page, before any of them is understood. Nothing crosses anything else: two of them are apart,
// or one holds the other. Each list is in the order of the ends: what is nested comes before what holds it.
struct Outline {
    std::vector<Call> calls;
    std::vector<Part> parts;  // of all calls
    std::vector<Link> links;
    std::vector<Heading> headings;
    std::vector<Stretch> opaque;  // <nowiki>…</nowiki>, <ref>…</ref> and their like, tags included
    std::vector<Stretch> unseen;  // comments and what only matters when the page is included elsewhere
    std::size_t steps = 0;        // bytes looked at: the work done, at most a small multiple of the size
    bool cut = false;             // it has more than `most_pieces`: what came after them was not looked at

    std::span<const Part> parts_of(const Call& call) const noexcept {
        return std::span(parts).subspan(call.first_part, call.part_count);
    }
};

// Takes a page apart as MediaWiki's own preprocessor does, without its recursion: any bytes, linear time and memory,
// up to longest_wikitext bytes (asserted). What is never closed is text.
Outline outline_of(std::string_view text, const Dialect& dialect);

// The text of a span without what is unseen in it, trimmed.
std::string visible_text(std::string_view text, Span span, const std::vector<Stretch>& unseen);

// Without the white space MediaWiki trims around names and values; an empty span stays where the value would begin.
Span trimmed(std::string_view text, Span span) noexcept;

// "#REDIRECT [[target]]" at the start of a page.
struct Redirect {
    std::string target;   // normalised title, anchor dropped
    std::size_t end = 0;  // where the rest of the page begins
};
std::optional<Redirect> redirect_of(std::string_view text, const Dialect& dialect);

// The name of the template that is called, without its prefix and not resolved; nullopt when it calls something else:
// a parser function, a variable, a page of another namespace, or a name that is itself computed.
std::optional<std::string> template_name(std::string_view text, const Call& call, const std::vector<Stretch>& unseen,
                                         const Dialect& dialect);

// The parameters of a call, under their names or numbers, in the order of the page; of equal names the last stays.
// `group` and `occurrence` are left to the caller.
std::vector<NamedValue> parameters_of(std::string_view text, const Outline& outline, const Call& call);

// What the links of a page do, from offset `begin` on.
struct LinkReading {
    std::vector<std::string> categories;  // names of those the text itself puts the page in; sorted, unique
    Counts counts;
};
LinkReading links_of(std::string_view text, const Outline& outline, std::size_t begin, const Dialect& dialect);

}  // namespace moisson::mediawiki
