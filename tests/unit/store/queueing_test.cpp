// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a label depends on: when it changes, the label is looked at again, whoever brought the change.
#include "health/evidence.hpp"
#include "tests/unit/store/labels_rig.hpp"

#include <algorithm>

using namespace moisson;
using namespace moisson::test;

namespace {

void commit(InMemory& store, std::vector<store::Known> items, std::vector<Revision> revisions = {}) {
    auto news = delta();
    for (const store::Known& known : items)
        if (known.resource == known.home) news.snapshots.push_back(snapshot(known.item.id.text, "1", known.item.title));
    news.items = std::move(items);
    news.revisions = std::move(revisions);
    must(store.engine.writer->commit(news));
}

// Everything that waits is done, a few at a time.
void look(InMemory& store, const std::string& when = "2026-07-01") {
    while (must(store.engine.judging->judge(2)) == 2) {
    }
    while (must(store.engine.health->refresh(day(when), 2)).resources == 2) {
    }
}

// "movilab-1 2 orphelin", one a resource: its weeks, its label.
std::string labels_of(InMemory& store) {
    std::string all;
    must(store.engine.health_reader()->labels({}, [&](const store::LabelRow& row) {
        all += (all.empty() ? "" : ", ") + row.resource.text + " " + std::to_string(row.weeks.count()) + " " +
               (row.standing.label ? std::string(id_of(*row.standing.label)) : "-");
        return true;
    }));
    return all;
}

// The same, once every resource was looked at again.
std::string labels_anew(InMemory& store) {
    store.engine.connection->run("INSERT OR IGNORE INTO health_queue SELECT id FROM resource");
    look(store);
    return labels_of(store);
}

}  // namespace

TEST_CASE("a redirect that is turned elsewhere takes its weeks along, though nobody's edit counts") {
    InMemory store;
    commit(store, {page("1", "Dokos"), page("3", "Autre"), redirect("2", "Ancien nom", "Dokos")},
           {edit("1", "10", "2020-01-08"), edit("2", "20", "2020-06-10"), edit("3", "30", "2020-01-08")});
    look(store);
    REQUIRE(labels_of(store) == "movilab-1 2 orphelin, movilab-3 1 orphelin");
    commit(store, {redirect("2", "Ancien nom", "Autre")}, {edit("2", "21", "2026-06-10", "Robot bot")});
    look(store);
    CHECK(labels_of(store) == "movilab-1 1 orphelin, movilab-3 2 orphelin");
    auto gone = redirect("2", "Ancien nom", "Autre");
    gone.life = Life::gone;
    commit(store, {gone});
    look(store);
    CHECK(labels_of(store) == "movilab-1 1 orphelin, movilab-3 1 orphelin");
}

TEST_CASE("a page that turns out to continue a lost one leaves no label behind") {
    InMemory store;
    auto lost = page("1", "Dokos");
    lost.life = Life::gone;
    commit(store, {lost, page("2", "Dokos")}, {edit("1", "10", "2020-01-08"), edit("2", "20", "2020-02-12")});
    look(store);
    REQUIRE(labels_of(store) == "movilab-1 1 archive, movilab-2 1 orphelin");
    auto found = page("2", "Dokos");
    found.resource = found.home = ResourceId("movilab-1");
    commit(store, {found});
    look(store);
    CHECK(labels_of(store) == "movilab-1 2 orphelin");
}

TEST_CASE("a page that turns out to be older than was known is grown up, though its first edit was a robot's") {
    InMemory store;
    auto made = edit("1", "20", "2026-06-10");
    made.parent = RevisionId("10");
    commit(store, {page("1", "Dokos")}, {made});
    look(store);
    auto read = [&] {
        auto past = health::Past::Read::whole;
        must(store.engine.health_reader()->labels({}, [&](const store::LabelRow& row) {
            past = row.facts.past.read;
            return true;
        }));
        return past;
    };
    REQUIRE(read() == health::Past::Read::truncated);
    auto news = delta();
    news.revisions = {edit("1", "10", "2026-06-09", "Robot bot")};
    must(store.engine.writer->commit(news));
    look(store);
    CHECK(read() == health::Past::Read::whole);
}

TEST_CASE("an author who is seen again while their works are still being queued is seen on all of them") {
    InMemory store;
    for (int id = 1; id <= 5; ++id) {
        const std::string number = std::to_string(id);
        commit(store, {page(number, "Page " + number)}, {edit(number, number + "0", "2020-01-08")});
    }
    look(store);
    commit(store, {page("9", "Autre")}, {edit("9", "90", "2025-01-08")});
    while (must(store.engine.health->refresh(day("2026-07-01"), 100)).resources == 100) {
    }
    REQUIRE(must(store.engine.judging->judge(3)) == 3);
    while (must(store.engine.health->refresh(day("2026-07-01"), 100)).resources == 100) {
    }
    commit(store, {page("9", "Autre")}, {edit("9", "91", "2026-06-10")});
    look(store);
    const std::string kept = labels_of(store);
    CHECK(kept == labels_anew(store));
    CHECK(kept.find("orphelin") == std::string::npos);
}

TEST_CASE("two accounts are one person on the pages, too, that redirects bring their work to") {
    InMemory store;
    commit(store, {page("1", "Dokos"), redirect("2", "Ancien nom", "Dokos")},
           {edit("1", "10", "2020-01-08", "Bob"), edit("2", "20", "2020-06-10", "Alice")});
    commit(store, {page("3", "Autre")}, {edit("3", "30", "2026-05-06", "Alice M.")});
    look(store);
    REQUIRE(labels_of(store).starts_with("movilab-1 2 orphelin"));
    const store::AccountName one{movilab, "Alice"};
    const store::AccountName other{movilab, "Alice M."};
    must(store.engine.health->link(one, other));
    look(store);
    CHECK(labels_of(store).starts_with("movilab-1 2 a_reveiller"));
    must(store.engine.health->unlink(one, other));
    look(store);
    CHECK(labels_of(store).starts_with("movilab-1 2 orphelin"));
}

TEST_CASE("who is seen under another account is seen on the pages that redirects bring their work to") {
    InMemory store;
    commit(store, {page("1", "Dokos"), redirect("2", "Ancien nom", "Dokos")},
           {edit("1", "10", "2020-01-08", "Bob"), edit("2", "20", "2020-06-10", "Alice")});
    commit(store, {page("3", "Autre")}, {edit("3", "30", "2020-05-06", "Alice M.")});
    must(store.engine.health->link({movilab, "Alice"}, {movilab, "Alice M."}));
    look(store);
    REQUIRE(labels_of(store).starts_with("movilab-1 2 orphelin"));
    commit(store, {page("3", "Autre")}, {edit("3", "31", "2026-05-06", "Alice M.")});
    look(store);
    CHECK(labels_of(store).starts_with("movilab-1 2 a_reveiller"));
}

TEST_CASE("a person stays one when one of their accounts is renamed, and nobody inherits them") {
    InMemory store;
    commit(store, {page("1", "Dokos")}, {edit("1", "10", "2020-01-08", "Alice")});
    commit(store, {page("3", "Autre")}, {edit("3", "30", "2026-05-06", "Alice M.")});
    must(store.engine.health->link({movilab, "Alice"}, {movilab, "Alice M."}));
    look(store);
    REQUIRE(labels_of(store).starts_with("movilab-1 1 a_reveiller"));
    auto news = delta();
    news.renamed = {Renamed{"Alice M.", "Alix", day("2026-06-01")}};
    must(store.engine.writer->commit(news));
    look(store);
    CHECK(labels_of(store).starts_with("movilab-1 1 a_reveiller"));
    must(store.engine.health->unlink({movilab, "Alice"}, {movilab, "Alix"}));
    look(store);
    CHECK(labels_of(store).starts_with("movilab-1 1 orphelin"));
    CHECK(labels_of(store) == labels_anew(store));
}

TEST_CASE("a contact whose account is called otherwise is not there any more under the old name") {
    InMemory store;
    auto row = snapshot("1", "1", "Dokos");
    row.snapshot.fields["contacts"] =
        Value(Value::List{Value(Value::Object{{"name", Value("Zoé")}, {"role", Value("referent")}})});
    commit(store, {page("1", "Dokos")}, {edit("1", "10", "2020-01-08", "Alice")});
    commit(store, {page("3", "Autre")}, {edit("3", "30", "2026-05-06", "Zoé")});
    auto news = delta();
    news.snapshots = {row};
    must(store.engine.writer->commit(news));
    look(store);
    REQUIRE(labels_of(store).starts_with("movilab-1 1 a_reveiller"));
    news = delta();
    news.renamed = {Renamed{"Zoé", "Quelqu'un", day("2026-06-01")}};
    must(store.engine.writer->commit(news));
    look(store);
    const std::string kept = labels_of(store);
    CHECK(kept == labels_anew(store));
}

TEST_CASE("once a source is known to keep two dates only, nothing that was said before stands") {
    InMemory store;
    commit(store, {page("1", "Dokos")}, {edit("1", "10", "2020-01-08")});
    look(store);
    REQUIRE(labels_of(store) == "movilab-1 1 orphelin");
    Traits traits;
    traits.two_dates = true;
    must(store.engine.sources->remember(movilab, "communecter", traits));
    look(store);
    CHECK(labels_of(store) == "movilab-1 1 indetermine");
}

TEST_CASE("what comes back after it was withheld tells its past once") {
    InMemory store;
    commit(store, {page("1", "Dokos")}, {edit("1", "10", "2020-01-08")});
    look(store);
    const auto told = [&] {
        std::size_t all = 0;
        must(store.engine.health_reader()->transitions(day("2001-01-01"), [&](const store::TransitionRow&) {
            ++all;
            return true;
        }));
        return all;
    };
    const std::size_t once = told();
    REQUIRE(once > 0);
    for (const auto publication : {Publication::withheld, Publication::open}) {
        auto news = delta();
        news.standings = {{ItemId("1"), publication, "private", day("2026-07-01"), std::nullopt}};
        must(store.engine.writer->commit(news));
        look(store);
    }
    CHECK(told() == once);
}

TEST_CASE("what is withheld is in no list from the moment of the commit on") {
    InMemory store;
    commit(store, {page("1", "Dokos")}, {edit("1", "10", "2020-01-08")});
    look(store);
    auto news = delta();
    news.standings = {{ItemId("1"), Publication::withheld, "private", day("2026-07-01"), std::nullopt}};
    must(store.engine.writer->commit(news));
    CHECK(labels_of(store).empty());
    must(store.engine.health_reader()->transitions(day("2001-01-01"), [&](const store::TransitionRow& row) {
        FAIL_CHECK(row.title);
        return true;
    }));
    CHECK(must(store.engine.health_reader()->label_counts(std::nullopt)).empty());
}

TEST_CASE("what any page of a resource asks not to list is so from the commit on, for its health too") {
    InMemory store;
    commit(store, {page("1", "Dokos")}, {edit("1", "10", "2020-01-08")});
    look(store);
    auto news = delta();
    auto talk = page("3", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {talk};
    auto row = snapshot("3", "30", "Discussion:Dokos");
    row.snapshot.fields["facts"] = Value(Value::List{"do_not_list"});
    row.snapshot.provenance["facts.do_not_list"] = Provenance{"category:Privé", RevisionId("30"), false};
    news.snapshots = {row};
    news.revisions = {edit("3", "30", "2020-02-05")};
    must(store.engine.writer->commit(news));
    const auto unlisted = [&] {
        bool is = false;
        must(store.engine.health_reader()->labels({}, [&](const store::LabelRow& each) {
            is = each.facts.unlisted.has_value();
            return true;
        }));
        return is;
    };
    CHECK(unlisted());
    look(store);
    CHECK(unlisted());
    const auto chart = must(store.engine.health_reader()->chart(ResourceId("movilab-1"), day("2026-07-01")));
    REQUIRE(chart);
    CHECK(health::facts_of(chart->vitals).unlisted.has_value());
}

TEST_CASE("a redirect that was lost with an older backup takes its weeks along") {
    InMemory store;
    commit(store, {page("1", "Dokos"), redirect("2", "Ancien nom", "Dokos")},
           {edit("1", "10", "2020-01-08"), edit("2", "20", "2026-06-10")});
    look(store);
    REQUIRE(labels_of(store) == "movilab-1 2 en_veille");
    loses(store, {"20"});
    look(store);
    CHECK(labels_of(store) == "movilab-1 1 orphelin");
    CHECK(labels_anew(store) == labels_of(store));
}

TEST_CASE("a transition that cannot be read is said to be so, and does not end the list in silence") {
    InMemory store;
    first_harvest(store, {edit("1", "10", "2020-01-08")});
    look(store);
    REQUIRE_FALSE(told(store).empty());
    store.engine.connection->run("UPDATE transition SET became = 'immortel'");
    const auto list = store.engine.health_reader()->transitions(day("2001-01-01"), [](const auto&) { return true; });
    REQUIRE_FALSE(list);
    CHECK(list.error().what.starts_with("a transition to what is no label"));
}
