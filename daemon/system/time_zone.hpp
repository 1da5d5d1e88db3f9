// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.hpp"
#include "schema/instant.hpp"
#include "schema/result.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace moisson::daemon {

// The day of an instant where people read it.
using DayOf = std::function<std::chrono::year_month_day(Instant)>;

// The first instant of a day there, to a millisecond; of a day that a zone has skipped, that of the next.
Instant start_of(std::chrono::year_month_day day, const DayOf& day_of);

// The days of a zone by its name: "Europe/Paris". Error{config}: this system knows none of that name, with the nearest
// that it knows.
Result<DayOf> days_in(const std::string& zone);

// The days of the zone of a configuration. Error{config}: the same, with the place where the zone is written.
Result<DayOf> days_of(const Config& config);

}  // namespace moisson::daemon
