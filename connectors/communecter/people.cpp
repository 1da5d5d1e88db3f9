// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/people.hpp"

#include "connectors/communecter/words.hpp"
#include "schema/search_fold.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace moisson::communecter {

namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 10> person_types{"citoyens", "citoyen", "person",   "persons",   "people",
                                                        "user",     "users",   "personne", "personnes", "citizen"};
constexpr std::array<std::string_view, 23> public_types{"organizations",
                                                        "organization",
                                                        "organisations",
                                                        "organisation",
                                                        "projects",
                                                        "project",
                                                        "events",
                                                        "event",
                                                        "poi",
                                                        "pois",
                                                        "places",
                                                        "place",
                                                        "network",
                                                        "networks",
                                                        "forms",
                                                        "answers",
                                                        "classifieds",
                                                        "ressources",
                                                        "ngo",
                                                        "localbusiness",
                                                        "group",
                                                        "cooperative",
                                                        "governmentorganization"};

// Words by which a question asks for somebody: as they begin, or whole.
constexpr std::array<std::string_view, 35> somebody_begins{
    "prenom",   "courriel",  "mail",       "email",      "telephon",     "phone",       "contact",
    "referent", "porteu",    "coordonnee", "interlocut", "auteur",       "autrice",     "identite",
    "signata",  "signature", "membre",     "member",     "participa",    "contributeu", "contributri",
    "benevole", "salarie",   "dirigeant",  "president",  "representant", "coordinat",   "animateu",
    "animatri", "fondat",    "founder",    "adherent",   "firstname",    "lastname",    "username"};
constexpr std::array<std::string_view, 29> somebody_whole{
    "tel",      "gsm",    "mobile",   "portable", "responsable", "responsables", "equipe",    "team",
    "owner",    "author", "surname",  "fullname", "user",        "personne",     "person",    "people",
    "individu", "pseudo", "linkedin", "whatsapp", "skype",       "civilite",     "naissance", "patronyme",
    "monsieur", "madame", "appelez",  "creator",  "beneficiary"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> somebody_pairs{{{"votre", "nom"},
                                                                                        {"vos", "noms"},
                                                                                        {"mon", "nom"},
                                                                                        {"your", "name"},
                                                                                        {"first", "name"},
                                                                                        {"last", "name"},
                                                                                        {"full", "name"},
                                                                                        {"family", "name"},
                                                                                        {"user", "name"},
                                                                                        {"e", "mail"}}};
constexpr std::array<std::string_view, 4> words_for_name{"nom", "noms", "name", "names"};
constexpr std::array<std::string_view, 32> things{
    "commun",    "outil",      "projet",    "structure",   "organisation", "organization", "association", "lieu",
    "tierslieu", "dispositif", "ressource", "entreprise",  "initiative",   "service",      "logiciel",    "collectif",
    "common",    "project",    "tool",      "place",       "reseau",       "evenement",    "solution",    "plateforme",
    "action",    "programme",  "produit",   "proposition", "titre",        "title",        "intitule",    "event"};

template <class List>
bool has(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_letter_or_digit(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
}

Words words_of(const std::string& text) {
    Words words;
    std::string word;
    for (const char c : fold_for_search(text) + " ") {
        if (is_letter_or_digit(c)) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

// "nomReferent" are two words.
std::string spaced(std::string_view key) {
    std::string text;
    bool was_small = false;
    for (const char c : key) {
        const bool is_capital = c >= 'A' && c <= 'Z';
        if (is_capital && was_small) text += ' ';
        text += c;
        was_small = !is_capital;
    }
    return text;
}

bool is_pair_for_somebody(std::string_view one, std::string_view other) {
    return std::find(somebody_pairs.begin(), somebody_pairs.end(), std::pair(one, other)) != somebody_pairs.end();
}

bool names_somebody(const Words& words) {
    if (!words.empty() && (words.front() == "qui" || words.front() == "who")) return true;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (has(somebody_whole, word)) return true;
        if (std::any_of(somebody_begins.begin(), somebody_begins.end(),
                        [&](std::string_view begin) { return word.starts_with(begin); }))
            return true;
        if (i > 0 && is_pair_for_somebody(words[i - 1], word)) return true;
    }
    return false;
}

bool has_name(const Words& words) {
    return std::any_of(words.begin(), words.end(), [](const std::string& word) { return has(words_for_name, word); });
}

// In the singular or the plural.
bool has_thing(const Words& words) {
    return std::any_of(words.begin(), words.end(), [](std::string_view word) {
        if (has(things, word)) return true;
        return (word.ends_with('s') || word.ends_with('x')) && has(things, word.substr(0, word.size() - 1));
    });
}

// An address of e-mail within a text, whatever stands around it.
bool has_mail_address(std::string_view text) {
    constexpr std::string_view around = " \t\r\n<>()[]{},;:\"'";
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find_first_of(around, from), text.size());
        const std::string_view word = text.substr(from, end - from);
        const auto at = word.find('@');
        if (at != std::string_view::npos && at > 0 && word.find('@', at + 1) == std::string_view::npos &&
            word.find('/') == std::string_view::npos && word.find('.', at) != std::string_view::npos)
            return true;
        from = end + 1;
    }
    return false;
}

bool is_telephone(std::string_view text) {
    constexpr std::string_view begins = "0+(";
    constexpr std::ptrdiff_t shortest = 9;
    constexpr std::ptrdiff_t longest = 15;
    if (text.empty() || begins.find(text.front()) == std::string_view::npos) return false;
    if (text.find_first_not_of("0123456789 .-()+/\u00A0") != std::string_view::npos) return false;
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= shortest && digits <= longest;
}

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

// A link that opens a telephone or a letter, or the page or the pictures of a person.
bool is_link_to_somebody(std::string_view small) {
    constexpr std::array<std::string_view, 5> schemes{"mailto:", "tel:", "sms:", "callto:", "skype:"};
    constexpr std::array<std::string_view, 4> pages{"citoyens/", "citoyens.", "#person.", "/person/"};
    const auto begins = [small](std::string_view scheme) { return small.starts_with(scheme); };
    const auto names = [small](std::string_view page) { return small.find(page) != std::string_view::npos; };
    if (std::any_of(schemes.begin(), schemes.end(), begins)) return true;
    return small.find_first_of(" \t\r\n") == std::string_view::npos && std::any_of(pages.begin(), pages.end(), names);
}

std::string_view label_read(std::string_view text) {
    constexpr std::size_t longest = 400;
    return text.substr(0, longest);
}

}  // namespace

bool is_person(const Value& document) {
    constexpr std::array<std::string_view, 4> members{"type", "@type", "collection", "typeSig"};
    return std::any_of(members.begin(), members.end(), [&document](std::string_view name) {
        const std::string* type = document.at(name).text();
        return type != nullptr && has(person_types, in_small_letters(line_of(*type)));
    });
}

bool is_public_type(std::string_view type) {
    return has(public_types, in_small_letters(type));
}

bool reaches_somebody(std::string_view text) {
    constexpr std::size_t longest = 200;  // beyond, it is a text that people wrote, not a way to reach them
    constexpr std::ptrdiff_t most_spaces = 5;
    if (text.size() > longest) return false;
    const std::string line = line_of(text);
    if (is_telephone(line) || is_link_to_somebody(in_small_letters(line))) return true;
    return std::count(line.begin(), line.end(), ' ') <= most_spaces && has_mail_address(line);
}

bool asks_for_person(std::string_view key, std::string_view label) {
    const Words of_key = words_of(spaced(label_read(key)));
    const Words of_label = words_of(decoded(label_read(label)));
    if (names_somebody(of_key) || names_somebody(of_label)) return true;
    if (has_name(of_label)) return !has_thing(of_label);
    return has_name(of_key) && !has_thing(of_key) && !has_thing(of_label);
}

}  // namespace moisson::communecter
