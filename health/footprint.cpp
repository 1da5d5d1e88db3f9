// SPDX-License-Identifier: GPL-3.0-or-later
#include "health/footprint.hpp"

#include <algorithm>
#include <cassert>

namespace moisson::health {
// Authors of another wiki did something, but cannot be called.
Signature signature_of(const Act& act) noexcept {
    if (act.by == Act::By::account) return {Share::As::named, act.who};
    return {act.by == Act::By::anonymous ? Share::As::anonymous : Share::As::hidden, {}};
}

Footprint::Part& Footprint::part_of(const Signature& signature) {
    const auto place =
        std::lower_bound(parts_.begin(), parts_.end(), signature, [](const Part& part, const Signature& wanted) {
            return Signature{part.as, part.who} < wanted;
        });
    if (place != parts_.end() && place->as == signature.as && place->who == signature.who) return *place;
    return *parts_.insert(place, Part{signature.as, signature.who, {}});
}

void Footprint::add(const Act& act) {
    const auto week = week_of(act.at);
    assert(week);
    if (week) part_of(signature_of(act)).tally.add(*week);
}

void Footprint::withdraw(const Act& act) {
    const auto week = week_of(act.at);
    assert(week);
    if (!week) return;
    Part& part = part_of(signature_of(act));
    part.tally.withdraw(*week);
    if (part.tally.empty()) parts_.erase(parts_.begin() + (&part - parts_.data()));
}

void Footprint::correct(const Act& act, Verdict before, Verdict after) {
    if (before == after) return;
    if (before == Verdict::counts) withdraw(act);
    if (after == Verdict::counts) add(act);
}

void Footprint::add(Share::As as, Person who, const Tally& tally) {
    if (!tally.empty()) part_of({as, as == Share::As::named ? who : Person{}}).tally += tally;
}

Footprint& Footprint::operator+=(const Footprint& other) {
    for (const Part& part : other.parts_) add(part.as, part.who, part.tally);
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
