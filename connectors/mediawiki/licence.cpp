// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/licence.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace moisson::mediawiki {

namespace {

std::string lower(std::string_view text) {
    std::string folded(text);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

// SPDX knows these terms of Creative Commons, in these versions.
std::optional<std::string> creative_commons(std::string terms, std::string_view version) {
    constexpr std::array<std::string_view, 6> known{"by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd"};
    constexpr std::array<std::string_view, 5> versions{"1.0", "2.0", "2.5", "3.0", "4.0"};
    if (std::find(known.begin(), known.end(), terms) == known.end()) return std::nullopt;
    if (std::find(versions.begin(), versions.end(), version) == versions.end()) return std::nullopt;
    std::transform(terms.begin(), terms.end(), terms.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "CC-" + terms + "-" + std::string(version);
}

std::string_view next_part(std::string_view& path) {
    const auto slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return part;
}

// creativecommons.org/licenses/by-sa/4.0/deed.fr; a country's own version is another licence, and has other names.
std::optional<std::string> by_address(const std::string& url) {
    constexpr std::string_view licences = "creativecommons.org/licenses/";
    if (url.find("creativecommons.org/publicdomain/zero/1.0") != std::string::npos) return "CC0-1.0";
    if (url.find("etalab") != std::string::npos && url.find("licence-ouverte") != std::string::npos)
        return url.find("2.0") != std::string::npos || url.find("v20") != std::string::npos
                   ? std::optional<std::string>("etalab-2.0")
                   : std::nullopt;
    const auto found = url.find(licences);
    if (found == std::string::npos) return std::nullopt;
    std::string_view path = std::string_view(url).substr(found + licences.size());
    const std::string terms(next_part(path));
    const std::string_view version = next_part(path);
    const std::string_view rest = next_part(path);
    if (!rest.empty() && !rest.starts_with("deed") && !rest.starts_with("legalcode")) return std::nullopt;
    return creative_commons(terms, version);
}

// "CC BY-SA 4.0", "cc-by-sa-4.0", "CC0".
std::optional<std::string> by_name(std::string name) {
    std::replace(name.begin(), name.end(), ' ', '-');
    if (name == "cc0" || name == "cc0-1.0" || name == "cc-0") return "CC0-1.0";
    if (!name.starts_with("cc-")) return std::nullopt;
    const auto last = name.rfind('-');
    if (last < 3) return std::nullopt;
    return creative_commons(name.substr(3, last - 3), std::string_view(name).substr(last + 1));
}

}  // namespace

std::string licence_of(std::string_view text, std::string_view url) {
    if (const auto known = by_address(lower(url))) return *known;
    if (const auto known = by_name(lower(text))) return *known;
    return std::string(text.empty() ? url : text);
}

}  // namespace moisson::mediawiki
