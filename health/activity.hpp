// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/rhythm.hpp"

#include <vector>

namespace moisson::health {

// The state of a resource's activity, from the quietest.
enum class Activity { low, en_veille, vivant };

// A forecast that is reached by a contribution lifts to that state; one that silence leaves below lets go of it.
double entered_at(Activity state) noexcept;
double left_below(Activity state) noexcept;

// Without a contribution for so long nothing is vivant, whatever is forecast.
inline constexpr std::chrono::days most_silence_of_vivant(365);

// The state at and after an instant.
struct Turn {
    Instant at{};
    Activity to = Activity::low;

    friend bool operator==(const Turn&, const Turn&) = default;
};

// Every state that these weeks went through, and will go through if no other follows; oldest first. A week's rise is
// dated on its Thursday. Nothing falls between the Monday and the Thursday of an active week, so that the contribution
// of a Monday never lowers what it should lift.
std::vector<Turn> turns_of(const Weeks& weeks);

// When that state ends after the last week of the rhythm, if no other follows.
Instant end_of(Activity state, const Rhythm& rhythm) noexcept;

}  // namespace moisson::health
