// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/weeks.hpp"
#include "schema/instant.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

namespace moisson::health {

// What was foretold of a resource, and what came of it: a contribution that counts, within the horizon.
struct Foretold {
    double forecast = 0;  // P12, or any number that is larger for what is more likely
    bool came = false;

    friend bool operator==(const Foretold&, const Foretold&) = default;
};

// How long a resource is known before a forecast of it is judged.
inline constexpr std::chrono::days most_youth(90);

// The forecast that was made when the week of `when` began, from the weeks before it, and whether one of the 52 weeks
// from then on became active. Nothing when there was no forecast of it, or it was younger than most_youth.
std::optional<Foretold> foretold_at(const Weeks& weeks, Instant when);

// How often what is likelier to come has the larger forecast: one half is chance. Equal forecasts count half. Nothing
// when all came, or none.
std::optional<double> area_under_curve(std::span<const Foretold> all);

// The mean square of what was missed; nothing of nothing. Forecasts are probabilities.
std::optional<double> brier(std::span<const Foretold> all);

// Forecasts of about the same size, and how many of them came true.
struct Bin {
    double from = 0;
    double until = 0;  // exclusive; the last one inclusive
    std::size_t size = 0;
    double forecast = 0;  // the mean; 0 when empty, as the next
    double came = 0;      // the share

    // Enough of them, and too far from what came: whoever reads labels of that source should know.
    bool is_off() const noexcept;

    friend bool operator==(const Bin&, const Bin&) = default;
};
inline constexpr std::size_t fewest_of_bin = 30;
inline constexpr double most_of_difference = 0.15;

// Five of equal width. Forecasts are probabilities.
std::array<Bin, 5> calibration_of(std::span<const Foretold> all);

// A probability from a number x: 1 / (1 + e^-(intercept + slope x)), fitted to what came. Nothing when all came, or
// none, or x never differs.
struct Logistic {
    double intercept = 0;
    double slope = 0;

    double operator()(double x) const noexcept;
};
std::optional<Logistic> fitted(std::span<const Foretold> by_x);

}  // namespace moisson::health
