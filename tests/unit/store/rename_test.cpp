// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/dump.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

// Two pages and two people: Yoann signs at 10 and 30, Xavier at 20; Yoann deleted a page at 40.
store::Delta signed_work() {
    auto work = delta(100);
    work.items = {page("1", "A"), page("2", "B")};
    work.revisions = {revision("1", "10", 10), revision("2", "20", 20), revision("2", "30", 30)};
    work.revisions[1].actor = Actor{"Xavier", Actor::Kind::account};
    Change gone = change("1", "", "@life");
    gone.at = at(40);
    gone.actor = Actor{"Yoann", Actor::Kind::account};
    work.changes = {gone};
    return work;
}

std::string signatures(store::Reader& reader) {
    std::string all;
    must(reader.revisions([&](const RevisionRecord& record) {
        all += record.revision.id.text + " " + record.revision.actor->name + ", ";
        return true;
    }));
    must(reader.changes({}, [&](const ChangeRecord& record) {
        all += "change " + record.change.actor->name;
        return true;
    }));
    return all;
}

store::Delta renaming(std::vector<Renamed> accounts) {
    auto told = delta(200);
    told.renamed = std::move(accounts);
    return told;
}

}  // namespace

TEST_CASE_TEMPLATE("an account that is renamed has its new name everywhere", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(signed_work()));
    must(store.engine.writer->commit(renaming({{"Yoann", "Yohann", at(50)}})));
    CHECK(signatures(*store.reader) == "10 Yohann, 20 Xavier, 30 Yohann, change Yohann");
    const std::string once = dump(store.engine, *store.reader);
    must(store.engine.writer->commit(renaming({{"Yoann", "Yohann", at(50)}})));
    CHECK(dump(store.engine, *store.reader) == once);
}

TEST_CASE_TEMPLATE("what an old name signs later is somebody else's", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(signed_work()));
    must(store.engine.writer->commit(renaming({{"Yoann", "Yohann", at(25)}})));
    CHECK(signatures(*store.reader) == "10 Yohann, 20 Xavier, 30 Yoann, change Yoann");
}

TEST_CASE_TEMPLATE("what the source has lost since is signed anew too", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(signed_work()));
    Awaiting matter;
    matter.matter = Awaiting::Matter::went_back;
    must(store.engine.sources->await_person(SourceName("movilab"), matter, {RevisionId("30")}));
    must(store.engine.sources->adopt(SourceName("movilab"), 1, at(45)));
    must(store.engine.writer->commit(renaming({{"Yoann", "Yohann", at(50)}})));
    std::string lost;
    must(store.reader->lost({}, [&](const LostRecord& record) {
        lost += record.revision.id.text + " " + (record.revision.actor ? record.revision.actor->name : "nobody");
        return true;
    }));
    CHECK(lost == "30 Yohann");
}

TEST_CASE_TEMPLATE("two accounts exchange their names in one batch, whose own signatures are today's", Store,
                   MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(signed_work()));
    auto told = renaming({{"Yoann", "?", at(50)}, {"Xavier", "Yoann", at(51)}, {"?", "Xavier", at(52)}});
    told.revisions = {revision("1", "60", 60)};
    must(store.engine.writer->commit(told));
    CHECK(signatures(*store.reader) == "10 Xavier, 60 Yoann, 20 Yoann, 30 Xavier, change Xavier");
}

TEST_CASE_TEMPLATE("an account nobody here knows may be called anything", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.writer->commit(signed_work()));
    const std::string before = dump(store.engine, *store.reader);
    must(store.engine.writer->commit(renaming({{"Personne", "Quelqu'un", at(50)}, {"Yoann", "Yoann", at(50)}})));
    CHECK(dump(store.engine, *store.reader) == before);
}
