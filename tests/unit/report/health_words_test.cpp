// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_words.hpp"
#include "report/template.hpp"
#include "schema/mapping.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

using namespace moisson;
using namespace moisson::report;
using namespace std::chrono_literals;
using health::Label;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string code_of_reports() {
    std::string code;
    for (const auto& entry : std::filesystem::directory_iterator(MOISSON_SOURCE_DIR "/report"))
        if (entry.path().extension() == ".cpp") code += text_of(entry.path());
    return code;
}

// All of them are something, and none is another.
template <class All, class Words>
void check_each_has_words(const All& all, const Words& words) {
    std::set<std::string> seen;
    for (const auto each : all) {
        const std::string text = words(each);
        CHECK_MESSAGE(!text.empty(), id_of(each));
        CHECK_MESSAGE(seen.insert(text).second, text);
    }
}

}  // namespace

TEST_CASE("a label agrees with the kind it is said of") {
    const std::map<Label, std::pair<std::string, std::string>> table{
        {Label::archive, {"archivé", "archivée"}},      {Label::indetermine, {"indéterminé", "indéterminée"}},
        {Label::naissant, {"naissant", "naissante"}},   {Label::vivant, {"vivant", "vivante"}},
        {Label::en_veille, {"en veille", "en veille"}}, {Label::a_reveiller, {"à réveiller", "à réveiller"}},
        {Label::orphelin, {"orphelin", "orpheline"}}};
    const std::set<std::string> feminine{"methode", "communaute", "organisation", "offre", "page"};
    for (const std::string& kind : known_kinds())
        for (const Label label : health::all_labels) {
            const auto& [masculine, other] = table.at(label);
            CHECK_MESSAGE(words_of(label, kind) == (feminine.contains(kind) ? other : masculine), kind);
        }
}

TEST_CASE("each kind has its article, elided before a vowel") {
    CHECK(words_of_kind("commun") == "le commun");
    CHECK(words_of_kind("outil_numerique") == "l'outil numérique");
    CHECK(words_of_kind("methode") == "la méthode");
    CHECK(words_of_kind("organisation") == "l'organisation");
    CHECK(words_of_kind("evenement") == "l'évènement");
    std::set<std::string> seen;
    for (const std::string& kind : known_kinds()) CHECK_MESSAGE(seen.insert(words_of_kind(kind)).second, kind);
    CHECK(words_of_kind("") == "la page");
    CHECK(words_of_kind("no kind of ours") == "la page");
}

TEST_CASE("a title is shown as it is, and cannot steer a terminal") {
    CHECK(heading("outil_numerique", "L'année & <b>") == "L'outil numérique « L'année & <b> »");
    CHECK(heading("methode", "a  b\x1b[31m\n{{kind}}") == "La méthode « a  b\\x1b[31m\\n{{kind}} »");
}

TEST_CASE("every flag, criterion, reason for not knowing and cause has words of its own") {
    check_each_has_words(health::all_flags, [](health::Flag flag) { return words_of(flag, "commun"); });
    check_each_has_words(health::all_criteria, [](health::Criterion each) { return words_of(each); });
    check_each_has_words(health::all_unknowns, [](health::Unknown each) { return words_of(each); });
    check_each_has_words(health::all_triggers, [](health::Trigger each) { return words_of(each); });
    check_each_has_words(health::all_labels, [](Label label) { return words_of(label, "methode"); });
    CHECK(words_of(health::Flag::conteste, "methode") == "contestée");
    CHECK(words_of(health::Flag::fini_et_stable, "commun") == "fini et stable");
    CHECK(words_of(health::Happening::passe, "evenement") == "passé");
    CHECK(words_of(health::Happening::a_venir, "evenement") == "à venir");
    CHECK(words_of(health::Unknown::source_names_nobody) == "la source ne dit pas qui");
    CHECK(words_of(health::Unknown::no_question) == "aucune question");
}

TEST_CASE("what does not count is counted, in the singular and in the plural") {
    CHECK(words_of_uncounted("bot", 2) == "2 modifications de robot");
    CHECK(words_of_uncounted("renamed", 1) == "1 renommage");
    CHECK(words_of_uncounted("not_yet", 2) == "2 contributions datées d'un jour à venir");
    std::set<std::string> seen;
    for (std::size_t each = 1; each < health::all_verdicts; ++each) {
        const std::string_view id = id_of(static_cast<health::Verdict>(each));
        for (const long count : {1L, 2L}) CHECK_MESSAGE(seen.insert(words_of_uncounted(id, count)).second, id);
    }
}

TEST_CASE("a resource is listed with its label, and a change of label with its day and its cause") {
    const Named dokos{"movilab-2785", "outil_numerique", "Dokos"};
    CHECK(words_of(dokos, "à réveiller") == "L'outil numérique « Dokos » : à réveiller (movilab-2785)");
    CHECK(words_of(Named{"movilab-3", "lieu", "La Bulloterie"}, "") == "Le lieu « La Bulloterie » (movilab-3)");
    health::Transition change{Label::vivant, Label::en_veille, {}, health::Trigger::silence};
    CHECK(words_of(dokos, change, 2027y / 3 / 5) ==
          "5 mars 2027 : L'outil numérique « Dokos », vivant → en veille : le temps a passé (movilab-2785)");
    change.from.reset();
    CHECK(words_of(dokos, change, 2027y / 3 / 1) ==
          "1er mars 2027 : L'outil numérique « Dokos », d'abord en veille : le temps a passé (movilab-2785)");
}

TEST_CASE("days, months and numbers are written as in French") {
    CHECK(words_of(2026y / 3 / 4) == "4 mars 2026");
    CHECK(words_of(2026y / 8 / 1) == "1er août 2026");
    CHECK(words_of(2027y / 3) == "mars 2027");
    std::set<std::string> months;
    for (unsigned month = 1; month <= 12; ++month) months.insert(words_of(2026y / static_cast<int>(month)));
    CHECK(months.size() == 12);
    CHECK(words_of_number(0.9237) == "0,9");
    CHECK(words_of_number(2.04) == "2");
    CHECK(words_of_number(11.96) == "12");
}

TEST_CASE("a chance is told in steps of five percent, and is never none nor sure") {
    CHECK(words_of_percent(60, Precision::about) == "environ 60 %");
    CHECK(words_of_percent(70, Precision::exact) == "70 %");
    CHECK(words_of_percent(0, Precision::about) == "moins de 5 %");
    CHECK(words_of_percent(5, Precision::exact) == "5 %");
    CHECK(words_of_percent(100, Precision::about) == "plus de 95 %");
}

TEST_CASE("a capital letter keeps its accent") {
    CHECK(capitalised("à réveiller") == "À réveiller");
    CHECK(capitalised("évènement") == "Évènement");
    CHECK(capitalised("") == "");
}

TEST_CASE("every template is used, and none speaks of survival or writes anything unescaped") {
    const std::string code = code_of_reports();
    CHECK(template_names().size() > 20);
    for (const std::string_view name : template_names()) {
        CHECK_MESSAGE(code.find('"' + std::string(name) + '"') != std::string::npos, name);
        const std::string text = text_of(MOISSON_SOURCE_DIR "/report/templates/fr/" + std::string(name) + ".mustache");
        CHECK_MESSAGE(text.find("survi") == std::string::npos, name);
        CHECK_MESSAGE(text.find("{{{") == std::string::npos, name);
        CHECK_MESSAGE(text.find("{{&") == std::string::npos, name);
        CHECK_MESSAGE(!keys_of(name).empty(), name);
    }
}

TEST_CASE("a template is told the keys it has, and its sections too") {
    CHECK(keys_of("number") == std::set<std::string, std::less<>>{"whole", "tenth", "with_tenth"});
    CHECK(Told().text("whole", "2").section("with_tenth", false).keys() ==
          std::set<std::string, std::less<>>{"whole", "with_tenth"});
}
