// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search_text.hpp"

#include "schema/search_terms.hpp"

namespace moisson {
namespace {

void add(std::string& terms, std::string_view text) {
    for (const std::string& term : search_terms(text)) {
        if (!terms.empty()) terms += ' ';
        terms += term;
    }
}

// A text, the name of an object, or each of a list.
void add(std::string& terms, const Value& value) {
    if (const std::string* text = value.text()) return add(terms, std::string_view(*text));
    if (const std::string* name = value.at("name").text()) return add(terms, std::string_view(*name));
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
    for (const char* name : {"summary", "description", "tags", "themes", "organisations", "contacts"})
        add(found.words, field(name));
    return found;
}

bool is_in_catalogue(std::string_view kind) {
    return !kind.empty() && kind != "page";
}

}  // namespace moisson
