// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rhythm.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

namespace moisson::health {
namespace {

constexpr double forgetting = std::numbers::ln2 / half_life;  // κ
constexpr double days_of_week = 7;

// 2^(-7k/365) for each number of weeks k.
const std::array<double, most_weeks>& faded_by_weeks() noexcept {
    static const std::array<double, most_weeks> faded = [] {
        std::array<double, most_weeks> table{};
        for (std::size_t k = 0; k < table.size(); ++k)
            table[k] = std::exp2(-days_of_week * static_cast<double>(k) / half_life);
        return table;
    }();
    return faded;
}

// Days of observation, each halved every half_life.
double exposure(double days) noexcept {
    return days <= 0 ? 0 : (1 - std::exp2(-days / half_life)) / forgetting;
}

// Of the days that go by between two active weeks, the ones that are forgotten: how sure we are that it is a pause.
double pause_probability(const Rhythm& rhythm, double age) noexcept {
    if (age <= 0) return 1 / (1 + prior_stop);
    const double events = prior_weeks + rhythm.activity;
    const double shape = std::min(events, most_events_of_rhythm);
    const double scale = (prior_days + exposure(rhythm.days_between())) * shape / events;
    const double survival = std::pow(scale / (scale + age), shape);
    return survival / (survival + prior_stop);
}

// α+E over α+E+H at `now`.
double odds_of_silence(const Rhythm& rhythm, double now) noexcept {
    const double seen = prior_days + exposure(now - rhythm.first);
    return seen / (seen + horizon);
}

bool is_below(const Rhythm& rhythm, Instant when, double threshold) noexcept {
    return forecast(rhythm, days_of(when)).p12 < threshold;
}

// The first millisecond in (above, below] that is below the threshold, by halving.
Instant halve(const Rhythm& rhythm, Instant above, Instant below, double threshold) noexcept {
    while (below - above > std::chrono::milliseconds(1)) {
        const Instant middle = above + (below - above) / 2;
        (is_below(rhythm, middle, threshold) ? below : above) = middle;
    }
    return below;
}

}  // namespace

Rhythm rhythm_of(Week only) noexcept {
    const double day = thursday_days_of(only);
    return Rhythm{day, day, 1, 0, 1};
}

Rhythm followed_by(const Rhythm& rhythm, Week week) noexcept {
    Rhythm next = rhythm;
    next.last = thursday_days_of(week);
    const double gap = next.last - rhythm.last;
    assert(gap > 0);
    next.activity = rhythm.activity * faded_by_weeks()[static_cast<std::size_t>(gap / days_of_week)] + 1;
    next.squared_gaps += gap * gap;
    ++next.weeks;
    return next;
}

Rhythm rhythm_of(const Weeks& weeks) noexcept {
    assert(!weeks.empty());
    Rhythm rhythm;
    weeks.each([&](Week week) { rhythm = rhythm.weeks == 0 ? rhythm_of(week) : followed_by(rhythm, week); });
    return rhythm;
}

double silence(const Rhythm& rhythm, double now) noexcept {
    return std::max(0.0, now - rhythm.last);
}

double vitality(const Rhythm& rhythm, double now) noexcept {
    return rhythm.activity * std::exp2(-silence(rhythm, now) / half_life);
}

Forecast forecast(const Rhythm& rhythm, double now) noexcept {
    Forecast told;
    told.pause = pause_probability(rhythm, silence(rhythm, now));
    told.activity = 1 - std::pow(odds_of_silence(rhythm, now), prior_weeks + vitality(rhythm, now));
    told.p12 = told.pause * told.activity + (1 - told.pause) * revival;
    return told;
}

unsigned expected_weeks(const Rhythm& rhythm, double now, double probability) noexcept {
    constexpr unsigned weeks_of_a_year = 53;
    const double silent = odds_of_silence(rhythm, now);
    const double shape = prior_weeks + vitality(rhythm, now);
    double exactly = std::pow(silent, shape);
    double at_most = exactly;
    unsigned weeks = 0;
    for (; at_most < probability && weeks < weeks_of_a_year; at_most += exactly) {
        exactly *= (shape + weeks) / (weeks + 1) * (1 - silent);
        ++weeks;
    }
    return weeks;
}

Instant falls_below(const Rhythm& rhythm, double threshold) noexcept {
    assert(threshold > 0.03);
    // Whatever came before, forty years of silence leave a forecast below 0.03.
    constexpr std::chrono::days forty_years(14'610);
    const auto last = std::chrono::round<std::chrono::milliseconds>(
        std::chrono::duration<double, std::chrono::days::period>(rhythm.last));
    return halve(rhythm, Instant(last) - std::chrono::milliseconds(1), Instant(last) + forty_years, threshold);
}

}  // namespace moisson::health
