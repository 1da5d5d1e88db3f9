// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/census.hpp"

#include <cstdint>
#include <vector>

namespace moisson::daemon {

// What a census found against what we hold.
struct Findings {
    std::vector<Owed> owed;       // what must be read again
    std::uint64_t drift = 0;      // items that differ and that no poll explains; must be 0
    std::uint64_t backwards = 0;  // of these, items that end before what we hold of them
};

// A source that suddenly denies most of what we know is broken, not empty: fewer than half calls a human.
bool looks_mutilated(std::uint64_t known, std::uint64_t listed) noexcept;

// `told` is the source's list, `held` ours. Items in `explained` were touched since the list was made.
// What is absent there is believed to be gone at once when a person confirmed it (`confirmed`); it says nothing where
// the list was cut short.
Findings judge_latest(const Census& told, const Census& held, const ItemSet& explained,
                      const std::optional<Occasion>& confirmed = std::nullopt);
Findings judge_history(const Census& told, const Census& held, const ItemSet& explained);

}  // namespace moisson::daemon
