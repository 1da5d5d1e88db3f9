// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/http_client.hpp"

#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace moisson::daemon {

// One request in flight a host, however many sources live on it: the others wait here, first come, first served,
// and their limits only start to count when it is their turn. Not libcurl's CURLMOPT_MAX_HOST_CONNECTIONS, whose
// queue counts as connecting. One thread: the loop's.
class HostQueue : public std::enable_shared_from_this<HostQueue> {
    struct Place {
        asio::steady_timer called;
        bool turn = false;
        explicit Place(const asio::any_io_executor& where) : called(where, asio::steady_timer::time_point::max()) {}
    };

public:
    // Held while it is our turn; passes it on when it dies.
    class Turn {
    public:
        Turn(std::shared_ptr<HostQueue> queue, std::string host) : queue_(std::move(queue)), host_(std::move(host)) {}
        Turn(Turn&&) noexcept = default;
        Turn& operator=(Turn&&) = delete;
        ~Turn() {
            if (queue_) queue_->leave(host_);
        }

    private:
        std::shared_ptr<HostQueue> queue_;
        std::string host_;
    };

    // Error{cancelled}: the coroutine was cancelled while it waited.
    asio::awaitable<Result<Turn>> enter(std::string host);

private:
    void leave(const std::string& host);

    std::map<std::string, std::deque<std::shared_ptr<Place>>> waiting_;  // a key for each busy host
};

}  // namespace moisson::daemon
