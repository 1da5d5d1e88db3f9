// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/http_client.hpp"

#include <boost/asio/io_context.hpp>
#include <memory>

namespace moisson::daemon {

// The HttpClient of the real world: libcurl on the loop, with kept connections and verified certificates. One request
// in flight a host; the others wait for their turn. One thread: the loop's, which must outlive it. It may go with
// exchanges in flight: they end as cancelled.
class CurlClient final : public HttpClient {
public:
    CurlClient(asio::io_context& loop, HttpOptions options);
    ~CurlClient() override;
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;

    // options.limits.total covers the redirects too, but not the wait for another exchange with the same host.
    asio::awaitable<Result<HttpExchange>> send(HttpRequest request) override;

    std::size_t in_flight() const noexcept;

private:
    struct Core;
    struct Flight;
    struct Landing;

    static asio::awaitable<Result<HttpExchange>> conduct(std::shared_ptr<Core> core, HttpRequest request);
    static asio::awaitable<Result<HttpExchange>> perform(std::shared_ptr<Core> core, HttpRequest request,
                                                         std::chrono::milliseconds total);

    std::shared_ptr<Core> core_;  // shared with the coroutines of send(), which may end after us
};

}  // namespace moisson::daemon
