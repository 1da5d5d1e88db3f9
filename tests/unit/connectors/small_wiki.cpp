// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/scripted_wiki.hpp"

namespace moisson::mediawiki_test {

ScriptedWiki small_wiki() {
    ScriptedWiki wiki;
    const std::string day = "2026-11-20T10:00:";
    wiki.pages = {
        {1, 0, "Accueil", {{101, day + "01Z", "Bienvenue"}}, false, {}},
        {2, 10, "Modèle:Commun", {{102, day + "02Z", "{{{description}}}", "imp>Benoît", 0}}, false, {}},
        {3, 10, "Modèle:Ressource", {{103, day + "03Z", "#REDIRECTION [[Modèle:Commun]]"}}, true, {}},
        {4,
         0,
         "Badge inter lieux",
         {{104, day + "04Z", "v1"}, {105, day + "05Z", "secret", "Anne", 7, "", true}, {106, day + "06Z", "v3"}},
         false,
         {"Communs", "Badges"}},
        {5, 0, "🐝 MOVILAB en fête !", {{107, day + "07Z", "fête", "192.0.2.7", 0, "été"}}, false, {}},
        {6, 1, "Discussion:Badge inter lieux", {{108, day + "08Z", "bla"}}, false, {}},
        {7, 4, "Wiki:Définition", {{109, day + "09Z", "texte", "Robot", 9}}, false, {}},
        {8, 12, "Aide:Sommaire", {{110, day + "10Z", "aide"}}, false, {}},
        {9, 14, "Catégorie:Communs", {{111, day + "11Z", "tous"}}, false, {}},
        {10, 0, "Vieux badge", {{112, day + "12Z", "#REDIRECTION [[Badge inter lieux#haut]]"}}, true, {}},
        {11, 2, "Utilisateur:Anne/Brouillon", {{113, day + "13Z", "brouillon"}}, false, {}},
        {12, 0, "Le WIP", {{114, day + "14Z", "{{Tiers-lieu|nom=WIP}}"}}, false, {"Lieux"}},
    };
    return wiki;
}

}  // namespace moisson::mediawiki_test
