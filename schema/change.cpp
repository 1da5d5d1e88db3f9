// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change.hpp"

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

std::vector<std::string> told_sorted(const Value& list) {
    std::vector<std::string> out;
    if (!list.list()) return out;
    for (const Value& element : *list.list()) out.push_back(told(element).value_or("null"));
    std::sort(out.begin(), out.end());
    return out;
}

void compare_lists(const std::string& field, const Value& before, const Value& after, Changes& out) {
    const auto olds = told_sorted(before);
    const auto news = told_sorted(after);
    std::vector<std::string> removed;
    std::vector<std::string> added;
    std::set_difference(olds.begin(), olds.end(), news.begin(), news.end(), std::back_inserter(removed));
    std::set_difference(news.begin(), news.end(), olds.begin(), olds.end(), std::back_inserter(added));
    for (auto& text : removed) out.push_back({field, std::move(text), std::nullopt});
    for (auto& text : added) out.push_back({field, std::nullopt, std::move(text)});
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

}  // namespace moisson
