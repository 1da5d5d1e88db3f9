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

// How long the white space is that begins at `at`; 0 when none does.
std::size_t blank_at(std::string_view text, std::size_t at) {
    if (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')) return 1;
    for (const std::string_view space : {"\u00A0", "\u202F"})
        if (text.substr(at, space.size()) == space) return space.size();
    return 0;
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
    while (at < text.size() && blank_at(text, at) == 0) ++at;
    return at;
}

bool opens(std::string_view text) {
    constexpr std::size_t longest = 8;
    text = text.substr(0, longest);
    return text.starts_with('[') || after_scheme(text, "https://") ||
           after_scheme(text.substr(0, longest - 1), "mailto:") || after_scheme(text.substr(0, longest - 1), "http://");
}

// Where a bare address ends: a comma or a semicolon may be part of it, but not before the next address.
std::size_t end_of_bare(std::string_view text, std::size_t at) {
    for (; at < text.size() && blank_at(text, at) == 0; ++at)
        if ((text[at] == ',' || text[at] == ';') && opens(text.substr(at + 1))) break;
    return at;
}

// The end of the brackets that open at `at`, those inside counted; npos when they are never closed.
std::size_t end_of_brackets(std::string_view text, std::size_t at) {
    std::size_t depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '[') ++depth;
        if (text[at] == ']' && --depth == 0) return at + 1;
    }
    return std::string_view::npos;
}

// Wikis and browsers write "&" as "&amp;" where they write HTML.
std::string decoded(std::string_view address) {
    constexpr std::string_view reference = "&amp;";
    std::string out(address);
    for (std::size_t at = out.find(reference); at != std::string::npos; at = out.find(reference, at + 1))
        out.replace(at, reference.size(), "&");
    return out;
}

Link in_brackets(std::string_view inside) {
    const std::string_view text = trim(inside);
    const std::size_t end = end_of_word(text, 0);
    return {decoded(text.substr(0, end)), std::string(trim(plain_line(text.substr(end))))};
}

// Skips what may stand between two addresses.
std::size_t next_word(std::string_view text, std::size_t at) {
    constexpr std::string_view marks = ",;*#";
    while (at < text.size()) {
        const std::size_t blank = blank_at(text, at);
        if (blank == 0 && marks.find(text[at]) == std::string_view::npos) break;
        at += std::max<std::size_t>(blank, 1);
    }
    return at;
}

}  // namespace

bool is_address(std::string_view text) {
    constexpr std::size_t longest = 4096;  // bytes
    const auto refused = [](char c) {
        return (c >= '\0' && c <= ' ') || c == '\x7F' ||
               std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
    };
    if (text.size() > longest || text.ends_with(']') || std::any_of(text.begin(), text.end(), refused) ||
        !is_utf8(text))
        return false;
    if (const auto mail = after_scheme(text, "mailto:")) return mail->find('@', 1) != std::string_view::npos;
    auto rest = after_scheme(text, "https://");
    if (!rest) rest = after_scheme(text, "http://");
    return rest && !rest->empty() && std::string_view("/?#:@").find(rest->front()) == std::string_view::npos;
}

std::vector<Link> links_in(std::string_view written) {
    const std::string kept = without_comments(written);
    const std::string_view text = kept;
    std::vector<Link> out;
    for (std::size_t at = next_word(text, 0); at < text.size(); at = next_word(text, at)) {
        Link link;
        if (text[at] == '[') {
            const std::size_t end = end_of_brackets(text, at);
            if (end == std::string_view::npos) return {};
            link = in_brackets(text.substr(at + 1, end - at - 2));
            at = end;
        } else {
            const std::size_t end = end_of_bare(text, at);
            std::string_view word = text.substr(at, end - at);
            while (word.ends_with(',') || word.ends_with(';')) word.remove_suffix(1);
            link.address = decoded(word);
            at = end;
        }
        if (!is_address(link.address)) return {};
        out.push_back(std::move(link));
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
