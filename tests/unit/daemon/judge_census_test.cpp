// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/judge_census.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;

namespace {

Census::Line line(const std::string& id, const std::string& revision, const std::string& title = "Le WIP") {
    return Census::Line{ItemId(id), title, 0, RevisionId(revision), false};
}

Census::Mark mark(const std::string& id, const std::string& revision, Hidden hidden = {}) {
    return Census::Mark{ItemId(id), RevisionId(revision), hidden, {}};
}

}  // namespace

TEST_CASE("fewer than half of what is known is a broken source, not an empty one") {
    CHECK(looks_mutilated(100, 49));
    CHECK_FALSE(looks_mutilated(100, 50));
    CHECK(looks_mutilated(1, 0));
    CHECK_FALSE(looks_mutilated(0, 0));
}

TEST_CASE("two lists that agree have no drift, whatever their order") {
    const Census there{{line("1", "10"), line("2", "20")}, {}, true};
    const Census here{{line("2", "20"), line("1", "10")}, {}, true};
    CHECK(judge_latest(there, here, {}).drift == 0);
    CHECK(judge_latest(there, here, {}).owed.empty());
}

TEST_CASE("what differs, what is unknown here and what is absent there is read again with its history") {
    const Census there{{line("1", "11"), line("3", "30"), line("4", "40", "Autre titre")}, {}, true};
    const Census here{{line("1", "10"), line("2", "20"), line("4", "40")}, {}, true};
    const Findings found = judge_latest(there, here, {});
    CHECK(found.drift == 4);
    REQUIRE(found.owed.size() == 4);
    for (const Owed& owed : found.owed) CHECK(owed.what == Read::history);
}

TEST_CASE("what a list that was cut short does not name is not missed, and what it names differently is read again") {
    Census there{{line("1", "11")}, {}, true};
    there.cut_short = "30 rows came in one answer";
    const Census here{{line("1", "10"), line("2", "20")}, {}, true};
    const Findings found = judge_latest(there, here, {});
    CHECK(found.drift == 1);
    REQUIRE(found.owed.size() == 1);
    CHECK(found.owed.front().item == ItemId("1"));
}

TEST_CASE("what was touched since the list was made explains itself") {
    const Census there{{line("1", "10")}, {}, true};
    const Census here{{line("1", "11"), line("2", "20")}, {}, true};
    CHECK(judge_latest(there, here, {ItemId("1"), ItemId("2")}).drift == 0);
    CHECK(judge_latest(there, here, {ItemId("1")}).drift == 1);
}

TEST_CASE("a deep census sees a revision too many, one too few, and what was hidden since") {
    const Census here{{}, {mark("1", "10"), mark("1", "11"), mark("2", "20"), mark("3", "30")}, true};
    CHECK(judge_history(here, here, {}).drift == 0);
    const Census there{
        {}, {mark("1", "10"), mark("2", "20", Hidden{true, false, false}), mark("3", "30"), mark("3", "31")}, true};
    CHECK(judge_history(there, here, {}).drift == 3);
    CHECK(judge_history(there, here, {ItemId("2")}).drift == 2);
}
