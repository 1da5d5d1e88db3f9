// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/words.hpp"

#include "schema/value.hpp"

namespace moisson::store::sqlite {

std::string_view word_of(Life life) noexcept {
    return life == Life::gone ? "gone" : "alive";
}

Life life_of(std::string_view word) noexcept {
    return word == "gone" ? Life::gone : Life::alive;
}

std::string_view word_of(Read depth) noexcept {
    return depth == Read::history ? "history" : "content";
}

// To read too much is harmless, too little is not.
Read depth_of(std::string_view word) noexcept {
    return word == "content" ? Read::content : Read::history;
}

Actor::Kind actor_kind_of(std::string_view word) noexcept {
    for (const auto kind : {Actor::Kind::anonymous, Actor::Kind::import})
        if (name_of(kind) == word) return kind;
    return Actor::Kind::account;
}

std::string tags_text(const std::vector<std::string>& tags) {
    if (tags.empty()) return {};
    return to_json(Value(Value::List(tags.begin(), tags.end())));
}

std::vector<std::string> tags_of(std::string_view text) {
    std::vector<std::string> tags;
    if (text.empty()) return tags;
    const auto value = from_json(text);
    if (!value || !value->list()) return tags;
    for (const Value& tag : *value->list()) tags.push_back(tag.text_or(""));
    return tags;
}

}  // namespace moisson::store::sqlite
