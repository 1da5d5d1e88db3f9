// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/system/clock.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace moisson::test {

namespace asio = boost::asio;

// A clock that only moves when a test moves it. Those who sleep are woken through the loop, in the order of their
// time. One thread: the loop's. Must outlive those who sleep on it, or the loop must go before it.
class HandClock final : public daemon::Clock {
public:
    explicit HandClock(Instant start = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5)) : now_(start) {}

    Instant now() const override { return now_; }

    asio::awaitable<void> sleep_until(Instant when) override {
        if (when <= now_) co_return;
        auto executor = co_await asio::this_coro::executor;
        auto sleeper = std::make_shared<Sleeper>(executor, when);
        sleepers_.push_back(sleeper);
        boost::system::error_code woken;
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await sleeper->timer.async_wait(token);  // by advance(), or by cancellation
        if (sleeper->woken) co_return;
        std::erase(sleepers_, sleeper);
        throw boost::system::system_error(asio::error::operation_aborted);
    }

    void advance(std::chrono::milliseconds by) { advance_to(now_ + by); }

    void advance_to(Instant when) {
        now_ = std::max(now_, when);
        auto due = std::stable_partition(sleepers_.begin(), sleepers_.end(), [&](auto& s) { return s->when > now_; });
        std::vector<std::shared_ptr<Sleeper>> awake(due, sleepers_.end());
        sleepers_.erase(due, sleepers_.end());
        std::stable_sort(awake.begin(), awake.end(), [](auto& a, auto& b) { return a->when < b->when; });
        for (auto& sleeper : awake) {
            sleeper->woken = true;
            sleeper->timer.cancel();
        }
    }

    // The system's time is set back. Those who sleep wake when as much time has passed as they meant to sleep.
    void set_back(std::chrono::milliseconds by) {
        now_ -= by;
        for (auto& sleeper : sleepers_) sleeper->when -= by;
    }

    // When the next sleeper wants to wake; empty when nobody sleeps.
    std::optional<Instant> next() const {
        if (sleepers_.empty()) return std::nullopt;
        return (*std::min_element(sleepers_.begin(), sleepers_.end(),
                                  [](auto& a, auto& b) { return a->when < b->when; }))
            ->when;
    }

    // Moves to that time; false when nobody sleeps.
    bool advance_to_next() {
        const auto when = next();
        if (when) advance_to(*when);
        return when.has_value();
    }

    std::size_t sleeping() const noexcept { return sleepers_.size(); }

private:
    struct Sleeper {
        asio::steady_timer timer;
        Instant when;
        bool woken = false;
        Sleeper(const asio::any_io_executor& where, Instant until)
            : timer(where, asio::steady_timer::time_point::max()), when(until) {}
    };

    Instant now_;
    std::vector<std::shared_ptr<Sleeper>> sleepers_;
};

}  // namespace moisson::test
