// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/store/stores.hpp"
#include "tests/unit/store/words.hpp"

using namespace moisson;
using namespace moisson::test;

namespace {

std::vector<Wanted> due(store::Engine& engine, Instant now = at(1000), std::size_t limit = 100) {
    return must(engine.debts->due(movilab, now, limit));
}

Owed owed(store::Engine& engine, std::int64_t row) {
    store::Keys keys;
    keys.owed = {row};
    return must(engine.writer->load(movilab, keys)).owed.at(row);
}

Owed because(Owed debt, const std::string& event, std::int64_t seconds) {
    debt.occasion = Occasion{event, at(seconds), Actor{"Aline", Actor::Kind::account}};
    return debt;
}

void owe(store::Engine& engine, std::vector<Owed> debts, std::int64_t now = 100) {
    auto news = delta(now);
    news.owed = std::move(debts);
    must(engine.writer->commit(news));
}

void pay(store::Engine& engine, std::vector<std::int64_t> rows) {
    auto news = delta(200);
    news.paid = std::move(rows);
    must(engine.writer->commit(news));
}

}  // namespace

TEST_CASE_TEMPLATE("what is owed is due oldest first, and gone once paid", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("2"), debt("1", Read::history)}, 100);
    owe(store.engine, {debt_by_title("Une page")}, 50);
    auto wanted = due(store.engine);
    REQUIRE(wanted.size() == 3);
    CHECK(wanted[0].title == "Une page");
    CHECK(wanted[0].item.empty());
    CHECK(wanted[1].item == ItemId("2"));
    CHECK(wanted[1].what == Read::content);
    CHECK(wanted[2].item == ItemId("1"));
    CHECK(wanted[2].what == Read::history);
    CHECK(due(store.engine, at(1000), 2).size() == 2);

    pay(store.engine, {wanted[0].owed, wanted[2].owed, 12345});
    wanted = due(store.engine);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].item == ItemId("2"));
}

TEST_CASE_TEMPLATE("a debt comes back with its reason and its occasion", Store, MOISSON_STORES) {
    Store store;
    auto hidden = debt("2");
    hidden.occasion = Occasion{"log:2 delete/delete", at(6), std::nullopt};
    const std::vector<Owed> debts = {because(debt("1"), "log:1 move/move", 5), hidden,
                                     debt("3", Read::history, "census")};
    owe(store.engine, debts);
    const auto wanted = due(store.engine);
    REQUIRE(wanted.size() == 3);
    for (std::size_t n = 0; n < 3; ++n) CHECK(owed(store.engine, wanted[n].owed) == debts[n]);
    store::Keys keys;
    keys.owed = {wanted[0].owed, 999};
    CHECK(must(store.engine.writer->load(movilab, keys)).owed.size() == 1);
    CHECK(must(store.engine.writer->load(SourceName("autre"), keys)).owed.empty());
}

TEST_CASE_TEMPLATE("paying an old debt never forgets the event that renewed it meanwhile", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {because(debt("1"), "log:1", 5)});
    const auto taken = due(store.engine);
    owe(store.engine, {because(debt("1"), "log:2", 9)});
    pay(store.engine, {taken.at(0).owed});
    const auto left = due(store.engine);
    REQUIRE(left.size() == 1);
    CHECK(left[0].owed > taken[0].owed);
    CHECK(owed(store.engine, left[0].owed).occasion->event == "log:2");
}

TEST_CASE_TEMPLATE("a number once paid is never given again", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1")});
    const auto first = due(store.engine).at(0).owed;
    pay(store.engine, {first});
    owe(store.engine, {debt("2")});
    CHECK(due(store.engine).at(0).owed > first);
}

TEST_CASE_TEMPLATE("of two occasions the newest is kept, in whatever order they come", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {because(debt("1"), "log:9", 9)});
    owe(store.engine, {because(debt("1"), "log:5", 5)});
    owe(store.engine, {debt("1", Read::content, "census")});
    const auto wanted = due(store.engine);
    REQUIRE(wanted.size() == 1);
    const Owed kept = owed(store.engine, wanted[0].owed);
    CHECK(kept.occasion->event == "log:9");
    CHECK(kept.occasion->actor->name == "Aline");
    CHECK(kept.why == "census");
}

TEST_CASE_TEMPLATE("who owes a history owes no content besides", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1"), debt("1", Read::history), debt("2", Read::history), debt("2")});
    const auto wanted = due(store.engine);
    REQUIRE(wanted.size() == 2);
    CHECK(wanted[0].what == Read::history);
    CHECK(wanted[1].what == Read::history);
}

TEST_CASE_TEMPLATE("a debt by title and one by item are two debts", Store, MOISSON_STORES) {
    Store store;
    auto named = debt("1");
    named.title = "Une page";
    owe(store.engine, {named, debt_by_title("Une page"), debt_by_title("Une page", Read::history), debt("1")});
    const auto wanted = due(store.engine);
    REQUIRE(wanted.size() == 2);
    CHECK(wanted[0].title == "Une page");
    CHECK(wanted[0].what == Read::history);
    CHECK(wanted[1].item == ItemId("1"));
}

TEST_CASE_TEMPLATE("a debt paid and owed again in one batch is still owed", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1", Read::history)});
    auto news = delta();
    news.paid = {due(store.engine).at(0).owed};
    news.owed = {debt("1")};
    must(store.engine.writer->commit(news));
    REQUIRE(due(store.engine).size() == 1);
    CHECK(due(store.engine)[0].what == Read::content);
}

TEST_CASE_TEMPLATE("what fails is tried again ever more rarely, at least once a week", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1")});
    const Wanted row = due(store.engine).at(0);
    Instant now = at(1000);
    for (const int hours : {1, 2, 4, 8, 16, 32, 64, 128, 168, 168, 168}) {
        must(store.engine.debts->postpone(movilab, {row, Wanted{999, ItemId("999"), {}, Read::content}}, now));
        const Instant later = now + std::chrono::hours(hours);
        CHECK(due(store.engine, later - std::chrono::milliseconds(1)).empty());
        CHECK(due(store.engine, later).size() == 1);
        now = later;
    }
}

TEST_CASE_TEMPLATE("a new event makes a postponed debt due at once, and forgets its failures", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1")});
    must(store.engine.debts->postpone(movilab, {due(store.engine).at(0)}, at(1000)));
    must(store.engine.debts->postpone(movilab, {due(store.engine, Instant::max()).at(0)}, at(1000)));
    CHECK(due(store.engine).empty());
    owe(store.engine, {debt("1")}, 900);
    REQUIRE(due(store.engine, at(900)).size() == 1);
    must(store.engine.debts->postpone(movilab, {due(store.engine).at(0)}, at(1000)));
    CHECK(due(store.engine, at(1000) + std::chrono::hours(1)).size() == 1);
}

TEST_CASE_TEMPLATE("a clock that is set back delays no debt for good", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1"), debt("2")}, 1000);
    REQUIRE(due(store.engine, at(0)).size() == 2);
    must(store.engine.debts->postpone(movilab, {due(store.engine).at(0)}, at(1000)));
    CHECK(due(store.engine, at(0)).size() == 1);
    CHECK(due(store.engine, at(0) - std::chrono::hours(24 * 8)).size() == 2);
}

TEST_CASE_TEMPLATE("a debt renewed while it was tried in vain waits too", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1"), debt_by_title("Une page")});
    const std::vector<Wanted> tried = due(store.engine);
    owe(store.engine, {debt("1"), debt_by_title("Une page")});
    must(store.engine.debts->postpone(movilab, tried, at(1000)));
    CHECK(due(store.engine).empty());
    CHECK(due(store.engine, Instant::max()).size() == 2);
}

TEST_CASE_TEMPLATE("a person may owe readings outside any batch, due at once", Store, MOISSON_STORES) {
    Store store;
    must(store.engine.debts->owe(movilab, {debt("1", Read::history, "resync"), debt_by_title("Une page")}));
    must(store.engine.debts->owe(movilab, {debt("1", Read::content, "resync")}));
    const auto wanted = due(store.engine, Instant{});
    REQUIRE(wanted.size() == 2);
    CHECK(wanted[1].what == Read::history);
    CHECK(must(store.engine.debts->due(SourceName("autre"), at(1000), 10)).empty());
}

TEST_CASE_TEMPLATE("a source does not pay or postpone the debts of another", Store, MOISSON_STORES) {
    Store store;
    owe(store.engine, {debt("1")});
    const Wanted row = due(store.engine).at(0);
    auto other = delta();
    other.source = SourceName("autre");
    other.paid = {row.owed};
    must(store.engine.writer->commit(other));
    must(store.engine.debts->postpone(other.source, {row}, at(1000)));
    CHECK(due(store.engine).size() == 1);
}
