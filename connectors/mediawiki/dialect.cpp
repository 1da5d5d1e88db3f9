// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/dialect.hpp"

#include "connectors/mediawiki/dialect_defaults.hpp"
#include "connectors/mediawiki/unicode.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {
namespace {

std::string with_spaces(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

// The texts of a list, or nothing when it is no list.
std::vector<std::string> texts_of(const Value& value) {
    std::vector<std::string> texts;
    if (const auto* list = value.list())
        for (const Value& element : *list)
            if (const auto* text = element.text(); text && !text->empty()) texts.push_back(*text);
    return texts;
}

TitleCase case_of(const Value& value, TitleCase otherwise) {
    const auto* text = value.text();
    if (!text) return otherwise;
    return *text == "case-sensitive" ? TitleCase::case_sensitive : TitleCase::first_letter;
}

std::vector<Namespace> namespaces_of(const Value& list, TitleCase general) {
    std::vector<Namespace> found;
    if (const auto* elements = list.list()) {
        for (const Value& element : *elements) {
            const auto* id = element.at("id").integer();
            if (!id || *id < -2 || *id > 1'000'000) continue;
            Namespace made{static_cast<int>(*id),
                           with_spaces(element.at("name").text_or("")),
                           with_spaces(element.at("canonical").text_or("")),
                           {},
                           case_of(element.at("case"), general)};
            for (std::string& alias : texts_of(element.at("aliases"))) made.aliases.push_back(with_spaces(alias));
            found.push_back(std::move(made));
        }
    }
    if (!found.empty()) return found;
    found = default_namespaces();
    for (Namespace& made : found) made.title_case = general;
    return found;
}

void know(Dialect& dialect, Namespace made) {
    const auto learn = [&](const std::string& name) {
        if (!name.empty()) dialect.prefixes.emplace(lower_case(composed(name)), made.id);
    };
    learn(made.canonical);
    learn(made.name);
    for (const std::string& alias : made.aliases) learn(alias);
    const int id = made.id;
    dialect.namespaces.insert_or_assign(id, std::move(made));
}

std::set<std::string, std::less<>> lowered(const std::vector<std::string>& words) {
    std::set<std::string, std::less<>> all;
    for (const std::string& word : words) all.insert(lower_case(word));
    return all;
}

// The wiki's own list says "<ref>"; a tag is what stands between.
std::vector<std::string> without_angles(std::vector<std::string> tags) {
    for (std::string& tag : tags)
        tag.erase(std::remove_if(tag.begin(), tag.end(), [](char c) { return c == '<' || c == '>'; }), tag.end());
    std::erase(tags, "");
    return tags;
}

}  // namespace

const Namespace* Dialect::name_space(int id) const noexcept {
    const auto found = namespaces.find(id);
    return found == namespaces.end() ? nullptr : &found->second;
}

const Namespace* Dialect::named(std::string_view prefix) const {
    const auto found = prefixes.find(lower_case(with_spaces(std::string(prefix))));
    return found == prefixes.end() ? nullptr : name_space(found->second);
}

Dialect dialect_from(const Traits& traits) {
    const Value& details = traits.details;
    Dialect dialect;
    const TitleCase general = case_of(details.at("case"), TitleCase::first_letter);
    for (Namespace& made : namespaces_of(details.at("namespaces"), general)) know(dialect, std::move(made));

    dialect.redirect_words = texts_of(details.at("redirect_words"));
    if (dialect.redirect_words.empty()) dialect.redirect_words = default_redirect_words();
    std::stable_sort(dialect.redirect_words.begin(), dialect.redirect_words.end(),
                     [](const std::string& a, const std::string& b) { return a.size() > b.size(); });

    const std::vector<std::string> interwikis = texts_of(details.at("interwikis"));
    dialect.interwikis = interwikis.empty() ? default_interwikis() : lowered(interwikis);
    const std::vector<std::string> tags = without_angles(texts_of(details.at("extension_tags")));
    dialect.opaque_tags = tags.empty() ? default_opaque_tags() : lowered(tags);
    dialect.opaque_tags.merge(always_opaque_tags());

    return dialect;
}

std::string words_of(const Dialect& dialect) {
    const auto list = [](const auto& texts) {
        Value::List all;
        for (const auto& text : texts) all.emplace_back(text);
        return all;
    };
    Value::List namespaces;
    for (const auto& [id, each] : dialect.namespaces)
        namespaces.push_back(Value::List{id, each.name, each.canonical, list(each.aliases),
                                         each.title_case == TitleCase::case_sensitive});
    Value::Object prefixes;
    for (const auto& [name, id] : dialect.prefixes) prefixes.emplace(name, id);
    return to_json(Value::List{std::move(namespaces), std::move(prefixes), list(dialect.interwikis),
                               list(dialect.opaque_tags), list(dialect.redirect_words)});
}

}  // namespace moisson::mediawiki
