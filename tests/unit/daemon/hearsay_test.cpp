// SPDX-License-Identifier: GPL-3.0-or-later
// What a file tells against what is known, and what a source lists against it.
#include "daemon/poll/hearsay.hpp"
#include "daemon/poll/same_source.hpp"
#include "tests/unit/store/words.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

// Page 5 as a file tells it, at a revision.
Batch told(const std::string& latest) {
    Batch batch;
    batch.hearsay = true;
    batch.items = {page("5", "Accueil", latest).item};
    batch.revisions = {revision("5", "1"), revision("5", latest)};
    batch.contents = {content("5", latest, "du fichier")};
    batch.named = {ItemId("5")};
    return batch;
}

store::Before holding(const std::string& latest, bool baseline) {
    store::Before before;
    store::Known known = page("5", "Accueil", latest);
    known.content_revision = RevisionId(latest);
    before.items.emplace(known.item.id, known);
    before.contents.emplace(known.item.id, content("5", latest, "connu"));
    before.baseline_done = baseline;
    return before;
}

store::Before nothing(bool baseline) {
    store::Before before;
    before.baseline_done = baseline;
    return before;
}

Listed listed(const std::string& latest, Value derived = {}) {
    return Listed{page("5", "Accueil", latest).item, std::move(derived)};
}

}  // namespace

TEST_CASE("of a source never harvested a file is believed") {
    Batch batch = told("7");
    defer_to_known(batch, nothing(false));
    CHECK(batch.items.size() == 1);
    CHECK(batch.contents.size() == 1);
    CHECK(batch.owed.empty());
}

TEST_CASE("before the baseline is done a younger text replaces an older one, and never the other way") {
    Batch younger = told("12");
    defer_to_known(younger, holding("9", false));
    CHECK(younger.contents.size() == 1);
    for (const char* known : {"12", "13", "100"}) {
        Batch older = told("12");
        defer_to_known(older, holding(known, false));
        CHECK(older.items.empty());
        CHECK(older.contents.empty());
        CHECK(older.revisions.size() == 2);
        CHECK(older.glimpsed.size() == 1);
    }
}

TEST_CASE("once a source was harvested a file only says where to look") {
    Batch younger = told("12");
    defer_to_known(younger, holding("9", true));
    CHECK(younger.items.empty());
    CHECK(younger.contents.empty());
    CHECK(younger.revisions.empty());
    REQUIRE(younger.owed.size() == 1);
    CHECK(younger.owed.front().what == Read::history);
    Batch unknown = told("12");
    defer_to_known(unknown, nothing(true));
    CHECK(unknown.items.empty());
    CHECK(unknown.owed.size() == 1);
    Batch same = told("9");
    defer_to_known(same, holding("9", true));
    CHECK(same.owed.empty());
    CHECK(same.glimpsed.size() == 1);
}

TEST_CASE("a page that is gone stays gone, whatever an old file says") {
    for (const bool baseline : {false, true}) {
        store::Before before = holding("9", baseline);
        before.items.at(ItemId("5")).life = Life::gone;
        Batch batch = told("12");
        batch.owed = {debt("5")};
        defer_to_known(batch, before);
        CHECK(batch.items.empty());
        CHECK(batch.revisions.empty());
        CHECK(batch.named.empty());
        CHECK(batch.owed.empty());
        CHECK(batch.glimpsed.empty());
    }
}

TEST_CASE("a page listed as it is known is settled without being read") {
    Batch batch;
    batch.listed = {listed("9", content("5", "9", "").derived)};
    judge_listed(batch, holding("9", false));
    CHECK(batch.owed.empty());
    CHECK(batch.contents.empty());
    CHECK(batch.glimpsed.size() == 1);
    CHECK(batch.named.size() == 1);
}

TEST_CASE("what surrounds a text is learnt from the list, the text is the one that is kept") {
    Batch batch;
    const Value derived = Value::Object{{"categories", Value::List{"Neuve"}}};
    batch.listed = {listed("9", derived)};
    judge_listed(batch, holding("9", false));
    REQUIRE(batch.contents.size() == 1);
    CHECK(batch.contents.front().bytes == "connu");
    CHECK(batch.contents.front().derived == derived);
    CHECK(batch.items.size() == 1);
    CHECK(batch.owed.empty());
}

TEST_CASE("a page listed otherwise than it is known is read") {
    const auto owed_for = [](Listed page, const store::Before& before) {
        Batch batch;
        batch.listed = {std::move(page)};
        judge_listed(batch, before);
        return batch.owed.size();
    };
    CHECK(owed_for(listed("10"), holding("9", false)) == 1);
    CHECK(owed_for(listed("9"), nothing(false)) == 1);
    Listed moved = listed("9");
    moved.item.title = "Ailleurs";
    CHECK(owed_for(moved, holding("9", false)) == 1);
    Listed redirects = listed("9");
    redirects.item.redirect_to = "";
    CHECK(owed_for(redirects, holding("9", false)) == 1);
    store::Before gone = holding("9", false);
    gone.items.at(ItemId("5")).life = Life::gone;
    CHECK(owed_for(listed("9"), gone) == 1);
}

TEST_CASE("a page whose text is not kept is not read again for it") {
    store::Before before = holding("9", false);
    before.contents.clear();
    Batch batch;
    batch.listed = {listed("9")};
    judge_listed(batch, before);
    CHECK(batch.owed.empty());
    CHECK(batch.glimpsed.size() == 1);
}

TEST_CASE("what is held and was not listed is looked for") {
    Batch batch;
    batch.named = {ItemId("5")};
    Census held;
    for (const char* id : {"4", "5", "6"})
        held.items.push_back(Census::Line{ItemId(id), "T", 0, RevisionId("1"), false});
    owe_unlisted(batch, held, ItemSet{ItemId("4")});
    REQUIRE(batch.owed.size() == 1);
    CHECK(batch.owed.front().item.text == "6");
}

TEST_CASE("a file is of a source when its name is, or its address with the way to its pages") {
    const auto traits = [](const std::string& name, const std::string& server, const std::string& way) {
        Traits made;
        made.attribution = name;
        made.base_url = server;
        made.details = Value::Object{{"articlepath", way}};
        return made;
    };
    const Traits known = traits("Movilab", "https://movilab.org", "/wiki/$1");
    CHECK(check_same_source(traits("Movilab", "http://old.example", "/$1"), known, "f"));
    CHECK(check_same_source(traits("Ancien nom", "http://www.Movilab.org:80", "/wiki/$1"), known, "f"));
    const auto other = check_same_source(traits("Autre", "https://movilab.org", "/autre/$1"), known, "f");
    REQUIRE(!other);
    CHECK(other.error().kind == ErrorKind::conflict);
    CHECK(!check_same_source(traits("", "", ""), traits("", "", ""), "f"));
    Section options("source", "moisson.toml:4:1");
    options.put("api",
                Section::Option{Section::Scalar(std::string("https://movilab.org/api.php")), "moisson.toml:5:1"});
    CHECK(check_same_host(traits("Movilab", "http://www.movilab.org", "/wiki/$1"), options, "f"));
    CHECK(!check_same_host(traits("Movilab", "http://ailleurs.org", "/wiki/$1"), options, "f"));
}
