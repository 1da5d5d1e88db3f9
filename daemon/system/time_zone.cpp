// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/time_zone.hpp"

#include <date/tz.h>

namespace moisson::daemon {

Result<DayOf> days_in(const std::string& zone) {
    const date::time_zone* found = nullptr;
    try {
        found = date::locate_zone(zone);
    } catch (const std::runtime_error& unknown) {
        return fail(ErrorKind::config, "time_zone", "this system knows no time zone called \"" + zone + "\"",
                    "write one of those under /usr/share/zoneinfo, like Europe/Paris; Debian's package is tzdata");
    }
    return DayOf([found](Instant when) {
        const date::year_month_day day(date::floor<date::days>(found->to_local(when)));
        return std::chrono::year_month_day(std::chrono::year(static_cast<int>(day.year())),
                                           std::chrono::month(static_cast<unsigned>(day.month())),
                                           std::chrono::day(static_cast<unsigned>(day.day())));
    });
}

}  // namespace moisson::daemon
