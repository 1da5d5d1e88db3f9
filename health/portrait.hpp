// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/flags.hpp"
#include "health/indicators.hpp"

namespace moisson::health {

// All that is said of the health of a resource. There are two axes, and never one score of both: how it lives
// (standing), and whether somebody can be sent there (routing_completeness, answer_freshness, `missing`).
struct Portrait {
    Standing standing;
    Indicators indicators;
    std::vector<Flag> flags;
    std::vector<Criterion> missing;  // what a visitor asks and nobody answers

    friend bool operator==(const Portrait&, const Portrait&) = default;
};

// Whether that audience is told an indicator. The public is told none from which the labels could be told apart that it
// reads as one: who is there, how active it is and will be.
bool may_see(Indicator indicator, Audience audience) noexcept;

// Whether a resource may stand in what that audience reads at all.
bool may_list(const Facts& facts, Audience audience) noexcept;

// The label as that audience is told it: to everybody with the day on which it began and no word of when it ends, and
// none of what is finished and stable, unless it is archived.
Standing standing_told(const Weeks& weeks, const Facts& facts, Instant now, Audience audience);

// Everything for routers. For everybody: what may_see() lets through, the rest as Unknown::for_routers; the label as
// standing_told() has it.
Portrait portrait_of(const Evidence& evidence, const Grid& grid, Instant now, Audience audience);

}  // namespace moisson::health
