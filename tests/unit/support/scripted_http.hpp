// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/http_client.hpp"
#include "daemon/system/clock.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace moisson::test {

namespace asio = boost::asio;

// An HttpClient that answers from a script and remembers what it was asked.
//
//   ScriptedHttp http([](const HttpRequest& request) -> Result<HttpResponse> { return HttpResponse(200, "{}"); });
//   ScriptedHttp http({HttpResponse(503, ""), HttpResponse(200, "{}")});   // in this order; then a transport error
//   http.takes(clock, 250ms);                                              // each answer takes that long
class ScriptedHttp final : public daemon::HttpClient {
public:
    using Script = std::function<Result<HttpResponse>(const HttpRequest&)>;

    explicit ScriptedHttp(Script script) : script_(std::move(script)) {}
    explicit ScriptedHttp(std::vector<Result<HttpResponse>> answers) : script_(in_order(std::move(answers))) {}

    asio::awaitable<Result<daemon::HttpExchange>> send(HttpRequest request) override {
        requests.push_back(request);
        if (clock_ != nullptr) times.push_back(clock_->now());
        co_await asio::post(asio::use_awaitable);  // an answer never comes from within the question
        if (duration_.count() > 0) {
            const Instant until = clock_->now() + duration_;
            co_await clock_->sleep_until(until);
        }
        auto answer = script_(request);
        if (!answer) co_return fail(std::move(answer.error()));
        daemon::HttpExchange exchange(std::move(*answer));
        exchange.received_bytes = exchange.response.body.size();
        exchange.duration = duration_;
        co_return exchange;
    }

    // From now on the rest of the story is this.
    void then(Script script) { script_ = std::move(script); }
    void then(std::vector<Result<HttpResponse>> answers) { script_ = in_order(std::move(answers)); }

    // Notes the time of each request in `times`, and lets each answer take that long.
    void takes(daemon::Clock& clock, std::chrono::milliseconds duration) {
        clock_ = &clock;
        duration_ = duration;
    }

    std::vector<HttpRequest> requests;
    std::vector<Instant> times;

private:
    static Script in_order(std::vector<Result<HttpResponse>> answers) {
        auto left = std::make_shared<std::deque<Result<HttpResponse>>>(answers.begin(), answers.end());
        return [left](const HttpRequest& request) -> Result<HttpResponse> {
            if (left->empty()) return fail(ErrorKind::transport, request.url, "the script has no more answers");
            auto answer = std::move(left->front());
            left->pop_front();
            return answer;
        };
    }

    Script script_;
    daemon::Clock* clock_ = nullptr;
    std::chrono::milliseconds duration_{};
};

// The value of a parameter of the query or form; empty when it is not there.
inline std::string parameter(const HttpRequest& request, std::string_view name) {
    for (const auto* fields : {&request.query, &request.form})
        for (const auto& [key, value] : *fields)
            if (key == name) return value;
    return {};
}

}  // namespace moisson::test
