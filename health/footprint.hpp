// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/contributions.hpp"
#include "health/people.hpp"
#include "health/tally.hpp"

#include <compare>
#include <span>
#include <vector>

namespace moisson::health {

// Under whose name an act is counted.
struct Signature {
    Share::As as = Share::As::named;
    Person who{};  // of a named one

    friend auto operator<=>(const Signature&, const Signature&) = default;
};
Signature signature_of(const Act& act) noexcept;

// What counts of an item, by person and week: all that its indicators are made of. The footprint of a resource is the
// sum of those of its items, so that two can be put together and told apart again.
class Footprint {
public:
    struct Part {
        Share::As as = Share::As::named;
        Person who{};  // of a named one
        Tally tally;   // not empty

        friend bool operator==(const Part&, const Part&) = default;
    };

    void add(const Act& act);
    // To withdraw what was not added is a bug.
    void withdraw(const Act& act);
    // The verdict of an act that is or was there is another now.
    void correct(const Act& act, Verdict before, Verdict after);

    // What somebody did, as it is kept: of anonymous and hidden people taken together `who` means nothing.
    void add(Share::As as, Person who, const Tally& tally);

    Footprint& operator+=(const Footprint& other);

    bool empty() const noexcept { return parts_.empty(); }
    Weeks weeks() const;
    std::vector<Share> shares() const;
    const std::vector<Part>& parts() const noexcept { return parts_; }  // by (as, who)

    friend bool operator==(const Footprint&, const Footprint&) = default;

private:
    Part& part_of(const Signature& signature);

    std::vector<Part> parts_;
};

// Of a whole item: what counts of it.
Footprint footprint_of(std::span<const Act> acts, std::span<const Verdict> verdicts);

}  // namespace moisson::health
