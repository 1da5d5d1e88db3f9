// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "health/batches.hpp"
#include "health/contributions.hpp"
#include "health/footprint.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace moisson::health::test {

// A revision as a source tells it, and as stories make them up.
struct Told {
    std::uint32_t id = 0;  // in order of time, never given twice
    std::uint32_t item = 0;
    Act act;
};

// Keeps a verdict with each revision and mends them at each arrival and departure, as a store does inside a commit.
class KeptVerdicts {
public:
    void arrive(const Told& told) {
        Item& item = items_[told.item];
        const std::size_t place = item.place_of(told.id);
        item.ids.insert(item.ids.begin() + at(place), told.id);
        item.acts.insert(item.acts.begin() + at(place), told.act);
        item.verdicts.insert(item.verdicts.begin() + at(place), not_judged);
        mend(item, place);
        if (!has_author(told.act)) return;
        const Spree spree = spree_of(told.act.who, told.act.at);
        if (batches_.add(spree, told.item) != Batches::Turn::none) retell(spree);
        tell_batch(item, item.place_of(told.id));
    }

    void leave(const Told& told) {
        Item& item = items_[told.item];
        const std::size_t place = item.place_of(told.id);
        item.footprint.correct(item.acts[place], item.verdicts[place], not_judged);
        item.ids.erase(item.ids.begin() + at(place));
        item.acts.erase(item.acts.begin() + at(place));
        item.verdicts.erase(item.verdicts.begin() + at(place));
        mend(item, place);
        if (!has_author(told.act)) return;
        const Spree spree = spree_of(told.act.who, told.act.at);
        if (batches_.remove(spree, told.item) != Batches::Turn::none) retell(spree);
    }

    // The source says something else of it: tags that came late, a user who was hidden.
    void tell_otherwise(const Told& before, const Told& after) {
        leave(before);
        arrive(after);
    }

    std::map<std::uint32_t, std::vector<Verdict>> verdicts() const {
        std::map<std::uint32_t, std::vector<Verdict>> all;
        for (const auto& [number, item] : items_)
            if (!item.ids.empty()) all[number] = item.verdicts;
        return all;
    }
    std::map<std::uint32_t, Footprint> footprints() const {
        std::map<std::uint32_t, Footprint> all;
        for (const auto& [number, item] : items_)
            if (!item.ids.empty()) all[number] = item.footprint;
        return all;
    }

private:
    static constexpr Verdict not_judged = Verdict::unchanged;  // anything that does not count

    struct Item {
        std::vector<std::uint32_t> ids;
        std::vector<Act> acts;
        std::vector<Verdict> verdicts;
        Footprint footprint;

        std::size_t place_of(std::uint32_t id) const {
            return static_cast<std::size_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
        }
    };

    static std::ptrdiff_t at(std::size_t place) { return static_cast<std::ptrdiff_t>(place); }
    static bool has_author(const Act& act) { return act.by == Act::By::account || act.by == Act::By::anonymous; }

    // Loads what must be looked at, and nothing else.
    static void mend(Item& item, std::size_t place) {
        const Window window = window_around(place, place, item.acts.size());
        const std::vector<Act> loaded(item.acts.begin() + at(window.load_from),
                                      item.acts.begin() + at(window.load_until));
        const auto judged = judge(loaded, window.load_from == 0 ? Opening::whole : Opening::cut);
        for (std::size_t i = window.judge_from; i < window.judge_until; ++i) {
            const Verdict mended = judged[i - window.load_from];
            item.footprint.correct(item.acts[i], item.verdicts[i], mended);
            item.verdicts[i] = mended;
        }
    }

    void tell_batch(Item& item, std::size_t place) {
        Act& act = item.acts[place];
        const bool in_batch = batches_.has(spree_of(act.who, act.at));
        if (act.in_batch == in_batch) return;
        act.in_batch = in_batch;
        mend(item, place);
    }

    void retell(const Spree& spree) {
        for (auto& [number, item] : items_)
            for (std::size_t i = 0; i < item.acts.size(); ++i)
                if (has_author(item.acts[i]) && spree_of(item.acts[i].who, item.acts[i].at) == spree)
                    tell_batch(item, i);
    }

    std::map<std::uint32_t, Item> items_;
    Batches batches_;
};

// All of it judged at once, from nothing.
inline std::map<std::uint32_t, std::vector<Verdict>> judged_whole(std::vector<Told> told) {
    std::sort(told.begin(), told.end(), [](const Told& one, const Told& other) { return one.id < other.id; });
    std::map<Spree, std::map<std::uint32_t, int>> sprees;
    const auto has_author = [](const Act& act) { return act.by == Act::By::account || act.by == Act::By::anonymous; };
    for (const Told& one : told)
        if (has_author(one.act)) ++sprees[spree_of(one.act.who, one.act.at)][one.item];
    std::map<std::uint32_t, std::vector<Act>> items;
    for (Told& one : told) {
        if (has_author(one.act)) one.act.in_batch = sprees[spree_of(one.act.who, one.act.at)].size() > 20;
        items[one.item].push_back(one.act);
    }
    std::map<std::uint32_t, std::vector<Verdict>> all;
    for (const auto& [number, acts] : items) all[number] = judge(acts, Opening::whole);
    return all;
}

}  // namespace moisson::health::test
