// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/label.hpp"

#include <vector>

namespace moisson::health {

// A label that is kept between two looks at it, with all that it was made of: until `standing.valid_until` it is what
// standing() would say for routers, and standing_told() says the same to either audience, at any instant.
struct Kept {
    Weeks weeks;
    Facts facts;
    Standing standing;
    Instant judged{};  // the keeper's clock

    friend bool operator==(const Kept&, const Kept&) = default;
};

// A label that is looked at, with all that led to it: every change of it until then, oldest first.
struct Look {
    Kept kept;
    std::vector<Transition> past;
};

// At `now`. The label is valid until it changes by itself, until a week begins that lies ahead by now, or until the
// resource begins, or ceases, to be told to the public as finished: so nobody's reading changes without being due.
Look look_at(Weeks weeks, Facts facts, Instant now);

// Whether our own rules read the record of a resource otherwise than before.
enum class Rules { same, others };

// What is to be told of a label that was looked at again: oldest first, each from what was told last. What lies behind
// the last look stays as it was told: where a late edit, a revert or another fact make it otherwise, one transition
// says so, with what made it so as its trigger, unless something that happened since says it all. Of a resource that is
// looked at for the first time everything is told: `Look::past`.
std::vector<Transition> transitions_between(const Kept& before, const Look& after, Rules rules);

}  // namespace moisson::health
