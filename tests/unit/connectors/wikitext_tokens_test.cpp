// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/addresses.hpp"
#include "connectors/mediawiki/tokens.hpp"
#include "tests/unit/connectors/wikitext_pieces.hpp"
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::mediawiki;
using namespace moisson::wikitext_test;

namespace {

std::string_view piece(std::string_view page, Span span) {
    return page.substr(span.begin, span.end - span.begin);
}

std::string_view told(Token::What what) {
    constexpr std::string_view names[] = {"text",    "call",      "argument", "name",     "key",
                                          "value",   "link",      "heading",  "opaque",   "unseen",
                                          "address", "reference", "switch",   "signature"};
    return names[static_cast<std::size_t>(what)];
}

// "text(Un ) call({{)…"
std::string tokens_in(std::string_view page) {
    std::string all;
    for (const Token& token : tokens_of(page, outline_of(page, french()))) {
        if (!all.empty()) all += ' ';
        all += std::string(told(token.what)) + "(" + std::string(piece(page, token.whole)) + ")";
    }
    return all;
}

void check_partition(std::string_view page) {
    std::size_t at = 0;
    for (const Token& token : tokens_of(page, outline_of(page, french()))) {
        REQUIRE(token.whole.begin == at);
        REQUIRE(token.whole.end > at);
        at = token.whole.end;
    }
    REQUIRE(at == page.size());
}

std::string addresses_in(std::string_view page) {
    std::string all;
    for (const Address& one : addresses_of(page, outline_of(page, french()))) {
        if (!all.empty()) all += "; ";
        all += piece(page, one.url);
        if (one.label.begin < one.label.end) all += " (" + std::string(piece(page, one.label)) + ")";
    }
    return all;
}

std::string headings_in(std::string_view page) {
    std::string all;
    for (const Heading& one : outline_of(page, french()).headings) {
        if (!all.empty()) all += "; ";
        all += std::to_string(one.level) + ":" + std::string(piece(page, one.title));
    }
    return all;
}

}  // namespace

TEST_CASE("a page is its pieces, put one behind the other") {
    CHECK(tokens_in("Un {{Commun| a = b |[[c|d]]}} &eacute; ~~~~ __TOC__") ==
          "text(Un ) call({{) name(Commun) call(| ) key(a) call( = ) value(b) call( |) link([[c|d]]) call(}}) "
          "text( ) "
          "reference(&eacute;) text( ) signature(~~~~) text( ) switch(__TOC__)");
    CHECK(tokens_in("== A {{b}} ==\n<!-- c --><nowiki>{{d}}</nowiki>{{{e|f}}} https://a.org/b.") ==
          "heading(== A ) call({{) name(b) call(}}) heading( ==) text(\n) unseen(<!-- c -->) "
          "opaque(<nowiki>{{d}}</nowiki>) "
          "argument({{{) name(e) argument(|) value(f) argument(}}}) text( ) address(https://a.org/b) text(.)");
    CHECK(tokens_in("") == "");
}

TEST_CASE("whatever a page is made of, its pieces are the page") {
    std::mt19937 dice(20260103);
    for (int n = 0; n < 3000; ++n) {
        const std::string page = random_page(dice, dice() % 80);
        CAPTURE(page);
        check_partition(page);
    }
    for (int n = 0; n < 300; ++n) check_partition(random_bytes(dice, dice() % 400));
}

TEST_CASE("headings have the level that both sides agree on, comments behind them aside") {
    CHECK(headings_in("== Un ==\n=Deux=\n====== Six ======\n======= Sept =======\n") ==
          "2: Un ; 1:Deux; 6: Six ; 6:= Sept =");
    CHECK(headings_in("=== Plus à gauche ==\n== Plus à droite ===\n== Un <!-- a --> == <!-- b --> \t\n") ==
          "2:= Plus à gauche ; 2: Plus à droite =; 2: Un <!-- a --> ");
    CHECK(headings_in("== Sans fin\n =décalé=\na == b ==\n===\n=====\n==\n") == "1:=; 2:=");
    CHECK(headings_in("{{Commun|a=\n== Titre | un ==\nfin}}\n== 𝕀𝕕𝕖𝕟𝕥 ℙ ==") == "2: Titre | un ; 2: 𝕀𝕕𝕖𝕟𝕥 ℙ ");
    CHECK(headings_in("<nowiki>\n== a ==\n</nowiki>\n<!--\n== b ==\n-->") == "");
}

TEST_CASE("addresses are found bare and in brackets, without the sentence around them") {
    CHECK(addresses_in("Voir https://dokos.io/?a=b&c=d. Ou (http://a.org/b), HTTPS://É.org/c_(d) !") ==
          "https://dokos.io/?a=b&c=d; http://a.org/b; HTTPS://É.org/c_(d)");
    CHECK(addresses_in("[https://a.org le ''site'', ici] [http://b.org] [mailto:a@b.org écrire] [https://c.org\nd]") ==
          "https://a.org (le ''site'', ici); http://b.org; mailto:a@b.org (écrire); https://c.org");
    CHECK(addresses_in("{{Commun|url=https://a.org/b|c={{d|http://e.org}}}} [[Fichier:x.png|lien=https://f.org|g]]") ==
          "https://a.org/b; http://e.org; https://f.org");
    CHECK(addresses_in(
              "<nowiki>https://a.org</nowiki><!-- http://b.org --> xhttp://c.org http:// http:d javascript://e") == "");
    CHECK(addresses_in("[https://a.org/{{{1|x y}}}/b le fil] http://a.org/{{c|d}}. [//e.org f] //g.org [//h.org\n]") ==
          "https://a.org/{{{1|x y}}}/b (le fil); http://a.org/{{c|d}}; //e.org (f)");
    CHECK(addresses_in("https://pad.org/a|b ''https://c.org'' <https://d.org>") ==
          "https://pad.org/a|b; https://c.org; https://d.org");
}

TEST_CASE("nested templates, arguments and links in captions all have their place") {
    const std::string page = "{{A|b={{C|{{{d|{{E}}}}}}}}} [[Fichier:x.png|vignette|a [[b|c]] {{F}}]]";
    const Outline outline = outline_of(page, french());
    std::string calls;
    for (const Call& call : outline.calls) {
        calls += std::string(piece(page, call.name)) + (call.nested ? "-" : "+");
        if (call.what == Call::What::argument) calls += "arg";
        calls += " ";
    }
    CHECK(calls == "E- d-arg C- A+ F+ ");
    REQUIRE(outline.links.size() == 2);
    CHECK(piece(page, outline.links[0].inside) == "b|c");
    CHECK(piece(page, outline.links[1].inside) == "Fichier:x.png|vignette|a [[b|c]] {{F}}");
}

TEST_CASE(
    "a page of one sign, two mebibytes long, is read or refused by name, and each byte is looked at a few times") {
    constexpr std::size_t size = std::size_t{2} * 1024 * 1024;
    for (const char* sign : {"{{",          "[[",       "<!--", "|",    "==",
                             "}}",          "]]",       "=",    "{{a|", "[[a|",
                             "\n==a==",     "<nowiki>", "-{",   "~~~~", "https://",
                             "[https://a ", "&",        "__",   "\n* ", std::string_view("\0", 1).data()}) {
        CAPTURE(sign);
        std::string page;
        const std::string_view one = *sign == '\0' ? std::string_view("\0", 1) : std::string_view(sign);
        while (page.size() < size) page += one;
        const Outline outline = outline_of(page, french());
        CHECK(outline.steps <= 6 * page.size());
        const auto reading = read_page(page_titled("Une page"), content_of(page), {}, french());
        CHECK(reading.has_value() != outline.cut);
        if (!reading) CHECK(reading.error().what.find("50000") != std::string::npos);
    }
}
