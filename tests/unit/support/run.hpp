// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/support/hand_clock.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace moisson::test {

// Runs one task to its end on the loop, in real time.
template <class T>
T run(asio::io_context& loop, asio::awaitable<T> task) {
    std::optional<T> out;
    std::exception_ptr failed;
    asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown, T value) {
        failed = thrown;
        out = std::move(value);
    });
    loop.restart();
    while (!failed && !out && loop.run_one() != 0) {
    }
    if (failed) std::rethrow_exception(failed);
    if (!out) throw std::runtime_error("the task waits for something that never comes");
    return std::move(*out);
}

// The same, with a clock that jumps to the next sleeper whenever nothing else is ready. Work on other threads is
// waited for when nobody sleeps.
template <class T>
T run(asio::io_context& loop, HandClock& clock, asio::awaitable<T> task) {
    std::optional<T> out;
    std::exception_ptr failed;
    asio::co_spawn(loop, std::move(task), [&](std::exception_ptr thrown, T value) {
        failed = thrown;
        out = std::move(value);
    });
    loop.restart();
    while (!failed && !out) {
        if (loop.poll_one() != 0 || clock.advance_to_next()) continue;
        if (loop.run_one_for(std::chrono::seconds(10)) == 0)
            throw std::runtime_error("the task waits for something that never comes");
    }
    if (failed) std::rethrow_exception(failed);
    return std::move(*out);
}

}  // namespace moisson::test
