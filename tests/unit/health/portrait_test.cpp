// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/portrait.hpp"
#include "health/happening.hpp"
#include "health/why.hpp"
#include "tests/unit/health/histories.hpp"
#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace std::chrono_literals;

namespace {

bool has(const std::vector<Flag>& flags, Flag flag) {
    return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

std::vector<Flag> flags_for(const Evidence& evidence, Audience audience = Audience::routers) {
    return portrait_of(evidence, grid_of_works(), now, audience).flags;
}

// Who did it, who can be called, and whether the source says so: what only routers may know.
void change_what_routers_know(Evidence& evidence, std::mt19937_64& random) {
    evidence.shares.clear();
    for (std::uint32_t who = 0; who < 1 + random() % 4; ++who)
        evidence.shares.push_back(
            {std::array{Share::As::named, Share::As::anonymous}[random() % 2], Person{who}, random_history(random)});
    evidence.facts.reach = Reach{};
    if (random() % 2 == 0) evidence.facts.reach.contact = 2015y / 1 + std::chrono::months(random() % 200);
    if (random() % 2 == 0) evidence.facts.reach.others = 2015y / 1 + std::chrono::months(random() % 200);
    if (random() % 5 == 0) evidence.facts.reach.names = Reach::Names::untold;
}

}  // namespace

TEST_CASE("two resources that differ only by what routers know are the same to everybody else") {
    std::mt19937_64 random(41);
    int differed = 0;
    std::map<Label, int> labels;
    for (int round = 0; round < 600; ++round) {
        Evidence one = evidence_of_r();
        one.weeks = random_history(random);
        one.last_human = at("2026-01-01") - 24h * (random() % 3000);
        if (random() % 6 == 0) one.facts.archived = Stated{Stated::By::person, at("2020-01-01")};
        if (random() % 6 == 0) one.facts.stable = Stated{Stated::By::person, at("2025-01-01")};
        if (random() % 6 == 0) one.facts.past = {Past::Read::two_dates, at("2025-09-01"), {}};
        Evidence other = one;
        change_what_routers_know(one, random);
        change_what_routers_know(other, random);
        const Instant then = at("2015-01-01") + 24h * (random() % 6000);
        const auto of = [&](const Evidence& evidence, Audience audience) {
            return portrait_of(evidence, grid_of_works(), then, audience);
        };
        REQUIRE(of(one, Audience::everybody) == of(other, Audience::everybody));
        REQUIRE(explain(one, grid_of_works(), {}, {}, then, Audience::everybody) ==
                explain(other, grid_of_works(), {}, {}, then, Audience::everybody));
        REQUIRE(transitions(one.weeks, one.facts, then, Audience::everybody) ==
                transitions(other.weeks, other.facts, then, Audience::everybody));
        if (of(one, Audience::routers) != of(other, Audience::routers)) ++differed;
        if (const auto label = of(one, Audience::everybody).standing.label) ++labels[*label];
    }
    CHECK(differed > 500);  // they are not the same to routers
    CHECK(labels[Label::vivant] > 0);
    CHECK(labels[Label::en_veille] > 0);
    CHECK(!labels.contains(Label::a_reveiller));
    CHECK(!labels.contains(Label::orphelin));
}

TEST_CASE("what is asleep reads the same to everybody however low its forecast, and since the same day") {
    // Both were last worked on in the same week, as often, after as long a life: only the weeks between differ.
    Evidence one = evidence_of_r();
    Evidence other = one;
    one.weeks = weeks_of({"2018-01-03", "2018-06-06", "2022-01-05"});
    other.weeks = weeks_of({"2018-01-03", "2021-10-06", "2022-01-05"});
    const auto forecast_of = [&](const Evidence& evidence) {
        return portrait_of(evidence, grid_of_works(), now, Audience::routers).indicators.p_active_12m->p12;
    };
    CHECK(forecast_of(one) != forecast_of(other));
    const Portrait shown = portrait_of(one, grid_of_works(), now, Audience::everybody);
    CHECK(shown.standing.label == Label::en_veille);
    CHECK_FALSE(shown.standing.valid_until);
    CHECK(shown.indicators == portrait_of(other, grid_of_works(), now, Audience::everybody).indicators);
}

TEST_CASE("the public is told none of the indicators that are for routers, and all others") {
    const Portrait all = portrait_of(evidence_of_r(), grid_of_works(), now, Audience::routers);
    const Portrait shown = portrait_of(evidence_of_r(), grid_of_works(), now, Audience::everybody);
    CHECK(shown.indicators.vitality.error() == Unknown::for_routers);
    CHECK(shown.indicators.p_active_12m.error() == Unknown::for_routers);
    CHECK(shown.indicators.effective_contributors.error() == Unknown::for_routers);
    CHECK(shown.indicators.contributor_absence_factor.error() == Unknown::for_routers);
    CHECK(shown.indicators.newcomer_ratio.error() == Unknown::for_routers);
    CHECK(shown.indicators.burstiness.error() == Unknown::for_routers);
    CHECK(shown.indicators.change_since.error() == Unknown::for_routers);
    CHECK(shown.indicators.reachability.error() == Unknown::for_routers);
    CHECK(shown.indicators.relative_freshness == all.indicators.relative_freshness);
    CHECK(shown.indicators.trend == all.indicators.trend);
    CHECK(shown.indicators.last_human_edit == all.indicators.last_human_edit);
    CHECK(shown.indicators.responsiveness == all.indicators.responsiveness);
    CHECK(shown.indicators.routing_completeness == all.indicators.routing_completeness);
    CHECK(shown.indicators.answer_freshness == all.indicators.answer_freshness);
    CHECK(shown.indicators.revert_share == all.indicators.revert_share);
    int hidden = 0;
    for (const Scale& scale : all_scales()) {
        CHECK(may_see(scale.indicator, Audience::routers));
        hidden += may_see(scale.indicator, Audience::everybody) ? 0 : 1;
    }
    CHECK(hidden == 8);
}

TEST_CASE("what is unknown for a reason of its own is hidden from the public all the same") {
    Evidence nobody;
    CHECK(portrait_of(nobody, Grid{}, now, Audience::everybody).indicators.vitality.error() == Unknown::for_routers);
}

TEST_CASE("the worked example hangs on one person, which routers are told and the public is not") {
    CHECK(has(flags_for(evidence_of_r()), Flag::fragile));
    CHECK_FALSE(has(flags_for(evidence_of_r(), Audience::everybody), Flag::fragile));
    CHECK(has(flags_for(evidence_of_r(), Audience::everybody), Flag::non_aiguillable));
}

TEST_CASE("each flag holds for its own reason") {
    Evidence r = evidence_of_r();
    CHECK_FALSE(has(flags_for(r), Flag::silence_inhabituel));
    CHECK_FALSE(has(flags_for(r), Flag::conteste));
    CHECK_FALSE(has(flags_for(r), Flag::historique_tronque));
    r.contest = Contest{20, 10};
    CHECK(has(flags_for(r), Flag::conteste));
    r.facts.past.read = Past::Read::truncated;
    CHECK(has(flags_for(r), Flag::historique_tronque));
    r.weeks = weekly(52, "2025-01-02");
    CHECK(has(flags_for(r), Flag::silence_inhabituel));
    CHECK(has(flags_for(r), Flag::ralentissement));
    r.facts.family = Family::place;
    CHECK_FALSE(has(flags_for(r), Flag::silence_inhabituel));
    CHECK_FALSE(has(flags_for(r), Flag::ralentissement));
    r.answers = {{Criterion::contact, Answer::Form::normalised, at("2015-01-01"), false}};
    CHECK(has(flags_for(r), Flag::reponses_a_reverifier));
    CHECK_FALSE(has(flags_for(r), Flag::non_aiguillable));
}

TEST_CASE("what is finished and stable is not asleep, as long as somebody says so again every two years") {
    Evidence r = evidence_of_r();
    r.facts.stable = Stated{Stated::By::person, now - 729 * 24h};
    CHECK(has(flags_for(r), Flag::fini_et_stable));
    CHECK(portrait_of(r, grid_of_works(), now, Audience::everybody).standing == Standing{});
    r.facts.stable->since = now - 730 * 24h;
    CHECK_FALSE(has(flags_for(r), Flag::fini_et_stable));
    r.facts.stable->by = Stated::By::source;  // its template is still there
    CHECK(has(flags_for(r), Flag::fini_et_stable));
    CHECK_FALSE(is_stable(Stated{Stated::By::source, now + 24h}, now));
}

TEST_CASE("facts that contradict each other are told; that it is over wins") {
    Evidence r = evidence_of_r();
    r.facts.stable = Stated{Stated::By::source, at("2020-01-01")};
    r.facts.archived = Stated{Stated::By::source, at("2021-01-01")};
    CHECK(has(flags_for(r), Flag::faits_contradictoires));
    CHECK(portrait_of(r, grid_of_works(), now, Audience::everybody).standing.label == Label::archive);
}

TEST_CASE("what its source asks not to list is listed for routers only") {
    Facts facts;
    CHECK(may_list(facts, Audience::everybody));
    facts.unlisted = Stated{Stated::By::source, now};
    CHECK_FALSE(may_list(facts, Audience::everybody));
    CHECK(may_list(facts, Audience::routers));
}

TEST_CASE("an event is to come until it is over, and a day is enough when it has no end") {
    CHECK(happening(at("2026-06-30"), at("2026-07-02"), now) == Happening::a_venir);
    CHECK(happening(at("2026-06-28"), at("2026-07-01"), now) == Happening::passe);
    CHECK(happening(at("2026-06-30T00:00:01Z"), std::nullopt, now) == Happening::a_venir);
    CHECK(happening(at("2026-06-30"), std::nullopt, now) == Happening::passe);
    CHECK(happening(std::nullopt, at("2026-07-02"), now) == Happening::a_venir);
    CHECK(happening(at("2026-07-10"), at("2026-06-02"), now) == Happening::a_venir);  // ends before it starts
    CHECK(happening(std::nullopt, std::nullopt, now).error() == Unknown::no_date);
    const Dated today(at("2026-06-30T22:00:00Z"), at("2026-07-01T22:00:00Z"));
    const Dated yesterday(at("2026-06-29T22:00:00Z"), at("2026-06-30T22:00:00Z"));
    CHECK(happening(at("2026-06-20"), today, now) == Happening::a_venir);  // it ends on a day: not before that is over
    CHECK(happening(today, std::nullopt, now) == Happening::a_venir);
    CHECK(happening(yesterday, std::nullopt, now) == Happening::passe);
    CHECK(happening(today, at("2026-06-30T23:00:00Z"), now) == Happening::passe);
    CHECK(id_of(Happening::passe) == "passe");
}
