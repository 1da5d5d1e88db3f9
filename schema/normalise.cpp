// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mapping.hpp"
#include "schema/sighting.hpp"
#include "schema/typed_value.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <unordered_set>

namespace moisson {
namespace {

std::vector<std::string> folded(const std::vector<std::string>& names) {
    std::vector<std::string> keys;
    keys.reserve(names.size());
    for (const std::string& name : names) keys.push_back(fold_key(name));
    return keys;
}

// What conditions ask of a page, folded once for all of them.
struct Asked {
    const Subject& subject;
    std::vector<std::string> templates;
    std::vector<std::string> categories;
    std::vector<std::string> tags;
};

bool has(const std::vector<std::string>& keys, std::string_view wanted) {
    return !keys.empty() && std::find(keys.begin(), keys.end(), fold_key(wanted)) != keys.end();
}

bool holds(const Mapping::Condition& condition, const Asked& page) {
    switch (condition.of) {
        case Mapping::Condition::Of::template_name:
            return has(page.templates, condition.name);
        case Mapping::Condition::Of::category:
            return has(page.categories, condition.name);
        case Mapping::Condition::Of::name_space:
            return std::to_string(page.subject.ns) == condition.name;
        case Mapping::Condition::Of::collection:
            return page.subject.collection == condition.name;
        case Mapping::Condition::Of::tag:
            return has(page.tags, condition.name);
    }
    return false;
}

const Mapping::KindRule* decide(const Subject& subject, const Reading& reading, const Mapping& mapping) {
    const Asked page{subject, folded(reading.templates), folded(reading.categories), folded(reading.tags)};
    for (const Mapping::KindRule& rule : mapping.kinds)
        if (std::all_of(rule.when.begin(), rule.when.end(),
                        [&](const Mapping::Condition& each) { return holds(each, page); }))
            return &rule;
    return nullptr;
}

std::string_view prefix_of(Mapping::Condition::Of of) {
    switch (of) {
        case Mapping::Condition::Of::template_name:
            return "template:";
        case Mapping::Condition::Of::category:
            return "category:";
        case Mapping::Condition::Of::name_space:
            return "namespace:";
        case Mapping::Condition::Of::collection:
            return "collection:";
        case Mapping::Condition::Of::tag:
            return "tag:";
    }
    return {};
}

std::string written(const Mapping::KindRule& rule) {
    std::string out;
    for (const Mapping::Condition& each : rule.when)
        out += (out.empty() ? "" : " ") + std::string(prefix_of(each.of)) + each.name;
    return out;
}

// The template whose parameters a rule without template speaks of.
std::string deciding_template(const Mapping::KindRule* rule) {
    if (rule != nullptr)
        for (const Mapping::Condition& each : rule->when)
            if (each.of == Mapping::Condition::Of::template_name) return each.name;
    return {};
}

// One field: of a list all rules add to it, else the first that means something feeds it.
void feed(const Mapping::FieldRule& rule, Sighting& sighting, Snapshot& out) {
    Value::List elements;
    std::unordered_set<std::string> known;
    std::string origin;
    for (const Mapping::From& from : rule.from) {
        for (const Sighting::Candidate& candidate : sighting.find(from)) {
            Understood understood = candidate.single ? understand_element(candidate.text, rule.type)
                                                     : understand(candidate.text, rule.type);
            if (understood.elements.empty()) continue;
            if (understood.whole) sighting.use(candidate);
            if (origin.empty()) origin = from.rule;
            for (Value& element : understood.elements)
                if (known.insert(identity_of(element, rule.type)).second) elements.push_back(std::move(element));
            if (!is_list(rule.type)) break;
        }
        if (!elements.empty() && !is_list(rule.type)) break;
    }
    if (elements.empty()) return;
    out.fields[rule.field] = is_list(rule.type) ? Value(std::move(elements)) : std::move(elements.front());
    out.provenance[rule.field].rule = std::move(origin);
}

}  // namespace

Snapshot normalise(const Subject& subject, const Reading& reading, const Mapping& mapping) {
    Snapshot out;
    const Mapping::KindRule* kind = decide(subject, reading, mapping);
    Sighting sighting(reading, deciding_template(kind));
    for (const Mapping::FieldRule& rule : mapping.fields) feed(rule, sighting, out);
    if (Value::Object extra = sighting.leftovers(out.provenance); !extra.empty())
        out.fields["extra"] = std::move(extra);
    out.fields["title"] = subject.title;
    out.fields["kind"] = kind == nullptr ? "page" : kind->is;
    out.provenance["title"].rule = "title";
    out.provenance["kind"].rule = kind == nullptr ? "default" : written(*kind);
    return out;
}

}  // namespace moisson
