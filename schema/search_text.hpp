// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/snapshot.hpp"

#include <string>

namespace moisson {

// By what a resource is found: search terms with a space between two.
struct SearchText {
    std::string title;
    std::string words;  // of its other texts and lists, the names of whom and where it speaks of, its postal address

    friend bool operator==(const SearchText&, const SearchText&) = default;
};

// Pure. Nothing of it says more of a person than the record itself shows: names, no e-mail address and no telephone
// number. A change of it, as of search_terms(), is one of the index: decision 0010.
SearchText search_text(const Snapshot& snapshot);

// Whether people look for that kind of thing: a mere page is kept and compared, and is not in the catalogue.
bool is_in_catalogue(std::string_view kind);

}  // namespace moisson
