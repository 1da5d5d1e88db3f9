// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/http/curl_client.hpp"

#include "daemon/http/redirect.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace moisson::daemon {

namespace {

using Steady = std::chrono::steady_clock;

std::chrono::milliseconds since(Steady::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start);
}

}  // namespace

// A transfer under way. Shared between the coroutine that waits for it and the client, because either may go first.
struct CurlClient::Flight {
    std::unique_ptr<Transfer> transfer;
    asio::steady_timer event;      // cancelled when the transfer ends; expires when the server may be silent
    std::optional<CURLcode> code;  // set when libcurl is done
    bool client_is_gone = false;

    Flight(asio::io_context& loop, std::unique_ptr<Transfer> what) : transfer(std::move(what)), event(loop) {}

    // The server is given `stall` from now, or from when it was last heard.
    Steady::time_point patience(std::chrono::milliseconds stall) const {
        return transfer->last_heard().value_or(Steady::now()) + stall;
    }
    bool silent_since(std::chrono::milliseconds stall) const {
        return transfer->last_heard() && *transfer->last_heard() + stall <= Steady::now();
    }
};

CurlClient::CurlClient(asio::io_context& loop, HttpOptions options)
    : loop_(loop), options_(std::move(options)), queue_(std::make_shared<HostQueue>()), multi_(loop) {}

CurlClient::~CurlClient() {
    for (const auto& flight : flights_) {
        multi_.stop(flight->transfer->easy());
        flight->client_is_gone = true;
        flight->event.cancel();
    }
}

// Whatever way perform() is left, also by an exception, the transfer is taken back from libcurl.
struct CurlClient::Landing {
    CurlClient& client;
    std::shared_ptr<Flight> flight;

    Landing(CurlClient& owner, std::shared_ptr<Flight> what) : client(owner), flight(std::move(what)) {}
    ~Landing() {
        if (flight->client_is_gone) return;
        client.multi_.stop(flight->transfer->easy());
        client.flights_.erase(flight);
    }
    Landing(const Landing&) = delete;
    Landing& operator=(const Landing&) = delete;
};

asio::awaitable<Result<HttpExchange>> CurlClient::send(HttpRequest request) {
    auto origin = origin_of(request.url);
    if (!origin) co_return fail(std::move(origin.error()));
    const int most = options_.limits.redirects;
    const auto total = options_.limits.total;
    auto cancellation = co_await asio::this_coro::cancellation_state;
    auto turn = co_await queue_->enter(origin->text());
    if (!turn) co_return fail(std::move(turn.error()));
    const auto start = Steady::now();
    std::uint64_t received = 0;
    for (int followed = 0; cancellation.cancelled() == asio::cancellation_type::none; ++followed) {
        const auto left = std::max(total - since(start), std::chrono::milliseconds(1));
        auto exchange = co_await perform(request, left);
        if (!exchange) co_return exchange;
        received += exchange->received_bytes;
        auto next = redirected(request, exchange->response);
        if (!next) co_return fail(std::move(next.error()));
        if (!*next) {
            exchange->received_bytes = received;
            exchange->duration = since(start);
            co_return exchange;
        }
        if (followed == most)
            co_return fail(ErrorKind::refused, request.url, "redirected too often, last to " + (*next)->url,
                           "check the address in a browser");
        request = std::move(**next);
    }
    co_return fail(ErrorKind::cancelled, request.url, "cancelled");
}

std::shared_ptr<CurlClient::Flight> CurlClient::take_off(std::unique_ptr<Transfer> transfer) {
    auto flight = std::make_shared<Flight>(loop_, std::move(transfer));
    flights_.insert(flight);
    multi_.start(flight->transfer->easy(), [flight](CURLcode code) {
        flight->code = code;
        flight->event.cancel();
    });
    return flight;
}

asio::awaitable<Result<HttpExchange>> CurlClient::perform(HttpRequest request, std::chrono::milliseconds total) {
    auto transfer = Transfer::prepare(request, options_, total);
    if (!transfer) co_return fail(std::move(transfer.error()));
    const auto stall = options_.limits.stall;
    auto cancellation = co_await asio::this_coro::cancellation_state;
    auto flight = take_off(std::move(*transfer));
    const Landing landing(*this, flight);
    while (!flight->code && !flight->client_is_gone && cancellation.cancelled() == asio::cancellation_type::none) {
        if (flight->silent_since(stall)) co_return fail(flight->transfer->stalled());
        flight->event.expires_at(flight->patience(stall));
        boost::system::error_code woken;  // by the end of the transfer, by our patience, or by cancellation
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await flight->event.async_wait(token);
    }
    if (flight->code && !flight->client_is_gone) co_return flight->transfer->outcome(*flight->code);
    co_return fail(ErrorKind::cancelled, request.url.substr(0, request.url.find_first_of("?#")), "cancelled");
}

}  // namespace moisson::daemon
