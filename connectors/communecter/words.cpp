// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/communecter/words.hpp"

#include "connectors/retry_after.hpp"
#include "schema/entities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace moisson::communecter {

namespace {

constexpr std::size_t id_length = 24;
constexpr std::int64_t last_second = 253'402'300'799;            // of the year 9999
constexpr std::int64_t first_in_milliseconds = 100'000'000'000;  // in seconds that would be the year 5138

bool is_hex(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// Some write milliseconds where seconds are meant.
std::optional<std::int64_t> sensible(std::int64_t number) {
    if (number >= first_in_milliseconds) number /= 1000;
    if (number <= 0 || number > last_second) return std::nullopt;
    return number;
}

std::optional<std::int64_t> integer_of(std::string_view digits) {
    std::int64_t number = 0;
    const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (trouble != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

// "2018-12-09T10:00:00+0000" has no colon in its offset, "2018-05-01 00:00:00" no T and no offset: it is UTC.
std::string as_iso(std::string_view text) {
    constexpr std::size_t date_and_time = 19;
    std::string iso(text);
    if (iso.size() < date_and_time) return iso;
    if (iso[10] == ' ') iso[10] = 'T';
    if (iso.size() == date_and_time) return iso + "Z";
    const std::size_t sign = iso.find_first_of("+-", date_and_time);
    if (sign != std::string::npos && iso.size() == sign + 5) iso.insert(sign + 3, ":");
    return iso;
}

// "Fri, 23 Nov 2018 19:06:40 +0000", as a date of HTTP but for its zone.
std::optional<Instant> rfc2822(std::string_view text) {
    constexpr std::string_view utc = " +0000";
    if (!text.ends_with(utc)) return http_date(text);
    return http_date(std::string(text.substr(0, text.size() - utc.size())) + " GMT");
}

std::optional<std::int64_t> seconds_of(std::string_view text) {
    constexpr std::size_t longest = 40;
    if (text.empty() || text.size() > longest) return std::nullopt;
    if (const auto number = integer_of(text)) return sensible(*number);
    auto when = from_iso(as_iso(text));
    if (!when) when = rfc2822(text);
    if (!when) return std::nullopt;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*when).time_since_epoch().count();
    if (seconds <= 0 || seconds > last_second) return std::nullopt;
    return seconds;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

}  // namespace

bool is_id(std::string_view text) noexcept {
    return text.size() == id_length && std::all_of(text.begin(), text.end(), is_hex);
}

std::string id_of(const Value& written) {
    for (const char* inside : {"$id", "$oid"})
        if (written.at(inside).text() != nullptr) return id_of(written.at(inside));
    const std::string* text = written.text();
    if (text == nullptr || text->size() != id_length) return {};
    std::string id = *text;
    for (char& c : id)
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    return is_id(id) ? id : std::string{};
}

ItemId item_of(std::string_view collection, std::string_view id) {
    return ItemId(std::string(collection) + "-" + std::string(id));
}

std::optional<ElementName> name_of_element(const ItemId& item) {
    const auto dash = item.text.find('-');
    if (dash == std::string::npos) return std::nullopt;
    ElementName name{item.text.substr(0, dash), item.text.substr(dash + 1)};
    const bool letters =
        !name.collection.empty() && name.collection.size() <= 40 &&
        std::all_of(name.collection.begin(), name.collection.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (!letters || !is_id(name.id)) return std::nullopt;
    return name;
}

std::optional<std::int64_t> seconds_of(const Value& written) {
    if (const std::int64_t* number = written.integer()) return sensible(*number);
    if (const double* number = written.number()) {
        const bool fits = *number > 0 && *number < 1e15;
        return fits ? sensible(static_cast<std::int64_t>(*number)) : std::nullopt;
    }
    if (const std::string* text = written.text()) return seconds_of(std::string_view(*text));
    for (const char* inside : {"sec", "$date", "$numberLong"})
        if (const Value& value = written.at(inside); !value.is_null()) return seconds_of(value);
    return std::nullopt;
}

Instant instant_of(std::int64_t seconds) noexcept {
    return Instant(std::chrono::seconds(seconds));
}

std::string iso_of(const Value& written) {
    const auto seconds = seconds_of(written);
    return seconds ? to_iso(instant_of(*seconds)) : std::string{};
}

bool is_set(const Value& flag) {
    if (const bool* value = flag.flag()) return *value;
    if (const std::int64_t* number = flag.integer()) return *number != 0;
    if (const double* number = flag.number()) return *number != 0;
    if (const std::string* text = flag.text()) return !text->empty() && *text != "false" && *text != "0";
    return !is_empty(flag);
}

bool is_a_yes(const Value& flag) {
    if (const std::string* text = flag.text()) return *text == "true" || *text == "1";
    return flag == Value(true) || flag == Value(1);
}

std::vector<std::string> texts_of(const Value& written) {
    std::vector<std::string> texts;
    const auto add = [&](std::string_view text) {
        if (const std::string_view words = trimmed(text); !words.empty()) texts.emplace_back(words);
    };
    if (const Value::List* list = written.list()) {
        for (const Value& element : *list)
            if (const std::string* text = element.text()) add(*text);
    } else if (const Value::Object* object = written.object()) {
        for (const auto& [name, element] : *object)
            if (const std::string* text = element.text()) add(*text);
    } else if (const std::string* text = written.text()) {
        for (std::size_t from = 0; from <= text->size();) {
            const std::size_t comma = std::min(text->find(',', from), text->size());
            add(std::string_view(*text).substr(from, comma - from));
            from = comma + 1;
        }
    }
    return texts;
}

bool is_empty(const Value& value) {
    if (value.is_null()) return true;
    if (const std::string* text = value.text()) return text->empty();
    if (const Value::List* list = value.list()) return list->empty();
    if (const Value::Object* object = value.object()) return object->empty();
    return false;
}

std::string decoded(std::string_view text) {
    constexpr std::array<std::string_view, 5> twice{"&amp;amp;", "&amp;lt;", "&amp;gt;", "&amp;quot;", "&amp;#"};
    const bool escaped_twice = std::any_of(
        twice.begin(), twice.end(), [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
    std::string once = references_decoded(text);
    return escaped_twice ? references_decoded(once) : once;
}

std::string line_of(std::string_view text) {
    std::string line(trimmed(text));
    for (char& c : line)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return line;
}

}  // namespace moisson::communecter
