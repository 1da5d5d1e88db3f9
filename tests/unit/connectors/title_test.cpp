// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/title.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::mediawiki;

namespace {

Dialect french() {
    Traits traits;
    traits.base_url = "https://movilab.org";
    return dialect_from(traits);
}

std::string normal(std::string_view written) {
    return normalise_title(written, french()).value_or("(refused)");
}

}  // namespace

TEST_CASE("titles written in many ways are one title") {
    for (const char* written : {"Point d'étape", "point d'étape", "Point_d'étape", " Point__ d'étape ",
                                "Point\u00A0d'étape", "Point\u2003d'e\u0301tape", ":Point d'étape",
                                "Point d&#39;&eacute;tape", "\u200EPoint d'étape", "Point d'étape#Une ancre"}) {
        CAPTURE(written);
        CHECK(normal(written) == "Point d'étape");
    }
    CHECK(normal("Déclaration d’indépendance") != normal("Déclaration d'indépendance"));
}

TEST_CASE("the titles of Movilab are what they are") {
    for (const char* title :
         {"🐝 MOVILAB en fête !", "Pourquoi contribuer sur ce wiki ?", "Wiki:Définition de Movilab",
          "Utilisateur:AurélienMarty", "Centre de documentation : communs essentiels pour la mobilité",
          "Communauté des conseiller·e·s en mobilité",
          "Recette frugale d'hackathon citoyen open source: en 32 jours et sans budget", "CR 1ère rencontre",
          "Diagnostic 360° de résilience", "Évaluation de la mise en place d'une boîte à outils",
          "Coordination Movilab.org 2023-2024", "Attribut:Complement auto", "Modèle:Commun/Documentation",
          "100 % libre & ouvert", "C++"}) {
        CAPTURE(title);
        CHECK(normal(title) == title);
    }
}

TEST_CASE("the first letter is upper case in any script, but not where the wiki tells them apart") {
    CHECK(normal("étude") == "Étude");
    CHECK(normal("œuvre") == "Œuvre");
    CHECK(normal("жизнь") == "Жизнь");
    CHECK(normal("\u0131\u0307stanbul") == "\u0130stanbul");
    CHECK(normal("e\u200E\u0301tude") == "Étude");
    CHECK(normal("ßa") == "SSa");
    CHECK(normal("ﬁche") == "FIche");
    CHECK(normal("modèle:étape") == "Modèle:Étape");
    Traits traits;
    traits.details = Value(Value::Object{{"case", "case-sensitive"}});
    CHECK(normalise_title("étude", dialect_from(traits)) == "étude");
}

TEST_CASE("only what the wiki knows is a prefix, under any of its names") {
    CHECK(normal("template:commun") == "Modèle:Commun");
    CHECK(normal("MODÈLE : commun") == "Modèle:Commun");
    CHECK(normal("image:carto.png") == "Fichier:Carto.png");
    CHECK(normal("discussion_utilisateur:XavCC") == "Discussion utilisateur:XavCC");
    CHECK(normal("utilisatrice:XavCC") == "Utilisateur:XavCC");
    CHECK(normal("projet:commun") == "Projet:commun");
    CHECK(normal("Wikipedia:fr:commun") == "wikipedia:fr:commun");
    CHECK(normal("Discussion:Modèle:Commun") == "(refused)");
    CHECK(normal("Discussion:wikipedia:Commun") == "(refused)");
    CHECK(normal("Discussion:12:30") == "Discussion:12:30");
}

TEST_CASE("what is no title is refused") {
    for (const char* written : {"",
                                " _ ",
                                ":",
                                "#ancre",
                                "wikipedia:",
                                "::a",
                                "Modèle::a",
                                "Modèle:",
                                "a<b",
                                "a>b",
                                "[[a]]",
                                "a|b",
                                "{a}",
                                "a\nb",
                                "a\177b",
                                "a\377b",
                                "a\xED\xA0\x80",
                                "%41",
                                "a&inconnu;b",
                                "&#0;",
                                "&#x110000;",
                                ".",
                                "..",
                                "./a",
                                "a/../b",
                                "a/.",
                                "a~~~b",
                                "\xEF\xBF\xBD"}) {
        CAPTURE(written);
        CHECK(normal(written) == "(refused)");
    }
    CHECK(normal("100%") == "100%");
    CHECK(normal("a & b;") == "A & b;");
    CHECK(normal("Sous/page") == "Sous/page");
}

TEST_CASE("a title has at most 255 bytes, its prefix apart") {
    std::string emoji;
    for (int n = 0; n < 63; ++n) emoji += "🐝";
    CHECK(normal(emoji + "abc") == emoji + "abc");
    CHECK(normal("Modèle:" + emoji + "abc") == "Modèle:" + emoji + "abc");
    CHECK(normal(emoji + "abcd") == "(refused)");
    CHECK(normal(std::string(longest_written_title + 1, ' ') + "a") == "(refused)");
}

TEST_CASE("a talk page is about the page of the same name in the namespace below") {
    const Dialect wiki = french();
    CHECK(subject_title("Discussion:Le WIP", 1, wiki) == "Le WIP");
    CHECK(subject_title("Discussion modèle:Commun", 11, wiki) == "Modèle:Commun");
    CHECK(subject_title("Discussion utilisateur:XavCC", 3, wiki) == "Utilisateur:XavCC");
    CHECK(subject_title("Discussion Wiki:A:B", 5, wiki) == "Wiki:A:B");
    CHECK(subject_title("Le WIP", 0, wiki) == "");
    CHECK(subject_title("Modèle:Commun", 10, wiki) == "");
    CHECK(subject_title("Sujet:Vx12", 2601, wiki) == "");
    CHECK(subject_title("Spécial:Recherche", -1, wiki) == "");
}

TEST_CASE("what a wiki says of itself replaces what is known of wikis in general") {
    const Value name_space(Value::Object{{"id", 3010},
                                         {"name", "Groupe_local"},
                                         {"canonical", "Group"},
                                         {"aliases", Value(Value::List{"GL", 3})},
                                         {"case", "case-sensitive"}});
    Traits traits;
    traits.details = Value(Value::Object{{"namespaces", Value(Value::List{name_space, "no namespace", Value()})},
                                         {"interwikis", Value(Value::List{"TLB"})},
                                         {"extension_tags", Value(Value::List{"<widget>", "ref"})}});
    const Dialect wiki = dialect_from(traits);
    CHECK(normalise_title("gl:fabrique", wiki) == "Groupe local:fabrique");
    CHECK(normalise_title("group:Fabrique", wiki) == "Groupe local:Fabrique");
    CHECK(normalise_title("modèle:commun", wiki) == "Modèle:commun");
    CHECK(normalise_title("tlb:accueil", wiki) == "tlb:accueil");
    CHECK(wiki.opaque_tags.contains("widget"));
    CHECK(wiki.opaque_tags.contains("ref"));
    CHECK_FALSE(wiki.opaque_tags.contains("poem"));
    CHECK(wiki.redirect_words == std::vector<std::string>{"#REDIRECTION", "#REDIRECT"});
}

TEST_CASE("details of another type than expected are as if they were missing") {
    Traits traits;
    traits.details = Value(Value::Object{{"namespaces", "x"}, {"redirect_words", 3}, {"case", 1}});
    CHECK(normalise_title("template:commun", dialect_from(traits)) == "Modèle:Commun");
}
