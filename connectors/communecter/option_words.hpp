// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/section.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// How options of a configuration are read, and refused with their place.
namespace moisson::communecter {

// Error{config} where that key stands.
tl::unexpected<Error> wrong(const Section& section, std::string_view key, std::string what, std::string remedy = {});

// Absent: `otherwise`. Error{config}: a text in which nobody would see anything.
Result<std::string> text(const Section& section, std::string_view key, std::string_view otherwise = {});

// Absent: none. Error{config}: a list without a text, or with one that is blank.
Result<std::vector<std::string>> texts(const Section& section, std::string_view key);

// One of a few words, each with its meaning; absent: the first one.
template <class T>
Result<T> choice(const Section& section, std::string_view key, const std::vector<std::pair<std::string, T>>& words) {
    auto written = text(section, key, words.front().first);
    if (!written) return fail(std::move(written.error()));
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) {
        if (word == *written) return meaning;
        known.push_back(word);
    }
    std::string list;
    for (const std::string& word : known) list += (list.empty() ? "" : ", ") + word;
    const std::string close = nearest(*written, known);
    return wrong(section, key, "`" + std::string(key) + "` cannot be \"" + *written + "\"",
                 close.empty() ? "one of " + list : "did you mean \"" + close + "\"? It is one of " + list);
}

}  // namespace moisson::communecter
