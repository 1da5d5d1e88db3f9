// SPDX-License-Identifier: GPL-3.0-or-later
// A source that closed its door: who starts us anew must not knock at it every hour.
#include "tests/unit/daemon/poll_rig.hpp"

#include <doctest/doctest.h>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

Result<HttpResponse> closes(std::size_t, HttpResponse) {
    HttpResponse closed(503, "maintenance");
    closed.headers.emplace_back("retry-after", "86400");
    return closed;
}

// Its door was closed, and is open again, which nobody can know.
void close_door(PollRig& rig) {
    rig.disturb(closes);
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::failed);
    rig.leave_in_peace();
}

std::size_t asked(const PollRig& rig) {
    return rig.wiki.asked().size();
}

}  // namespace

TEST_CASE("a source that closed its door for a day is not asked by the next process either, and its time is kept") {
    for (const bool known_before : {true, false}) {
        CAPTURE(known_before);
        PollRig rig;
        if (known_before) REQUIRE(rig.run(Verb::poll).run.outcome == Outcome::complete);
        close_door(rig);
        const auto kept = rig.closing();
        REQUIRE(kept);
        CHECK(kept->why.starts_with("HTTP 503"));
        const std::size_t before = asked(rig);
        for (int hour = 1; hour < 24; ++hour) {
            rig.pass(1h);
            rig.restart();
            const Told told = rig.run(Verb::poll);
            CHECK(told.run.outcome == Outcome::failed);
            CHECK(told.run.error.find("not asked: HTTP 503") != std::string::npos);
            CHECK(told.run.error.find("moisson resync") != std::string::npos);
            CHECK(told.run.requests == 0);
        }
        CHECK(asked(rig) == before);
        CHECK(rig.closing() == kept);
        rig.pass(1h);
        rig.restart();
        CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
        CHECK_FALSE(rig.closing());
    }
}

TEST_CASE("a person who wants to know is answered by the source, and what it says then counts") {
    PollRig rig;
    close_door(rig);
    rig.pass(1h);
    rig.restart();
    const auto before = rig.closing();
    rig.disturb(closes);
    CHECK(rig.knock().run.requests == 1);
    REQUIRE(rig.closing());
    CHECK(rig.closing()->until > before->until);
    rig.leave_in_peace();
    CHECK(rig.run(Verb::poll).run.requests == 0);
    CHECK(rig.knock().run.outcome == Outcome::complete);
    CHECK_FALSE(rig.closing());
    rig.restart();
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
}

TEST_CASE("a door that closed at another address concerns nobody who mended the configuration") {
    PollRig rig;
    close_door(rig);
    rig.ask_at("https://www.petit.example/api.php");
    rig.restart();
    CHECK(rig.run(Verb::poll).run.outcome == Outcome::complete);
    CHECK_FALSE(rig.closing());
}

TEST_CASE("a source that asks for two days of peace has them from the next process too, and a person may knock") {
    PollRig rig;
    rig.disturb([](std::size_t, HttpResponse) -> Result<HttpResponse> {
        HttpResponse closed(503, "maintenance");
        closed.headers.emplace_back("retry-after", "172800");
        return closed;
    });
    REQUIRE(rig.run(Verb::poll).run.outcome == Outcome::failed);
    rig.leave_in_peace();
    rig.pass(1h);
    const Told told = rig.run(Verb::poll);
    CHECK(told.run.requests == 0);
    CHECK(told.run.error.find("HTTP 503") != std::string::npos);
    rig.restart();
    CHECK(rig.run(Verb::poll).run.requests == 0);
    CHECK(rig.knock().run.outcome == Outcome::complete);
}
