// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/answer.hpp"
#include "connectors/communecter/scope.hpp"
#include "schema/batch.hpp"

#include <optional>
#include <string>

namespace moisson::communecter {

// An element as it is kept: without persons, without what moves by itself, always written the same way.
struct Element {
    ItemId item;
    std::string title;
    std::string text;                     // canonical JSON
    RevisionId latest;                    // "<updated>.<digest of the text>": `updated` alone does not always move
    std::optional<std::int64_t> created;  // seconds
    std::optional<std::int64_t> updated;  // seconds
    std::string withheld;  // why its row alone says that it is not to be published; empty when it does not
};

// `now` is the server's, of the answer: dates that a server makes up are known by it.
Element element_of(const std::string& collection, const Row& row, const Site& site, std::optional<Instant> now);

// The same of a canonical object that is already made, for what is no plain element.
Element element_from(const std::string& collection, const Row& row, Value::Object canonical, std::string title);

// Puts the element, its content, its revisions and how its publication stands into the batch.
void add_element(Batch& batch, Element element, Publication met_as, std::optional<Instant> now);

// How an element is met in that scope, or in another of its kind: one that assumes prevails, where the row itself says
// that it belongs there.
Publication met_as(const Value& row, const Scope& scope, const Site& site);

}  // namespace moisson::communecter
