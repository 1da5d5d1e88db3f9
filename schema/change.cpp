// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change.hpp"

#include "schema/entities.hpp"
#include "schema/mapping.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace moisson {
namespace {

using Changes = std::vector<FieldChange>;

// How a value is told. Nothing is told of null: it is the same as absent.
std::optional<std::string> told(const Value& value) {
    if (value.is_null()) return std::nullopt;
    return value.text() ? *value.text() : to_json(value);
}

bool is_list_or_absent(const Value& value) {
    return value.is_null() || value.list();
}

// An element of a list, and by what it is known again.
struct Element {
    std::string key;
    std::string text;
    friend auto operator<=>(const Element&, const Element&) = default;
};

std::string key_of(const Value& element) {
    constexpr std::size_t longest_name = 1024;  // bytes; folding is not for prose
    for (const char* member : {"name", "url", "text"})
        if (const std::string* name = element.at(member).text(); name && name->size() <= longest_name)
            return member + fold_key(*name);
    const std::string* text = element.text();
    return text && text->size() <= longest_name ? fold_key(*text) : told(element).value_or("null");
}

std::vector<Element> elements_of(const Value& list) {
    std::vector<Element> out;
    if (!list.list()) return out;
    for (const Value& element : *list.list()) out.push_back({key_of(element), told(element).value_or("null")});
    std::sort(out.begin(), out.end());
    return out;
}

// What is in both as often is no change. Of what remains, two of the same key are one element that changed.
void compare_lists(const std::string& field, const Value& before, const Value& after, Changes& out) {
    const auto olds = elements_of(before);
    const auto news = elements_of(after);
    std::vector<Element> removed;
    std::vector<Element> added;
    std::set_difference(olds.begin(), olds.end(), news.begin(), news.end(), std::back_inserter(removed));
    std::set_difference(news.begin(), news.end(), olds.begin(), olds.end(), std::back_inserter(added));
    auto fresh = added.begin();
    for (Element& gone : removed) {
        for (; fresh != added.end() && fresh->key < gone.key; ++fresh)
            out.push_back({field, std::nullopt, std::move(fresh->text)});
        const bool again = fresh != added.end() && fresh->key == gone.key;
        out.push_back({field, std::move(gone.text),
                       again ? std::optional<std::string>(std::move((fresh++)->text)) : std::nullopt});
    }
    for (; fresh != added.end(); ++fresh) out.push_back({field, std::nullopt, std::move(fresh->text)});
}

void compare_values(const std::string& field, const Value& before, const Value& after, Changes& out) {
    if (before == after) return;
    if (is_list_or_absent(before) && is_list_or_absent(after)) return compare_lists(field, before, after, out);
    FieldChange change{field, told(before), told(after)};
    if (change.before != change.after) out.push_back(std::move(change));
}

std::set<std::string> keys_of(const Value::Object& one, const Value::Object& other) {
    std::set<std::string> keys;
    for (const auto& [key, value] : one) keys.insert(key);
    for (const auto& [key, value] : other) keys.insert(key);
    return keys;
}

void compare_extra(const Value::Object& before, const Value::Object& after, Changes& out) {
    const Value olds{before};
    const Value news{after};
    for (const std::string& key : keys_of(before, after))
        compare_values("extra." + key, olds.at(key), news.at(key), out);
}

const Value& member(const Value::Object& object, const std::string& key) {
    static const Value nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : found->second;
}

bool is_object_or_absent(const Value& value) {
    return value.is_null() || value.object();
}

Value::Object members_of(const Value& value) {
    return value.object() ? *value.object() : Value::Object{};
}

}  // namespace

std::string_view name_of(Cause cause) noexcept {
    switch (cause) {
        case Cause::source:
            return "source";
        case Cause::local:
            return "local";
        case Cause::mapping:
            return "mapping";
        case Cause::schema:
            return "schema";
        case Cause::link:
            return "link";
        case Cause::ours:
            return "ours";
    }
    return "";
}

std::optional<Cause> cause_named(std::string_view name) noexcept {
    for (const Cause cause : {Cause::source, Cause::local, Cause::mapping, Cause::schema, Cause::link, Cause::ours})
        if (name_of(cause) == name) return cause;
    return std::nullopt;
}

std::vector<FieldChange> compare(const Snapshot& before, const Snapshot& after) {
    Changes out;
    for (const std::string& field : keys_of(before.fields, after.fields)) {
        const Value& old_value = member(before.fields, field);
        const Value& new_value = member(after.fields, field);
        if (old_value == new_value) continue;
        if (field == "extra" && is_object_or_absent(old_value) && is_object_or_absent(new_value))
            compare_extra(members_of(old_value), members_of(new_value), out);
        else
            compare_values(field, old_value, new_value, out);
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool is_cosmetic(const FieldChange& change) {
    constexpr std::size_t longest = 16384;  // bytes; more is not folded
    if (!change.before || !change.after || change.field.starts_with('@')) return false;
    if (change.before->size() > longest || change.after->size() > longest) return false;
    const auto is_address = [](const std::string& text) { return text.find("://") != std::string::npos; };
    if (is_address(*change.before) || is_address(*change.after)) return false;
    return fold_key(references_decoded(*change.before)) == fold_key(references_decoded(*change.after));
}

}  // namespace moisson
