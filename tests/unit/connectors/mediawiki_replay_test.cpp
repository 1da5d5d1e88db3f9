// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/mediawiki_rig.hpp"

#include <algorithm>
#include <map>
#include <set>

// Answers of a real wiki, as recorded: what the scripted one may have got wrong.
namespace moisson {

using namespace mediawiki_test;

namespace {

Batch accepted(Conversation<Batch>& talk, const std::string& name) {
    REQUIRE(talk.next().has_value());
    auto step = talk.accept(recorded(name));
    REQUIRE(step.has_value());
    REQUIRE(std::holds_alternative<Batch>(*step));
    return std::get<Batch>(std::move(*step));
}

}  // namespace

TEST_CASE("a block that a real wiki cut in two is put together again") {
    auto connector = Rig::opened();
    auto talk = connector->changes(Cursor{R"({"harvest":{"continue":{},"ns":0,"phase":"pages"},)"
                                          R"("since":"2026-11-25T01:00:00Z"})"});
    auto step = talk->accept(recorded("cut_1.json"));
    REQUIRE(step.has_value());
    CHECK(std::holds_alternative<Continue>(*step));
    CHECK(parameter(*talk->next(), "rvcontinue") == "160|788");
    CHECK(parameter(*talk->next(), "continue") == "||info|categories|pageprops");
    const Batch batch = accepted(*talk, "cut_2.json");
    CHECK(batch.items.size() == 4);
    REQUIRE(batch.contents.size() == 4);
    CHECK(batch.owed.empty());
    std::map<std::string, const Content*> by_title;
    for (const Item& item : batch.items)
        for (const Content& content : batch.contents)
            if (content.item == item.id) by_title[item.title] = &content;
    REQUIRE(by_title.size() == 4);
    CHECK(by_title.at("Longue 2")->bytes.starts_with("Ligne été 2"));
    CHECK(to_json(by_title.at("Longue 1")->derived) ==
          R"({"categories":["Communs","Zut"],"properties":{"notoc":""},)"
          R"("protection":["edit=sysop","move=sysop until 2030-01-01T00:00:00Z"]})");
    CHECK(parameter(*talk->next(), "gapcontinue") == "Page_000");
}

TEST_CASE("a real feed becomes revisions, debts and occasions") {
    auto connector = Rig::opened();
    auto talk = connector->changes(poll_from("2026-11-25T00:05:00Z"));
    const Batch batch = accepted(*talk, "feed.json");
    CHECK_FALSE(talk->next().has_value());
    CHECK(batch.ignored.empty());
    std::set<std::string> titles;
    std::map<std::string, int> whys;
    for (const Owed& owed : batch.owed) {
        ++whys[owed.why];
        if (!owed.title.empty()) titles.insert(owed.title);
        CHECK(owed.occasion.has_value() == (owed.what == Read::history));
    }
    for (const char* title : {"Utilisateur:Admin/Brouillon", "Brouillon publié", "Page 012", "Page douze", "Page 013",
                              "Utilisateur:Admin/Treize", "Page 014", "Page 020", "Page 021"})
        CHECK_MESSAGE(titles.contains(title), title);
    CHECK_FALSE(titles.contains("Utilisateur:10.0.0.1"));
    for (const char* why : {"log move/move", "log delete/delete", "log delete/restore", "log delete/revision",
                            "log protect/protect", "log merge/merge", "edit"})
        CHECK_MESSAGE(whys.contains(why), why);
    auto hidden = std::find_if(batch.revisions.begin(), batch.revisions.end(),
                               [](const Revision& revision) { return revision.id.text == "768"; });
    REQUIRE(hidden != batch.revisions.end());
    CHECK(hidden->hidden == Hidden{true, true, true});
    CHECK(hidden->tags == std::vector<std::string>{"mw-replace"});
    auto anonymous = std::find_if(batch.revisions.begin(), batch.revisions.end(),
                                  [](const Revision& revision) { return revision.id.text == "760"; });
    REQUIRE(anonymous != batch.revisions.end());
    CHECK(anonymous->actor == Actor{"127.0.0.1", Actor::Kind::anonymous});
}

TEST_CASE("titles of every kind, as a real wiki answers for them") {
    auto connector = Rig::opened();
    auto talk = connector->fetch({{1, {}, "page 023", Read::content},
                                  {2, {}, "Nope", Read::content},
                                  {3, {}, "<bad>", Read::content},
                                  {4, {}, "Special:Version", Read::content},
                                  {5, {}, "MeatBall:X", Read::content},
                                  {6, {}, "Utilisateur:Admin/Treize", Read::content},
                                  {7,
                                   {},
                                   "x\xCC\x81"
                                   "e\xCC\x81",
                                   Read::content}});
    const Batch batch = accepted(*talk, "titles.json");
    std::map<std::int64_t, std::string> paid;
    for (const Paid& one : batch.paid) paid[one.owed] = one.item.text;
    CHECK(paid ==
          std::map<std::int64_t, std::string>{{1, "34"}, {2, ""}, {3, ""}, {4, ""}, {5, ""}, {6, "23"}, {7, ""}});
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items[0].redirect_to == "Page 005");
    REQUIRE(batch.gone.size() == 1);
    CHECK(batch.gone[0] == Gone{ItemId("23"), Gone::Evidence::left_scope, "Utilisateur:Admin/Treize"});
    std::set<std::string> ignored;
    for (const Ignored& one : batch.ignored) ignored.insert(one.subject);
    CHECK(ignored == std::set<std::string>{"title <bad>", "title Special:Version", "title MeatBall:X"});
}

TEST_CASE("the first answer of a real list of all revisions") {
    auto connector = Rig::opened();
    auto talk =
        connector->changes(Cursor{R"({"harvest":{"continue":{},"phase":"history"},"since":"2026-11-25T01:00:00Z"})"});
    const Batch batch = accepted(*talk, "revisions_1.json");
    CHECK(batch.revisions.size() == 4);
    CHECK(batch.revisions[0].actor == Actor{"imp>Simon", Actor::Kind::import});
    CHECK(batch.glimpsed.at(0).title == "Modèle:Commun");
    CHECK_FALSE(batch.harvest_complete);
    CHECK_FALSE(parameter(*talk->next(), "arvcontinue").empty());
}

TEST_CASE("what a real wiki says of a continuation it does not know is no reason to try it again") {
    auto connector = Rig::opened();
    auto talk = connector->changes(Cursor{});
    const auto step = talk->accept(recorded("bad_continue.json"));
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::invalid);
    CHECK(step.error().what.find("badcontinue") != std::string::npos);
}

}  // namespace moisson
