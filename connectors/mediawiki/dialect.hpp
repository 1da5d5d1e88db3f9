// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/traits.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace moisson::mediawiki {

// Whether [[page]] and [[Page]] are the same page there.
enum class TitleCase { first_letter, case_sensitive };

struct Namespace {
    int id = 0;
    std::string name;       // as this wiki says it: "Modèle"; empty for the main one
    std::string canonical;  // as every wiki understands it: "Template"
    std::vector<std::string> aliases;
    TitleCase title_case = TitleCase::first_letter;
};

inline constexpr int main_namespace = 0;
inline constexpr int file_namespace = 6;
inline constexpr int template_namespace = 10;
inline constexpr int category_namespace = 14;

// What a reader needs to know of a wiki: its words, its namespaces. Spaces, never underscores.
struct Dialect {
    std::map<int, Namespace> namespaces;
    std::map<std::string, int, std::less<>> prefixes;  // folded name of any kind → id
    std::set<std::string, std::less<>> interwikis;     // lower-case prefixes that lead to other wikis
    std::set<std::string, std::less<>> opaque_tags;    // lower-case tags whose inside is not wikitext of the page
    std::vector<std::string> redirect_words;           // the longest first

    // Null when this wiki has no such namespace.
    const Namespace* name_space(int id) const noexcept;
    // By its local name, its canonical one or an alias, whatever the case and "_"; null when there is none.
    const Namespace* named(std::string_view prefix) const;
};

// All that reading a page depends on, as one text: two dialects with the same words read every page alike.
std::string words_of(const Dialect& dialect);

// From Traits.details, whose members are all optional:
//   {"namespaces":[{"id":10,"name":"Modèle","canonical":"Template","aliases":["…"],"case":"first-letter"},…],
//    "redirect_words":["#REDIRECTION","#REDIRECT"],
//    "case":"first-letter", "interwikis":["wikipedia",…], "extension_tags":["<poem>","widget",…]}
// What is missing, or of another type, is what a French MediaWiki has by default.
Dialect dialect_from(const Traits& traits);

}  // namespace moisson::mediawiki
