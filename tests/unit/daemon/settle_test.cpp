// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/daemon/settle_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using test::noon;
using test::Story;

namespace {

Batch gone(const std::string& id, Instant when) {
    Batch batch;
    batch.gone = {Gone{ItemId(id), Gone::Evidence::missing, {}}};
    batch.server_time = when;
    return batch;
}

}  // namespace

TEST_CASE("the first sight of a source is no news") {
    Story story;
    story.sight = Sight::baseline;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    CHECK(story.last.delta.changes.empty());
    CHECK(story.last.changed.empty());
    CHECK(story.known("12").resource == ResourceId("movilab-12"));
    REQUIRE(story.known("12").snapshot);
    CHECK(story.known("12").snapshot->provenance.at("summary").at_least);
}

TEST_CASE("a new page comes to life with its author") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    REQUIRE(story.change("@life"));
    CHECK_FALSE(story.change("@life")->what.before);
    CHECK(story.change("@life")->what.after == "alive");
    CHECK(story.change("@life")->actor->name == "Yoann");
    CHECK(story.last.delta.changes.size() == 1);
}

TEST_CASE("an edit is told field by field, element by element, with who and which revision") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil\nbesoins=a, b"));
    story.settles(Story::page("12", "La Bulloterie", "41", "resume=Un bel outil\nbesoins=b, c", "XavCC"));
    CHECK(story.last.delta.changes.size() == 3);
    REQUIRE(story.change("summary"));
    CHECK(story.change("summary")->what.before == "Un outil");
    CHECK(story.change("summary")->what.after == "Un bel outil");
    CHECK(story.change("summary")->revision == RevisionId("41"));
    CHECK(story.change("summary")->actor->name == "XavCC");
    CHECK(story.last.changed.size() == 1);
}

TEST_CASE("an edit that changes no field is counted and told as none") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    story.settles(Story::page("12", "La Bulloterie", "41", "resume=Un outil\n"));
    CHECK(story.last.delta.changes.empty());
    CHECK(story.last.changed.size() == 1);
}

TEST_CASE("the same reading twice says nothing new") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    CHECK(story.last.delta.changes.empty());
    CHECK(story.last.changed.empty());
}

TEST_CASE("a deletion the log tells of is believed at once and bears its author") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    const Occasion log{"log:9 delete/delete", noon + std::chrono::minutes(5), Actor{"Admin", Actor::Kind::account}};
    story.held.owed[7] = Owed{ItemId("12"), {}, Read::history, "log delete/delete", log};
    Batch batch = gone("12", noon);
    batch.paid = {Paid{7, ItemId("12")}};
    story.settles(std::move(batch));
    REQUIRE(story.change("@life"));
    CHECK(story.change("@life")->what.after == "gone");
    CHECK(story.change("@life")->actor->name == "Admin");
    CHECK(story.change("@life")->at == log.at);
    CHECK(story.known("12").life == Life::gone);
}

TEST_CASE("an absence without a word in the log is believed on another day only") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    story.settles(gone("12", noon));
    CHECK(story.known("12").life == Life::alive);
    CHECK(story.known("12").absent_since == noon);
    SUBCASE("not the same day") {
        story.settles(gone("12", noon + std::chrono::hours(3)));
        CHECK(story.known("12").life == Life::alive);
        CHECK(story.last.delta.changes.empty());
    }
    SUBCASE("nor is midnight enough") {
        story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
        story.settles(gone("12", noon + std::chrono::hours(11) + std::chrono::minutes(59)));
        story.settles(gone("12", noon + std::chrono::hours(12) + std::chrono::minutes(1)));
        CHECK(story.known("12").life == Life::alive);
    }
    SUBCASE("the next day it is gone") {
        story.settles(gone("12", noon + std::chrono::hours(24)));
        CHECK(story.known("12").life == Life::gone);
        CHECK(story.change("@life"));
    }
    SUBCASE("it comes back and nothing was said") {
        story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
        CHECK(story.last.delta.changes.empty());
        CHECK_FALSE(story.known("12").absent_since);
    }
}

TEST_CASE("what a feed spoke of and no reading ever found is not held for alive") {
    Story story;
    Batch feed;
    feed.glimpsed = {Item{ItemId("12"), "Bulloterie", 0, {}, {}, std::nullopt}};
    story.settles(std::move(feed));
    story.settles(gone("12", noon));
    CHECK(story.known("12").life == Life::gone);
    CHECK(story.last.delta.changes.empty());
}

TEST_CASE("a page restored under another id keeps its resource") {
    Story story;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    story.settles(gone("12", noon));
    story.settles(gone("12", noon + std::chrono::hours(24)));
    REQUIRE(story.known("12").life == Life::gone);
    story.settles(Story::page("99", "La Bulloterie", "40", "resume=Un outil"));
    CHECK(story.known("99").resource == ResourceId("movilab-12"));
}

TEST_CASE("whose a revision was is asked, so that what was lost under another title is continued too") {
    Batch batch = Story::page("99", "La Bulloterie", "40", "resume=Un outil");
    batch.revisions.insert(batch.revisions.begin(), Story::page("98", "Autre", "39", "").revisions.front());
    const store::Keys keys = keys_of(batch, Story().rules, Sight::news);
    CHECK(keys.revisions == std::vector{RevisionId("40")});
    CHECK(keys.items == std::vector{ItemId("99")});
    CHECK(keys.glimpsed == std::vector{ItemId("98")});
}

TEST_CASE("a page that becomes a redirect lends its resource and gets it back") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    Batch redirect = Story::page("12", "Bulloterie", "41", "#REDIRECTION [[La Bulloterie]]");
    redirect.items.front().redirect_to = "La Bulloterie";
    story.settles(std::move(redirect));
    CHECK(story.known("12").resource.empty());
    REQUIRE(story.change("redirect_to"));
    CHECK(story.change("redirect_to")->what.after == "La Bulloterie");
    CHECK(story.last.delta.changes.size() == 1);
    story.settles(Story::page("12", "Bulloterie", "42", "resume=Un outil"));
    CHECK(story.known("12").resource == ResourceId("movilab-12"));
}

TEST_CASE("a renamed page says so once") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    story.settles(Story::page("12", "La Bulloterie", "41", "resume=Un outil"));
    CHECK(story.last.delta.changes.size() == 1);
    REQUIRE(story.change("title"));
    CHECK(story.change("title")->what.before == "Bulloterie");
}

TEST_CASE("a talk page belongs to the resource it speaks of") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    story.settles(Story::page("13", "Discussion:Bulloterie", "41", "Bonjour"));
    CHECK(story.known("13").resource == ResourceId("movilab-12"));
}

TEST_CASE("a talk page follows its title when another page takes it") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    story.settles(Story::page("13", "Discussion:Bulloterie", "41", "Bonjour"));
    story.settles(Story::page("14", "Ruche", "42", "resume=Un autre"));
    SUBCASE("the other is read first") {
        story.settles(Story::page("14", "Bulloterie", "44", "resume=Un autre"));
        CHECK(story.known("13").resource == ResourceId("movilab-14"));
        // The one that left is not read yet: both seem to bear the title.
        story.settles(Story::page("13", "Discussion:Bulloterie", "45", "Bonsoir"));
        CHECK(story.known("13").resource == ResourceId("movilab-14"));
        story.settles(Story::page("12", "Ruche", "43", "resume=Un outil"));
        CHECK(story.known("13").resource == ResourceId("movilab-14"));
    }
    SUBCASE("the one that left is read first") {
        story.settles(Story::page("12", "Ruche", "43", "resume=Un outil"));
        CHECK(story.known("13").resource == ResourceId("movilab-12"));
        story.settles(Story::page("14", "Bulloterie", "44", "resume=Un autre"));
        CHECK(story.known("13").resource == ResourceId("movilab-14"));
    }
}

TEST_CASE("an edit repeated by the overlap is not read again") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    Batch feed;
    feed.glimpsed = {Item{ItemId("12"), "Bulloterie", 0, {}, {}, std::nullopt}};
    feed.revisions = Story::page("12", "Bulloterie", "40", "").revisions;
    feed.owed = {Owed{ItemId("12"), {}, Read::content, "edit", std::nullopt}};
    feed.cursor = Cursor{"next"};
    story.settles(feed);
    CHECK(story.last.delta.owed.empty());
    CHECK(story.last.settled.contains(ItemId("12")));
    CHECK(story.last.delta.cursor == Cursor{"next"});
    SUBCASE("but a newer one is") {
        feed.revisions.front().id = RevisionId("41");
        story.settles(std::move(feed));
        REQUIRE(story.last.delta.owed.size() == 1);
        CHECK_FALSE(story.last.settled.contains(ItemId("12")));
    }
}

TEST_CASE("a title in a log makes whoever bears it here due too") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    Batch feed;
    feed.owed = {Owed{{}, "Bulloterie", Read::history, "log move/move", std::nullopt}};
    story.settles(std::move(feed));
    REQUIRE(story.last.delta.owed.size() == 2);
    CHECK(story.last.delta.owed[0].item == ItemId("12"));
    CHECK(story.last.delta.owed[1].title == "Bulloterie");
}

TEST_CASE("what could not be read is named, not settled, and says why") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil"));
    Batch batch;
    batch.glimpsed = {Item{ItemId("12"), "Bulloterie", 0, {}, {}, std::nullopt}};
    batch.ignored = {Ignored{"page 12", ItemId("12"), "the server failed"}};
    story.settles(std::move(batch));
    CHECK(story.last.named.contains(ItemId("12")));
    CHECK_FALSE(story.last.settled.contains(ItemId("12")));
    REQUIRE(story.last.reasons.size() == 1);
    CHECK(story.last.reasons.front().find("Bulloterie") != std::string::npos);
}

TEST_CASE("a revision of an unknown page is ignored with its reason") {
    Story story;
    Batch batch;
    batch.revisions = Story::page("77", "X", "5", "").revisions;
    story.settles(std::move(batch));
    CHECK(story.last.delta.revisions.empty());
    REQUIRE(story.last.delta.ignored.size() == 1);
    CHECK(story.last.delta.ignored.front().subject == "revision 5");
}

TEST_CASE("a new mapping is never told as somebody's edit") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil\nbesoins=a"));
    story.held.contents[ItemId("12")] =
        Content{ItemId("12"), RevisionId("40"), "wikitext", "resume=Un outil\nbesoins=a", {}};
    story.mapping.fields.pop_back();
    const store::Delta delta = rederive(story.held, story.rules, Occasioned{2, noon, Sight::news}, Cause::mapping);
    REQUIRE_FALSE(delta.changes.empty());
    for (const Change& change : delta.changes) CHECK(change.cause == Cause::mapping);
    CHECK(delta.snapshots.size() == 1);
    CHECK(delta.owed.empty());
}

TEST_CASE("a page with a key nobody expected keeps its record where the mapping rejects that, and says why") {
    Story story;
    story.mapping.contract = Mapping::Contract::reject;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil"));
    story.settles(Story::page("12", "La Grande Bulloterie", "41", "resume=Un bel outil\nbudget=12"));
    CHECK(story.known("12").snapshot->fields.at("summary") == Value("Un outil"));
    CHECK(story.known("12").snapshot->fields.at("title") == Value("La Grande Bulloterie"));
    CHECK(story.change("summary") == nullptr);
    REQUIRE(story.last.delta.ignored.size() == 1);
    CHECK(story.last.delta.ignored.front().reason.find("Commun|budget") != std::string::npos);
    CHECK(story.last.settled.contains(ItemId("12")));
    CHECK(story.last.delta.contents.size() == 1);
    story.settles(Story::page("12", "La Grande Bulloterie", "42", "resume=Un bel outil"));
    REQUIRE(story.change("summary") != nullptr);
    CHECK(story.change("summary")->what.before == "Un outil");
    CHECK(story.last.delta.ignored.empty());
}

TEST_CASE("a page that was never accepted is kept as a plain page, outside of the catalogue") {
    Story story;
    story.mapping.contract = Mapping::Contract::reject;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil\nbudget=12"));
    CHECK(story.known("12").snapshot->kind() == "page");
    CHECK(story.known("12").snapshot->fields.count("summary") == 0);
}

TEST_CASE("a frozen mapping tells of what it does not know, and keeps it") {
    Story story;
    story.mapping.contract = Mapping::Contract::freeze;
    story.settles(Story::page("12", "La Bulloterie", "40", "resume=Un outil\nbudget=12\na=1\nb=1\nc=1\nd=1\ne=1"));
    CHECK(story.known("12").snapshot->fields.at("extra").at("Commun|budget") == Value("12"));
    REQUIRE(story.last.delta.ignored.size() == 1);
    CHECK(story.last.delta.ignored.front().reason ==
          "the mapping does not know Commun|budget, Commun|a, Commun|b, Commun|c, Commun|d and 1 more");
}

TEST_CASE("a mapping that begins to reject changes no record it refuses") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil\nbudget=12"));
    const Snapshot before = *story.known("12").snapshot;
    story.held.contents[ItemId("12")] =
        Content{ItemId("12"), RevisionId("40"), "wikitext", "resume=Un outil\nbudget=12", {}};
    story.mapping.contract = Mapping::Contract::reject;
    story.mapping.fields.pop_back();
    const store::Delta delta = rederive(story.held, story.rules, Occasioned{2, noon, Sight::news}, Cause::mapping);
    CHECK(delta.changes.empty());
    REQUIRE(delta.snapshots.size() == 1);
    CHECK(delta.snapshots.front().snapshot == before);
    CHECK(delta.snapshots.front().fingerprint == story.rules.fingerprint());
    CHECK(delta.ignored.size() == 1);
}

TEST_CASE("what a new version of the schema changes is said to come from the schema") {
    Story story;
    story.settles(Story::page("12", "Bulloterie", "40", "resume=Un outil\nbesoins=a"));
    story.held.contents[ItemId("12")] =
        Content{ItemId("12"), RevisionId("40"), "wikitext", "resume=Un outil\nbesoins=a", {}};
    store::Known& known = story.held.items.at(ItemId("12"));
    known.snapshot->fields["needs"] = "as an older schema had it";
    known.fingerprint = rules_fingerprint("fake 1", story.mapping, {}, schema_version + 1);
    const store::Delta delta = rederive(story.held, story.rules, Occasioned{2, noon, Sight::news}, Cause::mapping);
    REQUIRE(delta.changes.size() == 1);
    CHECK(delta.changes.front().cause == Cause::schema);
    REQUIRE(delta.snapshots.size() == 1);
    CHECK(schema_of(delta.snapshots.front().fingerprint) == schema_version);
}
