// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/curl_client.hpp"

#include "daemon/http/host_queue.hpp"
#include "daemon/http/multi_socket.hpp"
#include "daemon/http/redirect.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_set>

namespace moisson::daemon {

namespace {

using Steady = std::chrono::steady_clock;

std::chrono::milliseconds since(Steady::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start);
}

}  // namespace

// A transfer under way.
struct CurlClient::Flight {
    std::unique_ptr<Transfer> transfer;
    asio::steady_timer event;      // cancelled when the transfer ends; expires when the server may be silent
    std::optional<CURLcode> code;  // set when libcurl is done

    Flight(asio::io_context& loop, std::unique_ptr<Transfer> what) : transfer(std::move(what)), event(loop) {}

    // The server is given `stall` from when it was last heard; a connection in the making has its own limit.
    Steady::time_point patience(std::chrono::milliseconds stall) const {
        return transfer->last_heard().value_or(Steady::now()) + stall;
    }
    bool silent_since(std::chrono::milliseconds stall) const {
        return transfer->last_heard() && *transfer->last_heard() + stall <= Steady::now();
    }
};

struct CurlClient::Core {
    asio::io_context& loop;
    HttpOptions options;
    std::shared_ptr<HostQueue> queue = std::make_shared<HostQueue>();
    std::unique_ptr<MultiSocket> multi;  // empty once the client has gone
    std::unordered_set<std::shared_ptr<Flight>> flights;

    Core(asio::io_context& where, HttpOptions how)
        : loop(where), options(std::move(how)), multi(std::make_unique<MultiSocket>(where)) {}

    std::shared_ptr<Flight> take_off(std::unique_ptr<Transfer> transfer) {
        auto flight = std::make_shared<Flight>(loop, std::move(transfer));
        flights.insert(flight);
        multi->start(flight->transfer->easy(), [flight](CURLcode code) {
            flight->code = code;
            flight->event.cancel();
        });
        return flight;
    }

    void land(const std::shared_ptr<Flight>& flight) {
        if (multi) multi->stop(flight->transfer->easy());
        flights.erase(flight);
    }

    void close() {
        for (const auto& flight : flights) {
            multi->stop(flight->transfer->easy());
            flight->event.cancel();
        }
        flights.clear();
        multi.reset();
    }
};

// Whatever way perform() is left, also by an exception, the transfer is taken back from libcurl.
struct CurlClient::Landing {
    std::shared_ptr<Core> core;
    std::shared_ptr<Flight> flight;

    Landing(std::shared_ptr<Core> from, std::shared_ptr<Flight> what)
        : core(std::move(from)), flight(std::move(what)) {}
    ~Landing() { core->land(flight); }
    Landing(const Landing&) = delete;
    Landing& operator=(const Landing&) = delete;
};

CurlClient::CurlClient(asio::io_context& loop, HttpOptions options)
    : core_(std::make_shared<Core>(loop, std::move(options))) {}

CurlClient::~CurlClient() {
    core_->close();
}

std::size_t CurlClient::in_flight() const noexcept {
    return core_->flights.size();
}

asio::awaitable<Result<HttpExchange>> CurlClient::send(HttpRequest request) {
    return conduct(core_, std::move(request));
}

asio::awaitable<Result<HttpExchange>> CurlClient::conduct(std::shared_ptr<Core> core, HttpRequest request) {
    auto origin = origin_of(request.url);
    if (!origin) co_return fail(std::move(origin.error()));
    auto cancellation = co_await asio::this_coro::cancellation_state;
    auto turn = co_await core->queue->enter(origin->text());
    if (!turn) co_return fail(std::move(turn.error()));
    const auto start = Steady::now();
    std::uint64_t received = 0;
    for (int followed = 0; cancellation.cancelled() == asio::cancellation_type::none; ++followed) {
        const auto left = std::max(core->options.limits.total - since(start), std::chrono::milliseconds(1));
        auto exchange = co_await perform(core, request, left);
        if (!exchange) co_return exchange;
        received += exchange->received_bytes;
        auto next = redirected(request, exchange->response);
        if (!next) co_return fail(std::move(next.error()));
        if (!*next) {
            exchange->received_bytes = received;
            exchange->duration = since(start);
            co_return exchange;
        }
        if (followed == core->options.limits.redirects)
            co_return fail(ErrorKind::refused, without_query(request.url),
                           "redirected too often, last to " + without_query((*next)->url),
                           "check the address in a browser");
        request = std::move(**next);
    }
    co_return fail(ErrorKind::cancelled, request.url, "cancelled");
}

asio::awaitable<Result<HttpExchange>> CurlClient::perform(std::shared_ptr<Core> core, HttpRequest request,
                                                          std::chrono::milliseconds total) {
    const auto stall = core->options.limits.stall;
    auto cancellation = co_await asio::this_coro::cancellation_state;
    if (core->multi) {
        auto transfer = Transfer::prepare(request, core->options, total);
        if (!transfer) co_return fail(std::move(transfer.error()));
        auto flight = core->take_off(std::move(*transfer));
        const Landing landing(core, flight);
        while (core->multi && !flight->code && cancellation.cancelled() == asio::cancellation_type::none) {
            if (flight->silent_since(stall)) co_return fail(flight->transfer->stalled());
            flight->event.expires_at(flight->patience(stall));
            boost::system::error_code woken;  // by the end of the transfer, by our patience, or by cancellation
            auto token = asio::redirect_error(asio::use_awaitable, woken);
            co_await flight->event.async_wait(token);
        }
        if (core->multi && flight->code) co_return flight->transfer->outcome(*flight->code);
    }
    co_return fail(ErrorKind::cancelled, request.url.substr(0, request.url.find_first_of("?#")), "cancelled");
}

}  // namespace moisson::daemon
