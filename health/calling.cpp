// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/calling.hpp"

#include <algorithm>
#include <cmath>

namespace moisson::health {
namespace {

double work_of(const Acquaintance& person, std::span<const Share> shares, double now) {
    for (const Share& share : shares)
        if (share.as == Share::As::named && share.who == person.who && !share.weeks.empty())
            return weight_of(share.weeks, now);
    return 0;
}

}  // namespace

Reach reach_of(std::span<const Acquaintance> people, Reach::Names names) noexcept {
    Reach reach;
    reach.names = names;
    for (const Acquaintance& person : people) {
        auto& seen = person.role == Acquaintance::Role::contact ? reach.contact : reach.others;
        seen = std::max(seen, person.seen);
    }
    return reach;
}

std::vector<Acquaintance> to_call(std::span<const Acquaintance> people, std::span<const Share> shares, Instant now) {
    struct Candidate {
        Acquaintance person;
        double work = 0;
    };
    std::vector<Candidate> there;
    for (const Acquaintance& person : people)
        if (person.seen && still_there(*person.seen, now))
            there.push_back({person, work_of(person, shares, days_of(now))});
    std::stable_sort(there.begin(), there.end(), [](const Candidate& one, const Candidate& other) {
        const bool is_contact = one.person.role == Acquaintance::Role::contact;
        if (is_contact != (other.person.role == Acquaintance::Role::contact)) return is_contact;
        return one.work > other.work;
    });
    std::vector<Acquaintance> all;
    all.reserve(there.size());
    for (const Candidate& candidate : there) all.push_back(candidate.person);
    return all;
}

double wake_priority(std::size_t active_weeks, Reachable reachable, double routing_completeness) noexcept {
    return std::log2(1 + static_cast<double>(active_weeks)) * (0.5 + static_cast<double>(reachable) / 2) *
           (0.5 + routing_completeness / 200);
}

}  // namespace moisson::health
