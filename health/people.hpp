// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/unknown.hpp"
#include "health/weeks.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace moisson::health {

// Who contributed, by the number that the store gives an actor: names are nobody's business here.
enum class Person : std::uint32_t {};

// The weeks in which one person worked on a resource.
struct Share {
    enum class As {
        named,      // an account the source shows
        anonymous,  // all who signed with no name, taken together: nobody whom one could call
        hidden,     // all whom the source does not show any more, taken together: activity, but nobody's
    };
    As as = As::named;
    Person who{};  // of a named one
    Weeks weeks;

    friend bool operator==(const Share&, const Share&) = default;
};

// Somebody's weeks, each halved every two years; weeks given are not empty.
double weight_of(const Weeks& weeks, double now);

// I06: of how many people of equal weight the work is. Those who did not sign count as one.
Known<double> effective_contributors(std::span<const Share> shares, double now);
// The same of given weights: inverse Simpson. Weights are above 0.
double effective_number(std::span<const double> weights);

// I07: how few people carry half of it.
Known<unsigned> contributor_absence_factor(std::span<const Share> shares, double now);
// The same of given weights, in any order.
unsigned absence_factor(std::vector<double> weights);

// I08: of the people of the last 52 weeks, those who never came before.
struct Newcomers {
    unsigned newcomers = 0;
    unsigned people = 0;  // never 0

    double ratio() const noexcept { return static_cast<double>(newcomers) / people; }
    bool too_few() const noexcept { return people < 3; }

    friend bool operator==(const Newcomers&, const Newcomers&) = default;
};
Known<Newcomers> newcomers(std::span<const Share> shares, Week first, Instant now);

}  // namespace moisson::health
