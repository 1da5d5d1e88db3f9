// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/label.hpp"
#include "health/activity.hpp"
#include "tests/unit/health/histories.hpp"

#include <doctest/doctest.h>
#include <map>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

namespace {

Facts with_somebody_seen(std::chrono::year_month month) {
    Facts facts;
    facts.reach.others = month;
    return facts;
}

std::optional<Label> label_of(const Weeks& weeks, const Facts& facts, std::string_view when,
                              Audience audience = Audience::routers) {
    return standing(weeks, facts, at(when), audience).label;
}

std::string told(const std::vector<Transition>& transitions) {
    std::string out;
    for (const Transition& transition : transitions)
        out += day(transition.at) + " " + std::string(id_of(transition.to)) + " by " +
               std::string(id_of(transition.trigger)) + "\n";
    return out;
}

}  // namespace

TEST_CASE("the activity of the worked example rises and falls on the days of its page") {
    const std::vector<Turn> turns = turns_of(resource_r());
    REQUIRE(turns.size() == 4);
    const std::vector<std::pair<std::string, Activity>> wanted{{"2023-03-09", Activity::en_veille},
                                                               {"2023-03-16", Activity::vivant},
                                                               {"2027-03-05", Activity::en_veille},
                                                               {"2029-02-19", Activity::low}};
    for (std::size_t i = 0; i < turns.size(); ++i) {
        CHECK(day(turns[i].at) == wanted[i].first);
        CHECK(turns[i].to == wanted[i].second);
    }
    CHECK(to_iso(turns[2].at) == "2027-03-05T12:00:00Z");  // a year after the last Thursday
}

TEST_CASE("the worked example is first naissant, then vivant, and would fall asleep after a year of silence") {
    const Facts facts = with_somebody_seen(2026y / 3);
    const Standing today = standing(resource_r(), facts, now, Audience::routers);
    CHECK(today.label == Label::vivant);
    CHECK(day(*today.since) == "2023-09-05");  // 180 days after its first Thursday
    CHECK(to_iso(*today.valid_until) == "2027-03-05T12:00:00Z");
    CHECK(told(transitions(resource_r(), facts, at("2030-01-01"), Audience::routers)) ==
          "2023-03-09 naissant by edit\n"
          "2023-09-05 vivant by silence\n"
          "2027-03-05 en_veille by silence\n"
          "2029-02-19 orphelin by silence\n");
}

TEST_CASE(
    "what is low waits for the people who can still be called, and is an orphan once they are not seen any more") {
    const Facts seen = with_somebody_seen(2028y / 6);
    CHECK(told(transitions(resource_r(), seen, at("2030-01-01"), Audience::routers)) ==
          "2023-03-09 naissant by edit\n"
          "2023-09-05 vivant by silence\n"
          "2027-03-05 en_veille by silence\n"
          "2029-02-19 a_reveiller by silence\n"
          "2029-07-01 orphelin by silence\n");
    CHECK(day(*standing(resource_r(), seen, at("2029-03-01"), Audience::routers).valid_until) == "2029-07-01");
}

TEST_CASE("a source that names nobody never has orphans, and nothing to wake") {
    Facts facts;
    facts.reach.names = Reach::Names::untold;
    const Standing later = standing(resource_r(), facts, at("2035-01-01"), Audience::routers);
    CHECK(later.label == Label::en_veille);
    CHECK(day(*later.since) == "2027-03-05");
    CHECK_FALSE(later.valid_until);
}

TEST_CASE("the public reads one label for what is asleep, to be woken, or orphaned") {
    for (const auto seen : {2020y / 1, 2028y / 6}) {
        const Standing shown = standing(resource_r(), with_somebody_seen(seen), at("2029-03-01"), Audience::everybody);
        CHECK(shown.label == Label::en_veille);
        CHECK(day(*shown.since) == "2027-03-05");
        CHECK_FALSE(shown.valid_until);
        const auto all = transitions(resource_r(), with_somebody_seen(seen), at("2035-01-01"), Audience::everybody);
        REQUIRE(all.size() == 3);
        CHECK(to_iso(all.back().at) == "2027-03-05T00:00:00Z");  // the day, not the instant
    }
}

TEST_CASE("a page is naissant for half a year, unless it is worked on in a fourth week") {
    Weeks weeks = weeks_of({"2026-01-07", "2026-01-14", "2026-01-21"});
    CHECK(label_of(weeks, Facts{}, "2026-01-07") == Label::naissant);
    CHECK(label_of(weeks, Facts{}, "2026-07-07T11:59:59Z") == Label::naissant);
    CHECK(label_of(weeks, Facts{}, "2026-07-07T12:00:00Z") == Label::vivant);
    const auto grown = transitions(weeks, Facts{}, at("2026-08-01"), Audience::routers);
    CHECK_FALSE(is_news(grown.back()));  // to grow up is no news
    weeks.add(week("2026-02-04"));
    const auto early = transitions(weeks, Facts{}, at("2026-08-01"), Audience::routers);
    CHECK(told(early) == "2026-01-08 naissant by edit\n2026-02-05 vivant by edit\n");
    CHECK(is_news(early.back()));
    CHECK_FALSE(is_news(early.front()));
}

TEST_CASE("what says that it is older than its first revision is not naissant") {
    Facts facts;
    facts.past = {Past::Read::truncated, {}, at("2015-01-01")};
    CHECK(label_of(weeks_of({"2026-01-07"}), facts, "2026-01-20") == Label::en_veille);
}

TEST_CASE("without a contribution that counts nothing is known, and nothing is dead") {
    CHECK(label_of(Weeks(), Facts{}, "2026-07-01") == Label::indetermine);
    const Standing before = standing(resource_r(), Facts{}, at("2020-01-01"), Audience::routers);
    CHECK(before.label == Label::indetermine);
    CHECK_FALSE(before.since);
    CHECK_FALSE(before.valid_until);
}

TEST_CASE("two dates are no history until a year was watched") {
    Facts facts = with_somebody_seen(2026y / 3);
    facts.past = {Past::Read::two_dates, at("2026-02-01"), std::nullopt};
    const Weeks two = weeks_of({"2019-05-02", "2025-11-05"});
    const Standing early = standing(two, facts, now, Audience::routers);
    CHECK(early.label == Label::indetermine);
    CHECK(day(*early.valid_until) == "2027-02-01");
    CHECK(label_of(two, facts, "2027-02-01") == Label::en_veille);
    CHECK_FALSE(is_news(transitions(two, facts, at("2027-02-02"), Audience::routers).back()));
}

TEST_CASE("archive is what somebody said, never what silence suggests, and it stands above everything") {
    Facts facts;
    facts.archived = Stated{Stated::By::source, at("2026-05-01")};
    CHECK(label_of(resource_r(), facts, "2026-04-30") == Label::vivant);
    CHECK(label_of(resource_r(), facts, "2026-05-01") == Label::archive);
    CHECK(label_of(Weeks(), facts, "2026-05-01") == Label::archive);
    const auto told_by_source = transitions(resource_r(), facts, now, Audience::everybody);
    CHECK(told_by_source.back().trigger == Trigger::fact);
    facts.archived->by = Stated::By::person;
    CHECK(transitions(resource_r(), facts, now, Audience::routers).back().trigger == Trigger::person);
}

TEST_CASE("archived in a week in which it was worked on, it is archived at once") {
    Facts facts;
    facts.archived = Stated{Stated::By::source, at("2026-03-03")};  // the Tuesday before its last Thursday
    CHECK(label_of(resource_r(), facts, "2026-03-03") == Label::archive);
}

TEST_CASE("in a week in which it is worked on, nothing falls before the Thursday that lifts it") {
    std::mt19937_64 random(10);
    int compared = 0;
    for (int round = 0; round < 400; ++round) {
        const Weeks history = random_history(random);
        for (const Turn& turn : turns_of(history)) {
            const Week week = *week_of(turn.at);
            if (history.has(week) || turn.at >= thursday_of(week)) continue;
            ++compared;
            Weeks worked_on = history;
            worked_on.add(week);
            for (const Turn& other : turns_of(worked_on))
                REQUIRE((other.at < monday_of(week) || other.at >= thursday_of(week)));
        }
    }
    CHECK(compared > 100);
}

TEST_CASE("a contribution never lowers a label") {
    const Weeks weeks = resource_r();
    std::mt19937_64 random(11);
    const std::map<Label, int> order{
        {Label::orphelin, 0}, {Label::a_reveiller, 0}, {Label::en_veille, 1}, {Label::vivant, 2}};
    int compared = 0;
    for (int round = 0; round < 3000; ++round) {
        Weeks history = round % 10 == 0 ? weeks : random_history(random);
        const Instant then = thursday_of(*history.last()) + std::chrono::hours(random() % 40'000);
        const Label before = *standing(history, Facts{}, then, Audience::routers).label;
        history.add(*week_of(then));
        const Label after = *standing(history, Facts{}, then, Audience::routers).label;
        if (!order.contains(before) || !order.contains(after)) continue;
        ++compared;
        CAPTURE(to_iso(then));
        REQUIRE(order.at(after) >= order.at(before));
    }
    CHECK(compared > 2000);
}

TEST_CASE("a label that is kept with its dates is what would be said at any instant between them") {
    std::mt19937_64 random(12);
    int checked = 0;
    for (int round = 0; round < 400; ++round) {
        const Weeks history = random_history(random);
        Facts facts = with_somebody_seen(2006y / 1 + std::chrono::months(random() % 300));
        if (random() % 4 == 0) facts.archived = Stated{Stated::By::person, at("2010-01-01") + 24h * (random() % 7000)};
        if (random() % 4 == 0) facts.past = {Past::Read::two_dates, at("2010-01-01") + 24h * (random() % 7000), {}};
        for (const Audience audience : {Audience::routers, Audience::everybody}) {
            const Instant kept_at = at("2006-01-01") + 1h * (random() % (24UL * 365 * 25));
            const Standing kept = standing(history, facts, kept_at, audience);
            Instant end = kept.valid_until.value_or(at("2045-01-01"));
            history.each([&](Week week) {
                if (monday_of(week) > kept_at) end = std::min(end, monday_of(week));
            });
            for (int i = 0; i < 150 && kept_at < end; ++i, ++checked) {
                const Instant then = kept_at + 1ms * (random() % static_cast<std::uint64_t>((end - kept_at).count()));
                REQUIRE(standing(history, facts, then, audience) == kept);
            }
            if (kept.valid_until == end) REQUIRE(standing(history, facts, end, audience).label != kept.label);
        }
    }
    CHECK(checked >= 100'000);
}

TEST_CASE("the changes of label told at any instant are those that were told before, and then some") {
    std::mt19937_64 random(13);
    for (int round = 0; round < 100; ++round) {
        const Weeks history = random_history(random);
        const Facts facts = with_somebody_seen(2024y / 1);
        const auto all = transitions(history, facts, at("2045-01-01"), Audience::routers);
        const Instant then = at("2006-01-01") + 24h * (random() % 14'000);
        const auto some = transitions(history, facts, then, Audience::routers);
        for (std::size_t i = 0; i < some.size() && some[i].at <= then; ++i) REQUIRE(some[i] == all[i]);
        if (!some.empty()) REQUIRE(some.back().to == *standing(history, facts, then, Audience::routers).label);
        for (std::size_t i = 1; i < all.size(); ++i) {
            REQUIRE(all[i].at > all[i - 1].at);
            REQUIRE(all[i].from == all[i - 1].to);
            REQUIRE(all[i].to != all[i - 1].to);
        }
    }
}

TEST_CASE("labels of dynamics are for what is worked on: a place is not dying because nobody edits it") {
    const std::vector<std::pair<std::string_view, Family>> kinds{
        {"commun", Family::worked_on},     {"outil_numerique", Family::worked_on},
        {"methode", Family::worked_on},    {"document", Family::worked_on},
        {"communaute", Family::worked_on}, {"projet", Family::worked_on},
        {"lieu", Family::place},           {"organisation", Family::place},
        {"reseau", Family::place},         {"evenement", Family::event},
        {"offre", Family::other},          {"besoin", Family::other},
        {"page", Family::other},           {"", Family::other},
        {"communs", Family::other}};
    for (const auto& [kind, family] : kinds) {
        CHECK(family_of(kind) == family);
        for (const Label label : all_labels)
            CHECK(may_bear(family, label) == (family == Family::worked_on || label == Label::archive));
    }
}

TEST_CASE("every kind of resource bears only the labels it may, at any time") {
    std::mt19937_64 random(14);
    std::map<Label, int> seen;
    for (int round = 0; round < 600; ++round) {
        Facts facts = with_somebody_seen(2006y / 1 + std::chrono::months(random() % 300));
        facts.family = std::array{Family::worked_on, Family::place, Family::event, Family::other}[random() % 4];
        if (random() % 3 == 0) facts.archived = Stated{Stated::By::source, at("2020-01-01")};
        const Weeks history = random() % 10 == 0 ? Weeks() : random_history(random);
        const Instant then = history.first().has_value() && random() % 2 == 0
                                 ? monday_of(*history.first()) + 24h * (random() % 200)
                                 : at("2006-07-01") + 24h * (random() % 9000);
        const Standing shown = standing(history, facts, then, Audience::routers);
        CHECK((shown.label || facts.family != Family::worked_on));
        if (!shown.label) continue;
        REQUIRE(may_bear(facts.family, *shown.label));
        ++seen[*shown.label];
    }
    CHECK(seen.size() == all_labels.size());
}

TEST_CASE("labels have ids that can be read back") {
    for (const Label label : all_labels) CHECK(label_with(id_of(label)) == label);
    CHECK_FALSE(label_with("vivante"));
    CHECK(id_of(Label::a_reveiller) == "a_reveiller");
    CHECK(id_of(Audience::everybody) == "public");
    CHECK(id_of(Trigger::mapping) == "mapping");
}

TEST_CASE("a date that has not come yet changes nothing until it comes") {
    Weeks weeks = resource_r();
    weeks.add(week("2040-01-01"));
    weeks.add(week("2100-12-30"));
    CHECK(standing(weeks, Facts{}, now, Audience::routers) == standing(resource_r(), Facts{}, now, Audience::routers));
}
