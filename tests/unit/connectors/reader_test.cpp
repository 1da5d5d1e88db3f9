// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/connectors/wikitext_reading.hpp"

using namespace moisson;
using namespace moisson::mediawiki;
using namespace moisson::wikitext_test;

namespace {

Item template_page(std::string title, std::optional<std::string> target = std::nullopt) {
    Item item = page_titled(std::move(title), 10);
    item.redirect_to = std::move(target);
    return item;
}

}  // namespace

TEST_CASE("a template called by an old name is the one its redirect leads to") {
    Context context;
    CHECK(learn_template(template_page("Modèle:Ressource", "Modèle:Commun"), context, french()));
    CHECK(learn_template(template_page("Modèle:Fiche commun", "Modèle:Ressource"), context, french()));
    CHECK(told(read("{{fiche_commun|a=b}} {{Ressource|c=d}} {{Commun|e=f}}", context)) ==
          "Commun|a=b\nCommun#2|c=d\nCommun#3|e=f\n");
    CHECK(joined(read("{{Template:ressource}}{{Lieu}}", context).templates) == "Commun, Lieu");
}

TEST_CASE("templates that redirect in a circle keep the name that is written") {
    Context context;
    learn_template(template_page("Modèle:A", "Modèle:B"), context, french());
    learn_template(template_page("Modèle:B", "Modèle:C"), context, french());
    learn_template(template_page("Modèle:C", "Modèle:B"), context, french());
    CHECK(joined(read("{{A}} {{B}} {{C}}", context).templates) == "A, B, C");
}

TEST_CASE("a chain of redirects is followed for ten steps") {
    Context context;
    for (int n = 0; n < 12; ++n)
        learn_template(template_page("Modèle:N" + std::to_string(n), "Modèle:N" + std::to_string(n + 1)), context,
                       french());
    CHECK(joined(read("{{N0}} {{N2}}", context).templates) == "N10, N12");
}

TEST_CASE("a context says when it changed") {
    Context context;
    CHECK_FALSE(learn_template(template_page("Modèle:Commun"), context, french()));
    CHECK(learn_template(template_page("Modèle:Ressource", "template:commun_local"), context, french()));
    CHECK(context.template_redirects == std::map<std::string, std::string>{{"Ressource", "Commun local"}});
    CHECK_FALSE(learn_template(template_page("Modèle:Ressource", "Modèle:Commun local"), context, french()));
    CHECK(learn_template(template_page("Modèle:Ressource", "Modèle:Lieu"), context, french()));
    CHECK(learn_template(template_page("Modèle:Ressource"), context, french()));
    CHECK(context == Context{});
}

TEST_CASE("only a template that redirects to a template is learnt") {
    Context context;
    CHECK_FALSE(learn_template(template_page("Modèle:Ressource", "Accueil"), context, french()));
    CHECK_FALSE(learn_template(template_page("Modèle:Ressource", "wikipedia:Modèle:Commun"), context, french()));
    CHECK_FALSE(learn_template(template_page("Modèle:Ressource", "Modèle:ressource"), context, french()));
    CHECK_FALSE(learn_template(template_page("Modèle:Ressource", "a<b"), context, french()));
    Item page = page_titled("Ressource");
    page.redirect_to = "Commun";
    CHECK_FALSE(learn_template(page, context, french()));
    CHECK(context == Context{});

    learn_template(template_page("Modèle:Ressource", "Modèle:Commun"), context, french());
    CHECK(learn_template(template_page("Modèle:Ressource", "Accueil"), context, french()));
    CHECK(context == Context{});
}

TEST_CASE("a text above four mebibytes is refused by name, the largest one below is read") {
    Item item = page_titled("Trop longue");
    const std::string call = "{{Commun|a=b}}";
    std::string text(std::size_t{4} * 1024 * 1024 - call.size(), 'x');
    text += call;
    const auto read_it = read_page(item, content_of(text), Context{}, french());
    REQUIRE(read_it.has_value());
    CHECK(told(*read_it) == "Commun|a=b\n");

    const auto refused = read_page(item, content_of(text + "x"), Context{}, french());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK(refused.error().sentence().find("page 12 (Trop longue)") != std::string::npos);
    CHECK(refused.error().sentence().find("4194305") != std::string::npos);
    CHECK(refused.error().sentence().find("4194304") != std::string::npos);
}

TEST_CASE("a talk page is about its subject, and every page has an address") {
    CHECK(subject_of(page_titled("Discussion:Le WIP", 1), french()) == "Le WIP");
    CHECK(subject_of(page_titled("Le WIP", 0), french()) == "");
    CHECK(talk_of(page_titled("Le WIP: la halle", 0), french()) == "Discussion:Le WIP: la halle");
    CHECK(talk_of(page_titled("Modèle:Commun", 10), french()) == "Discussion modèle:Commun");
    CHECK(talk_of(page_titled("Discussion:Le WIP", 1), french()) == "");
    CHECK(talk_of(page_titled("Nulle part:Page", 4000), french()) == "");
}

TEST_CASE("a reading counts what a page has: categories, links, images, headings, addresses") {
    const std::string page =
        "#REDIRECTION [[Ailleurs]]\n"
        "{{Commun|a=[[Le WIP]] [[Catégorie:Non]] https://a.org|b=[[Fichier:a.png]]}}\n"
        "== Un ==\n[[La Coroutine|c]] [[:Catégorie:d]] [[Catégorie:Oui]] [[catégorie:oui]] [[Projet : x]]\n=== Deux "
        "===\n"
        "[[Fichier:x.png|vignette|voir [[Le WIP]]]] [https://b.org c] [[a<b]] <nowiki>[[d]] http://e.org</nowiki>\n"
        "<gallery mode=packed>\nFichier:y.png|un\n\n z.png\n</gallery><Gallery/>";
    const Reading reading = read(page);
    CHECK(reading.counts == Counts{1, 5, 4, 2, 2});
    CHECK(read("").counts == Counts{});
    CHECK(reading.remarks.empty());
}

TEST_CASE("a page with bytes that are no text, or with text encoded twice, is read as it is, and remarked") {
    CHECK(read("{{Commun|a=f\xC3\x83\xC2\xAAte}}").remarks == std::vector{Remark::double_encoded});
    const Reading broken = read("{{Commun|a=\xFF\xFE|b=rÃ©pondre}}");
    CHECK(broken.remarks == std::vector{Remark::not_utf8, Remark::double_encoded});
    CHECK(broken.values[0].text == "\xFF\xFE");
    CHECK(sentence_of(Remark::not_utf8) == "some of its bytes are not UTF-8");
    CHECK(sentence_of(Remark::double_encoded) == "some of its text looks encoded twice");
}
