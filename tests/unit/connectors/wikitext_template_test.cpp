// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::wikitext_test;

TEST_CASE("the commun of Movilab is read whole: lists on several lines, links, and the text behind it left alone") {
    const std::string page =
        "{{Commun\n"
        "|description=Un outil de gestion :\n"
        "* réservation de salles\n"
        "* facturation, voir https://dokos.io/?a=1&b=2\n"
        "\n"
        "Développé avec [[La Coroutine|les coworkers]].\n"
        "|shortdescription=Gérer et réserver\n"
        "|Main_Picture=carto.png\n"
        "|provides=Un logiciel\n"
        "|contributors=Simon Sarazin, Benjamin Danon, Charles Henri Decultot\n"
        "|referent=Simon Sarazin\n"
        "|contributiveorganisation=La Coroutine, La Cofabrik, Compagnie des Tiers Lieux, Reactif Coworking\n"
        "}}\n"
        "< [[Cobudget Tilios]]\n"
        "=== Soutiens ===\n"
        "Une phrase | avec une barre = et un signe.\n";
    CHECK(values_in(page) ==
          "Commun|description=Un outil de gestion :\n"
          "* réservation de salles\n"
          "* facturation, voir https://dokos.io/?a=1&b=2\n"
          "\n"
          "Développé avec [[La Coroutine|les coworkers]].\n"
          "Commun|shortdescription=Gérer et réserver\n"
          "Commun|Main_Picture=carto.png\n"
          "Commun|provides=Un logiciel\n"
          "Commun|contributors=Simon Sarazin, Benjamin Danon, Charles Henri Decultot\n"
          "Commun|referent=Simon Sarazin\n"
          "Commun|contributiveorganisation=La Coroutine, La Cofabrik, Compagnie des Tiers Lieux, Reactif Coworking\n");
    CHECK(templates_in(page) == "Commun");
}

TEST_CASE("keys with tabs and new lines before them, accents, apostrophes and spaces inside") {
    CHECK(values_in("{{Communauté|\n\t\t\tTitre= Les mobilités\n|\n\t\t\tdescription=\tUne communauté \n}}") ==
          "Communauté|Titre=Les mobilités\nCommunauté|description=Une communauté\n");
    CHECK(values_in("{{Project |communauté d'intérêt=Vélo, Train/Bus |Coordonnées géo = 48.1, -1.6}}") ==
          "Project|communauté d'intérêt=Vélo, Train/Bus\nProject|Coordonnées géo=48.1, -1.6\n");
}

TEST_CASE("values without a name are numbered, names that are numbers may take their place") {
    CHECK(values_in("{{Note|un|clé=x| deux |4=quatre}}") == "Note|1=un\nNote|clé=x\nNote|2=deux\nNote|4=quatre\n");
    CHECK(values_in("{{Note|un|1=autre}}") == "Note|1=autre\n");
    CHECK(values_in("{{Note|1=autre|un}}") == "Note|1=un\n");
}

TEST_CASE("of a key given twice the last one counts, even when it is empty") {
    CHECK(values_in("{{Commun|referent=A|url=u|referent=B}}") == "Commun|url=u\nCommun|referent=B\n");
    CHECK(values_in("{{Commun|referent=A|referent=}}") == "Commun|referent=\n");
}

TEST_CASE("an empty value knows where it would be written") {
    const std::string page = "{{Commun\n|referent=\n|url= \t\n}}";
    const Reading reading = read(page);
    REQUIRE(reading.values.size() == 2);
    CHECK(reading.values[0].span == Span{19, 19});
    CHECK(page.substr(0, reading.values[0].span.begin).ends_with("|referent="));
    CHECK(page.substr(0, reading.values[1].span.begin).ends_with("|url="));
}

TEST_CASE("a value can be replaced at its span and nothing else moves") {
    std::string page =
        "Avant {{Commun\n| referent =  Simon <!-- à vérifier --> Sarazin \n| url = {{Lien|x=y}} \n}} après";
    const Reading reading = read(page);
    REQUIRE(reading.values.size() == 2);
    CHECK(reading.values[0].text == "Simon <!-- à vérifier --> Sarazin");
    const Span span = reading.values[0].span;
    page.replace(span.begin, span.end - span.begin, "Maïa Dereva");
    CHECK(page == "Avant {{Commun\n| referent =  Maïa Dereva \n| url = {{Lien|x=y}} \n}} après");
    CHECK(values_in(page) == "Commun|referent=Maïa Dereva\nCommun|url={{Lien|x=y}}\n");
}

TEST_CASE("several templates, the same one twice: each is counted in the order of the page") {
    const std::string page = "{{Explication}} texte {{Commun|a=1}} {{tiers-lieu|b=2}}\n{{commun|a=3}}";
    CHECK(values_in(page) == "Commun|a=1\nTiers-lieu|b=2\nCommun#2|a=3\n");
    CHECK(templates_in(page) == "Explication, Commun, Tiers-lieu, Commun");
}

TEST_CASE("a template in a template, a link or a parameter is part of the value") {
    CHECK(values_in("{{Commun|description={{Note|a=b|c}} et [[Le WIP|un {{Gras|lieu=WIP}}]]|url=u}}") ==
          "Commun|description={{Note|a=b|c}} et [[Le WIP|un {{Gras|lieu=WIP}}]]\nCommun|url=u\n");
    CHECK(values_in("{{Commun|description={{{texte|rien = rien}}}|url=u}}") ==
          "Commun|description={{{texte|rien = rien}}}\nCommun|url=u\n");
    CHECK(values_in("{{Commun|{{clé}}=x}}") == "Commun|{{clé}}=x\n");
    CHECK(templates_in("{{{paramètre|{{Commun|a=b}}}}}") == "");
}

TEST_CASE("a template that stands in a link or a heading is one of the page") {
    CHECK(values_in("[[Fichier:x.png|vignette|{{Commun|a=b}}]]") == "Commun|a=b\n");
    CHECK(values_in("== {{Commun|a=b}} ==\n") == "Commun|a=b\n");
}

TEST_CASE("the prefix, the case of the first letter and underscores do not make another template") {
    for (const char* name :
         {"Commun local", "commun local", "Commun_local", "Modèle:Commun local", "modèle:commun_local",
          "Template:Commun local", "TEMPLATE: commun  local", " \n commun local \n", ":Modèle:commun local",
          "subst:commun local", "SAFESUBST:Commun local", "msgnw:Commun local", "BRUT:commun local",
          "Commun <!-- le nôtre -->local", "Commun local#ancre"}) {
        CAPTURE(name);
        CHECK(values_in("{{" + std::string(name) + "|a=b}}") == "Commun local|a=b\n");
    }
    CHECK(templates_in("{{évaluation}}") == "Évaluation");
    CHECK(templates_in("{{Ste\xCC\x81phane}}") == "Stéphane");
}

TEST_CASE("parser functions, variables and pages of other namespaces are not templates") {
    for (const char* text : {"{{#if:x|{{Commun|a=b}}|c=d}}",
                             "{{#ask:[[Catégorie:Commun]]|?Tags=x}}",
                             "{{#invoke:M|f|a=b}}",
                             "{{ #arraymap:a,b|,|x|y=z}}",
                             "{{lc:ABC}}",
                             "{{DEFAULTSORT:Étude|a=b}}",
                             "{{CLEFDETRI:x}}",
                             "{{fullurl:Accueil|action=edit}}",
                             "{{PAGENAME}}",
                             "{{NUMBEROFARTICLES}}",
                             "{{NOMSITE}}",
                             "{{!}}",
                             "{{:Accueil|a=b}}",
                             "{{Utilisateur:XavCC/Note|a=b}}",
                             "{{Wiki:Définition|a=b}}",
                             "{{/Sous-page|a=b}}",
                             "{{wikipedia:Commun|a=b}}",
                             "{{ {{Commun|a=b}} |c=d}}",
                             "{{a[b|c=d}}",
                             "{{|a=b}}",
                             "{{ |a=b}}",
                             "{{<b>x</b>|a=b}}",
                             "{{a\nb|c=d}}",
                             "{{a~~~b|c=d}}"}) {
        CAPTURE(text);
        CHECK(values_in(text) == "");
        CHECK(templates_in(text) == "");
    }
    CHECK(templates_in("{{PAGENAME|a=b}}") == "PAGENAME");
    CHECK(templates_in("{{Pagename}}") == "Pagename");
    CHECK(templates_in("{{Projet : mobilité}}") == "Projet : mobilité");
}
