// SPDX-License-Identifier: GPL-3.0-or-later
// From the fixture of the double to our schema: what the connector keeps of each element, under the shipped mapping.
#include "config/config.hpp"
#include "connectors/communecter/commun.hpp"
#include "connectors/communecter/element.hpp"
#include "connectors/communecter/reader.hpp"
#include "schema/mapping.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace moisson {

using namespace communecter;

namespace {

const std::filesystem::path sources = MOISSON_SOURCE_DIR;

const Mapping& shipped() {
    static const Mapping mapping = [] {
        auto read = load_mapping(sources / "config/mappings/communecter.toml");
        REQUIRE(read.has_value());
        REQUIRE(know_territories(*read, {sources / "config/moisson.toml", sources / "config"}).has_value());
        return std::move(*read);
    }();
    return mapping;
}

Snapshot record_of(const Element& element) {
    Item item;
    item.id = element.item;
    Content content;
    content.item = element.item;
    content.bytes = element.text;
    const auto reading = read_element_text(item, content);
    REQUIRE_MESSAGE(reading.has_value(), (reading ? "" : reading.error().sentence()));
    return normalise({element.title, 0, reading->collection}, *reading, shipped());
}

// Every element of the fixture, by its id, and the communs.
std::map<std::string, Snapshot> records(bool with_contacts = false) {
    std::ifstream file(sources / "tests/doubles/communecter/fixture.json");
    const auto fixture = from_json(std::string(std::istreambuf_iterator<char>(file), {}));
    REQUIRE(fixture.has_value());
    Site site;
    site.with_contacts = with_contacts;
    const Forms forms(site);
    std::map<std::string, Snapshot> all;
    for (const char* collection : {"organizations", "projects", "events", "poi", "classifieds", "ressources"})
        for (const Value& row : *fixture->at(collection).list()) {
            const std::string id = row.at("_id").text_or({});
            all[id] = record_of(element_of(collection, Row{id, row}, site, std::nullopt));
        }
    for (const Value& row : *fixture->at("answers").list()) {
        const std::string id = row.at("_id").text_or({});
        all[id] = record_of(commun_of(Row{id, row}, forms));
    }
    return all;
}

Value texts(std::initializer_list<const char*> all) {
    return Value::List(all.begin(), all.end());
}

Value named(const char* name, const char* role) {
    return Value::Object{{"name", name}, {"role", role}};
}

}  // namespace

TEST_CASE("the complete third-place of the fixture arrives in every field") {
    const Snapshot place = records().at("5a1b2c3d4e5f60718293a4b5");
    const auto& fields = place.fields;
    CHECK(fields.at("kind") == Value("lieu"));
    CHECK(fields.at("title") == Value("La Raffinerie"));
    CHECK(fields.at("summary") == Value("Friche culturelle & tiers-lieu"));
    CHECK(fields.at("description") ==
          Value("Un tiers-lieu ouvert.\n\n- un jardin partagé\n- un atelier (https://laraffinerie.re/atelier)"));
    CHECK(fields.at("homepage") == Value("http://laraffinerie.re"));
    CHECK(fields.at("image") == Value("/upload/communecter/organizations/5a1b2c3d4e5f60718293a4b5/logo.png"));
    CHECK(fields.at("typology") ==
          texts({"Tiers-lieu culturel", "Fablab", "Tiers-lieu culturel / Lieux intermédiaires et indépendants"}));
    CHECK(fields.at("legal_form") == Value("Association"));
    CHECK(fields.at("surface") == Value(1200.0));
    CHECK(fields.at("opened") == Value("2016-06-01"));
    CHECK(fields.at("opening_hours") == texts({"Mo 09:00-18:00"}));
    CHECK(fields.at("created") == Value("2017-11-26T21:03Z"));
    CHECK(fields.at("territory") ==
          Value(Value::Object{{"country", "FR"}, {"region", "04"}, {"department", "974"}, {"commune", "97416"}}));
    CHECK(fields.at("location") ==
          Value(Value::Object{
              {"lat", -21.3393}, {"lon", 55.4781}, {"address", "3 rue des Communs, 97410 SAINT-PIERRE"}}));
    CHECK(fields.at("organisations") == Value(Value::List{named("Les Communs de la Raffinerie", "bearer")}));
    CHECK(fields.at("networks") == texts({"navigatorDesTierslieux", "LaReunionDesTiersLieux", "franceTierslieux"}));
    CHECK(fields.at("same_as").list()->size() == 6);
    CHECK(fields.at("tags").list()->size() == 6);
    CHECK_FALSE(fields.contains("contacts"));
    CHECK_FALSE(fields.contains("unparsed"));
}

TEST_CASE("what each element of the fixture is, and where") {
    const auto all = records();
    const std::map<std::string, std::string> kinds{
        {"5a1b2c3d4e5f60718293a4b5", "lieu"},         {"5a1b2c3d4e5f60718293a4b7", "reseau"},
        {"5a1b2c3d4e5f60718293a4b8", "organisation"}, {"5d2e000000000000000000d1", "projet"},
        {"5c1d000000000000000000e1", "evenement"},    {"5e3f000000000000000000f1", "lieu"},
        {"5f40000000000000000000c1", "offre"},        {"5f50000000000000000000b1", "besoin"},
        {"64a1000000000000000000a1", "commun"}};
    for (const auto& expected : kinds) {
        CAPTURE(expected.first);
        CHECK(all.at(expected.first).kind() == expected.second);
    }
    const auto territory = [&](const char* id) { return all.at(id).fields.at("territory"); };
    CHECK(territory("5a1b2c3d4e5f60718293a4b7").at("region") == Value("32"));
    CHECK(territory("5a1b2c3d4e5f60718293a4bc").at("department") == Value("2A"));
    CHECK(territory("6996aa532a32db28bc711211") == Value(Value::Object{{"country", "AU"}}));
    CHECK(all.at("6996aa532a32db28bc711211").fields.at("title") == Value("Café & Co"));
    CHECK(all.at("5a1b2c3d4e5f60718293a4b8").fields.at("summary") == Value("Coworking & café à la ferme"));
    CHECK(all.at("5a1b2c3d4e5f60718293a4b8").fields.at("surface") == Value("Plus de 200 m²"));
    CHECK(all.at("5a1b2c3d4e5f60718293a4b8").fields.at("location").at("lat") == Value(48.1113));
    CHECK(all.at("5a1b2c3d4e5f60718293a4b6").fields.at("homepage") == Value("http://lelieu.example.org"));
    CHECK(all.at("5e3f000000000000000000f1").fields.at("typology") == texts({"Recyclerie"}));
    CHECK(all.at("5e3f000000000000000000f1").fields.at("location").at("lon") == Value(55.479));
}

TEST_CASE("events, projects, offers and communs of the fixture have their dates, prices and funds") {
    const auto all = records();
    const auto& event = all.at("5c1d000000000000000000e1").fields;
    CHECK(event.at("starts") == Value("2018-12-09T10:00Z"));
    CHECK(event.at("ends") == Value("2018-12-09T16:00Z"));
    CHECK(event.at("typology") == texts({"Festival"}));
    CHECK(all.at("5c1d000000000000000000e2").fields.at("typology") == texts({"Rencontre"}));  // Q25: "meeting,"
    CHECK(all.at("5d2e000000000000000000d1").fields.at("stage") == Value("development"));
    CHECK(all.at("5f40000000000000000000c1").fields.at("cost") ==
          Value(Value::Object{{"text", "120 €"}, {"unit", "EUR"}, {"value", 120.0}}));
    CHECK(all.at("5f40000000000000000000c1").fields.at("tags") == texts({"Atelier", "Bois"}));
    const auto& commun = all.at("64a1000000000000000000a1").fields;
    CHECK(commun.at("title") == Value("La carte commune des tiers-lieux"));
    CHECK(commun.at("description") == Value("Une carte tenue à plusieurs."));
    CHECK(commun.at("stage") == Value("progress"));
    CHECK(commun.at("funding") == Value(Value::Object{{"asked", 6500.0}, {"found", 620.0}, {"currency", "EUR"}}));
}

TEST_CASE("telephone and e-mail of a place are in its record only where they were asked for") {
    const auto way = [](const char* name, const char* how) {
        return Value(Value::Object{{"name", name}, {"role", "contact"}, {how, name}});
    };
    CHECK(records(true).at("5a1b2c3d4e5f60718293a4b5").fields.at("contacts") ==
          Value(Value::List{way("contact@example.org", "email"), way("0262 00 00 00", "phone"),
                            way("0692 00 00 00", "phone")}));
    for (const auto& made : records()) {
        CAPTURE(made.first);
        CHECK_FALSE(made.second.fields.contains("contacts"));
    }
}

}  // namespace moisson
