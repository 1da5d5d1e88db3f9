// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/scope.hpp"

#include "connectors/communecter/words.hpp"
#include "schema/fingerprint.hpp"
#include "schema/search_fold.hpp"

#include <algorithm>

namespace moisson::communecter {

namespace {

using Texts = std::vector<std::string>;

Value list_of(const Texts& texts) {
    return Value::List(texts.begin(), texts.end());
}

std::string joined(const Texts& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

bool holds(const Texts& texts, const std::string& wanted, Dialect dialect) {
    const auto same = [&](const std::string& text) {
        return text == wanted || (dialect == Dialect::legacy2018 && fold_for_search(text) == fold_for_search(wanted));
    };
    return std::any_of(texts.begin(), texts.end(), same);
}

bool has_right_tags(const Value& row, const Scope& scope, Dialect dialect) {
    if (scope.tags.empty() && scope.without_tags.empty()) return true;
    Texts tags = texts_of(row.at("tags"));
    // Of one text with commas each piece may be a tag, and the whole.
    if (const std::string* whole = row.at("tags").text()) tags.push_back(*whole);
    const auto has = [&](const std::string& tag) { return holds(tags, tag, dialect); };
    const bool any = scope.tags.empty() || std::any_of(scope.tags.begin(), scope.tags.end(), has);
    return any && std::none_of(scope.without_tags.begin(), scope.without_tags.end(), has);
}

bool is_of_country(const Value& row, const Scope& scope) {
    if (scope.countries.empty()) return true;
    const std::string country = row.at("address").at("addressCountry").text_or("");
    return std::find(scope.countries.begin(), scope.countries.end(), country) != scope.countries.end();
}

bool is_of_network(const Value& row, const Scope& scope, Dialect dialect) {
    if (scope.source_keys.empty()) return true;
    Texts keys = texts_of(row.at("source").at("keys"));
    for (const std::string& key : texts_of(row.at("reference").at("costum"))) keys.push_back(key);
    keys.push_back(row.at("source").at("key").text_or(""));
    // In 2018 a list of organizations says nothing of where they come from.
    const bool silent = row.at("source").is_null() && row.at("reference").is_null();
    if (silent && dialect == Dialect::legacy2018) return true;
    return std::any_of(scope.source_keys.begin(), scope.source_keys.end(),
                       [&](const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); });
}

}  // namespace

std::string_view name_of(Paging paging) noexcept {
    switch (paging) {
        case Paging::index:
            return "index";
        case Paging::ranges:
            return "ranges";
        case Paging::single:
            break;
    }
    return "single";
}

std::string_view name_of(Dialect dialect) noexcept {
    return dialect == Dialect::modern ? "modern" : "legacy2018";
}

std::string Scope::key() const {
    const Value::Object meaning{{"type", type},
                                {"tags", list_of(tags)},
                                {"without", list_of(without_tags)},
                                {"countries", list_of(countries)},
                                {"keys", list_of(source_keys)},
                                {"form", form},
                                {"costum", costum},
                                {"navigator", variant == Variant::navigator}};
    return digest(to_json(meaning));
}

std::string Scope::title() const {
    std::string title = type;
    if (!form.empty()) title += " to form " + form;
    if (!tags.empty()) title += " tagged " + joined(tags);
    if (!without_tags.empty()) title += " without " + joined(without_tags);
    if (!source_keys.empty()) title += " of " + joined(source_keys);
    if (!countries.empty()) title += " in " + joined(countries);
    return title;
}

bool belongs(const Value& row, const Scope& scope, Dialect dialect) {
    return has_right_tags(row, scope, dialect) && is_of_country(row, scope) && is_of_network(row, scope, dialect);
}

const std::vector<std::string>& element_types() {
    static const std::vector<std::string> types{"organizations", "projects",    "events", "poi",
                                                "ressources",    "classifieds", "answers"};
    return types;
}

}  // namespace moisson::communecter
