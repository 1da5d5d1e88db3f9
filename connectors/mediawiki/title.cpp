// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/title.hpp"

#include "connectors/mediawiki/unicode.hpp"
#include "schema/entities.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <utility>

namespace moisson::mediawiki {
namespace {

constexpr std::size_t longest_title = 255;  // bytes: the width of the wiki's own column

// MediaWiki's white space in titles, "_" included.
bool is_space(char32_t code) {
    switch (code) {
        case ' ':
        case '_':
        case 0xA0:
        case 0x1680:
        case 0x180E:
        case 0x2028:
        case 0x2029:
        case 0x202F:
        case 0x205F:
        case 0x3000:
            return true;
        default:
            return code >= 0x2000 && code <= 0x200A;
    }
}

// Direction marks slip into pasted titles; MediaWiki drops them.
bool is_direction_mark(char32_t code) {
    return code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E);
}

// Single spaces, none at the ends; nullopt for bytes that are not text.
std::optional<std::string> clean(std::string_view text) {
    constexpr char32_t replacement = 0xFFFD;
    std::string cleaned;
    bool space = false;
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (!point.valid || point.value == replacement) return std::nullopt;
        if (is_space(point.value)) {
            space = !cleaned.empty();
        } else if (!is_direction_mark(point.value)) {
            if (space) cleaned += ' ';
            space = false;
            cleaned += text.substr(0, point.length);
        }
        text.remove_prefix(point.length);
    }
    return cleaned;
}

std::string_view without_spaces_around(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool is_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_illegal_byte(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F || std::string_view("#<>[]{}|").find(c) != std::string_view::npos;
    });
}

// "%41" and "&eacute;" cannot be told from what they stand for.
bool has_ambiguous_code(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && is_hexadecimal(text[at + 1]) && is_hexadecimal(text[at + 2]))
            return true;
        if (text[at] != '&') continue;
        std::size_t end = at + 1;
        while (end < text.size() && (is_letter_or_digit(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80))
            ++end;
        if (end > at + 1 && end < text.size() && text[end] == ';') return true;
        at = end - 1;
    }
    return false;
}

// A browser would walk up the folders.
bool is_relative(std::string_view text) {
    const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
    return text == "." || text == ".." || text.starts_with("./") || text.starts_with("../") || has("/./") ||
           has("/../") || text.ends_with("/.") || text.ends_with("/..");
}

bool is_legal(std::string_view text) {
    return text.size() <= longest_title && !has_illegal_byte(text) && !has_ambiguous_code(text) && !is_relative(text) &&
           text.find("~~~") == std::string_view::npos;
}

constexpr int talk_namespace = 1;

bool has_prefix(std::string_view text, const Dialect& dialect) {
    const std::size_t colon = text.find(':', 1);
    if (colon == std::string_view::npos) return false;
    const std::string_view prefix = without_spaces_around(text.substr(0, colon));
    return dialect.named(prefix) || dialect.interwikis.contains(lower_case(prefix));
}

// Takes the prefix off `rest` when it is a namespace of this wiki or the name of another wiki.
// False for what MediaWiki refuses: a talk page of a prefixed title.
bool take_prefix(std::string_view& rest, Title& title, const Dialect& dialect) {
    const std::size_t colon = rest.find(':', 1);
    if (colon == std::string_view::npos) return true;
    const std::string_view prefix = without_spaces_around(rest.substr(0, colon));
    const std::string_view after = without_spaces_around(rest.substr(colon + 1));
    if (const Namespace* found = dialect.named(prefix)) {
        title.ns = found->id;
        rest = after;
        return found->id != talk_namespace || !has_prefix(after, dialect);
    }
    const std::string folded = lower_case(prefix);
    if (dialect.interwikis.contains(folded)) {
        title.interwiki = folded;
        title.ns = main_namespace;
        rest = after;
        if (rest.starts_with(':')) rest = without_spaces_around(rest.substr(1));
    }
    return true;
}

bool wants_upper_first(const Title& title, const Dialect& dialect) {
    if (!title.interwiki.empty()) return false;
    const Namespace* found = dialect.name_space(title.ns);
    return !found || found->title_case == TitleCase::first_letter;
}

std::string prefix_of(int ns, const Dialect& dialect) {
    const Namespace* found = dialect.name_space(ns);
    if (!found) return {};
    return found->name.empty() ? found->canonical : found->name;
}

}  // namespace

std::optional<Title> parse_title(std::string_view written, const Dialect& dialect, int default_ns) {
    if (written.size() > longest_written_title) return std::nullopt;
    std::optional<std::string> cleaned = clean(references_decoded(written));
    if (!cleaned || cleaned->empty()) return std::nullopt;
    *cleaned = composed(*cleaned);

    Title title;
    title.ns = default_ns;
    std::string_view rest = *cleaned;
    if (rest.front() == ':') {
        title.ns = main_namespace;
        rest = without_spaces_around(rest.substr(1));
    }
    if (rest.empty() || !take_prefix(rest, title, dialect)) return std::nullopt;
    rest = without_spaces_around(rest.substr(0, rest.find('#')));
    if (rest.empty() || rest.front() == ':' || !is_legal(rest)) return std::nullopt;
    title.text = wants_upper_first(title, dialect) ? composed(upper_first(rest)) : std::string(rest);
    // Some capitals take a byte more than the small letter.
    if (title.text.size() > longest_title) return std::nullopt;
    return title;
}

std::string full_text(const Title& title, const Dialect& dialect) {
    std::string prefix = title.interwiki.empty() ? prefix_of(title.ns, dialect) : title.interwiki;
    if (!prefix.empty()) prefix += ':';
    return prefix + title.text;
}

std::optional<std::string> normalise_title(std::string_view written, const Dialect& dialect) {
    const std::optional<Title> title = parse_title(written, dialect);
    if (!title) return std::nullopt;
    return full_text(*title, dialect);
}

std::string subject_title(std::string_view title, int ns, const Dialect& dialect) {
    const bool is_talk = ns > 0 && ns % 2 == 1;
    const std::size_t colon = title.find(':');
    if (!is_talk || colon == std::string_view::npos || !dialect.name_space(ns - 1)) return {};
    Title subject;
    subject.ns = ns - 1;
    subject.text = title.substr(colon + 1);
    return full_text(subject, dialect);
}

std::string talk_title(std::string_view title, int ns, const Dialect& dialect) {
    const bool is_subject = ns >= 0 && ns % 2 == 0;
    if (!is_subject || !dialect.name_space(ns + 1)) return {};
    // The main namespace has no prefix: there a colon is part of the name.
    const std::size_t colon = ns == main_namespace ? std::string_view::npos : title.find(':');
    Title talk;
    talk.ns = ns + 1;
    talk.text = title.substr(colon == std::string_view::npos ? 0 : colon + 1);
    return full_text(talk, dialect);
}

std::string percent_decoded(std::string_view text) {
    const auto value_of = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && is_hexadecimal(text[at + 1]) && is_hexadecimal(text[at + 2])) {
            decoded += static_cast<char>(value_of(text[at + 1]) * 16 + value_of(text[at + 2]));
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

}  // namespace moisson::mediawiki
