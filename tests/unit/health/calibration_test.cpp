// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/calibration.hpp"
#include "health/rhythm.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>
#include <cmath>
#include <random>
#include <vector>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;

namespace {

std::vector<Foretold> random_forecasts(unsigned seed) {
    std::mt19937 chance(seed);
    std::vector<Foretold> all(chance() % 40);
    for (Foretold& one : all) one = {static_cast<double>(chance() % 8) / 7, chance() % 3 == 0};
    return all;
}

// By its definition: every pair of one that came and one that did not.
std::optional<double> area_by_pairs(const std::vector<Foretold>& all) {
    double won = 0;
    double pairs = 0;
    for (const Foretold& came : all)
        for (const Foretold& stayed : all)
            if (came.came && !stayed.came) {
                ++pairs;
                won += came.forecast > stayed.forecast ? 1 : came.forecast < stayed.forecast ? 0 : 0.5;
            }
    return pairs == 0 ? std::nullopt : std::optional(won / pairs);
}

}  // namespace

TEST_CASE("the area under the curve is how often what came had the larger forecast") {
    CHECK(area_under_curve(std::vector<Foretold>{{0.9, true}, {0.1, false}}) == 1.0);
    CHECK(area_under_curve(std::vector<Foretold>{{0.1, true}, {0.9, false}}) == 0.0);
    CHECK(area_under_curve(std::vector<Foretold>{{0.5, true}, {0.5, false}}) == 0.5);
    CHECK_FALSE(area_under_curve(std::vector<Foretold>{{0.5, true}, {0.2, true}}));
    CHECK_FALSE(area_under_curve({}));
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const std::vector<Foretold> all = random_forecasts(seed);
        const auto quick = area_under_curve(all);
        const auto by_pairs = area_by_pairs(all);
        CAPTURE(seed);
        REQUIRE(quick.has_value() == by_pairs.has_value());
        if (quick) CHECK(*quick == doctest::Approx(*by_pairs).epsilon(1e-12));
    }
}

TEST_CASE("Brier's score is the mean square of what was missed") {
    CHECK(*brier(std::vector<Foretold>{{0.8, true}, {0.3, false}}) == doctest::Approx((0.04 + 0.09) / 2));
    CHECK_FALSE(brier({}));
}

TEST_CASE("a bin of thirty forecasts that are more than fifteen points off is told") {
    std::vector<Foretold> all;
    for (int i = 0; i < 30; ++i) all.push_back({0.5, i < 10});  // a third came, one half was foretold
    for (int i = 0; i < 29; ++i) all.push_back({0.9, i < 10});  // as far off, and one too few
    for (int i = 0; i < 40; ++i) all.push_back({0.1, i < 4});   // right
    const auto bins = calibration_of(all);
    CHECK(bins[0].size == 40);
    CHECK(bins[0].came == doctest::Approx(0.1));
    CHECK_FALSE(bins[0].is_off());
    CHECK(bins[1] == Bin{bins[1].from, bins[1].until, 0, 0, 0});
    CHECK(bins[2].size == 30);
    CHECK(bins[2].is_off());
    CHECK(bins[4].size == 29);
    CHECK_FALSE(bins[4].is_off());
}

TEST_CASE("every forecast from never to certain lies in one bin") {
    std::vector<Foretold> all;
    for (const double forecast : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) all.push_back({forecast, true});
    const auto bins = calibration_of(all);
    CHECK(bins[0].size == 1);
    CHECK(bins[1].size == 1);
    CHECK(bins[2].size == 1);
    CHECK(bins[3].size == 1);
    CHECK(bins[4].size == 2);
}

TEST_CASE("a fitted line foretells as much as came, and favours neither end") {
    std::mt19937 chance(7);
    std::vector<Foretold> all;
    for (int i = 0; i < 4000; ++i) {
        const double x = static_cast<double>(chance() % 1000) / 100;
        all.push_back({x, static_cast<double>(chance() % 10000) < 10000 / (1 + std::exp(-(2 - 0.7 * x)))});
    }
    const auto line = fitted(all);
    REQUIRE(line);
    CHECK(line->slope == doctest::Approx(-0.7).epsilon(0.1));
    CHECK(line->intercept == doctest::Approx(2).epsilon(0.1));
    double missed = 0;
    double missed_by_x = 0;
    for (const Foretold& one : all) {
        missed += (one.came ? 1 : 0) - (*line)(one.forecast);
        missed_by_x += ((one.came ? 1 : 0) - (*line)(one.forecast)) * one.forecast;
    }
    CHECK(std::abs(missed) < 1e-4);
    CHECK(std::abs(missed_by_x) < 1e-4);
}

TEST_CASE("a line is fitted to what is told apart without error, and not to what says nothing") {
    const auto line = fitted(std::vector<Foretold>{{0, true}, {1, true}, {5, false}, {6, false}});
    REQUIRE(line);
    CHECK((*line)(0) > 0.95);
    CHECK((*line)(6) < 0.05);
    CHECK_FALSE(fitted(std::vector<Foretold>{{1, true}, {2, true}}));
    CHECK_FALSE(fitted(std::vector<Foretold>{{1, true}, {1, false}}));
    CHECK_FALSE(fitted({}));
}

TEST_CASE("a forecast of twelve months ago knows nothing of the week in which it was made") {
    Weeks weeks;
    for (const char* day : {"2023-03-08", "2023-06-14", "2024-01-10"}) weeks.add(week(day));
    const Instant when = at("2025-07-02T10:00:00Z");
    const auto silent = foretold_at(weeks, when);
    REQUIRE(silent);
    CHECK_FALSE(silent->came);
    weeks.add(week("2025-07-01"));  // in the very week
    const auto lively = foretold_at(weeks, when);
    REQUIRE(lively);
    CHECK(lively->forecast == silent->forecast);
    CHECK(lively->came);
}

TEST_CASE("what is too young, unborn or out of all calendars is not judged") {
    Weeks weeks;
    weeks.add(week("2025-05-07"));
    CHECK_FALSE(foretold_at(weeks, at("2025-07-02")));
    CHECK_FALSE(foretold_at(weeks, at("2024-07-02")));
    CHECK(foretold_at(weeks, at("2025-09-02")));
    CHECK_FALSE(foretold_at({}, at("2025-07-02")));
    CHECK_FALSE(foretold_at(weeks, Instant::min()));
    CHECK_FALSE(foretold_at(weeks, Instant::max()));
}
