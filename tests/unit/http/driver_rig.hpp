// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/http/driver.hpp"
#include "tests/unit/support/run.hpp"
#include "tests/unit/support/scripted_http.hpp"

#include <string>
#include <utility>
#include <vector>

// A driver between a scripted server and a clock moved by hand.
namespace moisson::test {

using daemon::Driver;
using daemon::DriverNews;
using daemon::Manners;
using namespace std::chrono_literals;

// Reads numbered pages, `size` at a time; an answer other than 200 is a transport error.
class Pages : public Conversation<std::string> {
public:
    explicit Pages(int pages, int size = 1, Intent intent = Intent::read)
        : left_(pages), size_(size), intent_(intent) {}

    std::optional<HttpRequest> next() override {
        if (left_ <= 0) return std::nullopt;
        HttpRequest request("https://example.org/api.php", {{"size", std::to_string(size_)}});
        request.intent = intent_;
        return request;
    }
    Result<Step<std::string>> accept(HttpResponse answer) override {
        if (answer.body == "<html>") return fail(ErrorKind::invalid, "example", "not JSON");
        if (answer.status == 403) return fail(ErrorKind::refused, "example", "forbidden");
        if (answer.status == 429) return fail(ErrorKind::refused, "example", "too many requests");
        if (answer.status == 202) return Step<std::string>(Continue{});
        if (answer.status != 200)
            return fail(ErrorKind::transport, "example", "the server answered " + std::to_string(answer.status));
        left_ -= size_;
        return Step<std::string>(std::move(answer.body));
    }
    bool ease(const Error& why) override {
        reasons.push_back(why.what);
        if (size_ > 1) {
            size_ /= 2;
            return true;
        }
        if (!may_skip) return false;
        --left_;
        return true;
    }

    std::vector<std::string> reasons;
    bool may_skip = false;

private:
    int left_;
    int size_;
    Intent intent_;
};

using Script = ScriptedHttp::Script;

struct DriverRig {
    asio::io_context loop{1};
    HandClock clock;
    ScriptedHttp http;
    double jitter = 0.0;
    Driver driver;
    std::vector<DriverNews> news;

    explicit DriverRig(Script script, Manners manners = {})
        : http(std::move(script)), driver(http, clock, manners, [this] { return jitter; }) {
        http.takes(clock, 100ms);
        driver.on_news([this](const DriverNews& what) { news.push_back(what); });
    }
    explicit DriverRig(std::vector<Result<HttpResponse>> answers, Manners manners = {}) : DriverRig(Script{}, manners) {
        http.then(std::move(answers));
    }
    Result<std::optional<std::string>> next(Conversation<std::string>& talk) {
        return run(loop, clock, driver.next_reply(talk));
    }
    // From the end of an answer to the next request.
    std::chrono::milliseconds pause_before(std::size_t request) const {
        return http.times.at(request) - http.times.at(request - 1) - 100ms;
    }
};

inline HttpResponse busy(int status, std::string retry_after) {
    HttpResponse answer(status, "busy");
    answer.headers.emplace_back("retry-after", std::move(retry_after));
    return answer;
}

inline Result<HttpResponse> cut(const HttpRequest& request) {
    return fail(ErrorKind::transport, request.url, "the connection was cut in the middle");
}
inline Result<HttpResponse> page(const HttpRequest&) {
    return HttpResponse(200, "page");
}

}  // namespace moisson::test
