// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/transfer.hpp"

#include <curl/curl.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <unordered_map>

namespace moisson::daemon {

namespace asio = boost::asio;

// libcurl's multi interface on an Asio loop: libcurl says which sockets and which timeout it is interested in,
// the loop says when they are ready. One thread: the loop's. The loop must outlive it.
class MultiSocket {
public:
    using Finished = std::function<void(CURLcode)>;

    explicit MultiSocket(asio::io_context& loop);
    ~MultiSocket();
    MultiSocket(const MultiSocket&) = delete;
    MultiSocket& operator=(const MultiSocket&) = delete;

    // `finished` is called once, from the loop, when libcurl has let go of the handle.
    void start(CURL* easy, Finished finished);
    // Takes it back, wherever it stands; `finished` is not called. Harmless when it has ended.
    void stop(CURL* easy);

    std::size_t in_flight() const noexcept { return running_.size(); }

private:
    struct Watch;
    enum class Direction { reading, writing };

    static int on_socket(CURL*, curl_socket_t fd, int interest, void* self, void*) noexcept;
    static int on_timer(CURLM*, long timeout_ms, void* self) noexcept;
    int watch(curl_socket_t fd, int interest);
    void forget(curl_socket_t fd);
    void arm(const std::shared_ptr<Watch>& watched);
    void wait(const std::shared_ptr<Watch>& watched, Direction direction);
    void schedule(long timeout_ms);
    void act(curl_socket_t fd, int events);
    void reap();

    CurlLibrary library_;
    asio::io_context& loop_;
    asio::steady_timer timer_;
    CURLM* multi_;
    std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
    std::unordered_map<CURL*, Finished> running_;
    std::shared_ptr<MultiSocket*> self_;  // what a timer that fires late looks at; gone with us
};

}  // namespace moisson::daemon
