// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace moisson::test {

using Params = std::vector<std::pair<std::string, std::string>>;

// A page as its reader hands it over.
class Page {
public:
    // One template of the page, with its parameters; the same name again is its next occurrence.
    Page& has(const std::string& name, const Params& params) {
        unsigned occurrence = 1;
        for (const std::string& each : reading_.templates) occurrence += each == name ? 1 : 0;
        reading_.templates.push_back(name);
        for (const auto& [key, text] : params) reading_.values.push_back({name, occurrence, key, text, {}});
        return *this;
    }
    Page& in_category(const std::string& name) {
        reading_.categories.push_back(name);
        return *this;
    }
    Page& tagged(const std::string& name) {
        reading_.tags.push_back(name);
        return *this;
    }
    Page& says(const std::string& path, const std::string& text) {
        reading_.values.push_back({{}, 1, path, text, {}});
        return *this;
    }
    Page& at(int ns) {
        subject_.ns = ns;
        return *this;
    }
    Page& of(const std::string& collection) {
        subject_.collection = collection;
        return *this;
    }

    Snapshot under(const Mapping& mapping) const { return normalise(subject_, reading_, mapping); }
    const Reading& reading() const { return reading_; }

private:
    Subject subject_{"Une page", 0, {}};
    Reading reading_;
};

inline Mapping::From from(const std::string& rule) {
    const std::size_t colon = rule.find(':');
    const std::size_t bar = rule.find('|');
    if (bar == std::string::npos) return {{}, rule.substr(colon + 1), rule};
    return {rule.substr(colon + 1, bar - colon - 1), rule.substr(bar + 1), rule};
}

inline Mapping::FieldRule field(const std::string& name, std::initializer_list<const char*> rules,
                                Mapping::Type type = {}) {
    Mapping::FieldRule rule{name, {}, std::move(type)};
    for (const char* each : rules) rule.from.push_back(from(each));
    return rule;
}

inline Mapping::Type list_of(const std::string& element, const std::string& separator = ",",
                             const std::string& role = {}) {
    return {"list", element, separator, role};
}

inline Mapping::KindRule kind(const std::string& is, Mapping::Condition::Of of, const std::string& name) {
    return {is, {{of, name}}};
}

// What one value becomes when it feeds one field of that type.
inline Value value_of(const std::string& text, const Mapping::Type& type) {
    const Snapshot snapshot = Page().has("T", {{"k", text}}).under({{}, {field("f", {"param:k"}, type)}, {}});
    const auto found = snapshot.fields.find("f");
    return found == snapshot.fields.end() ? Value() : found->second;
}

inline Value texts(std::initializer_list<const char*> all) {
    return Value::List(all.begin(), all.end());
}

inline Value named(const char* name, const char* role) {
    return Value::Object{{"name", name}, {"role", role}};
}

// The same of somebody whose user page is named.
inline Value user(const char* name, const char* role, const char* account) {
    return Value(Value::Object{{"name", name}, {"role", role}, {"account", account}});
}

}  // namespace moisson::test
