// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/rounds.hpp"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>

namespace moisson::daemon {

// Rung when somebody asks for something while the source is left in peace.
struct Rounds::Bell {
    explicit Bell(const asio::any_io_executor& loop) : timer(loop, asio::steady_timer::time_point::max()) {}
    asio::steady_timer timer;

    asio::awaitable<void> rung() {
        boost::system::error_code ring;
        auto token = asio::redirect_error(asio::use_awaitable, ring);
        co_await timer.async_wait(token);
    }
};

Rounds::Rounds(Poller& poller, Clock& clock, Schedule schedule, std::function<double()> jitter)
    : poller_(poller), clock_(clock), schedule_(schedule), jitter_(std::move(jitter)) {}

Rounds::~Rounds() = default;

void Rounds::remember(const store::SourceRow& source) {
    last_census_ = source.last_census;
    last_deep_census_ = source.last_deep_census;
    harvested_ = source.baseline_done;
}

// A source that was never harvested has nothing to be held against.
Order::Verb Rounds::due(Instant now) const {
    if (!harvested_) return Order::Verb::poll;
    if (census_due(schedule_, last_census_, now)) return Order::Verb::census;
    if (schedule_.deep_census && census_due(*schedule_.deep_census, last_deep_census_, now))
        return Order::Verb::deep_census;
    return Order::Verb::poll;
}

void Rounds::remember_runs(const std::vector<Run>& newest_first) {
    for (const Run& run : newest_first) {
        if (run.outcome == Outcome::complete || run.outcome == Outcome::partial) return;
        // One that asks for pages by name may have failed because nobody knows them.
        const bool tells = run.outcome == Outcome::failed || run.outcome == Outcome::refused;
        const bool of_a_person =
            run.verb == name_of(Order::Verb::resync_items) || run.verb == name_of(Order::Verb::confirm);
        if (!tells || of_a_person) continue;
        if (state_.failures++ == 0) state_.last_error = run.error;
        state_.failing_since = run.started;
    }
}

void Rounds::ask(Order order, Ended ended) {
    const auto same_poll = [&order](const Asked& waiting) {
        return !waiting.work && order.verb == Order::Verb::poll && waiting.order.verb == Order::Verb::poll;
    };
    if (auto poll = std::find_if(asked_.begin(), asked_.end(), same_poll); poll != asked_.end()) {
        if (order.knocking == Knocking::all_the_same) poll->order.knocking = order.knocking;
        poll->ended = [first = std::move(poll->ended), second = std::move(ended)](const RunReport& report) {
            if (first) first(report);
            if (second) second(report);
        };
        return;
    }
    asked_.push_back(Asked{std::move(order), std::move(ended), {}});
    if (bell_) bell_->timer.cancel();
}

void Rounds::lend(Work work, Ended ended) {
    asked_.push_back(Asked{Order(), std::move(ended), std::move(work)});
    if (bell_) bell_->timer.cancel();
}

asio::awaitable<void> Rounds::live() {
    auto loop = co_await asio::this_coro::executor;
    bell_ = std::make_shared<Bell>(loop);
    state_.next_poll = clock_.now();
    for (;;) {
        while (!asked_.empty()) {
            Asked first = std::move(asked_.front());
            asked_.pop_front();
            auto asked_run = perform(std::move(first));
            co_await std::move(asked_run);
        }
        const Instant now = clock_.now();
        if (now >= *state_.next_poll) {
            Asked next{Order(due(now)), {}, {}};
            auto due_run = perform(std::move(next));
            co_await std::move(due_run);
            state_.next_poll = clock_.now() + next_poll(schedule_, state_.failures, jitter_());
            continue;
        }
        auto pause = wait_until(*state_.next_poll);
        co_await std::move(pause);
    }
}

// Once slept, it is time, even when the system's was set back meanwhile.
asio::awaitable<void> Rounds::wait_until(Instant when) {
    using asio::experimental::awaitable_operators::operator||;
    bell_->timer.expires_at(asio::steady_timer::time_point::max());
    auto either = clock_.sleep_until(when) || bell_->rung();
    const auto first = co_await std::move(either);
    constexpr std::size_t slept = 0;
    if (first.index() == slept) state_.next_poll = std::min(*state_.next_poll, clock_.now());
}

asio::awaitable<void> Rounds::perform(Asked asked) {
    state_.running = true;
    const Order order = asked.order;
    auto run = asked.work ? asked.work() : poller_.run(std::move(asked.order), Probing::always);
    RunReport report = co_await std::move(run);
    state_.running = false;
    if (!asked.work) take_note(order, report);
    if (asked.ended) asked.ended(report);
    if (listener_) listener_(report);
}

void Rounds::take_note(const Order& order, const RunReport& report) {
    const Outcome outcome = report.run.outcome;
    if (outcome == Outcome::interrupted) return;
    // A wiki that cannot list its revisions is not asked for them at each poll.
    const bool deep = order.verb == Order::Verb::deep_census || order.verb == Order::Verb::resync_full;
    if (deep || (!harvested_ && outcome == Outcome::complete)) last_deep_census_ = report.run.ended;
    if (outcome == Outcome::complete || outcome == Outcome::partial) {
        state_.failures = 0;
        state_.failing_since.reset();
        state_.last_error.clear();
        harvested_ = true;
        const bool census = order.verb == Order::Verb::census || order.verb == Order::Verb::resync_full;
        if (census) last_census_ = report.run.ended;
        return;
    }
    // What a person asked by mistake is no failure of the source.
    if (report.error && report.error->kind == ErrorKind::config) return;
    ++state_.failures;
    if (!state_.failing_since) state_.failing_since = report.run.started;
    state_.last_error = report.run.error;
}

}  // namespace moisson::daemon
