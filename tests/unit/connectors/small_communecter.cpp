// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/scripted_communecter.hpp"

namespace moisson::communecter_test {

namespace {

using Object = Value::Object;
using List = Value::List;

Object person(const std::string& name) {
    return {{"type", "citoyens"}, {"name", name}};
}

Value form() {
    const auto question = [](const char* label, const char* type, const char* position) {
        return Object{{"label", label}, {"type", type}, {"position", position}};
    };
    return Object{
        {"_id", Object{{"$id", "6438366673d20a0de1533c77"}}},
        {"subForms", List{"premierPas", "secondPas"}},
        {"params", Object{{"multiCheckboxPlusbesoins", Object{{"list", List{"Santé & alimentation", "Temps"}}}}}},
        {"inputs",
         Object{{"premierPas", Object{{"inputs", Object{{"titre", question("Nom du commun", "text", "1")},
                                                        {"description", question("Description", "textarea", "2")},
                                                        {"tags", question("Mots-clés", "tags", "3")},
                                                        {"besoins", question("Besoins", "multiCheckboxPlus", "4")}}}}},
                {"secondPas", Object{{"inputs", Object{{"depense", question("Budget", "tpls.forms.budget", "1")}}}}}}}};
}

void add_communs(ScriptedCommunecter& site) {
    site.forms["6438366673d20a0de1533c77"] = form();
    const Object giver{{"amount", "500"}, {"type", "organisation"}, {"name", "La Compagnie"}, {"user", id(901)}};
    const Object friendly{{"amount", 120}, {"type", "person"}, {"name", "Gontran Malpertuis"}, {"id", id(902)}};
    const Object line{{"poste", "Développement"},
                      {"price", "5 000"},
                      {"contact", "Ludivine Escarboucle"},
                      {"financer", List{giver, friendly}}};
    site.add("answers", id(71),
             {{"form", "6438366673d20a0de1533c77"},
              {"user", id(901)},
              {"created", 1690000000},
              {"updated", 1700000000},
              {"status", List{"newaction", "progress"}},
              {"vote", Object{{id(902), Object{{"status", "love"}, {"name", "Gontran Malpertuis"}}}}},
              {"links", Object{{"contributors", Object{{id(901), person("Isaure Vauquelin")}}}}},
              {"answers", Object{{"premierPas", Object{{"titre", "La carte commune"},
                                                       {"description", "Une **carte**."},
                                                       {"tags", List{"Numérique", "Cartographie"}}}},
                                 {"secondPas", Object{{"depense", List{line}}}}}}});
    site.add("answers", id(72),
             {{"form", "6438366673d20a0de1533c77"},
              {"created", 1690000001},
              {"updated", 1699999999},
              {"status", List{}},
              {"answers", Object{{"premierPas", Object{{"titre", "La recette libre"}}},
                                 {"secondPas", Object{{"depense", Object{}}}}}}});
}

}  // namespace

Value::Object place(const std::string& name, std::int64_t updated) {
    return {{"name", name},
            {"collection", "organizations"},
            {"type", "NGO"},
            {"slug", "lieu"},
            {"tags", List{"TiersLieux", "Culture"}},
            {"address", Object{{"addressCountry", "FR"}, {"postalCode", "59000"}, {"level3", "hdf"}}},
            {"source", Object{{"key", "franceTierslieux"}, {"keys", List{"franceTierslieux"}}}},
            {"creator", id(901)},
            {"links", Object{{"members", Object{{id(902), person("Gontran Malpertuis")}}}}},
            {"preferences", Object{{"isOpenData", true}, {"isOpenEdition", true}}},
            {"email", "bonjour@lieu.example"},
            {"telephone", Object{{"fixe", List{"03 00 00 00 00"}}}},
            {"created", updated - 1000},
            {"updated", updated}};
}

ScriptedCommunecter small_communecter() {
    ScriptedCommunecter site;
    site.add("organizations", id(1), place("Caf&eacute; &amp; Co", 1763000000));
    site.add("organizations", id(2), place("La Raffinerie", 1762000000));
    site.add("organizations", id(3), place("L'Atelier", 1761000000));
    Object network = place("Réseau des lieux", 1760000000);
    network["tags"] = List{"TiersLieux", "RéseauTiersLieux"};
    site.add("organizations", id(4), std::move(network));
    Object abroad = place("Nirgendwo", 1759000000);
    abroad["address"] = Object{{"addressCountry", "DE"}};
    site.add("organizations", id(5), std::move(abroad));
    site.add("organizations", id(6), {{"name", "Sans rapport"}, {"tags", List{"Sport"}}, {"updated", 1758000000}});
    Object event = place("Fête des communs", 1763100000);
    event["type"] = "festival";
    event["startDate"] = Object{{"sec", 1764000000}, {"usec", 0}};
    event["endDate"] = "2025-11-25T10:00:00+0000";
    event["organizer"] = Object{{id(1), Object{{"type", "organizations"}, {"name", "Caf&eacute; &amp; Co"}}},
                                {id(903), person("Isaure Vauquelin")}};
    site.add("events", id(31), std::move(event));
    add_communs(site);
    return site;
}

}  // namespace moisson::communecter_test
