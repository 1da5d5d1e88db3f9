// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/batch.hpp"
#include "schema/instant.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>

namespace moisson::mediawiki {

// Where a full harvest stands: everything before it was handed over.
struct HarvestMark {
    enum class Phase {
        pages,
        listing,  // in place of `pages`, where a file has told them: what of it still holds?
        history,
    };

    // What a file has told.
    struct Told {
        Instant until{};          // every revision up to then …
        std::uint64_t pages = 0;  // … of so many pages
    };

    Phase phase = Phase::pages;
    int ns = 0;           // of `pages`: being read
    Fields continuation;  // the wiki's own words for where to go on; empty: from the beginning of that phase
    Instant since{};      // the wiki's time at the first request: where the feed takes over; unknown before a listing
    std::optional<Told> told = {};
};

// Rows become visible when they are committed, not in the order of their times: each poll reads this much again.
inline constexpr std::chrono::minutes feed_overlap{5};

// How far the feed was consumed.
struct FeedMark {
    Instant at{};                // the wiki's time
    Instant from{};              // where the next poll begins: before the overlap, and at rows it must find there again
    std::set<std::string> seen;  // the rows from there on that were taken: see ChangeRow::key()
    bool anchored = true;        // `seen` are rows of the feed: should none be there, it has a gap
    std::optional<std::uint64_t> edits = {};  // how many the wiki had counted in its whole life

    static FeedMark beginning(Instant at) { return FeedMark{at, at - feed_overlap, {}, true, std::nullopt}; }
};

using Mark = std::variant<HarvestMark, FeedMark>;

// The text a mark is kept as: {"harvest":{…},"since":…} or {"poll":{…}}. A listing is made in one go: where it stands
// is not kept.
Cursor to_cursor(const HarvestMark& mark);
Cursor to_cursor(const FeedMark& mark);

// A cursor that nobody here wrote is a harvest from the beginning: everything is read again and nothing is missed.
// Empty for an empty cursor too.
std::optional<Mark> read_cursor(const Cursor& cursor);

}  // namespace moisson::mediawiki
