// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/indicators.hpp"
#include "health/people.hpp"
#include "health/reach.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace moisson::health {

// Somebody who has to do with a resource, and the month in which they last acted in public on any source, or confirmed
// to a router that they can be called.
struct Acquaintance {
    enum class Role { contact, contributor, caretaker };

    Person who{};
    Role role = Role::contributor;
    std::optional<std::chrono::year_month> seen;  // nothing: never, as far as we know

    friend bool operator==(const Acquaintance&, const Acquaintance&) = default;
};

Reach reach_of(std::span<const Acquaintance> people, Reach::Names names) noexcept;

// Whom to call, the first one first: the declared contact, then who did most of the work. Only those who are still
// there.
std::vector<Acquaintance> to_call(std::span<const Acquaintance> people, std::span<const Share> shares, Instant now);

// How much a resource deserves that somebody tries to wake it: the larger, the earlier.
double wake_priority(std::size_t active_weeks, Reachable reachable, double routing_completeness) noexcept;

}  // namespace moisson::health
