// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/judge_past.hpp"

#include <algorithm>
#include <unordered_map>

namespace moisson::daemon {

namespace {

bool contradicts(const store::Before& before, const Revision& revision) {
    auto known = before.made.find(revision.id);
    return known != before.made.end() && known->second.at != revision.at && known->second.sha1 != revision.sha1;
}

}  // namespace

std::optional<RevisionId> reused(const store::Before& before, const Batch& batch) {
    if (before.made.empty()) return std::nullopt;
    const auto odd = [&](const Revision& revision) { return contradicts(before, revision); };
    if (auto found = std::ranges::find_if(batch.revisions, odd); found != batch.revisions.end()) return found->id;
    for (const History& history : batch.histories)
        if (auto found = std::ranges::find_if(history.revisions, odd); found != history.revisions.end())
            return found->id;
    return std::nullopt;
}

bool ends_earlier(const store::Before& before, const Batch& batch) {
    ItemSet explained;
    for (const Paid& paid : batch.paid)
        if (auto owed = before.owed.find(paid.owed); owed != before.owed.end() && owed->second.occasion)
            explained.insert(paid.item);
    return std::ranges::any_of(batch.items, [&](const Item& item) {
        auto known = before.items.find(item.id);
        return known != before.items.end() && known->second.life == Life::alive && !explained.contains(item.id) &&
               comes_before(item.latest, known->second.item.latest);
    });
}

namespace {

// Our revisions against the source's, one by one.
struct Comparison {
    std::vector<RevisionId> shared;
    std::vector<RevisionId> given_again;
    std::vector<RevisionId> absent;
};

void compare(const std::unordered_map<RevisionId, Instant>& there, const Census& ours, Comparison& found) {
    for (const Census::Mark& mark : ours.revisions) {
        auto told = there.find(mark.revision);
        auto& list = told == there.end() ? found.absent : told->second == mark.at ? found.shared : found.given_again;
        list.push_back(mark.revision);
    }
}

// The last one shared before the numbers were given again. A few that only seem shared afterwards do not count: two
// edits may fall into one second.
RevisionId last_common(const Comparison& found) {
    std::optional<RevisionId> first_again;
    if (!found.given_again.empty()) first_again = std::ranges::min(found.given_again, comes_before);
    const auto after = std::ranges::count_if(
        found.shared, [&](const RevisionId& revision) { return first_again && comes_before(*first_again, revision); });
    const bool damage = after > static_cast<std::ptrdiff_t>(found.given_again.size());
    RevisionId common;
    for (const RevisionId& revision : found.shared) {
        const bool before = !first_again || damage || comes_before(revision, *first_again);
        if (before && comes_before(common, revision)) common = revision;
    }
    return common;
}

}  // namespace

Past judge_past(const Census& told, const Census& held, const Census& buried) {
    std::unordered_map<RevisionId, Instant> there;
    there.reserve(told.revisions.size());
    for (const Census::Mark& mark : told.revisions) there.emplace(mark.revision, mark.at);
    Comparison found;
    compare(there, held, found);
    Comparison of_gone;
    compare(there, buried, of_gone);
    found.given_again.insert(found.given_again.end(), of_gone.given_again.begin(), of_gone.given_again.end());
    Past past;
    past.common = last_common(found);
    const auto younger = [&](const RevisionId& revision) { return comes_before(past.common, revision); };
    const bool went_back =
        std::ranges::any_of(found.given_again, younger) || std::ranges::any_of(found.absent, younger);
    if (!went_back) return past;
    for (const Census* ours : {&held, &buried})
        for (const Census::Mark& mark : ours->revisions)
            if (younger(mark.revision)) past.lost.push_back(mark.revision);
    std::ranges::sort(past.lost, comes_before);
    return past;
}

}  // namespace moisson::daemon
