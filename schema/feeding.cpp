// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/feeding.hpp"

#include "schema/list_elements.hpp"
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

// Words are taken out of whatever stands there; where a list of them is one text, what is no word keeps that text.
Understood Feeding::words_in(const Sighting::Candidate& candidate, const Mapping::Type& type) const {
    Understood out;
    std::size_t others = 0;
    const bool several = type.name == "list" && !candidate.single;
    std::vector<std::string> written;
    if (several)
        written = elements_of(candidate.text, type, around_.markup);
    else
        written.emplace_back(candidate.text);
    for (const std::string& each : written) {
        const std::string line = plain_text(each, Form::line, around_.markup);
        if (const std::string* label = find_label(labels_, trim(line)))
            out.elements.emplace_back(*label);
        else
            ++others;
    }
    out.whole = others == 0 || out.elements.empty();
    return out;
}

Understood Feeding::understood(const Sighting::Candidate& candidate, const Mapping::Type& type) const {
    if (is_word(type)) return words_in(candidate, type);
    Around around = around_;
    if (pieced_ && !elements_.empty()) around.said = &elements_.front();
    Understood out = candidate.single && list_ ? understand_element(candidate.text, type, around)
                                               : understand(candidate.text, type, around);
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
