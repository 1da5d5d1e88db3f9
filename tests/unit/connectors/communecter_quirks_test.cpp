// SPDX-License-Identifier: GPL-3.0-or-later
// What servers of Communecter do otherwise than one would think, by the numbers under which docs/communecter.md lists
// it. What is not told here cannot be met by a client that only reads, and that table says why.
#include "tests/unit/connectors/communecter_rig.hpp"

#include <doctest/doctest.h>

namespace moisson {

using namespace communecter_test;
using Object = Value::Object;
using List = Value::List;

namespace {

// A site with one place that says this too; every organisation tagged TiersLieux is followed.
CommunecterRig with(Object members, bool legacy = false) {
    CommunecterRig rig;
    rig.site.collections.clear();
    Object whole = place("La Raffinerie", 1763000000);
    for (auto& [key, value] : members) whole[key] = value;
    rig.site.add("organizations", id(1), std::move(whole));
    rig.site.legacy = legacy;
    rig.connector = CommunecterRig::opened(source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, {}}}, 200),
                                           {{"dialect", legacy ? "legacy2018" : "modern"}});
    return rig;
}

Batch harvest_of(Object members, bool legacy = false) {
    CommunecterRig rig = with(std::move(members), legacy);
    return all_of(rig.changes());
}

Value kept(const Batch& batch) {
    REQUIRE(batch.contents.size() == 1);
    auto value = from_json(batch.contents.front().bytes);
    REQUIRE(value.has_value());
    return std::move(*value);
}

// The first answer of a harvest, as it is taken when it is this.
Result<Step<Batch>> answered(const HttpResponse& response) {
    CommunecterRig rig = with({});
    auto talk = rig.connector->changes(Cursor{});
    REQUIRE(talk->next().has_value());
    return talk->accept(response);
}

ErrorKind kind_of(const HttpResponse& response) {
    const auto step = answered(response);
    REQUIRE_FALSE(step.has_value());
    return step.error().kind;
}

Batch batch_of(const std::string& body) {
    auto step = answered(HttpResponse(200, body));
    if (!step) FAIL(step.error().sentence());
    return std::get<Batch>(std::move(*step));
}

constexpr const char* row =
    R"({"_id":{"$id":"5a1b00000000000000000001"},"name":"Un","tags":["TiersLieux"],"updated":1763000000})";

std::string results(const std::string& inside) {
    return R"({"results":)" + inside + R"(,"count":{"organizations":1}})";
}

std::string keyed(const std::string& value) {
    return results(R"({"5a1b00000000000000000001":)" + value + "}");
}

}  // namespace

TEST_CASE("Q1: a page, or a line of text, in the place of an answer is a failure of the server") {
    CHECK(kind_of(HttpResponse(200, "<!DOCTYPE html><html><body>Error 500</body></html>")) == ErrorKind::transport);
    CHECK(kind_of(HttpResponse(200, "Undefined variable: project")) == ErrorKind::transport);
    CHECK(kind_of(HttpResponse(500, "<html>CException</html>")) == ErrorKind::transport);
    const auto step = answered(HttpResponse(500, "Undefined index: tags"));
    CHECK(step.error().what.find("Undefined index") != std::string::npos);
}

TEST_CASE("Q2: a notice of PHP before an answer is passed over when all that follows is JSON, and is counted") {
    const std::string notice =
        "<br />\n<b>Notice</b>:  Undefined index: mgs in <b>Element.php</b> on line <b>2727</b><br />\n";
    const Batch batch = batch_of(notice + keyed(row));
    CHECK(batch.items.size() == 1);
    REQUIRE(batch.ignored.size() == 1);
    CHECK(batch.ignored.front().subject == "a notice before an answer");
    CHECK(kind_of(HttpResponse(200, notice + keyed(row) + "x")) == ErrorKind::transport);
    CHECK(kind_of(HttpResponse(200, notice)) == ErrorKind::transport);
    CHECK(kind_of(HttpResponse(200, "Array[0] " + keyed(row))) == ErrorKind::transport);
}

TEST_CASE("Q3: an empty answer to a reading is a failure, not an emptied site") {
    CHECK(kind_of(HttpResponse(200, "")) == ErrorKind::transport);
    CHECK(kind_of(HttpResponse(200, " \n")) == ErrorKind::transport);
}

TEST_CASE("Q4: an empty list stands for an empty object, and an object with numbers for names for a list") {
    CHECK(batch_of(R"({"results":[],"count":[]})").items.empty());
    const Object odd{{"links", List{}}, {"parent", List{}}, {"reference", List{}}, {"address", List{}}};
    CHECK(kept(harvest_of(odd)).at("parent").is_null());
    const Object holes{{"tags", Object{{"0", "TiersLieux"}, {"2", "Culture"}}}};
    CHECK(to_json(kept(harvest_of(holes)).at("tags")) == R"(["Culture","TiersLieux"])");
    const Batch commas = batch_of(keyed(R"({"name":"Un","tags":"TiersLieux, Culture"})"));
    CHECK(to_json(kept(commas).at("tags")) == R"(["Culture","TiersLieux"])");
    CHECK(batch_of(results("[" + std::string(row) + "]")).items.size() == 1);
}

TEST_CASE("Q5: an answer of status 200 that says it failed is believed") {
    CHECK(kind_of(HttpResponse(200, R"({"result":false,"msg":"Please login first"})")) == ErrorKind::refused);
    CHECK(kind_of(HttpResponse(200, R"({"result":false,"error":"401","msg":"Login First"})")) == ErrorKind::refused);
    CHECK(kind_of(HttpResponse(200, R"({"result":false,"error":"400","msg":"Bad Request : Check you parameters"})")) ==
          ErrorKind::invalid);
    CHECK(kind_of(HttpResponse(200, R"({"result":false,"msg":"Unknown field :x"})")) == ErrorKind::invalid);
}

TEST_CASE("Q7: what is misspelt there is read as it is spelt") {
    const Object source{{"insertOrign", "costum"}, {"key", "k"}, {"keys", List{"k"}}};
    CHECK(kept(harvest_of({{"source", source}})).at("source").at("insertOrign") == Value("costum"));
}

TEST_CASE("Q8 and Q32: no address that an answer names is ever asked, nor another host") {
    CommunecterRig rig;
    rig.site.shows_json = false;
    rig.connector = CommunecterRig::opened(source_section(usual_scopes()), {{"detail", "html"}});
    rig.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        if (request.url.find("/api/") != std::string::npos)
            response.body =
                R"({"meta":{"limit":1,"next":"http://www.petit.example/api/organization/get/limit/1/index/1"},)"
                R"("entities":[]})";
        return response;
    };
    rig.fetch({Wanted{1, ItemId("organizations-" + id(77)), {}, Read::content}});
    for (const HttpRequest& request : rig.site.asked) {
        CHECK(request.url.starts_with(std::string(base) + "/"));
        CHECK(request.url.find("/index/") == std::string::npos);
    }
}

TEST_CASE("Q9: a row without an id inside is known by its key, and one that has neither by nobody") {
    const Batch batch = batch_of(keyed(R"({"name":"Un","tags":["TiersLieux"]})"));
    REQUIRE(batch.items.size() == 1);
    CHECK(batch.items.front().id.text == "organizations-" + id(1));
    const Batch nobody = batch_of(results(R"([{"name":"Un","tags":["TiersLieux"]}])"));
    CHECK(nobody.items.empty());
    CHECK(nobody.ignored.size() >= 1);
}

TEST_CASE("Q9: an id is the same in all the forms it is written in, and a row that has two is not believed") {
    for (const char* form : {R"({"$id":"5A1B00000000000000000001"})", R"({"$oid":"5a1b00000000000000000001"})",
                             R"("5a1b00000000000000000001")"}) {
        const Batch batch =
            batch_of(results(R"([{"_id":)" + std::string(form) + R"(,"name":"Un","tags":["TiersLieux"]}])"));
        REQUIRE_MESSAGE(batch.items.size() == 1, form);
        CHECK(batch.items.front().id.text == "organizations-" + id(1));
    }
    CHECK(batch_of(keyed(R"({"_id":{"$id":"5a1b00000000000000000002"},"tags":["TiersLieux"]})")).items.empty());
}

TEST_CASE("Q10: a time is the same in all the forms it is written in, and what is no time is none") {
    for (const Value& form :
         {Value(1763000000), Value("1763000000"), Value(Object{{"sec", 1763000000}, {"usec", 0}}),
          Value(Object{{"$date", std::int64_t{1763000000000}}}), Value("2025-11-13T02:13:20+0000"),
          Value(Object{{"$date", Object{{"$numberLong", "1763000000000"}}}}), Value("2025-11-13 02:13:20"),
          Value("Thu, 13 Nov 2025 02:13:20 +0000"), Value(Object{{"$date", "2025-11-13T02:13:20Z"}})}) {
        const Batch batch = harvest_of({{"updated", form}});
        CHECK_MESSAGE(batch.items.front().latest.text.starts_with("1763000000."), to_json(form));
        CHECK(kept(batch).at("updated") == Value("2025-11-13T02:13:20Z"));
    }
    for (const Value& odd : {Value("demain"), Value(0), Value(-5), Value(Object{}), Value(1e300), Value(true)})
        CHECK(kept(harvest_of({{"updated", odd}})).at("updated").is_null());
    CHECK(harvest_of({{"updated", Value()}, {"created", Value()}}).items.front().latest.text.starts_with("0."));
}

TEST_CASE("Q11: a name escaped once or twice is read once, and its content stays as it was sent") {
    const std::vector<std::pair<std::string, std::string>> names{
        {"Caf&eacute; &amp; Co", "Café & Co"}, {"Caf&amp;eacute;", "Caf&eacute;"}, {"R&amp;amp;D", "R&D"},
        {"&amp;lt;Lieu&amp;gt;", "<Lieu>"},    {"L&amp;#39;Atelier", "L'Atelier"}, {"* Le Lieu *", "* Le Lieu *"}};
    for (const auto& [written, read] : names) {
        const Batch batch = harvest_of({{"name", written}});
        CHECK(batch.items.front().title == read);
        CHECK(kept(batch).at("name") == Value(written));
    }
}

TEST_CASE("Q12: what stands for an element that is not there is never kept") {
    const std::string ghost =
        R"x({"name":"Unknown (deleted)","slug":"unknown","type":"organizations","typeSig":"organizations"})x";
    const Batch batch = batch_of(keyed(ghost));
    CHECK(batch.items.empty());
    CHECK(batch.ignored.front().reason == "it stands for an element that is not there");
    CommunecterRig rig = with({});
    const Batch fetched = all_of(rig.fetch({Wanted{1, ItemId("organizations-" + id(9)), {}, Read::content}}));
    CHECK(fetched.items.empty());
    CHECK(fetched.gone.size() == 1);
    CommunecterRig of_poi = with({});
    of_poi.site.spoil = [](const HttpRequest& request, HttpResponse response) {
        if (request.url.find("/about/") != std::string::npos) response.body = R"({"typeSig":"poi","images":[]})";
        return response;
    };
    CHECK(all_of(of_poi.fetch({Wanted{1, ItemId("poi-" + id(9)), {}, Read::content}})).gone.size() == 1);
}

TEST_CASE("Q13: the time of a reading in the address of an image is no change") {
    const Batch one = harvest_of({{"profilImageUrl", "/upload/logo.png?_=1763971200"}});
    const Batch other = harvest_of({{"profilImageUrl", "/upload/logo.png?_=1763971299"}});
    CHECK(one.items.front().latest == other.items.front().latest);
    CHECK(kept(one).at("profilImageUrl") == Value("/upload/logo.png"));
}

TEST_CASE("Q14: dates that a server makes up at each reading are none, and those it knows are kept") {
    // The site's clock says 2026-11-25T10:00:00Z.
    const Object made_up{{"startDate", "2026-11-23T10:00:00+0000"}, {"endDate", "2026-11-24T10:00:00+0000"}};
    CHECK(kept(harvest_of(made_up, true)).at("startDate").is_null());
    CHECK(kept(harvest_of(made_up, true)).at("endDate").is_null());
    const Object known{{"startDate", "2026-11-23T18:00:00+0000"}, {"endDate", "2026-11-24T22:00:00+0000"}};
    CHECK(kept(harvest_of(known, true)).at("startDate") == Value("2026-11-23T18:00:00Z"));
    CHECK(kept(harvest_of({{"startDate", "samedi prochain"}}, true)).at("startDate") == Value("samedi prochain"));
}

TEST_CASE("Q15: what makes a server write is asked for as seldom as can be: no poll reads a single element whole") {
    CommunecterRig rig;
    const auto replies = rig.changes();
    rig.changes(*replies.back().cursor);
    rig.census();
    for (const HttpRequest& request : rig.site.asked) {
        CHECK(request.url.find("/about/") == std::string::npos);
        CHECK(request.url.find("/api/") == std::string::npos);
    }
}

TEST_CASE("Q18: a site of 2018 finds tags in any case, one of today as they are written") {
    CHECK(harvest_of({{"tags", List{"tierslieux"}}}).items.empty());
    CommunecterRig old = with({{"tags", List{"tierslieux"}}}, true);
    old.site.spoil = [](const HttpRequest&, HttpResponse response) {
        if (response.body.find("\"results\":[]") != std::string::npos)
            response.body = keyed(R"({"id":"5a1b00000000000000000001","name":"Un","tags":["tierslieux"]})");
        return response;
    };
    CHECK(all_of(old.changes()).items.size() == 1);
}

TEST_CASE("Q22: members that were taken for persons leave nothing behind") {
    const Object links{{"members", List{Object{{"type", "Person"}}}}};
    const Batch batch = harvest_of({{"links", links}, {"counts", Object{{"members", 3}}}}, true);
    CHECK(everything(batch).find("Person") == std::string::npos);
    CHECK(kept(batch).at("links").is_null());
    CHECK(kept(batch).at("counts").is_null());
}

TEST_CASE("Q23: a slug is no identity: two elements may have the same, and one may change it") {
    CommunecterRig rig = with({{"slug", "sfa"}});
    rig.site.add("organizations", id(2), place("Une autre", 1763000001));
    rig.site.at("organizations", id(2)).members["slug"] = "sfa";
    CHECK(all_of(rig.changes()).items.size() == 2);
    const Batch renamed = harvest_of({{"slug", "laRaffinerie"}});
    CHECK(renamed.items.front().id.text == "organizations-" + id(1));
}

TEST_CASE("Q24: the kind of an element is what it says itself, wherever that stands") {
    for (const bool legacy : {false, true}) {
        const Batch batch = harvest_of({}, legacy);
        CHECK(kept(batch).at("type") == Value("NGO"));
        CHECK(kept(batch).at("collection") == Value("organizations"));
    }
    CHECK(kept(harvest_of({{"type", "organizations"}})).at("type").is_null());
}

TEST_CASE("Q24: what a site of 2018 adds to its rows is not kept, and changes nothing") {
    const Batch old = harvest_of({}, true);
    const Batch later = harvest_of({{"updatedLbl", "il y a 4 jours"}, {"sorting", 17}, {"logoImageUrl", ""}}, true);
    CHECK(old.items.front().latest == later.items.front().latest);
    CHECK(
        kept(harvest_of({{"address", Object{{"addressLocality", "Unknown Locality"}}}}, true)).at("address").is_null());
}

TEST_CASE("Q25: a kind that nobody foresaw is kept in its words") {
    CHECK(kept(harvest_of({{"type", "festival, concert,"}})).at("type") == Value("festival, concert,"));
}

TEST_CASE("Q26: a row that stands on two pages is read once, one that falls between two is found") {
    for (const int slip : {-1, 1}) {
        CommunecterRig rig = with({});
        for (int number = 2; number < 20; ++number)
            rig.site.add("organizations", id(number), place("Lieu", 1762000000 - number * 10000));
        rig.connector = CommunecterRig::opened(source_section({{"organizations", {"TiersLieux"}, {}, {}, {}, {}}}, 5));
        const auto slipping = [&](HttpRequest request) {
            const std::string from = field(request, "indexMin");
            if (rig.site.asked.size() % 3 == 2 && from != "0" && !from.empty())
                for (auto& [name, value] : request.form)
                    if (name == "indexMin") value = std::to_string(std::stoi(from) + slip);
            return rig.site.answer(request);
        };
        auto talk = rig.connector->changes(Cursor{});
        const Batch all = all_of(conformance::play(*talk, slipping));
        CHECK(all.items.size() == 19);
    }
}

TEST_CASE("Q33: no form names more ids than PHP reads variables") {
    CommunecterRig rig = with({});
    std::vector<Wanted> wanted;
    for (int number = 1; number < 1'200; ++number)
        wanted.push_back(Wanted{number, ItemId("organizations-" + id(number)), {}, Read::content});
    auto talk = rig.connector->fetch(std::move(wanted));
    const auto request = talk->next();
    REQUIRE(request.has_value());
    CHECK(request->form.size() < 400);
}

TEST_CASE("Q34: the labels that were chosen are kept, those that are keys included, whether PHP wrote {} or []") {
    CommunecterRig rig;
    const auto with_budget = [&](Value budget) {
        rig.site.at("answers", id(72)).members["answers"] =
            Object{{"premierPas",
                    Object{{"titre", "La recette libre"},
                           {"multiCheckboxPlusbesoins", List{Object{{"Santé & alimentation", Object{{"a", 1}}}}}}}},
                   {"secondPas", Object{{"depense", std::move(budget)}}}};
        return content_of(all_of(rig.changes()), "answers-" + id(72));
    };
    CHECK(with_budget(Object{}) == with_budget(List{}));
    CHECK(with_budget(Object{}).find("Santé & alimentation") != std::string::npos);
}

TEST_CASE("Q38: an answer of more rows than any list is asked for is refused by name, and fewer are asked for") {
    std::string many;
    for (int number = 0; number < 5'001; ++number)
        many += (number == 0 ? "\"" : ",\"") + id(number) + R"(":{"tags":["TiersLieux"]})";
    const auto step = answered(HttpResponse(200, R"({"results":{)" + many + "}}"));
    REQUIRE_FALSE(step.has_value());
    CHECK(step.error().kind == ErrorKind::invalid);
    CHECK(step.error().sentence().find("5001 rows in one answer") != std::string::npos);
    CHECK(step.error().remedy.find("narrow this scope") != std::string::npos);
    CommunecterRig rig = with({});
    auto talk = rig.connector->changes(Cursor{});
    const std::string before = field(*talk->next(), "indexStep");
    CHECK(talk->ease(step.error()));
    CHECK(std::stoi(field(*talk->next(), "indexStep")) < std::stoi(before));
}

TEST_CASE("Q38: an answer beyond all measure is refused before it is a tree") {
    std::string many = R"({"results":[)";
    for (int i = 0; i < 1'100'000; ++i) many += "1,";
    CHECK(kind_of(HttpResponse(200, many + "1]}")) == ErrorKind::transport);
    CHECK(kind_of(HttpResponse(200, std::string(1'000'000, '['))) == ErrorKind::transport);
}

}  // namespace moisson
