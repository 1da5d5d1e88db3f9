// SPDX-License-Identifier: GPL-3.0-or-later
// How resources are called: kept, refreshed when time passes or something changes, and told.
#include "health/evidence.hpp"
#include "tests/unit/store/labels_rig.hpp"

using namespace moisson;
using namespace moisson::test;

TEST_CASE_TEMPLATE("a resource is called by its history, and its past is told with the days it happened on", Store,
                   MOISSON_STORES) {
    Store store;
    first_harvest(store, history_of_r());
    CHECK(refresh(store, "2026-07-01").transitions > 0);
    CHECK(label(store) == Label::vivant);
    CHECK(labels(store).front().standing.valid_until == day("2027-03-05T12:00:00Z"));
    CHECK(refresh(store, "2026-07-01").resources == 0);
    CHECK(told(store, "2026-01-01") == "");  // nothing of it happened since
    CHECK(told(store) == "2023-03-09 naissant edit, 2023-09-05 vivant silence");
}

TEST_CASE_TEMPLATE("time alone changes a label on the day foreseen, however late it is looked at", Store,
                   MOISSON_STORES) {
    Store store;
    first_harvest(store, history_of_r());
    refresh(store, "2026-07-01");
    CHECK(refresh(store, "2027-03-05T11:59:59Z").resources == 0);
    CHECK(refresh(store, "2027-03-05T12:00:00Z").transitions == 1);
    CHECK(label(store) == Label::en_veille);
    CHECK(told(store, "2027-03-05") == "2027-03-05 en_veille silence");
    CHECK(refresh(store, "2035-01-01").next_expiry == std::nullopt);
    CHECK(told(store, "2034-12-31") == "2029-02-19 orphelin silence");
}

TEST_CASE("an edit of a person lifts a label, one of a robot does not") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08")});
    refresh(store, "2026-07-01");
    CHECK(label(store) == Label::orphelin);
    Revision robot = edit("1", "2", "2026-07-02", "Bot de Movilab");
    brings(store, std::vector{robot});
    CHECK(refresh(store, "2026-07-03").transitions == 0);
    CHECK(label(store) == Label::orphelin);
    brings(store, std::vector{edit("1", "3", "2026-07-04")});
    refresh(store, "2026-07-05");
    CHECK(label(store) == Label::en_veille);
    CHECK(told(store, "2026-07-05") == "2026-07-02 en_veille edit");
}

TEST_CASE("what is taken back lowers a label because of an edit, not of time") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08"), edit("1", "2", "2026-06-24", "Bob")});
    refresh(store, "2026-07-01");
    CHECK(label(store) == Label::en_veille);
    Revision taken_back = edit("1", "2", "2026-06-24", "Bob");
    taken_back.tags = {"mw-reverted"};
    brings(store, std::vector{taken_back});
    refresh(store, "2026-07-10");
    CHECK(label(store) == Label::orphelin);
    CHECK(told(store, "2026-07-10").ends_with("orphelin edit"));
}

TEST_CASE("what its source says of it is a fact; what our own rules say otherwise is the mapping's doing") {
    InMemory store;
    first_harvest(store, history_of_r());
    refresh(store, "2026-07-01");
    brings(store, std::vector{edit("1", "11", "2026-07-07")});
    brings(store, record_with_fact("1", "archived", "11"));
    refresh(store, "2026-07-08");
    CHECK(label(store) == Label::archive);
    CHECK(told(store, "2026-07-08") == "2026-07-09 archive fact");
    brings(store, record("1", "Dokos", "commun", "rules 2"));
    refresh(store, "2026-07-20");
    CHECK(label(store) == Label::vivant);
    CHECK(told(store, "2026-07-20") == "2026-07-20 vivant mapping");
    brings(store, record_with_fact("1", "archived", "4", "rules 3"));
    refresh(store, "2026-07-21");
    CHECK(told(store, "2026-07-21") == "2026-07-21 archive mapping");
}

TEST_CASE_TEMPLATE("a place has no dynamics; an event, a page and what is withheld have no label", Store,
                   MOISSON_STORES) {
    for (const char* kind : {"lieu", "organisation", "evenement", "page"}) {
        CAPTURE(kind);
        Store store;
        first_harvest(store, history_of_r(), kind);
        refresh(store, "2026-07-01");
        CHECK_FALSE(label(store));
        CHECK(told(store).empty());
        CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)).empty());
    }
    Store store;
    first_harvest(store, history_of_r());
    auto news = delta();
    news.standings = {{ItemId("1"), Publication::withheld, "private", day("2026-07-01"), std::nullopt}};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    CHECK(labels(store).empty());
    CHECK_FALSE(must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-01"))));
}

TEST_CASE("a page that is deleted is archived from that day, and comes back with its history") {
    InMemory store;
    first_harvest(store, history_of_r());
    refresh(store, "2026-07-01");
    auto news = delta();
    auto gone = page("1", "Dokos");
    gone.life = Life::gone;
    news.items = {gone};
    Change change = test::change("1", "", "@life");
    change.what = {"@life", "alive", "gone"};
    change.at = day("2026-07-05");
    news.changes = {change};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-06");
    CHECK(label(store) == Label::archive);
    CHECK(told(store, "2026-07-06") == "2026-07-05 archive fact");
    CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)).empty());
    news = delta();
    news.items = {page("1", "Dokos")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-07");
    CHECK(label(store) == Label::vivant);
    CHECK(must(store.engine.health_reader()->label_counts(SourceName("movilab"))).at(Label::vivant) == 1);
}

TEST_CASE("a redirect lends its weeks to what it leads to, a talk page does not") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2020-01-08")});
    auto news = delta();
    auto old = redirect("2", "Ancien nom", "Dokos");
    auto talk = page("3", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {old, talk};
    news.revisions = {edit("3", "30", "2026-06-20"), edit("3", "31", "2026-06-21", "Bob")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    REQUIRE(labels(store).size() == 1);
    CHECK(labels(store).front().weeks.count() == 1);
    brings(store, std::vector{edit("2", "20", "2026-06-20")});
    refresh(store, "2026-07-01");
    CHECK(labels(store).front().weeks.count() == 2);
}

TEST_CASE(
    "of a source that keeps two dates nothing is said until it was observed for a year, but of what is born since") {
    InMemory store;
    Traits traits;
    traits.two_dates = true;
    must(store.engine.sources->remember(SourceName("movilab"), "communecter", traits));
    Revision made = edit("1", "1", "2024-01-08");
    made.actor.reset();
    auto news = delta();
    news.baseline_done = true;
    news.now = day("2026-07-01");
    news.items = {page("1", "Dokos")};
    news.snapshots = {record("1", "Dokos")};
    news.revisions = {made};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01T01:00:00Z");
    CHECK(label(store) == Label::indetermine);
    CHECK(labels(store).front().standing.valid_until == day("2027-07-01"));
    refresh(store, "2027-07-01");
    // Who would have to be called the source does not say: it is never an orphan, nor to be woken.
    CHECK(label(store) == Label::en_veille);
    Revision born = edit("2", "2", "2026-08-05");
    born.actor.reset();
    news = delta();
    news.items = {page("2", "Autre")};
    news.snapshots = {record("2", "Autre")};
    news.revisions = {born};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-08-06");
    CHECK(labels(store).back().standing.label == Label::naissant);
    CHECK(labels(store).back().facts.past.read == health::Past::Read::whole);
}

TEST_CASE("labels are listed by label, kind and source") {
    InMemory store;
    first_harvest(store, history_of_r());
    auto news = delta();
    news.items = {page("2", "Vieux"), page("3", "Le lieu")};
    news.snapshots = {record("2", "Vieux", "methode"), record("3", "Le lieu", "lieu")};
    news.revisions = {edit("2", "20", "2015-01-08", "Zoé")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    CHECK(labels(store).size() == 3);
    CHECK(labels(store, {.label = Label::vivant}).size() == 1);
    CHECK(labels(store, {.label = Label::orphelin}).front().title == "Vieux");
    CHECK(labels(store, {.kind = "lieu"}).front().title == "Le lieu");
    CHECK(labels(store, {.source = SourceName("fabmob")}).empty());
    CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)) ==
          std::map<Label, std::uint64_t>{{Label::vivant, 1}, {Label::orphelin, 1}});
}

TEST_CASE("refreshing goes on where it stopped, a few at a time, and says when it is next needed") {
    InMemory store;
    auto news = delta();
    for (int id = 1; id <= 10; ++id) {
        news.items.push_back(page(std::to_string(id), "Page " + std::to_string(id)));
        news.snapshots.push_back(record(std::to_string(id), "Page " + std::to_string(id)));
        news.revisions.push_back(
            edit(std::to_string(id), std::to_string(100 + id), "2026-06-1" + std::to_string(id % 9)));
    }
    must(store.engine.writer->commit(news));
    std::size_t rounds = 0;
    store::Refreshed last;
    do {
        last = refresh(store, "2026-07-01", 3);
        ++rounds;
    } while (last.resources == 3);
    CHECK(rounds >= 4);
    CHECK(labels(store).size() == 10);
    REQUIRE(last.next_expiry);
    CHECK(*last.next_expiry > day("2026-07-01"));
    const auto expired = must(store.engine.health->refresh(*last.next_expiry, 100));
    CHECK(expired.resources > 0);
}

TEST_CASE_TEMPLATE("a resource leaves the store with its label as it was last brought up to date", Store,
                   MOISSON_STORES) {
    Store store;
    first_harvest(store, history_of_r());
    const auto exported = [&] {
        store::ResourceRow row;
        must(store.reader->resources([&](const store::ResourceRow& each) {
            row = each;
            return true;
        }));
        return row;
    };
    CHECK_FALSE(exported().label);  // nobody looked at it yet
    refresh(store, "2026-07-01");
    REQUIRE(exported().label);
    CHECK(exported().label->standing.label == Label::vivant);
    CHECK(exported().judged == day("2026-07-01"));
    refresh(store, "2027-03-05T12:00:00Z");
    CHECK(exported().label->standing.label == Label::en_veille);
    CHECK(exported().judged == day("2027-03-05T12:00:00Z"));
}

TEST_CASE_TEMPLATE("what a place answers is read without its history, and is the same", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "La Bulloterie")};
    news.snapshots = {record("1", "La Bulloterie", "lieu")};
    news.snapshots[0].snapshot.fields["contacts"] = contact("Alice");
    news.snapshots[0].snapshot.provenance["contacts"] = Provenance{"param:contact", RevisionId("1"), true};
    news.revisions = {edit("1", "1", "2024-03-06"), edit("1", "2", "2025-03-05")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-07-01");
    const auto health = store.engine.health_reader();
    const auto whole = must(health->chart(ResourceId("movilab-1"), day("2026-07-01")));
    const auto answers = must(health->answers(ResourceId("movilab-1"), day("2026-07-01")));
    REQUIRE(whole);
    REQUIRE(answers);
    const auto asked = [](const store::Chart& chart) { return health::evidence_of(chart.vitals).answers; };
    CHECK(asked(*answers) == asked(*whole));
    CHECK(asked(*answers).front().since == day("2024-03-06"));
    CHECK(answers->title == "La Bulloterie");
    CHECK(answers->revisions.empty());
    CHECK(answers->names.empty());
    CHECK_FALSE(must(health->answers(ResourceId("movilab-9"), day("2026-07-01"))));
}

TEST_CASE("a label whose grounds cannot be read is made anew when it expires, and keeps no other waiting") {
    InMemory store;
    first_harvest(store, {edit("1", "10", "2026-01-08")});
    auto news = delta();
    news.items = {page("2", "Autre")};
    news.snapshots = {record("2", "Autre")};
    news.revisions = {edit("2", "20", "2026-01-08", "Bob")};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-02-01");
    store.engine.connection->run("UPDATE grounds SET weeks = x'0100' WHERE resource = 1");
    refresh(store, "2030-01-01");
    const auto all = labels(store);
    REQUIRE(all.size() == 2);
    for (const store::LabelRow& row : all) CHECK(row.standing.label == Label::orphelin);
    CHECK(all.front().weeks.count() == 1);
}

TEST_CASE("that two accounts are one person's changes nothing of who asked and who answered, which everybody reads") {
    InMemory store;
    first_harvest(store, {edit("1", "1", "2025-12-06")});
    auto talk = page("2", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    auto question = edit("2", "3", "2026-01-10", "Bob");
    question.comment = "/* Horaires */ nouvelle section";
    auto own = edit("2", "4", "2026-01-11");
    own.comment = "/* Annonce */ nouvelle section";
    auto news = delta();
    news.items = {talk};
    news.revisions = {question, own};
    must(store.engine.writer->commit(news));
    refresh(store, "2026-03-01");
    const auto asked = [&] {
        const auto chart = must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-03-02")));
        return health::evidence_of(chart->vitals).questions;
    };
    const std::vector<health::Question> one{{day("2026-01-10"), std::nullopt}};
    CHECK(asked() == one);
    must(store.engine.health->link({SourceName("movilab"), "Alice"}, {SourceName("movilab"), "Bob"}));
    CHECK(asked() == one);
}
