// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config.hpp"
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>
#include <filesystem>

using namespace moisson;
using namespace moisson::test;

namespace {

Mapping movilab() {
    auto mapping = load_mapping(std::filesystem::path(MOISSON_SOURCE_DIR) / "config/mappings/movilab.toml");
    REQUIRE(mapping.has_value());
    return std::move(*mapping);
}

}  // namespace

TEST_CASE("a commun of Movilab becomes a record, field by field") {
    const Snapshot snapshot =
        Page()
            .has("Commun", {{"description", "Un logiciel :\n* libre\n* partagé"},
                            {"shortdescription", "Un logiciel de '''gestion''' de [[Tiers-lieu|lieux]]"},
                            {"Main_Picture", "carto.png"},
                            {"provides", "Réserver une salle"},
                            {"contributors", "Simon Sarazin, Benjamin Danon, Charles Henri Decultot"},
                            {"referent", "[[Utilisateur:SimonSarazin|Simon Sarazin]]"},
                            {"contributiveorganisation", "La Coroutine, La Cofabrik"},
                            {"complement", "à relire"}})
            .under(movilab());
    CHECK(
        snapshot.fields ==
        Value::Object{
            {"kind", "commun"},
            {"title", "Une page"},
            {"description", "Un logiciel :\n- libre\n- partagé"},
            {"summary", "Un logiciel de gestion de lieux"},
            {"image", "carto.png"},
            {"provides", "Réserver une salle"},
            {"contributors", Value::List{named("Simon Sarazin", "contributor"), named("Benjamin Danon", "contributor"),
                                         named("Charles Henri Decultot", "contributor")}},
            {"contacts", Value::List{user("Simon Sarazin", "referent", "SimonSarazin")}},
            {"organisations", Value::List{named("La Coroutine", "contributor"), named("La Cofabrik", "contributor")}},
            {"extra", Value::Object{{"Commun|complement", "à relire"}}},
        });
    CHECK(snapshot.provenance.at("summary").rule == "param:shortdescription");
}

TEST_CASE("the natures of Movilab and of its sister wikis each have their kind") {
    const Mapping mapping = movilab();
    const std::vector<std::pair<std::string, std::string>> natures{
        {"Commun", "commun"},         {"Tiers-lieu", "lieu"}, {"Tiers-Lieu", "lieu"}, {"Document", "document"},
        {"Communauté", "communaute"}, {"Projet", "projet"},   {"Project", "projet"},  {"Evénement", "evenement"},
        {"Événement", "evenement"},   {"Bandeau", "page"}};
    for (const auto& nature_and_kind : natures) {
        const std::string& nature = nature_and_kind.first;
        CAPTURE(nature);
        CHECK(Page().has(nature, {}).under(mapping).kind() == nature_and_kind.second);
    }
    CHECK(Page().in_category("Communs").under(mapping).kind() == "commun");
    CHECK(Page().in_category("Evénement").under(mapping).kind() == "evenement");
}

TEST_CASE("a page that only shows how a template is used is no resource") {
    const Mapping mapping = movilab();
    for (const int ns : {1, 2, 4, 10, 12, 14}) {
        CAPTURE(ns);
        CHECK(Page().at(ns).has("Commun", {{"referent", "x"}}).in_category("Communs").under(mapping).kind() == "page");
    }
}
