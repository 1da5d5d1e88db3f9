// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

Revision child(const std::string& item, const std::string& id, const std::string& parent) {
    Revision made = revision(item, id);
    made.parent = RevisionId(parent);
    return made;
}

store::Delta two_pages() {
    auto news = delta();
    news.items = {page("1", "A", "2"), page("2", "B", "12")};
    news.revisions = {revision("1", "1"), child("1", "2", "1"), child("2", "12", "11")};
    return news;
}

}  // namespace

TEST_CASE_TEMPLATE("how far an import came is kept with what it brought, and forgotten at its end", Store,
                   MOISSON_STORES) {
    Store store;
    CHECK(!must(store.engine.imports->mark(movilab)));
    auto news = two_pages();
    news.import_mark = store::ImportMark{"12:abc", 4711};
    must(store.engine.writer->commit(news));
    CHECK(must(store.engine.imports->mark(movilab)) == store::ImportMark{"12:abc", 4711});
    news.import_mark->position = 5000;
    must(store.engine.writer->commit(news));
    CHECK(must(store.engine.imports->mark(movilab))->position == 5000);
    CHECK(!must(store.engine.imports->mark(SourceName("autre"))));
    news.import_mark = store::ImportMark{};
    must(store.engine.writer->commit(news));
    CHECK(!must(store.engine.imports->mark(movilab)));
}

TEST_CASE_TEMPLATE("a page that names a revision nobody knows has a hole in its past", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(two_pages()));
    CHECK(must(store.engine.imports->with_holes(movilab, 10)) == std::vector{ItemId("2")});
    CHECK(must(store.engine.imports->with_holes(movilab, 0)).empty());
    auto gone = delta();
    gone.items = {page("2", "B", "12")};
    gone.items.front().life = Life::gone;
    must(store.engine.writer->commit(gone));
    CHECK(must(store.engine.imports->with_holes(movilab, 10)).empty());
}

TEST_CASE_TEMPLATE("hearsay adds revisions and takes nothing back but what is hidden now", Store, MOISSON_STORES) {
    Store store;
    auto known = two_pages();
    known.revisions.front().tags = {"visualeditor"};
    known.revisions.front().bot = true;
    must(store.engine.writer->commit(known));
    auto told = delta();
    told.hearsay = true;
    told.revisions = {revision("1", "1"), child("1", "2", "1"), child("1", "3", "2")};
    told.revisions[0].comment = "autrement";
    told.revisions[1].hidden = Hidden{true, true, false};
    told.revisions[1].actor.reset();
    must(store.engine.writer->commit(told));
    const auto all = revisions(*store.reader);
    REQUIRE(all.size() == 4);
    CHECK(all[0].comment == "corrigé");
    CHECK(!all[1].actor);
    CHECK(all[1].comment.empty());
    CHECK(all[1].hidden == Hidden{true, true, false});
    CHECK(all[2].id.text == "3");
}

TEST_CASE_TEMPLATE("a revision that went to another page stays there, whatever an old file says", Store,
                   MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(two_pages()));
    auto told = delta();
    told.hearsay = true;
    told.revisions = {revision("2", "1")};
    must(store.engine.writer->commit(told));
    const auto all = revisions(*store.reader);
    REQUIRE(all.size() == 3);
    CHECK(all[0].item.text == "1");
}
