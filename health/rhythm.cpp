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

// Of a base above 0. std::pow() also looks at signs, at whole exponents and at the last bit, for twice the price.
double power(double base, double exponent) noexcept {
    return std::exp2(exponent * std::log2(base));
}

// Days of observation, each halved every half_life.
double exposure(double days) noexcept {
    return days <= 0 ? 0 : (1 - std::exp2(-days / half_life)) / forgetting;
}

// How the forecast of a rhythm fades while nobody contributes. What does not depend on time is computed once.
class Fading {
public:
    explicit Fading(const Rhythm& rhythm) noexcept : rhythm_(rhythm) {
        const double events = prior_weeks + rhythm.activity;
        shape_ = std::min(events, most_events_of_rhythm);
        scale_ = (prior_days + exposure(rhythm.days_between())) * shape_ / events;
    }

    Forecast at(double now) const noexcept {
        Forecast told;
        const double survival = power(scale_ / (scale_ + silence(rhythm_, now)), shape_);
        told.pause = survival / (survival + prior_stop);
        told.activity = 1 - power(odds_of_silence(now), prior_weeks + vitality(rhythm_, now));
        told.p12 = told.pause * told.activity + (1 - told.pause) * revival;
        return told;
    }

    // α+E over α+E+H.
    double odds_of_silence(double now) const noexcept {
        const double seen = prior_days + exposure(now - rhythm_.first);
        return seen / (seen + horizon);
    }

    double over(double threshold, double now) const noexcept { return at(now).p12 - threshold; }

private:
    const Rhythm& rhythm_;
    double shape_ = 0;
    double scale_ = 0;
};

Instant instant_of(double days) noexcept {
    return Instant(
        std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double, std::chrono::days::period>(days)));
}

// How far above a threshold a forecast is on some day.
struct End {
    double day = 0;
    double over = 0;
};

// Days between which a forecast passes a threshold.
struct Bracket {
    End above;
    End below;
};

Bracket bracket_of(const Fading& fading, End last, double threshold) noexcept {
    double step = 256;
    Bracket bracket{last, {last.day + step, fading.over(threshold, last.day + step)}};
    // Forty years of silence leave a forecast below 0.03, whatever came before; this ends long before.
    while (bracket.below.over >= 0) {
        const double further = bracket.below.day + step;
        bracket = {bracket.below, {further, fading.over(threshold, further)}};
        step *= 2;
    }
    return bracket;
}

// Where it passes, to a millisecond or so: by chords, of which the end that stays is halved (Illinois).
double crossing(const Fading& fading, Bracket bracket, double threshold) noexcept {
    constexpr double a_millisecond = 1e-8;
    auto& [above, below] = bracket;
    double middle = below.day;
    for (int step = 0; step < 60 && below.day - above.day > a_millisecond; ++step) {
        const double before = middle;
        middle = (above.day * below.over - below.day * above.over) / (below.over - above.over);
        if (std::abs(middle - before) < a_millisecond) break;
        const double over = fading.over(threshold, middle);
        if (over >= 0) {
            if (before == above.day) below.over /= 2;
            above = {middle, over};
        } else {
            if (before == below.day) above.over /= 2;
            below = {middle, over};
        }
    }
    return middle;
}

// The first millisecond in (above, below] that is below the threshold, by halving.
Instant halve(const Fading& fading, Instant above, Instant below, double threshold) noexcept {
    while (below - above > std::chrono::milliseconds(1)) {
        const Instant middle = above + (below - above) / 2;
        (fading.over(threshold, days_of(middle)) < 0 ? below : above) = middle;
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
    return Fading(rhythm).at(now);
}

unsigned expected_weeks(const Rhythm& rhythm, double now, double probability) noexcept {
    constexpr unsigned weeks_of_a_year = 53;
    const double silent = Fading(rhythm).odds_of_silence(now);
    const double shape = prior_weeks + vitality(rhythm, now);
    double exactly = std::pow(silent, shape);
    double at_most = exactly;
    unsigned weeks = 0;
    while (at_most < probability && weeks < weeks_of_a_year) {
        exactly *= (shape + weeks) / (weeks + 1) * (1 - silent);
        at_most += exactly;
        ++weeks;
    }
    return weeks;
}

Instant falls_below(const Rhythm& rhythm, double threshold) noexcept {
    assert(threshold > 0.03);
    const Fading fading(rhythm);
    const End last{rhythm.last, fading.over(threshold, rhythm.last)};
    if (last.over < 0) return instant_of(rhythm.last);
    const Bracket bracket = bracket_of(fading, last, threshold);
    // The chords end within a millisecond of it; were they ever further off, the whole bracket is halved.
    const Instant near = instant_of(crossing(fading, bracket, threshold));
    const Instant above = near - std::chrono::milliseconds(1);
    const Instant below = near + std::chrono::milliseconds(1);
    if (fading.over(threshold, days_of(above)) >= 0 && fading.over(threshold, days_of(below)) < 0)
        return halve(fading, above, below, threshold);
    return halve(fading, instant_of(bracket.above.day), instant_of(bracket.below.day), threshold);
}

}  // namespace moisson::health
