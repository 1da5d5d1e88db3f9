// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/mediawiki/dialect.hpp"
#include "schema/reading.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// Twice what MediaWiki lets a page be by default.
inline constexpr std::size_t longest_wikitext = std::size_t{4} * 1024 * 1024;

// Templates and their parameters, nested ones included: far above any page people write, far below what hurts.
inline constexpr std::size_t most_pieces = 50'000;

// What stands between two bars of a template: the whole, and where its first "=" is.
struct Part {
    Span whole;
    std::optional<std::size_t> equals;  // offset of the "=" of name=value; empty: positional

    friend bool operator==(const Part&, const Part&) = default;
};

// {{name|part|part}} that stands in no other one.
struct Call {
    Span whole;  // braces included
    Span name;
    std::vector<Part> parts;

    friend bool operator==(const Call&, const Call&) = default;
};

// Where things stand in a page, before any of them is understood. All spans are inside the text, in its order.
struct Outline {
    std::vector<Call> calls;   // templates, parser functions and variables alike
    std::vector<Span> links;   // inside of [[…]], where they stand in no call; nested ones first
    std::vector<Span> unseen;  // comments and what only matters when the page is included elsewhere
    std::size_t steps = 0;     // bytes looked at: the work done, at most a small multiple of the size
    bool cut = false;          // it has more than `most_pieces`: what came after them was not looked at
};

// Takes a page apart as MediaWiki's own preprocessor does, without its recursion: any bytes, linear time and memory,
// up to longest_wikitext bytes (asserted). What is never closed is text.
Outline outline_of(std::string_view text, const Dialect& dialect);

// The text of a span without what is unseen in it, trimmed.
std::string visible_text(std::string_view text, Span span, const std::vector<Span>& unseen);

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
std::optional<std::string> template_name(std::string_view text, const Call& call, const std::vector<Span>& unseen,
                                         const Dialect& dialect);

// The parameters of a call, under their names or numbers, in the order of the page; of equal names the last stays.
// `group` and `occurrence` are left to the caller.
std::vector<NamedValue> parameters_of(std::string_view text, const Call& call, const std::vector<Span>& unseen);

// Names of the categories the text itself puts the page in, from offset `begin` on; sorted, unique.
std::vector<std::string> categories_of(std::string_view text, const Outline& outline, std::size_t begin,
                                       const Dialect& dialect);

}  // namespace moisson::mediawiki
