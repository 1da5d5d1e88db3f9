// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/rhythm.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>
#include <cmath>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;

namespace {

// The ten digits of a table, or less.
bool is(double found, double printed) {
    return std::abs(found - printed) < 1e-9;
}

Forecast forecast_of(const Weeks& weeks) {
    return forecast(rhythm_of(weeks), days_of(now));
}

std::string falls(double threshold) {
    return day(falls_below(rhythm_of(resource_r()), threshold));
}

}  // namespace

TEST_CASE("the worked example has the activity and the forecast of its table, to ten digits") {
    const Rhythm rhythm = rhythm_of(resource_r());
    CHECK(rhythm.weeks == 10);
    CHECK(rhythm.first == 19425.5);
    CHECK(rhythm.last == 20517.5);
    CHECK(rhythm.days_between() == 1092);
    CHECK(rhythm.squared_gaps == 191590);
    CHECK(is(rhythm.activity, 4.4025656183));
    CHECK(silence(rhythm, days_of(now)) == 117.5);
    CHECK(is(vitality(rhythm, days_of(now)), 3.5220776076));
    const Forecast told = forecast(rhythm, days_of(now));
    CHECK(is(told.pause, 0.9703494597));
    CHECK(is(told.activity, 0.6168581221));
    CHECK(is(told.p12, 0.5991609563));
}

TEST_CASE("one contribution today lifts the example to what its table says") {
    Weeks weeks = resource_r();
    weeks.add(*week_of(now));
    CHECK(is(forecast_of(weeks).p12, 0.6917936217));
}

TEST_CASE(
    "the next year of the example has no, one or three active weeks at the tenth, the middle and the last tenth") {
    const Rhythm rhythm = rhythm_of(resource_r());
    CHECK(expected_weeks(rhythm, days_of(now), 0.1) == 0);
    CHECK(expected_weeks(rhythm, days_of(now), 0.5) == 1);
    CHECK(expected_weeks(rhythm, days_of(now), 0.9) == 3);
}

TEST_CASE("without contributions the forecast of the example falls on the days that its page names") {
    CHECK(falls(0.50) == "2026-11-14");
    CHECK(falls(0.40) == "2027-04-13");
    CHECK(falls(0.15) == "2028-10-22");
    CHECK(falls(0.12) == "2029-02-19");
}

TEST_CASE("the histories at the edge have the forecasts of their table, to ten digits") {
    struct Row {
        Weeks weeks;
        double pause;
        double activity;
        double p12;
    };
    const std::vector<Row> table{
        {weeks_of({"2026-06-25"}), 0.9802328059, 0.3553794165, 0.3487499065},
        {weeks_of({"2025-07-02"}), 0.9697788391, 0.1719852246, 0.1673920546},
        {weeks_of({"2021-06-30"}), 0.9264754713, 0.0332864159, 0.0323095384},
        {weekly(52, "2025-07-03"), 0.9760062019, 0.9999920978, 0.9764783653},
        {weekly(52, "2025-01-02"), 0.3680690057, 0.9995913576, 0.3805572170},
        {weekly(104, "2023-07-06"), 0.0204600554, 0.9994730971, 0.0400400738},
        {weekly(104, "2021-07-01"), 0.0001864293, 0.8383507904, 0.0201525646},
    };
    for (const Row& row : table) {
        const Forecast told = forecast_of(row.weeks);
        CAPTURE(row.p12);
        CHECK(is(told.pause, row.pause));
        CHECK(is(told.activity, row.activity));
        CHECK(is(told.p12, row.p12));
    }
    CHECK(std::abs(rhythm_of(weekly(52, "2025-07-03")).activity - 37.7917) < 5e-5);
    CHECK(std::abs(rhythm_of(weekly(104, "2021-07-01")).activity - 56.7235) < 5e-5);
}

TEST_CASE("a page that is worked on every September has the forecast of its table") {
    const Weeks weeks = weeks_of({"2020-09-02", "2021-09-01", "2022-09-07", "2023-09-06", "2024-09-04", "2025-09-03"});
    const Forecast told = forecast_of(weeks);
    CHECK(std::abs(rhythm_of(weeks).activity - 1.9709) < 5e-5);
    CHECK(is(told.pause, 0.9696475352));
    CHECK(is(told.activity, 0.2681034300));
    CHECK(is(told.p12, 0.2605728794));
}

TEST_CASE("a page edited once drops under 0.15 after 423 days and under 0.05 after 1209") {
    const Week only = week("2020-01-02");
    const Instant begin = thursday_of(only);
    CHECK(std::chrono::round<std::chrono::days>(falls_below(rhythm_of(only), 0.15) - begin).count() == 423);
    CHECK(std::chrono::round<std::chrono::days>(falls_below(rhythm_of(only), 0.05) - begin).count() == 1209);
}

TEST_CASE("the millisecond named is the first below the threshold") {
    std::mt19937_64 random(5);
    for (int round = 0; round < 300; ++round) {
        const Rhythm rhythm = rhythm_of(random_history(random));
        for (const double threshold : {0.40, 0.12}) {
            const Instant falls = falls_below(rhythm, threshold);
            REQUIRE(forecast(rhythm, days_of(falls)).p12 < threshold);
            if (days_of(falls) > rhythm.last)
                REQUIRE(forecast(rhythm, days_of(falls - std::chrono::milliseconds(1))).p12 >= threshold);
        }
    }
}

TEST_CASE("a forecast never rises in silence") {
    std::mt19937_64 random(6);
    for (int round = 0; round < 500; ++round) {
        const Rhythm rhythm = rhythm_of(random_history(random));
        double before = 1;
        double at = rhythm.last - 3.5;
        while (at < rhythm.last + 9000) {
            const double p12 = forecast(rhythm, at).p12;
            REQUIRE(p12 <= before + 1e-15);
            REQUIRE(p12 > 0);
            REQUIRE(p12 < 1);
            before = p12;
            at += static_cast<double>(random() % 200) / 7;
        }
    }
}

TEST_CASE("a new contribution never lowers a forecast") {
    std::mt19937_64 random(7);
    for (int round = 0; round < 2000; ++round) {
        Weeks weeks = random_history(random);
        const Instant then = thursday_of(*weeks.last()) + std::chrono::days(random() % 4000);
        const double before = forecast(rhythm_of(weeks), days_of(then)).p12;
        weeks.add(*week_of(then));
        REQUIRE(forecast(rhythm_of(weeks), days_of(then)).p12 >= before);
    }
}
