// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/losses.hpp"

#include "report/words_of.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <functional>

namespace moisson::daemon {

namespace {

constexpr std::size_t bearable = 20;  // items
constexpr std::uint64_t a_tenth = 10;
constexpr std::size_t examples_told = 3;
constexpr std::size_t words_told = 60;  // bytes of a value
constexpr const char* plain = "page";

bool is_empty(const Value& value) {
    if (value.is_null()) return true;
    if (const auto* text = value.text()) return text->empty();
    if (const auto* list = value.list()) return list->empty();
    if (const auto* object = value.object()) return object->empty();
    return false;
}

std::string in_a_few_words(const Value& value) {
    const std::string words = report::words_of(value);
    const std::string_view few = whole_letters(words, words_told);
    return few.size() == words.size() ? words : std::string(few) + "…";
}

std::string title_of(const Snapshot& snapshot) {
    auto title = snapshot.fields.find("title");
    return title == snapshot.fields.end() ? std::string() : title->second.text_or("");
}

// What is not understood yet, and what every record has.
bool is_counted(const std::string& field) {
    return field != "extra" && field != "unparsed" && field != "title" && field != "kind";
}

}  // namespace

Belongings belongings_of(const store::Before& before, const std::vector<ItemId>& items) {
    Belongings had;
    for (const ItemId& item : items) {
        auto known = before.items.find(item);
        if (known == before.items.end() || known->second.life == Life::gone || !known->second.snapshot) continue;
        const Snapshot& snapshot = *known->second.snapshot;
        Belongings::Record record{snapshot.kind(), {}};
        if (record.kind.empty() || record.kind == plain) continue;
        for (const auto& [field, value] : snapshot.fields)
            if (is_counted(field) && !is_empty(value)) record.fields.emplace(field, in_a_few_words(value));
        had.records.emplace(item, std::move(record));
    }
    return had;
}

void Losses::note(const Belongings& had, const store::Delta& delta) {
    for (const store::SnapshotRow& row : delta.snapshots) {
        auto before = had.records.find(row.item);
        if (before == had.records.end()) continue;
        const std::string& kind = before->second.kind;
        const auto& fields = before->second.fields;
        const std::string becomes = row.snapshot.kind();
        const std::string about = "\"" + title_of(row.snapshot) + "\": ";
        const auto add_change = [&](const std::string& field, const std::string& was, const std::string& is) {
            std::string example = about;
            example.append(was).append(" → ").append(is);
            add({kind, field}, row.item, example);
        };
        // Of another kind it has other fields: that is one loss, not many.
        if (becomes != kind) {
            add_change("kind", kind, becomes);
            continue;
        }
        for (const auto& [field, value] : fields) {
            auto after = row.snapshot.fields.find(field);
            if (after == row.snapshot.fields.end() || is_empty(after->second)) add_change(field, value, "nothing");
        }
    }
}

void Losses::add(const What& what, const ItemId& item, const std::string& example) {
    Loss& loss = losses_[what];
    if (!loss.items.insert(item).second) return;
    if (loss.examples.size() < examples_told) loss.examples.push_back(example);
}

bool Losses::is_many(const What& what, const Loss& loss) const {
    return loss.items.size() > bearable || suspected_.contains(what);
}

bool Losses::may_be_grave() const {
    return std::ranges::any_of(losses_, [this](const auto& each) { return is_many(each.first, each.second); });
}

std::vector<Awaiting::Loss> Losses::grave(const std::map<std::string, std::uint64_t>& of_kind) const {
    std::vector<Awaiting::Loss> all;
    for (const auto& [what, loss] : losses_) {
        if (!is_many(what, loss)) continue;
        auto counted = of_kind.find(what.first);
        const std::uint64_t of = counted == of_kind.end() ? loss.items.size() : counted->second;
        if (loss.items.size() * a_tenth <= of && !suspected_.contains(what)) continue;
        all.push_back({what.first, what.second, loss.items.size(), of, loss.examples});
    }
    std::ranges::stable_sort(all, std::greater<>(), &Awaiting::Loss::items);
    return all;
}

}  // namespace moisson::daemon
