// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/schedule.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using namespace std::chrono_literals;

namespace {
const Schedule every_ten_minutes{10min, 24h};
const Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2) + 12h;
}  // namespace

TEST_CASE("polls keep their interval within a tenth, so that sources do not march in step") {
    CHECK(next_poll(every_ten_minutes, 0, 0.0) == 9min);
    CHECK(next_poll(every_ten_minutes, 0, 0.5) == 10min);
    CHECK(next_poll(every_ten_minutes, 0, 0.999) < 11min);
}

TEST_CASE("a source that fails is visited more and more rarely, but at least once a day") {
    std::chrono::milliseconds last{};
    for (unsigned failures = 0; failures < 40; ++failures) {
        const auto pause = next_poll(every_ten_minutes, failures, 0.5);
        CHECK(pause >= last);
        CHECK(pause <= 24h);
        last = pause;
    }
    CHECK(next_poll(every_ten_minutes, 1, 0.5) == 20min);
    CHECK(next_poll(every_ten_minutes, 6, 0.5) == 640min);
    CHECK(next_poll(Schedule{48h, 24h}, 3, 0.5) == 48h);
}

TEST_CASE("a census is due once its interval has passed, and when a clock was wrong") {
    CHECK(census_due(24h, std::nullopt, noon));
    CHECK_FALSE(census_due(24h, noon - 23h, noon));
    CHECK(census_due(24h, noon - 24h, noon));
    CHECK(census_due(24h, noon + 48h, noon));
}

TEST_CASE("a list that toils on its source is asked for at night, unless no poll falls into it") {
    const Instant deep_in_the_night = noon - 10h;
    Schedule gentle{1h, 7 * 24h};
    CHECK(census_due(gentle, std::nullopt, noon));
    gentle.census_hours = Hours::night;
    CHECK_FALSE(census_due(gentle, std::nullopt, noon));
    CHECK_FALSE(census_due(gentle, noon - 30 * 24h, noon));
    CHECK(census_due(gentle, noon - 30 * 24h, deep_in_the_night));
    CHECK_FALSE(census_due(gentle, noon - 24h, deep_in_the_night));
    gentle.poll = 12h;
    CHECK(census_due(gentle, noon - 30 * 24h, noon));
}
