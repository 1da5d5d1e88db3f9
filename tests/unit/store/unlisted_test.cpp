// SPDX-License-Identifier: GPL-3.0-or-later
// What its source says is not to be listed is in no public output.
#include "tests/unit/store/labels_rig.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

// The items that some output shows, one letter an output: items, revisions, changes, resources, found words.
template <class Store>
std::string shown(Store& store) {
    while (must(store.engine.index->index(100)) > 0) {
    }
    std::string all;
    must(store.reader->items([&](const ItemRecord& each) { return all += "i" + each.item.id.text + " ", true; }));
    must(store.reader->revisions(
        [&](const RevisionRecord& each) { return all += "r" + each.revision.item.text + " ", true; }));
    must(store.reader->changes(
        {}, [&](const ChangeRecord& each) { return all += "c" + each.change.item.text + " ", true; }));
    must(store.reader->resources(
        [&](const store::ResourceRow& each) { return all += "s" + each.record.item.text + " ", true; }));
    for (const store::Found& each : must(store.reader->search(store::Search{.words = "dokos"})).found)
        all += "f" + each.item.text + " ";
    return all;
}

// A page, its talk page, and another page.
store::Delta two_pages() {
    auto news = delta();
    news.baseline_done = true;
    auto talk = page("2", "Discussion:Dokos");
    talk.item.ns = 1;
    talk.resource = talk.home = ResourceId("movilab-1");
    news.items = {page("1", "Dokos"), talk, page("3", "Dokos bis")};
    news.snapshots = {record("1", "Dokos"), record("2", "Discussion:Dokos", "page"), record("3", "Dokos bis")};
    for (const char* id : {"1", "2", "3"}) {
        news.revisions.push_back(edit(id, std::string(id) + "0", "2026-06-01"));
        news.changes.push_back(change(id, std::string(id) + "0", "summary"));
    }
    return news;
}

}  // namespace

TEST_CASE_TEMPLATE("what is not to be listed is in no output, its talk page neither, and comes back when it may", Store,
                   MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(two_pages()));
    const std::string all = shown(store);
    CHECK(all == "i1 i2 i3 r1 r2 r3 c1 c2 c3 s1 s3 f1 f3 ");
    brings(store, record_with_fact("1", "do_not_list", "10"));
    CHECK(shown(store) == "i3 r3 c3 s3 f3 ");
    brings(store, record("1", "Dokos"));
    CHECK(shown(store) == all);
}

TEST_CASE("a page that joins a resource not to be listed is not listed, and is once it has one of its own") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    brings(store, record_with_fact("1", "do_not_list", "10"));
    auto news = delta();
    auto joined = page("3", "Dokos bis");
    joined.resource = joined.home = ResourceId("movilab-1");
    news.items = {joined};
    must(store.engine.writer->commit(news));
    CHECK(shown(store).empty());
    news.items = {page("3", "Dokos bis")};
    must(store.engine.writer->commit(news));
    CHECK(shown(store) == "i3 r3 c3 s3 f3 ");
}

TEST_CASE("routers still read how it is, and see that it is not to be listed") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    brings(store, record_with_fact("1", "do_not_list", "10"));
    refresh(store, "2026-07-01");
    const auto all = labels(store);
    REQUIRE(all.size() == 2);
    CHECK(all.front().facts.unlisted == health::Stated{health::Stated::By::source, day("2026-06-01")});
    CHECK_FALSE(all.back().facts.unlisted);
}

TEST_CASE("a redirect to what is not to be listed does not tell its name either") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    auto news = delta();
    news.items = {redirect("4", "Docos", "Dokos"), redirect("5", "Docos bis", "Dokos bis")};
    must(store.engine.writer->commit(news));
    REQUIRE(shown(store) == "i1 i2 i3 i4 i5 r1 r2 r3 c1 c2 c3 s1 s3 f1 f3 ");
    brings(store, record_with_fact("1", "do_not_list", "10"));
    CHECK(shown(store) == "i3 i5 r3 c3 s3 f3 ");
}

TEST_CASE("what was not listed because of a page that an older backup has not is listed again") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    brings(store, record_with_fact("2", "do_not_list", "20"));
    REQUIRE(shown(store) == "i3 r3 c3 s3 f3 ");
    loses(store, {"20"});
    CHECK(shown(store) == "i1 i3 r1 r3 c1 c3 s1 s3 f1 f3 ");
}

TEST_CASE("a page that was moved twice and is not to be listed has none of its earlier names told") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    brings(store, record_with_fact("1", "do_not_list", "10"));
    auto news = delta();
    news.items = {redirect("4", "Docos", "Ancien Dokos"), redirect("5", "Ancien Dokos", "Dokos"),
                  redirect("6", "Rond", "Carré"), redirect("7", "Carré", "Rond")};
    must(store.engine.writer->commit(news));
    CHECK(shown(store) == "i3 i6 i7 r3 c3 s3 f3 ");
    brings(store, record("1", "Dokos"));
    CHECK(shown(store) == "i1 i2 i3 i4 i5 i6 i7 r1 r2 r3 c1 c2 c3 s1 s3 f1 f3 ");
}

TEST_CASE("what is not to be published is not found from the commit on, whoever was killed before the index was made") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    REQUIRE(shown(store) == "i1 i2 i3 r1 r2 r3 c1 c2 c3 s1 s3 f1 f3 ");
    const auto found = [&] {
        std::string all;
        for (const store::Found& each : must(store.reader->search(store::Search{.words = "dokos"})).found)
            all += each.item.text + " ";
        return all;
    };
    REQUIRE(found() == "1 3 ");
    brings(store, record_with_fact("1", "do_not_list", "10"));
    CHECK(found() == "3 ");
    auto news = delta();
    news.standings = {store::StandingRow{ItemId("3"), Publication::withheld, {}, at(1), {}}};
    must(store.engine.writer->commit(news));
    CHECK(found().empty());
}

TEST_CASE("a label that cannot be read keeps no record from leaving") {
    InMemory store;
    must(store.engine.writer->commit(two_pages()));
    refresh(store, "2026-07-01");
    store.engine.connection->run("UPDATE grounds SET weeks = x'0100' WHERE resource = 1");
    CHECK(shown(store) == "i1 i2 i3 r1 r2 r3 c1 c2 c3 s1 s3 f1 f3 ");
}
