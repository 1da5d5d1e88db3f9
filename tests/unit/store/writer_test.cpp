// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/dump.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

store::Before load(store::Engine& engine, const store::Keys& keys) {
    return must(engine.writer->load(movilab, keys));
}

store::Keys items(std::initializer_list<const char*> ids) {
    store::Keys keys;
    for (const char* id : ids) keys.items.emplace_back(id);
    return keys;
}

std::string names(store::Reader& reader) {
    std::string all;
    for (const Revision& made : revisions(reader)) all += made.item.text + "/" + made.id.text + " ";
    return all;
}

}  // namespace

TEST_CASE_TEMPLATE("a source nobody has harvested is unknown, and loading from it finds nothing", Store,
                   MOISSON_STORES) {
    Store store;
    const auto before = load(store.engine, items({"1"}));
    CHECK(before.items.empty());
    CHECK_FALSE(before.baseline_done);
    CHECK_FALSE(must(store.engine.sources->find(movilab)));
}

TEST_CASE_TEMPLATE("an item comes back as it was committed", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto known = page("12", "Tiers-lieux libres", "345");
    known.life = Life::gone;
    known.absent_since = at(7);
    known.item.ns = -1;
    known.item.redirect_to = "Ailleurs";
    known.resource = {};
    news.items = {known};
    news.cursor = Cursor{"rc|1"};
    news.baseline_done = true;
    must(store.engine.writer->commit(news));

    const auto before = load(store.engine, items({"12", "13"}));
    REQUIRE(before.items.size() == 1);
    const auto& found = before.items.at(ItemId("12"));
    CHECK(found.item == known.item);
    CHECK(found.life == Life::gone);
    CHECK(found.resource.empty());
    CHECK(found.home == ResourceId("movilab-12"));
    CHECK(found.absent_since == at(7));
    CHECK_FALSE(found.snapshot);
    CHECK(found.content_revision.empty());
    CHECK(before.baseline_done);
    CHECK(must(store.engine.sources->find(movilab))->cursor.text == "rc|1");
}

TEST_CASE_TEMPLATE("a batch without a cursor is data without progress", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.cursor = Cursor{"here"};
    must(store.engine.writer->commit(news));
    news.cursor.reset();
    news.items = {page("1", "A")};
    must(store.engine.writer->commit(news));
    CHECK(must(store.engine.sources->find(movilab))->cursor.text == "here");
    CHECK_FALSE(must(store.engine.sources->find(movilab))->baseline_done);
}

TEST_CASE_TEMPLATE("a title brings every item that bears it, gone ones too", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    auto gone = page("1", "Accueil");
    gone.life = Life::gone;
    news.items = {gone, page("2", "Accueil"), page("3", "accueil")};
    must(store.engine.writer->commit(news));
    store::Keys keys;
    keys.titles = {"Accueil", "Nulle part"};
    const auto before = load(store.engine, keys);
    CHECK(before.items.size() == 2);
    CHECK(before.by_title.count("Accueil") == 2);
}

TEST_CASE_TEMPLATE("a revision comes back with everything the source said of it", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A")};
    auto full = revision("1", "10", 1234567);
    full.parent = RevisionId("9");
    full.minor = true;
    full.bot = true;
    full.tags = {"mobile edit", "visual|\"editor\""};
    auto hidden = revision("1", "11");
    hidden.actor.reset();
    hidden.size.reset();
    hidden.sha1.clear();
    hidden.comment.clear();
    hidden.hidden = Hidden{true, true, true};
    auto imported = revision("1", "12");
    imported.actor = Actor{"en>Jimbo", Actor::Kind::import};
    auto anonymous = revision("1", "13");
    anonymous.actor = Actor{"127.0.0.1", Actor::Kind::anonymous};
    anonymous.size = 0;
    news.revisions = {full, hidden, imported, anonymous};
    must(store.engine.writer->commit(news));
    CHECK(revisions(*store.reader) == news.revisions);
}

TEST_CASE_TEMPLATE("a history replaces all that was known of its item, and nothing else", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B")};
    news.revisions = {revision("1", "10"), revision("1", "11"), revision("2", "20")};
    must(store.engine.writer->commit(news));
    auto paid = delta();
    paid.histories = {History{ItemId("1"), {revision("1", "11"), revision("1", "12")}}};
    must(store.engine.writer->commit(paid));
    CHECK(names(*store.reader) == "1/11 1/12 2/20 ");
    paid.histories = {History{ItemId("1"), {}}};
    must(store.engine.writer->commit(paid));
    CHECK(names(*store.reader) == "2/20 ");
}

TEST_CASE_TEMPLATE("of two histories of one item the last one told counts", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.histories = {History{ItemId("1"), {revision("1", "10"), revision("1", "11")}},
                      History{ItemId("1"), {revision("1", "11"), revision("1", "12")}}};
    must(store.engine.writer->commit(news));
    CHECK(names(*store.reader) == "1/11 1/12 ");
}

TEST_CASE_TEMPLATE("where revision ids are unique, a known one under another item moves with its text", Store,
                   MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A", "10"), page("2", "B", "20")};
    news.revisions = {revision("1", "10"), revision("2", "20")};
    news.contents = {content("1", "10", "texte de 10")};
    must(store.engine.writer->commit(news));
    auto merged = delta();
    merged.revisions = {revision("2", "10")};
    must(store.engine.writer->commit(merged));
    CHECK(names(*store.reader) == "2/10 2/20 ");
    store::Keys keys = items({"1"});
    keys.contents = {ItemId("2")};
    keys.revisions = {RevisionId("10"), RevisionId("99")};
    const auto before = load(store.engine, keys);
    CHECK(before.items.at(ItemId("1")).content_revision.empty());
    CHECK(before.contents.at(ItemId("2")).bytes == "texte de 10");
    CHECK(before.owners.at(RevisionId("10")) == ItemId("2"));
    CHECK(before.owners.size() == 1);
    CHECK(before.items.at(ItemId("2")).item.id == ItemId("2"));
}

TEST_CASE_TEMPLATE("where they are not unique, two items may have a revision of the same id", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.unique_revision_ids = false;
    news.items = {page("1", "A"), page("2", "B")};
    news.revisions = {revision("1", "1"), revision("2", "1")};
    must(store.engine.writer->commit(news));
    CHECK(names(*store.reader) == "1/1 2/1 ");
}

TEST_CASE_TEMPLATE("histories that exchange revisions end alike in any order", Store, MOISSON_STORES) {
    std::string results[2];
    for (int order = 0; order < 2; ++order) {
        Store store;
        auto news = delta();
        news.items = {page("1", "A"), page("2", "B")};
        news.revisions = {revision("1", "10"), revision("1", "11"), revision("2", "20")};
        news.contents = {content("1", "10", "dix")};
        must(store.engine.writer->commit(news));
        auto swap = delta();
        swap.histories = {History{ItemId("1"), {revision("1", "20")}},
                          History{ItemId("2"), {revision("2", "10"), revision("2", "11")}}};
        if (order == 1) std::swap(swap.histories[0], swap.histories[1]);
        must(store.engine.writer->commit(swap));
        results[order] = dump(store.engine, *store.reader);
        CHECK(names(*store.reader) == "1/20 2/10 2/11 ");
        store::Keys keys;
        keys.contents = {ItemId("1"), ItemId("2")};
        const auto before = load(store.engine, keys);
        CHECK(before.contents.size() == 1);
        CHECK(before.contents.at(ItemId("2")).bytes == "dix");
    }
    CHECK(results[1] == results[0]);
}

TEST_CASE_TEMPLATE("contents are kept beside the older ones; the latest revision's is the newest", Store,
                   MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A", "11")};
    // An import may date the latest revision before the others.
    news.revisions = {revision("1", "10", 2000), revision("1", "11", 1000), revision("1", "12", 1500)};
    news.contents = {content("1", "10", "dix"), content("1", "12", "douze")};
    must(store.engine.writer->commit(news));
    CHECK(load(store.engine, items({"1"})).items.at(ItemId("1")).content_revision == RevisionId("10"));

    auto more = delta();
    std::string bytes("onze\0 et \xff", 10);
    more.contents = {content("1", "11", bytes)};
    must(store.engine.writer->commit(more));
    store::Keys keys = items({"1"});
    keys.contents = {ItemId("1"), ItemId("2")};
    const auto before = load(store.engine, keys);
    CHECK(before.items.at(ItemId("1")).content_revision == RevisionId("11"));
    REQUIRE(before.contents.size() == 1);
    CHECK(before.contents.at(ItemId("1")) == more.contents[0]);
}

TEST_CASE_TEMPLATE("a content read again at the same revision keeps what is computed now", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A", "10")};
    news.contents = {content("1", "10", "texte")};
    must(store.engine.writer->commit(news));
    news.contents[0].derived = Value::Object{{"categories", Value::List{"Autre"}}};
    must(store.engine.writer->commit(news));
    store::Keys keys;
    keys.contents = {ItemId("1")};
    CHECK(load(store.engine, keys).contents.at(ItemId("1")) == news.contents[0]);
}

TEST_CASE_TEMPLATE("an empty text and one of two million bytes come back whole", Store, MOISSON_STORES) {
    Store store;
    std::string long_text;
    for (int n = 0; long_text.size() < 2000000; ++n) long_text += "ligne " + std::to_string(n * 7919) + "\n";
    auto news = delta();
    news.items = {page("1", "A", "1"), page("2", "B", "1")};
    news.unique_revision_ids = false;
    news.contents = {content("1", "1", ""), content("2", "1", long_text)};
    must(store.engine.writer->commit(news));
    store::Keys keys;
    keys.contents = {ItemId("1"), ItemId("2")};
    const auto before = load(store.engine, keys);
    CHECK(before.contents.at(ItemId("1")).bytes.empty());
    CHECK((before.contents.at(ItemId("2")).bytes == long_text));
}

TEST_CASE_TEMPLATE("a snapshot replaces the one before, with the rules it was made under", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B"), page("3", "C")};
    news.snapshots = {snapshot("1", "10", "A"), snapshot("2", "20", "B"), snapshot("3", "30", "C")};
    must(store.engine.writer->commit(news));
    auto again = delta();
    again.snapshots = {snapshot("1", "11", "Á", "rules 2")};
    must(store.engine.writer->commit(again));
    const auto known = load(store.engine, items({"1"})).items.at(ItemId("1"));
    CHECK(known.snapshot == again.snapshots[0].snapshot);
    CHECK(known.snapshot_revision == RevisionId("11"));
    CHECK(known.fingerprint == "rules 2");
    CHECK(must(store.engine.writer->stale(movilab, "rules 2", {}, 10)) == std::vector{ItemId("2"), ItemId("3")});
    CHECK(must(store.engine.writer->stale(movilab, "rules 2", {}, 1)) == std::vector{ItemId("2")});
    CHECK(must(store.engine.writer->stale(movilab, "rules 2", ItemId("2"), 10)) == std::vector{ItemId("3")});
    CHECK(must(store.engine.writer->stale(movilab, "rules 1", {}, 10)) == std::vector{ItemId("1")});
    CHECK(must(store.engine.writer->stale(movilab, "rules 3", {}, 10)).size() == 3);
    CHECK(must(store.engine.writer->stale(SourceName("ailleurs"), "rules 3", {}, 10)).empty());
}

TEST_CASE_TEMPLATE("an item comes as deep as it is asked for", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A", "10"), page("2", "B", "20"), page("3", "C", "30"), page("4", "D", "40")};
    news.contents = {content("1", "10", "a"), content("2", "20", "b"), content("3", "30", "c"),
                     content("4", "40", "d")};
    news.snapshots = {snapshot("1", "10", "A"), snapshot("2", "20", "B"), snapshot("3", "30", "C")};
    must(store.engine.writer->commit(news));
    store::Keys keys = items({"1"});
    keys.glimpsed = {ItemId("1"), ItemId("2"), ItemId("404")};
    keys.owing = {ItemId("3")};
    keys.titles = {"D"};
    const auto before = load(store.engine, keys);
    REQUIRE(before.items.size() == 4);
    CHECK(before.items.at(ItemId("1")).snapshot == news.snapshots[0].snapshot);
    const store::Known& glimpsed = before.items.at(ItemId("2"));
    CHECK_FALSE(glimpsed.snapshot);
    CHECK(glimpsed.fingerprint.empty());
    CHECK(glimpsed.item == news.items[1].item);
    CHECK(glimpsed.content_revision.empty());
    for (const char* id : {"3", "4"}) {
        CAPTURE(id);
        CHECK_FALSE(before.items.at(ItemId(id)).snapshot);
        CHECK(before.items.at(ItemId(id)).content_revision == RevisionId(id + std::string("0")));
    }
    CHECK(before.by_title.count("D") == 1);
}

TEST_CASE_TEMPLATE("the same change told twice is one change", Store, MOISSON_STORES) {
    Store store;
    auto news = delta(100);
    news.items = {page("1", "A")};
    auto born = change("1", "", "@life");
    born.what = FieldChange{"@life", std::nullopt, "alive"};
    auto added = change("1", "10", "tags");
    added.what = FieldChange{"tags", std::nullopt, "x"};
    auto also_added = added;
    also_added.what.after = "y";
    news.changes = {born, added, also_added, change("1", "10", "title")};
    must(store.engine.writer->commit(news));
    const std::string once = dump(store.engine, *store.reader);
    news.now = at(999);
    news.run = 2;
    must(store.engine.writer->commit(news));
    CHECK(dump(store.engine, *store.reader) == once);
    auto other_cause = delta();
    other_cause.changes = {change("1", "10", "title")};
    other_cause.changes[0].cause = Cause::mapping;
    must(store.engine.writer->commit(other_cause));
    CHECK(must(store.reader->card(movilab, ItemId("1")))->changes.size() == 5);
}

TEST_CASE_TEMPLATE("what stood against a page is forgotten once it was read without it", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B")};
    news.ignored = {Ignored{"page 1", ItemId("1"), "too large"}, Ignored{"page 2", ItemId("2"), "too large"},
                    Ignored{"record of page 1", ItemId("1"), "the mapping does not know x"},
                    Ignored{"log 5", ItemId("1"), "unknown"}};
    must(store.engine.writer->commit(news));
    const auto against = [&](const char* item) { return must(store.reader->card(movilab, ItemId(item)))->ignored; };
    CHECK(against("1").size() == 3);
    auto derived_again = delta(101);
    derived_again.snapshots = {snapshot("1", "1", "A"), snapshot("2", "1", "B")};
    must(store.engine.writer->commit(derived_again));
    CHECK(against("1") == std::vector<std::string>{"too large", "unknown"});
    CHECK(against("2") == std::vector<std::string>{"too large"});
    auto read = delta(102);
    read.contents = {content("1", "1", "texte"), content("2", "1", "texte")};
    read.ignored = {Ignored{"page 2", ItemId("2"), "too large"}};
    must(store.engine.writer->commit(read));
    CHECK(against("1") == std::vector<std::string>{"unknown"});
    CHECK(against("2") == std::vector<std::string>{"too large"});
}

TEST_CASE_TEMPLATE("what is ignored for the same reason is counted once", Store, MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.ignored = {Ignored{"page 1", ItemId("1"), "too large"}, Ignored{"log 5", {}, "unknown"}};
    must(store.engine.writer->commit(news));
    must(store.engine.writer->commit(news));
    news.ignored = {Ignored{"page 1", ItemId("1"), "server failed"}};
    must(store.engine.writer->commit(news));
    CHECK(must(store.reader->sources()).at(0).ignored == 3);
    CHECK(must(store.reader->card(movilab, ItemId("1")))->ignored ==
          std::vector<std::string>{"server failed", "too large"});
}

TEST_CASE_TEMPLATE("what hangs from an unknown item is refused, and nothing of its batch is kept", Store,
                   MOISSON_STORES) {
    Store store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.cursor = Cursor{"first"};
    must(store.engine.writer->commit(news));
    const std::string before = dump(store.engine, *store.reader);

    auto broken = delta();
    broken.items = {page("2", "B")};
    broken.cursor = Cursor{"second"};
    broken.changes = {change("1", "10", "title")};
    broken.revisions = {revision("404", "10")};
    auto result = store.engine.writer->commit(broken);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == ErrorKind::invalid);
    CHECK(dump(store.engine, *store.reader) == before);

    broken.revisions.clear();
    must(store.engine.writer->commit(broken));
    CHECK(must(store.engine.sources->find(movilab))->cursor.text == "second");
}

TEST_CASE_TEMPLATE("two sources keep the same ids apart", Store, MOISSON_STORES) {
    Store store;
    auto ours = delta();
    ours.items = {page("1", "A")};
    ours.revisions = {revision("1", "10")};
    must(store.engine.writer->commit(ours));
    auto theirs = ours;
    theirs.source = SourceName("autre");
    theirs.items[0].item.title = "Z";
    theirs.items[0].resource = theirs.items[0].home = ResourceId("autre-1");
    must(store.engine.writer->commit(theirs));
    CHECK(load(store.engine, items({"1"})).items.at(ItemId("1")).item.title == "A");
    CHECK(must(store.engine.writer->load(theirs.source, items({"1"}))).items.at(ItemId("1")).item.title == "Z");
    CHECK(names(*store.reader) == "1/10 1/10 ");
}
