// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/reach.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

TEST_CASE("in the worked example bob has not been seen for too long, but alice can be called") {
    Reach reach;
    reach.contact = 2025y / 3;
    CHECK(reachability(reach, now) == Reachable::nobody);
    reach.others = 2026y / 2;
    CHECK(reachability(reach, now) == Reachable::somebody);
    reach.contact = 2025y / 7;
    CHECK(reachability(reach, now) == Reachable::the_contact);
}

TEST_CASE("a person is still there until twelve whole months have passed") {
    CHECK(still_there(2025y / 7, at("2026-07-31T23:59:59.999Z")));
    CHECK_FALSE(still_there(2025y / 7, at("2026-08-01")));
    CHECK(still_there(2027y / 1, now));  // another clock is ahead of ours
    Reach reach;
    reach.others = 2025y / 7;
    CHECK(reachable_until(reach) == at("2026-08-01"));
    CHECK(reachability(reach, at("2026-07-31T23:59:59.999Z")) == Reachable::somebody);
    CHECK(reachability(reach, at("2026-08-01")) == Reachable::nobody);
    reach.contact = 2025y / 12;
    CHECK(reachable_until(reach) == at("2027-01-01"));
}

TEST_CASE("where nobody is named, that nobody can be called is not said") {
    Reach reach;
    reach.names = Reach::Names::untold;
    reach.others = 2026y / 2;
    CHECK(reachability(reach, now).error() == Unknown::source_names_nobody);
    CHECK_FALSE(reachable_until(reach));
    CHECK_FALSE(reachable_until(Reach{}));
    CHECK(reachability(Reach{}, now) == Reachable::nobody);
}
