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

bool comes_before(const RevisionId& one, const RevisionId& other) noexcept {
    if (one.text.size() != other.text.size()) return one.text.size() < other.text.size();
    return one.text < other.text;
}

Past judge_past(const Census& told, const Census& held) {
    std::unordered_map<RevisionId, Instant> there;
    there.reserve(told.revisions.size());
    for (const Census::Mark& mark : told.revisions) there.emplace(mark.revision, mark.at);
    std::optional<RevisionId> first_given_again;
    std::vector<RevisionId> shared;
    for (const Census::Mark& mark : held.revisions) {
        auto found = there.find(mark.revision);
        if (found == there.end()) continue;
        if (found->second == mark.at)
            shared.push_back(mark.revision);
        else if (!first_given_again || comes_before(mark.revision, *first_given_again))
            first_given_again = mark.revision;
    }
    Past past;
    for (const RevisionId& revision : shared)
        if (comes_before(past.common, revision)) past.common = revision;
    if (first_given_again && comes_before(*first_given_again, past.common)) return past;
    for (const Census::Mark& mark : held.revisions)
        if (comes_before(past.common, mark.revision)) past.lost.push_back(mark.revision);
    std::sort(past.lost.begin(), past.lost.end(), comes_before);
    return past;
}

}  // namespace moisson::daemon
