// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/work_thread.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace moisson::daemon {

namespace {

asio::awaitable<void> call(std::function<void()> work) {
    work();
    co_return;
}

}  // namespace

asio::awaitable<void> WorkThread::perform(std::function<void()> work) {
    ++waiting_;
    auto begun = [this, work = std::move(work)] {
        --waiting_;
        work();
    };
    auto there = call(std::move(begun));
    co_await asio::co_spawn(pool_, std::move(there), asio::use_awaitable);
}

void WorkThread::leave(std::function<void()> work) {
    ++waiting_;
    auto begun = [this, work = std::move(work)] {
        --waiting_;
        work();
    };
    asio::post(pool_, std::move(begun));
}

}  // namespace moisson::daemon
