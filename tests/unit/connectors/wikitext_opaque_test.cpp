// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::wikitext_test;

TEST_CASE("what stands in nowiki, pre, ref, syntaxhighlight, math, gallery or a comment is never cut") {
    for (const char* tag : {"nowiki", "pre", "ref", "syntaxhighlight", "math", "gallery", "NoWiki", "source"}) {
        const std::string inside = "<" + std::string(tag) + ">a|b=c}} [[ {{x</" + tag + ">";
        CAPTURE(inside);
        CHECK(values_in("{{Commun|description=" + inside + "|url=u}}") ==
              "Commun|description=" + inside + "\nCommun|url=u\n");
        CHECK(templates_in("<" + std::string(tag) + ">{{Commun|a=b}}</" + tag + ">") == "");
    }
    CHECK(values_in("{{Commun|description=a<!-- | b=c }} {{ -->d|url=u}}") ==
          "Commun|description=a<!-- | b=c }} {{ -->d\nCommun|url=u\n");
    CHECK(templates_in("<!-- {{Commun|a=b}} -->") == "");
}

TEST_CASE("tags with attributes, spaces in the closing one, and those that close themselves") {
    CHECK(values_in("{{Commun|a=<ref name=\"x|y\">b|c</ref >|d=<ref name=x />|e=f}}") ==
          "Commun|a=<ref name=\"x|y\">b|c</ref >\nCommun|d=<ref name=x />\nCommun|e=f\n");
    CHECK(values_in("{{Commun|a=<br/>|b=<reference>|c=<b>x|y</b>}}") ==
          "Commun|a=<br/>\nCommun|b=<reference>\nCommun|c=<b>x\nCommun|1=y</b>\n");
}

TEST_CASE("a comment that is never closed takes the rest of the page") {
    CHECK(values_in("{{Commun|a=b}} <!-- {{Commun|c=d}}") == "Commun|a=b\n");
    CHECK(values_in("{{Commun|a=b <!-- }}") == "");
}

TEST_CASE("a nowiki that is never closed is plain text, as the wiki shows it") {
    CHECK(values_in("{{Commun|a=<nowiki>b|c=d}}") == "Commun|a=<nowiki>b\nCommun|c=d\n");
    CHECK(values_in("{{Commun|a=<nowiki b|c=d}}") == "Commun|a=<nowiki b\nCommun|c=d\n");
    CHECK(values_in("{{Commun|a=<ref>b|c=<ref>d</ref>|e=f}}") == "Commun|a=<ref>b|c=<ref>d</ref>\nCommun|e=f\n");
}

TEST_CASE("what only matters when the page is included elsewhere is not the page") {
    CHECK(values_in("<includeonly>{{Commun|a=b}}</includeonly>") == "");
    CHECK(values_in("<noinclude>{{Commun|a=b}}</noinclude>") == "Commun|a=b\n");
    CHECK(values_in("{{<includeonly>subst:</includeonly>Commun|a=b}}") == "Commun|a=b\n");
    CHECK(values_in("<includeonly>{{Commun|a=b}}") == "");
}

TEST_CASE("braces without their other half are text") {
    CHECK(values_in("{{Commun|a=b") == "");
    CHECK(values_in("{{ jamais fermé {{Commun|a=b}}") == "Commun|a=b\n");
    CHECK(values_in("{{Commun|a=b}} }} {{Lieu|c=d}}}") == "Commun|a=b\nLieu|c=d\n");
    CHECK(values_in("{Commun|a=b}} {{Lieu|c={d}|e=}f}}") == "Lieu|c={d}\nLieu|e=}f\n");
    CHECK(values_in("{{Commun|a=[[jamais fermé|b=c}}") == "");
    CHECK(values_in("{{Commun|a=[b|c=d]}}") == "Commun|a=[b\nCommun|c=d]\n");
}

TEST_CASE("of more braces than needed the inner ones count, as the wiki counts them") {
    CHECK(values_in("{{{{Commun|a=b}}") == "Commun|a=b\n");
    CHECK(values_in("{{{Commun|a=b}}") == "Commun|a=b\n");
    CHECK(values_in("{{{Commun|a=b}}}") == "");
    CHECK(values_in("{{Commun|a={{{b}}}}}") == "Commun|a={{{b}}}\n");
    CHECK(values_in("{{{{{nom}}}|a=b}}") == "");
    CHECK(values_in("{{Commun|a={{{{b}}}}}}") == "Commun|a={{{{b}}}\n");
}

TEST_CASE("a heading line in a value hides bars and closing braces, as the wiki does") {
    CHECK(values_in("{{Commun|a=\n== Titre | un ==\nfin|b=c}}") == "Commun|a=== Titre | un ==\nfin\nCommun|b=c\n");
    CHECK(values_in("{{Commun|a=\n== Titre ==}}\n|b=c}}") == "Commun|a=== Titre ==}}\nCommun|b=c\n");
    CHECK(values_in("{{Commun|\n=a}}") == "Commun|=a\n");
}

TEST_CASE("a choice of language variants keeps its bars") {
    CHECK(values_in("{{Commun|a=-{fr:x|en:y}-|b=c}}") == "Commun|a=-{fr:x|en:y}-\nCommun|b=c\n");
    CHECK(values_in("{{Commun|a=-{{Note|x}}|b=c}}") == "Commun|a=-{{Note|x}}\nCommun|b=c\n");
}
