// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/json_text.hpp"

#include "schema/utf8.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>

namespace moisson {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool needs_care(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

void append_ascii(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += digits[byte >> 4U];
    out += digits[byte & 0x0FU];
}

// Appends what stands at the front of `text`, a byte that needs care, and says how many bytes that was.
std::size_t append_one(std::string& out, std::string_view text) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
        append_ascii(out, text.front());
        return 1;
    }
    const CodePoint point = first_code_point(text);
    out += point.valid ? text.substr(0, point.length) : replacement;
    return point.length;
}

void append_number(std::string& out, std::int64_t number) {
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number);
    out.append(digits, end.ptr);
}

// The shortest text that reads back as the same number, and as a number with a fraction.
void append_number(std::string& out, double number) {
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number);
    const std::string_view text(digits, static_cast<std::size_t>(end.ptr - digits));
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append_list(std::string& out, const Value::List& list) {
    out += '[';
    bool first = true;
    for (const Value& element : list) {
        if (!first) out += ',';
        first = false;
        append_json(out, element);
    }
    out += ']';
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
    out += '"';
    std::size_t done = 0;
    while (done < text.size()) {
        std::size_t plain = done;
        while (plain < text.size() && !needs_care(text[plain])) ++plain;
        out += text.substr(done, plain - done);
        done = plain;
        if (done < text.size()) done += append_one(out, text.substr(done));
    }
    out += '"';
}

void append_json(std::string& out, const Value::Object& object) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : object) {
        if (!first) out += ',';
        first = false;
        append_json(out, std::string_view(key));
        out += ':';
        append_json(out, value);
    }
    out += '}';
}

void append_json(std::string& out, const Value& value) {
    if (const auto* text = value.text()) return append_json(out, std::string_view(*text));
    if (const auto* object = value.object()) return append_json(out, *object);
    if (const auto* list = value.list()) return append_list(out, *list);
    if (const auto* integer = value.integer()) return append_number(out, *integer);
    if (const auto* number = value.number()) return append_number(out, *number);
    if (const auto* flag = value.flag()) {
        out += *flag ? "true" : "false";
        return;
    }
    out += "null";
}

}  // namespace moisson
