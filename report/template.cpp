// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/template.hpp"

#include "generated/templates.hpp"
#include "report/visible.hpp"
#include "schema/utf8.hpp"

#include <utf8proc.h>
#include <algorithm>
#include <cassert>
#include <kainjow/mustache.hpp>

namespace moisson::report {
namespace {

namespace mustache = kainjow::mustache;

std::string_view source_of(std::string_view name) {
    const auto* const found =
        std::find_if(templates.begin(), templates.end(), [&](const auto& each) { return each.first == name; });
    assert(found != templates.end());
    return found == templates.end() ? std::string_view() : found->second;
}

bool is_blank(char c) {
    return c == ' ' || c == '\n';
}

// Line ends, with the blanks around them, are one space; at both ends they are nothing.
std::string on_one_line(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto* const end = std::find_if_not(text.begin() + at, text.end(), is_blank);
        const std::string_view blanks = text.substr(at, static_cast<std::size_t>(end - (text.begin() + at)));
        if (blanks.empty()) {
            out += text[at++];
            continue;
        }
        at += blanks.size();
        if (out.empty() || at == text.size()) continue;
        out += blanks.find('\n') == std::string_view::npos ? blanks : std::string_view(" ");
    }
    return out;
}

}  // namespace

Told& Told::text(std::string_view key, std::string_view value) {
    texts_.insert_or_assign(std::string(key), std::string(value));
    return *this;
}

Told& Told::number(std::string_view key, long value) {
    return text(key, std::to_string(value));
}

Told& Told::section(std::string_view key, bool stands) {
    sections_.insert_or_assign(std::string(key), stands);
    return *this;
}

Told& Told::one_of(std::span<const std::string_view> keys, std::string_view chosen) {
    for (const std::string_view key : keys) section(key, key == chosen);
    return *this;
}

std::set<std::string, std::less<>> Told::keys() const {
    std::set<std::string, std::less<>> keys;
    for (const auto& [key, text] : texts_) keys.insert(key);
    for (const auto& [key, stands] : sections_) keys.insert(key);
    return keys;
}

std::vector<std::string_view> template_names() {
    std::vector<std::string_view> names;
    names.reserve(templates.size());
    for (const auto& [name, text] : templates) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

std::set<std::string, std::less<>> keys_of(std::string_view name) {
    std::set<std::string, std::less<>> keys;
    const std::string_view text = source_of(name);
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
        at += 2;
        std::string_view tag = text.substr(at, text.find("}}", at) - at);
        if (tag.starts_with('!')) continue;
        if (tag.starts_with('#') || tag.starts_with('^') || tag.starts_with('/')) tag.remove_prefix(1);
        keys.emplace(tag);
    }
    return keys;
}

std::string render(std::string_view name, const Told& told) {
    assert(told.keys() == keys_of(name));
    mustache::data values;
    for (const auto& [key, text] : told.texts_) values.set(key, text);
    for (const auto& [key, stands] : told.sections_) values.set(key, stands);
    mustache::mustache text{std::string(source_of(name))};
    assert(text.is_valid());
    text.set_custom_escape([](const std::string& value) { return visible(value); });
    return on_one_line(text.render(values));
}

std::string capitalised(std::string_view text) {
    const CodePoint first = first_code_point(text);
    if (!first.valid) return std::string(text);
    std::string out;
    append_code_point(out, utf8proc_toupper(static_cast<utf8proc_int32_t>(first.value)));
    return out.append(text.substr(first.length));
}

}  // namespace moisson::report
