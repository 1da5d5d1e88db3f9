// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>
#include <filesystem>

using namespace moisson;
using namespace moisson::test;

namespace {

Mapping shipped(const std::string& name) {
    auto mapping = load_mapping(std::filesystem::path(MOISSON_SOURCE_DIR) / "config/mappings" / (name + ".toml"));
    REQUIRE_MESSAGE(mapping.has_value(), (mapping ? "" : mapping.error().sentence()));
    return std::move(*mapping);
}

Value bearer(const char* name) {
    return named(name, "bearer");
}

}  // namespace

TEST_CASE("each shipped mapping is right, and keeps what nobody has mapped yet") {
    for (const auto& file : std::filesystem::directory_iterator(MOISSON_SOURCE_DIR "/config/mappings")) {
        const std::string name = file.path().stem().string();
        CAPTURE(name);
        const Mapping mapping = shipped(name);
        CHECK(mapping.contract == Mapping::Contract::evolve);
        if (name == "communecter") continue;  // no wiki
        const Snapshot snapshot = Page().has("Commun", {{"clé inconnue", "x"}}).under(mapping);
        CHECK(snapshot.kind() == "commun");
        CHECK(snapshot.fields.at("extra") == Value(Value::Object{{"Commun|clé inconnue", "x"}}));
        CHECK(Page().at(10).has("Commun", {{"url", "{{{url|}}}"}}).under(mapping).kind() == "page");
    }
}

TEST_CASE("a project of the Fabrique des Mobilités becomes a record, its keys with spaces and apostrophes included") {
    const Snapshot snapshot = Page()
                                  .has("Project", {{"shortDescription", "Partager un vélo-cargo"},
                                                   {"description", "* un vélo\n* une clé"},
                                                   {"location", "Lille"},
                                                   {"Coordonnées géo", "50.637, 3.063"},
                                                   {"url", "https://velo.example.org"},
                                                   {"Tags", "vélo, cargo"},
                                                   {"Theme", "Logistique, Open Source"},
                                                   {"from", "La Fabrique, Le Labo"},
                                                   {"challenge", "Former / informer, Relier"},
                                                   {"communauté d'intérêt", "Vélo"},
                                                   {"chat", "https://chat.example.org/channel/velo"},
                                                   {"complement", "à relire"},
                                                   {"referent", "Utilisateur:Simon Sarazin"},
                                                   {"pageCo", "https://www.communecter.org/#@velo"}})
                                  .under(shipped("fabmob"));
    CHECK(snapshot.fields ==
          Value::Object{
              {"kind", "projet"},
              {"title", "Une page"},
              {"summary", "Partager un vélo-cargo"},
              {"description", "- un vélo\n- une clé"},
              {"location", Value::Object{{"lat", 50.637}, {"lon", 3.063}, {"address", "Lille"}}},
              {"homepage", "https://velo.example.org"},
              {"tags", texts({"vélo", "cargo"})},
              {"themes", texts({"Logistique", "Open Source"})},
              {"organisations", Value::List{bearer("La Fabrique"), bearer("Le Labo")}},
              {"challenges", texts({"Former / informer", "Relier"})},
              {"discussion", "https://chat.example.org/channel/velo"},
              {"contacts", Value::List{user("Simon Sarazin", "referent", "Simon Sarazin")}},
              {"same_as", texts({"https://www.communecter.org/#@velo"})},
              {"extra", Value::Object{{"Project|communauté d'intérêt", "Vélo"}, {"Project|complement", "à relire"}}}});
}

TEST_CASE("an event of the Fabrique whose form kept its default end has a start, and words for an end") {
    const Snapshot snapshot = Page()
                                  .has("Evénement", {{"Titre", "Rencontre"},
                                                     {"Type d'événement", "Rencontre"},
                                                     {"Début de l'évènement", "2021-09-20"},
                                                     {"Fin de l'évènement", "day"},
                                                     {"Lieu", "Paris"},
                                                     {"Participants", "Utilisateur:Simon Sarazin, NOM Prénom"}})
                                  .under(shipped("fabmob"));
    CHECK(snapshot.kind() == "evenement");
    CHECK(snapshot.fields.at("starts") == Value("2021-09-20"));
    CHECK(snapshot.fields.at("ends") == Value("day"));
    CHECK(snapshot.fields.at("unparsed") == texts({"ends"}));
    CHECK(snapshot.fields.at("location") == Value(Value::Object{{"address", "Paris"}}));
    CHECK(snapshot.fields.at("contributors") == Value(Value::List{user("Simon Sarazin", "contributor", "Simon Sarazin"),
                                                                  named("NOM Prénom", "contributor")}));
}

TEST_CASE("a tutorial of Wikifab says in two boxes how long it takes, and in two what it costs") {
    const Mapping mapping = shipped("fabmob");
    const auto estimate = [](const char* text, double value, const char* unit) {
        return Value(Value::Object{{"text", text}, {"unit", unit}, {"value", value}});
    };
    const auto tutorial = [&](const char* duration, const char* cost) {
        return Page()
            .has("Project",
                 {{"Duration", duration}, {"Duration-type", "hour(s)"}, {"Cost", cost}, {"Currency", "EUR (€)"}})
            .under(mapping);
    };
    CHECK(tutorial("2", "15").fields.at("time") == estimate("2 hour(s)", 2, "hour"));
    CHECK(tutorial("2", "15").fields.at("cost") == estimate("15 EUR (€)", 15, "EUR"));
    CHECK_FALSE(tutorial("2", "15").fields.contains("extra"));
}

TEST_CASE("the template that gives the category Commun makes a commun, and so does the category alone") {
    const Mapping mapping = shipped("fabmob");
    CHECK(Page().has("Ressource", {}).under(mapping).kind() == "commun");
    CHECK(Page().in_category("Commun").under(mapping).kind() == "commun");
    CHECK(Page().has("Communauté", {}).under(mapping).kind() == "communaute");
    CHECK(Page().in_category("Acteur").under(mapping).kind() == "organisation");
}

TEST_CASE("a commun of the ADEME tells who carries it") {
    const Snapshot snapshot = Page()
                                  .has("Commun", {{"shortDescription", "Situer un territoire"},
                                                  {"description", "À 360°"},
                                                  {"Main_Picture", "diagnostic.png"},
                                                  {"Tags", "diagnostic, résilience"},
                                                  {"Theme", "Territoire"},
                                                  {"commonscategorie", "Outil, Méthode"},
                                                  {"challenge", "Gouvernance"},
                                                  {"from", "Open Atlas"},
                                                  {"location", "La Réunion"},
                                                  {"url", "https://diagnostic.example.org"},
                                                  {"complement", "à l'état d'idée avancée"}})
                                  .under(shipped("ademe"));
    CHECK(snapshot.kind() == "commun");
    CHECK(snapshot.fields.at("organisations") == Value(Value::List{bearer("Open Atlas")}));
    CHECK(snapshot.fields.at("typology") == texts({"Outil", "Méthode"}));
    CHECK(snapshot.fields.at("location") == Value(Value::Object{{"address", "La Réunion"}}));
    CHECK(snapshot.fields.at("extra") == Value(Value::Object{{"Commun|complement", "à l'état d'idée avancée"}}));
    CHECK(snapshot.fields.count("unparsed") == 0);
    CHECK(Page().at(102).has("Commun", {}).under(shipped("ademe")).kind() == "page");
}

TEST_CASE("time, difficulty, price, licence and dates of Movilab are values, not only words") {
    const Snapshot snapshot = Page()
                                  .has("Méthode", {{"shortdescription", "Rapprocher"},
                                                   {"time", "une heure"},
                                                   {"difficulté", "Facile"},
                                                   {"coût", "prix libre"},
                                                   {"licence", "CC BY-SA 4.0"}})
                                  .under(shipped("movilab"));
    CHECK(snapshot.fields.at("time").at("value") == Value(1.0));
    CHECK(snapshot.fields.at("time").at("unit") == Value("hour"));
    CHECK(snapshot.fields.at("complexity").at("value") == Value(2.0));
    CHECK(snapshot.fields.at("cost") == Value(Value::Object{{"text", "prix libre"}}));
    CHECK(snapshot.fields.at("licence") == Value("CC-BY-SA-4.0"));
    CHECK(snapshot.fields.count("unparsed") == 0);
    const Snapshot camp = Page()
                              .has("Evénement", {{"Début", "2017-07-28"}, {"Fin", "6 août 2017"}, {"Lieu", "Névez"}})
                              .under(shipped("movilab"));
    CHECK(camp.fields.at("starts") == Value("2017-07-28"));
    CHECK(camp.fields.at("ends") == Value("2017-08-06"));
}

TEST_CASE("a place of Movilab has its networks and the person who keeps its page, in whatever case they signed") {
    const Snapshot snapshot = Page()
                                  .has("Tiers-lieu", {{"Thème", "Gouvernance, Animation"},
                                                      {"Membres", "ophélie Deyrolle"},
                                                      {"Réseaux d'appartenance", "France Tiers Lieux, Tilios"},
                                                      {"Référent de la fiche", "Ophélie DEYROLLE, SimonSarazin"}})
                                  .under(shipped("movilab"));
    CHECK(snapshot.kind() == "lieu");
    CHECK(snapshot.fields.at("networks") == texts({"France Tiers Lieux", "Tilios"}));
    CHECK(snapshot.fields.at("contacts") ==
          Value(Value::List{named("Ophélie DEYROLLE", "referent"), named("SimonSarazin", "referent")}));
}
