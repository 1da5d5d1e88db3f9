// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mediawiki/options.hpp"

#include <utility>

namespace moisson::mediawiki {

namespace {

// Main, its talk pages, the project's own, templates, help, categories.
std::vector<int> default_namespaces_followed() {
    return {0, 1, 4, 10, 12, 14};
}

constexpr std::int64_t highest_namespace = 1'000'000;
constexpr std::size_t most_namespaces = 50;  // what MediaWiki takes in one list

Result<std::string> read_api(const Section& section) {
    auto api = section.text("api");
    if (!api) return fail(std::move(api.error()));
    if (!*api || (*api)->empty())
        return fail(ErrorKind::config, section.place(), "a mediawiki source needs `api`",
                    "for instance api = \"https://movilab.org/api.php\"");
    std::string address = std::move(**api);
    if (!address.starts_with("https://") && !address.starts_with("http://"))
        return fail(ErrorKind::config, section.place_of("api"), "`api` is not an http or https address: " + address,
                    "for instance api = \"https://movilab.org/api.php\"");
    if (address.find_first_of("?# \t\r\n") != std::string::npos)
        return fail(ErrorKind::config, section.place_of("api"),
                    "`api` must be the bare address of api.php: " + address);
    return address;
}

Result<std::vector<int>> read_namespaces(const Section& section) {
    auto given = section.integers("namespaces");
    if (!given) return fail(std::move(given.error()));
    if (!*given) return default_namespaces_followed();
    std::vector<int> namespaces;
    for (const std::int64_t ns : **given) {
        if (ns < 0 || ns > highest_namespace)
            return fail(ErrorKind::config, section.place_of("namespaces"),
                        std::to_string(ns) + " is not the number of a namespace that holds pages");
        namespaces.push_back(static_cast<int>(ns));
    }
    if (namespaces.empty() || namespaces.size() > most_namespaces)
        return fail(ErrorKind::config, section.place_of("namespaces"), "`namespaces` must name from 1 to 50 of them");
    return namespaces;
}

}  // namespace

Result<Options> read_options(const Section& section) {
    auto api = read_api(section);
    if (!api) return fail(std::move(api.error()));
    auto namespaces = read_namespaces(section);
    if (!namespaces) return fail(std::move(namespaces.error()));
    // The HTTP client's, not ours; known all the same.
    if (auto plain = section.flag("allow_plain_http"); !plain) return fail(std::move(plain.error()));
    if (auto all_read = section.refuse_unread(); !all_read) return fail(std::move(all_read.error()));
    return Options{std::move(*api), std::move(*namespaces)};
}

}  // namespace moisson::mediawiki
