// SPDX-License-Identifier: GPL-3.0-or-later
// Whether items may be published, where a source is asked that apart from their contents: one request an item, so it is
// asked of few in a run, and what was not asked yet waits in the store for the next one.
#include "daemon/poll/poller.hpp"

#include <algorithm>

namespace moisson::daemon {

namespace {

constexpr std::size_t asked_a_run = 500;  // of those that must be asked about: eight minutes at a request a second
constexpr std::size_t asked_at_once = 50;
// Of those of which nothing calls for it: what becomes private moves no date that a poll could see.
constexpr std::uint64_t checks_a_day = 200;
constexpr std::chrono::hours day{24};

}  // namespace

asio::awaitable<Result<Done>> Poller::ask_standings() {
    if (parts_.kind.memory == Memory::of_revisions) co_return Done{};
    for (std::size_t asked = 0; asked < asked_a_run;) {
        auto look = [this, now = parts_.clock.now()] {
            return parts_.roles.standings.due(parts_.config.name, now, asked_at_once);
        };
        auto due = co_await parts_.store.run(std::move(look));
        if (!due) co_return fail(due.error());
        if (due->empty()) break;
        asked += due->size();
        auto done = co_await ask_of(std::move(*due));
        if (!done) co_return done;
    }
    auto checked = co_await to_be_checked();
    if (!checked) co_return fail(checked.error());
    if (checked->empty()) co_return Done{};
    auto done = co_await ask_of(std::move(*checked));
    co_return done;
}

// A poll's share of what may be asked in a day.
asio::awaitable<Result<std::vector<ItemId>>> Poller::to_be_checked() {
    auto look = [this, now = parts_.clock.now()]() -> Result<std::vector<ItemId>> {
        auto asked = parts_.roles.standings.asked_since(parts_.config.name, now - day);
        if (!asked) return fail(asked.error());
        if (*asked >= checks_a_day) return std::vector<ItemId>{};
        const auto polls = std::max<std::int64_t>(1, day / std::max(parts_.config.poll, std::chrono::milliseconds(1)));
        const std::uint64_t share = checks_a_day / static_cast<std::uint64_t>(polls) + 1;
        return parts_.roles.standings.longest_unasked(parts_.config.name, now - day,
                                                      std::min(share, checks_a_day - *asked));
    };
    auto items = co_await parts_.store.run(std::move(look));
    co_return items;
}

// Those of which nothing could be learnt are tried another day.
asio::awaitable<Result<Done>> Poller::ask_of(std::vector<ItemId> items) {
    begin_phase("publication");
    std::vector<Wanted> wanted;
    for (const ItemId& item : items) wanted.push_back(Wanted{0, item, {}, Read::standing});
    const Instant now = parts_.clock.now();
    auto talk = connector_->fetch(std::move(wanted));
    auto done = co_await converse(std::move(talk), nullptr);
    if (!done) co_return done;
    auto later = [this, items = std::move(items), now] {
        return parts_.roles.standings.postpone_unasked(parts_.config.name, items, now);
    };
    auto postponed = co_await parts_.store.run(std::move(later));
    co_return postponed;
}

}  // namespace moisson::daemon
