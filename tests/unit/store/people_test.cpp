// SPDX-License-Identifier: GPL-3.0-or-later
// Who works on a resource, who is its contact, and when they were seen.
#include "health/evidence.hpp"
#include "tests/unit/store/labels_rig.hpp"

#include <algorithm>

using namespace moisson;
using namespace moisson::test;

TEST_CASE("a person who is seen elsewhere in the source makes an orphan one that can be woken") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08")});
    refresh(store, "2026-07-01");
    auto news = delta();
    news.items = {page("2", "Autre")};
    news.snapshots = {record("2", "Autre", "page")};
    news.revisions = {edit("2", "20", "2026-07-01")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-02");
    CHECK(labels(store, {.kind = "commun"}).front().standing.label == Label::a_reveiller);
    CHECK(told(store, "2026-07-02") == "2026-07-02 a_reveiller fact");
}

TEST_CASE("a contact is found by the account that the page names, else by a name that folds to one account's") {
    struct Case {
        Value contacts;
        bool found;
    };
    const std::vector<Case> cases{{contact("bob  martin"), true},  // written otherwise
                                  {contact("Robert", "Bob Martin"), true},
                                  {contact("Bob"), false},  // part of a name is nobody's name
                                  {contact("Bob Martin", "Quelqu'un"), false}};
    for (const Case& one : cases) {
        CAPTURE(to_json(one.contacts));
        InMemory store;
        first_harvest(store, {edit("1", "1", "2020-01-08")});
        auto row = record("1", "Dokos");
        row.snapshot.fields["contacts"] = one.contacts;
        brings(store, row);
        refresh(store, "2026-07-01");
        CHECK(label(store) == Label::orphelin);
        auto news = delta();  // Bob Martin comes: nobody ever saw him
        news.items = {page("2", "Autre")};
        news.revisions = {edit("2", "20", "2026-07-01", "Bob Martin")};
        must(store.engine.writer->commit(news));
        while (refresh(store, "2026-07-02", 1).resources == 1) {
        }
        CHECK((label(store) == Label::a_reveiller) == one.found);
    }
}

TEST_CASE("of two accounts whose names fold to the same none is the contact, unless the page names one") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08"), edit("1", "2", "2020-01-09", "bob")});
    auto row = record("1", "Dokos");
    row.snapshot.fields["contacts"] = contact("BOB");
    brings(store, row);
    auto news = delta();
    news.items = {page("2", "Autre")};
    news.revisions = {edit("2", "20", "2026-07-01", "Bob")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-02");
    CHECK(label(store) == Label::orphelin);
    row.snapshot.fields["contacts"] = contact("BOB", "Bob");
    brings(store, row);
    refresh(store, "2026-07-02");
    CHECK(label(store) == Label::a_reveiller);
}

TEST_CASE("two accounts of one person are seen as one, until somebody says that they are two") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08", "Alice"), edit("1", "2", "2020-02-05", "Zed")});
    auto news = delta();
    news.source = SourceName("fabmob");
    auto other = page("1", "Ailleurs");
    other.resource = other.home = ResourceId("fabmob-1");
    news.items = {other};
    news.revisions = {edit("1", "1", "2026-06-20", "Alice M.")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    CHECK(label(store) == Label::orphelin);
    const store::AccountName here{SourceName("movilab"), "Alice"};
    const store::AccountName there{SourceName("fabmob"), "Alice M."};
    must(store.engine.health->link(here, there));
    refresh(store, "2026-07-02");
    CHECK(label(store) == Label::a_reveiller);
    const auto chart = must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-02")));
    REQUIRE(chart);
    REQUIRE(chart->vitals.people.size() == 2);
    CHECK(chart->names.at(chart->vitals.people.front().who) == std::vector{there, here});
    must(store.engine.health->unlink(there, here));
    refresh(store, "2026-07-03");
    CHECK(label(store) == Label::orphelin);
}

TEST_CASE("an account that nobody saw cannot be linked, nor one with itself, nor a link undone that is not there") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08", "Alice"), edit("1", "2", "2020-02-05", "Zed")});
    const store::AccountName alice{SourceName("movilab"), "Alice"};
    const store::AccountName zed{SourceName("movilab"), "Zed"};
    const store::AccountName nobody{SourceName("movilab"), "alice"};
    for (const auto& refused : {store.engine.health->link(alice, nobody), store.engine.health->link(alice, alice),
                                store.engine.health->unlink(alice, zed)}) {
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == ErrorKind::config);
    }
    CHECK(refresh(store, "2026-07-01").resources > 0);
}

TEST_CASE("a chart has all that a person wants to know: who, when, what did not count, what was asked") {
    InMemory store;
    auto revisions = history_of_r();
    revisions.push_back(edit("1", "11", "2026-04-01", "Bot de Movilab"));
    first_harvest(store, revisions);
    auto row = record("1", "Dokos");
    row.snapshot.fields["contacts"] = contact("Bob");
    row.snapshot.fields["licence"] = "CC-BY-SA-4.0";
    row.snapshot.provenance["licence"] = Provenance{"param:licence", RevisionId("6"), false};
    brings(store, row);
    auto news = delta();
    auto talk = page("3", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {talk};
    auto question = edit("3", "30", "2026-05-01", "Inconnue");
    question.comment = "/* Prix */ nouvelle section";
    auto answer = edit("3", "31", "2026-05-03", "Alice");
    answer.comment = "/* Prix */ Réponse";
    news.revisions = {answer, question};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    const auto chart = must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-01")));
    REQUIRE(chart);
    CHECK(chart->title == "Dokos");
    CHECK(chart->kind == "commun");
    CHECK(chart->revisions.size() == 11);
    CHECK(chart->revisions.back().judged.verdict == health::Verdict::bot);
    const health::Evidence evidence = health::evidence_of(chart->vitals);
    CHECK(evidence.last_human == day("2026-03-04"));
    CHECK(evidence.last_any == day("2026-04-01"));
    CHECK(evidence.contest == health::Contest{5, 0});
    CHECK(evidence.questions == std::vector<health::Question>{{day("2026-05-01"), day("2026-05-03")}});
    const auto licence = std::find_if(evidence.answers.begin(), evidence.answers.end(),
                                      [](const auto& each) { return each.criterion == health::Criterion::licence; });
    CHECK(licence->since == day("2024-09-18"));
    REQUIRE(chart->vitals.people.size() == 4);
    CHECK(chart->vitals.people.front().role == health::Acquaintance::Role::contact);
    CHECK(chart->names.at(chart->vitals.people.front().who).front().name == "Bob");
}
