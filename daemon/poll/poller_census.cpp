// SPDX-License-Identifier: GPL-3.0-or-later
// The whole list of a source held against ours: a census, and the full reading that is one too.
#include "daemon/poll/judge_census.hpp"
#include "daemon/poll/poller.hpp"

#include <algorithm>
#include <iterator>

namespace moisson::daemon {

namespace {

// Of a census, a hundred bytes each: as many as a wiki may have grown to since we know it.
constexpr std::size_t census_rows_at_least = 250'000;
constexpr std::size_t census_rows_a_page = 200;

// How many items a census speaks of: each has its line, or its revisions.
std::uint64_t items_of(const Census& told) {
    ItemSet items;
    for (const Census::Line& line : told.items) items.insert(line.item);
    for (const Census::Mark& mark : told.revisions) items.insert(mark.item);
    return items.size();
}

std::size_t rows_of(const Census& census) {
    return census.items.size() + census.revisions.size();
}

}  // namespace

// Everything again, in place: a census first, so that a broken source changes nothing, and both depths of it last, so
// that nothing of ours is left that the source does not have.
asio::awaitable<Result<Done>> Poller::resync_full() {
    auto believed = co_await guard();
    if (!believed) co_return believed;
    // What the feed has told since the last poll first: nothing but it knows of pages deleted meanwhile, or by whom.
    if (sight_ == Sight::news) {
        auto followed = co_await poll();
        if (!followed) co_return followed;
    }
    auto rewind = [this] { return parts_.roles.sources.rewind(parts_.config.name); };
    row_.reset();
    auto rewound = co_await parts_.store.run(std::move(rewind));
    if (!rewound) co_return rewound;
    auto read = co_await poll();
    if (!read) co_return read;
    auto swept = co_await census(Depth::latest);
    if (!swept || parts_.kind.memory == Memory::of_today) co_return swept;
    const auto drift = report_.run.drift;
    auto searched = co_await census(Depth::history);
    if (drift) report_.run.drift = std::max(*drift, report_.run.drift.value_or(0));
    co_return searched;
}

// Holds the source's own list against ours. The list comes first, then the feed: what changed meanwhile explains
// itself, and only the rest is drift.
asio::awaitable<Result<Done>> Poller::census(Depth depth) {
    auto begin = [absorber = absorber_]() -> Result<Done> {
        absorber->begin_census();
        return Done{};
    };
    auto begun = co_await parts_.store.run(std::move(begin));
    if (!begun) co_return begun;
    auto told = co_await take_census(depth);
    if (!told) co_return fail(told.error());
    auto followed = co_await follow();
    if (!followed) co_return followed;
    auto settled = co_await settle_up();
    if (!settled) co_return settled;
    auto repaired = co_await repair(depth, std::move(*told));
    co_return repaired;
}

asio::awaitable<Result<Done>> Poller::repair(Depth depth, Census told) {
    const std::uint64_t counted = items_of(told);
    std::optional<Occasion> confirmed;
    if (confirmed_) confirmed = Occasion{"confirmed by a person", parts_.clock.now(), std::nullopt};
    auto compare_there = [this, depth, told = std::move(told), absorber = absorber_, confirmed]() -> Result<Findings> {
        auto held = parts_.roles.reader.census(parts_.config.name, depth);
        if (!held) return fail(held.error());
        return depth == Depth::latest ? judge_latest(told, *held, absorber->named_since(), confirmed)
                                      : judge_history(told, *held, absorber->named_since());
    };
    auto findings = co_await parts_.store.run(std::move(compare_there));
    if (!findings) co_return fail(findings.error());
    // Looked into before anything is read again: what we hold may be the last copy.
    if (findings->backwards > 0 && parts_.kind.memory == Memory::of_revisions) {
        auto past = co_await look_back();
        if (!past) co_return past;
    }
    report_.run.drift = findings->drift;
    auto believe = [this, owed = std::move(findings->owed)]() -> Result<Done> {
        auto noted = parts_.roles.debts.owe(parts_.config.name, owed);
        return noted ? parts_.roles.sources.believe(parts_.config.name) : noted;
    };
    auto believed = co_await parts_.store.run(std::move(believe));
    if (!believed) co_return believed;
    auto repaired = co_await pay_debts();
    // The census named them all; those that agree are settled by that.
    Run& run = report_.run;
    const std::uint64_t open = run.listed - run.seen;
    run.listed = std::max(run.listed, counted);
    run.seen = run.listed - open;
    co_return repaired;
}

asio::awaitable<Result<Census>> Poller::take_census(Depth depth) {
    begin_phase("census");
    auto known = co_await known_items();
    if (!known) co_return fail(known.error());
    known_ = *known;
    const std::size_t most_rows = std::max<std::size_t>(census_rows_at_least, *known * census_rows_a_page);
    Census whole;
    auto talk = connector_->census(depth);
    for (;;) {
        auto reply = co_await driver_.next_reply(*talk);
        if (!reply) co_return fail(reply.error());
        if (!*reply) break;
        Census& piece = **reply;
        std::move(piece.items.begin(), piece.items.end(), std::back_inserter(whole.items));
        std::move(piece.revisions.begin(), piece.revisions.end(), std::back_inserter(whole.revisions));
        if (!piece.cut_short.empty()) whole.cut_short = std::move(piece.cut_short);
        if (rows_of(whole) > most_rows)
            co_return fail(ErrorKind::conflict, parts_.config.name.text,
                           "the source's list does not end: " + std::to_string(most_rows) + " rows were read of it",
                           "look at the source; nothing was changed");
    }
    if (!whole.cut_short.empty())
        report_.notes.push_back(parts_.config.name.text + ": " + whole.cut_short +
                                "; what is missing there is not believed to be gone");
    if (depth == Depth::latest && !is_believable(whole.items.size())) {
        auto refusal = co_await mutilated(whole.items.size());
        co_return fail(std::move(refusal));
    }
    co_return whole;
}

}  // namespace moisson::daemon
