// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/contributions.hpp"
#include "health/indicators.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace moisson::bench {

// What people did on one item, oldest first, and what of it counts.
struct ItemPast {
    std::string name;
    std::vector<health::Act> acts;
    std::vector<health::Verdict> verdicts;
};

// The history of a source, as a file of rows tells it.
struct History {
    std::vector<ItemPast> items;  // in the order in which the file names them
    // When each person acted in a way that counts, in order.
    std::unordered_map<std::uint32_t, std::vector<Instant>> presence;
    Instant first{};
    Instant last{};
};

// Reads rows of item<TAB>ISO-8601<TAB>actor, in any order; an empty actor is one whom the source hides, an IP address
// nobody in particular. Robots are known by their names, and batches by what one actor did within an hour; texts are
// not told, so nothing is taken for reverted. What is later than `until` is left out before anything is judged.
// Error{config}: a line that is none of these, by its number; a file that cannot be read, or has no row by then.
Result<History> read_history(const std::string& path, Instant until = Instant::max());

// What was known of an item at `when`: nothing that came later.
health::Evidence evidence_at(const History& history, const ItemPast& item, Instant when);

}  // namespace moisson::bench
