// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search_text.hpp"

#include "schema/search_terms.hpp"

#include <array>

namespace moisson {
namespace {

void add(std::string& terms, std::string_view text) {
    for (const std::string& term : search_terms(text)) {
        if (!terms.empty()) terms += ' ';
        terms += term;
    }
}

// What a person looking for something may type. No field that holds an address of the web, a date or a measure.
constexpr std::array searched{"summary",    "description", "tags",     "themes",       "actions",       "challenges",
                              "needs",      "provides",    "stage",    "doc_type",     "organisations", "contacts",
                              "users_of",   "networks",    "typology", "contributors", "languages",     "licence",
                              "legal_form", "location",    "territory"};
// Of an object: nothing else that it may hold is searched.
constexpr std::array searched_members{"name", "address", "commune", "department", "region", "country"};

bool is_address(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

// A text, what an object is called, or each of a list.
void add(std::string& terms, const Value& value) {
    if (const std::string* text = value.text(); text != nullptr && !is_address(*text))
        return add(terms, std::string_view(*text));
    for (const char* member : searched_members)
        if (const std::string* text = value.at(member).text()) add(terms, std::string_view(*text));
    if (const Value::List* list = value.list())
        for (const Value& element : *list)
            if (!element.list()) add(terms, element);
}

}  // namespace

SearchText search_text(const Snapshot& snapshot) {
    SearchText found;
    const auto field = [&](const char* name) -> const Value& {
        static const Value nothing;
        const auto held = snapshot.fields.find(name);
        return held == snapshot.fields.end() ? nothing : held->second;
    };
    add(found.title, field("title"));
    for (const char* name : searched) add(found.words, field(name));
    return found;
}

bool is_in_catalogue(std::string_view kind) {
    return !kind.empty() && kind != "page";
}

}  // namespace moisson
