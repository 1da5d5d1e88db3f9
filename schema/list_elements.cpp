// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/list_elements.hpp"

#include "schema/entities.hpp"
#include "schema/markup.hpp"

#include <algorithm>

namespace moisson {
namespace {

bool is_bullet(char c) {
    return c == '*' || c == '#';
}

// Two lines or more, each with its "*" or "#": whoever writes that separates nothing by commas.
bool is_bulleted(std::string_view text) {
    std::size_t lines = 0;
    while (!text.empty()) {
        const std::string_view one = trim(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(text.size(), text.find('\n')));
        if (!text.empty()) text.remove_prefix(1);
        if (one.empty()) continue;
        if (!is_bullet(one.front())) return false;
        ++lines;
    }
    return lines > 1;
}

std::vector<std::string> without_bullets(std::vector<std::string> elements) {
    for (std::string& each : elements) {
        std::string_view rest = each;
        while (!rest.empty() && is_bullet(rest.front())) rest = trim(rest.substr(1));
        each = std::string(rest);
    }
    std::erase(elements, std::string());
    return elements;
}

// Cut wherever the separator stands, but for inside a character reference.
std::vector<std::string> split_plain(std::string_view text, std::string_view separator) {
    std::vector<std::string> out;
    const auto add = [&out](std::string_view element) {
        if (element = trim(element); !element.empty()) out.emplace_back(element);
    };
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto reference = reference_at(text.substr(at))) {
            at += reference->length;
        } else if (text.substr(at, separator.size()) == separator) {
            add(text.substr(begin, at - begin));
            begin = at += separator.size();
        } else {
            ++at;
        }
    }
    add(text.substr(begin));
    return out;
}

std::vector<std::string> split(std::string_view text, std::string_view separator, Markup markup) {
    return markup == Markup::wikitext ? split_list(text, separator) : split_plain(text, separator);
}

// Joins again what the separator cut in two: "Rhône", "Alpes" where "Rhône, Alpes" is to be kept.
std::vector<std::string> rejoin(std::vector<std::string> elements, const Mapping::Type& type,
                                std::string_view separator, Markup markup) {
    for (const std::string& whole : type.keep) {
        const auto pieces = split(whole, separator, markup);
        const auto same = [](const std::string& one, const std::string& other) {
            return fold_key(one) == fold_key(other);
        };
        std::vector<std::string> out;
        for (auto at = elements.begin(); at != elements.end();) {
            const auto left = static_cast<std::size_t>(elements.end() - at);
            const bool here =
                pieces.size() > 1 && pieces.size() <= left && std::equal(pieces.begin(), pieces.end(), at, same);
            out.push_back(here ? whole : std::move(*at));
            at += here ? static_cast<std::ptrdiff_t>(pieces.size()) : 1;
        }
        elements = std::move(out);
    }
    return elements;
}

}  // namespace

std::vector<std::string> elements_of(std::string_view text, const Mapping::Type& type, Markup markup) {
    if (markup == Markup::wikitext && is_bulleted(text)) return without_bullets(split_list(text, "\n"));
    const std::string_view separator = type.separator.empty() ? "," : std::string_view(type.separator);
    auto elements = split(text, separator, markup);
    return type.keep.empty() ? elements : rejoin(std::move(elements), type, separator, markup);
}

}  // namespace moisson
