// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>
#include <set>

namespace moisson {

using namespace mediawiki_test;

namespace {

Batch all_of(const std::vector<Batch>& batches) {
    Batch all;
    for (const Batch& batch : batches) {
        all.items.insert(all.items.end(), batch.items.begin(), batch.items.end());
        all.revisions.insert(all.revisions.end(), batch.revisions.begin(), batch.revisions.end());
        all.contents.insert(all.contents.end(), batch.contents.begin(), batch.contents.end());
        all.owed.insert(all.owed.end(), batch.owed.begin(), batch.owed.end());
        all.ignored.insert(all.ignored.end(), batch.ignored.begin(), batch.ignored.end());
    }
    return all;
}

const Item& item(const Batch& batch, const std::string& id) {
    auto found = std::find_if(batch.items.begin(), batch.items.end(), [&](const Item& i) { return i.id.text == id; });
    REQUIRE(found != batch.items.end());
    return *found;
}

const Revision& revision(const Batch& batch, const std::string& id) {
    auto found = std::find_if(batch.revisions.begin(), batch.revisions.end(),
                              [&](const Revision& r) { return r.id.text == id; });
    REQUIRE(found != batch.revisions.end());
    return *found;
}

ScriptedWiki::Page plain_page(int id) {
    const std::string number = std::to_string(1000 + id);
    return {id, 0, "Page " + number, {{5000 + id, "2026-11-21T10:00:00Z", "texte"}}, false, {"A", "B"}};
}

}  // namespace

TEST_CASE("a harvest reads templates first, then pages, then talk pages, then every revision") {
    Rig rig;
    rig.changes(Cursor{});
    std::string order;
    for (const HttpRequest& request : rig.wiki.asked()) {
        const std::string ns = parameter(request, "gapnamespace");
        order += (ns.empty() ? parameter(request, "list") : ns) + " ";
    }
    CHECK(order == "10 0 4 12 14 1 allrevisions ");
}

TEST_CASE("a harvest takes one request for fifty pages and one for five hundred revisions") {
    Rig rig;
    for (int id = 100; id < 331; ++id) rig.wiki.pages.push_back(plain_page(id));
    for (int i = 0; i < 900; ++i)
        rig.wiki.page(1).revisions.insert(rig.wiki.page(1).revisions.begin(),
                                          {9000 + i, "2020-01-01T00:00:00Z", "vieux"});
    const auto batches = rig.changes(Cursor{});
    const std::size_t main_pages = 231 + 5;        // ⌈236/50⌉ = 5
    const std::size_t revisions = 231 + 900 + 13;  // ⌈1144/500⌉ = 3
    CHECK(rig.wiki.asked().size() == (main_pages + 49) / 50 + 5 + (revisions + 499) / 500);
    std::set<std::string> read;
    for (const Batch& batch : batches)
        for (const Content& content : batch.contents) read.insert(content.item.text);
    CHECK(read.size() == main_pages + 6);
}

TEST_CASE("a harvested page has its text, what surrounds it, and who wrote it last") {
    Rig rig;
    const Batch all = all_of(rig.changes(Cursor{}));
    const Item& badge = item(all, "4");
    CHECK(badge.title == "Badge inter lieux");
    CHECK(badge.latest.text == "106");
    CHECK(badge.content_model == "wikitext");
    CHECK_FALSE(badge.redirect_to.has_value());
    auto content = std::find_if(all.contents.begin(), all.contents.end(), [](auto& c) { return c.item.text == "4"; });
    REQUIRE(content != all.contents.end());
    CHECK(content->bytes == "v3");
    CHECK(to_json(content->derived) == R"({"categories":["Badges","Communs"],"properties":{},"protection":[]})");
    CHECK(item(all, "10").redirect_to == "Badge inter lieux");
    CHECK(item(all, "3").redirect_to == "Modèle:Commun");
}

TEST_CASE("authors are accounts, addresses, or names brought in by an import; bots are known by their group") {
    Rig rig;
    const Batch all = all_of(rig.changes(Cursor{}));
    CHECK(revision(all, "101").actor == Actor{"Anne", Actor::Kind::account});
    CHECK(revision(all, "102").actor == Actor{"imp>Benoît", Actor::Kind::import});
    CHECK(revision(all, "107").actor == Actor{"192.0.2.7", Actor::Kind::anonymous});
    CHECK(revision(all, "109").bot);
    CHECK_FALSE(revision(all, "101").bot);
    const Revision& hidden = revision(all, "105");
    CHECK_FALSE(hidden.actor.has_value());
    CHECK(hidden.comment.empty());
    CHECK(hidden.sha1.empty());
    CHECK(hidden.hidden == Hidden{true, true, true});
    CHECK(hidden.parent == RevisionId("104"));
    CHECK_FALSE(revision(all, "104").parent.has_value());
}

TEST_CASE("the last batch of a harvest hands over to the feed at the time of the first request") {
    Rig rig;
    auto talk = rig.connector->changes(Cursor{});
    std::vector<Batch> batches;
    int minute = 0;
    while (auto request = talk->next()) {
        rig.wiki.now = "2026-11-25T10:0" + std::to_string(minute++) + ":00Z";
        auto step = talk->accept(rig.wiki.answer(*request));
        REQUIRE(step.has_value());
        if (auto* batch = std::get_if<Batch>(&*step)) batches.push_back(std::move(*batch));
    }
    REQUIRE(batches.size() == 7);
    CHECK(batches.back().harvest_complete);
    CHECK(batches.back().cursor->text ==
          R"({"poll":{"at":"2026-11-25T10:00:00Z","from":"2026-11-25T09:55:00Z","seen":[]}})");
    CHECK(batches.front().total == 12u);
    CHECK(std::count_if(batches.begin(), batches.end(), [](const Batch& b) { return b.harvest_complete; }) == 1);
}

TEST_CASE("an empty wiki is harvested in one request a namespace and one for the revisions it has not") {
    Rig rig;
    rig.wiki.pages.clear();
    const auto batches = rig.changes(Cursor{});
    CHECK(rig.wiki.asked().size() == 7);
    CHECK(batches.back().harvest_complete);
    CHECK(all_of(batches).items.empty());
}

TEST_CASE("a page that makes the server fail is left out by name, and its neighbours arrive") {
    for (const int lost : {100, 101, 125, 148, 149}) {
        CAPTURE(lost);
        Rig rig;
        for (int id = 100; id < 150; ++id) rig.wiki.pages.push_back(plain_page(id));
        rig.wiki.poison = {lost};
        auto talk = rig.connector->changes(Cursor{});
        const auto batches = rig.insist(*talk);
        const Batch all = all_of(batches);
        CHECK(all.items.size() == 10 + 50);
        REQUIRE(all.ignored.size() == 1);
        CHECK(all.ignored[0].subject == "page " + std::to_string(lost));
        CHECK(all.ignored[0].item.text == std::to_string(lost));
        CHECK(all.ignored[0].reason.find("HTTP 500") != std::string::npos);
        REQUIRE(all.owed.size() == 1);
        CHECK(all.owed[0].item.text == std::to_string(lost));
        CHECK(all.owed[0].why.starts_with("gave up: "));
        CHECK(batches.back().harvest_complete);
        // Found by halves: seven sizes down, as many up again.
        CHECK(rig.wiki.asked().size() < 40);
    }
}

TEST_CASE("several pages that make the server fail are each left out") {
    Rig rig;
    for (int id = 100; id < 250; ++id) rig.wiki.pages.push_back(plain_page(id));
    rig.wiki.poison = {4, 2, 120, 121, 249};
    auto talk = rig.connector->changes(Cursor{});
    const Batch all = all_of(rig.insist(*talk));
    std::set<std::string> lost;
    for (const Ignored& ignored : all.ignored) lost.insert(ignored.item.text);
    CHECK(lost == std::set<std::string>{"4", "2", "120", "121", "249"});
    CHECK(all.items.size() == 11 + 150 - 5);
}

TEST_CASE("after a failure the size of the questions comes back to fifty") {
    Rig rig;
    for (int id = 100; id < 500; ++id) rig.wiki.pages.push_back(plain_page(id));
    rig.wiki.poison = {101};
    auto talk = rig.connector->changes(Cursor{});
    rig.insist(*talk);
    std::set<std::string> sizes;
    for (const HttpRequest& request : rig.wiki.asked()) sizes.insert(parameter(request, "gaplimit"));
    CHECK(sizes.contains("1"));
    CHECK(parameter(rig.wiki.asked().at(rig.wiki.asked().size() - 6), "gaplimit") == "50");
}

TEST_CASE("of very long pages as many are asked for at a time as come at once, and fifty again when they are over") {
    Rig rig;
    rig.wiki.texts_an_answer = 8;
    for (int id = 100; id < 140; ++id) {
        rig.wiki.pages.push_back(plain_page(id));
        rig.wiki.pages.back().revisions.back().text.assign(1000000, 'a');
    }
    for (int id = 200; id < 360; ++id) rig.wiki.pages.push_back(plain_page(id));
    const Batch all = all_of(rig.changes(Cursor{}));
    CHECK(all.contents.size() == 40 + 160 + 11);
    CHECK(rig.wiki.asked_for("gaplimit", "8") == 7);  // six hold the long ones, one more is light before it grows
    CHECK(parameter(rig.wiki.asked().at(1), "gaplimit") == "50");
    CHECK(rig.wiki.asked_for("gaplimit", "50") >= 5);
}

TEST_CASE("what would not come at once in one namespace is not looked for in the next ones") {
    Rig rig;
    auto talk = rig.connector->changes(Cursor{});
    REQUIRE(parameter(*talk->next(), "gaplimit") == "50");
    REQUIRE(talk->ease(Error{ErrorKind::invalid, "petit", "body too large", {}, std::nullopt}));
    const auto first = parameter(*talk->next(), "gapnamespace");
    CHECK(parameter(*talk->next(), "gaplimit") == "25");
    REQUIRE(talk->accept(rig.wiki.answer(*talk->next())).has_value());
    CHECK(parameter(*talk->next(), "gapnamespace") != first);
    CHECK(parameter(*talk->next(), "gaplimit") == "50");
}

TEST_CASE("a wiki that asks to be left alone is not asked for less: it is left alone") {
    Rig rig;
    auto talk = rig.connector->changes(Cursor{});
    const auto question = talk->next();
    for (const char* code : {"maxlag", "readonly", "ratelimited"}) {
        const auto refused =
            talk->accept(HttpResponse(200, std::string(R"({"error":{"code":")") + code + R"(","info":"x"}})"));
        REQUIRE_FALSE(refused.has_value());
        CHECK_FALSE(talk->ease(refused.error()));
        CHECK(conformance::same_request(*talk->next(), *question));
    }
}

TEST_CASE("a wiki that never moves on is an error, not an endless harvest") {
    Rig rig;
    auto talk = rig.connector->changes(Cursor{R"({"harvest":{"continue":{"gapcontinue":"A"},"ns":0,"phase":"pages"},)"
                                              R"("since":"2026-11-25T10:00:00Z"})"});
    const auto stuck = talk->accept(HttpResponse(
        200, R"({"batchcomplete":true,"curtimestamp":"2026-11-25T10:00:00Z","continue":{"gapcontinue":"A"}})"));
    REQUIRE_FALSE(stuck.has_value());
    CHECK(stuck.error().kind == ErrorKind::invalid);
}

TEST_CASE("a page that appears in the middle of a cut block is owed, not lost") {
    Rig rig;
    auto talk = rig.connector->changes(Cursor{});
    const std::string head = R"({"curtimestamp":"2026-11-25T10:00:00Z",)";
    auto first = talk->accept(HttpResponse(
        200, head + R"("continue":{"rvcontinue":"2|9","continue":"||info"},"query":{"pages":[{"pageid":2,"ns":10,)"
                    R"("title":"Modèle:A","lastrevid":9,"contentmodel":"wikitext","revisions":[]}]}})"));
    REQUIRE(first.has_value());
    CHECK(std::holds_alternative<Continue>(*first));
    auto second = talk->accept(HttpResponse(
        200, head + R"("batchcomplete":true,"query":{"pages":[{"pageid":2,"ns":10,"title":"Modèle:A","revisions":[)"
                    R"({"revid":9,"parentid":0,"timestamp":"2026-11-20T10:00:00Z","slots":{"main":{"content":"a"}}}]},)"
                    R"({"pageid":3,"ns":10,"title":"Modèle:B","revisions":[{"revid":10,"parentid":0,)"
                    R"("timestamp":"2026-11-20T10:00:00Z","slots":{"main":{"content":"b"}}}]}]}})"));
    REQUIRE(second.has_value());
    const Batch& batch = std::get<Batch>(*second);
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].id.text == "2");
    REQUIRE(batch.owed.size() == 1);
    CHECK(batch.owed[0].item.text == "3");
    CHECK(batch.glimpsed.at(0).title == "Modèle:B");
}

TEST_CASE("a revision that makes no sense in the long list is set aside and the others are taken") {
    Rig rig;
    auto talk = rig.connector->changes(
        Cursor{R"({"harvest":{"continue":{},"phase":"history"},"since":"2026-11-25T10:00:00Z"})"});
    auto step = talk->accept(HttpResponse(
        200, R"({"batchcomplete":true,"query":{"allrevisions":[{"pageid":4,"ns":0,"title":"T","revisions":[)"
             R"({"revid":104,"parentid":0,"timestamp":"yesterday"},)"
             R"({"revid":105,"parentid":104,"timestamp":"2026-11-20T10:00:00Z","user":"Anne","userid":7}]}]}})"));
    REQUIRE(step.has_value());
    const Batch& batch = std::get<Batch>(*step);
    REQUIRE(batch.revisions.size() == 1);
    CHECK(batch.revisions[0].id.text == "105");
    REQUIRE(batch.ignored.size() == 1);
    CHECK(batch.ignored[0].subject == "revision 104");
    CHECK(batch.harvest_complete);
}

TEST_CASE("a cursor nobody here wrote starts from the beginning") {
    Rig rig;
    for (const char* text : {"nonsense", "{}", "[]", R"({"poll":{"at":"never"}})", R"({"harvest":{},"since":1})"}) {
        auto talk = rig.connector->changes(Cursor{text});
        CHECK(parameter(*talk->next(), "gapnamespace") == "10");
        CHECK(parameter(*talk->next(), "gapcontinue").empty());
    }
}

}  // namespace moisson
