// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/cursor.hpp"

#include "connectors/communecter/words.hpp"
#include "schema/value.hpp"

namespace moisson::communecter {

namespace {

constexpr std::size_t most_scopes = 1'000;
constexpr std::size_t most_anchors = 100;
constexpr std::int64_t furthest = 100'000'000;  // rows

std::optional<std::int64_t> time_at(const Value& object, std::string_view key) {
    const std::int64_t* number = object.at(key).integer();
    if (number == nullptr || seconds_of(object.at(key)) != *number) return std::nullopt;
    return *number;
}

Value value_of(const WalkMark& walk) {
    Value::Object object{{"position", static_cast<std::int64_t>(walk.position)},
                         {"first", walk.first},
                         {"anchors", Value::List(walk.anchors.begin(), walk.anchors.end())}};
    if (walk.newest) object.emplace("newest", *walk.newest);
    return object;
}

std::optional<WalkMark> walk_of(const Value& value) {
    const std::int64_t* position = value.at("position").integer();
    const Value::List* anchors = value.at("anchors").list();
    if (position == nullptr || *position < 0 || *position > furthest) return std::nullopt;
    if (anchors == nullptr || anchors->size() > most_anchors) return std::nullopt;
    WalkMark walk;
    walk.position = static_cast<std::size_t>(*position);
    walk.newest = time_at(value, "newest");
    walk.first = id_of(value.at("first"));
    for (const Value& anchor : *anchors) {
        std::string id = id_of(anchor);
        if (id.empty()) return std::nullopt;
        walk.anchors.push_back(std::move(id));
    }
    return walk;
}

}  // namespace

Cursor to_cursor(const Mark& mark) {
    Value::Object scopes;
    for (const auto& [key, scope] : mark.scopes) {
        Value::Object object;
        if (scope.until) object.emplace("until", *scope.until);
        if (scope.walk) object.emplace("walk", value_of(*scope.walk));
        scopes.emplace(key, std::move(object));
    }
    Value::Object whole{{"communecter", 1}, {"scopes", std::move(scopes)}};
    if (mark.harvest) whole.emplace("harvest", true);
    return Cursor{to_json(whole)};
}

Mark read_cursor(const Cursor& cursor) {
    const auto value = from_json(cursor.text);
    if (!value || value->at("communecter") != Value(1)) return Mark{};
    const Value::Object* scopes = value->at("scopes").object();
    if (scopes == nullptr || scopes->size() > most_scopes) return Mark{};
    Mark mark;
    mark.harvest = value->at("harvest") == Value(true);
    for (const auto& [key, scope] : *scopes)
        mark.scopes.emplace(key, ScopeMark{time_at(scope, "until"), walk_of(scope.at("walk"))});
    return mark;
}

}  // namespace moisson::communecter
