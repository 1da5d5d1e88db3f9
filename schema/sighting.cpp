// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sighting.hpp"

#include <utility>

namespace moisson {
namespace {

// Keys of templates fold; paths into JSON are exact.
std::string folded_key(const std::string& key) {
    return key.starts_with('/') ? key : fold_key(key);
}

std::string joined(const std::string& group, const std::string& key) {
    return group + '\n' + key;
}

bool starts(const Mapping::From& from, std::string_view origin) {
    return from.rule.starts_with(origin);
}

// "Commun|referent", "Commun#2|referent"; "/path" for JSON.
std::string written_name(const NamedValue& value) {
    if (value.group.empty()) return value.key;
    const std::string number = value.occurrence > 1 ? "#" + std::to_string(value.occurrence) : "";
    return value.group + number + '|' + value.key;
}

}  // namespace

Sighting::Sighting(const Reading& reading, std::string_view deciding)
    : reading_(reading),
      deciding_(fold_key(deciding)),
      used_(reading.values.size() + 1),
      shadowed_(reading.values.size()) {
    std::unordered_map<std::string, std::size_t> latest;
    for (std::size_t i = 0; i < reading.values.size(); ++i) {
        const NamedValue& value = reading.values[i];
        const std::string key = folded_key(value.key);
        const std::string place = joined(fold_key(value.group), key);
        if (const auto [at, fresh] = latest.try_emplace(place + '\n' + std::to_string(value.occurrence), i); !fresh)
            shadowed_[std::exchange(at->second, i)] = true;
        if (value.occurrence > 1) continue;
        whole_[place] = i;
        first_.try_emplace(key, i);
    }
    // The first template that has a key may itself have it twice.
    for (auto& [key, at] : first_) at = whole_[joined(fold_key(reading.values[at].group), key)];
}

std::vector<Sighting::Candidate> Sighting::value_at(const std::unordered_map<std::string, std::size_t>& index,
                                                    const std::string& key) const {
    const auto found = index.find(key);
    if (found == index.end()) return {};
    return {Candidate{reading_.values[found->second].text, false, found->second}};
}

std::vector<Sighting::Candidate> Sighting::names(const std::vector<std::string>& all, const std::string& wanted) const {
    std::vector<Candidate> out;
    const std::string folded = fold_key(wanted);
    for (const std::string& name : all)
        if (wanted == "*" || fold_key(name) == folded) out.push_back({name, true, reading_.values.size()});
    return out;
}

std::vector<Sighting::Candidate> Sighting::find(const Mapping::From& from) const {
    if (starts(from, "category:")) return names(reading_.categories, from.key);
    if (starts(from, "tag:")) return names(reading_.tags, from.key);
    if (starts(from, "json:")) return value_at(whole_, joined({}, from.key));
    const std::string key = folded_key(from.key);
    if (!from.group.empty()) return value_at(whole_, joined(fold_key(from.group), key));
    // Another template may use the same key for something else: it is asked only where no template decided.
    if (!deciding_.empty()) return value_at(whole_, joined(deciding_, key));
    return value_at(first_, key);
}

void Sighting::use(const Candidate& candidate) {
    used_[candidate.value] = true;
}

Value::Object Sighting::leftovers(std::map<std::string, Provenance>& provenance) const {
    Value::Object extra;
    std::unordered_map<std::string, unsigned> taken;
    // What counts takes the plain name; what it shadows gets a number behind it.
    for (const bool shadowed : {false, true})
        for (std::size_t i = 0; i < reading_.values.size(); ++i) {
            const NamedValue& value = reading_.values[i];
            if (shadowed_[i] != shadowed || used_[i] || value.text.empty()) continue;
            const std::string plain = written_name(value);
            unsigned& times = taken.try_emplace(plain, 1U).first->second;
            std::string name = plain;
            while (extra.contains(name)) name = plain + '#' + std::to_string(++times);
            provenance["extra." + name].rule = (value.group.empty() ? "json:" : "param:") + name;
            extra[std::move(name)] = Value(value.text);
        }
    return extra;
}

}  // namespace moisson
