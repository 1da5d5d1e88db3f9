// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/pace.hpp"

#include <algorithm>
#include <cmath>

namespace moisson::health {
namespace {

constexpr double pseudo_gap = 180;  // days: what is usual before anything is known
constexpr std::int64_t year_of_weeks = 52;
constexpr std::int64_t weeks_of_reference = 104;
constexpr double slowest_reference = 1.0 / 52;
constexpr double alarm = 3;

// Sums up, week by week, how much less there is than in the two years before; an active week takes away. While nothing
// is summed up, the reference moves along.
class CumulativeSum {
public:
    explicit CumulativeSum(const Weeks& weeks) : weeks_(weeks) {}

    void pass_active() {
        if (sum_ == 0) return;
        sum_ = std::max(0.0, sum_ + of_active_);
    }

    // The weeks [from, until) were empty.
    void pass_empty(std::int64_t from, std::int64_t until) {
        if (from >= until) return;
        if (sum_ == 0) leave_zero(from);
        sum_ = std::min(alarm, sum_ + of_empty_ * static_cast<double>(until - from));
    }

    std::optional<Slowdown> found() const {
        if (sum_ < alarm) return std::nullopt;
        return Slowdown{Week{static_cast<std::uint16_t>(since_)}, sum_};
    }

private:
    void leave_zero(std::int64_t week) {
        const auto active = static_cast<double>(weeks_.count_between(week - weeks_of_reference, week));
        const double usual = std::max(active / static_cast<double>(weeks_of_reference), slowest_reference);
        const double slower = usual / 4;
        since_ = week;
        // After two years without an empty week, the first one is enough.
        of_empty_ = usual < 1 ? std::log((1 - slower) / (1 - usual)) : alarm;
        of_active_ = std::log(slower / usual);
    }

    const Weeks& weeks_;
    double sum_ = 0;
    double of_empty_ = 0;
    double of_active_ = 0;
    std::int64_t since_ = 0;
};

}  // namespace

Freshness relative_freshness(const Rhythm& rhythm, double now) noexcept {
    const double usual = (pseudo_gap + rhythm.days_between()) / static_cast<double>(1 + rhythm.gaps());
    return {usual, silence(rhythm, now) / usual};
}

Trend trend_of(unsigned recent, unsigned before) noexcept {
    Trend found{recent, before, std::log2((recent + 0.5) / (before + 0.5)), 1};
    // Twice the chance that of so many weeks so few, or fewer, fall on the quieter side.
    const unsigned all = recent + before;
    double exactly = std::exp2(-static_cast<double>(all));
    double at_most = exactly;
    for (unsigned k = 0; k < std::min(recent, before); ++k) {
        exactly *= static_cast<double>(all - k) / (k + 1);
        at_most += exactly;
    }
    found.p = std::min(1.0, 2 * at_most);
    return found;
}

Known<Trend> trend(const Weeks& weeks, Instant now) {
    if (weeks.empty()) return tl::unexpected(Unknown::no_history);
    if (now - thursday_of(*weeks.first()) < std::chrono::days(730)) return tl::unexpected(Unknown::too_young);
    const std::int64_t until = week_number(now) + 1;
    return trend_of(static_cast<unsigned>(weeks.count_between(until - year_of_weeks, until)),
                    static_cast<unsigned>(weeks.count_between(until - 2 * year_of_weeks, until - year_of_weeks)));
}

Known<Burstiness> burstiness(const Rhythm& rhythm) noexcept {
    constexpr std::size_t fewest = 4;
    if (rhythm.gaps() < fewest) return tl::unexpected(Unknown::too_few_gaps);
    const auto gaps = static_cast<double>(rhythm.gaps());
    const double mean = rhythm.days_between() / gaps;
    const double variance = std::max(0.0, rhythm.squared_gaps / gaps - mean * mean);
    const double r = std::sqrt(variance) / mean;
    const double more = std::sqrt(gaps + 1);
    const double fewer = std::sqrt(gaps - 1);
    return Burstiness{r, (more * r - fewer) / ((more - 2) * r + fewer)};
}

Known<std::optional<Slowdown>> slowdown(const Weeks& weeks, Instant now) {
    if (weeks.empty()) return tl::unexpected(Unknown::no_history);
    CumulativeSum sum(weeks);
    std::int64_t next = weeks.first()->number;
    weeks.each([&](Week week) {
        sum.pass_empty(next, week.number);
        sum.pass_active();
        next = week.number + std::int64_t{1};
    });
    sum.pass_empty(next, week_number(now));
    return sum.found();
}

}  // namespace moisson::health
