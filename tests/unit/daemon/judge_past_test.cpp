// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/judge_past.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;

namespace {

struct Made {
    int revision;
    int second;
};

Census census(const std::vector<Made>& all) {
    Census census;
    for (const Made& one : all)
        census.revisions.push_back(Census::Mark{
            ItemId("1"), RevisionId(std::to_string(one.revision)), {}, Instant(std::chrono::seconds(one.second))});
    return census;
}

std::string lost(const Census& told, const Census& held, const Census& buried = {}) {
    std::string words;
    for (const RevisionId& revision : judge_past(told, held, buried).lost) words += revision.text + " ";
    return words;
}

Revision revision(const std::string& id, int second, const std::string& sha1) {
    Revision made;
    made.id = RevisionId(id);
    made.at = Instant(std::chrono::seconds(second));
    made.sha1 = sha1;
    return made;
}

}  // namespace

TEST_CASE("a wiki that has all that we have lost nothing") {
    CHECK(lost(census({{8, 80}, {9, 90}, {10, 100}, {11, 110}}), census({{8, 80}, {9, 90}, {10, 100}})).empty());
    CHECK(lost(census({}), census({})).empty());
}

TEST_CASE("a wiki put back lost what came after the last revision we share") {
    const Census held = census({{8, 80}, {9, 90}, {10, 100}, {11, 110}});
    CHECK(lost(census({{8, 80}, {9, 90}}), held) == "10 11 ");
    CHECK(judge_past(census({{8, 80}, {9, 90}}), held, {}).common == RevisionId("9"));
    // Its numbers were given again, and it has grown beyond us since.
    CHECK(lost(census({{8, 80}, {9, 90}, {10, 200}, {11, 210}, {12, 220}}), held) == "10 11 ");
    CHECK(lost(census({}), held) == "8 9 10 11 ");
}

TEST_CASE("revisions missing or changed in between are damage or a deletion, not the past") {
    const Census held = census({{8, 80}, {9, 90}, {10, 100}, {11, 110}});
    CHECK(lost(census({{8, 80}, {11, 110}}), held).empty());
    CHECK(lost(census({{8, 80}, {9, 91}, {10, 100}, {11, 110}}), held).empty());
}

TEST_CASE("two edits that fall into one second after the numbers were given again hide nothing") {
    const Census held = census({{8, 80}, {9, 90}, {10, 100}, {11, 110}, {12, 120}});
    CHECK(lost(census({{8, 80}, {9, 200}, {10, 210}, {11, 110}, {12, 230}}), held) == "9 10 11 12 ");
}

TEST_CASE(
    "a number of a buried revision that is given again tells that the source went back; one that is absent, nothing") {
    const Census held = census({{8, 80}, {9, 90}});
    CHECK(lost(census({{8, 80}, {9, 90}, {10, 300}}), held, census({{10, 100}})) == "10 ");
    CHECK(lost(census({{8, 80}, {9, 90}, {11, 300}}), held, census({{10, 100}})).empty());
}

TEST_CASE("a page told to end before what we hold of it is suspect, unless a log entry says why") {
    store::Before before;
    store::Known known;
    known.item = Item{ItemId("4"), "Le WIP", 0, "wikitext", RevisionId("10"), std::nullopt};
    before.items[ItemId("4")] = known;
    Batch batch;
    batch.items = {Item{ItemId("4"), "Le WIP", 0, "wikitext", RevisionId("9"), std::nullopt}};
    CHECK(ends_earlier(before, batch));
    batch.paid = {Paid{7, ItemId("4")}};
    before.owed[7] =
        Owed{ItemId("4"), {}, Read::history, "log delete/restore", Occasion{"log:1 delete/restore", {}, {}}};
    CHECK_FALSE(ends_earlier(before, batch));
    batch.paid.clear();
    batch.items[0].latest = RevisionId("10");
    CHECK_FALSE(ends_earlier(before, batch));
}

TEST_CASE("a number given again is noticed where it is told, in a feed and in a history") {
    store::Before before;
    before.made[RevisionId("10")] = {Instant(std::chrono::seconds(100)), "aa"};
    Batch feed;
    feed.revisions = {revision("11", 1, "x"), revision("10", 100, "aa")};
    CHECK_FALSE(reused(before, feed));
    feed.revisions[1] = revision("10", 200, "bb");
    CHECK(reused(before, feed) == RevisionId("10"));
    Batch history;
    history.histories = {History{ItemId("1"), {revision("10", 200, "bb")}}};
    CHECK(reused(before, history) == RevisionId("10"));
    // The time alone, or the text alone: our store was damaged, or the text is hidden by now.
    history.histories[0].revisions = {revision("10", 200, "aa")};
    CHECK_FALSE(reused(before, history));
    history.histories[0].revisions = {revision("10", 100, "")};
    CHECK_FALSE(reused(before, history));
}
