// SPDX-License-Identifier: GPL-3.0-or-later
// The elements of Communecter's reference, as its connector keeps them, under the shipped mapping.
#include "config/config.hpp"
#include "schema/normaliser.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>
#include <filesystem>

using namespace moisson;
using namespace moisson::test;

namespace {

const Mapping& shipped() {
    static const Mapping mapping = [] {
        const std::filesystem::path folder = std::filesystem::path(MOISSON_SOURCE_DIR) / "config";
        auto read = load_mapping(folder / "mappings/communecter.toml");
        REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().sentence()));
        const auto known = know_territories(*read, {folder / "moisson.toml", folder});
        REQUIRE_MESSAGE(known.has_value(), (known ? "" : known.error().sentence()));
        return std::move(*read);
    }();
    return mapping;
}

std::string escaped(const std::string& name) {
    std::string out;
    for (const char c : name) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
}

// Each scalar of a document under its JSON pointer, as schema/reading.hpp asks for.
void take_values(const Value& value, const std::string& path, Reading& into) {
    if (const auto* object = value.object()) {
        for (const auto& [name, member] : *object) take_values(member, path + "/" + escaped(name), into);
    } else if (const auto* list = value.list()) {
        for (std::size_t i = 0; i < list->size(); ++i) take_values((*list)[i], path + "/" + std::to_string(i), into);
    } else if (const std::string* text = value.text()) {
        into.values.push_back({{}, 1, path, *text, {}});
    } else if (!value.is_null()) {
        into.values.push_back({{}, 1, path, to_json(value), {}});
    }
}

Snapshot read(std::string_view json, const std::string& collection) {
    const auto document = from_json(json);
    REQUIRE_MESSAGE(document.has_value(), (document ? "" : document.error().sentence()));
    Reading reading;
    reading.markup = Markup::markdown;
    reading.collection = collection;
    take_values(*document, {}, reading);
    if (const auto* tags = document->at("tags").list())
        for (const Value& tag : *tags) reading.tags.push_back(tag.text_or({}));
    return normalise({"Un nom", 0, collection}, reading, shipped());
}

std::string kind_of(std::string_view json, const std::string& collection) {
    return read(json, collection).kind();
}

}  // namespace

TEST_CASE("a third-place of Communecter becomes a place, field by field") {
    const Snapshot place = read(R"json({
        "collection": "organizations", "name": "La Raffinerie", "slug": "laRaffinerie", "type": "NGO",
        "url": "laraffinerie.re", "shortDescription": "Friche culturelle &amp; tiers-lieu",
        "description": "Un **tiers-lieu** :\n\n- [l'agenda](https://laraffinerie.re/agenda)\n- [[wiki]]",
        "tags": ["TiersLieux", "Culture", "Bureaux partagés / Coworking", "SCIC", "Plus de 200m2",
                 "Collectivités (Département, Intercommunalité, Région, etc)", "Compagnon France Tiers-Lieux"],
        "profilImageUrl": "/upload/communecter/organizations/5a1b2c3d4e5f60718293a4b5/logo.png",
        "address": {"@type": "PostalAddress", "streetAddress": "3 rue des Communs", "postalCode": "97410",
                    "addressLocality": "SAINT-PIERRE", "codeInsee": "97416", "addressCountry": "RE",
                    "localityId": "54c0965cf6b95c141800a519", "level1Name": "Réunion"},
        "geo": {"@type": "GeoCoordinates", "latitude": "-21.3393", "longitude": "55.4781"},
        "geoPosition": {"type": "Point", "coordinates": [55.4781, -21.3393]},
        "socialNetwork": {"facebook": "https://facebook.com/x", "github": "https://github.com/x"},
        "urls": ["https://wiki.laraffinerie.re", {"url": "https://carte.example.org", "type": "link", "title": "Carte"}],
        "source": {"insertOrign": "costum", "key": "franceTierslieux", "keys": ["franceTierslieux"]},
        "reference": {"costum": ["navigatorDesTierslieux"]},
        "openingDate": "01/06/2021", "holderOrganization": "L'association, la vraie",
        "created": "2018-11-23T19:06:40Z", "updated": "2026-02-19T07:11:42Z",
        "openingHours": ["Mo 09:00-12:00, 14:00-18:00", null, "Sa 10:00-12:00"]})json",
                                "organizations");
    CHECK(place.kind() == "lieu");
    const auto& fields = place.fields;
    CHECK(fields.at("summary") == Value("Friche culturelle & tiers-lieu"));
    CHECK(fields.at("description") ==
          Value("Un tiers-lieu :\n\n- l'agenda (https://laraffinerie.re/agenda)\n- [[wiki]]"));
    CHECK(fields.at("homepage") == Value("http://laraffinerie.re"));
    CHECK(fields.at("image") == Value("/upload/communecter/organizations/5a1b2c3d4e5f60718293a4b5/logo.png"));
    CHECK(fields.at("tags") ==
          texts({"TiersLieux", "Culture", "Bureaux partagés / Coworking", "SCIC", "Plus de 200m2",
                 "Collectivités (Département, Intercommunalité, Région, etc)", "Compagnon France Tiers-Lieux"}));
    CHECK(fields.at("typology") == texts({"Bureaux partagés / Coworking"}));
    CHECK(fields.at("legal_form") == Value("SCIC"));
    CHECK(fields.at("surface") == Value("Plus de 200 m²"));
    CHECK(fields.at("location") ==
          Value(Value::Object{
              {"lat", -21.3393}, {"lon", 55.4781}, {"address", "3 rue des Communs, 97410 SAINT-PIERRE"}}));
    CHECK(fields.at("territory") ==
          Value(Value::Object{{"country", "FR"}, {"region", "04"}, {"department", "974"}, {"commune", "97416"}}));
    CHECK(fields.at("same_as") == texts({"https://facebook.com/x", "https://github.com/x",
                                         "https://wiki.laraffinerie.re", "https://carte.example.org"}));
    CHECK(fields.at("networks") == texts({"franceTierslieux", "navigatorDesTierslieux"}));
    CHECK(fields.at("organisations") == Value(Value::List{named("L'association, la vraie", "bearer")}));
    CHECK(fields.at("opened") == Value("2021-06-01"));
    CHECK(fields.at("opening_hours") == texts({"Mo 09:00-12:00, 14:00-18:00", "Sa 10:00-12:00"}));
    CHECK(fields.at("created") == Value("2018-11-23T19:06Z"));
    CHECK_FALSE(fields.contains("unparsed"));
    CHECK_FALSE(fields.contains("contacts"));
    const auto& extra = *fields.at("extra").object();
    CHECK(extra.at("/slug") == Value("laRaffinerie"));
    CHECK(extra.at("/urls/1/title") == Value("Carte"));
    for (const char* taken : {"/tags/0", "/geo/latitude", "/address/postalCode", "/url", "/source/key"}) {
        CAPTURE(taken);
        CHECK_FALSE(extra.contains(taken));
    }
}

TEST_CASE("a place abroad has its country, and a network is one even where it is tagged as a place") {
    const Snapshot abroad = read(R"json({
        "collection": "organizations", "name": "Caf&eacute; &amp; Co", "type": "NGO", "slug": "cafeCo",
        "tags": ["TiersLieux", "Coworking"],
        "address": {"@type": "PostalAddress", "streetAddress": "…", "postalCode": "2000", "addressLocality": "Sydney",
                    "addressCountry": "AU", "level1Name": "Australie"},
        "geo": {"@type": "GeoCoordinates", "latitude": "-33.8775982", "longitude": "151.2011799"},
        "geoPosition": {"type": "Point", "coordinates": [151.2011799, -33.8775982]},
        "created": "2026-02-19T05:36:17Z"})json",
                                 "organizations");
    CHECK(abroad.kind() == "lieu");
    CHECK(abroad.fields.at("territory") == Value(Value::Object{{"country", "AU"}}));
    CHECK(abroad.fields.at("location").at("address") == Value("…, 2000 Sydney"));
    CHECK(abroad.fields.at("legal_form") == Value("Association"));
    CHECK_FALSE(abroad.fields.contains("typology"));
    CHECK_FALSE(abroad.fields.contains("unparsed"));

    CHECK(kind_of(R"({"tags": ["TiersLieux", "RéseauTiersLieux"]})", "organizations") == "reseau");
    CHECK(kind_of(R"({"mainTag": "TiersLieux"})", "organizations") == "lieu");
    CHECK(kind_of(R"({"tags": ["Culture"]})", "organizations") == "organisation");
    CHECK(kind_of(R"({"tags": ["TiersLieux"]})", "events") == "evenement");
}

TEST_CASE("an event has its start and its end, its place and who holds it") {
    const Snapshot event = read(R"json({
        "collection": "events", "name": "Fête des communs", "type": "festival",
        "startDate": "2018-12-09T10:00:00Z", "endDate": "2018-12-09T16:00:00Z", "allDay": true,
        "organizer": {"5a1b2c3d4e5f60718293a4b5": {"type": "organizations", "name": "La Raffinerie"}},
        "parent": {"5a1b2c3d4e5f60718293a4b6": {"type": "projects", "name": "Les communs"}},
        "address": {"addressCountry": "FR", "postalCode": "59000", "addressLocality": "LILLE"}})json",
                                "events");
    CHECK(event.kind() == "evenement");
    CHECK(event.fields.at("starts") == Value("2018-12-09T10:00Z"));
    CHECK(event.fields.at("ends") == Value("2018-12-09T16:00Z"));
    CHECK(event.fields.at("typology") == texts({"Festival"}));
    CHECK_FALSE(event.fields.contains("legal_form"));
    CHECK(event.fields.at("organisations") ==
          Value(Value::List{named("Les communs", "parent"), named("La Raffinerie", "organizer")}));
    CHECK(event.fields.at("territory") ==
          Value(Value::Object{{"country", "FR"}, {"region", "32"}, {"department", "59"}}));
    CHECK_FALSE(event.fields.contains("unparsed"));
}

TEST_CASE("a code of another country is none of France, and a pair that stands the wrong way round is not believed") {
    const auto told = [](const char* element) { return read(element, "organizations").fields; };
    CHECK(
        told(R"({"address": {"codeInsee": "21004", "addressCountry": "BE", "postalCode": "1000"}})").at("territory") ==
        Value(Value::Object{{"country", "BE"}}));
    CHECK(told(R"({"address": {"codeInsee": "6621", "addressCountry": "CH"}})").at("territory") ==
          Value(Value::Object{{"country", "CH"}}));
    CHECK(told(R"({"address": {"codeInsee": "97416", "addressCountry": "RE"}})").at("territory").at("commune") ==
          Value("97416"));
    const auto rennes = told(R"({"geo": {"latitude": "48.1113", "longitude": "-1.68"},
                                 "geoPosition": {"coordinates": [48.1113, -1.68]}})");
    CHECK(rennes.at("location") == Value(Value::Object{{"lat", 48.1113}, {"lon", -1.68}}));
}

TEST_CASE("a commun that answered a call has its state, what it asks and what it found") {
    const Snapshot commun = read(R"json({
        "collection": "answers", "form": "6438366673d20a0de1533c77", "title": "Un commun",
        "description": "Un *outil*", "tags": ["logiciel"], "status": ["newaction", "progress"],
        "funds": {"asked": 5000, "found": 500}, "created": "2023-07-22T04:26:40Z",
        "answers": {"lesCommuns1": {"titre": "Un commun"}}})json",
                                 "answers");
    CHECK(commun.kind() == "commun");
    CHECK(commun.fields.at("description") == Value("Un outil"));
    CHECK(commun.fields.at("stage") == Value("progress"));
    CHECK(commun.fields.at("funding") ==
          Value(Value::Object{{"asked", 5000.0}, {"found", 500.0}, {"currency", "EUR"}}));
    CHECK(commun.fields.at("tags") == texts({"logiciel"}));
    CHECK(commun.fields.at("extra").at("/answers/lesCommuns1/titre") == Value("Un commun"));
    CHECK(commun.fields.at("extra").at("/status/0") == Value("newaction"));
    CHECK_FALSE(commun.fields.contains("unparsed"));
}

TEST_CASE("offers and needs, projects and points of interest each have their kind") {
    CHECK(kind_of(R"({"section": "need"})", "ressources") == "besoin");
    CHECK(kind_of(R"({"section": "offer"})", "ressources") == "offre");
    CHECK(kind_of(R"({"section": "need"})", "classifieds") == "besoin");
    CHECK(kind_of(R"({})", "classifieds") == "offre");
    CHECK(kind_of(R"({})", "projects") == "projet");
    CHECK(kind_of(R"({"type": "link"})", "poi") == "document");
    CHECK(kind_of(R"({"type": "compostPickup"})", "poi") == "lieu");
    CHECK(kind_of(R"({"type": "trash"})", "poi") == "page");
    CHECK(read(R"({"properties": {"avancement": "idea"}})", "projects").fields.at("stage") == Value("idea"));
}

TEST_CASE("ways to reach a place are in its record where the source gave them, and nowhere else") {
    const Snapshot place = read(R"json({"email": "contact@example.org", "contact": "Ada, à l'accueil",
        "telephone": {"fixe": ["0262 00 00 00"], "mobile": ["+262 692 00 00 00"]}})json",
                                "organizations");
    const auto way = [](const char* name, const char* how) {
        return Value(Value::Object{{"name", name}, {"role", "contact"}, {how, name}});
    };
    CHECK(place.fields.at("contacts") ==
          Value(Value::List{named("Ada, à l'accueil", "contact"), way("contact@example.org", "email"),
                            way("0262 00 00 00", "phone"), way("+262 692 00 00 00", "phone")}));
    CHECK_FALSE(place.fields.contains("extra"));
    const Snapshot odd = read(R"({"email": "voir le site", "telephone": "0262"})", "organizations");
    CHECK_FALSE(odd.fields.contains("contacts"));
    CHECK(odd.fields.at("unparsed") == texts({"contacts"}));
}

TEST_CASE("what is odd in an element is kept and said, and nothing is made up") {
    const Snapshot odd = read(R"json({
        "name": "X", "url": "http://a.org ; http://b.org", "geoPosition": {"coordinates": [0, 0]},
        "geo": {"latitude": "", "longitude": " "}, "address": {"addressCountry": "FR", "postalCode": "800"},
        "openingDate": "bientôt", "buildingSurfaceArea": "120", "tags": ["Plus de 200m²"],
        "profilImageUrl": "javascript:alert(1)"})json",
                              "organizations");
    CHECK(odd.fields.at("homepage") == Value("http://a.org"));
    CHECK(odd.fields.at("extra").at("/url") == Value("http://a.org ; http://b.org"));
    CHECK_FALSE(odd.fields.contains("location"));
    CHECK(odd.fields.at("territory") == Value(Value::Object{{"country", "FR"}}));
    CHECK(odd.fields.at("opened") == Value("bientôt"));
    CHECK(odd.fields.at("surface") == Value(120.0));
    CHECK_FALSE(odd.fields.contains("image"));
    CHECK(odd.fields.at("unparsed") == texts({"homepage", "image", "location", "opened", "territory"}));
}
