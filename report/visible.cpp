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

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (!point.valid || is_control(point.value) || turns_direction(point.value) || is_separator(point.value))
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
