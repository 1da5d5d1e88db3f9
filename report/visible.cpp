// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/visible.hpp"

#include "schema/utf8.hpp"

#include <utf8proc.h>

namespace moisson::report {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr char32_t emoji_style = 0xFE0F;  // asks for the wide, coloured form of what precedes it

bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

bool turns_direction(char32_t c) noexcept {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_separator(char32_t c) noexcept {
    return c == 0x2028 || c == 0x2029;
}

void append_hex(std::string& out, char32_t value, unsigned digits) {
    constexpr std::string_view hex = "0123456789abcdef";
    for (unsigned i = digits; i-- > 0;) out += hex[(value >> (4 * i)) & 0xFU];
}

void append_spelt(std::string& out, const CodePoint& point) {
    if (point.valid && point.value == '\n') {
        out += "\\n";
    } else if (point.valid && point.value == '\t') {
        out += "\\t";
    } else if (point.valid && point.value == '\r') {
        out += "\\r";
    } else if (!point.valid || point.value < 0x80) {
        out += "\\x";
        append_hex(out, point.value, 2);
    } else {
        out += "\\u";
        append_hex(out, point.value, 4);
    }
}

bool deceives(char32_t c) noexcept {
    return is_control(c) || turns_direction(c) || is_separator(c);
}

// A byte that is not UTF-8 takes the place of one sign.
std::size_t columns_of(const CodePoint& point) noexcept {
    if (!point.valid || point.value == emoji_style) return 1;
    const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value));
    return width > 0 ? static_cast<std::size_t>(width) : 0;
}

// What people see as one character: a letter and its accents, a family joined of several emoji.
struct Cluster {
    std::size_t bytes = 0;
    std::size_t columns = 0;
};

Cluster first_cluster(std::string_view text) {
    Cluster cluster;
    utf8proc_int32_t state = 0;
    CodePoint previous;
    while (cluster.bytes < text.size()) {
        const CodePoint point = first_code_point(text.substr(cluster.bytes));
        const bool joined = cluster.bytes > 0 && previous.valid && point.valid &&
                            !utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(previous.value),
                                                              static_cast<utf8proc_int32_t>(point.value), &state);
        if (cluster.bytes > 0 && !joined) break;
        cluster.bytes += point.length;
        cluster.columns += columns_of(point);
        previous = point;
    }
    return cluster;
}

}  // namespace

std::string plain_json(std::string_view json) {
    std::string out;
    out.reserve(json.size());
    std::size_t copied = 0;
    for (std::size_t at = 0; at < json.size();) {
        // Canonical JSON has no raw control character of ASCII but this one.
        constexpr char del = 0x7F;
        const char c = json[at];
        if (static_cast<unsigned char>(c) < 0x80 && c != del) {
            ++at;
            continue;
        }
        const CodePoint point = first_code_point(json.substr(at));
        if (point.valid && deceives(point.value)) {
            out += json.substr(copied, at - copied);
            out += "\\u";
            append_hex(out, point.value, 4);
            copied = at + point.length;
        }
        at += point.length;
    }
    out += json.substr(copied);
    return out;
}

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (!point.valid || deceives(point.value))
            append_spelt(out, point);
        else
            out += text.substr(0, point.length);
        text.remove_prefix(point.length);
    }
    return out;
}

std::string clip(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t done = 0;          // bytes that fit
    std::size_t short_of_one = 0;  // bytes that fit and leave a column for the ellipsis
    while (done < text.size()) {
        const Cluster cluster = first_cluster(text.substr(done));
        used += cluster.columns;
        if (used > columns)
            return columns == 0 ? std::string() : std::string(text.substr(0, short_of_one)).append(ellipsis);
        done += cluster.bytes;
        if (used < columns) short_of_one = done;
    }
    return std::string(text);
}

}  // namespace moisson::report
