// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sighting.hpp"

#include "schema/json_path.hpp"

#include <utility>

namespace moisson {
namespace {

// Keys of templates fold; paths into JSON are exact.
std::string folded_key(const std::string& key) {
    return key.starts_with('/') ? key : fold_key(key);
}

std::string joined(const std::string& group, const std::string& key) {
    std::string place;
    place.reserve(group.size() + 1 + key.size());
    return place.append(group).append(1, '\n').append(key);
}

std::vector<std::string> folded(const std::vector<std::string>& names) {
    std::vector<std::string> keys;
    keys.reserve(names.size());
    for (const std::string& name : names) keys.push_back(fold_key(name));
    return keys;
}

// "Commun|referent", "Commun#2|referent"; "/path" for JSON.
std::string written_name(const NamedValue& value) {
    if (value.group.empty()) return value.key;
    const std::string number = value.occurrence > 1 ? "#" + std::to_string(value.occurrence) : "";
    return value.group + number + '|' + value.key;
}

bool is_json(const NamedValue& value) {
    return value.group.empty() && value.key.starts_with('/');
}

}  // namespace

std::string_view name_of(Fate::Is is) noexcept {
    switch (is) {
        case Fate::Is::fed:
            return "fed";
        case Fate::Is::partly:
            return "partly";
        case Fate::Is::not_understood:
            return "not_understood";
        case Fate::Is::passed_over:
            return "passed_over";
        case Fate::Is::repeated:
            return "repeated";
        case Fate::Is::known:
            return "known";
        case Fate::Is::unread:
            return "unread";
    }
    return "";
}

Wish::Wish(const Mapping::From& from) {
    const bool category = from.rule.starts_with("category:");
    if (!from.pieces.empty()) {
        of = Of::together;
        for (const Mapping::From& piece : from.pieces) pieces.emplace_back(piece);
    } else if (from.rule.empty()) {
        of = Of::sign;
        key = from.key;
    } else if (category || from.rule.starts_with("tag:")) {
        of = category ? Of::category : Of::tag;
        key = fold_key(from.key);
        all = from.key == "*";
    } else if (from.rule.starts_with("json:")) {
        of = Of::path;
        key = from.key;
        all = is_pattern(key);
    } else if (!from.group.empty()) {
        of = Of::place;
        key = joined(fold_key(from.group), folded_key(from.key));
    } else {
        key = folded_key(from.key);
    }
}

FoldedNames::FoldedNames(const Reading& reading)
    : templates(folded(reading.templates)), categories(folded(reading.categories)), tags(folded(reading.tags)) {}

Sighting::Sighting(const Reading& reading, const FoldedNames& folded, std::string_view deciding)
    : reading_(reading),
      folded_(folded),
      deciding_(deciding),
      used_(reading.values.size() + 1),
      shadowed_(reading.values.size()),
      notes_(reading.values.size()) {
    Index repeated;
    const std::string* written = nullptr;  // the values of one template stand together: it is folded once
    std::string group;
    whole_.reserve(reading.values.size());
    for (std::size_t i = 0; i < reading.values.size(); ++i) {
        const NamedValue& value = reading.values[i];
        if (written == nullptr || *written != value.group) group = fold_key(value.group);
        written = &value.group;
        const std::string key = folded_key(value.key);
        put(value, i, joined(group, key), repeated);
        if (deciding_.empty() && value.occurrence == 1) first_.try_emplace(key, i);
        if (!is_json(value)) continue;
        if (const std::string_view array = array_of(value.key); !array.empty())
            elements_[std::string(array)].push_back(i);
    }
    // The first template that has a key may itself have it twice.
    for (auto& [key, at] : first_) at = whole_[joined(fold_key(reading.values[at].group), key)];
}

void Sighting::put(const NamedValue& value, std::size_t at, const std::string& place, Index& repeated) {
    const bool again = value.occurrence > 1;
    Index& index = again ? repeated : whole_;
    const auto [kept, fresh] = index.try_emplace(again ? place + '\n' + std::to_string(value.occurrence) : place, at);
    if (!fresh) shadowed_[std::exchange(kept->second, at)] = true;
}

std::vector<Sighting::Candidate> Sighting::value_at(const Index& index, const std::string& key) const {
    const auto found = index.find(key);
    if (found == index.end()) return {};
    return {Candidate{reading_.values[found->second].text, false, found->second}};
}

std::vector<Sighting::Candidate> Sighting::at_path(const std::string& path) const {
    const std::string_view of_last = array_of_last(path);
    const std::string array(of_last.empty() ? std::string_view(path) : of_last);
    std::vector<Candidate> out = value_at(whole_, joined({}, array));
    if (const auto found = elements_.find(array); found != elements_.end())
        for (const std::size_t at : found->second)
            if (!shadowed_[at]) out.push_back({reading_.values[at].text, true, at});
    if (!of_last.empty() && out.size() > 1) out.erase(out.begin(), out.end() - 1);
    return out;
}

// Looks at every value; a mapping has few such wishes.
std::vector<Sighting::Candidate> Sighting::like(const std::string& pattern) const {
    std::vector<Candidate> out;
    for (std::size_t at = 0; at < reading_.values.size(); ++at) {
        const NamedValue& value = reading_.values[at];
        if (!is_json(value) || shadowed_[at]) continue;
        if (is_like(value.key, pattern) || is_like(array_of(value.key), pattern)) out.push_back({value.text, true, at});
    }
    return out;
}

std::vector<Sighting::Candidate> Sighting::names(const std::vector<std::string>& all,
                                                 const std::vector<std::string>& folded, const Wish& wish) const {
    std::vector<Candidate> out;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (wish.all || folded[i] == wish.key) out.push_back({all[i], true, reading_.values.size()});
    return out;
}

// The pieces that are there, with the sign between them, else a comma.
std::vector<Sighting::Candidate> Sighting::put_together(const std::vector<Wish>& pieces) {
    std::string& text = together_.emplace_back();
    std::string sign;
    Candidate out{{}, false, reading_.values.size()};
    for (const Wish& piece : pieces) {
        if (piece.of == Wish::Of::sign) {
            sign += piece.key;
            continue;
        }
        const std::vector<Candidate> found = find(piece);
        if (found.empty() || found.front().text.empty()) continue;
        if (!text.empty()) text += sign.empty() ? ", " : sign;
        sign.clear();
        text += found.front().text;
        if (out.value == reading_.values.size())
            out.value = found.front().value;
        else
            out.others.push_back(found.front().value);
    }
    if (text.empty()) return {};
    out.text = text;
    return {out};
}

std::vector<Sighting::Candidate> Sighting::find(const Wish& wish) {
    switch (wish.of) {
        case Wish::Of::category:
            return names(reading_.categories, folded_.categories, wish);
        case Wish::Of::tag:
            return names(reading_.tags, folded_.tags, wish);
        case Wish::Of::place:
            return value_at(whole_, wish.key);
        case Wish::Of::path:
            return wish.all ? like(wish.key) : at_path(wish.key);
        case Wish::Of::together:
            return put_together(wish.pieces);
        case Wish::Of::sign:
            return {};
        case Wish::Of::anywhere:
            break;
    }
    if (whole_.empty()) return {};
    // Another template may use the same key for something else: it is asked only where no template decided.
    return deciding_.empty() ? value_at(first_, wish.key) : value_at(whole_, joined(deciding_, wish.key));
}

void Sighting::use(const Candidate& candidate) {
    used_[candidate.value] = true;
    for (const std::size_t other : candidate.others) used_[other] = true;
}

void Sighting::note(const Candidate& candidate, std::string_view field, Fate::Is is) {
    note_one(candidate.value, field, is);
    for (const std::size_t other : candidate.others) note_one(other, field, is);
}

void Sighting::note_one(std::size_t value, std::string_view field, Fate::Is is) {
    if (value >= notes_.size()) return;  // a category or a tag
    // A value that fed one field did, whatever another made of it.
    if (notes_[value].is != Fate::Is::fed) notes_[value] = Note{field, is};
}

void Sighting::expect(const Wish& wish, std::string_view field, Fate::Is is) {
    for (const Wish& piece : wish.pieces) expect(piece, field, is);
    if (!wish.pieces.empty()) return;
    for (const Candidate& each : find(wish))
        if (each.value < notes_.size() && notes_[each.value].is == Fate::Is::unread) note_one(each.value, field, is);
}

std::vector<std::size_t> Sighting::surprises() const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        const NamedValue& value = reading_.values[i];
        if (notes_[i].is != Fate::Is::unread || is_repeated(i) || value.text.empty()) continue;
        if (value.group.empty() || (!deciding_.empty() && fold_key(value.group) == deciding_)) out.push_back(i);
    }
    return out;
}

std::string Sighting::name_of_value(std::size_t value) const {
    return written_name(reading_.values[value]);
}

std::vector<Fate> Sighting::fates() const {
    std::vector<Fate> out;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        if (reading_.values[i].text.empty()) continue;
        const bool repeated = notes_[i].is == Fate::Is::unread && is_repeated(i);
        out.push_back({name_of_value(i), reading_.values[i].text, std::string(notes_[i].field),
                       repeated ? Fate::Is::repeated : notes_[i].is});
    }
    return out;
}

Value::Object Sighting::leftovers(std::map<std::string, Provenance>& provenance) const {
    Value::Object extra;
    std::unordered_map<std::string, unsigned> taken;
    std::size_t untold = 0;
    // What counts takes the plain name; what it shadows gets a number behind it.
    for (const bool shadowed : {false, true})
        for (std::size_t i = 0; i < reading_.values.size(); ++i) {
            const NamedValue& value = reading_.values[i];
            if (shadowed_[i] != shadowed || used_[i] || value.text.empty()) continue;
            if (extra.size() == most_leftovers) {
                ++untold;
                continue;
            }
            std::string name = written_name(value);
            if (extra.contains(name)) {
                const std::string plain = name;
                unsigned& times = taken.try_emplace(plain, 1U).first->second;
                while (extra.contains(name)) name = plain + '#' + std::to_string(++times);
            }
            provenance["extra." + name].rule = (value.group.empty() ? "json:" : "param:") + name;
            extra[std::move(name)] = Value(value.text);
        }
    if (untold > 0) extra["…"] = Value(std::to_string(untold) + " more values");
    return extra;
}

}  // namespace moisson
