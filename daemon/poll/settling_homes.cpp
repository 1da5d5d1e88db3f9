// SPDX-License-Identifier: GPL-3.0-or-later
// Which resource an item belongs to when it is none of its own: a talk page, a page that continues a lost one.
#include "daemon/poll/settling.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace moisson::daemon {

// Known by its id only, it may not stand among the bearers of its title yet.
void Settling::bear_title(const Item& item) {
    const auto [first, last] = by_title_.equal_range(item.title);
    if (std::none_of(first, last, [&](const auto& bearer) { return bearer.second == item.id; }))
        by_title_.emplace(item.title, item.id);
}

// A talk page belongs to its subject. When two bear that title here, one of them has left it and was not read since:
// the other is the one that was just read, else the one with the later revision (numbers grow in length, then in
// value).
std::optional<ResourceId> Settling::home_of_subject(const Item& item) const {
    std::string subject = rules_.connector->subject_of(item);
    if (subject.empty()) return std::nullopt;
    const auto rank = [this](const store::Known& known) {
        const std::string& latest = known.item.latest.text;
        return std::tuple(touched_.contains(known.item.id), latest.size(), std::string_view(latest));
    };
    const store::Known* bearer = nullptr;
    auto [first, last] = by_title_.equal_range(subject);
    for (; first != last; ++first) {
        const store::Known& known = known_.at(first->second);
        if (known.life != Life::alive || known.item.title != subject) continue;
        if (bearer == nullptr || rank(*bearer) < rank(known)) bearer = &known;
    }
    return bearer == nullptr ? std::nullopt : std::optional(bearer->home);
}

void Settling::join_resource_of_lost(store::Known& known, const RevisionId& revision) {
    auto owner = owners_.find(revision);
    if (owner == owners_.end() || owner->second == known.item.id) return;
    const store::Known* lost = find(owner->second);
    if (lost == nullptr || lost->life != Life::gone || lost->home == known.home) return;
    known.home = lost->home;
    if (!known.item.redirect_to) known.resource = known.home;
    touched_.insert(known.item.id);
}

void Settling::adopt(store::Known& talk, ItemSet& adopted) const {
    const auto home = home_of_subject(talk.item);
    if (!home || *home == talk.home) return;
    talk.home = *home;
    if (!talk.item.redirect_to) talk.resource = *home;
    adopted.insert(talk.item.id);
}

// A talk page that was seen before its subject joins it as soon as the subject is known, follows the title when another
// page takes it, and stays when it is lost.
void Settling::adopt_talk_pages() {
    ItemSet adopted;
    for (const ItemId& id : touched_) {
        adopt(known_.at(id), adopted);
        const std::string talk = rules_.connector->talk_of(known_.at(id).item);
        auto [first, last] = by_title_.equal_range(talk);
        for (; !talk.empty() && first != last; ++first)
            if (store::Known& known = known_.at(first->second); known.item.title == talk) adopt(known, adopted);
    }
    touched_.insert(adopted.begin(), adopted.end());
}

}  // namespace moisson::daemon
