// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dialect_defaults.hpp"

namespace moisson::mediawiki {

std::vector<Namespace> default_namespaces() {
    const auto of = [](int id, std::string name, std::string canonical, std::vector<std::string> aliases = {}) {
        return Namespace{id, std::move(name), std::move(canonical), std::move(aliases), TitleCase::first_letter};
    };
    return {
        of(-2, "Média", "Media"),
        of(-1, "Spécial", "Special"),
        of(0, "", ""),
        of(1, "Discussion", "Talk", {"Discuter"}),
        of(2, "Utilisateur", "User", {"Utilisatrice"}),
        of(3, "Discussion utilisateur", "User talk", {"Discussion utilisatrice"}),
        of(4, "Wiki", "Project"),
        of(5, "Discussion Wiki", "Project talk"),
        of(6, "Fichier", "File", {"Image"}),
        of(7, "Discussion fichier", "File talk", {"Discussion Image", "Image talk"}),
        of(8, "MediaWiki", "MediaWiki"),
        of(9, "Discussion MediaWiki", "MediaWiki talk"),
        of(10, "Modèle", "Template"),
        of(11, "Discussion modèle", "Template talk"),
        of(12, "Aide", "Help"),
        of(13, "Discussion aide", "Help talk"),
        of(14, "Catégorie", "Category"),
        of(15, "Discussion catégorie", "Category talk"),
        of(102, "Attribut", "Property"),
        of(103, "Discussion attribut", "Property talk"),
        of(106, "Formulaire", "Form"),
        of(107, "Discussion formulaire", "Form talk"),
        of(108, "Concept", "Concept"),
        of(109, "Discussion concept", "Concept talk"),
        of(828, "Module", "Module"),
        of(829, "Discussion module", "Module talk"),
    };
}

std::vector<std::string> default_redirect_words() {
    return {"#REDIRECTION", "#REDIRECT"};
}

// The ones of MediaWiki's own starting list that French pages lead to.
std::set<std::string, std::less<>> default_interwikis() {
    return {"commons",    "doi",         "mediawikiwiki", "meta",       "metawikimedia", "mw",        "rfc",
            "wikia",      "wikibooks",   "wikidata",      "wikimedia",  "wikinews",      "wikipedia", "wikiquote",
            "wikisource", "wikispecies", "wikiversity",   "wikivoyage", "wikt",          "wiktionary"};
}

// Whoever writes one of these means it so, even where the wiki lost the extension that shows it.
std::set<std::string, std::less<>> always_opaque_tags() {
    return {"nowiki", "pre", "ref", "syntaxhighlight", "math", "gallery"};
}

// Core's, and those of the extensions that wikis of this family have.
std::set<std::string, std::less<>> default_opaque_tags() {
    return {"nowiki",          "pre",      "gallery",      "indicator",    "langconvert", "ref",   "references",
            "syntaxhighlight", "source",   "math",         "chem",         "ce",          "poem",  "imagemap",
            "inputbox",        "timeline", "templatedata", "categorytree", "score",       "hiero", "charinsert",
            "tabber",          "graph",    "mapframe",     "maplink"};
}

}  // namespace moisson::mediawiki
