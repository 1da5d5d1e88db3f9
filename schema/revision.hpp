// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moisson {

// Who did it, as the source says. Nothing else in Moisson holds a user's name.
struct Actor {
    enum class Kind { account, anonymous, import };  // import: an author's name brought in from another wiki

    std::string name;
    Kind kind = Kind::account;

    friend bool operator==(const Actor&, const Actor&) = default;
    friend auto operator<=>(const Actor&, const Actor&) = default;
};

std::string_view name_of(Actor::Kind kind) noexcept;

// What the source no longer shows of a revision.
struct Hidden {
    bool user = false;
    bool comment = false;
    bool text = false;

    friend bool operator==(const Hidden&, const Hidden&) = default;
};

// One contribution: the metadata, never the text.
struct Revision {
    RevisionId id;
    ItemId item;
    std::optional<RevisionId> parent;   // empty for the first one
    Instant at{};                       // the source's clock
    std::optional<Actor> actor;         // empty when hidden
    std::optional<std::uint64_t> size;  // bytes of the text
    std::string sha1;                   // hexadecimal; empty when hidden or unknown
    std::string comment;                // empty when hidden
    bool minor = false;
    bool bot = false;               // flagged so by the feed, or its author is in the bot group
    std::vector<std::string> tags;  // sorted
    Hidden hidden;

    friend bool operator==(const Revision&, const Revision&) = default;
};

// Numbers given one after the other, of any length: 9 comes before 10, and none before all.
bool comes_before(const RevisionId& one, const RevisionId& other) noexcept;

}  // namespace moisson
