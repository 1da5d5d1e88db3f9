// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/coverage.hpp"

#include "schema/utf8.hpp"

#include <algorithm>
#include <set>

namespace moisson::report {

namespace {

constexpr std::size_t longest_example = 200;  // bytes

std::string beginning(const std::string& text) {
    const std::string_view first = whole_letters(text, longest_example);
    return first.size() < text.size() ? std::string(first) + "…" : text;
}

Value number(std::uint64_t count) {
    return Value(static_cast<std::int64_t>(count));
}

}  // namespace

void Coverage::count(Tallies& tallies, const Fate& fate, const std::string& title) {
    std::string key = fate.field + '\n' + fold_key(fate.name);
    if (tallies.size() >= most_names && !tallies.contains(key)) key = "…";
    Tally& tally = tallies[key];
    if (tally.count == 0) {
        tally.field = key == "…" ? std::string() : fate.field;
        tally.name = key == "…" ? key : fate.name;
    }
    ++tally.count;
    if (tally.examples.size() < most_examples)
        tally.examples.emplace_back(Value::Object{{"title", title}, {"text", beginning(fate.text)}});
}

void Coverage::add(const std::string& title, const Account& account, const std::vector<Remark>& remarks) {
    for (const Remark remark : remarks) {
        Noted& noted = remarks_[remark];
        ++noted.pages;
        if (noted.examples.size() < most_examples) noted.examples.push_back(title);
    }
    const Snapshot& snapshot = account.record.snapshot;
    Kind& kind = kinds_[snapshot.kind()];
    ++pages_;
    ++kind.pages;
    if (account.record.refused) ++kind.refused;
    for (const auto& field : snapshot.fields)
        if (field.first != "kind" && field.first != "extra" && field.first != "unparsed") ++kind.fields[field.first];
    std::set<std::string> met;  // a key that a page writes twice is one page's
    for (const Fate& fate : account.fates) {
        if (fate.is == Fate::Is::unread && met.insert(fold_key(fate.name)).second) count(kind.unread, fate, title);
        if (fate.is == Fate::Is::not_understood || fate.is == Fate::Is::partly) count(kind.not_understood, fate, title);
    }
}

void Coverage::add_unread(const std::string& title) {
    constexpr std::size_t most_told = 20;
    ++unread_;
    if (unread_pages_.size() < most_told) unread_pages_.push_back(title);
}

// The most frequent first, equal ones in the order of their names.
Value Coverage::told(const Tallies& tallies, const char* counted) {
    std::vector<const Tally*> sorted;
    sorted.reserve(tallies.size());
    for (const auto& [key, tally] : tallies) sorted.push_back(&tally);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->count > b->count; });
    Value::List out;
    for (const Tally* each : sorted) {
        Value::Object line{{"name", each->name}, {counted, number(each->count)}, {"examples", each->examples}};
        if (!each->field.empty()) line.emplace("field", each->field);
        out.emplace_back(std::move(line));
    }
    return out;
}

Value Coverage::told(const std::string& name, const Kind& kind) {
    Value::List fields;
    for (const auto& [field, pages] : kind.fields)
        fields.emplace_back(Value::Object{{"field", field},
                                          {"pages", number(pages)},
                                          {"share", static_cast<double>(pages) / static_cast<double>(kind.pages)}});
    return Value::Object{{"kind", name},
                         {"pages", number(kind.pages)},
                         {"refused", number(kind.refused)},
                         {"fields", std::move(fields)},
                         {"unread", told(kind.unread, "pages")},
                         {"not_understood", told(kind.not_understood, "values")}};
}

Value Coverage::value() const {
    Value::List kinds;
    for (const auto& [name, kind] : kinds_) kinds.push_back(told(name, kind));
    Value::List remarks;
    for (const auto& [remark, noted] : remarks_)
        remarks.emplace_back(Value::Object{{"remark", sentence_of(remark)},
                                           {"pages", number(noted.pages)},
                                           {"examples", Value::List(noted.examples.begin(), noted.examples.end())}});
    return Value::Object{{"pages", number(pages_)},
                         {"kinds", std::move(kinds)},
                         {"remarks", std::move(remarks)},
                         {"unread_pages", Value::List(unread_pages_.begin(), unread_pages_.end())},
                         {"unread", number(unread_)}};
}

}  // namespace moisson::report
