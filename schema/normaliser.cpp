// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/normaliser.hpp"

#include "schema/json_path.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
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
        case Mapping::Condition::Of::value:
            return "json:";
    }
    return {};
}

std::string written(const Mapping::Condition& condition) {
    return std::string(prefix_of(condition.of)) + condition.name;
}

std::string written(const Mapping::KindRule& rule) {
    std::string out;
    for (const Mapping::Condition& each : rule.when) out += (out.empty() ? "" : " ") + written(each);
    return out;
}

}  // namespace

// Where the names of templates lead, all folded.
class Normaliser::Redirects {
public:
    explicit Redirects(const Context& context) {
        for (const auto& [from, to] : context.template_redirects) next_.emplace(fold_key(from), fold_key(to));
    }

    Normaliser::Condition ready(const Mapping::Condition& written) const {
        const bool names_template = written.of == Mapping::Condition::Of::template_name;
        Normaliser::Condition ready{&written, names_template ? follow(written.name) : fold_key(written.name), {}};
        if (written.of == Mapping::Condition::Of::value) {
            const std::size_t sign = written.name.find('=');
            ready.path = written.name.substr(0, sign);
            ready.folded = fold_key(written.name.substr(sign + 1));
        }
        return ready;
    }

    // A circle leads nowhere: the name stays what is written.
    std::string follow(const std::string& written) const {
        constexpr int longest_chain = 10;
        const std::string name = fold_key(written);
        std::string current = name;
        std::unordered_set<std::string> seen{name};
        for (int step = 0; step < longest_chain; ++step) {
            const auto next = next_.find(current);
            if (next == next_.end()) return current;
            if (!seen.insert(next->second).second) return name;
            current = next->second;
        }
        return current;
    }

    Mapping::From follow(Mapping::From from) const {
        if (!from.group.empty()) from.group = follow(from.group);
        for (Mapping::From& piece : from.pieces) piece = follow(std::move(piece));
        return from;
    }

    std::vector<Wish> wishes(const std::vector<Mapping::From>& origins) const {
        std::vector<Wish> out;
        for (const Mapping::From& each : origins) out.emplace_back(follow(each));
        return out;
    }

private:
    std::unordered_map<std::string, std::string> next_;
};

Normaliser::Normaliser(const Mapping& mapping, const Context& context) : mapping_(mapping) {
    const Redirects redirects(context);
    for (const Mapping::KindRule& rule : mapping.kinds) {
        Kind& kind = kinds_.emplace_back(Kind{&rule, {}, {}, written(rule)});
        for (const Mapping::Condition& each : rule.when) {
            kind.when.push_back(redirects.ready(each));
            // A rule without template speaks of the parameters of this one.
            if (each.of == Mapping::Condition::Of::template_name && kind.deciding.empty())
                kind.deciding = kind.when.back().folded;
        }
    }
    for (const Mapping::FieldRule& rule : mapping.fields)
        fields_.push_back({&rule, redirects.wishes(rule.from), labels_of(rule.vocabulary)});
    known_ = redirects.wishes(mapping.known);
    for (const Mapping::FactRule& rule : mapping.facts) {
        Fact& fact = facts_.emplace_back(Fact{&rule, {}});
        for (const Mapping::Condition& each : rule.when) fact.when.push_back(redirects.ready(each));
    }
}

bool Normaliser::holds(const Condition& condition, const Subject& subject, const Reading& reading,
                       const FoldedNames& folded) {
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
        case Mapping::Condition::Of::value:
            return std::any_of(reading.values.begin(), reading.values.end(), [&](const NamedValue& value) {
                return value.group.empty() && (value.key == condition.path || array_of(value.key) == condition.path) &&
                       fold_key(value.text) == condition.folded;
            });
    }
    return false;
}

// The first kind of which every condition holds.
const Normaliser::Kind* Normaliser::decide(const Subject& subject, const Reading& reading,
                                           const FoldedNames& folded) const {
    for (const Kind& kind : kinds_)
        if (std::all_of(kind.when.begin(), kind.when.end(),
                        [&](const Condition& each) { return holds(each, subject, reading, folded); }))
            return &kind;
    return nullptr;
}

// Of several conditions that hold the first is told: each would do.
void Normaliser::state_facts(const Subject& subject, const Reading& reading, const FoldedNames& folded,
                             Snapshot& out) const {
    Value::List words;
    std::string rules;
    for (const Fact& fact : facts_) {
        const auto why = std::find_if(fact.when.begin(), fact.when.end(),
                                      [&](const Condition& each) { return holds(each, subject, reading, folded); });
        if (why == fact.when.end()) continue;
        const std::string rule = written(*why->written);
        words.emplace_back(fact.written->fact);
        out.provenance[std::string(facts_field) + "." + fact.written->fact].rule = rule;
        rules += (rules.empty() ? "" : " ") + rule;
    }
    if (words.empty()) return;
    out.fields[std::string(facts_field)] = Value(std::move(words));
    out.provenance[std::string(facts_field)].rule = std::move(rules);
}

// Every value that the mapping speaks of, taken or not.
void Normaliser::expect_all(Sighting& sighting) const {
    for (const Field& field : fields_)
        for (const Wish& wish : field.wishes) sighting.expect(wish, field.written->field, Fate::Is::passed_over);
    for (const Wish& wish : known_) sighting.expect(wish, {}, Fate::Is::known);
}

void Normaliser::keep_contract(Sighting& sighting, Record& out) const {
    const std::vector<std::size_t> surprises = sighting.surprises();
    for (const std::size_t each : surprises) {
        if (mapping_.contract == Mapping::Contract::discard)
            sighting.leave_out(each);
        else
            out.surprises.push_back(sighting.name_of_value(each));
    }
    out.refused = mapping_.contract == Mapping::Contract::reject && !surprises.empty();
}

Record Normaliser::work(const Subject& subject, const Reading& reading, std::vector<Fate>* fates) const {
    Record record;
    Snapshot& out = record.snapshot;
    const FoldedNames folded(reading);
    const Kind* kind = decide(subject, reading, folded);
    Sighting sighting(reading, folded, kind == nullptr ? std::string_view() : kind->deciding);
    Value::List unparsed;
    const Around around{reading.markup, &mapping_.territories, nullptr};
    for (const Field& field : fields_) {
        Feeding feeding(*field.written, field.labels, around);
        for (std::size_t at = 0; at < field.wishes.size() && !feeding.has_enough(); ++at)
            for (const Sighting::Candidate& candidate : sighting.find(field.wishes[at])) {
                feeding.take(candidate, at, sighting);
                if (feeding.has_enough()) break;
            }
        if (feeding.end(out)) unparsed.emplace_back(field.written->field);
    }
    state_facts(subject, reading, folded, out);
    const bool evolves = mapping_.contract == Mapping::Contract::evolve;
    if (!evolves || fates != nullptr) expect_all(sighting);
    if (fates != nullptr) *fates = sighting.fates();
    if (!evolves) keep_contract(sighting, record);
    if (!unparsed.empty()) out.fields[std::string(unparsed_field)] = Value(std::move(unparsed));
    if (Value::Object extra = sighting.leftovers(out.provenance); !extra.empty())
        out.fields["extra"] = std::move(extra);
    out.fields["title"] = subject.title;
    out.fields["kind"] = kind == nullptr ? "page" : kind->written->is;
    out.provenance["title"].rule = "title";
    out.provenance["kind"].rule = kind == nullptr ? "default" : kind->rule;
    return record;
}

Record Normaliser::record_of(const Subject& subject, const Reading& reading) const {
    return work(subject, reading, nullptr);
}

Account Normaliser::account_of(const Subject& subject, const Reading& reading) const {
    Account account;
    account.record = work(subject, reading, &account.fates);
    return account;
}

Snapshot normalise(const Subject& subject, const Reading& reading, const Mapping& mapping) {
    return Normaliser(mapping).record_of(subject, reading).snapshot;
}

}  // namespace moisson
