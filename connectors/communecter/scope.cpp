// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/scope.hpp"

#include "connectors/communecter/words.hpp"
#include "schema/fingerprint.hpp"
#include "schema/search_fold.hpp"

#include <algorithm>
#include <array>

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

Belonging yes_or_no(bool belongs) {
    return belongs ? Belonging::yes : Belonging::no;
}

Belonging by_tags(const Value& row, const Scope& scope, Dialect dialect) {
    if (scope.tags.empty() && scope.without_tags.empty()) return Belonging::yes;
    Texts tags = texts_of(row.at("tags"));
    // Of one text with commas each piece may be a tag, and the whole.
    if (const std::string* whole = row.at("tags").text()) tags.push_back(*whole);
    if (tags.empty()) return scope.tags.empty() ? Belonging::yes : Belonging::silent;
    const auto has = [&](const std::string& tag) { return holds(tags, tag, dialect); };
    const bool any = scope.tags.empty() || std::any_of(scope.tags.begin(), scope.tags.end(), has);
    return yes_or_no(any && std::none_of(scope.without_tags.begin(), scope.without_tags.end(), has));
}

// In 2018 nobody could be asked for a country.
Belonging by_country(const Value& row, const Scope& scope, Dialect dialect) {
    if (scope.countries.empty()) return Belonging::yes;
    const std::string country = row.at("address").at("addressCountry").text_or("");
    if (country.empty()) return dialect == Dialect::modern ? Belonging::silent : Belonging::no;
    return yes_or_no(std::find(scope.countries.begin(), scope.countries.end(), country) != scope.countries.end());
}

Belonging by_network(const Value& row, const Scope& scope) {
    if (scope.source_keys.empty()) return Belonging::yes;
    Texts keys = texts_of(row.at("source").at("keys"));
    for (const std::string& key : texts_of(row.at("reference").at("costum"))) keys.push_back(key);
    if (std::string key = row.at("source").at("key").text_or(""); !key.empty()) keys.push_back(std::move(key));
    if (keys.empty()) return Belonging::silent;
    return yes_or_no(std::any_of(scope.source_keys.begin(), scope.source_keys.end(), [&](const std::string& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    }));
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

Belonging belonging(const Value& row, const Scope& scope, Dialect dialect) {
    const std::array all{by_tags(row, scope, dialect), by_country(row, scope, dialect), by_network(row, scope)};
    const auto any = [&](Belonging one) { return std::find(all.begin(), all.end(), one) != all.end(); };
    if (any(Belonging::no)) return Belonging::no;
    return any(Belonging::silent) ? Belonging::silent : Belonging::yes;
}

const std::vector<std::string>& element_types() {
    static const std::vector<std::string> types{"organizations", "projects",    "events", "poi",
                                                "ressources",    "classifieds", "answers"};
    return types;
}

}  // namespace moisson::communecter
