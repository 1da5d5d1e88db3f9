// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace moisson::store {

// Which revisions count, and what they make of an item. Commits judge what they bring. This does what would take them
// too long: it judges what was in a store before it knew how to judge, and names the resources of authors who were seen
// again, or not so lately as was thought.
class Judging {
public:
    virtual ~Judging() = default;
    // At most `limit` revisions or items in one transaction. How many it were: when fewer than `limit`, none is left.
    virtual Result<std::size_t> judge(std::size_t limit) = 0;
};

// What a replay of everything found.
struct Replayed {
    std::uint64_t items = 0;
    std::uint64_t revisions = 0;
    std::uint64_t unjudged = 0;  // items that were left out, because nobody judged them yet
    std::uint64_t differences = 0;

    friend bool operator==(const Replayed&, const Replayed&) = default;
};

// Where what is kept is not what a replay makes.
struct Difference {
    SourceName source;
    ItemId item;          // empty: of an author
    RevisionId revision;  // empty: of the whole item
    std::string what;     // of what: "verdict", "footprint", "batch", "months", "last seen"
    std::string kept;
    std::string replayed;

    friend bool operator==(const Difference&, const Difference&) = default;
};

// Judges every revision anew, from nothing, and compares that with what is kept, to the bit. Only reads.
class Replay {
public:
    virtual ~Replay() = default;
    // Each difference is handed over; the first function answers false to stop. The second is told now and then how
    // many revisions were judged.
    virtual Result<Replayed> replay(const std::function<bool(const Difference&)>& take,
                                    const std::function<void(std::uint64_t)>& progress) = 0;
};

}  // namespace moisson::store
