// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>
#include <set>

namespace moisson {

using namespace mediawiki_test;

TEST_CASE("a feed that no longer reaches back to our last visit is told, and the log is read in its place") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:58:00Z")};
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    CHECK(first.gap.empty());
    rig.wiki.feed.push_back(
        at_time(rig.wiki.log_row(7, "delete", "delete", 5, "Ancienne page", 0), "2026-11-25T09:59:00Z"));
    rig.wiki.feed.push_back(at_time(rig.wiki.edit_row(1), "2027-02-20T10:00:00Z"));
    rig.wiki.forgotten = 2;
    rig.wiki.now = "2027-02-20T10:30:00Z";
    rig.wiki.forget_questions();
    const auto batches = rig.changes(*first.cursor);
    REQUIRE(batches.size() == 2);
    CHECK_FALSE(batches[0].cursor);
    CHECK(batches[0].gap.empty());
    CHECK(batches[1].gap == "the wiki's recent changes no longer reach back to our last visit");
    CHECK(owed(batches[1]) == std::set<std::string>{"'Ancienne page' history", "5 history"});
    CHECK(batches[1].owed[0].occasion->event == "log:7 delete/delete");
    CHECK(parameter(rig.wiki.asked()[1], "lestart") == "2026-11-25T09:55:00Z");
    CHECK(at_of(batches[1]) == "2027-02-20T10:30:00Z");
    // Once told, the feed is followed again from there.
    const Batch later = only(rig.changes(*batches[1].cursor));
    CHECK(later.gap.empty());
    CHECK(later.owed.empty());
}

TEST_CASE("a page that is deleted takes its rows of the feed along: that alone is no gap") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:57:00Z"),
                     at_time(rig.wiki.edit_row(5), "2026-11-25T09:58:00Z")};
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    rig.wiki.feed.pop_back();
    CHECK(only(rig.changes(*first.cursor)).gap.empty());
}

TEST_CASE("a wiki that keeps no list of recent changes says so at each poll, and its log is followed") {
    Rig rig;
    rig.wiki.lists_changes = false;
    rig.wiki.feed = {at_time(rig.wiki.log_row(7, "delete", "delete", 5, "Page", 0), "2026-11-25T09:58:00Z")};
    const auto batches = rig.changes(poll_from("2026-11-25T09:50:00Z"));
    REQUIRE(batches.size() == 2);
    CHECK(batches[1].gap == "the wiki does not list its recent changes");
    CHECK(batches[1].owed.size() == 2);
    const auto again = rig.changes(*batches[1].cursor);
    CHECK(again.back().owed.empty());
    CHECK_FALSE(again.back().gap.empty());
}

TEST_CASE("edits that the wiki counts and does not list, and edits it has no more, are gaps") {
    Rig rig;
    rig.wiki.edits = 100;
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    CHECK(first.gap.empty());
    CHECK(only(rig.changes(*first.cursor)).gap.empty());
    rig.wiki.edits = 101;
    CHECK(rig.changes(*first.cursor).back().gap == "the wiki counts edits that its recent changes do not tell");
    rig.wiki.edits = 99;
    const auto fewer = rig.changes(*first.cursor);
    CHECK(fewer.front().went_back);
    CHECK_FALSE(fewer.front().cursor);
    CHECK(fewer.back().gap == "the wiki counts fewer edits than at our last visit");
    // One edit more, and one listed.
    rig.wiki.edits = 101;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:59:00Z")};
    CHECK(only(rig.changes(*first.cursor)).gap.empty());
    // A deletion is counted too, and told by its entry.
    rig.wiki.edits = 102;
    CHECK_FALSE(rig.changes(*first.cursor).back().gap.empty());
    rig.wiki.feed.push_back(
        at_time(rig.wiki.log_row(7, "delete", "delete", 5, "Ancienne page", 0), "2026-11-25T09:59:30Z"));
    CHECK(only(rig.changes(*first.cursor)).gap.empty());
    rig.wiki.edits = 103;
    CHECK_FALSE(rig.changes(*first.cursor).back().gap.empty());
}

TEST_CASE("rows made in one second by the thousand are not listed again for ever") {
    Rig rig;
    for (int log = 1; log <= 300; ++log)
        rig.wiki.feed.push_back(at_time(rig.wiki.log_row(log, "import", "upload", 0, "Page " + std::to_string(log), 0),
                                        "2026-11-25T09:58:00Z"));
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    rig.wiki.now = "2026-11-25T11:00:00Z";
    const Batch second = only(rig.changes(*first.cursor));
    CHECK(second.cursor->text == R"({"poll":{"at":"2026-11-25T11:00:00Z","from":"2026-11-25T10:55:00Z","seen":[]}})");
    CHECK(only(rig.changes(*second.cursor)).gap.empty());
}

TEST_CASE("a gap is not forgotten when the poll is cut after its first answer") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:58:00Z")};
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    for (const int id : {1, 5, 7, 12}) rig.wiki.feed.push_back(at_time(rig.wiki.edit_row(id), "2026-11-25T10:05:00Z"));
    rig.wiki.now = "2026-11-25T10:10:00Z";
    rig.wiki.rows_a_list = 2;
    rig.wiki.forgotten = 1;
    const auto cut = rig.changes(*first.cursor);
    REQUIRE(cut.size() > 2);
    CHECK_FALSE(cut[0].cursor);
    CHECK_FALSE(cut.back().gap.empty());
    // While the rows that we know are there, each answer is progress.
    rig.wiki.forgotten = 0;
    CHECK(rig.changes(*first.cursor).front().cursor.has_value());
}

TEST_CASE("a clock that is set back does not hide that the wiki counts fewer edits") {
    Rig rig;
    rig.wiki.edits = 100;
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    rig.wiki.edits = 90;
    rig.wiki.now = "2026-11-25T09:40:00Z";
    CHECK(rig.changes(*first.cursor).front().went_back);
}

}  // namespace moisson
