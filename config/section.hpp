// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace moisson {

// One [[table]] of a configuration file as plain values that remember where they stood and whether anybody
// read them: an option nobody reads is a mistake, and the message knows its line. No TOML type leaves config/.
class Section {
public:
    using Scalar = std::variant<std::string, std::int64_t, double, bool>;
    struct ListOfTables {};  // whose content stands apart: see tables()
    struct Option {
        std::variant<Scalar, std::vector<Scalar>, ListOfTables> value;
        std::string place;  // "moisson.toml:4:1"
    };

    Section() = default;
    Section(std::string name, std::string place) : name_(std::move(name)), place_(std::move(place)) {}

    void put(std::string key, Option option) { options_[std::move(key)] = std::move(option); }
    void put_tables(std::string key, std::vector<Section> tables, std::string place) {
        put(key, Option{ListOfTables{}, std::move(place)});
        tables_[std::move(key)] = std::move(tables);
    }

    // Each marks the key as known. Absent: nullopt. Of another type: Error{config} with its place.
    Result<std::optional<std::string>> text(std::string_view key) const;
    Result<std::optional<std::int64_t>> integer(std::string_view key) const;
    Result<std::optional<bool>> flag(std::string_view key) const;
    Result<std::optional<std::vector<std::string>>> texts(std::string_view key) const;
    Result<std::optional<std::vector<std::int64_t>>> integers(std::string_view key) const;
    // "250ms", "90s", "10min", "6h", "1d", "2w".
    Result<std::optional<std::chrono::milliseconds>> duration(std::string_view key) const;
    // The tables written as [[source.key]], in their order; none when it is absent. Each refuses its own unread keys.
    Result<std::vector<Section>> tables(std::string_view key) const;

    // Error{config} naming the first option that was never asked for, and the nearest one that was.
    Result<Done> refuse_unread() const;

    const std::string& name() const noexcept { return name_; }
    const std::string& place() const noexcept { return place_; }
    // Where that option stands; the section's own place when it is absent.
    std::string place_of(std::string_view key) const;

private:
    const Option* ask(std::string_view key) const;

    std::string name_;
    std::string place_;
    std::map<std::string, Option, std::less<>> options_;
    std::map<std::string, std::vector<Section>, std::less<>> tables_;
    mutable std::set<std::string, std::less<>> asked_;
};

Result<std::chrono::milliseconds> parse_duration(std::string_view text);

// Of `words`, the one closest to `word` by edit distance, when close enough to be worth naming; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& words);

}  // namespace moisson
