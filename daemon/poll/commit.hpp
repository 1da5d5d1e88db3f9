// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/poller.hpp"

#include <boost/asio/steady_timer.hpp>

namespace moisson::daemon {

// One batch on its way through the store thread, while the loop thread already asks for the next.
class Poller::Commit : public std::enable_shared_from_this<Poller::Commit> {
public:
    Commit(asio::any_io_executor loop, std::shared_ptr<Absorber> absorber)
        : loop_(std::move(loop)), done_(loop_, asio::steady_timer::time_point::max()), absorber_(std::move(absorber)) {}

    void start(WorkThread& store, Batch batch, Occasioned when);
    asio::awaitable<Result<Counts>> finished();  // waits for it; loop thread

private:
    asio::any_io_executor loop_;
    asio::steady_timer done_;  // a bell: cancelled when the commit has ended
    std::shared_ptr<Absorber> absorber_;
    std::optional<Result<Counts>> result_;
};

}  // namespace moisson::daemon
