// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses as people fill them into a form, where there is no markup.
#include "schema/link_value.hpp"
#include "schema/markup.hpp"

#include <algorithm>
#include <array>

namespace moisson {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

bool is_of_host(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

// "www.lelieu.org", "lelieu.org/agenda": two labels at least, and the last is of letters.
bool begins_with_host(std::string_view text) {
    std::string_view host = text.substr(0, text.find_first_of("/?#:"));
    const std::size_t dot = host.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || host.front() == '.' || host.find("..") != std::string_view::npos)
        return false;
    const std::string_view last = host.substr(dot + 1);
    host.remove_suffix(host.size() - dot);
    return last.size() > 1 && std::all_of(last.begin(), last.end(), is_letter) &&
           std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || is_of_host(c); });
}

bool begins_address(std::string_view text) {
    static constexpr std::array<std::string_view, 4> starts{"http://", "https://", "mailto:", "www."};
    return std::any_of(starts.begin(), starts.end(),
                       [text](std::string_view start) { return text.starts_with(start); });
}

bool begins_blank(std::string_view text) {
    return trim(text.substr(0, 1)).empty() || text.starts_with("\u00A0") || text.starts_with("\u202F");
}

// Where a word ends: a comma or a semicolon may be part of an address, but not at its end nor before the next one.
std::size_t end_of_word(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (begins_blank(text.substr(at))) return at;
        if ((text[at] == ',' || text[at] == ';') && begins_address(text.substr(at + 1))) return at;
    }
    return text.size();
}

std::string_view without_marks(std::string_view word) {
    while (!word.empty() && (word.back() == ',' || word.back() == ';')) word.remove_suffix(1);
    while (!word.empty() && (word.front() == ',' || word.front() == ';')) word.remove_prefix(1);
    return word;
}

}  // namespace

std::vector<Link> links_in_plain(std::string_view line) {
    std::vector<Link> out;
    for (std::string_view rest = trim(line); !rest.empty();) {
        const std::size_t end = std::max<std::size_t>(end_of_word(rest), 1);
        const std::string_view word = without_marks(rest.substr(0, end));
        rest = trim(rest.substr(end));
        if (word.empty()) continue;
        std::string address = begins_with_host(word) ? "http://" + std::string(word) : std::string(word);
        if (!is_address(address)) return {};
        out.push_back({std::move(address), {}});
    }
    return out;
}

std::optional<std::string> image_in_plain(std::string_view line) {
    constexpr std::size_t longest = 1024;  // bytes
    std::string_view text = trim(line);
    text = text.substr(0, text.find("?_="));
    if (is_address(text)) return std::string(text);
    if (!text.starts_with('/')) return file_name_in(text);
    const auto refused = [](char c) {
        return (c >= '\0' && c < ' ') || c == '\x7F' ||
               std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
    };
    // "//host/x" names another place, "/../x" hides one.
    if (text.size() < 2 || text.size() > longest || text[1] == '/' || text.find("/../") != std::string_view::npos ||
        text.ends_with("/..") || std::any_of(text.begin(), text.end(), refused))
        return std::nullopt;
    return std::string(text);
}

}  // namespace moisson
