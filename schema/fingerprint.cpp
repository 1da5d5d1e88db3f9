// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/fingerprint.hpp"

#include "schema/typed_value.hpp"
#include "schema/value.hpp"

#include <charconv>
#include <cstdint>

namespace moisson {
namespace {

Value to_value(const Mapping::KindRule& rule) {
    Value::List when;
    for (const Mapping::Condition& condition : rule.when)
        when.push_back(Value::List{static_cast<int>(condition.of), fold_key(condition.name)});
    return Value::List{rule.is, std::move(when)};
}

// The rule as written counts: it is what provenance says.
Value to_value(const std::vector<Mapping::From>& origins) {
    Value::List from;
    for (const Mapping::From& each : origins) from.push_back(Value::List{each.group, each.key, each.rule});
    return from;
}

Value to_value(const Mapping::FieldRule& rule) {
    const Mapping::Type& type = rule.type;
    return Value::List{to_value(rule.from), type.name, type.element,
                       type.separator,      type.role, Value::List(type.keep.begin(), type.keep.end()),
                       type.scale};
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
    for (const Mapping::KindRule& rule : mapping.kinds) kinds.push_back(to_value(rule));
    Value::Object fields;
    for (const Mapping::FieldRule& rule : mapping.fields) fields[rule.field] = to_value(rule);
    return digest(to_json(
        Value::List{std::move(kinds), std::move(fields), static_cast<int>(mapping.contract), to_value(mapping.known)}));
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
