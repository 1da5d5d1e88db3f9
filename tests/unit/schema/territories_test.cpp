// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/territories.hpp"
#include "schema/normaliser.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;

namespace {

Territories some() {
    return {{{"32", "Hauts-de-France"}, {"94", "Corse"}, {"04", "La Réunion"}, {"01", "Guadeloupe"}},
            {{"01", "Ain", "84", {}},
             {"2A", "Corse-du-Sud", "94", {}, {"200", "201"}},
             {"2B", "Haute-Corse", "94", {}, {"202", "206"}},
             {"22", "Côtes-d'Armor", "53", {}},
             {"59", "Nord", "32", {}},
             {"971", "Guadeloupe", "01", "GP"},
             {"974", "La Réunion", "04", "RE"},
             {"978", "Saint-Martin", {}, "MF", {"97150"}},
             {"988", "Nouvelle-Calédonie", {}, "NC"}},
            {{"FR", "France"}, {"BE", "Belgique"}}};
}

std::optional<Territory> postal(std::string_view code, const char* country = "") {
    return territory_of_postal_code(code, {country, {}, {}, {}}, some());
}

// As the address of a Communecter element is asked: what is exact first.
Mapping by_address() {
    Mapping::FieldRule rule =
        field("territory", {"json:/address/codeInsee", "json:/address/addressCountry", "json:/address/postalCode"});
    rule.types = {{"insee", {}, {}, {}}, {"country", {}, {}, {}}, {"postal_code", {}, {}, {}}};
    Mapping mapping{{}, {rule}, {}};
    mapping.territories = some();
    return mapping;
}

Snapshot address(const char* insee, const char* country, const char* postal) {
    return Page()
        .says("/address/codeInsee", insee)
        .says("/address/addressCountry", country)
        .says("/address/postalCode", postal)
        .under(by_address());
}

}  // namespace

TEST_CASE("an INSEE code says the commune, and with it department, region and country") {
    CHECK(territory_of_insee("59350", some()) == Territory{"FR", "32", "59", "59350"});
    CHECK(territory_of_insee("2a004", some()) == Territory{"FR", "94", "2A", "2A004"});
    CHECK(territory_of_insee("97416", some()) == Territory{"FR", "04", "974", "97416"});
    CHECK(territory_of_insee("98818", some()) == Territory{"FR", "", "988", "98818"});
    CHECK(territory_of_insee("59350", {}) == Territory{"FR", "", "59", "59350"});
    CHECK_FALSE(territory_of_insee("99138", some()));
}

TEST_CASE("a postal code says a department, and only what is sure") {
    CHECK(postal("59000") == Territory{"FR", "32", "59", ""});
    CHECK(postal("97410") == Territory{"FR", "04", "974", ""});
    CHECK(postal("97150") == Territory{"FR", "", "978", ""});  // though 971 is Guadeloupe
    CHECK(postal("20137") == Territory{"FR", "94", "2A", ""});
    CHECK(postal("20600") == Territory{"FR", "94", "2B", ""});
    CHECK(postal("20400") == Territory{"FR", "94", "", ""});
    CHECK(postal("1000", "FR") == Territory{"FR", "84", "01", ""});
    for (const char* text : {"1000", "800", "99000", "BT1 1AA", "", "590000"}) {
        CAPTURE(text);
        CHECK_FALSE(postal(text));
    }
}

TEST_CASE("a country code of overseas says the department, any other code of two letters is a country") {
    CHECK(territory_of_country("RE", some()) == Territory{"FR", "04", "974", ""});
    CHECK(territory_of_country("nc", some()) == Territory{"FR", "", "988", ""});
    CHECK(territory_of_country("FR", some()) == Territory{"FR", "", "", ""});
    CHECK(territory_of_country("be", some()) == Territory{"BE", "", "", ""});
    CHECK(territory_of_country("Belgique", some()) == Territory{"BE", "", "", ""});
    for (const char* text : {"", "F", "FRA", "Sylvanie", "É", "12"}) {
        CAPTURE(text);
        CHECK_FALSE(territory_of_country(text, some()));
    }
}

TEST_CASE("names of territories are known in any case, with or without accents and hyphens") {
    CHECK(territory_named("hauts de france", some()) == Territory{"FR", "32", "", ""});
    CHECK(territory_named("COTES D\u2019ARMOR", some()) == Territory{"FR", "53", "22", ""});
    CHECK(territory_named("Guadeloupe", some()) == Territory{"FR", "01", "971", ""});
    CHECK(territory_named("Belgique", some()) == Territory{"BE", "", "", ""});
    CHECK_FALSE(territory_named("Lille", some()));
    CHECK_FALSE(territory_named("", some()));
}

TEST_CASE("the pieces of an address complete one another, and what the first said stands") {
    const auto territory = [](const Snapshot& snapshot) { return snapshot.fields.at("territory"); };
    CHECK(territory(address("97416", "RE", "97410")) ==
          Value(Value::Object{{"country", "FR"}, {"region", "04"}, {"department", "974"}, {"commune", "97416"}}));
    CHECK(territory(address("", "FR", "59000")) ==
          Value(Value::Object{{"country", "FR"}, {"region", "32"}, {"department", "59"}}));
    CHECK(territory(address("", "", "59000")) ==
          Value(Value::Object{{"country", "FR"}, {"region", "32"}, {"department", "59"}}));
    CHECK(territory(address("", "GP", "97410")) ==
          Value(Value::Object{{"country", "FR"}, {"region", "01"}, {"department", "971"}}));
    CHECK(address("", "GP", "97410").fields.at("extra") == Value(Value::Object{{"/address/postalCode", "97410"}}));
}

TEST_CASE("a postal code of another country is no department of France, and nothing is wrong with it") {
    for (const char* code : {"1000", "59000", "SW1A 1AA"}) {
        CAPTURE(code);
        const Snapshot abroad = address("", "BE", code);
        CHECK(abroad.fields.at("territory") == Value(Value::Object{{"country", "BE"}}));
        CHECK_FALSE(abroad.fields.contains("unparsed"));
        CHECK(abroad.fields.at("extra").at("/address/postalCode") == Value(code));
    }
}

TEST_CASE("a wiki names its territories too") {
    Mapping::FieldRule rule = field("territory", {"param:Région", "param:Pays"}, {"territory", {}, {}, {}});
    Mapping mapping{{}, {rule}, {}};
    mapping.territories = some();
    CHECK(Page()
              .has("Lieu", {{"Région", "[[Hauts-de-France]]"}, {"Pays", "France"}})
              .under(mapping)
              .fields.at("territory") == Value(Value::Object{{"country", "FR"}, {"region", "32"}}));
    const Snapshot unknown = Page().has("Lieu", {{"Région", "partout"}}).under(mapping);
    CHECK_FALSE(unknown.fields.contains("territory"));
    CHECK(unknown.fields.at("unparsed") == texts({"territory"}));
}
