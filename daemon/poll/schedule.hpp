// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"

#include <optional>

namespace moisson::daemon {

// When a source is visited. Pure.
struct Schedule {
    std::chrono::milliseconds poll{};
    std::chrono::milliseconds census{};
    std::optional<std::chrono::milliseconds> deep_census = std::chrono::hours(7 * 24);  // empty: never
};

// How long until the next poll: the interval ± 10 %, so that sources do not march in step. After `failures` runs in a
// row that failed it doubles each time, up to 64 intervals or a day, whichever is less (but never under the interval).
std::chrono::milliseconds next_poll(const Schedule& schedule, unsigned failures, double jitter);

// A census is due when the last one is older than its interval, or in the future (a clock was wrong).
bool census_due(std::chrono::milliseconds interval, std::optional<Instant> last_census, Instant now);

}  // namespace moisson::daemon
