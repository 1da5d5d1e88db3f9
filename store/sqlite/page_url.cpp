// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/page_url.hpp"

#include <algorithm>

namespace moisson::store::sqlite {

namespace {

bool stays(char c) noexcept {
    constexpr std::string_view kept = "-_.;@$!*(),/~:";
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || kept.find(c) != std::string_view::npos;
}

std::string escaped(std::string_view title) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string path;
    path.reserve(title.size());
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == ' ')
            path += '_';
        else if (stays(c))
            path += c;
        else
            path.append({'%', digits[byte >> 4U], digits[byte & 0xFU]});
    }
    return path;
}

}  // namespace

namespace {

// "/#page.type.$1.id.$2": the parts of the item's id, which dashes separate.
std::string by_parts(std::string pattern, std::string_view id) {
    for (char number = '1'; number <= '9'; ++number) {
        const std::size_t end = std::min(id.find('-'), id.size());
        const std::string mark{'$', number};
        if (const std::size_t at = pattern.find(mark); at != std::string::npos)
            pattern.replace(at, mark.size(), escaped(id.substr(0, end)));
        id.remove_prefix(std::min(end + 1, id.size()));
    }
    return pattern;
}

}  // namespace

std::string page_url(const Traits& traits, const ItemId& item, std::string_view title) {
    constexpr std::string_view mark = "$1";
    if (const std::string* pattern = traits.details.at("itempath").text())
        return traits.base_url + by_parts(*pattern, item.text);
    const std::string pattern = traits.details.at("articlepath").text_or("");
    const std::size_t at = pattern.find(mark);
    if (at == std::string::npos) return traits.base_url;
    std::string server = traits.details.at("server").text_or(traits.base_url);
    if (server.starts_with("//")) server.insert(0, "https:");
    if (server.ends_with('/')) server.pop_back();
    return server + pattern.substr(0, at) + escaped(title) + pattern.substr(at + mark.size());
}

}  // namespace moisson::store::sqlite
