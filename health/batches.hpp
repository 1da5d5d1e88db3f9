// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/people.hpp"
#include "schema/instant.hpp"

#include <cstdint>
#include <map>
#include <unordered_map>

namespace moisson::health {

// On more pages than this within one hour of the clock nobody writes: it is an import, a migration, a sweep.
inline constexpr std::size_t most_pages_of_an_hour = 20;

// An author in one hour of the clock, UTC. A store counts the distinct items that have a revision of it.
struct Spree {
    Person who{};
    std::int64_t hour = 0;  // since 1970

    friend auto operator<=>(const Spree&, const Spree&) = default;
};
Spree spree_of(Person who, Instant at) noexcept;

// All sprees of a source, in memory. Adding and taking away commute: a spree is a batch as long as it touches more than
// twenty items, whatever came first.
class Batches {
public:
    enum class Turn {
        none,
        became_batch,  // with this one: the revisions before it do not count any more
        ceased,        // without this one: those that remain count again
    };
    Turn add(const Spree& spree, std::uint32_t item);
    // To take away what was never added is a bug.
    Turn remove(const Spree& spree, std::uint32_t item);
    bool has(const Spree& spree) const;

private:
    struct ByIdentity {
        std::size_t operator()(const Spree& spree) const noexcept;
    };
    std::unordered_map<Spree, std::map<std::uint32_t, std::uint32_t>, ByIdentity> sprees_;  // item → its revisions
};

}  // namespace moisson::health
