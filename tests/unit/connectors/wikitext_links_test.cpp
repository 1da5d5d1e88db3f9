// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::wikitext_test;

TEST_CASE("a redirect leads to the title, without its anchor, its label, its underscores or its small first letter") {
    for (const char* text : {"#REDIRECTION [[DOKOS Logiciel libre]]", "#REDIRECT[[DOKOS Logiciel libre]]",
                             "#redirect: [[DOKOS_Logiciel_libre]]",
                             "\n \t#Redirection\n[[DOKOS  Logiciel libre#Soutiens|Dokos]]\n[[Catégorie:Outil]]",
                             "#REDIRECT [[:DOKOS Logiciel libre ]]", "#REDIRECT [[DOKOS%20Logiciel%20libre]]",
                             "#REDIRECT [[dOKOS&#32;Logiciel\u00A0libre]]"}) {
        CAPTURE(text);
        CHECK(redirect_in(text) == "DOKOS Logiciel libre");
    }
    CHECK(redirect_in("#REDIRECT [[template:commun_local]]") == "Modèle:Commun local");
    CHECK(redirect_in("#REDIRECT [[project:Définition de Movilab]]") == "Wiki:Définition de Movilab");
    CHECK(redirect_in("#REDIRECT [[Tcpdump Internets#Libert.C3.A9s]]") == "Tcpdump Internets");
    CHECK(redirect_in("#REDIRECT [[%C3%A9tude exploratoire]]") == "Étude exploratoire");
    CHECK(redirect_in("#REDIRECT [[:%43atégorie:Commun]]") == "Catégorie:Commun");
    CHECK(redirect_in("#REDIRECT [[Wikipedia:fr:tiers-lieu]]") == "wikipedia:fr:tiers-lieu");
    CHECK(redirect_in("#REDIRECT [[A#b]]|[[C]]") == "A");
}

TEST_CASE("a page that only speaks of redirecting does not lead anywhere") {
    for (const char* text : {"Voir #REDIRECT [[Accueil]]", "#REDIRECT Accueil", "#REDIRECT [[Accueil",
                             "#REDIRECT [[Acc\nueil]]", "#REDIRECT [[]]", "#REDIRECT [[#ancre]]", "#REDIRECT [[a<b]]",
                             "#REDIRECT [[a{{b}}]]", "#REDIRECT [Accueil]", "#REDIR [[Accueil]]", "", "#"}) {
        CAPTURE(text);
        CHECK(redirect_in(text) == "(none)");
    }
}

TEST_CASE("the words of the wiki's own language redirect too, whatever their case") {
    Traits traits;
    traits.details = Value(Value::Object{{"redirect_words", Value(Value::List{"#ПЕРЕНАПРАВЛЕНИЕ", "#REDIRECT"})}});
    const mediawiki::Dialect russian = mediawiki::dialect_from(traits);
    const auto reading =
        mediawiki::read_page(page_titled("x"), content_of("#Перенаправление [[Заглавная]]"), Context{}, russian);
    REQUIRE(reading.has_value());
    CHECK(reading->redirect_to == "Заглавная");
    CHECK(redirect_in("#Перенаправление [[Заглавная]]") == "(none)");
}

TEST_CASE("categories of the text: either language, sort keys, spaces and small letters") {
    CHECK(categories_in(
              "[[Catégorie:Commun|clé]] [[Category:outil numérique]]\n[[category : Commun]][[CATÉGORIE:Été_2023]]") ==
          "Commun, Outil numérique, Été 2023");
    CHECK(categories_in("[[Catégorie:Commun|{{PAGENAME}}]] [[Catégorie:Outil|\n]] [[Cat%C3%A9gorie:%C3%89t%C3%A9]]") ==
          "Commun, Outil, Été");
    CHECK(categories_in("[[Catégorie:<!-- la nôtre -->Commun]] [[[[Catégorie:Lieu]]") == "Commun, Lieu");
    CHECK(categories_in("[[Fichier:x.png|vignette|texte [[Catégorie:Image]]]]") == "Image");
    CHECK(categories_in("== Titre [[Catégorie:Commun]] ==\n{{Commun|a=b}}[[Catégorie:Lieu]]") == "Commun, Lieu");
}

TEST_CASE("a link to a category, one that is never read, or one that only names it, is no category") {
    for (const char* text :
         {"[[:Catégorie:Commun]]", "[[ :Catégorie:Commun]]", "<nowiki>[[Catégorie:Commun]]</nowiki>",
          "<!-- [[Catégorie:Commun]] -->", "[[Catégorie:Commun]", "[[Catégorie:Commun|]]", "[[[Catégorie:Commun]]",
          "[[Catégorie:Com\nmun]]", "[[Catégorie:{{PAGENAME}}]]", "[[Catégorie:]]", "[[Accueil|Catégorie:Commun]]",
          "[[Discussion catégorie:Commun]]", "[[Catégorie:Com[mun]]", "[[wikipedia:Catégorie:Commun]]",
          "[Catégorie:Commun]", "<includeonly>[[Catégorie:Commun]]</includeonly>", "{{#if:x|[[Catégorie:Commun]]}}",
          "{{Commun|a=[[Catégorie:Commun]]}}"}) {
        CAPTURE(text);
        CHECK(categories_in(text) == "");
    }
}

TEST_CASE("the target of a redirect is no category of the page, those behind it are") {
    CHECK(categories_in("#REDIRECT [[Catégorie:Commun]]\n[[Catégorie:Redirections]]") == "Redirections");
}

TEST_CASE("categories that the source computes and those of the text are one sorted list") {
    Content content = content_of("[[Catégorie:Outil]] [[Catégorie:Commun]]");
    content.derived =
        Value(Value::Object{{"categories", Value(Value::List{"Tiers-lieu", "Outil", "À_relire", 7, ""})}});
    const auto reading = mediawiki::read_page(page_titled("x"), content, Context{}, french());
    REQUIRE(reading.has_value());
    CHECK(joined(reading->categories) == "Commun, Outil, Tiers-lieu, À relire");
}

TEST_CASE("a page of another content model has the categories of its source and nothing else") {
    Content content = content_of("{{Commun|a=b}} [[Catégorie:Outil]]");
    content.derived = Value(Value::Object{{"categories", Value(Value::List{"Tiers-lieu"})}});
    for (const char* model : {"flow-board", "json", "css", "Scribunto"}) {
        content.model = model;
        const auto reading = mediawiki::read_page(page_titled("x"), content, Context{}, french());
        REQUIRE(reading.has_value());
        Reading expected;
        expected.categories = {"Tiers-lieu"};
        CHECK(*reading == expected);
    }
}
