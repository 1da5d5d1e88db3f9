// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/feeding.hpp"

#include "schema/markup.hpp"
#include "schema/plain_text.hpp"
#include "schema/vocabulary.hpp"

#include <algorithm>

namespace moisson {
namespace {

// What both say, they say alike.
bool agree(const Value::Object& said, const Value::Object& piece) {
    return std::all_of(piece.begin(), piece.end(), [&](const auto& member) {
        const auto found = said.find(member.first);
        return found == said.end() || found->second == member.second;
    });
}

const std::string* find_label(const Labels& labels, std::string_view written) {
    const auto found = labels.find(fold_key(written));
    return found == labels.end() ? nullptr : &found->second;
}

}  // namespace

Labels labels_of(const std::vector<Mapping::Label>& vocabulary) {
    Labels out;
    for (const Mapping::Label& each : vocabulary) {
        out.emplace(fold_key(each.name), each.name);
        for (const std::string& also : each.also) out.emplace(fold_key(also), each.name);
    }
    return out;
}

Feeding::Feeding(const Mapping::FieldRule& rule, const Labels& labels, const Around& around)
    : rule_(rule),
      labels_(labels),
      around_(around),
      list_(is_list(rule.type_of(0))),
      pieced_(is_pieced(rule.type_of(0))) {}

bool Feeding::has_enough() const {
    return !elements_.empty() && !list_ && !pieced_;
}

// Under a vocabulary what stands among others (a tag, an element of an array) counts when it is one of its words; a
// value that stands alone counts in any case.
Understood Feeding::understood(const Sighting::Candidate& candidate, const Mapping::Type& type) const {
    Around around = around_;
    if (pieced_ && !elements_.empty()) around.said = &elements_.front();
    if (!labels_.empty()) {
        const std::string line = plain_text(candidate.text, Form::line, around.markup);
        if (const std::string* label = find_label(labels_, trim(line))) return Understood{{Value(*label)}, true, {}};
        if (candidate.single) return {};
    }
    if (candidate.single && list_) return understand_element(candidate.text, type, around);
    Understood out = understand(candidate.text, type, around);
    for (Value& element : out.elements)
        if (const std::string* text = element.text())
            if (const std::string* label = find_label(labels_, *text)) element = Value(*label);
    return out;
}

void Feeding::take(const Sighting::Candidate& candidate, std::size_t origin, Sighting& sighting) {
    const std::string& rule = rule_.from[origin].rule;
    Understood found = understood(candidate, rule_.type_of(origin));
    if (!found.whole) unparsed_ = true;
    if (!words_ && found.words) {
        words_ = std::move(found.words);
        words_from_ = rule;
    }
    if (found.elements.empty()) {
        if (!found.whole) sighting.note(candidate, rule_.field, Fate::Is::not_understood);
        return;
    }
    if (!add(std::move(found.elements))) return sighting.note(candidate, rule_.field, Fate::Is::passed_over);
    sighting.note(candidate, rule_.field, found.whole ? Fate::Is::fed : Fate::Is::partly);
    if (found.whole) sighting.use(candidate);
    if (origin_.empty()) origin_ = rule;
}

// What the first rules said stands: a piece that says otherwise is not taken, not even in what it has to add, because
// it speaks of something else.
bool Feeding::add(Value::List elements) {
    if (pieced_ && !elements_.empty()) {
        Value::Object& said = *elements_.front().object();
        Value::Object& piece = *elements.front().object();
        if (!agree(said, piece)) return false;
        said.merge(piece);
        return true;
    }
    for (Value& element : elements)
        if (!list_ || known_.insert(identity_of(element, rule_.type_of(0))).second)
            elements_.push_back(std::move(element));
    return true;
}

bool Feeding::end(Snapshot& out) {
    if (elements_.empty() && words_) {
        elements_.push_back(std::move(*words_));
        origin_ = words_from_;
    }
    if (elements_.empty()) return unparsed_;
    out.fields[rule_.field] = list_ ? Value(std::move(elements_)) : std::move(elements_.front());
    out.provenance[rule_.field].rule = std::move(origin_);
    return unparsed_;
}

}  // namespace moisson
