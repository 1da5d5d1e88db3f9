// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/utf8.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace moisson {
namespace {

// What a first byte announces: how many bytes, its own bits, and the smallest value that needs that many.
struct Lead {
    unsigned length;
    char32_t bits;
    char32_t smallest;
};

Lead lead_of(unsigned char byte) noexcept {
    if (byte < 0x80) return {1, byte, 0};
    if (byte >= 0xC2 && byte < 0xE0) return {2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte < 0xF0) return {3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte < 0xF5) return {4, byte & 0x07U, 0x10000};
    return {0, 0, 0};
}

constexpr bool is_scalar(char32_t value) noexcept {
    return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

// Two bytes that are a character, as nearly all of French beyond ASCII is.
bool begins_with_pair(std::string_view text) noexcept {
    if (text.size() < 2) return false;
    const auto first = static_cast<unsigned char>(text[0]);
    const auto second = static_cast<unsigned char>(text[1]);
    return first >= 0xC2 && first < 0xE0 && (second & 0xC0U) == 0x80U;
}

}  // namespace

CodePoint first_code_point(std::string_view text) noexcept {
    if (text.empty()) return {};
    const auto first = static_cast<unsigned char>(text.front());
    const CodePoint broken{first, 1, false};
    const Lead lead = lead_of(first);
    if (lead.length == 0 || lead.length > text.size()) return broken;
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U) return broken;
        value = (value << 6U) | (byte & 0x3FU);
    }
    if (value < lead.smallest || !is_scalar(value)) return broken;
    return {value, lead.length, true};
}

void append_code_point(std::string& text, long value) {
    constexpr char32_t replacement = 0xFFFD;
    constexpr unsigned low_bits = 0x3F;
    const auto wanted = value < 0 ? replacement : static_cast<char32_t>(value);
    const char32_t code = value > 0x10FFFF || !is_scalar(wanted) ? replacement : wanted;
    const auto add = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
    const auto add_rest = [&](unsigned shift) { add(0x80U | ((code >> shift) & low_bits)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) {
        add(0xC0U | (code >> 6U));
        return add_rest(0);
    }
    if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
    } else {
        add(0xF0U | (code >> 18U));
        add_rest(12);
    }
    add_rest(6);
    add_rest(0);
}

std::string_view whole_letters(std::string_view text, std::size_t most) noexcept {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return text.substr(0, most);
}

bool is_utf8(std::string_view text) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    while (!text.empty()) {
        if (std::uint64_t eight = 0; text.size() >= sizeof eight) {
            std::memcpy(&eight, text.data(), sizeof eight);
            const std::uint64_t beyond_ascii = eight & high_bits;
            if (beyond_ascii == 0) {
                text.remove_prefix(sizeof eight);
                continue;
            }
            if constexpr (std::endian::native == std::endian::little)
                text.remove_prefix(static_cast<std::size_t>(std::countr_zero(beyond_ascii)) / 8);
        }
        if (begins_with_pair(text)) {
            text.remove_prefix(2);
            continue;
        }
        const CodePoint point = first_code_point(text);
        if (!point.valid) return false;
        text.remove_prefix(point.length);
    }
    return true;
}

}  // namespace moisson
