// SPDX-License-Identifier: GPL-3.0-or-later
// The one thing that is said of a resource in a list.
#include "report/health_state.hpp"

#include "report/health_words.hpp"
#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;
using namespace moisson::report;
using namespace std::chrono_literals;

namespace {

HealthRecord record_of(const std::string& kind, Evidence evidence) {
    evidence.facts.family = family_of(kind);
    return {ResourceId("movilab-1"), SourceName("movilab"), "R",          kind,        "",
            std::move(evidence),     grid_of_works(),       std::nullopt, std::nullopt};
}

std::string told(const HealthRecord& record, Audience audience = Audience::routers) {
    return words_of(state_of(record, now, audience), record.kind);
}

// With all that is asked, said that many days ago.
Evidence answered(int days) {
    Evidence evidence = completed(evidence_of_r());
    for (Answer& answer : evidence.answers) answer.since = now - 24h * days;
    return evidence;
}

}  // namespace

TEST_CASE("what is worked on is told by its label, to each audience its own") {
    HealthRecord asleep = record_of("methode", evidence_of_r());
    CHECK(told(asleep) == "vivante");
    asleep.evidence.weeks = weeks_of({"2014-03-05"});
    asleep.evidence.facts.reach = {};
    CHECK(told(asleep) == "orpheline");
    CHECK(told(asleep, Audience::everybody) == "en veille");
    asleep.evidence.facts.stable = Stated{Stated::By::source, at("2020-01-01")};
    CHECK(told(asleep, Audience::everybody).empty());
}

TEST_CASE("of a place is told how fresh its answers are, rounded, and why that is not known") {
    CHECK(told(record_of("lieu", answered(0))) == "informations à jour (environ 100 sur 100)");
    CHECK(told(record_of("lieu", answered(700))).starts_with("informations qui commencent à dater (environ "));
    CHECK(told(record_of("lieu", answered(4000))).starts_with("informations à revérifier (environ "));
    Evidence at_most = answered(0);
    at_most.answers.front().at_least = true;
    CHECK(told(record_of("reseau", at_most)) == "informations à jour (au plus 100 sur 100)");
    CHECK(told(record_of("organisation", evidence_of_r())) ==
          "fraîcheur inconnue (" + words_of(Unknown::no_answer) + ")");
    HealthRecord of_nothing_asked = record_of("lieu", answered(0));
    of_nothing_asked.grid = {};
    CHECK(told(of_nothing_asked).empty());
}

TEST_CASE("a figure that is an upper bound is never rounded below itself") {
    CHECK(words_of(Known<AnswerFreshness>(AnswerFreshness{61, true})) == "informations à jour (au plus 65 sur 100)");
    CHECK(words_of(Known<AnswerFreshness>(AnswerFreshness{61, false})) == "informations à jour (environ 60 sur 100)");
    CHECK(words_of(Known<AnswerFreshness>(AnswerFreshness{0, false})) ==
          "informations à revérifier (environ 0 sur 100)");
}

TEST_CASE("an event is to come or over, or it has no date; what ended is archived, whatever it is") {
    HealthRecord fair = record_of("evenement", evidence_of_r());
    CHECK(told(fair) == "sans date");
    fair.starts = now + 24h;
    CHECK(told(fair) == "à venir");
    fair.starts = now - 48h;
    CHECK(told(fair, Audience::everybody) == "passé");
    fair.evidence.facts.archived = Stated{Stated::By::source, at("2020-01-01")};
    CHECK(told(fair) == "archivé");
    CHECK(told(record_of("offre", answered(0))).empty());
}
