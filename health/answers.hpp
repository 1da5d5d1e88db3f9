// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/grid.hpp"
#include "schema/snapshot.hpp"

#include <functional>
#include <vector>

namespace moisson::health {

// When a revision was made, by the source's clock; nothing when that is not known. Never kept.
using DateOf = std::function<std::optional<Instant>(const RevisionId&)>;

// What an item under our schema answers, in the order of all_criteria; what it does not is missing. Its dates are those
// of the revisions in which its values last changed; `updated` stands in where a source has no revisions.
//   contact: contacts      time, complexity, cost: the field; normalised when it has a value
//   licence: licence       how_to: how_to      site: homepage      address: location
//   context: its kind is known, and its languages or its territory
//   hours: opening_hours, which are always in words
std::vector<Answer> answers_of(const Snapshot& snapshot, const DateOf& date_of, std::optional<Instant> updated);

}  // namespace moisson::health
