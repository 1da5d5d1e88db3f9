// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/curl_client.hpp"
#include "tests/unit/support/loopback_server.hpp"
#include "tests/unit/support/run.hpp"

#include <doctest/doctest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <memory>
#include <optional>

namespace moisson::test {

using namespace moisson::daemon;
using namespace std::chrono_literals;

inline HttpOptions test_options() {
    HttpOptions options;
    options.user_agent = "moisson-test/1 (you@example.org)";
    return options;
}

// A client on a loop. The loop first: it must outlive the client.
struct ClientRig {
    asio::io_context loop{1};
    std::unique_ptr<CurlClient> client;

    explicit ClientRig(HttpOptions options = test_options())
        : client(std::make_unique<CurlClient>(loop, std::move(options))) {}

    Result<HttpExchange> send(HttpRequest request) { return run(loop, client->send(std::move(request))); }
    Result<HttpExchange> get(std::string url) { return send(HttpRequest(std::move(url))); }
};

// An exchange under way, which the test may cancel.
struct Pending {
    asio::cancellation_signal stop;
    std::optional<Result<HttpExchange>> result;

    Pending(ClientRig& rig, std::string url) {
        HttpRequest request(std::move(url));
        asio::co_spawn(rig.loop, rig.client->send(std::move(request)),
                       asio::bind_cancellation_slot(stop.slot(), [this](std::exception_ptr thrown, auto value) {
                           CHECK_FALSE(thrown);
                           result = std::move(value);
                       }));
    }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;
};

}  // namespace moisson::test
