// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/reach.hpp"

#include <algorithm>

namespace moisson::health {
namespace {

constexpr std::chrono::months remembered(12);

}  // namespace

std::chrono::year_month month_of(Instant when) noexcept {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(when));
    return day.year() / day.month();
}

bool still_there(std::chrono::year_month seen, Instant when) noexcept {
    return month_of(when) <= seen + remembered;
}

Known<Reachable> reachability(const Reach& reach, Instant when) noexcept {
    if (reach.names == Reach::Names::untold) return tl::unexpected(Unknown::source_names_nobody);
    if (reach.contact && still_there(*reach.contact, when)) return Reachable::the_contact;
    if (reach.others && still_there(*reach.others, when)) return Reachable::somebody;
    return Reachable::nobody;
}

std::optional<Instant> reachable_until(const Reach& reach) noexcept {
    const auto seen = std::max(reach.contact, reach.others);
    if (!seen || reach.names == Reach::Names::untold) return std::nullopt;
    return Instant(std::chrono::sys_days((*seen + remembered + std::chrono::months(1)) / 1));
}

}  // namespace moisson::health
