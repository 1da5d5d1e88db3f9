// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of sources that write Markdown or HTML, as people read them.
#include "schema/plain_text.hpp"

#include <doctest/doctest.h>
#include <chrono>
#include <random>
#include <string>

using namespace moisson;

namespace {

std::string line(std::string_view written) {
    return plain_text(written, Form::line, Markup::markdown);
}

std::string markdown(std::string_view written) {
    return plain_text(written, Form::prose, Markup::markdown);
}

std::string html(std::string_view written) {
    return plain_text(written, Form::prose, Markup::html);
}

}  // namespace

TEST_CASE("of a name or a line only references and tags of HTML are signs: its stars and brackets stay") {
    CHECK(line("* Le Lieu *") == "* Le Lieu *");
    CHECK(line("_L'_[[Atelier]] {{n}} ''x'' #1 **") == "_L'_[[Atelier]] {{n}} ''x'' #1 **");
    CHECK(line("Caf&eacute; &amp; <b>Co</b><br>fin <Simon> 3 < 4") == "Café & Co fin <Simon> 3 < 4");
    CHECK(line(" Friche\r\nculturelle \t&nbsp;ici ") == "Friche culturelle \u00A0ici");
    CHECK(plain_text("* a\n* b", Form::line, Markup::html) == "* a * b");
    CHECK(plain_text("'''a'''", Form::line, Markup::wikitext) == "a");
}

TEST_CASE("Q11: what was escaped twice is decoded twice, and what was escaped once is decoded once") {
    CHECK(line("Caf&eacute; &amp; Co") == "Café & Co");
    CHECK(line("Caf&amp;eacute; &amp;amp; Co") == "Café & Co");
    CHECK(line("L&amp;#39;atelier") == "L'atelier");
    CHECK(line("&amp;lt;b&amp;gt;") == "<b>");
    CHECK(line("on écrit &amp;eacute; en HTML") == "on écrit &eacute; en HTML");
    CHECK(line("R&D &copie; &amp") == "R&D &copie; &amp");
}

TEST_CASE("a reference adds no character that nobody could see") {
    CHECK(line("a&#0;b&#x202e;c&#8203;d&shy;e&#x1B;[31m") == "a\uFFFDbcde\uFFFD[31m");
    CHECK(markdown("a&#0;b&#x202e;c&#8203;d") == "a\uFFFDbcd");
}

TEST_CASE("Markdown is read as paragraphs, headings and lists, without its marks") {
    CHECK(markdown("# La Raffinerie\nUn **tiers-lieu** _ouvert_\nà tous.\n\nEt fermé `x = &amp;`.") ==
          "La Raffinerie\n\nUn tiers-lieu ouvert à tous.\n\nEt fermé x = &amp;.");
    CHECK(markdown("Il sait :\n\n- réserver\n    - les salles\n- facturer\n\nFin  \nici") ==
          "Il sait :\n\n- réserver\n  - les salles\n- facturer\n\nFin\nici");
    CHECK(markdown("3. trois\n4. quatre\n\n   suite") == "3. trois\n\n4. quatre\n\nsuite");
    CHECK(markdown("a\n\n---\n\n> cité\n\n```\nun\n deux\n```\n") == "a\n\ncité\n\nun\ndeux");
    CHECK(markdown("|Jour|Heure|\n|---|---|\n|lundi|9 h|\n") == "|Jour|Heure|\n|---|---|\n|lundi|9 h|");
    CHECK(markdown("    retrait\n\n#tiers-lieu \\*étoile\\* [[a]] {{b}} ''c''") ==
          "retrait\n\n#tiers-lieu *étoile* [[a]] {{b}} ''c''");
}

TEST_CASE("a link is read as its label, and says where it leads when the label does not") {
    CHECK(markdown("[le site](https://dokos.io/a?b=c&amp;d \"titre\"), [ici](/upload/x.pdf)") ==
          "le site (https://dokos.io/a?b=c&d), ici");
    CHECK(markdown("https://dokos.io et [www.dokos.io](https://www.dokos.io/) et <a@b.org>") ==
          "https://dokos.io et www.dokos.io et a@b.org");
    CHECK(markdown("![une image](x.png)[![logo](y.png)](https://a.org) fin [x](javascript:alert)") == "fin x");
    CHECK(html("<a class=\"b\" href='https://a.org/?x=1&amp;y'>là</a>, <A HREF=https://b.org >b.org</A>") ==
          "là (https://a.org/?x=1&y), b.org");
}

TEST_CASE("HTML is read as it is seen: its blocks, lists and cells apart, its scripts not at all") {
    CHECK(html("<div><p>Un&nbsp;lieu<p>deux<br/>trois</div>\nfin") == "Un\u00A0lieu\n\ndeux\ntrois\nfin");
    CHECK(html("<ul><li>un</li>\n<li>deux<ol><li>a<li>b</ol></li></ul>fin") == "- un\n- deux\n  1. a\n  2. b\n\nfin");
    CHECK(html("a<script>alert('<b>')</script><style>p{}</style><!-- c -->b<script>") == "ab<script>");
    CHECK(html("<table><tr><td>a<td>b</tr><tr><td>c</table><pre>x\n  y</pre>z") == "a | b\nc\n\nx\ny\n\nz");
    CHECK(markdown("avant <b>gras</b>\n\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n\naprès <i>x") ==
          "avant gras\n\n- un\n- deux\n\naprès x");
}

TEST_CASE("any bytes are read, and text comes out as text") {
    constexpr std::string_view pieces[] = {"**",       "_",         "[",
                                           "](",       ")",         "https://a.org",
                                           "\n",       "\n\n",      "- ",
                                           "1. ",      " ",         "> ",
                                           "#",        "`",         "```",
                                           "|",        "|---|",     "<ul>",
                                           "<li>",     "</ul>",     "<a href='http://b.c'>",
                                           "</a>",     "<p>",       "<!--",
                                           "-->",      "&#0;",      "&amp;",
                                           "a",        "é",         "\xFF",
                                           "<script>", "</script>", "\t",
                                           "~~",       "![",        "\\",
                                           "<"};
    std::mt19937 dice(20261130);
    for (int n = 0; n < 4000; ++n) {
        std::string written;
        for (std::size_t length = dice() % 40; length > 0; --length) written += pieces[dice() % std::size(pieces)];
        CAPTURE(written);
        REQUIRE(line(written).find_first_of("\n\t") == std::string::npos);
        REQUIRE(line(written).find("  ") == std::string::npos);
        for (const std::string& text : {line(written), markdown(written), html(written)}) {
            REQUIRE(text.find("\n\n\n") == std::string::npos);
            if (text.empty()) continue;
            REQUIRE(std::string_view(" \n").find(text.front()) == std::string_view::npos);
            REQUIRE(std::string_view(" \n").find(text.back()) == std::string_view::npos);
        }
    }
}

TEST_CASE("a long hostile text takes as long as its length says, whatever marks it is made of") {
    using Clock = std::chrono::steady_clock;
    const auto seconds = [](const std::string& text, Markup markup) {
        const auto start = Clock::now();
        CHECK(plain_text(text, Form::prose, markup).size() <= 24 * text.size());
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    const auto times = [](std::size_t size, std::string_view piece) {
        std::string text;
        while (text.size() < size) text += piece;
        return text;
    };
    constexpr std::size_t size = std::size_t{256} * 1024;
    std::string table = times(2000, "|a") + '\n' + times(4000, "|---") + '\n' + times(8000, "b\n") + '\n';
    for (const std::string& piece : {std::string("["), std::string("!["), std::string("*a_ "), std::string("<a"),
                                     std::string("> "), std::string("- "), std::string("<!--"), std::string("`"),
                                     std::string("<ul><li>"), std::string("<script>"), std::string("&"), table}) {
        CAPTURE(piece.substr(0, 10));
        const std::string text = times(size, piece);
        // Quadratic, these take minutes.
        CHECK(seconds(text, Markup::markdown) < 20);
        CHECK(seconds(text, Markup::html) < 20);
    }
}
