// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/normaliser.hpp"
#include "schema/typed_value.hpp"
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
    }
    return {};
}

std::string written(const Mapping::KindRule& rule) {
    std::string out;
    for (const Mapping::Condition& each : rule.when)
        out += (out.empty() ? "" : " ") + std::string(prefix_of(each.of)) + each.name;
    return out;
}

// Where the names of templates lead, all folded.
class Redirects {
public:
    explicit Redirects(const Context& context) {
        for (const auto& [from, to] : context.template_redirects) next_.emplace(fold_key(from), fold_key(to));
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

}  // namespace

Normaliser::Normaliser(const Mapping& mapping, const Context& context) : mapping_(mapping) {
    const Redirects redirects(context);
    for (const Mapping::KindRule& rule : mapping.kinds) {
        Kind& kind = kinds_.emplace_back(Kind{&rule, {}, {}, written(rule)});
        for (const Mapping::Condition& each : rule.when) {
            const bool names_template = each.of == Mapping::Condition::Of::template_name;
            kind.when.push_back({&each, names_template ? redirects.follow(each.name) : fold_key(each.name)});
            // A rule without template speaks of the parameters of this one.
            if (names_template && kind.deciding.empty()) kind.deciding = kind.when.back().folded;
        }
    }
    for (const Mapping::FieldRule& rule : mapping.fields) fields_.push_back({&rule, redirects.wishes(rule.from)});
    known_ = redirects.wishes(mapping.known);
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

namespace {

// One field on its way to its value: of a list all rules add to it, else the first that means something feeds it.
class Feeding {
public:
    Feeding(const Mapping::FieldRule& rule, Markup markup) : rule_(rule), markup_(markup), list_(is_list(rule.type)) {}

    bool has_enough() const { return !elements_.empty() && !list_ && !is_pieced(rule_.type); }

    void take(const Sighting::Candidate& candidate, const std::string& origin, Sighting& sighting) {
        Understood understood = candidate.single && list_ ? understand_element(candidate.text, rule_.type, markup_)
                                                          : understand(candidate.text, rule_.type, markup_);
        if (!understood.whole) unparsed_ = true;
        if (!words_ && understood.words) {
            words_ = std::move(understood.words);
            words_from_ = origin;
        }
        if (understood.elements.empty()) {
            if (!understood.whole) sighting.note(candidate, rule_.field, Fate::Is::not_understood);
            return;
        }
        sighting.note(candidate, rule_.field, understood.whole ? Fate::Is::fed : Fate::Is::partly);
        if (understood.whole) sighting.use(candidate);
        if (origin_.empty()) origin_ = origin;
        for (Value& element : understood.elements)
            if (!list_ || known_.insert(identity_of(element, rule_.type)).second) add(std::move(element));
    }

    // True when a value of it was not understood.
    bool end(Snapshot& out) {
        if (elements_.empty() && words_) {
            elements_.push_back(std::move(*words_));
            origin_ = words_from_;
        }
        if (elements_.empty()) return unparsed_;
        out.fields[rule_.field] = list_ ? Value(std::move(elements_)) : std::move(elements_.front());
        out.provenance[rule_.field].rule = std::move(origin_);
        return unparsed_;
    }

private:
    // What the first rules said stands.
    void add(Value element) {
        if (!is_pieced(rule_.type) || elements_.empty()) return elements_.push_back(std::move(element));
        elements_.front().object()->merge(*element.object());
    }

    const Mapping::FieldRule& rule_;
    const Markup markup_;
    const bool list_;
    Value::List elements_;
    std::unordered_set<std::string> known_;
    std::string origin_;
    std::optional<Value> words_;
    std::string words_from_;
    bool unparsed_ = false;
};

}  // namespace

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
    const Kind* kind = decide(subject, folded);
    Sighting sighting(reading, folded, kind == nullptr ? std::string_view() : kind->deciding);
    Value::List unparsed;
    for (const Field& field : fields_) {
        Feeding feeding(*field.written, reading.markup);
        for (std::size_t at = 0; at < field.wishes.size() && !feeding.has_enough(); ++at)
            for (const Sighting::Candidate& candidate : sighting.find(field.wishes[at])) {
                feeding.take(candidate, field.written->from[at].rule, sighting);
                if (feeding.has_enough()) break;
            }
        if (feeding.end(out)) unparsed.emplace_back(field.written->field);
    }
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
