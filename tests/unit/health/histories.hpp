// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/rhythm.hpp"
#include "health/weeks.hpp"

#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace moisson::health::test {

// "2026-07-01" or with a time.
inline Instant at(std::string_view iso) {
    return *from_iso(iso);
}

inline Week week(std::string_view iso) {
    return *week_of(at(iso));
}

inline Weeks weeks_of(std::initializer_list<std::string_view> days) {
    Weeks weeks;
    for (const std::string_view day : days) weeks.add(week(day));
    return weeks;
}

// One a week, on Thursdays.
inline Weeks weekly(std::size_t count, std::string_view first) {
    Weeks weeks;
    for (std::size_t i = 0; i < count; ++i) weeks.add(Week{static_cast<std::uint16_t>(week(first).number + i)});
    return weeks;
}

// The worked example: a resource as it is on 2026-07-01.
inline const Instant now = at("2026-07-01");
inline Weeks resource_r() {
    return weeks_of({"2023-03-08", "2023-03-15", "2023-04-05", "2023-10-11", "2024-02-07", "2024-09-18", "2025-03-12",
                     "2025-10-08", "2026-02-11", "2026-03-04"});
}

// A history of twenty years and of any density, from 2006 to 2026.
inline Weeks random_history(std::mt19937_64& random) {
    const std::uint16_t from = week("2006-07-03").number;
    const std::uint16_t until = week("2026-06-29").number;
    Weeks weeks;
    const auto one_in = static_cast<std::uint64_t>(1) << (random() % 9);
    for (auto number = from; number < until; ++number)
        if (random() % one_in == 0) weeks.add(Week{number});
    if (weeks.empty()) weeks.add(Week{static_cast<std::uint16_t>(from + random() % (until - from))});
    return weeks;
}

// A day as people read it.
inline std::string day(Instant when) {
    return to_iso(when).substr(0, 10);
}

}  // namespace moisson::health::test
