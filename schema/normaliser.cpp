// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/normaliser.hpp"
#include "schema/typed_value.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <unordered_set>

namespace moisson {
namespace {

bool has(const std::vector<std::string>& names, const std::string& wanted) {
    return std::find(names.begin(), names.end(), wanted) != names.end();
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

// The template whose parameters a rule without template speaks of, folded.
std::string deciding_template(const Mapping::KindRule& rule) {
    for (const Mapping::Condition& each : rule.when)
        if (each.of == Mapping::Condition::Of::template_name) return fold_key(each.name);
    return {};
}

}  // namespace

Normaliser::Normaliser(const Mapping& mapping) {
    for (const Mapping::KindRule& rule : mapping.kinds) {
        Kind& kind = kinds_.emplace_back(Kind{&rule, {}, deciding_template(rule), written(rule)});
        for (const Mapping::Condition& each : rule.when) kind.when.push_back({&each, fold_key(each.name)});
    }
    for (const Mapping::FieldRule& rule : mapping.fields)
        fields_.push_back({&rule, std::vector<Wish>(rule.from.begin(), rule.from.end())});
}

bool Normaliser::holds(const Condition& condition, const Subject& subject, const FoldedNames& folded) {
    switch (condition.written->of) {
        case Mapping::Condition::Of::template_name:
            return has(folded.templates, condition.folded);
        case Mapping::Condition::Of::category:
            return has(folded.categories, condition.folded);
        case Mapping::Condition::Of::name_space:
            return std::to_string(subject.ns) == condition.written->name;
        case Mapping::Condition::Of::collection:
            return subject.collection == condition.written->name;
        case Mapping::Condition::Of::tag:
            return has(folded.tags, condition.folded);
    }
    return false;
}

// The first kind of which every condition holds.
const Normaliser::Kind* Normaliser::decide(const Subject& subject, const FoldedNames& folded) const {
    for (const Kind& kind : kinds_)
        if (std::all_of(kind.when.begin(), kind.when.end(),
                        [&](const Condition& each) { return holds(each, subject, folded); }))
            return &kind;
    return nullptr;
}

// One field: of a list all rules add to it, else the first that means something feeds it.
void Normaliser::feed(const Field& field, Sighting& sighting, Snapshot& out) {
    const Mapping::FieldRule& rule = *field.written;
    const bool list = is_list(rule.type);
    Value::List elements;
    std::unordered_set<std::string> known;
    std::string origin;
    for (std::size_t at = 0; at < field.wishes.size(); ++at) {
        for (const Sighting::Candidate& candidate : sighting.find(field.wishes[at])) {
            Understood understood = candidate.single ? understand_element(candidate.text, rule.type)
                                                     : understand(candidate.text, rule.type);
            if (understood.elements.empty()) continue;
            if (understood.whole) sighting.use(candidate);
            if (origin.empty()) origin = rule.from[at].rule;
            for (Value& element : understood.elements)
                if (!list || known.insert(identity_of(element, rule.type)).second)
                    elements.push_back(std::move(element));
            if (!list) break;
        }
        if (!elements.empty() && !list) break;
    }
    if (elements.empty()) return;
    out.fields[rule.field] = list ? Value(std::move(elements)) : std::move(elements.front());
    out.provenance[rule.field].rule = std::move(origin);
}

Snapshot Normaliser::record_of(const Subject& subject, const Reading& reading) const {
    Snapshot out;
    const FoldedNames folded(reading);
    const Kind* kind = decide(subject, folded);
    Sighting sighting(reading, folded, kind == nullptr ? std::string_view() : kind->deciding);
    for (const Field& field : fields_) feed(field, sighting, out);
    if (Value::Object extra = sighting.leftovers(out.provenance); !extra.empty())
        out.fields["extra"] = std::move(extra);
    out.fields["title"] = subject.title;
    out.fields["kind"] = kind == nullptr ? "page" : kind->written->is;
    out.provenance["title"].rule = "title";
    out.provenance["kind"].rule = kind == nullptr ? "default" : kind->rule;
    return out;
}

Snapshot normalise(const Subject& subject, const Reading& reading, const Mapping& mapping) {
    return Normaliser(mapping).record_of(subject, reading);
}

}  // namespace moisson
