// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/vitals.hpp"
#include "schema/record.hpp"
#include "store/sqlite/acts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace moisson::store::sqlite {

// How much of the vitals is read.
enum class Scope {
    answers,  // what it says of itself, and since when
    label,    // what a label depends on: footprint, past, facts, people
    whole,
};

// A resource with what its health rests on, by the numbers of the store.
struct Patient {
    std::int64_t source = 0;  // of the item that speaks for it, and so the next
    std::string item;
    std::string title;
    std::int64_t rules = 0;  // under which its record was made
    Life life = Life::alive;
    std::vector<ItemKey> pages;         // that may be published, the redirects that lead to them, and no talk page
    std::vector<std::string> contacts;  // names by which they are looked for, folded
    health::Vitals vitals;
};

// Inside a transaction. Nothing: no item of it may be published and has a record. `now` is our clock.
std::optional<Patient> examine(Connection& connection, std::int64_t resource, Instant now, Scope depth);

}  // namespace moisson::store::sqlite
