// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/calibration.hpp"

#include "health/rhythm.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace moisson::health {
namespace {

constexpr int most_steps = 50;
constexpr double smallest_step = 1e-10;
// So little of it that no answer changes by what is told, and so much that what is told apart without error has one.
constexpr double ridge = 1e-6;

// One step of Newton's method towards the likeliest line.
struct Step {
    double intercept = 0;
    double slope = 0;
    double size() const noexcept { return std::abs(intercept) + std::abs(slope); }
};

Step step_from(const Logistic& line, std::span<const Foretold> by_x) {
    double g0 = -ridge * line.intercept, g1 = -ridge * line.slope, h00 = ridge, h01 = 0, h11 = ridge;
    for (const Foretold& one : by_x) {
        const double p = line(one.forecast);
        const double missed = (one.came ? 1.0 : 0.0) - p;
        const double weight = p * (1 - p);
        g0 += missed;
        g1 += missed * one.forecast;
        h00 += weight;
        h01 += weight * one.forecast;
        h11 += weight * one.forecast * one.forecast;
    }
    const double determinant = h00 * h11 - h01 * h01;
    return {(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant};
}

std::size_t how_many_came(std::span<const Foretold> all) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [](const Foretold& one) { return one.came; }));
}

}  // namespace

std::optional<Foretold> foretold_at(const Weeks& weeks, Instant when) {
    const auto week = week_of(when);
    if (!week) return std::nullopt;
    const Instant asked = monday_of(*week) - std::chrono::milliseconds(1);
    const Weeks past = weeks.begun_by(asked);
    if (past.empty() || asked - monday_of(*past.first()) < most_youth) return std::nullopt;
    const std::int64_t next = week->number;
    return Foretold{forecast(rhythm_of(past), days_of(asked)).p12, weeks.count_between(next, next + 52) > 0};
}

std::optional<double> area_under_curve(std::span<const Foretold> all) {
    const std::size_t came = how_many_came(all);
    if (came == 0 || came == all.size()) return std::nullopt;
    std::vector<Foretold> sorted(all.begin(), all.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const Foretold& one, const Foretold& other) { return one.forecast < other.forecast; });
    double won = 0;
    std::size_t below = 0;  // that did not come, with a smaller forecast
    for (std::size_t from = 0; from < sorted.size();) {
        std::size_t until = from;
        while (until < sorted.size() && sorted[until].forecast <= sorted[from].forecast) ++until;
        const std::size_t good = how_many_came(std::span(sorted).subspan(from, until - from));
        const std::size_t bad = until - from - good;
        won += static_cast<double>(good) * (static_cast<double>(below) + static_cast<double>(bad) / 2);
        below += bad;
        from = until;
    }
    return won / (static_cast<double>(came) * static_cast<double>(all.size() - came));
}

std::optional<double> brier(std::span<const Foretold> all) {
    if (all.empty()) return std::nullopt;
    double sum = 0;
    for (const Foretold& one : all) sum += std::pow(one.forecast - (one.came ? 1 : 0), 2);
    return sum / static_cast<double>(all.size());
}

bool Bin::is_off() const noexcept {
    return size >= fewest_of_bin && std::abs(forecast - came) > most_of_difference;
}

std::array<Bin, 5> calibration_of(std::span<const Foretold> all) {
    std::array<Bin, 5> bins{};
    const auto count = static_cast<double>(bins.size());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        bins[i].from = static_cast<double>(i) / count;
        bins[i].until = static_cast<double>(i + 1) / count;
    }
    for (const Foretold& one : all) {
        Bin& bin = *std::find_if(bins.begin(), bins.end() - 1, [&](const Bin& b) { return one.forecast < b.until; });
        ++bin.size;
        bin.forecast += one.forecast;
        bin.came += one.came ? 1 : 0;
    }
    for (Bin& bin : bins) {
        if (bin.size == 0) continue;
        bin.forecast /= static_cast<double>(bin.size);
        bin.came /= static_cast<double>(bin.size);
    }
    return bins;
}

double Logistic::operator()(double x) const noexcept {
    return 1 / (1 + std::exp(-(intercept + slope * x)));
}

std::optional<Logistic> fitted(std::span<const Foretold> by_x) {
    const std::size_t came = how_many_came(by_x);
    if (came == 0 || came == by_x.size()) return std::nullopt;
    const auto [least, most] = std::minmax_element(
        by_x.begin(), by_x.end(), [](const Foretold& a, const Foretold& b) { return a.forecast < b.forecast; });
    if (!(least->forecast < most->forecast)) return std::nullopt;
    Logistic line;
    for (int i = 0; i < most_steps; ++i) {
        Step step = step_from(line, by_x);
        if (!std::isfinite(step.size())) return std::nullopt;
        // Newton's method leaps too far where nothing lies between what came and what did not.
        if (const double most_leap = 5; step.size() > most_leap)
            step = {step.intercept * most_leap / step.size(), step.slope * most_leap / step.size()};
        line = {line.intercept + step.intercept, line.slope + step.slope};
        if (step.size() < smallest_step) break;
    }
    return line;
}

}  // namespace moisson::health
