// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which an earlier reader of these wikis was wrong, one test each.
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::wikitext_test;

TEST_CASE("nested templates do not end the outer one") {
    CHECK(values_in("{{Commun|a={{Note|x}} suite|b=c}}") == "Commun|a={{Note|x}} suite\nCommun|b=c\n");
}

TEST_CASE("the bar of a link does not cut a value") {
    CHECK(values_in("{{Commun|a=voir [[Le WIP|le lieu]] ici|b=c}}") ==
          "Commun|a=voir [[Le WIP|le lieu]] ici\nCommun|b=c\n");
}

TEST_CASE("the equals signs of an address do not cut a value") {
    CHECK(values_in("{{Commun|url=https://exemple.org/?a=b&c=d|b=c}}") ==
          "Commun|url=https://exemple.org/?a=b&c=d\nCommun|b=c\n");
    CHECK(values_in("{{Commun|url=[https://exemple.org/?a=b le site]|b=c}}") ==
          "Commun|url=[https://exemple.org/?a=b le site]\nCommun|b=c\n");
}

TEST_CASE("text before the template does not hide it") {
    CHECK(values_in("Un début {{{x}}} et {accolades}\n{{Commun|a=b}}") == "Commun|a=b\n");
}

TEST_CASE("two templates of a page stay two") {
    CHECK(values_in("{{Commun|a=b}} milieu {{Tiers-lieu|c=d}}") == "Commun|a=b\nTiers-lieu|c=d\n");
}

TEST_CASE("lists on several lines keep their lines") {
    CHECK(values_in("{{Commun|a=\n* un\n* deux\n\n* trois\n|b=c}}") ==
          "Commun|a=* un\n* deux\n\n* trois\nCommun|b=c\n");
}

TEST_CASE("a value may begin on the line after its name") {
    CHECK(values_in("{{Commun|a=\nune ligne\nune autre}}") == "Commun|a=une ligne\nune autre\n");
}

TEST_CASE("signs that mean something to regular expressions are letters like others in a key") {
    CHECK(values_in("{{Commun|coût (€)=5|a.b*c=1|[x]=2|$y^=3|\\d+=4}}") ==
          "Commun|coût (€)=5\nCommun|a.b*c=1\nCommun|[x]=2\nCommun|$y^=3\nCommun|\\d+=4\n");
}

TEST_CASE("spaces around the equals sign belong to nobody") {
    CHECK(values_in("{{Commun| a = b | c\t=\td }}") == "Commun|a=b\nCommun|c=d\n");
}

TEST_CASE("the last value does not keep the closing braces") {
    CHECK(values_in("{{Commun|a=b|pageCo=https://www.communecter.org/#@wip}}") ==
          "Commun|a=b\nCommun|pageCo=https://www.communecter.org/#@wip\n");
}

TEST_CASE("no-break spaces, emoji, middle dots and entities of a value are kept byte for byte") {
    const std::string value =
        "Pourquoi\u202F? Les conseiller\u00B7e\u00B7s 🐝 &#39;ici&#39; <br> 𝕀𝕕𝕖𝕟𝕥 d’abord '''gras'''\u00A0!";
    CHECK(values_in("{{Commun|a= " + value + " |b=c}}") == "Commun|a=" + value + "\nCommun|b=c\n");
}

TEST_CASE("Markdown pasted into a page is text") {
    CHECK(values_in(":::warning\n[x](https://pad.org/a|b)\n:::\n{{Commun|a=[x](https://pad.org)}}") ==
          "Commun|a=[x](https://pad.org)\n");
}

TEST_CASE("a wiki table in a page opens no template, one in a value is cut at its bars as the wiki cuts it") {
    CHECK(values_in("{| class=\"wikitable\"\n! Référent !! Etat\n|-\n| Simon || Avancé\n|}\n{{Commun|a=b}}") ==
          "Commun|a=b\n");
    CHECK(values_in("{{Commun|a={|\n{{!}} x\n{{!}}}|b=c}}") == "Commun|a={\nCommun|1={{!}} x\n{{!}}}\nCommun|b=c\n");
}

TEST_CASE("a free text that begins with < after the template is text") {
    CHECK(values_in("{{Commun|a=b}}\n< [[Cobudget Tilios]] {{Lieu|c=d}}") == "Commun|a=b\nLieu|c=d\n");
}

TEST_CASE("a key of ten thousand bytes is a key, and a hundred thousand parameters are refused by name") {
    const std::string key(10'000, 'k');
    const Reading reading = read("{{Commun|" + key + "=v|é" + key + "=w}}");
    REQUIRE(reading.values.size() == 2);
    CHECK(reading.values[0].key == key);
    CHECK(reading.values[1].key == "é" + key);

    std::string page = "{{Commun";
    for (int n = 0; n < 100'000; ++n) page += "|k" + std::to_string(n) + "=v";
    const auto refused = mediawiki::read_page(page_titled("Une page"), content_of(page + "}}"), {}, french());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().sentence().find("page 12 (Une page)") != std::string::npos);
}

TEST_CASE("NUL bytes and bytes that are no UTF-8 stay where they are") {
    using namespace std::string_literals;
    const std::string page = "{{Com\0mun|a=b}} {{Commun|a\xFF=b\0c|\xC3=d}} [[Catégorie:\xFF]]"s;
    const Reading reading = read(page);
    CHECK(told(reading) == "Commun|a\xFF=b\0c\nCommun|\xC3=d\n"s);
    CHECK(reading.categories.empty());
}
