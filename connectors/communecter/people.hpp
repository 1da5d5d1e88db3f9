// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/value.hpp"

#include <string_view>

// What tells a person from all else. Whoever keeps something keeps it by a list of what is kept (kept.hpp, form.hpp);
// these say what is left out of that list all the same. All are total and linear.
namespace moisson::communecter {

// Whether a document, or a link to one, is a person's by any word it says of its type, in any case.
bool is_person(const Value& document);

// Whether a type is one of what is no person: "organizations", "Projects", "NGO". What nobody foresaw is none.
bool is_public_type(std::string_view type);

// Whether a text is a way to reach somebody and little else: an address of e-mail, with the name before it or among a
// few words; a number of telephone; the address of a person's page.
bool reaches_somebody(std::string_view text);

// Whether a question asks who somebody is, or how to reach them, by its key ("nomReferent") or by its label, which is
// empty when it has none. A name is somebody's unless it is said to be that of a thing.
bool asks_for_person(std::string_view key, std::string_view label);

}  // namespace moisson::communecter
