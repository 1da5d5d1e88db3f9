// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/plain_text.hpp"

#include <doctest/doctest.h>
#include <random>
#include <string>

using namespace moisson;

namespace {

std::string prose(std::string_view written) {
    return plain_text(written, Form::prose);
}

}  // namespace

TEST_CASE("a link is read as its label, else as the title it leads to") {
    CHECK(plain_line("voir [[Le WIP|le lieu]], [[La Coroutine]] et [[:Catégorie:Communs]]") ==
          "voir le lieu, La Coroutine et Catégorie:Communs");
    CHECK(plain_line("[[Le WIP|''le'' \n lieu]]s") == "le lieus");
    CHECK(plain_line("un[[Le WIP| lieu ]]ici") == "un lieu ici");
    CHECK(plain_line("[[Le WIP |lieu]] [[a|b|c]] [[a| ]]") == "lieu b|c a");
    CHECK(plain_line("[[Utilisateur:XavCC|Xavier]]") == "Xavier");
    CHECK(plain_line("a [[]] [[:]] [[|]] [[ ]]") == "a");
}

TEST_CASE("an address is read as its label, else as itself") {
    CHECK(plain_line("[https://dokos.io/?a=b&c=d le site] et [https://dokos.io]") == "le site et https://dokos.io");
    CHECK(plain_line("https://dokos.io/a_b?c='d' et [mailto:a@b.org écrire]") ==
          "https://dokos.io/a_b?c='d' et écrire");
    CHECK(prose("voir [https://dokos.io/?a=b ''le'' site], [[Le WIP|ici]] ou [https://dokos.io]") ==
          "voir le site (https://dokos.io/?a=b), ici ou https://dokos.io");
    CHECK(plain_line("[//dokos.io ''Dokos''] [http://a.org voir [[Le WIP|le lieu]] là]") == "Dokos voir le lieu là");
    CHECK(plain_line("[https://a.org jamais\nfermé]") == "[https://a.org jamais fermé]");
    CHECK(plain_line("Saint-Étienne [1] [x] [[") == "Saint-Étienne [1] [x] [[");
}

TEST_CASE("files, categories, templates, references and galleries are not text") {
    CHECK(plain_line("un [[Fichier:x.png|vignette|texte [[Le WIP|lié]] fin]] deux") == "un deux");
    CHECK(plain_line("[[file:x.png]][[IMAGE : x.png|thumb]] a [[Catégorie:Commun|clé]] [[category:b]]b") == "a b");
    CHECK(plain_line("{{Bandeau contact}}\nLe matériel {{Note|a={{b|c}}|[[d]]}}tient {{#if:x|y}}bien.") ==
          "Le matériel tient bien.");
    CHECK(plain_line("{{{argument|défaut}}}a{{{{b}}}}c {{!}} {{=}}") == "a{}c | =");
    CHECK(plain_line("dit<ref name=\"x\">la [[source]]</ref>, redit<ref name=x />.") == "dit, redit.");
    CHECK(plain_line("a <gallery>\nFichier:x.png|{{b}}\n</gallery> b") == "a b");
    CHECK(plain_line("__AUCUNSOMMAIRE__ a __TOC__ __init__ b_c") == "a __init__ b_c");
}

TEST_CASE("marks and tags are not text, what they surround is") {
    CHECK(plain_line("'''Gras''', ''italique'', <b>fort</b>, <span style=\"a>b\">x</span>") ==
          "Gras, italique, fort, b\">x");
    CHECK(plain_line("H<sub>2</sub>O<br clear=all/>deux<hr>trois<p>quatre</P>") == "H2O deux trois quatre");
    CHECK(plain_line("a < b > c <Simon> <a@b.org> <b") == "a < b > c <Simon> <a@b.org> <b");
    CHECK(plain_line("<nowiki>'''[[a]]''' {{b}} &eacute;\n c</nowiki> <math>x_1 < y</math>") ==
          "'''[[a]]''' {{b}} é c x_1 < y");
    CHECK(plain_line("a<!-- [[b]] -->c<!-- jamais fini") == "ac");
    CHECK(plain_line("<nowiki>jamais fermé '''gras'''") == "<nowiki>jamais fermé gras");
}

TEST_CASE("character references are the characters they stand for, but none that nobody could see") {
    CHECK(plain_line("communaut&eacute; d&#39;int&#xE9;r&ecirc;t &amp;lt; &inconnu; & Co") ==
          "communauté d'intérêt &lt; &inconnu; & Co");
    CHECK(plain_line("10&nbsp;€ a&#9;b&#10;c") == "10\u00A0€ a b c");
    CHECK(plain_line("a&#0;b&#x202e;c&#8203;d&shy;e&rlm;f&#x1B;[31m&#x85;&#xFFFF;&#x110000;") ==
          "a\uFFFDbcdef\uFFFD[31m\uFFFD\uFFFD\uFFFD");
    CHECK(plain_line("&#x1F468;&zwj;&#x1F469;") == "👨\u200D👩");
    CHECK(plain_line("&#91;&#91;a&#93;&#93; &lt;b&gt; &#39;&#39;c") == "[[a]] <b> ''c");
}

TEST_CASE("prose keeps paragraphs, headings and lists; the lines of a paragraph are one") {
    CHECK(prose("une ligne\net sa suite\n\nun autre\n \n\n\nparagraphe<br>à la ligne") ==
          "une ligne et sa suite\n\nun autre\n\nparagraphe\nà la ligne");
    CHECK(prose("Il sait :\n* réserver\n** les ''salles''\n* facturer\nFin.") ==
          "Il sait :\n- réserver\n  - les salles\n- facturer\nFin.");
    CHECK(prose("# un\n## un un\n## un deux\n# deux\n\n# autre liste\ntexte\n# encore") ==
          "1. un\n  1. un un\n  2. un deux\n2. deux\n\n3. autre liste\ntexte\n1. encore");
    CHECK(prose("avant\n== Titre [[a|b]] == \naprès\n=== Autre ==\n---- \nfin\n==") ==
          "avant\n\nTitre b\n\naprès\n\n= Autre\n\nfin ==");
    CHECK(prose("; mot : sens\n: retrait\n*\n* \n* un") == "mot : sens\nretrait\n- un");
}

TEST_CASE("one line keeps the items of a list apart, and a sign at its start that is none of a list") {
    CHECK(plain_line("Il sait :\n* réserver\n* facturer") == "Il sait : • réserver • facturer");
    CHECK(plain_line("\n* réserver\n* facturer") == "réserver • facturer");
    CHECK(plain_line("#tiers-lieu") == "#tiers-lieu");
    CHECK(plain_line(":-)") == ":-)");
    CHECK(plain_line("== Titre ==\ntexte") == "Titre texte");
    CHECK(plain_line("a = b") == "a = b");
}

TEST_CASE("the cells of a table stay apart, its attributes are not text") {
    const std::string table =
        "Avant\n{| class=\"wikitable\"\n|+ Le budget\n! scope=col | Référent !! État\n|- style=\"x\"\n| Simon || "
        "Avancé !!\n"
        "|-\n| [[Le WIP|lieu]]\n| colspan=2 | '''17000 €'''\n|}\nAprès | fin";
    CHECK(prose(table) == "Avant\n\nLe budget\nRéférent | État\nSimon | Avancé !!\nlieu | 17000 €\n\nAprès | fin");
    CHECK(plain_line("a || b !! c |- d") == "a || b !! c |- d");
}

TEST_CASE("what closes nothing, or is never closed, is text") {
    for (const char* text : {"a }} b", "{{a", "[[a",   "a]] b", "{a}",  "}} {{", "[https://a.org b",
                             "<ref>a", "a]b", "{{a]]", "[[a}}", "{{{a", "&",     "&#",
                             "<",      "__",  "__TOC", "|",     "a|b",  "]",     "{|a"}) {
        CAPTURE(text);
        if (std::string_view(text) != "{|a") CHECK(plain_line(text) == text);
    }
    CHECK(plain_line("[[a [[b]] c]]") == "[[a b c]]");
    CHECK(plain_line("{{{a}} b") == "{ b");
    CHECK(plain_line("{{a}}} b") == "} b");
}

TEST_CASE("any bytes are read, and what is read again does not change when it holds no mark") {
    constexpr std::string_view pieces[] = {
        "{{",  "}}", "[[",    "]]",     "|",        "[http://a ", "]",    "'''",      "\n", "* ",  "==",  " ",
        "<br", ">",  "<ref>", "</ref>", "<nowiki>", "</nowiki>",  "&#0;", "&amp;",    "{|", "|}",  "|-",  "!!",
        "a",   "é",  "\xFF",  "<!--",   "-->",      "__TOC__",    "#",    "Fichier:", "\t", "{{{", "\x1B"};
    std::mt19937 dice(20260102);
    for (int n = 0; n < 4000; ++n) {
        std::string written;
        for (std::size_t length = dice() % 40; length > 0; --length) written += pieces[dice() % std::size(pieces)];
        CAPTURE(written);
        const std::string one = plain_line(written);
        const std::string many = prose(written);
        REQUIRE(one.size() <= 2 * written.size());
        REQUIRE(one.find('\n') == std::string::npos);
        REQUIRE(one.find("  ") == std::string::npos);
        REQUIRE(many.find("\n\n\n") == std::string::npos);
        for (const std::string& text : {one, many}) {
            if (text.empty()) continue;
            REQUIRE(text.front() != ' ');
            REQUIRE(text.front() != '\n');
            REQUIRE(text.back() != ' ');
            REQUIRE(text.back() != '\n');
        }
        if (one.find_first_of("{}[]|'<&_=*#:;") == std::string::npos) REQUIRE(plain_line(one) == one);
    }
}

TEST_CASE("a mebibyte of braces, brackets or any other mark is shown in the time it takes to look at it") {
    constexpr std::size_t half = std::size_t{512} * 1024;
    CHECK(plain_line(std::string(half, '{') + std::string(half, '}')).empty());
    for (const char* piece : {"{{a}}", "[[a|[[b]]", "[[a|[http://b [[c]] ", "[http://a ", "<ref>", "<nowiki>a", "<b",
                              "&#x", "\n*", "\n== a", "\n{|\n|", "'''", "{{[[", "||", "__"}) {
        CAPTURE(piece);
        std::string text;
        while (text.size() < half) text += piece;
        CHECK(plain_text(text, Form::line).size() <= 4 * text.size());
        CHECK(plain_text(text, Form::prose).size() <= 4 * text.size());
    }
}
