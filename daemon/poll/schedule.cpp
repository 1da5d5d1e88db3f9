// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/schedule.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {
constexpr unsigned most_doublings = 6;
constexpr std::chrono::milliseconds rarest = std::chrono::hours(24);
// Of UTC: from one or two in the morning to five or six in France.
constexpr std::chrono::hours night_ends{4};

bool is_night(Instant now) {
    return now - std::chrono::floor<std::chrono::days>(now) < night_ends;
}
}  // namespace

std::chrono::milliseconds next_poll(const Schedule& schedule, unsigned failures, double jitter) {
    const std::chrono::milliseconds doubled = schedule.poll * (std::int64_t{1} << std::min(failures, most_doublings));
    const auto base = failures == 0 ? schedule.poll : std::max(schedule.poll, std::min(doubled, rarest));
    const double spread = 0.9 + 0.2 * jitter;
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(base.count()) * spread));
}

bool census_due(const Schedule& schedule, std::optional<Instant> last_census, Instant now) {
    // A tenth more or less, the longest pause between two polls still falls into each night.
    const bool may_wait = schedule.census_hours == Hours::night && schedule.poll <= night_ends / 2;
    return (!may_wait || is_night(now)) && census_due(schedule.census, last_census, now);
}

bool census_due(std::chrono::milliseconds interval, std::optional<Instant> last_census, Instant now) {
    return !last_census || now - *last_census >= interval || *last_census > now;
}

}  // namespace moisson::daemon
