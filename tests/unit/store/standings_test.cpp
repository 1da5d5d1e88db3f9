// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

store::StandingRow standing(const std::string& item, Publication publication, std::optional<Instant> asked = {},
                            std::optional<Instant> due = {}) {
    const bool withheld = publication == Publication::withheld;
    return store::StandingRow{ItemId(item), publication, withheld ? "preferences.private" : "", asked, due};
}

// Four pages, each with a record, a revision and a change.
store::Delta four_pages() {
    auto news = delta();
    news.baseline_done = true;
    for (const char* id : {"1", "2", "3", "4"}) {
        const std::string title = std::string("Atelier ") + id;
        news.items.push_back(page(id, title));
        news.revisions.push_back(revision(id, id + std::string("0")));
        news.snapshots.push_back(snapshot(id, id + std::string("0"), title));
        news.changes.push_back(change(id, id + std::string("0"), "summary"));
    }
    return news;
}

template <class Store>
void publish(Store& store, std::vector<store::StandingRow> rows) {
    auto news = delta();
    news.standings = std::move(rows);
    must(store.engine.writer->commit(news));
}

// The items that some output shows, in its order.
struct Shown {
    std::string items, revisions, changes, resources, found;
    friend bool operator==(const Shown&, const Shown&) = default;
};

template <class Store>
Shown shown(Store& store) {
    while (must(store.engine.index->index(100)) > 0) {
    }
    Shown all;
    must(store.reader->items([&](const ItemRecord& each) { return all.items += each.item.id.text, true; }));
    must(store.reader->revisions(
        [&](const RevisionRecord& each) { return all.revisions += each.revision.item.text, true; }));
    must(store.reader->changes({},
                               [&](const ChangeRecord& each) { return all.changes += each.change.item.text, true; }));
    must(store.reader->resources(
        [&](const store::ResourceRow& each) { return all.resources += each.record.item.text, true; }));
    for (const store::Found& each : must(store.reader->search(store::Search{.words = "atelier"})).found)
        all.found += each.item.text;
    return all;
}

Shown everywhere(const std::string& ids) {
    return Shown{ids, ids, ids, ids, ids};
}

}  // namespace

TEST_CASE_TEMPLATE("what may not be published is in no output, and comes back once it may be", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(four_pages()));
    CHECK(shown(store) == everywhere("1234"));
    publish(store, {standing("1", Publication::open, at(1)), standing("2", Publication::withheld, at(1)),
                    standing("3", Publication::unknown, {}, at(1)), standing("4", Publication::assumed)});
    CHECK(shown(store) == everywhere("14"));
    publish(store, {standing("2", Publication::open, at(2)), standing("4", Publication::withheld, at(2))});
    CHECK(shown(store) == everywhere("12"));
}

TEST_CASE_TEMPLATE("whoever keeps the store sees why something is not published", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(four_pages()));
    publish(store, {standing("2", Publication::withheld, at(7))});
    CHECK(!must(store.reader->card(movilab, ItemId("1")))->standing);
    CHECK(must(store.reader->card(movilab, ItemId("2")))->standing == standing("2", Publication::withheld, at(7)));
}

TEST_CASE_TEMPLATE("one page of a resource that is withheld leaves the word to the others", Store, MOISSON_STORES) {
    Store store;
    auto news = four_pages();
    news.items[1].resource = news.items[1].home = news.items[0].resource;
    must(store.engine.writer->commit(news));
    CHECK(shown(store).resources == "134");
    publish(store, {standing("1", Publication::withheld, at(1))});
    CHECK(shown(store).resources == "234");
    CHECK(shown(store).found == "234");
}

TEST_CASE_TEMPLATE("those that must be asked about come in the order in which they fell due", Store, MOISSON_STORES) {
    Store store;
    auto news = four_pages();
    news.items[3].life = Life::gone;
    must(store.engine.writer->commit(news));
    publish(store,
            {standing("1", Publication::unknown, {}, at(30)), standing("2", Publication::withheld, at(1), at(20)),
             standing("3", Publication::assumed), standing("4", Publication::unknown, {}, at(1))});
    auto& standings = *store.engine.standings;
    CHECK(must(standings.due(movilab, at(100), 10)) == std::vector{ItemId("2"), ItemId("1")});
    CHECK(must(standings.due(movilab, at(100), 1)) == std::vector{ItemId("2")});
    CHECK(must(standings.due(movilab, at(25), 10)) == std::vector{ItemId("2")});
    CHECK(must(standings.due(SourceName("autre"), at(100), 10)).empty());
}

TEST_CASE_TEMPLATE("the others are asked about in turn, whoever was never asked about first", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(four_pages()));
    publish(store, {standing("1", Publication::open, at(50)), standing("2", Publication::assumed),
                    standing("3", Publication::open, at(20)), standing("4", Publication::unknown, {}, at(1))});
    auto& standings = *store.engine.standings;
    CHECK(must(standings.longest_unasked(movilab, at(100), 10)) == std::vector{ItemId("2"), ItemId("3"), ItemId("1")});
    CHECK(must(standings.longest_unasked(movilab, at(40), 10)) == std::vector{ItemId("2"), ItemId("3")});
    CHECK(must(standings.asked_since(movilab, at(20))) == 2);
    CHECK(must(standings.asked_since(movilab, at(21))) == 1);
}

TEST_CASE_TEMPLATE("what could not be learnt is tried again on the next day, and holds up nobody", Store,
                   MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(four_pages()));
    publish(store, {standing("1", Publication::unknown, {}, at(1)), standing("2", Publication::unknown, {}, at(1))});
    publish(store, {standing("2", Publication::open, at(100))});
    auto& standings = *store.engine.standings;
    must(standings.postpone_unasked(movilab, {ItemId("1"), ItemId("2")}, at(100)));
    CHECK(must(standings.due(movilab, at(100), 10)).empty());
    constexpr std::int64_t day = 86'400;
    CHECK(must(standings.due(movilab, at(100 + day), 10)) == std::vector{ItemId("1")});
    CHECK(must(store.reader->card(movilab, ItemId("2")))->standing == standing("2", Publication::open, at(100)));
}

TEST_CASE_TEMPLATE("status counts who is published, and of whom the source was asked", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(four_pages()));
    CHECK(must(store.reader->sources()).at(0).publications == store::Publications{});
    publish(store, {standing("1", Publication::open, at(50)), standing("2", Publication::assumed),
                    standing("3", Publication::withheld, at(20)), standing("4", Publication::unknown, {}, at(1))});
    CHECK(must(store.reader->sources()).at(0).publications == store::Publications{1, 1, 1, 1, 2});
}
