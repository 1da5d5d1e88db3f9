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
    Span span;

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
struct Reading {
    std::vector<NamedValue> values;       // in the order of the page
    std::vector<std::string> templates;   // top-level ones, names resolved, in order, repeated when repeated
    std::vector<std::string> categories;  // of the text and of `derived`; without prefix, sorted, unique
    std::vector<std::string> tags;
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
