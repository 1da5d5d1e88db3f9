// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody who writes a mapping is told of it.
#include "report/coverage.hpp"
#include "report/trial.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;
using Of = Mapping::Condition::Of;

namespace {

Mapping communs() {
    return {{kind("commun", Of::template_name, "Commun")},
            {field("summary", {"param:court"}), field("starts", {"param:debut"}, {"date", {}, {}, {}})},
            {}};
}

Account account(const Page& page, const Mapping& mapping) {
    return Normaliser(mapping).account_of(Subject{"Une page", 0, {}}, page.reading());
}

const Value& line_of(const Value& list, std::string_view member, std::string_view name) {
    static const Value none;
    for (const Value& each : *list.list())
        if (each.at(member).text_or("") == name) return each;
    return none;
}

}  // namespace

TEST_CASE("a trial tells of each value where it went, and of each field what it was before") {
    const Page page =
        Page().has("Commun", {{"court", "Un outil"}, {"debut", "bientôt"}, {"budget", "12"}}).in_category("Communs");
    KeptPage kept;
    kept.source = SourceName("movilab");
    kept.item = Item{ItemId("12"), "Une page", 0, "wikitext", RevisionId("40"), std::nullopt};
    kept.content.revision = RevisionId("40");
    kept.snapshot.fields = {{"kind", "page"}, {"title", "Une page"}, {"summary", "Ancien"}, {"stage", "idée"}};
    Reading reading = page.reading();
    reading.counts = {1, 2, 3, 4, 5};
    reading.remarks = {Remark::double_encoded};
    const Value told = report::trial(kept, reading, account(page, communs()));
    CHECK(told.at("kind") ==
          Value(Value::Object{{"before", "page"}, {"after", "commun"}, {"rule", "template:Commun"}}));
    CHECK(line_of(told.at("fields"), "field", "summary") ==
          Value(Value::Object{
              {"field", "summary"}, {"value", "Un outil"}, {"rule", "param:court"}, {"before", "Ancien"}}));
    CHECK_FALSE(line_of(told.at("fields"), "field", "title").object()->contains("before"));
    CHECK(told.at("gone") == Value(Value::List{Value::Object{{"field", "stage"}, {"before", "idée"}}}));
    CHECK(line_of(told.at("values"), "name", "Commun|court").at("fate") == Value("fed"));
    CHECK(line_of(told.at("values"), "name", "Commun|debut") ==
          Value(Value::Object{
              {"name", "Commun|debut"}, {"text", "bientôt"}, {"field", "starts"}, {"fate", "not_understood"}}));
    CHECK(line_of(told.at("values"), "name", "Commun|budget").at("fate") == Value("unread"));
    CHECK(told.at("categories") == texts({"Communs"}));
    CHECK(told.at("refused") == Value(false));
    CHECK(told.at("counts") ==
          Value(Value::Object{{"categories", 1}, {"links", 2}, {"images", 3}, {"headings", 4}, {"addresses", 5}}));
    CHECK(told.at("remarks") == texts({"some of its text looks encoded twice"}));
}

TEST_CASE("coverage counts, kind by kind, the fields that are filled and the keys that nobody reads") {
    report::Coverage coverage;
    const Mapping mapping = communs();
    coverage.add("A", account(Page().has("Commun", {{"court", "Un"}, {"budget", "1"}, {"Budget", "2"}}), mapping));
    coverage.add("B", account(Page().has("Commun", {{"debut", "bientôt"}, {"budget", "3"}, {"rare", "x"}}), mapping));
    coverage.add("C", account(Page().has("Commun", {{"debut", "2024"}}), mapping));
    coverage.add("D", account(Page(), mapping));
    coverage.add_unread("E");
    const Value told = coverage.value();
    CHECK(told.at("pages") == Value(4));
    CHECK(told.at("unread") == Value(1));
    CHECK(told.at("unread_pages") == texts({"E"}));
    const Value& communs = line_of(told.at("kinds"), "kind", "commun");
    CHECK(communs.at("pages") == Value(3));
    CHECK(line_of(communs.at("fields"), "field", "title").at("share") == Value(1.0));
    // A value that was not understood still fills its field, with its words.
    CHECK(line_of(communs.at("fields"), "field", "starts").at("pages") == Value(2));
    CHECK(line_of(communs.at("fields"), "field", "unparsed").is_null());
    const Value& unread = communs.at("unread");
    REQUIRE(unread.list()->size() == 2);
    CHECK(unread.list()->front().at("name") == Value("Commun|Budget"));
    CHECK(unread.list()->front().at("pages") == Value(2));
    const Value& lost = communs.at("not_understood");
    REQUIRE(lost.list()->size() == 1);
    CHECK(lost.list()->front().at("field") == Value("starts"));
    CHECK(lost.list()->front().at("examples") ==
          Value(Value::List{Value::Object{{"title", "B"}, {"text", "bientôt"}}}));
    CHECK(line_of(told.at("kinds"), "kind", "page").at("pages") == Value(1));
}

TEST_CASE("coverage counts the pages whose bytes a person should look at, and names three of each sort") {
    report::Coverage coverage;
    const Account read = account(Page(), communs());
    for (const char* title : {"A", "B", "C", "D"}) coverage.add(title, read, {Remark::double_encoded});
    coverage.add("E", read, {Remark::not_utf8, Remark::double_encoded});
    coverage.add("F", read);
    const Value told = coverage.value();
    REQUIRE(told.at("remarks").list()->size() == 2);
    const Value& twice = line_of(told.at("remarks"), "remark", sentence_of(Remark::double_encoded));
    CHECK(twice.at("pages") == Value(5));
    CHECK(twice.at("examples") == texts({"A", "B", "C"}));
    CHECK(line_of(told.at("remarks"), "remark", sentence_of(Remark::not_utf8)).at("examples") == texts({"E"}));
}

TEST_CASE("a wiki of a hundred thousand different keys does not fill the memory") {
    report::Coverage coverage;
    const Mapping mapping = communs();
    for (std::size_t page = 0; page < 60; ++page) {
        Params params;
        for (std::size_t key = 0; key < 100; ++key)
            params.emplace_back("k" + std::to_string(page * 100 + key), std::string(1000, 'x'));
        coverage.add("Page " + std::to_string(page), account(Page().has("Commun", params), mapping));
    }
    const Value told = coverage.value();
    const Value::List& unread = *line_of(told.at("kinds"), "kind", "commun").at("unread").list();
    CHECK(unread.size() == report::Coverage::most_names + 1);
    CHECK(unread.front().at("name") == Value("…"));
    CHECK(unread.front().at("pages") == Value(1000));
    CHECK(unread.back().at("examples").list()->front().at("text").text_or("").size() < 250);
}
