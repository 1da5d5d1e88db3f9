// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/search_fold.hpp"

#include "schema/unicode_map.hpp"
#include "schema/utf8.hpp"

#include <utf8proc.h>
#include <algorithm>

namespace moisson {
namespace {

// The letters of Latin-1 (U+00C0 to U+00FF) without case and accent; "." for what is more than a letter with a mark.
constexpr std::string_view latin_1 = "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y";

bool is_ascii(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x80;
}

char small(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What nearly every French text is made of, without asking the tables of Unicode. Empty: it has something else.
bool fold_french(std::string_view text, std::string& out) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (is_ascii(c)) {
            out += c == '`' ? '\'' : small(c);
            continue;
        }
        const std::string_view rest = text.substr(at);
        if (c == '\xC3' && rest.size() > 1 && (static_cast<unsigned char>(rest[1]) & 0xC0U) == 0x80) {
            const char letter = latin_1[static_cast<unsigned char>(rest[1]) & 0x3FU];
            if (letter == '.') return false;
            out += letter;
            at += 1;
        } else if (rest.starts_with("\xE2\x80\x99")) {  // ’
            out += '\'';
            at += 2;
        } else if (rest.starts_with("\xC5\x93") || rest.starts_with("\xC5\x92")) {  // œ Œ
            out += "oe";
            at += 1;
        } else if (rest.starts_with("\xC2\xB7")) {  // ·
            out += rest.substr(0, 2);
            at += 1;
        } else {
            return false;
        }
    }
    return true;
}

// The same text, each byte that is not UTF-8 become a space.
std::string repaired(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = first_code_point(text.substr(at));
        out += point.valid ? text.substr(at, point.length) : std::string_view(" ");
        at += point.length;
    }
    return out;
}

std::string fold_by_tables(std::string_view text) {
    constexpr int how =
        UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    return unicode_map(text, how).value_or(std::string());
}

// What Unicode holds for a letter or a sign of its own, and a person takes for another way to write one.
std::string_view plain_form(char32_t point) noexcept {
    switch (point) {
        case 0x153:
            return "oe";
        case 0xE6:
            return "ae";
        case 0xF8:
            return "o";
        case '`':
        case 0x2018:
        case 0x2019:
        case 0x2BC:
        case 0x2032:
            return "'";
        case 0x2022:
        case 0x2027:
        case 0x2219:
        case 0x22C5:
            return "\xC2\xB7";
        default:
            return {};
    }
}

std::string without_lookalikes(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = first_code_point(std::string_view(text).substr(at));
        const std::string_view form = plain_form(point.value);
        out += form.empty() ? std::string_view(text).substr(at, point.length) : form;
        at += point.length;
    }
    return out;
}

}  // namespace

std::string fold_for_search(std::string_view piece) {
    std::string out;
    out.reserve(piece.size());
    if (fold_french(piece, out)) return out;
    return without_lookalikes(fold_by_tables(repaired(piece)));
}

std::size_t next_piece(std::string_view text) noexcept {
    constexpr std::size_t longest = 4096;
    const auto space = [](char c) { return c >= '\0' && c <= ' '; };
    const std::string_view head = text.substr(0, longest);
    const auto end = static_cast<std::size_t>(std::find_if(head.begin(), head.end(), space) - head.begin());
    if (end < head.size()) return end + 1;
    if (head.size() == text.size()) return head.size();
    // Not in the middle of a letter, unless there is none.
    std::size_t cut = longest;
    while (cut > longest - 4 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80) --cut;
    return cut;
}

}  // namespace moisson
