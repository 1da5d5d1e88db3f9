// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/indicators.hpp"
#include "health/vitals.hpp"

#include <span>
#include <vector>

namespace moisson::health {

// All that is known of a resource, from what is kept of it. Whatever the source does not say stays unknown.
Evidence evidence_of(const Vitals& vitals);

// What its label depends on: a part of the evidence, without the work for the rest.
Facts facts_of(const Vitals& vitals);

// The questions on a talk page: a new section by somebody who does not work on the page itself, as the summary that the
// wiki writes tells it ("/* Titre */ nouvelle section"). Its answer is the first later edit of that section by another
// human. `workers` are those who work on the page, in any order.
std::vector<Question> questions_of(std::span<const TalkAct> talk, std::span<const Person> workers);

}  // namespace moisson::health
