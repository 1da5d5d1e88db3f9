// SPDX-License-Identifier: GPL-3.0-or-later
// A source that asks to be left alone for longer than a conversation waits.
#include "tests/unit/http/driver_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::daemon;
using namespace moisson::test;

namespace {

using Rig = DriverRig;

}  // namespace

TEST_CASE("a source that asks for too long ends the conversation, and says until when") {
    Rig rig([](const HttpRequest&) -> Result<HttpResponse> { return busy(503, "3600"); });
    Pages talk(1);
    auto reply = rig.next(talk);
    REQUIRE_FALSE(reply);
    CHECK(rig.http.requests.size() == 1);
    CHECK(reply.error().what ==
          "the server answered 503; the source asks to be left alone until 2026-01-05T01:00:00.100Z");
    CHECK(reply.error().wait == Wait{3600s});

    SUBCASE("and is not asked again before that, whoever asks") {
        auto again = rig.next(talk);
        REQUIRE_FALSE(again);
        CHECK(rig.http.requests.size() == 1);
        CHECK(again.error().what ==
              "not asked: the server answered 503; the source asks to be left alone until 2026-01-05T01:00:00.100Z");
    }
    SUBCASE("but then it is") {
        rig.http.then(page);
        rig.clock.advance(3600s);
        CHECK(rig.next(talk).value() == "page");
    }
    SUBCASE("nor is it by whoever was told so") {
        const auto kept = rig.driver.closing();
        REQUIRE(kept);
        CHECK(kept->why == "the server answered 503");
        CHECK(kept->until == rig.clock.now() + 3600s);
        Driver next(rig.http, rig.clock, {}, [] { return 0.0; });
        next.heed(kept, Knocking::when_open);
        const auto asked = run(rig.loop, rig.clock, next.next_reply(talk));
        REQUIRE_FALSE(asked);
        CHECK(asked.error().what ==
              "not asked: the server answered 503; the source asks to be left alone until 2026-01-05T01:00:00.100Z");
        CHECK(asked.error().remedy.find("resync") != std::string::npos);
        CHECK(rig.http.requests.size() == 1);
        CHECK(next.closing() == kept);
    }
}

TEST_CASE("when we knock at a door that was closed, what the source says then counts") {
    Rig rig([](const HttpRequest&) -> Result<HttpResponse> { return busy(503, "3600"); });
    Pages talk(1);
    REQUIRE_FALSE(rig.next(talk));
    SUBCASE("it is open again when it answers, and as closed as before when nobody does") {
        const auto kept = rig.driver.closing();
        rig.clock.advance(60s);
        rig.driver.start_counting();
        rig.driver.heed({}, Knocking::all_the_same);
        rig.http.then(cut);
        REQUIRE_FALSE(rig.next(talk));
        CHECK(rig.http.requests.size() == 6);
        CHECK(rig.driver.closing() == kept);
        rig.driver.start_counting();
        rig.driver.heed({}, Knocking::when_open);
        REQUIRE_FALSE(rig.next(talk));
        CHECK(rig.http.requests.size() == 6);
        rig.driver.start_counting();
        rig.driver.heed({}, Knocking::all_the_same);
        rig.http.then(page);
        CHECK(rig.next(talk).value() == "page");
        CHECK_FALSE(rig.driver.closing());
    }
    SUBCASE("it is closed anew when it says so") {
        rig.clock.advance(60s);
        rig.driver.start_counting();
        rig.driver.heed({}, Knocking::all_the_same);
        REQUIRE_FALSE(rig.next(talk));
        CHECK(rig.http.requests.size() == 2);
        CHECK(rig.driver.closing()->until == rig.clock.now() + 3600s);
    }
}

TEST_CASE("what was written before our clock was set back by days holds for nobody") {
    Rig rig(page);
    Pages talk(1);
    rig.driver.heed(Closing{rig.clock.now() + 24h, rig.clock.now() + 48h, {}, "HTTP 403", {}}, Knocking::when_open);
    CHECK(rig.next(talk).value() == "page");
}
