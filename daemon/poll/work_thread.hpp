// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <type_traits>
#include <utility>

namespace moisson::daemon {

namespace asio = boost::asio;

// One thread, and the only door to what lives on it. Work is a function returning a Result; an exception in it
// becomes Error{storage}. Destroying it finishes what was begun.
class WorkThread {
public:
    WorkThread() = default;
    ~WorkThread() { pool_.join(); }
    WorkThread(const WorkThread&) = delete;
    WorkThread& operator=(const WorkThread&) = delete;

    // Runs `work` there; the caller resumes on its own thread.
    template <class Work>
    asio::awaitable<std::invoke_result_t<Work&>> run(Work work) {
        auto there = run_here(std::move(work));
        co_return co_await asio::co_spawn(pool_, std::move(there), asio::use_awaitable);
    }

    // Runs it there without waiting; for the last word of a coroutine that is being cancelled.
    template <class Work>
    void leave(Work work) {
        asio::post(pool_, std::move(work));
    }

    asio::thread_pool& pool() noexcept { return pool_; }

private:
    // Runs on the pool's thread.
    template <class Work>
    static asio::awaitable<std::invoke_result_t<Work&>> run_here(Work work) {
        try {
            co_return work();
        } catch (const std::exception& broken) {
            co_return fail(ErrorKind::storage, "store", broken.what());
        }
    }

    asio::thread_pool pool_{1};
};

}  // namespace moisson::daemon
