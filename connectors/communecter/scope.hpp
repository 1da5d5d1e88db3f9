// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/publication.hpp"
#include "schema/value.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::communecter {

// How a server is asked for what follows the first page. Not all of them heed every way.
enum class Paging {
    index,   // indexMin, indexStep
    ranges,  // ranges[<type>][indexMin|indexMax]
    single,  // everything in one answer
};
std::string_view name_of(Paging paging) noexcept;

// Whose words a server speaks.
enum class Dialect {
    modern,      // it heeds fields, filters and sortBy, and says the sub-type as `type`
    legacy2018,  // it heeds none of them, and says the collection as `type`
};
std::string_view name_of(Dialect dialect) noexcept;

// Where elements are asked for.
enum class Variant {
    standard,   // /co2/search/globalautocomplete
    navigator,  // /costum/navigator/gettl
};

// One list of elements (or of answers to a form) that is followed.
struct Scope {
    std::string type;                       // the collection: "organizations", "answers" …
    std::vector<std::string> tags;          // any of them; empty: whatever their tags
    std::vector<std::string> without_tags;  // none of them
    std::vector<std::string> countries;     // ISO 3166 codes as the source writes them: FR, RE …
    std::vector<std::string> source_keys;   // networks that own or refer to it
    std::string form;                       // of answers: the call they answer
    std::string costum;                     // of answers: the site that published it; may be empty
    Variant variant = Variant::standard;
    // How an element is met of whose publication nothing is said: assumed, or unknown until it is asked.
    Publication met_as = Publication::unknown;
    std::string because;  // of `assumed`: why

    bool is_of_answers() const noexcept { return type == "answers"; }
    // What tells this scope from all others, in a cursor: changes with what it asks for, not with what it assumes.
    std::string key() const;
    // For messages: "organizations tagged TiersLieux".
    std::string title() const;
};

// Whether a row that was sent is in the scope. A server that heeds no filter sends all it has.
enum class Belonging {
    yes,
    no,
    silent,  // it does not say, and the server was asked to choose
};
Belonging belonging(const Value& row, const Scope& scope, Dialect dialect);

// All that conversations need to know of a source.
struct Site {
    std::string base_url;  // without a slash at its end
    std::vector<Scope> scopes;
    std::vector<std::string> without;  // titles of scopes that this server has no lists of
    Dialect dialect = Dialect::modern;
    Paging paging = Paging::index;
    std::size_t page_size = 200;
    bool sorted = true;  // the newest first, when asked so
    std::chrono::seconds overlap{7200};
    bool with_contacts = false;         // e-mail addresses and telephone numbers are asked for and kept
    bool tells_standing = true;         // it shows whole elements as JSON, preferences included
    bool shows_to_members = false;      // we have an account, and people who signed in are shown whole elements
    bool filters_by_open_data = false;  // asked for elements that are open data, it sends only those
};

// The types a scope may have.
const std::vector<std::string>& element_types();

}  // namespace moisson::communecter
