// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/backtest/history.hpp"

#include "health/batches.hpp"
#include "health/footprint.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string_view>

namespace moisson::bench {
namespace {

using namespace moisson::health;

// Texts to numbers, in the order in which they are met.
class Numbers {
public:
    std::uint32_t of(std::string_view name) {
        return numbers_.try_emplace(std::string(name), static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct Row {
    std::string_view item;
    Instant at{};
    std::string_view actor;
};

std::optional<Row> row_of(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos || first == 0) return std::nullopt;
    const auto at = from_iso(line.substr(first + 1, second - first - 1));
    if (!at || line.find('\t', second + 1) != std::string_view::npos) return std::nullopt;
    return Row{line.substr(0, first), *at, line.substr(second + 1)};
}

// Whom a wiki names by an address has not signed in.
bool is_address(std::string_view name) {
    return name.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos &&
           (std::count(name.begin(), name.end(), '.') == 3 || std::count(name.begin(), name.end(), ':') >= 2);
}

Act::By author_of(std::string_view actor) {
    if (actor.empty()) return Act::By::hidden;
    if (is_address(actor)) return Act::By::anonymous;
    return names_a_bot(actor) ? Act::By::bot : Act::By::account;
}

class Reading {
public:
    void take(const Row& row) {
        const std::uint32_t item = items_.of(row.item);
        if (item == history_.items.size()) history_.items.push_back({std::string(row.item), {}, {}});
        Act act;
        act.at = row.at;
        act.by = author_of(row.actor);
        if (act.by != Act::By::hidden) act.who = Person{people_.of(row.actor)};
        history_.items[item].acts.push_back(act);
    }

    History finish() {
        sort();
        find_batches();
        for (ItemPast& item : history_.items) {
            item.verdicts = judge(item.acts, Opening::whole);
            for (std::size_t i = 0; i < item.acts.size(); ++i) note(item.acts[i], item.verdicts[i]);
        }
        for (auto& [who, times] : history_.presence) std::sort(times.begin(), times.end());
        return std::move(history_);
    }

private:
    void sort() {
        history_.first = Instant::max();
        history_.last = Instant::min();
        for (ItemPast& item : history_.items) {
            std::stable_sort(item.acts.begin(), item.acts.end(),
                             [](const Act& a, const Act& b) { return a.at < b.at; });
            history_.first = std::min(history_.first, item.acts.front().at);
            history_.last = std::max(history_.last, item.acts.back().at);
        }
    }

    void find_batches() {
        Batches batches;
        std::uint32_t number = 0;
        for (const ItemPast& item : history_.items) {
            for (const Act& act : item.acts)
                if (act.by == Act::By::account) batches.add(spree_of(act.who, act.at), number);
            ++number;
        }
        for (ItemPast& item : history_.items)
            for (Act& act : item.acts)
                act.in_batch = act.by == Act::By::account && batches.has(spree_of(act.who, act.at));
    }

    void note(const Act& act, Verdict verdict) {
        if (verdict == Verdict::counts && act.by == Act::By::account)
            history_.presence[static_cast<std::uint32_t>(act.who)].push_back(act.at);
    }

    History history_;
    Numbers items_;
    Numbers people_;
};

// When that person was last seen, by then.
std::optional<Instant> seen_by(const History& history, Person who, Instant when) {
    const auto times = history.presence.find(static_cast<std::uint32_t>(who));
    if (times == history.presence.end()) return std::nullopt;
    const auto after = std::upper_bound(times->second.begin(), times->second.end(), when);
    return after == times->second.begin() ? std::nullopt : std::optional(*std::prev(after));
}

}  // namespace

Result<History> read_history(const std::string& path, Instant until) {
    constexpr const char* remedy = "A row is an item, a TAB, an instant as ISO-8601, a TAB and an actor.";
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorKind::config, path, "it cannot be read", remedy);
    Reading reading;
    std::size_t number = 0;
    std::size_t taken = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        const auto row = row_of(line);
        if (!row) return fail(ErrorKind::config, path + ":" + std::to_string(number), "this is no row", remedy);
        if (row->at > until) continue;
        ++taken;
        reading.take(*row);
    }
    if (taken == 0) return fail(ErrorKind::config, path, "it has no row by then", remedy);
    return reading.finish();
}

Evidence evidence_at(const History& history, const ItemPast& item, Instant when) {
    const auto after = std::upper_bound(item.acts.begin(), item.acts.end(), when,
                                        [](Instant at, const Act& act) { return at < act.at; });
    const std::span<const Act> acts(item.acts.begin(), after);
    const std::span<const Verdict> verdicts(item.verdicts.data(), acts.size());
    const Footprint footprint = footprint_of(acts, verdicts);
    Evidence evidence;
    evidence.weeks = footprint.weeks();
    evidence.shares = footprint.shares();
    evidence.contest = contest_of(acts, verdicts, when);
    for (std::size_t i = 0; i < acts.size(); ++i) {
        evidence.last_any = acts[i].at;
        if (verdicts[i] == Verdict::counts) evidence.last_human = acts[i].at;
    }
    for (const Share& share : evidence.shares) {
        if (share.as != Share::As::named) continue;
        const auto seen = seen_by(history, share.who, when);
        auto& latest = evidence.facts.reach.others;
        if (seen) latest = std::max(latest.value_or(month_of(*seen)), month_of(*seen));
    }
    return evidence;
}

}  // namespace moisson::bench
