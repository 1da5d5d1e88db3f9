// SPDX-License-Identifier: GPL-3.0-or-later
// Which revisions count is kept with them, and is always what judging everything anew makes of it.
#include "health/contributions.hpp"
#include "store/sqlite/connection.hpp"
#include "tests/unit/store/disorder.hpp"
#include "tests/unit/store/folded.hpp"
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

#include <set>

using namespace moisson;
using namespace moisson::test;

namespace {

Revision edit(const std::string& item, const std::string& id, std::int64_t seconds, const std::string& text,
              const std::string& author = "Yoann") {
    Revision made = revision(item, id, seconds);
    made.actor = Actor{author, Actor::Kind::account};
    made.sha1 = text;
    made.sha1.resize(40, '0');
    return made;
}

std::int64_t number(store::Engine& engine, store::sqlite::Sql sql) {
    auto row = engine.connection->query(sql);
    REQUIRE(row.step());
    return row.integer(0);
}

std::set<std::int64_t> verdicts(store::Engine& engine) {
    std::set<std::int64_t> all;
    auto row = engine.connection->query("SELECT DISTINCT verdict FROM revision");
    while (row.step()) all.insert(row.integer(0));
    return all;
}

constexpr store::sqlite::Sql counted = "SELECT count(*) FROM revision WHERE verdict = 0";
constexpr store::sqlite::Sql last_seen = "SELECT coalesce(max(last_seen), -1) FROM actor WHERE name = 'Yoann'";
constexpr store::sqlite::Sql waiting = "SELECT count(*) FROM health_queue";

constexpr std::int64_t day = 86400;
constexpr std::int64_t in_2020 = 1'588'672'800;  // 5 May, 10:00

template <class Store>
void equals_anew(Store& store) {
    REQUIRE(kept_health(store.engine) == health_anew(*store.reader));
    REQUIRE(differences(store.engine) == 0);
}

// As it was before anything was judged.
void forget_judgements(store::Engine& engine) {
    engine.connection->script(
        "DELETE FROM footprint; DELETE FROM actor_month; DELETE FROM seen_queue; UPDATE actor SET last_seen = NULL;"
        "INSERT INTO unjudged SELECT source, id, -9223372036854775808, '' FROM item");
    must(engine.connection->outcome());
}

}  // namespace

TEST_CASE_TEMPLATE("whatever is told in whatever order, what counts is what judging everything anew would say", Store,
                   MOISSON_STORES) {
    std::set<std::int64_t> seen;
    int batches = 0;
    for (std::uint32_t seed = 0; seed < 6; ++seed) {
        CAPTURE(seed);
        Store store;
        std::array<LivelySource, 2> sources{LivelySource("movilab", 2 * seed), LivelySource("autre", 2 * seed + 1)};
        for (int batch = 0; batch < 60; ++batch) {
            CAPTURE(batch);
            LivelySource& source = sources[static_cast<std::size_t>(batch) % 2];
            const auto news = source.next();
            must(store.engine.writer->commit(news));
            equals_anew(store);
            for (const std::int64_t verdict : verdicts(store.engine)) seen.insert(verdict);
            batches += number(store.engine, "SELECT count(*) FROM batch") > 0 ? 1 : 0;
            if (batch % 7 == 0) must(store.engine.writer->commit(news));  // twice
            if (batch % 23 != 22) continue;
            equals_anew(store);
            const SourceName name(source.name());
            must(store.engine.sources->await_person(name, {}, source.some_of_it()));
            must(store.engine.sources->adopt(name, 1, at(200)));
            equals_anew(store);
        }
    }
    CHECK(seen.size() == health::all_verdicts);
    CHECK(batches > 5);
    CHECK(batches < 200);
}

TEST_CASE("a history told newest first, oldest first or at once is judged the same") {
    std::vector<Revision> all;
    for (int id = 1; id <= 200; ++id) {
        all.push_back(edit("1", std::to_string(id), in_2020 + id * day, std::to_string(1000 + id % 19)));
        if (id > 1) all.back().parent = RevisionId(std::to_string(id - 1));
    }
    std::vector<std::string> kept;
    for (const int way : {0, 1, 2}) {
        InMemory store;
        auto news = delta();
        news.items = {page("1", "A")};
        must(store.engine.writer->commit(news));
        std::vector<Revision> told = all;
        if (way == 1) std::reverse(told.begin(), told.end());
        const std::size_t at_once = way == 2 ? told.size() : 7;
        for (std::size_t from = 0; from < told.size(); from += at_once) {
            auto part = delta();
            part.revisions.assign(told.begin() + static_cast<std::ptrdiff_t>(from),
                                  told.begin() + static_cast<std::ptrdiff_t>(std::min(told.size(), from + at_once)));
            must(store.engine.writer->commit(part));
        }
        equals_anew(store);
        kept.push_back(kept_health(store.engine));
    }
    CHECK(kept[0] == kept[1]);
    CHECK(kept[0] == kept[2]);
}

TEST_CASE("the twenty-first page of an hour takes back the twenty before it, and gives them back when it goes") {
    InMemory store;
    const auto told = [](int item) {
        return edit(std::to_string(item), std::to_string(100 + item), in_2020 + item, std::to_string(1000 + item));
    };
    for (int item = 0; item < 20; ++item) {
        auto news = delta();
        news.items = {page(std::to_string(item), "Page " + std::to_string(item))};
        news.revisions = {told(item)};
        must(store.engine.writer->commit(news));
    }
    CHECK(number(store.engine, counted) == 20);
    CHECK(number(store.engine, last_seen) == 50 * 12 + 4);
    auto news = delta();
    news.items = {page("20", "Page 20")};
    news.revisions = {told(20)};
    must(store.engine.writer->commit(news));
    CHECK(number(store.engine, counted) == 0);
    CHECK(number(store.engine, last_seen) == -1);
    equals_anew(store);
    auto gone = delta();
    gone.histories = {History{ItemId("7"), {}}};
    must(store.engine.writer->commit(gone));
    CHECK(number(store.engine, counted) == 20);
    CHECK(number(store.engine, last_seen) == 50 * 12 + 4);
    equals_anew(store);
}

TEST_CASE("a move that was told of is a move, and no mere saving of the same text") {
    InMemory store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.revisions = {edit("1", "1", in_2020, "1000"), edit("1", "2", in_2020 + day, "1000")};
    news.revisions[1].parent = RevisionId("1");
    must(store.engine.writer->commit(news));
    CHECK(number(store.engine, "SELECT verdict FROM revision WHERE id = '2'") ==
          static_cast<int>(health::Verdict::unchanged));
    auto moved = delta();
    moved.changes = {change("1", "2", "title")};
    must(store.engine.writer->commit(moved));
    CHECK(number(store.engine, "SELECT verdict FROM revision WHERE id = '2'") ==
          static_cast<int>(health::Verdict::renamed));
    equals_anew(store);
}

TEST_CASE("resources whose footprint changed wait for their label, and no others") {
    InMemory store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B"), redirect("3", "C", "B")};
    news.revisions = {edit("1", "1", in_2020, "1000"), edit("3", "2", in_2020, "1000", "Zoé")};
    must(store.engine.writer->commit(news));
    // The page, the one that the redirect leads to, and the one it would be.
    CHECK(number(store.engine, waiting) == 3);
    const auto empty = [&] { store.engine.connection->script("DELETE FROM health_queue"); };
    empty();
    auto unchanged = delta();
    unchanged.revisions = {edit("1", "3", in_2020 + day, "1000", "Un bot")};
    must(store.engine.writer->commit(unchanged));
    CHECK(number(store.engine, waiting) == 0);
    // Zoé is seen again elsewhere: that may change whom one can call for the page she once wrote.
    auto seen = delta();
    seen.items = {page("4", "D")};
    seen.revisions = {edit("4", "4", in_2020 + 400 * day, "1000", "Zoé"), edit("1", "5", in_2020 + day, "1002", "Zoé")};
    must(store.engine.writer->commit(seen));
    empty();
    seen.revisions = {edit("4", "6", in_2020 + 500 * day, "1003", "Zoé")};
    must(store.engine.writer->commit(seen));
    CHECK(number(store.engine, waiting) == 1);
    while (must(store.engine.judging->judge(1)) == 1) {
    }
    CHECK(number(store.engine, waiting) == 4);
}

TEST_CASE("an author is seen last in the month of the last edit that counts, and less lately once that is taken back") {
    InMemory store;
    auto news = delta();
    news.items = {page("1", "A")};
    news.revisions = {edit("1", "1", in_2020, "1000"), edit("1", "2", in_2020 + 40 * day, "1001"),
                      edit("1", "3", in_2020 + 41 * day, "1002")};
    must(store.engine.writer->commit(news));
    CHECK(number(store.engine, last_seen) == 50 * 12 + 5);
    auto reverted = delta();
    reverted.revisions = {edit("1", "4", in_2020 + 100 * day, "1000", "Zoé")};
    must(store.engine.writer->commit(reverted));
    CHECK(number(store.engine, last_seen) == 50 * 12 + 4);
    equals_anew(store);
}

TEST_CASE_TEMPLATE("a store from before is judged afterwards, in portions of any size, while news come in", Store,
                   MOISSON_STORES) {
    for (const std::size_t portion : {1U, 3U, 17U, 1000U}) {
        CAPTURE(portion);
        Store store;
        LivelySource source("movilab", 5);
        for (int batch = 0; batch < 12; ++batch) must(store.engine.writer->commit(source.next()));
        forget_judgements(store.engine);
        for (int round = 0;; ++round) {
            if (round % 20 == 3) must(store.engine.writer->commit(source.next()));
            const std::size_t judged = must(store.engine.judging->judge(portion));
            if (judged < portion) break;
        }
        equals_anew(store);
        CHECK(must(store.engine.judging->judge(portion)) == 0);
    }
}

TEST_CASE("once all of a store from before is judged, every resource waits for its label") {
    InMemory store;
    constexpr int pages = 200;
    auto news = delta();
    for (int id = 1; id <= pages; ++id) {
        news.items.push_back(page(std::to_string(id), "Page " + std::to_string(id)));
        news.revisions.push_back(edit(std::to_string(id), std::to_string(1000 + id), in_2020 + id * day, "1000"));
    }
    must(store.engine.writer->commit(news));
    forget_judgements(store.engine);
    store.engine.connection->script("DELETE FROM health_queue");
    CHECK(must(store.engine.judging->judge(pages - 1)) == pages - 1);
    CHECK(number(store.engine, waiting) == 0);
    CHECK(must(store.engine.judging->judge(pages)) == 1);
    CHECK(number(store.engine, waiting) == pages);
    equals_anew(store);
}

TEST_CASE("a page of a million revisions costs each batch the same, wherever it falls") {
    InFile store;
    auto news = delta();
    news.items = {page("1", "A")};
    must(store.engine.writer->commit(news));
    constexpr int revisions = 1'000'000;
    constexpr int at_once = 500;
    const auto told = [&](int from) {
        auto part = delta();
        for (int id = from; id < from + at_once; ++id) {
            part.revisions.push_back(edit("1", std::to_string(id), in_2020 + id * 60, std::to_string(1000 + id)));
            part.revisions.back().parent = RevisionId(std::to_string(id - 1));
        }
        return part;
    };
    for (int from = revisions - at_once; from >= 0; from -= 2 * at_once) must(store.engine.writer->commit(told(from)));
    for (int from = 0; from < revisions; from += 2 * at_once) must(store.engine.writer->commit(told(from)));
    CHECK(number(store.engine, counted) == revisions);
    CHECK(differences(store.engine) == 0);
}

TEST_CASE("a replay says where what is kept is wrong") {
    InMemory store;
    auto news = delta();
    news.items = {page("1", "A"), page("2", "B")};
    news.revisions = {edit("1", "1", in_2020, "1000"), edit("1", "2", in_2020 + day, "1001"),
                      edit("2", "3", in_2020 + day, "1000")};
    must(store.engine.writer->commit(news));
    CHECK(differences(store.engine) == 0);
    const auto found_after = [&](const std::string& damage) {
        store.engine.connection->script("SAVEPOINT damage; " + damage);
        std::vector<std::string> found;
        must(store.engine.replay()->replay(
            [&](const store::Difference& one) {
                found.push_back(one.item.text + "/" + one.revision.text + "/" + one.what + ": " + one.kept + " for " +
                                one.replayed);
                return true;
            },
            [](std::uint64_t) {}));
        store.engine.connection->script("ROLLBACK TO damage; RELEASE damage");
        must(store.engine.connection->outcome());
        return found;
    };
    using Found = std::vector<std::string>;
    CHECK(found_after("UPDATE revision SET verdict = 3 WHERE id = '2'") == Found{"1/2/verdict: bot for counts"});
    CHECK(found_after("DELETE FROM footprint WHERE item = '2'") ==
          Found{"2//footprint of actor 1: 0 in 0 weeks for 1 in 1 weeks"});
    CHECK(found_after("UPDATE actor SET last_seen = 3") == Found{"//last seen of actor 1: month 3 for month 604"});
    CHECK(found_after("UPDATE actor_month SET contributions = 2") ==
          Found{"//month 604 of actor 1: 2 contributions for 3 contributions"});
    CHECK(found_after("INSERT INTO batch VALUES (1, 1, 441297)") ==
          Found{"//batch of actor 1 in hour 441297: yes for no"});
    CHECK(differences(store.engine) == 0);
}
