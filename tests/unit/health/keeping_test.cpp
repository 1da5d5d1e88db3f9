// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/keeping.hpp"

#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;

namespace {

Look looked_at(const Weeks& weeks, std::string_view when, const Facts& facts = {}) {
    return look_at(weeks, facts, at(when));
}

Facts archived(std::string_view since, Stated::By by = Stated::By::source) {
    Facts facts;
    facts.archived = Stated{by, at(since)};
    return facts;
}

using Told = std::vector<Transition>;

}  // namespace

TEST_CASE("a label is looked at again when a week begins that a source's fast clock has told already") {
    Weeks weeks = weeks_of({"2020-01-08"});
    weeks.add(week("2026-09-10"));
    const Kept now = looked_at(weeks, "2026-07-01").kept;
    CHECK(now.standing.label == Label::orphelin);
    CHECK(now.standing.valid_until == at("2026-09-07"));
}

TEST_CASE("what time brings is told from label to label, and once") {
    const Kept before = looked_at(resource_r(), "2026-07-01").kept;
    const Look after = looked_at(resource_r(), "2030-01-01");
    const Told expected{{Label::vivant, Label::en_veille, at("2027-03-05T12:00:00Z"), Trigger::silence},
                        {Label::en_veille, Label::orphelin, after.kept.standing.since.value(), Trigger::silence}};
    CHECK(transitions_between(before, after, Rules::same) == expected);
    CHECK(transitions_between(after.kept, after, Rules::same).empty());
}

TEST_CASE("what a late edit makes of the past is told once, with the day since which it holds") {
    const Kept before = looked_at(weeks_of({"2020-01-08"}), "2026-07-20").kept;
    const Look after = looked_at(weeks_of({"2020-01-08", "2026-07-01"}), "2026-07-21");
    CHECK(transitions_between(before, after, Rules::same) ==
          Told{{Label::orphelin, Label::en_veille, at("2026-07-02T12:00:00Z"), Trigger::edit}});
    // Taken back, it is no longer told since long ago, but since it was found.
    const Look again = looked_at(weeks_of({"2020-01-08"}), "2026-07-22");
    CHECK(transitions_between(after.kept, again, Rules::same) ==
          Told{{Label::en_veille, Label::orphelin, at("2026-07-22"), Trigger::edit}});
}

TEST_CASE("what is said is told with who said it, unless our own rules found it") {
    const Kept before = looked_at(resource_r(), "2026-07-01").kept;
    const auto after = [](const Facts& facts) { return looked_at(resource_r(), "2026-07-10", facts); };
    const auto told = [&](const Facts& facts, Rules rules) {
        const auto all = transitions_between(before, after(facts), rules);
        REQUIRE(all.size() == 1);
        CHECK(all.front().to == Label::archive);
        return all.front();
    };
    CHECK(told(archived("2026-07-08"), Rules::same).trigger == Trigger::fact);
    CHECK(told(archived("2026-07-08", Stated::By::person), Rules::same).trigger == Trigger::person);
    CHECK(told(archived("2026-07-08"), Rules::others).trigger == Trigger::mapping);
    CHECK(told(archived("2024-01-01"), Rules::same).at == at("2024-01-01"));
    CHECK(told(archived("2020-01-01"), Rules::same).at == at("2026-07-10"));
    CHECK(told(archived("2024-01-01"), Rules::others).at == at("2026-07-10"));
}

TEST_CASE("other rules that change no label tell nothing") {
    const Kept before = looked_at(resource_r(), "2026-07-01").kept;
    CHECK(transitions_between(before, looked_at(resource_r(), "2026-07-02"), Rules::others).empty());
}
