// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"

#include <optional>

namespace moisson::daemon {

// At which hours of the day a census may begin.
enum class Hours { any, night };

// When a source is visited. Pure.
struct Schedule {
    std::chrono::milliseconds poll{};
    std::chrono::milliseconds census{};
    std::optional<std::chrono::milliseconds> deep_census = std::chrono::hours(7 * 24);  // empty: never
    // A list that brings all contents toils on the source: it is asked for while people sleep there, if a poll falls
    // into the night at all.
    Hours census_hours = Hours::any;
};

// How long until the next poll: the interval ± 10 %, so that sources do not march in step. After `failures` runs in a
// row that failed it doubles each time, up to 64 intervals or a day, whichever is less (but never under the interval).
std::chrono::milliseconds next_poll(const Schedule& schedule, unsigned failures, double jitter);

// A census is due when the last one is older than its interval, or in the future (a clock was wrong).
bool census_due(const Schedule& schedule, std::optional<Instant> last_census, Instant now);

// The same of any interval, at any hour.
bool census_due(std::chrono::milliseconds interval, std::optional<Instant> last_census, Instant now);

}  // namespace moisson::daemon
