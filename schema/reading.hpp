// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// Where a value stands in the bytes it was read from: [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

// One named value, exactly as written there (only surrounding white space trimmed).
struct NamedValue {
    std::string group;        // the template's name, redirects resolved: "Commun"; empty for json
    unsigned occurrence = 1;  // second {{Commun}} of a page: 2
    std::string key;          // "referent", "1" for the first positional one; "/address/postalCode" for json
    std::string text;
    Span span;  // of json: the whole scalar, its quotes too

    friend bool operator==(const NamedValue&, const NamedValue&) = default;
};

// The text with what stands at the span replaced, and nothing else changed. The span is inside the text (asserted).
std::string splice(std::string_view text, Span span, std::string_view replacement);

// How much of what there is in an item: for whoever judges how it grew.
struct Counts {
    unsigned categories = 0;  // that the text itself puts it in
    unsigned links = 0;       // to other items of its source, each time
    unsigned images = 0;      // shown
    unsigned headings = 0;
    unsigned addresses = 0;  // links that lead out of its source

    friend bool operator==(const Counts&, const Counts&) = default;
};

// What a person should know of the bytes of an item; nothing of it is mended.
enum class Remark {
    not_utf8,        // some bytes are no text
    double_encoded,  // some of it was encoded twice: "fÃªte"
};
std::string_view sentence_of(Remark remark) noexcept;

// How people write in a source: what the signs in its values mean.
enum class Markup {
    wikitext,  // of MediaWiki
    markdown,  // prose is Markdown; of a line only the character references of HTML are signs
    html,      // prose is HTML; lines as above
};

// What was found in the bytes of an item, before any of our own meaning is given to it.
//
// Of a source that speaks JSON:
// - each text, number and boolean is one value, in the order of the document. Its key is its JSON pointer (RFC 6901),
//   its group is empty, its occurrence 1; of a member that stands there twice the last counts.
// - the text is that of the scalar: a text without quotes and escapes (character references and Markdown stay as
//   they are: the mapping's types read them by `markup`), a number as written, "true" or "false". null says nothing.
// - elements of an array are values of their own: "/tags/0", "/tags/1", "/urls/0/url". `json:/tags` of a mapping finds
//   the text at "/tags", and all of the elements right below it whose last step is a number, in their order: each is
//   one element of a list, never cut at commas. So it finds what PHP made an object with numbers for names, too.
//   `json:/urls/*/url` finds all whose step there is any one name or number.
// - instants that a source counts (seconds, {"sec":…}, {"$date":…}) are written as ISO 8601 with their zone: a mapping
//   cannot know that a number is a time.
// - `tags` are there for conditions (`tag:TiersLieux` in a mapping's `when`), and among the values as well.
struct Reading {
    std::vector<NamedValue> values;          // in the order of the page
    std::vector<std::string> templates;      // top-level ones, names resolved, in order, repeated when repeated
    std::vector<std::string> categories;     // of the text and of `derived`; without prefix, sorted, unique
    std::vector<std::string> tags;           // decoded, in their order; what its source calls so
    std::optional<std::string> redirect_to;  // normalised title of the target
    Counts counts;
    std::vector<Remark> remarks;  // each at most once
    Markup markup = Markup::wikitext;
    std::string collection = {};  // "organizations": where its source keeps it, when it has such places

    friend bool operator==(const Reading&, const Reading&) = default;
};

// What a page needs from its surroundings to be read.
struct Context {
    std::map<std::string, std::string> template_redirects;  // title without prefix → title without prefix
    std::set<std::string> suppressed_names;                 // names the source no longer shows

    friend bool operator==(const Context&, const Context&) = default;
};

}  // namespace moisson
