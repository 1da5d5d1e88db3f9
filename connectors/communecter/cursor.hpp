// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/communecter/walk.hpp"
#include "schema/batch.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace moisson::communecter {

// How far one scope was read.
struct ScopeMark {
    std::optional<std::int64_t>
        until;                     // the latest `updated` seen by a walk that came to its end: the server's seconds
    std::optional<WalkMark> walk;  // where a walk stands that was cut

    friend bool operator==(const ScopeMark&, const ScopeMark&) = default;
};

// How far a source was read. Scopes are named by what they ask for: one that is new, or asks otherwise, begins anew.
struct Mark {
    bool harvest = true;  // the first reading of all has not come to its end
    std::map<std::string, ScopeMark> scopes;

    friend bool operator==(const Mark&, const Mark&) = default;
};

Cursor to_cursor(const Mark& mark);

// What nobody here wrote is a harvest from the beginning: everything is read again and nothing is missed.
Mark read_cursor(const Cursor& cursor);

}  // namespace moisson::communecter
