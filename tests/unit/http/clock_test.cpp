// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/system/real_clock.hpp"

#include "tests/unit/support/run.hpp"

#include <doctest/doctest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

// How long it slept, on that clock.
asio::awaitable<std::chrono::milliseconds> nap(daemon::Clock& clock, std::chrono::milliseconds time) {
    const Instant start = clock.now();
    co_await clock.sleep_until(start + time);
    co_return clock.now() - start;
}

asio::awaitable<void> wake_and_note(daemon::Clock& clock, std::chrono::milliseconds time, std::string name,
                                    std::string& woken) {
    const Instant when = clock.now() + time;
    co_await clock.sleep_until(when);
    woken += name;
}

// Whether a sleep of an hour ends by an exception when it is cancelled.
bool cancellation_throws(daemon::Clock& clock) {
    asio::io_context loop;
    asio::cancellation_signal stop;
    std::exception_ptr thrown;
    asio::co_spawn(loop, nap(clock, 1h),
                   asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr what, auto) { thrown = what; }));
    loop.poll();
    stop.emit(asio::cancellation_type::terminal);
    loop.run();
    try {
        if (thrown) std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& error) {
        return error.code() == asio::error::operation_aborted;
    }
    return false;
}

}  // namespace

TEST_CASE("the real clock is the system's, and never wakes anybody early") {
    asio::io_context loop;
    daemon::RealClock clock;
    CHECK(std::chrono::abs(clock.now() - std::chrono::system_clock::now()) < 10s);
    CHECK(run(loop, nap(clock, 20ms)) >= 20ms);
    CHECK(run(loop, nap(clock, -1h)) < 10s);
}

TEST_CASE("a sleep that is cancelled throws, on both clocks") {
    daemon::RealClock real;
    CHECK(cancellation_throws(real));
    HandClock by_hand;
    CHECK(cancellation_throws(by_hand));
    CHECK(by_hand.sleeping() == 0);
}

TEST_CASE("the clock of tests wakes its sleepers in the order of their time, and nobody early") {
    asio::io_context loop;
    HandClock clock;
    std::string woken;
    asio::co_spawn(loop, wake_and_note(clock, 2h, "b", woken), asio::detached);
    asio::co_spawn(loop, wake_and_note(clock, 1h, "a", woken), asio::detached);
    asio::co_spawn(loop, wake_and_note(clock, 3h, "c", woken), asio::detached);
    loop.poll();
    CHECK(clock.sleeping() == 3);
    clock.advance(1h - 1ms);
    loop.poll();
    CHECK(woken.empty());
    clock.advance(1h + 1ms);
    loop.poll();
    CHECK(woken == "ab");
    REQUIRE(clock.advance_to_next());
    loop.poll();
    CHECK(woken == "abc");
    CHECK_FALSE(clock.advance_to_next());
}

TEST_CASE("a day passes in no time") {
    asio::io_context loop;
    HandClock clock;
    CHECK(run(loop, clock, nap(clock, 24h)) == 24h);
}
