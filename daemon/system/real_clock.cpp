// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/real_clock.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace moisson::daemon {

namespace {

// A steady timer knows nothing of the system's time being set: it is asked again that often.
constexpr std::chrono::milliseconds longest_nap{30'000};

}  // namespace

Instant RealClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()) + ahead_;
}

asio::awaitable<void> RealClock::sleep_until(Instant when) {
    auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor);
    // Our milliseconds are rounded down: whoever named that time may have meant almost one more.
    constexpr std::chrono::milliseconds rounding{1};
    const auto latest = asio::steady_timer::clock_type::now() + (when + rounding - now());
    for (auto left = when + rounding - now(); left.count() > 0 && asio::steady_timer::clock_type::now() < latest;
         left = when + rounding - now()) {
        timer.expires_after(std::min<std::chrono::milliseconds>(left, longest_nap));
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace moisson::daemon
