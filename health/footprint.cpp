// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/footprint.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace moisson::health {
namespace {

// Authors of another wiki did something, but cannot be called.
Share::As share_of(Act::By by) {
    if (by == Act::By::account) return Share::As::named;
    return by == Act::By::anonymous ? Share::As::anonymous : Share::As::hidden;
}

Person person_of(const Act& act) {
    return act.by == Act::By::account ? act.who : Person{};
}

}  // namespace

Footprint::Part& Footprint::part_of(Share::As as, Person who) {
    const auto place =
        std::lower_bound(parts_.begin(), parts_.end(), std::pair(as, who),
                         [](const Part& part, const auto& wanted) { return std::pair(part.as, part.who) < wanted; });
    if (place != parts_.end() && place->as == as && place->who == who) return *place;
    return *parts_.insert(place, Part{as, who, {}});
}

void Footprint::add(const Act& act) {
    const auto week = week_of(act.at);
    assert(week);
    if (week) part_of(share_of(act.by), person_of(act)).tally.add(*week);
}

void Footprint::withdraw(const Act& act) {
    const auto week = week_of(act.at);
    assert(week);
    if (!week) return;
    Part& part = part_of(share_of(act.by), person_of(act));
    part.tally.withdraw(*week);
    if (part.tally.empty()) parts_.erase(parts_.begin() + (&part - parts_.data()));
}

void Footprint::correct(const Act& act, Verdict before, Verdict after) {
    if (before == after) return;
    if (before == Verdict::counts) withdraw(act);
    if (after == Verdict::counts) add(act);
}

Footprint& Footprint::operator+=(const Footprint& other) {
    for (const Part& part : other.parts_) part_of(part.as, part.who).tally += part.tally;
    return *this;
}

Weeks Footprint::weeks() const {
    Weeks weeks;
    for (const Part& part : parts_)
        for (const Tally::Entry& entry : part.tally.entries()) weeks.add(entry.week);
    return weeks;
}

std::vector<Share> Footprint::shares() const {
    std::vector<Share> shares;
    shares.reserve(parts_.size());
    for (const Part& part : parts_) shares.push_back({part.as, part.who, part.tally.weeks()});
    return shares;
}

Footprint footprint_of(std::span<const Act> acts, std::span<const Verdict> verdicts) {
    assert(acts.size() == verdicts.size());
    Footprint footprint;
    for (std::size_t i = 0; i < acts.size(); ++i)
        if (verdicts[i] == Verdict::counts) footprint.add(acts[i]);
    return footprint;
}

}  // namespace moisson::health
