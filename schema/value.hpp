// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace moisson {

// A small tree of plain values: what a field holds, what a source says about itself.
// Its text form is canonical JSON: keys sorted by bytes, no spaces, UTF-8 kept as it is.
class Value {
public:
    using List = std::vector<Value>;
    using Object = std::map<std::string, Value>;

    Value() = default;  // null
    Value(bool flag) : held_(flag) {}
    Value(std::int64_t number) : held_(number) {}
    Value(int number) : held_(std::int64_t{number}) {}
    Value(double number) : held_(number) {}
    Value(std::string text) : held_(std::move(text)) {}
    Value(std::string_view text) : held_(std::string(text)) {}
    Value(const char* text) : held_(std::string(text)) {}
    Value(List list) : held_(std::move(list)) {}
    Value(Object object) : held_(std::move(object)) {}

    bool is_null() const noexcept { return std::holds_alternative<std::monostate>(held_); }
    const bool* flag() const noexcept { return std::get_if<bool>(&held_); }
    const std::int64_t* integer() const noexcept { return std::get_if<std::int64_t>(&held_); }
    const double* number() const noexcept { return std::get_if<double>(&held_); }
    const std::string* text() const noexcept { return std::get_if<std::string>(&held_); }
    const List* list() const noexcept { return std::get_if<List>(&held_); }
    List* list() noexcept { return std::get_if<List>(&held_); }
    const Object* object() const noexcept { return std::get_if<Object>(&held_); }
    Object* object() noexcept { return std::get_if<Object>(&held_); }

    // The member `key` of an object; null for anything else.
    const Value& at(std::string_view key) const noexcept;
    // The text, or `otherwise` when this is not a text.
    std::string text_or(std::string_view otherwise) const;

    friend bool operator==(const Value&, const Value&) = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> held_;
};

// Canonical JSON. Invalid UTF-8 in a text becomes U+FFFD, so that the result is always valid JSON.
std::string to_json(const Value& value);

// As large as the HTTP client lets an answer be, in bytes.
inline constexpr std::size_t largest_foreign_json = std::size_t{16} << 20U;

// Any JSON text up to `largest` bytes and 64 levels deep; else Error{invalid}.
Result<Value> from_json(std::string_view text, std::size_t largest = largest_foreign_json);

}  // namespace moisson
