// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/host_queue.hpp"
#include "daemon/http/http_client.hpp"
#include "daemon/http/multi_socket.hpp"

#include <boost/asio/io_context.hpp>
#include <memory>
#include <unordered_set>

namespace moisson::daemon {

// The HttpClient of the real world: libcurl on the loop, with kept connections and verified certificates.
// One thread: the loop's, which must outlive it. It may go with exchanges in flight: they end as cancelled.
class CurlClient final : public HttpClient {
public:
    CurlClient(asio::io_context& loop, HttpOptions options);
    ~CurlClient() override;
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;

    // options.limits.total covers the redirects too, but not the wait for another exchange with the same host.
    asio::awaitable<Result<HttpExchange>> send(HttpRequest request) override;

    std::size_t in_flight() const noexcept { return flights_.size(); }

private:
    struct Flight;
    struct Landing;

    asio::awaitable<Result<HttpExchange>> perform(HttpRequest request, std::chrono::milliseconds total);
    std::shared_ptr<Flight> take_off(std::unique_ptr<Transfer> transfer);

    asio::io_context& loop_;
    HttpOptions options_;
    std::shared_ptr<HostQueue> queue_;
    MultiSocket multi_;
    std::unordered_set<std::shared_ptr<Flight>> flights_;
};

}  // namespace moisson::daemon
