// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>

namespace moisson {

using namespace mediawiki_test;

namespace {

Census taken(Rig& rig, Depth depth) {
    auto talk = rig.connector->census(depth);
    Census all;
    const auto pieces = conformance::play(*talk, rig.source());
    for (const Census& piece : pieces) {
        all.items.insert(all.items.end(), piece.items.begin(), piece.items.end());
        all.revisions.insert(all.revisions.end(), piece.revisions.begin(), piece.revisions.end());
        CHECK(piece.complete == (&piece == &pieces.back()));
    }
    return all;
}

}  // namespace

TEST_CASE("a census lists every followed page with its latest revision, one request a namespace") {
    Rig rig;
    const Census census = taken(rig, Depth::latest);
    CHECK(rig.wiki.asked().size() == 6);
    CHECK(rig.wiki.asked_for("gaplimit", "max") == 6);
    CHECK(census.items.size() == 11);
    auto redirect = std::find_if(census.items.begin(), census.items.end(), [](auto& l) { return l.item.text == "10"; });
    REQUIRE(redirect != census.items.end());
    CHECK(redirect->redirect);
    CHECK(redirect->latest.text == "112");
    CHECK(redirect->title == "Vieux badge");
}

TEST_CASE("a deep census marks every revision with what is hidden of it") {
    Rig rig;
    rig.wiki.rows_a_list = 4;
    const Census census = taken(rig, Depth::history);
    CHECK(census.revisions.size() == 13);
    CHECK(rig.wiki.asked().size() == 4);
    for (const Census::Mark& mark : census.revisions)
        CHECK(mark.hidden == (mark.revision.text == "105" ? Hidden{true, true, true} : Hidden{}));
}

TEST_CASE("the census of an empty wiki is empty and complete") {
    Rig rig;
    rig.wiki.pages.clear();
    for (const Depth depth : {Depth::latest, Depth::history}) {
        const Census census = taken(rig, depth);
        CHECK(census.items.empty());
        CHECK(census.revisions.empty());
    }
}

}  // namespace moisson
