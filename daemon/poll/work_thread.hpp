// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
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
        auto errand = std::make_shared<Errand<Work>>(std::move(work));
        auto there = perform([errand] { errand->go(); });
        co_await std::move(there);
        co_return std::move(*errand->answer);
    }

    // Runs it there without waiting; for the last word of a coroutine that is being cancelled.
    void leave(std::function<void()> work);
    // How much waits there, besides what is being done. Any thread.
    std::size_t waiting() const noexcept { return waiting_; }

private:
    // Shared with the thread: it may outlive the coroutine that waits for it.
    template <class Work>
    struct Errand {
        using Answer = std::invoke_result_t<Work&>;

        explicit Errand(Work what) : work(std::move(what)) {}

        void go() {
            try {
                answer.emplace(work());
            } catch (const std::exception& broken) {
                answer.emplace(fail(ErrorKind::storage, "store", broken.what()));
            }
        }

        Work work;
        std::optional<Answer> answer;
    };

    // The part that knows Asio, compiled once; `work` does not throw.
    asio::awaitable<void> perform(std::function<void()> work);

    std::atomic<std::size_t> waiting_{0};
    asio::thread_pool pool_{1};
};

}  // namespace moisson::daemon
