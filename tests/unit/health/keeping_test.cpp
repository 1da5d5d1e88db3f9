// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/keeping.hpp"

#include "health/portrait.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>
#include <array>
#include <random>
#include <utility>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

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

// Said by somebody, some day until 2035; or, as often, not at all.
std::optional<Stated> maybe_stated(std::mt19937_64& random) {
    if (random() % 2 == 0) return std::nullopt;
    return Stated{std::array{Stated::By::source, Stated::By::person}[random() % 2],
                  at("2005-01-01") + 1h * (random() % (24UL * 365 * 30))};
}

Facts random_facts(std::mt19937_64& random) {
    Facts facts;
    if (random() % 8 == 0) facts.family = Family::place;
    if (random() % 4 == 0) facts.past = {Past::Read::two_dates, at("2010-01-01") + 24h * (random() % 7000), {}};
    if (random() % 2 == 0) facts.reach.others = std::chrono::year(2006) / 1 + std::chrono::months(random() % 300);
    facts.archived = maybe_stated(random);
    facts.stable = maybe_stated(random);
    facts.unlisted = maybe_stated(random);
    return facts;
}

// What both audiences are told of it at that instant.
std::pair<Standing, Standing> told_at(const Kept& kept, Instant when) {
    return {standing_told(kept.weeks, kept.facts, when, Audience::routers),
            standing_told(kept.weeks, kept.facts, when, Audience::everybody)};
}

}  // namespace

TEST_CASE("a label is looked at again when a week begins that a source's fast clock has told already") {
    Weeks weeks = weeks_of({"2020-01-08"});
    weeks.add(week("2026-09-10"));
    const Kept now = looked_at(weeks, "2026-07-01").kept;
    CHECK(now.standing.label == Label::orphelin);
    CHECK(now.standing.valid_until == at("2026-09-07"));
}

TEST_CASE("a label is looked at again when it begins to be finished, and two years after a person said so") {
    Facts facts;
    facts.stable = Stated{Stated::By::person, at("2026-08-03")};
    const auto due = [&](std::string_view when) {
        return looked_at(weeks_of({"2020-01-08"}), when, facts).kept.standing.valid_until;
    };
    CHECK(due("2026-07-01") == at("2026-08-03"));
    CHECK(due("2026-08-03") == at("2028-08-02"));
    CHECK_FALSE(due("2028-08-02"));
    facts.stable->by = Stated::By::source;  // holds while it stands
    CHECK(due("2026-07-01") == at("2026-08-03"));
    CHECK_FALSE(due("2026-08-03"));
}

TEST_CASE("until a label is looked at again, neither routers nor the public are told anything else") {
    std::mt19937_64 random(44);
    int checked = 0;
    int only_public = 0;
    for (int round = 0; round < 1200; ++round) {
        const Instant then = at("2006-01-01") + 1h * (random() % (24UL * 365 * 30));
        Weeks weeks = random_history(random);
        const Kept kept = look_at(std::move(weeks), random_facts(random), then).kept;
        const auto told = told_at(kept, then);
        const auto& due = kept.standing.valid_until;
        const Instant end = due.value_or(at("2045-01-01"));
        REQUIRE(end > then);
        CAPTURE(to_iso(then));
        for (int i = 0; i < 20; ++i, ++checked)
            REQUIRE(told_at(kept, then + 1ms * (random() % static_cast<std::uint64_t>((end - then).count()))) == told);
        REQUIRE(told_at(kept, end - 1ms) == told);
        const auto otherwise = told_at(kept, end);
        if (due && otherwise.first == told.first && otherwise.second != told.second) ++only_public;
    }
    CHECK(checked >= 20'000);
    CHECK(only_public > 10);
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
