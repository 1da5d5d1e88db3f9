// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/fingerprint.hpp"

#include "schema/typed_value.hpp"
#include "schema/value.hpp"

#include <charconv>
#include <cstdint>

namespace moisson {
namespace {

Value to_value(const std::vector<Mapping::Condition>& conditions) {
    Value::List when;
    for (const Mapping::Condition& condition : conditions)
        when.push_back(Value::List{static_cast<int>(condition.of),
                                   condition.of == Mapping::Condition::Of::value ? condition.name  // a path is exact
                                                                                 : fold_key(condition.name)});
    return when;
}

// The rule as written counts: it is what provenance says.
Value to_value(const std::vector<Mapping::From>& origins) {
    Value::List from;
    for (const Mapping::From& each : origins) {
        Value::List origin{each.group, each.key, each.rule};
        if (!each.pieces.empty()) origin.push_back(to_value(each.pieces));
        from.emplace_back(std::move(origin));
    }
    return from;
}

Value::List to_value(const Mapping::Type& type) {
    Value::List out{type.name, type.element, type.separator, type.role, Value::List(type.keep.begin(), type.keep.end()),
                    type.scale};
    if (!type.currency.empty()) out.emplace_back(type.currency);
    return out;
}

// What a rule does not use has no place here: a mapping that was written before it existed means what it meant.
Value to_value(const Mapping::FieldRule& rule) {
    Value::List out{to_value(rule.from)};
    for (Value& each : to_value(rule.type)) out.push_back(std::move(each));
    if (rule.types.empty() && rule.vocabulary.empty()) return out;
    Value::List types;
    for (const Mapping::Type& each : rule.types) types.emplace_back(to_value(each));
    Value::List labels;
    for (const Mapping::Label& each : rule.vocabulary)
        labels.push_back(Value::List{each.name, Value::List(each.also.begin(), each.also.end())});
    out.emplace_back(std::move(types));
    out.emplace_back(std::move(labels));
    return out;
}

Value to_value(const Territories& territories) {
    Value::List out;
    for (const auto& each : territories.regions) out.push_back(Value::List{each.code, each.name});
    for (const auto& each : territories.departments)
        out.push_back(Value::List{each.code, each.name, each.region, each.country,
                                  Value::List(each.postal.begin(), each.postal.end())});
    for (const auto& each : territories.countries) out.push_back(Value::List{each.code, each.name});
    return out;
}

}  // namespace

std::string digest(std::string_view text) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211U;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += hex[(hash >> static_cast<unsigned>(shift)) & 0x0FU];
    return out;
}

std::string meaning_of(const Mapping& mapping) {
    Value::List kinds;
    for (const Mapping::KindRule& rule : mapping.kinds) kinds.push_back(Value::List{rule.is, to_value(rule.when)});
    Value::Object fields;
    for (const Mapping::FieldRule& rule : mapping.fields) fields[rule.field] = to_value(rule);
    const bool is_somewhere = fields.contains("territory");
    Value::List all{std::move(kinds), std::move(fields), static_cast<int>(mapping.contract), to_value(mapping.known)};
    if (is_somewhere && mapping.territories != Territories{}) all.push_back(to_value(mapping.territories));
    if (!mapping.facts.empty()) {
        Value::Object facts;
        for (const Mapping::FactRule& rule : mapping.facts) facts[rule.fact] = to_value(rule.when);
        all.emplace_back(std::move(facts));
    }
    return digest(to_json(std::move(all)));
}

std::string rules_fingerprint(std::string_view reader_version, const Mapping& mapping, const Context& context,
                              int schema) {
    Value::Object redirects;
    for (const auto& [from, to] : context.template_redirects) redirects[from] = to;
    Value::List suppressed;
    for (const std::string& name : context.suppressed_names) suppressed.push_back(name);
    const Value all =
        Value::List{reader_version, types_version, mapping.hash, schema, std::move(redirects), std::move(suppressed)};
    return std::to_string(schema) + "." + digest(to_json(all));
}

int schema_of(std::string_view fingerprint) noexcept {
    const std::size_t dot = fingerprint.find('.');
    int schema = 1;
    if (dot != std::string_view::npos) std::from_chars(fingerprint.data(), fingerprint.data() + dot, schema);
    return schema;
}

}  // namespace moisson
