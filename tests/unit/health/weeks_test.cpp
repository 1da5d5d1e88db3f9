// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/weeks.hpp"
#include "health/tally.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <set>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

TEST_CASE("a week begins on Monday at midnight, and is dated on its Thursday at noon") {
    CHECK(week("2001-01-01").number == 0);
    CHECK(week("2001-01-07T23:59:59.999Z").number == 0);
    CHECK(week("2001-01-08").number == 1);
    CHECK(to_iso(monday_of(week("2026-03-04"))) == "2026-03-02T00:00:00Z");
    CHECK(to_iso(thursday_of(week("2026-03-08T23:00:00Z"))) == "2026-03-05T12:00:00Z");
    CHECK(thursday_days_of(week("2026-03-04")) == 20517.5);
    CHECK(days_of(thursday_of(Week{4000})) == thursday_days_of(Week{4000}));
}

TEST_CASE("a date before 2001 or after 2100 lies in no week, and says so") {
    CHECK(week_of(at("2000-12-31T23:59:59.999Z")).error() == Untimely::before_2001);
    CHECK(week_of(Instant::min()).error() == Untimely::before_2001);
    CHECK(week_of(at("2101-01-02T23:59:59.999Z"))->number == most_weeks - 1);
    CHECK(week_of(at("2101-01-03")).error() == Untimely::after_2100);
    CHECK(week_of(Instant::max()).error() == Untimely::after_2100);
    CHECK(id_of(Untimely::before_2001) == "before_2001");
    CHECK(id_of(Untimely::after_2100) == "after_2100");
}

TEST_CASE("the weeks of a resource of 2026 take 170 bytes at most") {
    CHECK(to_bytes(weekly(52, "2025-12-29")).size() <= 170);
    CHECK(to_bytes(weekly(1352, "2001-01-01")).size() == 169);
    CHECK(to_bytes(Weeks()).empty());
}

TEST_CASE("weeks are what a set of numbers is, whatever is asked of them") {
    std::mt19937_64 random(1);
    for (int round = 0; round < 300; ++round) {
        const Weeks weeks = random_history(random);
        std::set<int> plain;
        weeks.each([&](Week week) { plain.insert(week.number); });
        REQUIRE(weeks.count() == plain.size());
        REQUIRE(weeks.first()->number == *plain.begin());
        REQUIRE(weeks.last()->number == *plain.rbegin());
        const auto from = static_cast<std::int64_t>(random() % 1600) - 100;
        const auto until = static_cast<std::int64_t>(random() % 1600) - 100;
        REQUIRE(weeks.count_between(from, until) ==
                static_cast<std::size_t>(
                    std::count_if(plain.begin(), plain.end(), [&](int week) { return week >= from && week < until; })));
        const Instant then = at("2006-01-01") + std::chrono::days(random() % 8000);
        Weeks begun;
        for (const int number : plain)
            if (const Week week{static_cast<std::uint16_t>(number)}; monday_of(week) <= then) begun.add(week);
        REQUIRE(weeks.begun_by(then) == begun);
    }
}

TEST_CASE("what the store keeps of weeks reads back as the same weeks, and nothing else is read") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 300; ++round) {
        const Weeks weeks = random_history(random);
        REQUIRE(weeks_from_bytes(to_bytes(weeks)) == weeks);
    }
    CHECK_FALSE(weeks_from_bytes(std::string_view("\x01\x00", 2)));
    CHECK_FALSE(weeks_from_bytes(std::string(652, '\0') + '\xFF'));
    CHECK_FALSE(weeks_from_bytes(std::string(700, '\x01')));
    CHECK(weeks_from_bytes(std::string(652, '\0') + '\x03')->count() == 2);
}

TEST_CASE("the weeks of two items are those of either, and adding twice adds nothing") {
    std::mt19937_64 random(3);
    for (int round = 0; round < 200; ++round) {
        const Weeks one = random_history(random);
        const Weeks other = random_history(random);
        Weeks both = one;
        both |= other;
        Weeks turned = other;
        turned |= one;
        turned |= one;
        REQUIRE(both == turned);
        Weeks by_hand = one;
        other.each([&](Week week) { REQUIRE(by_hand.add(week) == !one.has(week)); });
        REQUIRE(by_hand == both);
        other.each([&](Week week) {
            if (!one.has(week)) REQUIRE(by_hand.remove(week));
        });
        REQUIRE(by_hand == one);
    }
}

TEST_CASE("a week stays active until its last contribution is withdrawn, in whatever order they came and went") {
    std::mt19937_64 random(4);
    for (int round = 0; round < 200; ++round) {
        std::vector<Week> given;
        given.reserve(60);
        for (int i = 0; i < 60; ++i) given.push_back(Week{static_cast<std::uint16_t>(1000 + random() % 40)});
        const std::vector<Week> kept(given.begin(), given.begin() + 25);
        Tally wanted;
        for (const Week week : kept) wanted.add(week);

        std::shuffle(given.begin(), given.end(), random);
        Tally tally;
        for (const Week week : given) tally.add(week);
        REQUIRE(tally.contributions() == 60);
        std::vector<Week> gone = given;
        for (const Week week : kept) gone.erase(std::find(gone.begin(), gone.end(), week));
        for (const Week week : gone) tally.withdraw(week);
        REQUIRE(tally == wanted);
        REQUIRE(tally.weeks() == wanted.weeks());
        REQUIRE(tally_from_bytes(to_bytes(tally)) == tally);
    }
}

TEST_CASE("adding tells whether a week became active, and withdrawing whether it is no more") {
    Tally tally;
    CHECK(tally.add(Week{7}));
    CHECK_FALSE(tally.add(Week{7}));
    CHECK_FALSE(tally.withdraw(Week{7}));
    CHECK(tally.withdraw(Week{7}));
    CHECK(tally.empty());
}

TEST_CASE("the contributions of two items are counted together, and each keeps its own") {
    Tally one;
    Tally other;
    for (const std::string_view day : {"2024-01-03", "2024-02-07", "2024-02-08", "2024-05-01"}) one.add(week(day));
    for (const std::string_view day : {"2023-01-03", "2024-02-09", "2024-09-01"}) other.add(week(day));
    Tally both = one;
    both += other;
    CHECK(both.contributions() == 7);
    CHECK(both.weeks().count() == 5);
    Tally turned = other;
    turned += one;
    CHECK(turned == both);
    for (const Tally::Entry& entry : other.entries())
        for (std::uint32_t i = 0; i < entry.count; ++i) both.withdraw(entry.week);
    CHECK(both == one);
}

TEST_CASE("bytes that no tally has are refused") {
    for (const std::string_view bytes :
         {std::string_view("\x80", 1), std::string_view("\x05", 1), std::string_view("\x80\x00\x00", 3),
          std::string_view("\xE2\x28\x00", 3), std::string_view("\x05\xFF\xFF\xFF\xFF\x0F", 6),
          std::string_view("\x05\xFF\xFF\xFF\xFF\x1F", 6), std::string_view("\xFF\xFF\xFF\xFF\xFF\x01\x00", 7)})
        CHECK_FALSE(tally_from_bytes(bytes));
    CHECK(tally_from_bytes(std::string_view("\xE1\x28\x00", 3))->entries().front().week.number == most_weeks - 1);
    CHECK(tally_from_bytes("")->empty());
}
