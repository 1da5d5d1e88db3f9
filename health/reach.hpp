// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "schema/instant.hpp"

#include <chrono>
#include <optional>

namespace moisson::health {

// When the people of a resource last acted in public on any source, or confirmed to a router that they can be called.
// Days are not kept: people are not watched.
struct Reach {
    enum class Names { told, untold };  // whether the source says who acted

    Names names = Names::told;
    std::optional<std::chrono::year_month> contact;  // the declared contact
    std::optional<std::chrono::year_month> others;   // whoever else contributed, or looks after it; the latest of them

    friend bool operator==(const Reach&, const Reach&) = default;
};

// The month of an instant, UTC.
std::chrono::year_month month_of(Instant when) noexcept;

// Whether a person seen in that month is taken to be there still: the months differ by twelve at most.
bool still_there(std::chrono::year_month seen, Instant when) noexcept;

enum class Reachable {
    nobody,       // 0
    somebody,     // 1: not the declared contact, but another one who worked on it
    the_contact,  // 2
};

// I14.
Known<Reachable> reachability(const Reach& reach, Instant when) noexcept;

// When nobody is there any more if nobody acts again; nothing when nobody ever was, or when names are not told.
std::optional<Instant> reachable_until(const Reach& reach) noexcept;

}  // namespace moisson::health
