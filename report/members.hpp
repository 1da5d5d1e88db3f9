// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"
#include "schema/json_text.hpp"
#include "schema/revision.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace moisson::report {

// A JSON object whose members stay in the order they are written.
class Members {
public:
    Members& text(std::string_view key, std::string_view value) {
        name(key);
        append_json(out_, value);
        return *this;
    }
    Members& text_if(std::string_view key, const std::optional<std::string>& value) {
        return value ? text(key, std::string_view(*value)) : null(key);
    }
    // For names and words of which an empty one means that there is none.
    Members& word(std::string_view key, std::string_view value) { return value.empty() ? null(key) : text(key, value); }
    Members& time(std::string_view key, Instant value) { return text(key, to_iso(value)); }
    Members& actor(std::string_view key, const std::optional<Actor>& value) {
        return value ? text(key, value->name) : null(key);
    }
    Members& flag(std::string_view key, bool value) { return verbatim(key, value ? "true" : "false"); }
    Members& number(std::string_view key, std::int64_t value) { return verbatim(key, std::to_string(value)); }
    Members& count(std::string_view key, std::uint64_t value) { return verbatim(key, std::to_string(value)); }
    Members& count(std::string_view key, std::optional<std::uint64_t> value) {
        return value ? count(key, *value) : null(key);
    }
    template <class Json>
    Members& json(std::string_view key, const Json& value) {
        name(key);
        append_json(out_, value);
        return *this;
    }
    Members& null(std::string_view key) { return verbatim(key, "null"); }
    std::string line() { return std::move(out_ += '}'); }

private:
    void name(std::string_view key) {
        if (out_.size() > 1) out_ += ',';
        append_json(out_, key);
        out_ += ':';
    }
    Members& verbatim(std::string_view key, std::string_view json) {
        name(key);
        out_ += json;
        return *this;
    }

    std::string out_ = "{";
};

}  // namespace moisson::report
