// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/losses.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using daemon::Losses;

namespace {

Snapshot record(const std::string& kind, const std::string& title, Value::Object fields = {}) {
    Snapshot snapshot;
    snapshot.fields = std::move(fields);
    snapshot.fields["kind"] = kind;
    snapshot.fields["title"] = title;
    return snapshot;
}

// So many records, which had `before` and now are `after`.
struct Together {
    void become(int count, const Snapshot& before, const Snapshot& after) {
        for (int i = 0; i < count; ++i) {
            const ItemId id(std::to_string(next++));
            store::Known known;
            known.item.id = id;
            known.snapshot = before;
            known_.items.emplace(id, std::move(known));
            delta.snapshots.push_back(store::SnapshotRow{id, RevisionId("1"), after, "rules"});
            ids.push_back(id);
        }
    }
    Losses losses() const {
        Losses all;
        all.note(daemon::belongings_of(known_, ids), delta);
        return all;
    }
    int next = 1;
    store::Before known_;
    store::Delta delta;
    std::vector<ItemId> ids;
};

const Snapshot whole = record("commun", "Remorque", {{"summary", "Une remorque"}, {"tags", Value::List{"vélo"}}});
const Snapshot without_summary = record("commun", "Remorque", {{"tags", Value::List{"vélo"}}});

}  // namespace

TEST_CASE("more than twenty records, and more than a tenth of their kind, call a human") {
    Together twenty;
    twenty.become(20, whole, without_summary);
    CHECK_FALSE(twenty.losses().may_be_grave());
    Together one_more;
    one_more.become(21, whole, without_summary);
    const Losses losses = one_more.losses();
    CHECK(losses.may_be_grave());
    CHECK(losses.grave({{"commun", 210}}).empty());
    const auto grave = losses.grave({{"commun", 209}});
    REQUIRE(grave.size() == 1);
    CHECK(grave[0].kind == "commun");
    CHECK(grave[0].field == "summary");
    CHECK(grave[0].items == 21);
    CHECK(grave[0].of == 209);
    CHECK(grave[0].examples == std::vector<std::string>(3, "\"Remorque\": Une remorque → nothing"));
}

TEST_CASE("a record told twice is lost once") {
    Together same;
    same.become(15, whole, without_summary);
    Losses losses;
    for (int times = 0; times < 2; ++times) losses.note(daemon::belongings_of(same.known_, same.ids), same.delta);
    CHECK_FALSE(losses.may_be_grave());
}

TEST_CASE("another kind is one loss, not one of every field") {
    Together moved;
    moved.become(30, whole, record("page", "Remorque"));
    const auto grave = moved.losses().grave({{"commun", 40}});
    REQUIRE(grave.size() == 1);
    CHECK(grave[0].field == "kind");
    CHECK(grave[0].examples.front() == "\"Remorque\": commun → page");
}

TEST_CASE("a plain page that becomes something, a value told otherwise and what was never understood are no loss") {
    Together gains;
    gains.become(30, record("page", "Remorque", {{"summary", "x"}}), whole);
    gains.become(30, whole, record("commun", "Autre", {{"summary", "Autrement"}, {"tags", Value::List{"bois"}}}));
    gains.become(30, record("commun", "A", {{"extra", Value::Object{{"Commun|x", "1"}}}}), record("commun", "A"));
    gains.become(30, record("commun", "A", {{"unparsed", Value::List{"time"}}}), record("commun", "A"));
    gains.become(30, record("commun", "A", {{"summary", ""}, {"tags", Value::List{}}}), record("commun", "A"));
    CHECK_FALSE(gains.losses().may_be_grave());
}

TEST_CASE("an emptied list or text is a loss, and all are told, the gravest first") {
    Together emptied;
    emptied.become(25, whole, record("commun", "Remorque", {{"summary", "Une remorque"}, {"tags", Value::List{}}}));
    emptied.become(30, whole, record("commun", "Remorque", {{"summary", ""}, {"tags", Value::List{"vélo"}}}));
    const auto grave = emptied.losses().grave({{"commun", 60}});
    REQUIRE(grave.size() == 2);
    CHECK(grave[0].field == "summary");
    CHECK(grave[1].field == "tags");
}

TEST_CASE("where a person's word is awaited, one more of the same is enough, and others are not") {
    Together one;
    one.become(1, whole, without_summary);
    Losses losses = one.losses();
    losses.suspect("commun", "tags");
    CHECK(losses.grave({{"commun", 1000}}).empty());
    losses.suspect("commun", "summary");
    CHECK(losses.may_be_grave());
    CHECK(losses.grave({{"commun", 1000}}).size() == 1);
}

TEST_CASE("a long value is told in a few words, cut between two letters") {
    Together long_ones;
    long_ones.become(21, record("commun", "É", {{"summary", std::string(59, 'a') + "éé"}}), record("commun", "É"));
    const auto grave = long_ones.losses().grave({{"commun", 21}});
    REQUIRE(grave.size() == 1);
    CHECK(grave[0].examples.front() == "\"É\": " + std::string(59, 'a') + "… → nothing");
}

TEST_CASE("what is gone at its source can lose nothing") {
    Together gone;
    gone.become(30, whole, without_summary);
    for (auto& [id, known] : gone.known_.items) known.life = Life::gone;
    CHECK_FALSE(gone.losses().may_be_grave());
}
