// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mapping.hpp"
#include "schema/stream_safe.hpp"
#include "schema/unicode_map.hpp"
#include "schema/utf8.hpp"

#include <utf8proc.h>

namespace moisson {
namespace {

// ASCII and the small letters of Latin-1 (nearly all of French), which folding leaves as they are: collapse() has made
// ASCII capitals small, and nothing here composes with its neighbour.
bool is_folded(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) continue;
        if (byte != 0xC3 || ++i == text.size()) return false;
        const auto next = static_cast<unsigned char>(text[i]);
        if (next < 0xA0 || next > 0xBF) return false;  // U+00E0 to U+00FF
    }
    return true;
}

// The spaces MediaWiki takes for one, and "_".
bool is_space(char32_t c) {
    if (c <= ' ' || c == '_') return c == ' ' || c == '_' || (c >= '\t' && c <= '\r');
    if (c < 0x80) return false;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

// Runs of spaces become one, none at the ends; ASCII letters become small.
std::string collapse(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    const auto keep = [&](std::string_view bytes) {
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += bytes;
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) < 0x80) {
            const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            if (is_space(static_cast<unsigned char>(c)))
                gap = true;
            else
                keep({&small, 1});
            ++at;
            continue;
        }
        const CodePoint point = first_code_point(text.substr(at));
        if (point.valid && is_space(point.value))
            gap = true;
        else
            keep(text.substr(at, point.length));
        at += point.length;
    }
    return out;
}

// NFC and case folding; bytes that are not UTF-8, and marks without end, are left as they are.
std::string fold_case(const std::string& text) {
    if (!is_stream_safe(text)) return text;
    return unicode_map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD).value_or(text);
}

}  // namespace

std::string fold_key(std::string_view key) {
    // Folding one letter may give a mark that then composes with its neighbour: once more settles it.
    constexpr int most_rounds = 4;
    std::string folded = collapse(key);
    for (int round = 0; round < most_rounds && !is_folded(folded); ++round) {
        std::string again = collapse(fold_case(folded));
        if (again == folded) break;
        folded = std::move(again);
    }
    return folded;
}

}  // namespace moisson
