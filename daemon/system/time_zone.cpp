// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/time_zone.hpp"

#include "config/section.hpp"

#include <date/tz.h>
#include <vector>

namespace moisson::daemon {

namespace {

// Of a machine without any zones none.
std::vector<std::string> known_zones() {
    std::vector<std::string> names;
    try {
        for (const date::time_zone& zone : date::get_tzdb().zones) names.push_back(zone.name());
    } catch (const std::runtime_error& none) {
        return {};
    }
    return names;
}

std::string remedy_for(const std::string& zone) {
    const std::vector<std::string> zones = known_zones();
    if (zones.empty()) return "install the zones: Debian's package is tzdata";
    const std::string meant = nearest(zone, zones);
    return meant.empty() ? "write the name of a zone of the tz database, like Europe/Paris; Debian's package is tzdata"
                         : "did you mean \"" + meant + "\"?";
}

}  // namespace

Instant start_of(std::chrono::year_month_day day, const DayOf& day_of) {
    // No zone is a whole day ahead of UTC or behind it.
    const Instant noon_of_utc = std::chrono::sys_days(day) + std::chrono::hours(12);
    Instant before = noon_of_utc - std::chrono::hours(48);
    Instant within = noon_of_utc + std::chrono::hours(48);
    while (within - before > std::chrono::milliseconds(1)) {
        const Instant middle = before + (within - before) / 2;
        (day_of(middle) < day ? before : within) = middle;
    }
    return within;
}

Result<DayOf> days_in(const std::string& zone) {
    const date::time_zone* found = nullptr;
    try {
        found = date::locate_zone(zone);
    } catch (const std::runtime_error& unknown) {
        return fail(ErrorKind::config, "time_zone", "this system knows no time zone called \"" + zone + "\"",
                    remedy_for(zone));
    }
    return DayOf([found](Instant when) {
        const date::year_month_day day(date::floor<date::days>(found->to_local(when)));
        return std::chrono::year_month_day(std::chrono::year(static_cast<int>(day.year())),
                                           std::chrono::month(static_cast<unsigned>(day.month())),
                                           std::chrono::day(static_cast<unsigned>(day.day())));
    });
}

Result<DayOf> days_of(const Config& config) {
    auto days = days_in(config.time_zone);
    if (days || config.time_zone_place.empty()) return days;
    Error error = std::move(days.error());
    error.where = config.time_zone_place;
    return fail(std::move(error));
}

}  // namespace moisson::daemon
