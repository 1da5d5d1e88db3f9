// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/commun.hpp"
#include "connectors/communecter/forms.hpp"
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;

namespace {

Value parsed(const std::string& json) {
    auto value = from_json(json);
    REQUIRE_MESSAGE(value.has_value(), json);
    return std::move(*value);
}

Value commun(CommunecterRig& rig, int number) {
    return parsed(content_of(all_of(rig.changes()), "answers-" + id(number)));
}

Value::Object& stored(CommunecterRig& rig, int number) {
    return rig.site.at("answers", id(number)).members;
}

std::string places(const std::vector<communecter::Questions::Place>& list) {
    std::string all;
    for (const auto& [step, key] : list) all += step + "." + key + " ";
    return all;
}

}  // namespace

TEST_CASE("a commun is read through the steps of its form, whatever they are called") {
    CommunecterRig rig;
    const Value value = commun(rig, 71);
    CHECK(value.at("title") == Value("La carte commune"));
    CHECK(value.at("description") == Value("Une **carte**."));
    CHECK(to_json(value.at("tags")) == R"(["Cartographie","Numérique"])");
    CHECK(to_json(value.at("status")) == R"(["newaction","progress"])");
    CHECK(to_json(value.at("funds")) == R"({"asked":5000,"found":620})");
    CHECK(value.at("answers").at("secondPas").at("depense").list() != nullptr);
    CHECK(value.at("created") == Value("2023-07-22T04:26:40Z"));
}

TEST_CASE("a commun without a budget has no funding, and that is no zero") {
    CommunecterRig rig;
    const Value value = commun(rig, 72);
    CHECK(value.at("title") == Value("La recette libre"));
    CHECK(value.at("funds").is_null());
    CHECK(value.at("status").is_null());
}

TEST_CASE("a form is understood by its keys, else by the types of its questions, in the order of its steps") {
    using communecter::questions_of;
    const auto by_key = questions_of(parsed(R"({"subForms":{"0":"b","1":"a"},"inputs":{
        "a":{"inputs":{"titre":{"position":"1"},"depense":{}}},"b":{"inputs":{"tags":{},"titre":{}}}}})"));
    CHECK(places(by_key.title) == "b.titre a.titre ");
    CHECK(places(by_key.budget) == "a.depense ");
    const auto by_type = questions_of(parsed(R"({"subForms":["s"],"inputs":{"s":{"inputs":{
        "q10":{"type":"text","position":"10"},"q2":{"type":"tpls.forms.text","position":"2"},
        "q3":{"type":"textarea","position":3},"q4":{"type":"tpls.forms.ocecoform.budget","position":4}}}}})"));
    CHECK(places(by_type.title) == "s.q2 s.q10 ");
    CHECK(places(by_type.description) == "s.q3 ");
    CHECK(places(by_type.budget) == "s.q4 ");
    CHECK(by_type.withheld.empty());
    CHECK(questions_of(parsed("[]")).title.empty());
}

TEST_CASE("a call whose answers are for its own people withholds them all") {
    using communecter::questions_of;
    CHECK(questions_of(parsed(R"({"onlymemberaccess":true})")).withheld == "form.onlymemberaccess");
    CHECK(questions_of(parsed(R"({"params":{"onlyAdminCanSeeList":"true"}})")).withheld ==
          "form.params.onlyAdminCanSeeList");
    CHECK(questions_of(parsed(R"({"params":{"onlyAdminCanSeeList":"false"}})")).withheld.empty());
    CHECK(questions_of(parsed(R"({"isPublishedInAacOrg":false})")).withheld == "form.isPublishedInAacOrg");
    CHECK(questions_of(parsed(R"({"isPublishedInAacOrg":"1","preferences":{"isOpenData":"true"}})")).withheld.empty());
    CHECK(questions_of(parsed(R"({"preferences":{"isOpenData":"false"}})")).withheld == "form.preferences.isOpenData");
    CHECK(questions_of(parsed(R"({"preferences":{"private":true}})")).withheld == "form.preferences.private");
    CommunecterRig rig;
    rig.site.forms[call] = parsed(R"({"onlymemberaccess":"1"})");
    CHECK(standing_of(all_of(rig.changes()), "answers-" + id(71)) == "withheld form.onlymemberaccess");
}

TEST_CASE("a commun that stands in several calls is one item, read the same in each") {
    const char* other = "677e7e389058e31575550ac8";
    CommunecterRig rig;
    Section section = source_section({{"answers", {}, {}, {}, {}, "they are shown"}}, 200);
    auto tables = section.tables("scope");
    Section second("[[source.scope]]", "moisson.toml:9:1");
    second.put("type", text_option("answers"));
    second.put("form", text_option(other));
    second.put("publication", text_option("assume"));
    second.put("because", text_option("they are shown"));
    tables->push_back(second);
    section.put_tables("scope", *tables, "moisson.toml:7:1");
    rig.site.forms[other] = parsed(R"({"subForms":["x"],"inputs":{"x":{"inputs":{"nom":{"type":"text"}}}}})");
    rig.connector = CommunecterRig::opened(section);
    const Batch all = all_of(rig.changes());
    std::map<std::string, std::set<std::string>> texts;
    for (const Content& content : all.contents) texts[content.item.text].insert(content.bytes);
    CHECK(all.contents.size() == 4);
    CHECK(texts.size() == 2);
    for (const auto& [item, versions] : texts) CHECK(versions.size() == 1);
}

TEST_CASE("an answer that a call lists, but that was given to another form, is read and withheld by that form") {
    const char* other = "677e7e389058e31575550ac8";
    CommunecterRig rig;
    stored(rig, 72)["form"] = other;
    stored(rig, 72)["answers"] = Value::Object{{"x", Value::Object{{"q7", "Le registre des heures"}}}};
    rig.site.forms[other] = parsed(R"({"subForms":["x"],"inputs":{"x":{"inputs":{"q7":{"type":"text"}}}}})");
    CHECK(commun(rig, 72).at("title") == Value("Le registre des heures"));
    CHECK(content_of(all_of(rig.fetch({Wanted{1, ItemId("answers-" + id(72)), {}, Read::content}})),
                     "answers-" + id(72)) == content_of(all_of(rig.changes()), "answers-" + id(72)));
    rig.site.asked.clear();
    rig.changes();
    // No page of answers is asked for a second time once their forms are known.
    CHECK(std::count_if(rig.site.asked.begin(), rig.site.asked.end(), [](const HttpRequest& request) {
              return request.url.find("/directoryproposal/") != std::string::npos && field(request, "indexMin") == "0";
          }) == 1);
    rig.site.forms[other] = parsed(R"({"onlymemberaccess":true})");
    CHECK(standing_of(all_of(rig.changes()), "answers-" + id(72)) == "withheld form.onlymemberaccess");
    CHECK(standing_of(all_of(rig.changes()), "answers-" + id(71)) == "assumed");
    rig.site.spoil = [&](const HttpRequest& request, HttpResponse response) {
        if (field(request, "parentFormId") == other) response.body = R"({"result":false,"msg":"Form not found"})";
        return response;
    };
    CHECK(standing_of(all_of(rig.changes()), "answers-" + id(72)) == "withheld its form is not shown");
}

TEST_CASE("a form is asked for once a run, and not at all where no answer is new") {
    const auto forms_asked = [](const CommunecterRig& rig) {
        return std::count_if(rig.site.asked.begin(), rig.site.asked.end(),
                             [](const HttpRequest& request) { return !field(request, "parentFormId").empty(); });
    };
    const char* other = "677e7e389058e31575550ac8";
    CommunecterRig rig;
    stored(rig, 72)["form"] = other;
    stored(rig, 72)["updated"] = 1690000000;
    rig.site.forms[other] = parsed(R"({"subForms":["x"],"inputs":{"x":{"inputs":{"q7":{"type":"text"}}}}})");
    const Cursor since = *rig.changes().back().cursor;
    rig.fetch({Wanted{1, ItemId("answers-" + id(71)), {}, Read::content}});
    rig.fetch({Wanted{1, ItemId("answers-" + id(72)), {}, Read::content}});
    CHECK(forms_asked(rig) == 2);
    // What lies further back than what a poll reads again needs no form.
    rig.site.asked.clear();
    auto newer = rig.site.at("answers", id(71));
    newer.id = id(73);
    newer.members["updated"] = 1763990000;
    rig.site.collections["answers"].push_back(newer);
    const Cursor later = *rig.changes(since).back().cursor;
    CHECK(forms_asked(rig) == 1);
    rig.site.remove("answers", id(73));
    rig.site.asked.clear();
    rig.changes(later);
    CHECK(forms_asked(rig) == 0);
}

TEST_CASE("money is understood as people write it") {
    CommunecterRig rig;
    for (const auto& [written, expected] : std::vector<std::pair<Value, std::string>>{{"5000", "5000"},
                                                                                      {"2 000", "2000"},
                                                                                      {"2.000", "2000"},
                                                                                      {"1,500.5", "1500.5"},
                                                                                      {"1 500,50 €", "1500.5"},
                                                                                      {750, "750"},
                                                                                      {12.5, "12.5"}}) {
        rig.site.at("answers", id(72)).members["answers"] = Value::Object{
            {"secondPas", Value::Object{{"depense", Value::Object{{"0", Value::Object{{"price", written}}}}}}}};
        CHECK(to_json(commun(rig, 72).at("funds").at("asked")) == expected);
    }
    for (const Value& odd : {Value("beaucoup"), Value("1.2.3"), Value(Value::Object{}), Value()}) {
        rig.site.at("answers", id(72)).members["answers"] = Value::Object{
            {"secondPas", Value::Object{{"depense", Value::Object{{"0", Value::Object{{"price", odd}}}}}}}};
        CHECK(commun(rig, 72).at("funds").is_null());
    }
}

TEST_CASE(
    "an answer to one form more than are asked for is withheld, because nobody knows whether its form is private") {
    const auto known = std::make_shared<communecter::KnownForms>();
    communecter::Forms forms(communecter::Site{}, known);
    std::vector<communecter::Row> rows;
    for (int number = 0; number < 101; ++number) {
        communecter::Row row;
        row.value = Value::Object{{"form", std::to_string(100 + number) + std::string(21, 'a')}};
        rows.push_back(row);
    }
    std::vector<const communecter::Row*> listed;
    listed.reserve(rows.size());
    for (const communecter::Row& row : rows) listed.push_back(&row);
    CHECK(forms.lack_any_of(listed));
    const std::string last = rows.back().value.at("form").text_or("");
    REQUIRE(forms.of(last) != nullptr);
    CHECK_FALSE(forms.of(last)->withheld.empty());
    CHECK(forms.of(rows.front().value.at("form").text_or("")) == nullptr);  // to be asked for
}

}  // namespace moisson
