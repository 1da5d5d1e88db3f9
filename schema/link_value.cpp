// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/link_value.hpp"

#include "schema/mapping.hpp"
#include "schema/markup.hpp"
#include "schema/plain_text.hpp"
#include "schema/utf8.hpp"

#include <algorithm>

namespace moisson {
namespace {

// Rest of `text` after a scheme written in any case; empty when it has another.
std::optional<std::string_view> after_scheme(std::string_view text, std::string_view scheme) {
    if (text.size() < scheme.size() || fold_key(text.substr(0, scheme.size())) != scheme) return std::nullopt;
    return text.substr(scheme.size());
}

}  // namespace

bool is_address(std::string_view text) {
    constexpr std::size_t longest = 4096;  // bytes
    const auto refused = [](char c) {
        return (c >= '\0' && c <= ' ') || c == '\x7F' ||
               std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
    };
    if (text.size() > longest || std::any_of(text.begin(), text.end(), refused) || !is_utf8(text)) return false;
    if (const auto mail = after_scheme(text, "mailto:")) return mail->find('@', 1) != std::string_view::npos;
    auto rest = after_scheme(text, "https://");
    if (!rest) rest = after_scheme(text, "http://");
    return rest && !rest->empty() && std::string_view("/?#:@").find(rest->front()) == std::string_view::npos;
}

Link link_of(std::string_view written) {
    const std::string kept = without_comments(written);
    std::string_view text = trim(kept);
    if (!text.starts_with('[') || text.starts_with("[[") || !text.ends_with(']')) return {std::string(text), {}};
    text = trim(text.substr(1, text.size() - 2));
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    return {std::string(text.substr(0, end)), plain_line(text.substr(end))};
}

std::vector<std::string> addresses_in(std::string_view written) {
    constexpr std::string_view gaps = " \t\r\n,;*";
    if (Link one = link_of(written); is_address(one.address)) return {std::move(one.address)};
    const std::string text = without_comments(written);
    std::vector<std::string> out;
    for (std::size_t at = text.find_first_not_of(gaps); at < text.size(); at = text.find_first_not_of(gaps, at)) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        std::string_view word = std::string_view(text).substr(at, end - at);
        while (word.ends_with(',') || word.ends_with(';')) word.remove_suffix(1);
        if (!is_address(word)) return {};
        out.emplace_back(word);
        at = end;
    }
    return out;
}

std::optional<std::string> file_name_in(std::string_view written) {
    constexpr std::size_t longest = 255;  // bytes, as any title
    const std::string kept = without_comments(written);
    std::string_view text = trim(kept);
    if (text.starts_with("[[") && text.ends_with("]]")) {
        text = text.substr(2, text.size() - 4);
        text = trim(text.substr(0, text.find('|')));
        if (text.starts_with(':')) text.remove_prefix(1);
    }
    text = without_prefix(text, {"fichier", "file", "image"});
    const auto refused = [](char c) {
        return (c >= '\0' && c < ' ') || c == '\x7F' ||
               std::string_view("#<>[]|{}/\\:").find(c) != std::string_view::npos;
    };
    if (text.empty() || text.size() > longest || std::any_of(text.begin(), text.end(), refused)) return std::nullopt;
    return std::string(text);
}

std::string_view without_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return text;
    const std::string prefix = fold_key(text.substr(0, colon));
    const bool known = std::find(prefixes.begin(), prefixes.end(), prefix) != prefixes.end();
    return known ? trim(text.substr(colon + 1)) : text;
}

}  // namespace moisson
