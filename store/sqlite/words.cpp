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

std::string awaiting_text(const Awaiting& matter) {
    Value::List losses;
    for (const Awaiting::Loss& loss : matter.losses)
        losses.emplace_back(Value::Object{{"kind", loss.kind},
                                          {"field", loss.field},
                                          {"items", static_cast<std::int64_t>(loss.items)},
                                          {"of", static_cast<std::int64_t>(loss.of)},
                                          {"examples", Value::List(loss.examples.begin(), loss.examples.end())}});
    return to_json(Value::Object{{"matter", name_of(matter.matter)},
                                 {"since", to_iso(matter.since)},
                                 {"known", static_cast<std::int64_t>(matter.known)},
                                 {"listed", static_cast<std::int64_t>(matter.listed)},
                                 {"common", matter.common.text},
                                 {"cause", name_of(matter.cause)},
                                 {"losses", std::move(losses)}});
}

namespace {

std::uint64_t count_of(const Value& number) {
    return number.integer() == nullptr ? std::uint64_t{0} : static_cast<std::uint64_t>(*number.integer());
}

Awaiting::Loss loss_of(const Value& read) {
    Awaiting::Loss loss{read.at("kind").text_or(""),
                        read.at("field").text_or(""),
                        count_of(read.at("items")),
                        count_of(read.at("of")),
                        {}};
    if (const auto* examples = read.at("examples").list())
        for (const Value& each : *examples) loss.examples.push_back(each.text_or(""));
    return loss;
}

}  // namespace

Awaiting awaiting_of(std::string_view text) {
    Awaiting matter;
    const auto value = from_json(text);
    const Value read = value ? *value : Value{};
    // What cannot be read holds everything up.
    matter.matter = matter_named(read.at("matter").text_or("")).value_or(Awaiting::Matter::went_back);
    matter.since = from_iso(read.at("since").text_or("")).value_or(Instant{});
    matter.known = count_of(read.at("known"));
    matter.listed = count_of(read.at("listed"));
    matter.common = RevisionId(read.at("common").text_or(""));
    matter.cause = cause_named(read.at("cause").text_or("")).value_or(Cause::source);
    if (const auto* losses = read.at("losses").list())
        for (const Value& each : *losses) matter.losses.push_back(loss_of(each));
    return matter;
}

std::string closing_text(const Closing& closing) {
    return to_json(to_value(closing));
}

std::optional<Closing> closing_of(std::string_view text) {
    const auto value = from_json(text);
    return value ? closing_from(*value) : std::nullopt;
}

std::string faults_text(const std::map<std::string, std::uint64_t>& faults) {
    if (faults.empty()) return {};
    Value::Object object;
    for (const auto& [cause, count] : faults) object.emplace(cause, static_cast<std::int64_t>(count));
    return to_json(Value(std::move(object)));
}

std::map<std::string, std::uint64_t> faults_of(std::string_view text) {
    std::map<std::string, std::uint64_t> faults;
    const auto value = text.empty() ? Result<Value>(Value{}) : from_json(text);
    if (!value || !value->object()) return faults;
    for (const auto& [cause, count] : *value->object())
        if (count.integer()) faults.emplace(cause, static_cast<std::uint64_t>(*count.integer()));
    return faults;
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
