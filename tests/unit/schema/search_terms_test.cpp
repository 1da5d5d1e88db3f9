// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search_terms.hpp"

#include "schema/search_fold.hpp"
#include "schema/utf8.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <random>
#include <set>

using namespace moisson;

namespace {

using Terms = std::vector<std::string>;

std::set<std::string> set_of(const std::string& text) {
    const Terms terms = search_terms(text);
    return {terms.begin(), terms.end()};
}

// Whether a person who looks for `words` finds `text`: each word by one of its forms.
bool finds(const std::string& words, const std::string& text) {
    const std::set<std::string> terms = set_of(text);
    const auto asked = search_words(words);
    return !asked.empty() && std::ranges::all_of(asked, [&](const SearchWord& word) {
        return std::ranges::any_of(word, [&](const std::string& form) { return terms.contains(form); });
    });
}

bool finds_each_other(const std::string& one, const std::string& other) {
    return finds(one, other) && finds(other, one);
}

std::string random_text(std::mt19937& dice) {
    static const std::vector<std::string> pieces{
        "a",    "É",    "e\xCC\x81", "·",      "’",      "'",        " ",  "\t",     "ß",
        "ẞ",    "İ",    "œ",         "ﬁ",      "\xFF",   "ς",        "qu", "s",      "eux",
        "x",    "\xC3", "🐝",         "𝓒",      "中文",   "\xE2\x80", "é",  "-",      "1",
        "½",    "㎏",   "aux",       "·e·s",   ".e.s",   "ال",       "한", "l'",     "\xCC\xA3",
        "tion", "Aß",   "ÿ",         "\u00AD", "\u200D", "le ",      "Ø",  "\u0345", std::string(1, '\0')};
    std::string text;
    for (int n = std::uniform_int_distribution<int>(0, 14)(dice); n > 0; --n)
        text += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(dice)];
    return text;
}

std::string random_word(std::mt19937& dice, std::size_t length) {
    std::string word;
    while (word.size() < length) word += static_cast<char>('a' + std::uniform_int_distribution<int>(0, 25)(dice));
    return word;
}

}  // namespace

TEST_CASE("accents, capitals and ligatures make no difference to who searches") {
    CHECK(finds_each_other("ÉCOLOGIE", "ecologie"));
    CHECK(finds_each_other("Cœur d'îlot", "coeur d’ilot"));
    CHECK(
        finds_each_other("re\xCC\x81"
                         "fe\xCC\x81rent",
                         "référent"));
    CHECK(finds_each_other("Straße", "STRASSE"));
    CHECK(finds_each_other("Ærø", "aero"));
    CHECK_FALSE(finds("école", "écologie"));
}

TEST_CASE("letters borrowed from the mathematical alphabets are letters") {
    CHECK(finds_each_other("𝓒𝓸𝓶𝓶𝓾𝓷 𝐥𝐢𝐛𝐫𝐞", "commun libre"));
    CHECK(finds_each_other("ﬁlière ｆａｂｌａｂ", "filiere fablab"));
    CHECK(finds("ⅳ", "iv"));
}

TEST_CASE("an elision is not part of the word it stands before") {
    CHECK(search_terms("l'atelier") == search_terms("atelier"));
    CHECK(search_terms("L’ATELIER") == search_terms("atelier"));
    CHECK(search_terms("qu'un jardin") == search_terms("jardin"));
    CHECK(search_terms("jusqu’à l’eau d’ici") == search_terms("eau ici"));
    CHECK(finds_each_other("aujourd’hui", "aujourd'hui"));
    CHECK(finds("hui", "aujourd'hui"));
}

TEST_CASE("a word written for everybody is found by each of its readings") {
    for (const char* asked : {"intervenant", "intervenante", "intervenants", "intervenantes", "intervenant·e·s"}) {
        CAPTURE(asked);
        CHECK(finds(asked, "Les intervenant·e·s du lieu"));
        CHECK(finds("intervenant·e·s", asked));
    }
    for (const char* asked : {"acteur", "acteurs", "actrice", "actrices"}) {
        CAPTURE(asked);
        CHECK(finds(asked, "acteur·rice·s"));
        CHECK(finds(asked, "acteur·ice·s"));
        CHECK(finds("acteur·rice", asked));
    }
    CHECK(finds("directrice", "directeur·trice"));
    CHECK(finds("chercheuses", "chercheur·euse·s"));
    CHECK(finds("créative", "créatif·ve"));
    CHECK(finds("boulangères", "boulanger·ère·s"));
    CHECK(finds("citoyennes", "citoyen·ne·s"));
    CHECK(finds("citoyen", "citoyen•ne•s"));
}

TEST_CASE("the plural of a word written for everybody is found by each of its readings too") {
    for (const char* asked : {"directrice", "directrices", "directeur", "directeurs"}) {
        CAPTURE(asked);
        CHECK(finds(asked, "Les directeurs·trices du lieu"));
    }
    CHECK(finds("créatives", "créatifs·ves"));
    CHECK(finds("boulangère", "boulangers·ères"));
}

TEST_CASE("a full stop typed for the middle dot opens an ending, and only that") {
    for (const char* asked : {"conseiller", "conseillère", "conseillers", "conseillères"}) {
        CAPTURE(asked);
        CHECK(finds(asked, "conseiller.ère.s"));
        CHECK(finds(asked, "nos conseiller.ère.s, ici"));
        CHECK(finds(asked, "(conseiller.ère.s)."));
    }
    CHECK(finds("adhérente", "les adhérent.es."));
    CHECK(finds("adhérente", "adhérent.e"));
    CHECK(finds("directrice", "directeur.trice"));
    CHECK(finds("rédactrice", "co-rédacteur.rice.s"));
    for (const char* other : {"https://lieu.org/conseil.es", "www.conseil.es", "conseil.es/vie", "conseil.es.pdf",
                              "jean.conseil.es", "conseil.es@lieu.org", "fichier.conseil.es"}) {
        CAPTURE(other);
        std::string apart = other;
        std::ranges::replace(apart, '.', ' ');
        CHECK(search_terms(other) == search_terms(apart));
    }
    CHECK(search_terms("S.C.I.C") == search_terms("S C I C"));
    CHECK(search_terms("lieu.org") == search_terms("lieu org"));
    CHECK(search_terms("fin.Jardin") == search_terms("fin jardin"));
    CHECK(search_terms("v2.es") == search_terms("v2 es"));
}

TEST_CASE("dots between names part them, and a text of dots is no word") {
    CHECK(search_terms("Marseille·Strasbourg") == search_terms("Marseille Strasbourg"));
    CHECK(search_terms("a·b·c·d·e·f").size() == 6);
    CHECK(search_terms("···").empty());
    CHECK(search_terms("·atelier·") == search_terms("atelier"));
}

TEST_CASE("a plural finds its singular") {
    const std::vector<std::pair<std::string, std::string>> pairs{
        {"tiers-lieu", "tiers-lieux"}, {"commun", "communs"},   {"cheval", "chevaux"},   {"travail", "travaux"},
        {"réseau", "réseaux"},         {"jeu", "jeux"},         {"vélo", "vélos"},       {"wiki", "wikis"},
        {"média", "médias"},           {"tissu", "tissus"},     {"associé", "associés"}, {"tuyau", "tuyaux"},
        {"méthode", "méthodes"},       {"heureuse", "heureux"}, {"journal", "journaux"}};
    for (const auto& pair : pairs) {
        CAPTURE(pair.first);
        CHECK(finds_each_other(pair.first, pair.second));
    }
}

TEST_CASE("any word with an s is found by the word without it") {
    std::mt19937 dice(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string word = random_word(dice, std::uniform_int_distribution<std::size_t>(3, 14)(dice));
        if (std::string_view("sxz").find(word.back()) != std::string_view::npos) word.back() = 'e';
        CAPTURE(word);
        if (set_of(word + "s").size() == 1 && word != "aux") CHECK(set_of(word) == set_of(word + "s"));
    }
}

TEST_CASE("small words are not needed, unless there are no others") {
    CHECK(search_terms("fabrication de papier") == search_terms("fabrication du papier"));
    CHECK(search_terms("Le jardin et la forge") == search_terms("jardin forge"));
    CHECK(search_terms("Les uns") == search_terms("uns"));
    CHECK(finds("La", "la"));
    CHECK(finds_each_other("Le un", "Le Un"));
    CHECK(search_terms("C") == Terms{"c"});
}

TEST_CASE("figures, addresses and other scripts are words too") {
    CHECK(search_terms("2024 : 3 ateliers") == Terms{"2024", "3", "ateli"});
    CHECK(finds("movilab", "https://movilab.org/wiki/Dokos"));
    CHECK(search_terms("Ελλάδα") == Terms{"ελλαδα"});
    CHECK(search_terms("中文 资源").size() == 2);
    CHECK(search_terms("habitant.e.s") == search_terms("habitant"));
    CHECK(search_terms(" ,;:!? — « » …").empty());
    CHECK(search_terms("").empty());
}

TEST_CASE("what is bounded stays bounded, whatever is given") {
    CHECK(search_terms(std::string(1'000'000, 'q')).size() == 245);  // pieces of a few thousand bytes
    for (const std::string& term : search_terms(std::string(1'000'000, 'q'))) CHECK(term.size() <= longest_search_term);
    std::string many;
    for (std::size_t n = 0; n < most_search_words + 500; ++n) many += "mot" + std::to_string(n) + " ";
    CHECK(search_words(many).size() == most_search_words);
    std::string marks;
    for (int n = 0; n < 200'000; ++n) marks += n % 2 == 0 ? "\xCC\xA3" : "\xCC\x81";
    CHECK(search_terms("e" + marks) == search_terms("e"));
    std::string dots;
    for (int n = 0; n < 200'000; ++n) dots += "a·";
    CHECK(search_words(dots).size() <= most_search_words);
}

TEST_CASE("any bytes give letters and figures, the same twice, and folding twice is folding once") {
    std::mt19937 dice(42);
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random_text(dice);
        CAPTURE(text);
        const Terms terms = search_terms(text);
        CHECK(search_terms(text) == terms);
        for (const std::string& term : terms) {
            CHECK(!term.empty());
            CHECK(term.size() <= longest_search_term);
            CHECK(is_utf8(term));
            CHECK(term.find_first_of(" .'\"*^:+-(){}ABCXYZ\t\n") == std::string::npos);
        }
        const std::string folded = fold_for_search(text);
        CHECK(is_utf8(folded));
        CHECK(fold_for_search(folded) == folded);
        for (const SearchWord& word : search_words(text)) {
            CHECK(!word.empty());
            CHECK(std::set<std::string>(word.begin(), word.end()).size() == word.size());
        }
    }
}

TEST_CASE("what folds without the tables of Unicode folds with them alike") {
    for (char32_t point = 0xA1; point < 0x180; ++point) {
        const std::string letter{static_cast<char>(0xC0U | (point >> 6U)), static_cast<char>(0x80U | (point & 0x3FU))};
        CAPTURE(letter);
        CHECK(fold_for_search(letter + "Ω") == fold_for_search(letter) + "ω");
    }
    CHECK(fold_for_search("L’Œuvre·S`Ω") == fold_for_search("L’Œuvre·S`") + "ω");
}
