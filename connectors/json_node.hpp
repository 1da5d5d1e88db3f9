// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/instant.hpp"
#include "schema/value.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace moisson {

// What is wrong with what was read: the first thing only. Reading goes on with empty values, and whoever asked
// looks here at the end; so a row can be refused without its neighbours.
class Complaint {
public:
    void note(std::string_view member, std::string_view wanted) {
        if (text_.empty()) text_.append("\"").append(member).append("\" is not ").append(wanted);
    }
    bool empty() const noexcept { return text_.empty(); }
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

// A place in a JSON text, valid as long as its JsonText and its Complaint. Whatever stands there, every question
// has an answer: what is absent or null is empty, what has another type is empty and complained of.
class JsonNode {
public:
    JsonNode(const void* place, Complaint& complaint) noexcept : place_(place), complaint_(&complaint) {}

    // The same place, whose troubles are noted elsewhere.
    JsonNode with(Complaint& complaint) const noexcept { return {place_, complaint}; }
    void complain(std::string_view member, std::string_view wanted) const { complaint_->note(member, wanted); }

    bool is_object() const noexcept;
    bool has(const char* name) const;
    // PHP writes an empty object as []: then there is none.
    std::optional<JsonNode> object(const char* name) const;
    // The elements of a list, or those of an object whose keys say nothing more (format version 1).
    std::vector<JsonNode> list(const char* name) const;
    std::vector<JsonNode> objects(const char* name) const;  // the same; each must be an object
    std::vector<std::pair<std::string, JsonNode>> entries() const;
    // The members of an object or the elements of a list, which have no keys, in the order of the text.
    std::vector<std::pair<std::string, JsonNode>> keyed(const char* name) const;

    std::string text(const char* name, std::size_t longest) const;
    std::optional<std::string> text_if_any(const char* name) const;
    std::optional<std::int64_t> number(const char* name) const;
    std::int64_t id(const char* name) const;  // positive; 0 when the source has none
    int name_space(const char* name) const;
    bool flag(const char* name) const;     // true, or the mere presence of a text (format version 1)
    Instant time(const char* name) const;  // must be there

    // Of this place itself.
    std::optional<std::string> own_text() const;
    std::optional<std::int64_t> own_number() const;
    // All of it. Of members of the same name the last one counts.
    Value value() const;

private:
    const void* place_;  // a rapidjson::Value
    Complaint* complaint_;
};

// Five thousand revisions have a fifth of that.
inline constexpr std::size_t most_json_values = 500'000;

// A JSON text, read in place: encoding checked, any bytes; at most so many values, 64 levels deep.
class JsonText {
public:
    explicit JsonText(std::string text, std::size_t most_values = most_json_values);
    JsonText(JsonText&&) noexcept;
    JsonText& operator=(JsonText&&) noexcept;
    ~JsonText();

    bool valid() const noexcept;      // it is JSON, and of a sensible size
    bool too_large() const noexcept;  // it has more values, or more levels, than any answer
    JsonNode root(Complaint& complaint) const noexcept;

private:
    struct Held;
    std::unique_ptr<Held> held_;
};

}  // namespace moisson
