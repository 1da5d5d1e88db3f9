// SPDX-License-Identifier: GPL-3.0-or-later
// A list of which only one answer can be had.
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

TEST_CASE("a list that one answer cannot hold is cut by countries, then by regions, and nothing is lost") {
    CommunecterRig rig = over_places(9'000, 500, {{"paging", "single"}});
    const std::vector<std::string> countries{"FR", "BE", "RE", ""};
    for (std::size_t i = 0; i < rig.site.collections["organizations"].size(); ++i) {
        Value::Object address{{"level3", "region" + std::to_string(i % 3)}};
        const std::string& country = countries[i % 8 < 5 ? 0 : i % 8 - 4];
        if (!country.empty()) address.emplace("addressCountry", country);
        rig.site.collections["organizations"][i].members["address"] = address;
    }
    rig.site.most_rows = 4'000;
    const Batch all = all_of(rig.changes());
    CHECK(all.items.size() == 9'000);
    CHECK(all.total == 9'000);
    CHECK(rig.site.asked.size() < 40);
}

TEST_CASE("a list that cannot be cut small enough is told to a person, and how to mend it") {
    CommunecterRig rig = over_places(4'500, 500, {{"paging", "single"}});
    for (auto& document : rig.site.collections["organizations"]) document.members.erase("address");
    auto talk = rig.connector->changes(Cursor{});
    Result<Step<Batch>> step = Continue{};
    for (int asked = 0; asked < 20 && step; ++asked) {
        const auto request = talk->next();
        REQUIRE(request.has_value());
        step = talk->accept(rig.site.answer(*request));
    }
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::conflict);
    CHECK(step.error().remedy.find("narrow this scope") != std::string::npos);
}

TEST_CASE("a list that may go on behind its only answer is named, and a sweep concludes nothing from what it lacks") {
    struct Case {
        int places;
        bool counts;
        std::size_t at_most;
        const char* why;  // part of it; empty: it was all
    };
    const Case cases[] = {
        {45, false, 30, "as many as such sites send at most"},
        {45, false, 20, "as many as such sites send at most"},  // as many as are asked for in a page
        {120, false, 100, "as many as such sites send at most"},
        {600, false, 500, "as many as such sites send at most"},
        {45, true, 37, "37 rows of organizations tagged TiersLieux came in one answer, of 45 that it counts"},
        {29, false, 1'000'000, ""},
        {30, true, 1'000'000, ""},
        {700, false, 1'000'000, ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.places);
        CAPTURE(one.at_most);
        CommunecterRig rig = over_places(one.places, 20, {{"paging", "single"}});
        rig.site.most_rows = one.at_most;
        rig.site.counts = one.counts;
        const bool cut = *one.why != '\0';
        const Batch all = all_of(rig.changes());
        CHECK(all.harvest_complete);
        CHECK(all.ignored.size() == (cut ? 1 : 0));
        const Census last = rig.census().back();
        CHECK(last.complete);
        CHECK(last.cut_short.empty() == !cut);
        if (!cut) continue;
        CHECK(all.ignored.front().reason.find(one.why) != std::string::npos);
        CHECK(all.ignored.front().reason.find("not believed to be gone") != std::string::npos);
        CHECK(last.cut_short.find(one.why) != std::string::npos);
    }
}

TEST_CASE("a poll that came to what it knew has no need of the rest of the list") {
    CommunecterRig rig = over_places(45, 20, {{"paging", "single"}});
    rig.site.counts = false;
    const Cursor since = *rig.changes().back().cursor;
    rig.site.most_rows = 30;
    CHECK(all_of(rig.changes(since)).ignored.empty());
}

}  // namespace moisson
