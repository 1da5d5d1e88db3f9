// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "health/weeks.hpp"

namespace moisson::health {

// The constants of the forecast, in days where they are times. They were chosen once, on histories of public
// repositories, and are no configuration: a forecast is only comparable with those of the same constants.
inline constexpr double half_life = 365;            // after which an active week counts half
inline constexpr double prior_weeks = 0.1;          // r: active weeks taken for granted …
inline constexpr double prior_days = 730;           // α: … in so many days
inline constexpr double prior_stop = 0.02;          // q: odds that any contribution was the last one
inline constexpr double revival = 0.02;             // ρ: of what has stopped, so much comes back within a year
inline constexpr double most_events_of_rhythm = 5;  // c: a rhythm never counts for more when a silence is judged
inline constexpr double horizon = 365;              // H: how far the forecast reaches

// What all figures of activity are computed from: a set of active weeks, each dated on its Thursday.
struct Rhythm {
    double first = 0;         // t0: the first active week, in days since 1970
    double last = 0;          // tL: the last one
    double activity = 0;      // A_L: weeks at `last`, each halved every `half_life`
    double squared_gaps = 0;  // of the days between one active week and the next
    std::size_t weeks = 0;    // n

    double days_between() const noexcept { return last - first; }
    std::size_t gaps() const noexcept { return weeks - 1; }
};

// The rhythm of a set of weeks that is not empty.
Rhythm rhythm_of(const Weeks& weeks) noexcept;

// One active week more: `last` moves there. Weeks are given in order.
Rhythm followed_by(const Rhythm& rhythm, Week week) noexcept;
Rhythm rhythm_of(Week only) noexcept;

// Days since the last active week at `now` (days since 1970); 0 until its Thursday has passed.
double silence(const Rhythm& rhythm, double now) noexcept;

// I01: equivalent active weeks at `now`.
double vitality(const Rhythm& rhythm, double now) noexcept;

// I02 and what it is made of. All are probabilities.
struct Forecast {
    double pause = 0;     // π: that the silence is a pause, not the end
    double activity = 0;  // G: at least one active week in the next twelve months, if it is a pause
    double p12 = 0;       // at least one active week in the next twelve months

    friend bool operator==(const Forecast&, const Forecast&) = default;
};
Forecast forecast(const Rhythm& rhythm, double now) noexcept;

// The fewest active weeks of the next twelve months that, with that probability, are not exceeded.
unsigned expected_weeks(const Rhythm& rhythm, double now, double probability) noexcept;

// When the forecast, without a further contribution, first is below `threshold`: the first millisecond. The threshold
// lies above 0.03, below which no silence leads.
Instant falls_below(const Rhythm& rhythm, double threshold) noexcept;

}  // namespace moisson::health
