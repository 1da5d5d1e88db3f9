// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/unicode.hpp"

#include "schema/unicode_map.hpp"
#include "schema/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace moisson::mediawiki {
namespace {

utf8proc_int32_t lowered_point(const CodePoint& point) noexcept {
    return utf8proc_tolower(static_cast<utf8proc_int32_t>(point.value));
}

// Letters that are several when upper case: what Unicode's SpecialCasing says of Latin ones.
struct Special {
    char32_t small;
    std::string_view capitals;
};
constexpr Special specials[] = {{0xDF, "SS"},        {0x149, "\u02BCN"},  {0x1F0, "J\u030C"},  {0x1E96, "H\u0331"},
                                {0x1E97, "T\u0308"}, {0x1E98, "W\u030A"}, {0x1E99, "Y\u030A"}, {0x1E9A, "A\u02BE"},
                                {0xFB00, "FF"},      {0xFB01, "FI"},      {0xFB02, "FL"},      {0xFB03, "FFI"},
                                {0xFB04, "FFL"},     {0xFB05, "ST"},      {0xFB06, "ST"}};

void append_upper(std::string& text, const CodePoint& point) {
    for (const Special& one : specials) {
        if (one.small != point.value) continue;
        text += one.capitals;
        return;
    }
    append_code_point(text, utf8proc_toupper(static_cast<utf8proc_int32_t>(point.value)));
}

}  // namespace

std::string composed(std::string_view text) {
    // Below U+0300, the first mark that composes with a letter, everything is composed; most titles are.
    constexpr unsigned char first_of_marks = 0xCC;
    const auto is_below = [](char c) { return static_cast<unsigned char>(c) < first_of_marks; };
    if (std::all_of(text.begin(), text.end(), is_below)) return std::string(text);
    return unicode_map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE).value_or(std::string(text));
}

std::string lower_case(std::string_view text) {
    std::string lowered;
    lowered.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (!point.valid) {
            lowered += text.front();
        } else {
            append_code_point(lowered, lowered_point(point));
        }
        text.remove_prefix(point.length);
    }
    return lowered;
}

std::string upper_first(std::string_view text) {
    if (text.empty()) return {};
    const CodePoint point = first_code_point(text);
    if (!point.valid) return std::string(text);
    std::string raised;
    raised.reserve(text.size() + 1);
    append_upper(raised, point);
    raised += text.substr(point.length);
    return raised;
}

std::size_t length_of_word(std::string_view text, std::string_view word) noexcept {
    std::size_t taken = 0;
    while (!word.empty()) {
        if (taken == text.size()) return 0;
        const CodePoint said = first_code_point(text.substr(taken));
        const CodePoint wanted = first_code_point(word);
        if (!said.valid || !wanted.valid) return 0;
        if (lowered_point(said) != lowered_point(wanted)) return 0;
        taken += said.length;
        word.remove_prefix(wanted.length);
    }
    return taken;
}

}  // namespace moisson::mediawiki
