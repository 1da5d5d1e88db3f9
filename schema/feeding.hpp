// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/mapping.hpp"
#include "schema/sighting.hpp"
#include "schema/typed_value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace moisson {

// How a word is written, folded → the word its vocabulary has for it.
using Labels = std::unordered_map<std::string, std::string>;
Labels labels_of(const std::vector<Mapping::Label>& vocabulary);

// One field on its way to its value: of a list all rules add to it, what is made of pieces each rule completes, else
// the first that means something feeds it. The rule, its labels and what is around must outlive it.
class Feeding {
public:
    Feeding(const Mapping::FieldRule& rule, const Labels& labels, const Around& around);

    bool has_enough() const;
    // A value found by the rule's origin of that place.
    void take(const Sighting::Candidate& candidate, std::size_t origin, Sighting& sighting);
    // Writes the field. True when a value of it was not understood.
    bool end(Snapshot& out);

private:
    Understood understood(const Sighting::Candidate& candidate, const Mapping::Type& type) const;
    Understood words_in(const Sighting::Candidate& candidate, const Mapping::Type& type) const;
    bool add(Value::List elements);

    const Mapping::FieldRule& rule_;
    const Labels& labels_;
    const Around& around_;
    const bool list_;
    const bool pieced_;
    Value::List elements_;
    std::unordered_set<std::string> known_;
    std::string origin_;
    std::optional<Value> words_;
    std::string words_from_;
    bool unparsed_ = false;
};

}  // namespace moisson
