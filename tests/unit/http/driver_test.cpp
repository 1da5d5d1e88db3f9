// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/http/driver_rig.hpp"

#include <doctest/doctest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

using Rig = DriverRig;

}  // namespace

TEST_CASE("a conversation is driven to its end, one reply at a time") {
    Rig rig(page);
    Pages talk(2);
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.next(talk).value() == std::nullopt);
    CHECK(rig.driver.spent().requests == 2);
    CHECK(rig.driver.spent().bytes == 8);
    CHECK(rig.driver.spent().retries == 0);
}

TEST_CASE("between the end of an answer and the next request there is min_delay, also across conversations") {
    Rig rig(page);
    Pages first(2);
    Pages second(1);
    REQUIRE(rig.next(first));
    REQUIRE(rig.next(first));
    REQUIRE(rig.next(second));
    CHECK(rig.pause_before(1) == 1s);
    CHECK(rig.pause_before(2) == 1s);
}

TEST_CASE("a source that toils is left in peace for as long as it took to answer, though not for ever") {
    Rig rig({HttpResponse(200, "a"), HttpResponse(200, "b"), HttpResponse(200, "c")});
    rig.http.takes(rig.clock, 7s);
    Pages talk(3);
    CHECK(rig.next(talk).value() == "a");
    rig.http.takes(rig.clock, 5min);
    CHECK(rig.next(talk).value() == "b");
    CHECK(rig.http.times.at(1) - rig.http.times.at(0) == 14s);
    CHECK(rig.next(talk).value() == "c");
    CHECK(rig.http.times.at(2) - rig.http.times.at(1) == 6min);
}

TEST_CASE("the first request does not wait") {
    Rig rig(page);
    const auto start = rig.clock.now();
    Pages talk(1);
    REQUIRE(rig.next(talk));
    CHECK(rig.http.times.at(0) == start);
}

TEST_CASE("a step without a reply is followed by the next request") {
    Rig rig({HttpResponse(202, ""), HttpResponse(200, "page")});
    Pages talk(1);
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.driver.spent().retries == 0);
}

TEST_CASE("Retry-After is obeyed to the millisecond") {
    Rig rig({busy(503, "7"), HttpResponse(200, "page")});
    Pages talk(1);
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.pause_before(1) == 7s);
    CHECK(rig.news.at(1).wait == 7s);
    CHECK(rig.driver.spent().retries == 1);
}

TEST_CASE("a refusal with Retry-After means later") {
    Rig rig({busy(429, "120"), HttpResponse(200, "page")});
    Pages talk(1);
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.pause_before(1) == 120s);
}

TEST_CASE("what the server asked for counts, not what the connector would have waited") {
    struct Patient final : Pages {
        using Pages::Pages;
        Result<Step<std::string>> accept(HttpResponse answer) override {
            if (answer.status == 429) return fail(Error{ErrorKind::transport, "example", "too many", {}, Wait{30s}});
            return Pages::accept(std::move(answer));
        }
    };
    // By the server's clock, but without a word on what it shows now: ours has to do.
    Rig rig({busy(429, "Mon, 05 Jan 2026 00:00:07 GMT"), HttpResponse(200, "page"), HttpResponse(429, "busy"),
             HttpResponse(200, "page")});
    Patient talk(2);
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.pause_before(1) == 7s - 100ms);
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.pause_before(3) == 30s);
}

TEST_CASE("a refusal between two answers may be a slip: asked once more, then believed") {
    Rig rig({HttpResponse(200, "page"), HttpResponse(403, ""), HttpResponse(200, "page"), HttpResponse(403, ""),
             HttpResponse(403, ""), HttpResponse(200, "page")});
    Pages talk(3);
    REQUIRE(rig.next(talk));
    CHECK(rig.next(talk).value() == "page");
    CHECK(rig.driver.spent().retries == 1);
    CHECK(rig.next(talk).error().kind == ErrorKind::refused);
    CHECK(rig.http.requests.size() == 5);

    SUBCASE("the first word of a run is believed at once") {
        rig.driver.start_counting();
        rig.http.then([](const HttpRequest&) -> Result<HttpResponse> { return HttpResponse(403, ""); });
        CHECK(rig.next(talk).error().kind == ErrorKind::refused);
        CHECK(rig.http.requests.size() == 6);
    }
}

TEST_CASE("retries wait for the back-off, which doubles, between its half and its whole") {
    const double least = 0.0;
    const double most = 0.999999;
    for (const double jitter : {least, most}) {
        Manners manners;
        manners.same_failure = 100;
        manners.min_delay = 0ms;
        Rig rig(cut, manners);
        rig.jitter = jitter;
        Pages talk(1);
        auto reply = rig.next(talk);
        REQUIRE_FALSE(reply);
        CHECK(reply.error().what == "the connection was cut in the middle");
        REQUIRE(rig.http.requests.size() == 5);
        for (std::size_t n = 1; n <= 4; ++n) {
            const auto whole = 1s * (1 << (n - 1));
            CHECK(rig.pause_before(n) >= whole / 2);
            CHECK(rig.pause_before(n) <= whole);
            if (jitter == most) CHECK(rig.pause_before(n) >= whole - 10ms);
        }
        CHECK(rig.driver.spent().retries == 4);
        CHECK(rig.driver.spent().requests == 5);
    }
}

TEST_CASE("after the same failure three times the conversation asks for less") {
    Rig rig([](const HttpRequest& request) -> Result<HttpResponse> {
        if (parameter(request, "size") == "4") return HttpResponse(500, "");
        return HttpResponse(200, "less");
    });
    Pages talk(4, 4);
    CHECK(rig.next(talk).value() == "less");
    CHECK(talk.reasons == std::vector<std::string>{"the server answered 500"});
    REQUIRE(rig.http.requests.size() == 4);
    CHECK(parameter(rig.http.requests.back(), "size") == "2");
    CHECK(rig.news.at(5).what == DriverNews::What::easing);
}

TEST_CASE("an answer that is too large is asked for in parts at once") {
    Rig rig([](const HttpRequest& request) -> Result<HttpResponse> {
        if (parameter(request, "size") != "1")
            return fail(ErrorKind::invalid, request.url, std::string(body_too_large));
        return HttpResponse(200, "small");
    });
    Pages talk(4, 4);
    CHECK(rig.next(talk).value() == "small");
    CHECK(rig.http.requests.size() == 3);
}

TEST_CASE("one poison page is left out and the others arrive") {
    Rig rig({HttpResponse(500, ""), HttpResponse(500, ""), HttpResponse(500, ""), HttpResponse(200, "neighbour")});
    Pages talk(2);
    talk.may_skip = true;
    CHECK(rig.next(talk).value() == "neighbour");
    CHECK(rig.next(talk).value() == std::nullopt);
}

TEST_CASE("when nothing smaller can be asked, the attempts are used up and then it ends") {
    Rig rig([](const HttpRequest&) -> Result<HttpResponse> { return HttpResponse(200, "<html>"); });
    Pages talk(1);
    auto reply = rig.next(talk);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::invalid);
    CHECK(rig.http.requests.size() == 5);
    CHECK(talk.reasons.size() == 3);  // at the third, fourth and fifth failure
}

TEST_CASE("a source that is down is not given up page by page") {
    Rig rig([](const HttpRequest& request) -> Result<HttpResponse> {
        return fail(ErrorKind::transport, request.url, std::string(cannot_reach) + ": Connection refused");
    });
    Pages talk(1000, 50);
    talk.may_skip = true;
    REQUIRE_FALSE(rig.next(talk));
    CHECK(rig.http.requests.size() == 5);
    CHECK(talk.reasons.empty());
}

TEST_CASE("a source that fails whatever is asked ends the conversation after a bounded number of requests") {
    Rig rig([](const HttpRequest&) -> Result<HttpResponse> { return HttpResponse(502, ""); });
    Pages talk(100'000, 50);
    talk.may_skip = true;
    REQUIRE_FALSE(rig.next(talk));
    CHECK(talk.reasons.size() == 12);
    CHECK(rig.http.requests.size() == 3 + 11 + 5);
}

TEST_CASE("a request that may be made only once is never repeated") {
    Rig rig(cut);
    Pages talk(1, 1, Intent::once);
    REQUIRE_FALSE(rig.next(talk));
    CHECK(rig.http.requests.size() == 1);
    CHECK(talk.reasons.empty());
}

TEST_CASE("a refusal is not argued with") {
    Rig rig([](const HttpRequest&) -> Result<HttpResponse> { return HttpResponse(403, ""); });
    Pages talk(1);
    auto reply = rig.next(talk);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == ErrorKind::refused);
    CHECK(rig.http.requests.size() == 1);
}

TEST_CASE("a run has limits, and a new run has them whole again") {
    Manners manners;
    manners.requests = 3;
    Pages talk(100);
    SUBCASE("requests") {
        Rig rig(page, manners);
        for (int n = 0; n < 3; ++n) REQUIRE(rig.next(talk));
        auto reply = rig.next(talk);
        REQUIRE_FALSE(reply);
        CHECK(reply.error().kind == ErrorKind::conflict);
        CHECK(reply.error().what == "the limit of 3 requests was reached: this run was ended");
        rig.driver.start_counting();
        CHECK(rig.next(talk));
    }
    SUBCASE("bytes") {
        manners = {};
        manners.bytes = 9;
        Rig rig(page, manners);
        for (int n = 0; n < 3; ++n) REQUIRE(rig.next(talk));
        auto reply = rig.next(talk);
        REQUIRE_FALSE(reply);
        CHECK(reply.error().what == "the limit of 9 bytes was reached: this run was ended");
    }
    SUBCASE("time") {
        manners = {};
        manners.duration = 10s;
        Rig rig(page, manners);
        for (int n = 0; n < 10; ++n) REQUIRE(rig.next(talk));
        CHECK_FALSE(rig.next(talk));
        CHECK(rig.http.times.size() == 10);
        rig.driver.start_counting();
        CHECK(rig.next(talk));
    }
}

TEST_CASE("a conversation can be cancelled while it waits and while it is answered") {
    for (const auto moment : {500ms, 1050ms, 1150ms}) {  // in the delay; in the second answer; in its back-off
        CAPTURE(moment.count());
        Rig rig({HttpResponse(200, "page"), HttpResponse(500, ""), HttpResponse(200, "page")});
        Pages talk(2);
        REQUIRE(rig.next(talk));
        const auto stop_at = rig.clock.now() + moment;
        asio::cancellation_signal stop;
        std::optional<Result<std::optional<std::string>>> reply;
        asio::co_spawn(rig.loop, rig.driver.next_reply(talk),
                       asio::bind_cancellation_slot(stop.slot(),
                                                    [&](std::exception_ptr, auto value) { reply = std::move(value); }));
        rig.loop.restart();
        while (rig.loop.poll() != 0 || (rig.clock.next() && *rig.clock.next() <= stop_at))
            if (rig.clock.next() && *rig.clock.next() <= stop_at) rig.clock.advance_to_next();
        rig.clock.advance_to(stop_at);
        CHECK_FALSE(reply);
        stop.emit(asio::cancellation_type::terminal);
        rig.loop.poll();
        REQUIRE(reply);
        REQUIRE_FALSE(*reply);
        CHECK(reply->error().kind == ErrorKind::cancelled);
        CHECK(rig.clock.sleeping() == 0);
    }
}
