// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/words.hpp"

#include "config/section.hpp"

namespace moisson {
namespace {

constexpr std::size_t longest_quote = 80;  // bytes

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// C1 controls, and the marks that turn the direction of the text around: a message must read as it is.
bool hides(std::string_view text, std::size_t at) {
    const std::string_view two = text.substr(at, 2);
    const std::string_view three = text.substr(at, 3);
    return (two >= "\xC2\x80" && two <= "\xC2\x9F") || (three >= "\xE2\x80\xAA" && three <= "\xE2\x80\xAE") ||
           (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9") || three == "\xE2\x80\x8E" || three == "\xE2\x80\x8F";
}

void append_byte(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += hex[byte >> 4U];
    out += hex[byte & 0x0FU];
}

}  // namespace

std::string in_quotes(std::string_view text) {
    std::size_t end = text.size();
    if (end > longest_quote) {
        end = longest_quote;
        while (end > longest_quote - 4 && continues(text[end])) --end;
    }
    std::string out = "\"";
    std::size_t visible_from = 0;
    for (std::size_t i = 0; i < end; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (hides(text, i)) visible_from = i + (byte == 0xC2 ? 2 : 3);
        if (i < visible_from || byte < 0x20 || byte == 0x7F)
            append_byte(out, text[i]);
        else
            out += text[i];
    }
    return out + (end < text.size() ? "…\"" : "\"");
}

std::string hint(std::string_view word, const std::vector<std::string>& known) {
    if (const std::string close = nearest(word, known); !close.empty()) return "Did you mean " + in_quotes(close) + "?";
    std::string all = "Known here:";
    for (const std::string& each : known) all += (&each == &known.front() ? " " : ", ") + each;
    return all;
}

}  // namespace moisson
