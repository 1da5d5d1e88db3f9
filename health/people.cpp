// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/people.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>

namespace moisson::health {
namespace {

constexpr double half_life_of_work = 730;  // days
constexpr std::int64_t year_of_weeks = 52;
constexpr std::chrono::days first_year(365);

// 2^(-7k/730) for each number of weeks k.
const std::array<double, most_weeks>& faded_by_weeks() noexcept {
    static const std::array<double, most_weeks> faded = [] {
        std::array<double, most_weeks> table{};
        for (std::size_t k = 0; k < table.size(); ++k)
            table[k] = std::exp2(-7 * static_cast<double>(k) / half_life_of_work);
        return table;
    }();
    return faded;
}

}  // namespace

double weight_of(const Weeks& weeks, double now) {
    const Week last = *weeks.last();
    double weight = 0;
    weeks.each([&](Week week) { weight += faded_by_weeks()[static_cast<std::size_t>(last.number - week.number)]; });
    return weight * std::exp2(-std::max(0.0, now - thursday_days_of(last)) / half_life_of_work);
}

double effective_number(std::span<const double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double squares = std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
    return sum * sum / squares;
}

Known<double> effective_contributors(std::span<const Share> shares, double now) {
    double sum = 0;
    double squares = 0;
    bool somebody = false;
    for (const Share& share : shares) {
        if (share.as == Share::As::hidden || share.weeks.empty()) continue;
        const double weight = weight_of(share.weeks, now);
        sum += weight;
        squares += weight * weight;
        somebody = somebody || share.as == Share::As::named;
    }
    if (!somebody) return tl::unexpected(Unknown::nobody_known);
    return sum * sum / squares;
}

unsigned absence_factor(std::vector<double> weights) {
    std::sort(weights.begin(), weights.end(), std::greater<>());
    const double half = std::accumulate(weights.begin(), weights.end(), 0.0) / 2;
    double carried = 0;
    unsigned people = 0;
    while (people < weights.size() && carried < half) carried += weights[people++];
    return people;
}

Known<unsigned> contributor_absence_factor(std::span<const Share> shares, double now) {
    std::vector<double> named;
    double unnamed = 0;
    for (const Share& share : shares) {
        if (share.weeks.empty()) continue;
        const double weight = weight_of(share.weeks, now);
        if (share.as == Share::As::named)
            named.push_back(weight);
        else
            unnamed += weight;
    }
    if (named.empty()) return tl::unexpected(Unknown::nobody_known);
    if (unnamed > std::accumulate(named.begin(), named.end(), 0.0)) return tl::unexpected(Unknown::mostly_unnamed);
    return absence_factor(std::move(named));
}

Known<Newcomers> newcomers(std::span<const Share> shares, Week first, Instant now) {
    if (now - thursday_of(first) < first_year) return tl::unexpected(Unknown::too_young);
    const std::int64_t until = week_number(now) + 1;
    Newcomers found;
    for (const Share& share : shares) {
        if (share.as != Share::As::named) continue;
        if (share.weeks.count_between(until - year_of_weeks, until) == 0) continue;
        ++found.people;
        if (share.weeks.first()->number >= until - year_of_weeks) ++found.newcomers;
    }
    if (found.people == 0) return tl::unexpected(Unknown::nobody_lately);
    return found;
}

}  // namespace moisson::health
