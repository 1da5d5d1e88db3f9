// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/evidence.hpp"

#include "tests/unit/health/people_of_r.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::health;
using namespace moisson::health::test;

namespace {

TalkAct says(Person who, std::string_view day, std::string comment) {
    return {at(day), who, Act::By::account, std::move(comment), {}};
}

// A commun of which nothing but its kind is known.
Vitals commun() {
    Vitals vitals;
    vitals.snapshot.fields["kind"] = Value("commun");
    return vitals;
}

Vitals commun_with_fact(const std::string& fact, const std::string& revision) {
    Vitals vitals = commun();
    vitals.snapshot.fields["facts"] = Value(Value::List{fact});
    vitals.snapshot.provenance["facts." + fact] = {"category:Archives", RevisionId(revision), false};
    return vitals;
}

}  // namespace

TEST_CASE("a question is a new section of the talk page, and another person's later word there is its answer") {
    const std::vector<TalkAct> talk{
        says(chloe, "2026-01-02", "/* Horaires */ nouvelle section"),
        says(chloe, "2026-01-03", "/* Horaires */ précision"), says(dina, "2026-01-04", "/* Prix */ new section"),
        says(alice, "2026-01-05", "/* Horaires */ Réponse"), says(bob, "2026-01-09", "/* Horaires */ merci")};
    const std::vector<Question> expected{{at("2026-01-02"), at("2026-01-05")}, {at("2026-01-04"), std::nullopt}};
    CHECK(questions_of(talk, std::vector{alice}) == expected);
}

TEST_CASE("who works on a page asks no question there, and a robot answers none") {
    std::vector<TalkAct> talk{says(alice, "2026-01-02", "/* Annonce */ nouvelle section"),
                              says(chloe, "2026-01-03", "/* Aide */ nouvelle section"),
                              says(bob, "2026-01-04", "/* Aide */ archivage")};
    talk.back().by = Act::By::bot;
    const std::vector<Question> expected{{at("2026-01-03"), std::nullopt}};
    CHECK(questions_of(talk, std::vector{alice}) == expected);
}

TEST_CASE("an edit of the whole talk page, or one whose summary is hidden, asks and answers nothing") {
    const std::vector<TalkAct> talk{says(chloe, "2026-01-02", ""), says(dina, "2026-01-03", "nouvelle section"),
                                    says(dina, "2026-01-03", "/**/ nouvelle section"),
                                    says(dina, "2026-01-03", "/*/ nouvelle section")};
    CHECK(questions_of(talk, {}).empty());
}

TEST_CASE("a topic opened with the reply tool is a question, whatever the language of the wiki") {
    std::vector<TalkAct> talk{says(chloe, "2026-01-02", "/* Öffnungszeiten */ neuer Abschnitt")};
    CHECK(questions_of(talk, {}).empty());
    talk.front().tags = {"discussiontools-newtopic"};
    CHECK(questions_of(talk, {}).size() == 1);
}

TEST_CASE("asking the same again while waiting is one question; ten thousand times is no burden") {
    std::vector<TalkAct> talk;
    for (int i = 0; i < 10'000; ++i) talk.push_back(says(chloe, "2026-01-02", "/* ? */ nouvelle section"));
    talk.push_back(says(alice, "2026-01-08", "/* ? */"));
    const std::vector<Question> expected{{at("2026-01-02"), at("2026-01-08")}};
    CHECK(questions_of(talk, {}) == expected);
}

TEST_CASE("what a source states holds since the revision that brought it") {
    Vitals vitals = commun_with_fact("archived", "12");
    vitals.dates[RevisionId("12")] = at("2025-04-01");
    vitals.last_any = at("2026-04-01");
    CHECK(facts_of(vitals).archived == Stated{Stated::By::source, at("2025-04-01")});
    vitals.dates.clear();  // a source without dated revisions: not before its last sign of life
    CHECK(facts_of(vitals).archived == Stated{Stated::By::source, at("2026-04-01")});
    CHECK_FALSE(facts_of(vitals).stable);
    CHECK(facts_of(commun_with_fact("stable", "12")).stable);
    CHECK(facts_of(commun_with_fact("do_not_list", "12")).unlisted);
}

TEST_CASE("what is gone is archived from the day it went, unless it was before") {
    Vitals vitals = commun();
    vitals.ended = at("2026-02-01");
    CHECK(facts_of(vitals).archived == Stated{Stated::By::source, at("2026-02-01")});
    Vitals said = commun_with_fact("archived", "12");
    said.dates[RevisionId("12")] = at("2025-04-01");
    said.ended = at("2026-02-01");
    CHECK(facts_of(said).archived == Stated{Stated::By::source, at("2025-04-01")});
}

TEST_CASE("of a source that keeps two dates, only what was born under our eyes has a whole history") {
    Vitals vitals = commun();
    vitals.observed = {Observed::Keeps::two_dates, at("2026-01-10"), false};
    CHECK(facts_of(vitals).past.read == Past::Read::two_dates);
    CHECK(facts_of(vitals).past.observed_since == at("2026-01-10"));
    vitals.observed.born_seen = true;
    CHECK(facts_of(vitals).past.read == Past::Read::whole);
}

TEST_CASE("a page that is older than its oldest revision has a cut history, and says when it was born") {
    Vitals vitals = commun();
    vitals.begins_earlier = true;
    vitals.snapshot.fields["created"] = Value("2009-05-01");
    const Facts facts = facts_of(vitals);
    CHECK(facts.past.read == Past::Read::truncated);
    CHECK(facts.past.born == at("2009-05-01"));
    CHECK(facts.family == Family::worked_on);
}

TEST_CASE("the evidence of a resource is what its vitals add up to") {
    Vitals vitals = commun();
    for (const std::string_view day : {"2026-03-04", "2026-03-05", "2026-05-06"})
        vitals.footprint.add(Act{.at = at(day), .who = alice});
    vitals.last_human = at("2026-05-06");
    vitals.last_any = at("2026-06-01");
    vitals.contest = Contest{3, 1};
    vitals.people = {{bob, Acquaintance::Role::contact, std::nullopt},
                     {alice, Acquaintance::Role::contributor, month_of(at("2026-05-06"))}};
    vitals.talk = {says(bob, "2026-05-06", "/* Réunion */ nouvelle section"),
                   says(dina, "2026-05-07", "/* Prix */ nouvelle section")};
    vitals.at_home = {alice, bob};
    const Evidence evidence = evidence_of(vitals);
    CHECK(evidence.weeks == weeks_of({"2026-03-04", "2026-05-06"}));
    CHECK(evidence.shares.size() == 1);
    CHECK(evidence.last_any == at("2026-06-01"));
    CHECK(evidence.contest == Contest{3, 1});
    CHECK(evidence.questions == std::vector<Question>{{at("2026-05-07"), std::nullopt}});
    CHECK_FALSE(evidence.facts.reach.contact);
    CHECK(evidence.facts.reach.others == month_of(at("2026-05-06")));
    CHECK(evidence.answers.size() == all_criteria.size());
}
