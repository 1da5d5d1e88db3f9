// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mojibake.hpp"

#include "schema/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace moisson {
namespace {

constexpr unsigned first_of_rest = 0x80;  // what follows the first byte of a character in UTF-8: 0x80 to 0xBF
constexpr std::size_t rest_count = 0x40;

using Page = std::array<char32_t, rest_count>;

// What the two pages say of 0x80 to 0xBF; 0: nothing. Bytes that windows-1252 leaves out are read as they are (C1).
// clang-format off
constexpr Page west = {
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
    0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF};
constexpr Page centre = {
    0x20AC, 0x81, 0x201A, 0x83, 0x201E, 0x2026, 0x2020, 0x2021, 0x88, 0x2030, 0x160, 0x2039, 0x15A, 0x164, 0x17D, 0x179,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x98, 0x2122, 0x161, 0x203A, 0x15B, 0x165, 0x17E, 0x17A,
    0xA0, 0x2C7, 0x2D8, 0x141, 0xA4, 0x104, 0xA6, 0xA7, 0xA8, 0xA9, 0x15E, 0xAB, 0xAC, 0xAD, 0xAE, 0x17B,
    0xB0, 0xB1, 0x2DB, 0x142, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0x105, 0x15F, 0xBB, 0x13D, 0x2DD, 0x13E, 0x17C};
// clang-format on

// The byte of 0x80 to 0xBF that a page reads as this character.
std::optional<unsigned> byte_of(char32_t code, const Page& page) noexcept {
    if (code == 0x218) code = 0x15E;  // the same letter, with a comma where the page has a cedilla
    const auto* const found = std::find(page.begin(), page.end(), code);
    if (found == page.end()) return std::nullopt;
    return first_of_rest + static_cast<unsigned>(found - page.begin());
}

// "Ã©": two bytes once, of U+0080 to U+00FF.
bool is_letter_twice(std::string_view rest, const Page& page) noexcept {
    const CodePoint next = first_code_point(rest);
    return next.valid && byte_of(next.value, page).has_value();
}

// "â€™": three bytes once, of the quotes, dashes and signs that people write.
bool is_sign_twice(std::string_view rest, const Page& page) noexcept {
    const CodePoint next = first_code_point(rest);
    const auto second = next.valid ? byte_of(next.value, page) : std::nullopt;
    const bool of_signs = second && (*second == 0x80 || *second == 0x82 || *second == 0x84 || *second == 0x86);
    return of_signs && is_letter_twice(rest.substr(next.length), page);
}

// What all of it begins with: "Â" or "Ã" or "â" or "Ă".
bool may_begin(char first, char second) noexcept {
    const auto one = static_cast<unsigned char>(first);
    const auto two = static_cast<unsigned char>(second);
    return (one == 0xC3 && (two == 0x82 || two == 0x83 || two == 0xA2)) || (one == 0xC4 && two == 0x82);
}

bool begins(std::string_view text) noexcept {
    const auto first = static_cast<unsigned char>(text[0]);
    const auto second = static_cast<unsigned char>(text[1]);
    const std::string_view rest = text.substr(2);
    if (first == 0xC4) return is_letter_twice(rest, centre);
    if (second == 0xA2) return is_sign_twice(rest, west) || is_sign_twice(rest, centre);
    return is_letter_twice(rest, west) || (second == 0x82 && is_letter_twice(rest, centre));
}

// Whether it may begin at one of so many bytes; without a branch, so that the compiler takes many bytes at a time.
template <std::size_t count>
bool may_begin_in(const char* bytes) noexcept {
    unsigned char found = 0;
    for (std::size_t at = 0; at < count; ++at) {
        const auto one = static_cast<unsigned char>(bytes[at]);
        const auto two = static_cast<unsigned char>(bytes[at + 1]);
        found |= static_cast<unsigned char>(static_cast<unsigned char>(one == 0xC3) &
                                            static_cast<unsigned char>(two == 0x82)) |
                 static_cast<unsigned char>(static_cast<unsigned char>(one == 0xC3) &
                                            static_cast<unsigned char>(two == 0x83)) |
                 static_cast<unsigned char>(static_cast<unsigned char>(one == 0xC3) &
                                            static_cast<unsigned char>(two == 0xA2)) |
                 static_cast<unsigned char>(static_cast<unsigned char>(one == 0xC4) &
                                            static_cast<unsigned char>(two == 0x82));
    }
    return found != 0;
}

}  // namespace

bool looks_double_encoded(std::string_view text) noexcept {
    constexpr std::size_t block = 64;
    std::size_t at = 0;
    while (at + 2 < text.size()) {
        if (at + block < text.size() && !may_begin_in<block>(text.data() + at)) {
            at += block;
            continue;
        }
        const std::size_t end = std::min(at + block, text.size() - 2);
        for (; at < end; ++at)
            if (may_begin(text[at], text[at + 1]) && begins(text.substr(at))) return true;
    }
    return false;
}

}  // namespace moisson
