// SPDX-License-Identifier: GPL-3.0-or-later
// How a mapping asks a source that speaks JSON.
#include "schema/json_path.hpp"
#include "schema/normaliser.hpp"
#include "schema/plain_values.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;

namespace {

Value::Object read(const Page& page, const Mapping::FieldRule& rule) {
    return page.under({{}, {rule}, {}}).fields;
}

}  // namespace

TEST_CASE("an array feeds a list element by element, and no element is cut at its commas") {
    const Page page = Page()
                          .says("/tags/0", "TiersLieux")
                          .says("/tags/1", "Collectivités (Département, Région)")
                          .says("/tags/2", "tierslieux");
    const Value::Object fields = read(page, field("tags", {"json:/tags"}, list_of("line")));
    CHECK(fields.at("tags") == texts({"TiersLieux", "Collectivités (Département, Région)"}));
    CHECK_FALSE(fields.contains("extra"));
    CHECK_FALSE(fields.contains("unparsed"));
}

TEST_CASE("the same rule reads one text of several, and an object whose names are numbers") {
    const Mapping::FieldRule rule = field("tags", {"json:/tags"}, list_of("line"));
    CHECK(read(Page().says("/tags", "a, b"), rule).at("tags") == texts({"a", "b"}));
    CHECK(read(Page().says("/tags/0", "a").says("/tags/7", "b"), rule).at("tags") == texts({"a", "b"}));
}

TEST_CASE("a star in a path is any one step") {
    const Page page = Page()
                          .says("/urls/0", "https://z.org")
                          .says("/urls/1/url", "https://a.org")
                          .says("/urls/1/title", "A")
                          .says("/urls/2/url", "https://b.org")
                          .says("/urls/2/url/deep", "https://c.org");
    const Value::Object fields = read(page, field("same_as", {"json:/urls/*/url"}, list_of("url")));
    CHECK(fields.at("same_as") == texts({"https://a.org", "https://b.org"}));
    const auto* extra = fields.at("extra").object();
    CHECK(extra->contains("/urls/0"));
    CHECK(extra->contains("/urls/1/title"));
    CHECK(extra->contains("/urls/2/url/deep"));

    const Page parents = Page().says("/parent/5a1b/name", "La Raffinerie").says("/parent/5a1b/type", "organizations");
    CHECK(read(parents, field("organisations", {"json:/parent/*/name"}, list_of("organisation", ",", "parent")))
              .at("organisations") == Value(Value::List{named("La Raffinerie", "parent")}));
}

TEST_CASE("a field for one value takes the first element it understands, and of several addresses none is lost") {
    const Page page = Page().says("/d/0", "bientôt").says("/d/1", "2024").says("/d/2", "2025");
    const Value::Object fields = read(page, field("opened", {"json:/d"}, {"date", {}, {}, {}}));
    CHECK(fields.at("opened") == Value("2024"));
    CHECK(fields.at("extra").object()->size() == 2);
    const Value::Object two =
        read(Page().says("/u/0", "https://a.org https://b.org"), field("homepage", {"json:/u"}, {"url", {}, {}, {}}));
    CHECK(two.at("homepage") == Value("https://a.org"));
    CHECK(two.at("extra").at("/u/0") == Value("https://a.org https://b.org"));
}

TEST_CASE("elements that a rule reads are no surprise, the others are, by their path") {
    Mapping mapping{{}, {field("tags", {"json:/tags"}, list_of("line"))}, {}};
    mapping.contract = Mapping::Contract::freeze;
    mapping.known = {from("json:/links/*/type")};
    const Page page = Page().says("/tags/0", "a").says("/links/5a/type", "x").says("/links/5a/name", "y");
    CHECK(Normaliser(mapping).record_of({}, page.reading()).surprises == std::vector<std::string>{"/links/5a/name"});
}

TEST_CASE("a path of an array, and a pattern, are told from others") {
    CHECK(array_of("/tags/12") == "/tags");
    for (const char* path : {"", "/", "/0", "tags", "/tags/", "/tags/1a", "/tags/-1"}) {
        CAPTURE(path);
        CHECK(array_of(path).empty());
    }
    CHECK(is_like("/a/b/c", "/a/*/c"));
    CHECK(is_like("/a", "/*"));
    CHECK_FALSE(is_like("/a/b", "/*"));
    CHECK_FALSE(is_like("/a", "/a/*"));
    CHECK_FALSE(is_like("", "/*"));
    CHECK_FALSE(is_like("/ab/c", "/a*/c"));
    CHECK(is_pattern("/a/*"));
    CHECK_FALSE(is_pattern("/a*/b"));
}

TEST_CASE("a value is put together from pieces that stand apart, and what is missing leaves no sign behind") {
    Mapping::FieldRule rule = field("location", {});
    rule.type = {"geo", {}, {}, {}};
    rule.from = {{{}, {}, "lat, lon", {from("json:/lat"), from("json:/lon")}},
                 {{},
                  {},
                  "street, code city",
                  {from("json:/street"), {{}, ", ", {}}, from("json:/code"), {{}, " ", {}}, from("json:/city")}}};
    const Page whole = Page()
                           .says("/lat", "-21.3393")
                           .says("/lon", "55.4781")
                           .says("/street", "3 rue des Communs")
                           .says("/code", "97410")
                           .says("/city", "SAINT-PIERRE");
    const Snapshot snapshot = whole.under({{}, {rule}, {}});
    CHECK(snapshot.fields.at("location") ==
          Value(Value::Object{
              {"lat", -21.3393}, {"lon", 55.4781}, {"address", "3 rue des Communs, 97410 SAINT-PIERRE"}}));
    CHECK_FALSE(snapshot.fields.contains("extra"));
    CHECK(snapshot.provenance.at("location").rule == "lat, lon");

    const auto address = [&](const Page& page) { return read(page, rule).at("location").at("address"); };
    CHECK(address(Page().says("/street", "3 rue X").says("/city", "Lille")) == Value("3 rue X, Lille"));
    CHECK(address(Page().says("/code", "59000").says("/city", "Lille")) == Value("59000 Lille"));
    CHECK(address(Page().says("/city", "Lille")) == Value("Lille"));
}

TEST_CASE("each origin may be written in its own way") {
    Mapping::FieldRule rule = field("surface", {"json:/area", "json:/note"});
    rule.types = {{"area", {}, {}, {}}, {"area", {}, {}, {}}};
    CHECK(read(Page().says("/area", "120 m²"), rule).at("surface") == Value(120.0));
    Mapping::FieldRule funding = field("funding", {"json:/asked", "json:/found"});
    funding.types = {{"funding", {}, {}, "asked", {}, {}, "EUR"}, {"funding", {}, {}, "found", {}, {}, "EUR"}};
    CHECK(read(Page().says("/asked", "5000").says("/found", "500,50 €"), funding).at("funding") ==
          Value(Value::Object{{"asked", 5000.0}, {"found", 500.5}, {"currency", "EUR"}}));
    const Value::Object dollars = read(Page().says("/asked", "5000").says("/found", "$ 12"), funding);
    CHECK(dollars.at("funding") == Value(Value::Object{{"asked", 5000.0}, {"currency", "EUR"}}));
    CHECK(dollars.at("extra") == Value(Value::Object{{"/found", "$ 12"}}));
    CHECK(read(Page().says("/asked", "beaucoup"), funding).at("unparsed") == texts({"funding"}));
}

TEST_CASE("the words of a vocabulary are taken out of many tags, by any of their names, the others are left alone") {
    Mapping::FieldRule rule = field("legal_form", {"json:/manageModel", "json:/tags"});
    rule.types = {{}, {"word", {}, {}, {}}};
    rule.vocabulary = {{"Association", {"asso"}}, {"SARL-SA-SAS", {}}};
    const Page page = Page().says("/tags/0", "Culture").says("/tags/1", "ASSO").says("/tags/2", "SARL-SA-SAS");
    const Value::Object fields = read(page, rule);
    CHECK(fields.at("legal_form") == Value("Association"));
    CHECK(fields.at("extra") == Value(Value::Object{{"/tags/0", "Culture"}, {"/tags/2", "SARL-SA-SAS"}}));
    CHECK_FALSE(fields.contains("unparsed"));
    // Of another type, a value is taken whatever it says, under its name when it has one.
    const Value::Object own = read(Page().says("/manageModel", "Régie").says("/tags/0", "asso"), rule);
    CHECK(own.at("legal_form") == Value("Régie"));
    CHECK(read(Page().says("/manageModel", "asso"), rule).at("legal_form") == Value("Association"));

    Mapping::FieldRule list = field("typology", {"json:/typePlace", "json:/tags"});
    list.types = {list_of("line"), list_of("word")};
    list.types[0].keep = {"Ateliers, partagés"};
    list.vocabulary = {{"Ateliers, partagés", {}}, {"Fablab", {"FabLab / Makerspace"}}};
    CHECK(read(Page().says("/typePlace", "ateliers, partagés, Cuisine").says("/tags/0", "fablab / makerspace"), list)
              .at("typology") == texts({"Ateliers, partagés", "Cuisine", "Fablab"}));
    // Of several words in one text, those that are none are not lost.
    const Value::Object one = read(Page().says("/tags", "Fablab, Culture"), list);
    CHECK(one.at("typology") == texts({"Fablab"}));
    CHECK(one.at("extra") == Value(Value::Object{{"/tags", "Fablab, Culture"}}));
    CHECK_FALSE(read(Page().says("/tags", "Culture"), list).contains("unparsed"));
}

TEST_CASE("a dash is the last element of an array") {
    const Page page = Page().says("/status/0", "new").says("/status/1", "progress").says("/status/2", "done");
    CHECK(read(page, field("stage", {"json:/status/-"})).at("stage") == Value("done"));
    CHECK(read(Page().says("/status", "new"), field("stage", {"json:/status/-"})).at("stage") == Value("new"));
    CHECK_FALSE(read(Page().says("/x", "new"), field("stage", {"json:/status/-"})).contains("stage"));
}

TEST_CASE("an e-mail address or a telephone number is a way to reach somebody, whatever else it says is not") {
    for (const char* right : {"contact@lelieu.org", "a.b+c@sous.lelieu.re"}) CHECK(email_in(right) == right);
    for (const char* wrong : {"", "@", "a@b", "@b.org", "a@b.", "a b@c.org", "a@b@c.org", "a@b.org, c@d.org"}) {
        CAPTURE(wrong);
        CHECK_FALSE(email_in(wrong));
    }
    for (const char* right : {"02 62 00 00 00", "+33 (0)3.20.00.00.00"}) CHECK(phone_in(right) == right);
    for (const char* wrong : {"", "0262", "le matin", "02 62 00 00 00 (Ada)", "------"}) {
        CAPTURE(wrong);
        CHECK_FALSE(phone_in(wrong));
    }
}

TEST_CASE("a kind may be decided by what stands in one place") {
    Mapping mapping{{{"besoin", {{Mapping::Condition::Of::value, "/section=need"}}}}, {}, {}};
    CHECK(Page().says("/section", "Need").under(mapping).kind() == "besoin");
    CHECK(Page().says("/section/0", "need").under(mapping).kind() == "besoin");
    CHECK(Page().says("/section", "offer").under(mapping).kind() == "page");
    CHECK(Page().says("/other", "need").under(mapping).kind() == "page");
    CHECK(Page().has("T", {{"/section", "need"}}).under(mapping).kind() == "page");
}
