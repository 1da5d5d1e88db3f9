// SPDX-License-Identifier: GPL-3.0-or-later
// What a run can be asked beyond following the feed: paying what is owed, a resync, a census.
#include "daemon/poll/judge_census.hpp"
#include "daemon/poll/poller.hpp"

#include <algorithm>
#include <iterator>

namespace moisson::daemon {

namespace {

constexpr std::size_t debts_at_once = 500;
// Of a census, a hundred bytes each: as many as a wiki may have grown to since we know it.
constexpr std::size_t census_rows_at_least = 250'000;
constexpr std::size_t census_rows_a_page = 200;

bool looks_like_id(const std::string& text) {
    constexpr std::size_t longest = 18;
    return !text.empty() && text.size() <= longest && text.front() != '0' &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Those of these items that nobody knows.
Result<std::string> unknown_of(store::Reader& reader, const SourceName& source, const std::vector<std::string>& items) {
    std::string unknown;
    for (const std::string& words : items) {
        auto found = reader.find(words, 20);
        if (!found) return fail(found.error());
        const auto is_ours = [&](const ItemRecord& record) { return record.source == source; };
        if (std::none_of(found->begin(), found->end(), is_ours)) unknown += (unknown.empty() ? "" : ", ") + words;
    }
    return unknown;
}

// How many items a census speaks of: each has its line, or its revisions.
std::uint64_t items_of(const Census& told) {
    ItemSet items;
    for (const Census::Line& line : told.items) items.insert(line.item);
    for (const Census::Mark& mark : told.revisions) items.insert(mark.item);
    return items.size();
}

std::string name_of(const Wanted& one) {
    return one.item.empty() ? "\"" + one.title + "\"" : "page " + one.item.text;
}

Error mutilated(const SourceName& source, std::uint64_t known, std::uint64_t listed) {
    return Error{ErrorKind::conflict, source.text,
                 "the source lists " + std::to_string(listed) + " pages where " + std::to_string(known) +
                     " are known, fewer than half; nothing was changed",
                 "look at the source: a broken or half-restored wiki comes back by itself at the next run; if it was "
                 "emptied on purpose, a human must take the source out of the configuration",
                 std::nullopt};
}

}  // namespace

// Reads what is due until nothing is. What could not be read is postponed, so this ends. A reading that the source
// refuses is found by asking for half as many, until it stands alone; two of them in a row, and it is the source that
// refuses.
asio::awaitable<Result<Done>> Poller::pay_debts() {
    std::size_t at_once = debts_at_once;
    bool refused_before = false;
    for (;;) {
        auto look = [this, at_once, now = parts_.clock.now()] {
            return parts_.roles.debts.due(parts_.config.name, now, at_once);
        };
        auto wanted = co_await parts_.store.run(std::move(look));
        if (!wanted) co_return fail(wanted.error());
        if (wanted->empty()) co_return Done{};
        begin_phase("reading");
        std::vector<Wanted> unpaid = *wanted;
        std::vector<std::int64_t> paid;
        auto talk = connector_->fetch(std::move(*wanted));
        auto done = co_await converse(std::move(talk), &paid);
        std::sort(paid.begin(), paid.end());
        std::erase_if(unpaid,
                      [&](const Wanted& one) { return std::binary_search(paid.begin(), paid.end(), one.owed); });
        if (!done) {
            const bool alone = unpaid.size() == 1;
            if (done.error().kind != ErrorKind::refused || done.error().wait || (alone && refused_before))
                co_return done;
            if (!alone) {
                at_once = std::max<std::size_t>(1, std::min(at_once, unpaid.size()) / 2);
                continue;
            }
            report_.notes.push_back(parts_.config.name.text + ": " + name_of(unpaid.front()) +
                                    " was not read: " + done.error().sentence());
        }
        refused_before = !done;
        left_unread_ = left_unread_ || !unpaid.empty();
        if (done) at_once = std::min(debts_at_once, at_once * 2);
        auto later = [this, unpaid = std::move(unpaid), now = parts_.clock.now()] {
            return parts_.roles.debts.postpone(parts_.config.name, unpaid, now);
        };
        auto postponed = co_await parts_.store.run(std::move(later));
        if (!postponed) co_return postponed;
    }
}

asio::awaitable<Result<Done>> Poller::owe(std::vector<Owed> owed) {
    auto there = [this, owed = std::move(owed)] { return parts_.roles.debts.owe(parts_.config.name, owed); };
    auto done = co_await parts_.store.run(std::move(there));
    co_return done;
}

// Reads those pages again with their history, whatever we believe of them.
asio::awaitable<Result<Done>> Poller::resync_items(std::vector<std::string> items) {
    auto resolve = [this, items]() -> Result<std::vector<Owed>> {
        std::vector<Owed> owed;
        for (const std::string& words : items) {
            auto found = parts_.roles.reader.find(words, 20);
            if (!found) return fail(found.error());
            bool known = false;
            for (const ItemRecord& record : *found) {
                if (record.source != parts_.config.name) continue;
                owed.push_back(Owed{record.item.id, {}, Read::history, "resync", std::nullopt});
                known = true;
            }
            if (looks_like_id(words) && !known)
                owed.push_back(Owed{ItemId(words), {}, Read::history, "resync", std::nullopt});
            else if (!known)
                owed.push_back(Owed{{}, words, Read::history, "resync", std::nullopt});
        }
        return owed;
    };
    auto owed = co_await parts_.store.run(std::move(resolve));
    if (!owed) co_return fail(owed.error());
    auto noted = co_await owe(std::move(*owed));
    if (!noted) co_return noted;
    auto paid = co_await pay_debts();
    if (!paid) co_return paid;
    auto look = [this, items = std::move(items)] { return unknown_of(parts_.roles.reader, parts_.config.name, items); };
    auto unknown = co_await parts_.store.run(std::move(look));
    if (!unknown) co_return fail(unknown.error());
    if (!unknown->empty())
        co_return fail(ErrorKind::config, parts_.config.name.text, "no page \"" + *unknown + "\" here or at the source",
                       "titles are exact, with their namespace; try: moisson show WORDS");
    co_return Done{};
}

// Everything again, in place: a census first, so that a broken source changes nothing.
asio::awaitable<Result<Done>> Poller::resync_full() {
    auto believed = co_await guard();
    if (!believed) co_return believed;
    // What the feed has told since the last poll first: nothing but it knows of pages deleted meanwhile, or by whom.
    if (sight_ == Sight::news) {
        auto followed = co_await poll();
        if (!followed) co_return followed;
    }
    auto rewind = [this] { return parts_.roles.sources.rewind(parts_.config.name); };
    auto rewound = co_await parts_.store.run(std::move(rewind));
    if (!rewound) co_return rewound;
    auto read = co_await poll();
    if (!read) co_return read;
    auto swept = co_await census(Depth::latest);
    co_return swept;
}

// Holds the source's own list against ours. The list comes first, then the feed: what changed meanwhile explains
// itself, and only the rest is drift.
asio::awaitable<Result<Done>> Poller::census(Depth depth) {
    auto told = co_await take_census(depth);
    if (!told) co_return fail(told.error());
    auto followed = co_await poll();
    if (!followed) co_return followed;
    const std::uint64_t counted = items_of(*told);
    auto compare_there = [this, depth, told = std::move(*told), absorber = absorber_]() -> Result<Findings> {
        auto held = parts_.roles.reader.census(parts_.config.name, depth);
        if (!held) return fail(held.error());
        return depth == Depth::latest ? judge_latest(told, *held, absorber->named())
                                      : judge_history(told, *held, absorber->named());
    };
    auto findings = co_await parts_.store.run(std::move(compare_there));
    if (!findings) co_return fail(findings.error());
    report_.run.drift = findings->drift;
    Result<Done> repaired = Done{};
    if (!findings->owed.empty()) {
        repaired = co_await owe(std::move(findings->owed));
        if (repaired) repaired = co_await pay_debts();
    }
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
        if (whole.items.size() + whole.revisions.size() > most_rows)
            co_return fail(ErrorKind::conflict, parts_.config.name.text,
                           "the source's list does not end: " + std::to_string(most_rows) + " rows were read of it",
                           "look at the source; nothing was changed");
    }
    if (depth == Depth::latest && looks_mutilated(*known, whole.items.size()))
        co_return fail(mutilated(parts_.config.name, *known, whole.items.size()));
    co_return whole;
}

// A census for its guard alone.
asio::awaitable<Result<Done>> Poller::guard() {
    auto told = co_await take_census(Depth::latest);
    if (!told) co_return fail(told.error());
    co_return Done{};
}

asio::awaitable<Result<std::uint64_t>> Poller::known_items() {
    auto count = [this]() -> Result<std::uint64_t> {
        auto held = parts_.roles.reader.census(parts_.config.name, Depth::latest);
        if (!held) return fail(held.error());
        return held->items.size();
    };
    auto known = co_await parts_.store.run(std::move(count));
    co_return known;
}

asio::awaitable<Result<Cursor>> Poller::cursor() {
    auto look = [this]() -> Result<Cursor> {
        auto row = parts_.roles.sources.find(parts_.config.name);
        if (!row) return fail(row.error());
        return *row ? (*row)->cursor : Cursor{};
    };
    auto since = co_await parts_.store.run(std::move(look));
    co_return since;
}

asio::awaitable<Result<Done>> Poller::end_baseline() {
    auto end = [absorber = absorber_, now = when()] { return absorber->end_baseline(now); };
    auto done = co_await parts_.store.run(std::move(end));
    if (done) sight_ = Sight::news;
    co_return done;
}

}  // namespace moisson::daemon
