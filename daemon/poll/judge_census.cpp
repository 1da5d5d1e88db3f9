// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/judge_census.hpp"

#include "schema/revision.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace moisson::daemon {

namespace {

void doubt(Findings& findings, const ItemSet& explained, const ItemId& item, const char* why) {
    if (explained.contains(item)) return;
    ++findings.drift;
    findings.owed.push_back(Owed{item, {}, Read::history, why, std::nullopt});
}

using Marks = std::unordered_map<ItemId, std::vector<Census::Mark>>;

Marks by_item(const Census& census) {
    Marks marks;
    for (const Census::Mark& mark : census.revisions) marks[mark.item].push_back(mark);
    for (auto& [item, list] : marks)
        std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.revision < b.revision; });
    return marks;
}

}  // namespace

bool looks_mutilated(std::uint64_t known, std::uint64_t listed) noexcept {
    return known > 0 && listed * 2 < known;
}

Findings judge_latest(const Census& told, const Census& held, const ItemSet& explained,
                      const std::optional<Occasion>& confirmed) {
    Findings findings;
    std::unordered_map<ItemId, const Census::Line*> ours;
    for (const Census::Line& line : held.items) ours.emplace(line.item, &line);
    for (const Census::Line& line : told.items) {
        auto found = ours.find(line.item);
        if (found == ours.end()) {
            doubt(findings, explained, line.item, "census: unknown here");
            continue;
        }
        const Census::Line& known = *found->second;
        if (known.latest != line.latest || known.title != line.title || known.redirect != line.redirect)
            doubt(findings, explained, line.item, "census: differs");
        if (comes_before(line.latest, known.latest) && !explained.contains(line.item)) ++findings.backwards;
        ours.erase(found);
    }
    if (!told.cut_short.empty()) return findings;
    // Sorted, so that the same census always owes in the same order.
    std::map<ItemId, const Census::Line*> absent(ours.begin(), ours.end());
    for (const auto& [item, line] : absent) {
        doubt(findings, explained, item, "census: absent there");
        if (confirmed && !findings.owed.empty() && findings.owed.back().item == item)
            findings.owed.back().occasion = confirmed;
    }
    return findings;
}

Findings judge_history(const Census& told, const Census& held, const ItemSet& explained) {
    Findings findings;
    const Marks there = by_item(told);
    const Marks here = by_item(held);
    std::set<ItemId> all;
    for (const auto& [item, marks] : there) all.insert(item);
    for (const auto& [item, marks] : here) all.insert(item);
    for (const ItemId& item : all) {
        auto a = there.find(item);
        auto b = here.find(item);
        const bool same = a != there.end() && b != here.end() && a->second == b->second;
        if (!same) doubt(findings, explained, item, "deep census: its history differs");
    }
    return findings;
}

}  // namespace moisson::daemon
