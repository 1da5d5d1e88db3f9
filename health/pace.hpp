// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/rhythm.hpp"

#include <optional>

namespace moisson::health {

// How a resource goes beside its own past. These explain; no label depends on them.

// I03: its silence in multiples of the interval that is usual for it.
struct Freshness {
    double usual_days = 0;
    double multiple = 0;

    friend bool operator==(const Freshness&, const Freshness&) = default;
};
Freshness relative_freshness(const Rhythm& rhythm, double now) noexcept;

// I04: its last 52 weeks beside the 52 before.
struct Trend {
    unsigned recent = 0;  // active weeks
    unsigned before = 0;
    double log2_ratio = 0;  // each of the two with half a week added
    double p = 1;           // of a difference as large by chance: exact, two-sided

    bool is_shown() const noexcept { return recent + before >= 6 && p < 0.10; }

    friend bool operator==(const Trend&, const Trend&) = default;
};
Known<Trend> trend(const Weeks& weeks, Instant now);
// The trend of two counts.
Trend trend_of(unsigned recent, unsigned before) noexcept;

// I09: how regular its intervals are; -1 a clock, 0 chance, 1 a single burst.
struct Burstiness {
    double variation = 0;  // r: standard deviation over mean
    double value = 0;      // A, freed from how few intervals there are

    friend bool operator==(const Burstiness&, const Burstiness&) = default;
};
Known<Burstiness> burstiness(const Rhythm& rhythm) noexcept;

// I09b: from which week on it is slower than it was.
struct Slowdown {
    Week since;
    double evidence = 0;  // at least 3, at which it is told; no more is gathered

    friend bool operator==(const Slowdown&, const Slowdown&) = default;
};
// Nothing when it is not; weeks that are not over are not judged as empty. Unknown for no weeks at all.
Known<std::optional<Slowdown>> slowdown(const Weeks& weeks, Instant now);

}  // namespace moisson::health
