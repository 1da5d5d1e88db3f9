// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/weeks.hpp"

namespace moisson::health {

// How many contributions each week holds. A week is active as long as it holds one, so that one of several can be
// withdrawn. Adding and withdrawing commute: only what is left matters, not in which order it came.
class Tally {
public:
    struct Entry {
        Week week;
        std::uint32_t count = 0;  // never 0

        friend bool operator==(const Entry&, const Entry&) = default;
    };

    // Whether the week becomes active by it.
    bool add(Week week, std::uint32_t contributions = 1);
    // Whether the week is not active any more. To withdraw what was never added is a bug.
    bool withdraw(Week week);
    // The contributions of both: what two items of one resource make together.
    Tally& operator+=(const Tally& other);

    bool empty() const noexcept { return entries_.empty(); }
    std::uint64_t contributions() const noexcept;
    Weeks weeks() const;
    const std::vector<Entry>& entries() const noexcept { return entries_; }  // by week

    friend bool operator==(const Tally&, const Tally&) = default;

private:
    std::vector<Entry> entries_;
};

// The one form in which the store keeps it: for each week, how many weeks were passed over since the one before, and
// how many contributions follow its first; both as base-128 numbers, lowest part first.
std::string to_bytes(const Tally& tally);
// Any bytes; those that to_bytes() never writes are Error{invalid}.
Result<Tally> tally_from_bytes(std::string_view bytes);

}  // namespace moisson::health
