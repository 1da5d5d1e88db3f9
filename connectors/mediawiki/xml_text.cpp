// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/xml_text.hpp"

#include "schema/utf8.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace moisson::mediawiki {

namespace {

struct Reference {
    long value = 0;
    std::size_t length = 0;  // in the raw text, "&" and ";" included; 0: there is none
};

constexpr std::size_t longest_reference = 12;  // "&#x0010FFFF;"
constexpr std::array<std::pair<std::string_view, char>, 5> own{
    {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};

bool is_character(long value) noexcept {
    return value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
}

Reference numeric(std::string_view name, std::size_t length) noexcept {
    const bool hexadecimal = name.starts_with('x');
    if (hexadecimal) name.remove_prefix(1);
    long value = 0;
    const auto [end, wrong] = std::from_chars(name.data(), name.data() + name.size(), value, hexadecimal ? 16 : 10);
    const bool whole = wrong == std::errc() && end == name.data() + name.size() && !name.starts_with('-');
    return whole && is_character(value) ? Reference{value, length} : Reference{};
}

// The reference at the start of `raw`.
Reference reference_at(std::string_view raw) noexcept {
    const std::size_t end = raw.substr(0, longest_reference).find(';');
    if (end == std::string_view::npos || end < 2) return {};
    const std::string_view name = raw.substr(1, end - 1);
    if (name.front() == '#') return numeric(name.substr(1), end + 1);
    for (const auto& [known, character] : own)
        if (name == known) return Reference{character, end + 1};
    return {};
}

// XML reads "\r\n" and "\r" as "\n".
void append_with_line_ends(std::string& text, std::string_view raw) {
    for (;;) {
        const std::size_t turn = raw.find('\r');
        text.append(raw.substr(0, turn));
        if (turn == std::string_view::npos) return;
        text += '\n';
        raw.remove_prefix(turn + 1);
        if (raw.starts_with('\n')) raw.remove_prefix(1);
    }
}

}  // namespace

bool has_plain_references(std::string_view raw) noexcept {
    if (raw.find('\0') != std::string_view::npos) return false;
    for (std::size_t at = raw.find('&'); at != std::string_view::npos;) {
        const Reference found = reference_at(raw.substr(at));
        if (found.length == 0) return false;
        at = raw.find('&', at + found.length);
    }
    return true;
}

std::optional<std::string> plain_text(std::string_view raw) {
    if (raw.find('\0') != std::string_view::npos) return std::nullopt;
    std::string text;
    text.reserve(raw.size());
    for (;;) {
        const std::size_t at = raw.find('&');
        append_with_line_ends(text, raw.substr(0, at));
        if (at == std::string_view::npos) return text;
        const Reference found = reference_at(raw.substr(at));
        if (found.length == 0) return std::nullopt;
        append_code_point(text, found.value);
        raw.remove_prefix(at + found.length);
    }
}

}  // namespace moisson::mediawiki
