// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/schema/normalise_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;

namespace {

const Mapping::Type line{"line", {}, {}, {}};
const Mapping::Type text{"text", {}, {}, {}};
const Mapping::Type url{"url", {}, {}, {}};
const Mapping::Type image{"image", {}, {}, {}};

}  // namespace

TEST_CASE("a line reads as the page would show it") {
    CHECK(value_of("  Un \n\t outil  ", line) == Value("Un outil"));
    CHECK(value_of("'''Gras''', ''italique'' et '''''les deux'''''", line) == Value("Gras, italique et les deux"));
    CHECK(value_of("l'eau d'ici", line) == Value("l'eau d'ici"));
    CHECK(value_of("''''a''''", line) == Value("'a'"));
    CHECK(value_of("[[Le WIP]] et [[La Coroutine|la coloc]]", line) == Value("Le WIP et la coloc"));
    CHECK(value_of("[[:Catégorie:Communs]] [[Le WIP|'''le''' lieu]] [[Le WIP|]]", line) ==
          Value("Catégorie:Communs le lieu Le WIP"));
    CHECK(value_of("un<br>deux<br/>trois<BR />quatre", line) == Value("un deux trois quatre"));
    CHECK(value_of("a<!-- b -->c<!-- jamais fini", line) == Value("ac"));
    CHECK(value_of("Prix\xC2\xA0: 10 €", line) == Value("Prix\xC2\xA0: 10 €"));
    CHECK(value_of("<!-- rien --> <br> ''''''", line) == Value("'"));
    CHECK(value_of("<!-- rien --> <br> ''", line).is_null());
}

TEST_CASE("brackets that close nothing are text") {
    CHECK(value_of("[[a [[b]] c", line) == Value("[[a b c"));
    CHECK(value_of("a]] b", line) == Value("a]] b"));
    CHECK(value_of("[a] [https://x.org y] <b>c</b> <brin>", line) == Value("[a] y c <brin>"));
    CHECK(value_of("[[]]", line).is_null());
}

TEST_CASE("a text keeps its paragraphs and its lists, without the marks of the wiki") {
    CHECK(value_of("\n* un\n* '''deux'''\n\n<!-- b --> [[a|b]]\n", text) == Value("- un\n- deux\n\nb"));
    CHECK(value_of("{{Bandeau}}", text).is_null());
}

TEST_CASE("only web and mail addresses are addresses") {
    CHECK(value_of(" https://dokos.io/tiers-lieux?a=b&c=d#e ", url) == Value("https://dokos.io/tiers-lieux?a=b&c=d#e"));
    CHECK(value_of("HTTP://exemple.org/é", url) == Value("HTTP://exemple.org/é"));
    CHECK(value_of("mailto:a@b.org", url) == Value("mailto:a@b.org"));
    CHECK(value_of("[https://dokos.io Le site, ici]", url) == Value("https://dokos.io"));
    CHECK(value_of("[https://dokos.io]", url) == Value("https://dokos.io"));
    CHECK(value_of("https://dokos.io<!-- à vérifier -->", url) == Value("https://dokos.io"));
    for (const char* wrong :
         {"javascript:alert(1)", "dokos.io", "ftp://a.org", "data:text/html,x", "https://", "http:///a", "https://a b",
          "mailto:", "mailto:@b", "https://a.org\"onclick", "https://a.org/<x>", "https://a\xFF.org",
          "[[https://a.org]]", "{{url|https://a.org}}", " ", "//a.org"}) {
        CAPTURE(wrong);
        CHECK(value_of(wrong, url).is_null());
    }
}

TEST_CASE("an image is the name of its file") {
    CHECK(value_of("carto.png", image) == Value("carto.png"));
    CHECK(value_of("Fichier:M2C Tilios Logo VAlpha.png", image) == Value("M2C Tilios Logo VAlpha.png"));
    CHECK(value_of("image: a.png", image) == Value("a.png"));
    CHECK(value_of("FILE:a.png", image) == Value("a.png"));
    CHECK(value_of("[[Fichier:a.png|thumb|Un plan]]", image) == Value("a.png"));
    for (const char* wrong :
         {"", "https://a.org/a.png", "{{image}}", "a|b.png", "a/b.png", "Fichier:", "Autre:a.png"}) {
        CAPTURE(wrong);
        CHECK(value_of(wrong, image).is_null());
    }
    CHECK(value_of(std::string(256, 'a'), image).is_null());
}

TEST_CASE("a person is a name and a role, however the wiki links to them") {
    const auto people = list_of("person", ",", "referent");
    CHECK(value_of("Simon Sarazin", people) == Value(Value::List{named("Simon Sarazin", "referent")}));
    CHECK(value_of("[[Utilisateur:XavCC|Xavier]], Utilisateur:Simon_Sarazin, [[utilisatrice:Zoé]], User:A", people) ==
          Value(Value::List{user("Xavier", "referent", "XavCC"), user("Simon Sarazin", "referent", "Simon Sarazin"),
                            user("Zoé", "referent", "Zoé"), user("A", "referent", "A")}));
    CHECK(value_of("ophélie Deyrolle, Ophélie  deyrolle", people) ==
          Value(Value::List{named("ophélie Deyrolle", "referent")}));
    CHECK(value_of("Utilisateur:", people).is_null());
    CHECK(value_of("Paul, dit Polo", Mapping::Type{"person", {}, {}, {}}) ==
          Value(Value::List{Value(Value::Object{{"name", "Paul, dit Polo"}})}));
}

TEST_CASE("several users in one value are several persons") {
    const Value both = Value::List{user("A", "referent", "A"), user("B", "referent", "B")};
    for (const char* written :
         {"[[Utilisateur:A]] [[Utilisateur:B]]", "[[Utilisateur:A]] et [[Utilisatrice:B]]",
          "Utilisateur:A;Utilisateur:B", "Utilisateur:A et User:B", "[[Utilisateur:A]] & [[:User:B]]",
          "[[Utilisateur:A]]<br>[[Utilisateur:B]]", "[[Utilisateur:A]]\n[[Utilisateur:B]]"}) {
        CAPTURE(written);
        CHECK(value_of(written, list_of("person", ",", "referent")) == both);
    }
}

TEST_CASE("the account of a user's page is told beside the name that the page shows") {
    const auto account_of = [](const char* written) {
        const Value people = value_of(written, list_of("person", ",", "referent"));
        return people.list()->front().at("account").text_or("none");
    };
    CHECK(account_of("[[Utilisateur:X|A]]") == "X");
    CHECK(account_of("[[:User:Jean_Paul|A]]") == "Jean Paul");
    CHECK(account_of("[[ utilisatrice : Zoé/Projets#Avril | A ]]") == "Zoé");
    CHECK(account_of("A") == "none");
    CHECK(account_of("[[A]]") == "none");
}

TEST_CASE("where it cannot be told how many persons a value names, its field is named") {
    const Mapping mapping{{}, {field("contacts", {"param:k"}, list_of("person", ",", "referent"))}, {}};
    const auto under = [&](const char* written) { return Page().has("T", {{"k", written}}).under(mapping).fields; };
    for (const char* written :
         {"[[Utilisateur:A]] et Bob", "Anne et Bob", "Anne ; Bob", "Utilisateur:A Utilisateur:B", "voir Utilisateur:A",
          "Utilisateur:A/Utilisateur:B", "Discussion utilisateur:A", "[[Anne]] [[Bob]]", "{{u|A}}"}) {
        CAPTURE(written);
        const auto fields = under(written);
        CHECK(fields.at("unparsed") == texts({"contacts"}));
        CHECK(fields.at("extra").at("T|k") == Value(written));
        const auto found = fields.find("contacts");
        if (found != fields.end()) CHECK(to_json(found->second).find("tilisateur:") == std::string::npos);
    }
    CHECK(under("Anne et Bob").at("contacts") == Value(Value::List{named("Anne et Bob", "referent")}));
    CHECK(under("[[Utilisateur:A]] et Bob").at("contacts") == Value(Value::List{user("A", "referent", "A")}));
    for (const char* written : {"Étienne Planet", "[[Anne]]", "Utilisateur:Anne_B"}) {
        CAPTURE(written);
        CHECK(under(written).count("unparsed") == 0);
    }
}

TEST_CASE("a value made of a template or of an argument said something, which nobody here can know") {
    for (const auto& type : {Mapping::Type{"date", {}, {}, {}}, line, text, url, image, list_of("line"),
                             list_of("person"), Mapping::Type{"duration", {}, {}, {}}, Mapping::Type{"geo", {}, {}, {}},
                             Mapping::Type{"licence", {}, {}, {}}}) {
        CAPTURE(type.name);
        const Mapping mapping{{}, {field("f", {"param:k"}, type)}, {}};
        for (const char* written : {"{{date|3|mars|2024}}", "{{{a|b}}}", "<!-- voir --> {{{1|}}}"}) {
            CAPTURE(written);
            const Snapshot snapshot = Page().has("T", {{"k", written}}).under(mapping);
            CHECK(snapshot.fields.count("f") == 0);
            CHECK(snapshot.fields.at("unparsed") == texts({"f"}));
            CHECK(snapshot.fields.at("extra").at("T|k") == Value(written));
        }
        for (const char* written : {"<!-- {{date}} -->", "<br>", "\u00A0", "<!-- jamais fini {{"}) {
            CAPTURE(written);
            CHECK(Page().has("T", {{"k", written}}).under(mapping).fields.count("unparsed") == 0);
        }
    }
}

TEST_CASE("what nowiki holds is not cut, numbered lists are, and no-break spaces are no part of an element") {
    CHECK(value_of("<nowiki>a, b</nowiki>, c", list_of("line")) == texts({"a, b", "c"}));
    CHECK(value_of("<NoWiki>[[a</nowiki>, b]], c", list_of("line")) == texts({"[[a", "b]]", "c"}));
    CHECK(value_of("[[a|<nowiki>]],</nowiki>]], c", list_of("line")).list()->size() == 2);
    CHECK(value_of("<nowiki>a, <nowiki>b", list_of("line")).list()->size() == 2);
    CHECK(value_of("# a, b\n# c\n## d", list_of("line")) == texts({"a, b", "c", "d"}));
    CHECK(value_of("#fablab, #couture", list_of("line", ",")).list()->size() == 2);
    CHECK(value_of("\u00A0a\u202F,\u00A0 b \u00A0", list_of("line")) == texts({"a", "b"}));
    CHECK(value_of("\u00A0a\u00A0b\u202F", line) == Value("a\u00A0b"));
    CHECK(value_of("\u00A059350", Mapping::Type{"insee", {}, {}, {}}).at("commune") == Value("59350"));
}

TEST_CASE("an element that holds together is not cut") {
    const auto lines = list_of("line");
    CHECK(value_of("a, b,,a , ,c", lines) == texts({"a", "b", "c"}));
    CHECK(value_of("[[Lieu|Ici, là]], {{Outil|a, b}}, [https://x.org/a,b un, deux], fin", lines) ==
          texts({"Ici, là", "un, deux", "fin"}));
    CHECK(value_of("a [[b, c", lines) == texts({"a [[b", "c"}));
    CHECK(value_of("a }} b, {{c, [[d}}, e]], f", lines) == texts({"a }} b", "{{c, d}}, e", "f"}));
    CHECK(value_of("a<!--, b-->, c", lines) == texts({"a", "c"}));
    CHECK(value_of("Saint-Étienne [1], Lyon", lines) == texts({"Saint-Étienne [1]", "Lyon"}));
    CHECK(value_of(", ,", lines).is_null());
}

TEST_CASE("a list may be separated by anything, lines and bullets included") {
    CHECK(value_of("* un, deux\n* trois\n\n*quatre", list_of("line", "\n")) == texts({"un, deux", "trois", "quatre"}));
    CHECK(value_of("a ; b;c", list_of("line", ";")) == texts({"a", "b", "c"}));
    CHECK(value_of("a et b et c", list_of("line", " et ")) == texts({"a", "b", "c"}));
    CHECK(value_of("a,b", list_of("line", "")) == texts({"a", "b"}));
    CHECK(value_of("https://a.org, https://A.org, https://a.org", list_of("url")) ==
          texts({"https://a.org", "https://A.org"}));
}

TEST_CASE("several addresses in one value are all taken by a list, and none is lost by a single field") {
    CHECK(value_of("https://a.org https://b.org", list_of("url")) == texts({"https://a.org", "https://b.org"}));
    CHECK(value_of("* https://a.org\n* https://b.org", list_of("url")) == texts({"https://a.org", "https://b.org"}));
    const Snapshot snapshot = Page()
                                  .has("T", {{"k", "https://a.org ; https://b.org"}})
                                  .under({{}, {field("homepage", {"param:k"}, url)}, {}});
    CHECK(snapshot.fields.at("homepage") == Value("https://a.org"));
    CHECK(snapshot.fields.at("extra").at("T|k") == Value("https://a.org ; https://b.org"));
    CHECK(value_of("demander à Paul ou https://b.org", url).is_null());
}

TEST_CASE("addresses in brackets one behind the other are two addresses") {
    CHECK(value_of("[https://a.example] [https://b.example]", list_of("url")) ==
          texts({"https://a.example", "https://b.example"}));
    CHECK(value_of("[https://a.example A], [https://b.example B]", list_of("url", "\n")) ==
          texts({"https://a.example", "https://b.example"}));
    for (const char* written : {"https://a.example;https://b.example", "https://a.example,https://b.example",
                                "https://a.example\u00A0https://b.example", "# https://a.example\n# https://b.example",
                                "https://a.example\nhttps://b.example"}) {
        CAPTURE(written);
        CHECK(value_of(written, list_of("url")) == texts({"https://a.example", "https://b.example"}));
        CHECK(value_of(written, list_of("url", "\n")) == texts({"https://a.example", "https://b.example"}));
    }
    const Snapshot single = Page()
                                .has("T", {{"k", "[https://a.example] [https://b.example]"}})
                                .under({{}, {field("homepage", {"param:k"}, url)}, {}});
    CHECK(single.fields.at("homepage") == Value("https://a.example"));
    CHECK(single.fields.at("unparsed") == texts({"homepage"}));
    const Value guides = Value::List{Value::Object{{"url", "https://a.example"}, {"title", "A"}},
                                     Value::Object{{"url", "https://b.example"}, {"title", "B [1]"}}};
    for (const char* separator : {"\n", ","})
        CHECK(value_of("[https://a.example A] [https://b.example B [1]]", list_of("link", separator)) == guides);
}

TEST_CASE("an address is what a browser would be given") {
    CHECK(value_of("https://a.example/?b=1&amp;c=2", url) == Value("https://a.example/?b=1&c=2"));
    CHECK(value_of("[https://a.example/?b=1&amp;c=2 Le guide]", url) == Value("https://a.example/?b=1&c=2"));
    CHECK(value_of("https://a.example/b;c=1,2", url) == Value("https://a.example/b;c=1,2"));
    CHECK(value_of("https://a.example]", url).is_null());
    CHECK(value_of("[https://a.example] et [https://b.example]", url).is_null());
    CHECK(value_of("\u00A0https://a.example\u202F", url) == Value("https://a.example"));
}

TEST_CASE("the link of a licence names it where its label only says « ici »") {
    const Mapping mapping{{}, {field("licence", {"param:k"}, {"licence", {}, {}, {}})}, {}};
    const auto under = [&](const char* written) { return Page().has("T", {{"k", written}}).under(mapping).fields; };
    for (const char* written :
         {"[https://creativecommons.org/licenses/by-sa/4.0/ ici]", "[https://creativecommons.org/licenses/by-sa/4.0/]",
          "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
          "[https://creativecommons.org/licenses/by-sa/4.0/ CC BY-SA]", "[https://a.example CC BY-SA 4.0]",
          "[https://creativecommons.org/licenses/by-sa/4.0/ Licence CC BY-SA 4.0]"}) {
        CAPTURE(written);
        CHECK(under(written).at("licence") == Value("CC-BY-SA-4.0"));
        CHECK(under(written).count("unparsed") == 0);
    }
    for (const char* written : {"[https://creativecommons.org/licenses/by-sa/4.0/ CC BY]",
                                "[https://creativecommons.org/licenses/by-sa/4.0/ sauf les photos]",
                                "[https://creativecommons.org/licenses/by/4.0/ MIT]"}) {
        CAPTURE(written);
        CHECK(under(written).at("unparsed") == texts({"licence"}));
    }
}

TEST_CASE("a guide is an address and what it is called") {
    CHECK(value_of("* [https://a.org Le guide]\n* https://b.org", list_of("link", "\n")) ==
          Value(Value::List{Value::Object{{"url", "https://a.org"}, {"title", "Le guide"}},
                            Value::Object{{"url", "https://b.org"}}}));
}

TEST_CASE("a bulleted list is cut at its bullets, whatever else separates") {
    CHECK(value_of("* La Coroutine, à Lille\n* Le WIP", list_of("line")) == texts({"La Coroutine, à Lille", "Le WIP"}));
    CHECK(value_of("* La Coroutine, Le WIP", list_of("line")) == texts({"La Coroutine", "Le WIP"}));
    CHECK(value_of("* a\nb, c", list_of("line")) == texts({"a b", "c"}));
}

TEST_CASE("an element that holds the separator is kept whole where the mapping names it") {
    Mapping::Type regions = list_of("line");
    regions.keep = {"Rhône, Alpes", "Pays de la Loire, Vendée"};
    CHECK(value_of("Bretagne, rhône,  alpes, Corse", regions) == texts({"Bretagne", "Rhône, Alpes", "Corse"}));
    CHECK(value_of("Rhône, Bretagne, Alpes", regions) == texts({"Rhône", "Bretagne", "Alpes"}));
    CHECK(value_of("Alpes, Rhône", regions) == texts({"Alpes", "Rhône"}));
}

TEST_CASE("an estimate has its value, its unit or scale, and the source's own words") {
    CHECK(value_of("'''2 h 30'''", Mapping::Type{"duration", {}, {}, {}}) ==
          Value(Value::Object{{"text", "2 h 30"}, {"unit", "hour"}, {"value", 2.5}}));
    CHECK(value_of("50 €/an", Mapping::Type{"money", {}, {}, {}}) ==
          Value(Value::Object{{"text", "50 €/an"}, {"unit", "EUR/year"}, {"value", 50.0}}));
    CHECK(value_of("prix libre", Mapping::Type{"money", {}, {}, {}}) == Value(Value::Object{{"text", "prix libre"}}));
    CHECK(value_of("Facile", Mapping::Type{"scale", {}, {}, {}, {}, "difficulty"}) ==
          Value(Value::Object{{"scale", "difficulty"}, {"text", "Facile"}, {"value", 2.0}}));
}

TEST_CASE("a place is its coordinates and its address, whichever rule says which") {
    const Mapping mapping{{}, {field("location", {"param:geo", "param:lieu"}, {"geo", {}, {}, {}})}, {}};
    const Snapshot both = Page().has("T", {{"geo", "48.5, 2.5"}, {"lieu", "12 rue de la [[Gare]]"}}).under(mapping);
    CHECK(both.fields.at("location") ==
          Value(Value::Object{{"address", "12 rue de la Gare"}, {"lat", 48.5}, {"lon", 2.5}}));
    CHECK(both.fields.count("extra") == 0);
    CHECK(both.fields.count("unparsed") == 0);
    const Snapshot wrong = Page().has("T", {{"geo", "148.5, 2.5"}}).under(mapping);
    CHECK(wrong.fields.count("location") == 0);
    CHECK(wrong.fields.at("unparsed") == texts({"location"}));
    CHECK(value_of("2A004", Mapping::Type{"insee", {}, {}, {}}) ==
          Value(Value::Object{{"commune", "2A004"}, {"country", "FR"}, {"department", "2A"}}));
}

TEST_CASE("an address in which coordinates went wrong stays an address, and is named") {
    const Mapping mapping{{}, {field("location", {"param:lieu"}, {"geo", {}, {}, {}})}, {}};
    for (const char* written : {"Lille, 50.63 3.06", "lat 48.85 lat 2.35", "lat 48 et lon 2", "Lille 50° 38' ou 3° 3'",
                                "entre 48,85 et 2,35"}) {
        CAPTURE(written);
        const Snapshot snapshot = Page().has("T", {{"lieu", written}}).under(mapping);
        CHECK(snapshot.fields.at("location") == Value(Value::Object{{"address", written}}));
        CHECK(snapshot.fields.at("unparsed") == texts({"location"}));
        CHECK(snapshot.fields.at("extra").at("T|lieu") == Value(written));
    }
    for (const char* written : {"12 rue de la Gare, 59000 Lille", "3 bis, à 1.5 km de Laon", "Bât. 3.2"}) {
        CAPTURE(written);
        CHECK(Page().has("T", {{"lieu", written}}).under(mapping).fields.count("unparsed") == 0);
    }
}

TEST_CASE("a value that nobody understands is kept in its words, and its field is named") {
    const Mapping mapping{{},
                          {field("ends", {"param:fin"}, {"date", {}, {}, {}}), field("homepage", {"param:url"}, url),
                           field("time", {"param:duree", "param:temps"}, {"duration", {}, {}, {}})},
                          {}};
    const Snapshot snapshot =
        Page().has("T", {{"fin", "day"}, {"duree", "''longtemps''"}, {"url", "demander à Paul"}}).under(mapping);
    CHECK(snapshot.fields.at("ends") == Value("day"));
    CHECK(snapshot.provenance.at("ends").rule == "param:fin");
    CHECK(snapshot.fields.at("time") == Value(Value::Object{{"text", "longtemps"}}));
    CHECK(snapshot.fields.count("homepage") == 0);
    CHECK(snapshot.fields.at("unparsed") == texts({"ends", "homepage", "time"}));
    CHECK(snapshot.fields.at("extra").at("T|duree") == Value("''longtemps''"));
    const Snapshot second = Page().has("T", {{"duree", "longtemps"}, {"temps", "2 h"}}).under(mapping);
    CHECK(second.fields.at("time").at("value") == Value(2.0));
    CHECK(second.provenance.at("time").rule == "param:temps");
    CHECK(second.fields.at("unparsed") == texts({"time"}));
    const Snapshot silent = Page().has("T", {{"duree", "<!-- à remplir -->"}, {"url", "<br>"}}).under(mapping);
    CHECK(silent.fields.count("unparsed") == 0);
    CHECK(silent.fields.count("time") == 0);
}

TEST_CASE("the worst of pages is normalised in linear time") {
    // Each of these once took minutes in somebody's reader; here a quarter of a mebibyte takes milliseconds.
    for (const char* piece : {"[[",
                              "[[a]]",
                              "{{",
                              "<!--",
                              "<br",
                              "<br    ",
                              "'",
                              "[https://",
                              "]]",
                              "}}",
                              "*",
                              ",",
                              "[[{{",
                              "\xC3",
                              "<nowiki>",
                              "[[Utilisateur:A]] et ",
                              "Utilisateur:A;",
                              "https://a.org;",
                              "1,2 ",
                              "\u00A0",
                              "[https://a.org a] "}) {
        CAPTURE(piece);
        std::string long_text;
        while (long_text.size() < (1U << 18U)) long_text += piece;
        CHECK_NOTHROW((void)value_of(long_text, line));
        CHECK_NOTHROW((void)value_of(long_text, list_of("line")));
        CHECK_NOTHROW((void)value_of(long_text, list_of("person")));
        CHECK_NOTHROW((void)value_of(long_text, url));
        CHECK_NOTHROW((void)value_of(long_text, image));
        for (const char* type : {"date", "duration", "money", "geo", "insee", "licence", "area", "bool", "link"})
            CHECK_NOTHROW((void)value_of(long_text, Mapping::Type{type, {}, {}, {}}));
    }
}
