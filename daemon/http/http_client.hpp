// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http_message.hpp"
#include "schema/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace moisson::daemon {

namespace asio = boost::asio;

// Causes that the driver reacts to by name: the first is the whole `what` of an Error, the second begins it.
inline constexpr std::string_view body_too_large = "body too large";
inline constexpr std::string_view cannot_reach = "cannot reach the server";  // no connection: the request is innocent

// The named limits of one exchange.
struct HttpLimits {
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds total{120'000};
    std::chrono::milliseconds stall{30'000};   // less than 1 byte/s for that long
    std::uint64_t received_bytes = 16u << 20;  // on the wire, before decompression
    std::uint64_t body_bytes = 16u << 20;      // after decompression
    int redirects = 3;                         // on the same scheme, host and port only
};

struct HttpOptions {
    std::string user_agent;
    HttpLimits limits;
    std::string unix_socket;                         // when not empty: the path of the server's socket
    std::string ca_file;                             // when not empty: instead of the system's
    std::function<void(std::uint64_t)> on_received;  // body bytes just received, as they come; may be empty. It must
                                                     // not call the client that calls it
};

// An answer with what it cost. Any HTTP status is an answer; only a failed exchange is an Error.
struct HttpExchange {
    HttpResponse response;
    std::uint64_t received_bytes = 0;  // on the wire: headers and compressed body
    std::chrono::milliseconds duration{};

    HttpExchange() = default;
    explicit HttpExchange(HttpResponse answer) : response(std::move(answer)) {}
};

class HttpClient {
public:
    virtual ~HttpClient() = default;
    // transport: the network failed. refused: a redirect elsewhere, a certificate that does not verify, plain http
    // not allowed. invalid: larger than the limits ("body too large"). cancelled: the coroutine was cancelled.
    virtual asio::awaitable<Result<HttpExchange>> send(HttpRequest request) = 0;
};

}  // namespace moisson::daemon
