// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/poller.hpp"
#include "daemon/poll/schedule.hpp"

#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace moisson::daemon {

// What a source is doing now, for status.
struct RoundsState {
    bool running = false;
    std::optional<Instant> next_poll;
    std::optional<Instant> failing_since;  // the first of the runs that failed in a row
    unsigned failures = 0;
    std::string last_error;
};

// Makes the rounds of one source for as long as the daemon lives: polls at intervals, a census when one is due,
// what people ask at once. One run at a time. Loop thread.
class Rounds {
public:
    using Ended = std::function<void(const RunReport&)>;
    using Work = std::function<asio::awaitable<RunReport>()>;

    Rounds(Poller& poller, Clock& clock, Schedule schedule, std::function<double()> jitter);
    ~Rounds();
    Rounds(const Rounds&) = delete;
    Rounds& operator=(const Rounds&) = delete;

    // Until cancelled.
    asio::awaitable<void> live();
    // Runs as soon as the present run has ended; `ended` is told how. A poll already waiting is joined.
    void ask(Order order, Ended ended);
    // The same for what is no run of the poller but must not be beside one: a file that is imported. How it ends says
    // nothing of the source.
    void lend(Work work, Ended ended);
    void on_ended(Ended listener) { listener_ = std::move(listener); }
    // When the last complete censuses ended, as the store remembers it.
    void remember(const store::SourceRow& source);
    // The source's latest runs, newest first, as the store remembers them: how long it has failed already. The first
    // visit comes at once all the same: whoever started us anew may have mended it.
    void remember_runs(const std::vector<Run>& newest_first);

    const RoundsState& state() const noexcept { return state_; }

private:
    struct Bell;
    struct Asked {
        Order order;
        Ended ended;
        Work work;  // in place of the order, when there is one
    };
    asio::awaitable<void> perform(Asked asked);
    asio::awaitable<void> wait_until(Instant when);
    Order::Verb due(Instant now) const;
    void take_note(const Order& order, const RunReport& report);

    Poller& poller_;
    Clock& clock_;
    Schedule schedule_;
    std::function<double()> jitter_;
    Ended listener_;
    std::deque<Asked> asked_;
    std::shared_ptr<Bell> bell_;
    RoundsState state_;
    std::optional<Instant> last_census_;
    std::optional<Instant> last_deep_census_;  // or when one was last tried
    bool harvested_ = false;
};

}  // namespace moisson::daemon
