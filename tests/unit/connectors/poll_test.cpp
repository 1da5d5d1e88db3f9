// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>
#include <set>

namespace moisson {

using namespace mediawiki_test;

TEST_CASE("when nothing happened a poll is one request, and the cursor is the wiki's time") {
    Rig rig;
    const Batch batch = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    REQUIRE(rig.wiki.asked().size() == 1);
    const HttpRequest& request = rig.wiki.asked().front();
    CHECK(parameter(request, "list") == "recentchanges");
    CHECK(parameter(request, "rcstart") == "2026-11-25T09:45:00Z");
    CHECK(parameter(request, "rctype") == "edit|new|log");
    CHECK(parameter(request, "rcnamespace").empty());
    CHECK(parameter(request, "rclimit") == "max");
    CHECK(batch.cursor->text == R"({"poll":{"at":"2026-11-25T10:00:00Z","from":"2026-11-25T09:55:00Z","seen":[]}})");
    CHECK(batch.total == 12u);
    CHECK(batch.named.empty());
    CHECK(batch.server_time == from_iso("2026-11-25T10:00:00Z"));
}

TEST_CASE("an edit is a revision at once, and its page is owed a reading") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:58:00Z")};
    rig.wiki.feed[0]["bot"] = true;
    rig.wiki.feed[0]["minor"] = true;
    rig.wiki.feed[0]["tags"] = Value::List{"visualeditor", "mw-undo"};
    const Batch batch = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    REQUIRE(batch.revisions.size() == 1);
    const Revision& revision = batch.revisions[0];
    CHECK(revision.id.text == "106");
    CHECK(revision.item.text == "4");
    CHECK(revision.parent == RevisionId("105"));
    CHECK(revision.at == from_iso("2026-11-25T09:58:00Z"));
    CHECK(revision.size == 2u);
    CHECK(revision.sha1 == "abc106");
    CHECK(revision.bot);
    CHECK(revision.minor);
    CHECK(revision.tags == std::vector<std::string>{"mw-undo", "visualeditor"});
    CHECK(owed(batch) == std::set<std::string>{"4 content"});
    CHECK(batch.owed[0].why == "edit");
    CHECK_FALSE(batch.owed[0].occasion.has_value());
    REQUIRE(batch.glimpsed.size() == 1);
    CHECK(batch.glimpsed[0].title == "Badge inter lieux");
    CHECK(batch.named == std::vector<ItemId>{ItemId("4")});
}

TEST_CASE("what is read again in the overlap is told once") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:58:00Z")};
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    CHECK(first.cursor->text ==
          R"({"poll":{"at":"2026-11-25T10:00:00Z","from":"2026-11-25T09:55:00Z","seen":["r106@1795600680"]}})");
    rig.wiki.now = "2026-11-25T10:01:00Z";
    const Batch second = only(rig.changes(*first.cursor));
    CHECK(second.revisions.empty());
    CHECK(second.owed.empty());
    CHECK(second.cursor->text ==
          R"({"poll":{"at":"2026-11-25T10:01:00Z","from":"2026-11-25T09:56:00Z","seen":["r106@1795600680"]}})");
    // The newest rows are asked for again for ever: as long as they are there, the feed has no gap.
    rig.wiki.now = "2026-11-25T10:10:00Z";
    const Batch third = only(rig.changes(*second.cursor));
    CHECK(third.cursor->text ==
          R"({"poll":{"at":"2026-11-25T10:10:00Z","from":"2026-11-25T09:58:00Z","seen":["r106@1795600680"]}})");
    CHECK(third.gap.empty());
}

TEST_CASE("a row committed late, older than the cursor, is still caught") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:58:00Z")};
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    rig.wiki.feed.insert(rig.wiki.feed.begin(), at_time(rig.wiki.edit_row(5), "2026-11-25T09:56:30Z"));
    rig.wiki.now = "2026-11-25T10:01:00Z";
    const Batch second = only(rig.changes(*first.cursor));
    REQUIRE(second.revisions.size() == 1);
    CHECK(second.revisions[0].item.text == "5");
}

TEST_CASE("rows are known by their revision and log, not by their rcid") {
    Rig rig;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:58:00Z")};
    const Batch first = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    // rebuildrecentchanges: every rcid is another one.
    rig.wiki.feed.insert(rig.wiki.feed.begin(), at_time(rig.wiki.edit_row(11), "2026-11-25T09:55:30Z"));
    const Batch second = only(rig.changes(*first.cursor));
    CHECK(second.revisions.empty());
}

TEST_CASE("a feed of several answers has the time of its last row as cursor until it is consumed") {
    Rig rig;
    rig.wiki.rows_a_list = 2;
    const std::vector<int> ids{1, 4, 5, 12, 7};
    for (std::size_t i = 0; i < ids.size(); ++i)
        rig.wiki.feed.push_back(
            at_time(rig.wiki.edit_row(ids[i]), "2026-11-25T08:" + std::to_string(10 + 10 * i) + ":00Z"));
    const auto batches = rig.changes(poll_from("2026-11-25T08:00:00Z"));
    REQUIRE(batches.size() == 3);
    CHECK(at_of(batches[0]) == "2026-11-25T08:20:00Z");
    CHECK(at_of(batches[1]) == "2026-11-25T08:40:00Z");
    CHECK(at_of(batches[2]) == "2026-11-25T10:00:00Z");
    // Killed after the first: nothing twice, nothing missing.
    std::vector<std::string> rest;
    for (const Batch& batch : rig.changes(*batches[0].cursor))
        for (const Revision& revision : batch.revisions) rest.push_back(revision.item.text);
    CHECK(rest == std::vector<std::string>{"5", "12", "7"});
}

TEST_CASE("when a whole answer lies within the overlap, what was seen before is not forgotten") {
    Rig rig;
    rig.wiki.rows_a_list = 2;
    for (const int id : {1, 4, 5, 12}) rig.wiki.feed.push_back(at_time(rig.wiki.edit_row(id), "2026-11-25T09:58:00Z"));
    const Cursor since{
        R"({"poll":{"at":"2026-11-25T10:00:00Z","from":"2026-11-25T09:55:00Z","seen":["r101@1795600680","r106@1795600680","r107@1795600680","r114@1795600680"]}})"};
    const auto batches = rig.changes(since);
    REQUIRE(batches.size() == 2);
    CHECK(batches[0].cursor == since);
    CHECK(batches[0].revisions.empty());
    CHECK(batches[1].revisions.empty());
}

TEST_CASE("edits outside what we follow, and rows of categorisation, are passed over") {
    Rig rig;
    Value::Object categorised = rig.wiki.edit_row(4);
    categorised["type"] = "categorize";
    rig.wiki.feed = {rig.wiki.edit_row(11), categorised};
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(batch.revisions.empty());
    CHECK(batch.owed.empty());
    CHECK(batch.ignored.empty());
}

TEST_CASE("several edits of one page owe one reading") {
    Rig rig;
    Value::Object earlier = rig.wiki.edit_row(4);
    earlier["revid"] = 105;
    rig.wiki.feed = {earlier, rig.wiki.edit_row(4)};
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(batch.revisions.size() == 2);
    CHECK(batch.owed.size() == 1);
    CHECK(batch.glimpsed.size() == 1);
    CHECK(batch.named.size() == 1);
}

TEST_CASE("whatever a log did to a page, its history is owed under every title and id it names") {
    Rig rig;
    rig.wiki.feed = {
        rig.wiki.log_row(1, "move", "move", 12, "Ancien", 0, {{"target_title", "Le WIP"}, {"target_ns", 0}}),
        rig.wiki.log_row(2, "merge", "merge", 0, "Source", 0, {{"dest_title", "But"}, {"dest_ns", 0}}),
        rig.wiki.log_row(3, "protect", "protect", 4, "Badge inter lieux", 0),
    };
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(owed(batch) == std::set<std::string>{"'Ancien' history", "'Le WIP' history", "12 history", "'Source' history",
                                               "'But' history", "'Badge inter lieux' history", "4 history"});
    CHECK(batch.owed[0].why == "log move/move");
    REQUIRE(batch.owed[0].occasion.has_value());
    CHECK(batch.owed[0].occasion->event == "log:1 move/move");
    CHECK(batch.owed[0].occasion->actor == Actor{"Anne", Actor::Kind::account});
    CHECK(batch.owed[0].occasion->at == from_iso(rig.wiki.now));
    const Value seen = from_json(batch.cursor->text).value().at("poll").at("seen");
    REQUIRE(seen.list()->size() == 3);
    CHECK(seen.list()->front().text_or("").starts_with("l1@"));
}

TEST_CASE("a draft moved into the main namespace is caught, and so is a page moved out of what we follow") {
    Rig rig;
    rig.wiki.feed = {
        rig.wiki.log_row(1, "move", "move", 11, "Utilisateur:Anne/Brouillon", 2,
                         {{"target_title", "Publié"}, {"target_ns", 0}}),
        rig.wiki.log_row(2, "move", "move", 5, "Sortie", 0, {{"target_title", "Utilisateur:Anne/Sortie"}})};
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(owed(batch) == std::set<std::string>{"'Utilisateur:Anne/Brouillon' history", "'Publié' history", "11 history",
                                               "'Sortie' history", "'Utilisateur:Anne/Sortie' history", "5 history"});
}

TEST_CASE("the namespace of a title that a log gives alone is read from its prefix") {
    Rig rig;
    rig.wiki.feed = {
        rig.wiki.log_row(1, "fusion", "x", 0, "Utilisateur:Anne/A", 2, {{"into_title", "Utilisateur:Anne/B"}}),
        rig.wiki.log_row(2, "fusion", "x", 0, "Utilisateur:Anne/A", 2, {{"into_title", "Modèle:B"}})};
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(owed(batch) == std::set<std::string>{"'Utilisateur:Anne/A' history", "'Modèle:B' history"});
}

TEST_CASE("logs about people and about pages we do not follow are passed over in silence") {
    Rig rig;
    rig.wiki.feed = {rig.wiki.log_row(1, "block", "block", 0, "Utilisateur:Anne", 2),
                     rig.wiki.log_row(2, "newusers", "create", 4, "Badge inter lieux", 0),
                     rig.wiki.log_row(3, "rights", "rights", 4, "Badge inter lieux", 0),
                     rig.wiki.log_row(4, "upload", "upload", 0, "Fichier:Carte.png", 6)};
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(batch.owed.empty());
    CHECK(batch.ignored.empty());
}

TEST_CASE("a row that is hidden or makes no sense is listed as ignored, once, and the others are taken") {
    Rig rig;
    Value::Object hidden = rig.wiki.log_row(7, "delete", "delete", 0, "", 0);
    hidden.erase("title");
    hidden["actionhidden"] = true;
    hidden["userhidden"] = true;
    Value::Object odd = rig.wiki.edit_row(5);
    odd["pageid"] = "five";
    Value::Object no_time = rig.wiki.edit_row(1);
    no_time.erase("timestamp");
    rig.wiki.feed = {hidden, odd, no_time, rig.wiki.edit_row(12)};
    rig.wiki.feed.push_back(Value::Object{{"type", 3}});
    rig.wiki.now = "2026-11-20T10:01:00Z";
    rig.wiki.feed[0]["timestamp"] = rig.wiki.now;
    const auto batches = rig.changes(poll_from("2026-11-20T10:00:00Z"));
    const Batch& batch = batches.front();
    CHECK(batches.back().gap == "the wiki hides what an entry was about, or tells it in a way that cannot be read");
    CHECK(batches.back().ignored.empty());
    std::set<std::string> subjects;
    for (const Ignored& ignored : batch.ignored) {
        subjects.insert(ignored.subject);
        CHECK_FALSE(ignored.reason.empty());
    }
    CHECK(subjects == std::set<std::string>{"log 7", "revision 107", "revision 101", "change 5"});
    REQUIRE(batch.revisions.size() == 1);
    CHECK(batch.revisions[0].item.text == "12");
    const Batch again = only(rig.changes(*batches.back().cursor));
    CHECK(again.ignored.empty());
}

TEST_CASE("a hidden entry of the log comes without its number, and two of them are two") {
    Rig rig;
    Value::Object hidden = rig.wiki.log_row(7, "delete", "delete", 0, "", 0);
    for (const char* name : {"title", "logid", "logtype", "logaction", "logparams", "user", "userid"})
        hidden.erase(name);
    hidden["actionhidden"] = true;
    rig.wiki.feed = {hidden, hidden};
    const auto batches = rig.changes(poll_from("2026-11-25T09:50:00Z"));
    const Batch& batch = batches.front();
    REQUIRE(batch.ignored.size() == 2);
    CHECK(batch.ignored[0].subject == "change 1");
    CHECK(batch.ignored[0].reason == "the wiki no longer shows what it was about");
    CHECK(only(rig.changes(*batches.back().cursor)).ignored.empty());
}

TEST_CASE("when the wiki's clock has gone back its whole feed is read, whatever times it tells") {
    Rig rig;
    rig.wiki.rows_a_list = 2;
    // Written after 11:58, which the clock has forgotten; and the row of before the clock was set.
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:10:00Z"),
                     at_time(rig.wiki.edit_row(12), "2026-11-25T09:20:00Z"),
                     at_time(rig.wiki.edit_row(5), "2026-11-25T11:58:00Z")};
    const auto batches = rig.changes(poll_from("2026-11-25T12:00:00Z"));
    REQUIRE(batches.size() == 2);
    CHECK(batches[0].revisions.size() == 2);
    // Killed after the first answer, it goes on from its last row.
    CHECK(at_of(batches[0]) == "2026-11-25T09:20:00Z");
    CHECK(batches[1].revisions.size() == 1);
    CHECK(at_of(batches[1]) == "2026-11-25T10:00:00Z");
    // The next poll is an ordinary one again.
    rig.wiki.forget_questions();
    rig.wiki.now = "2026-11-25T10:01:00Z";
    rig.wiki.rows_a_list = 500;
    CHECK(only(rig.changes(*batches[1].cursor)).revisions.empty());
    CHECK(rig.wiki.asked().size() == 1);
}

TEST_CASE("two machines of one wiki whose clocks differ by seconds are no clock that went back") {
    Rig rig;
    CHECK(only(rig.changes(poll_from("2026-11-25T10:00:20Z"))).cursor->text.find("10:00:00Z") != std::string::npos);
    CHECK(rig.wiki.asked().size() == 1);
}

TEST_CASE("revisions are told in the order in which they were written, even when their times lie") {
    Rig rig;
    Value::Object earlier = rig.wiki.edit_row(4);
    earlier["revid"] = 99;
    rig.wiki.feed = {at_time(rig.wiki.edit_row(4), "2026-11-25T09:51:00Z"), at_time(earlier, "2026-11-25T09:59:00Z")};
    const Batch batch = only(rig.changes(poll_from("2026-11-25T09:50:00Z")));
    REQUIRE(batch.revisions.size() == 2);
    CHECK(batch.revisions.back().id.text == "106");
}

TEST_CASE("an account that was renamed is told, and its page read where we follow it") {
    Rig rig;
    rig.wiki.feed = {rig.wiki.log_row(9, "renameuser", "renameuser", 0, "Utilisateur:Anne", 2,
                                      {{"olduser", "Anne"}, {"newuser", "Anna"}, {"edits", 12}})};
    const Batch batch = only(rig.changes(poll_from("2026-11-20T10:00:00Z")));
    CHECK(batch.renamed == std::vector<Renamed>{{"Anne", "Anna", *from_iso(rig.wiki.now)}});
    CHECK(batch.ignored.empty());
    rig.wiki.feed = {rig.wiki.log_row(9, "renameuser", "renameuser", 0, "Utilisateur:Anne", 2, {{"newuser", 7}}),
                     rig.wiki.log_row(10, "renameuser", "renameuser", 0, "Utilisateur:Anne", 2)};
    for (const Batch& again : rig.changes(poll_from("2026-11-20T10:00:00Z"))) CHECK(again.renamed.empty());
}

TEST_CASE("a feed that is too much is asked by fewer rows, down to ten") {
    Rig rig;
    auto talk = rig.connector->changes(poll_from("2026-11-20T10:00:00Z"));
    const Error why{ErrorKind::invalid, "wiki", "body too large", {}, std::nullopt};
    std::string limits;
    do limits += parameter(*talk->next(), "rclimit") + " ";
    while (talk->ease(why));
    CHECK(limits == "max 250 125 62 31 15 10 ");
}

}  // namespace moisson
