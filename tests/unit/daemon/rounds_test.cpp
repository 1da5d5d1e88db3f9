// SPDX-License-Identifier: GPL-3.0-or-later
// Days of polling, on a clock moved by hand.
#include "tests/unit/daemon/poll_rig.hpp"
#include "tests/unit/daemon/wiki_life.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

using namespace moisson;
using namespace moisson::test;
using namespace std::chrono_literals;

namespace {

const daemon::Schedule every_quarter{15min, 24h};

Result<HttpResponse> nobody_answers(std::size_t, HttpResponse) {
    return fail(ErrorKind::transport, "petit", "cannot reach the server: connection refused");
}

std::ptrdiff_t count(const std::vector<Run>& visits, const std::string& verb) {
    return std::count_if(visits.begin(), visits.end(), [&](const Run& run) { return run.verb == verb; });
}

// From the end of each visit to the start of the next one.
std::vector<std::chrono::minutes> pauses(const std::vector<Run>& visits) {
    std::vector<std::chrono::minutes> all;
    for (std::size_t at = 1; at < visits.size(); ++at)
        all.push_back(std::chrono::floor<std::chrono::minutes>(visits[at].started - *visits[at - 1].ended));
    return all;
}

}  // namespace

TEST_CASE("a day is one harvest, one census, and a poll every quarter of an hour") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(24h);
    CHECK(count(rounds.visits, "harvest") == 1);
    CHECK(count(rounds.visits, "census") == 1);
    CHECK(rounds.visits.size() == 1 + 24 * 4);
    CHECK(rounds.visits[1].verb == "census");
    for (const Run& run : rounds.visits) CHECK(run.outcome == Outcome::complete);
    const std::size_t harvest = 9;
    const std::size_t census = 6 + 1;
    CHECK(polls.wiki.asked().size() == harvest + census + (24 * 4 - 1));
    for (const auto pause : pauses(rounds.visits)) CHECK(pause == 15min);
}

TEST_CASE("a clock of ours that is set back by days holds up no poll") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(1h);
    const std::size_t before = rounds.visits.size();
    rounds.set_clock_back(72h);
    edit(polls.wiki, 12, "{{Tiers-lieu|nom=Pendant ce temps}}");
    rounds.live_for(15min);
    REQUIRE(rounds.visits.size() == before + 1);
    CHECK(rounds.visits.back().changed == 1);
    rounds.live_for(1h);
    CHECK(rounds.visits.size() == before + 5);
}

TEST_CASE("a week has a census a day, and what people do is known within a quarter of an hour") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(1h);
    for (int day = 0; day < 7; ++day) {
        edit(polls.wiki, 12, "{{Tiers-lieu|nom=Jour " + std::to_string(day) + "}}");
        rounds.live_for(15min);
        CHECK(rounds.visits.back().changed == 1);
        rounds.live_for(24h - 15min);
        CHECK(rounds.visits.back().changed == 0);
    }
    CHECK(count(rounds.visits, "census") == 7 + 1);
}

TEST_CASE("polls keep their interval within a tenth, and do not march in step") {
    PollRig polls;
    RoundsRig rounds(polls, daemon::Schedule{100min, 24h});
    rounds.live_for(1s);
    for (const double jitter : {0.0, 0.25, 0.75, 0.999}) {
        rounds.jitter = jitter;
        rounds.live_for(100min);  // the pause that this draws comes after the visit
        rounds.live_for(*rounds.next_poll() - rounds.now());
    }
    const auto all = pauses(rounds.visits);
    CHECK(std::count(all.begin(), all.end(), 90min) >= 1);
    CHECK(std::count(all.begin(), all.end(), 95min) >= 1);
    CHECK(std::count(all.begin(), all.end(), 105min) >= 1);
    CHECK(*std::min_element(all.begin(), all.end()) >= 90min);
    CHECK(*std::max_element(all.begin(), all.end()) <= 110min);
}

TEST_CASE("a source that fails is visited ever more rarely, and as before once it answers") {
    PollRig polls(Insisting::never);
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(20min);
    polls.disturb(nobody_answers);
    const std::size_t before = rounds.visits.size();
    rounds.live_for(60h);
    const auto all = pauses({rounds.visits.begin() + static_cast<std::ptrdiff_t>(before), rounds.visits.end()});
    const std::vector<std::chrono::minutes> doubling{30min, 1h, 2h, 4h, 8h, 16h, 16h};
    REQUIRE(all.size() >= doubling.size());
    CHECK(std::equal(doubling.begin(), doubling.end(), all.begin()));
    CHECK(rounds.failures() == all.size() + 1);
    CHECK(rounds.failing());
    CHECK(rounds.last_error().find("cannot reach the server") != std::string::npos);
    polls.leave_in_peace();
    rounds.live_for(16h);
    CHECK(rounds.failures() == 0);
    CHECK_FALSE(rounds.failing());
    CHECK(rounds.last_error().empty());
    CHECK(rounds.visits.back().outcome == Outcome::complete);
    CHECK(*rounds.next_poll() - *rounds.visits.back().ended == 15min);
}

TEST_CASE("however long it fails, a source is visited once a day") {
    PollRig polls(Insisting::never);
    polls.disturb(nobody_answers);
    RoundsRig rounds(polls, daemon::Schedule{1h, 24h});
    rounds.live_for(24h * 10);
    const auto all = pauses(rounds.visits);
    CHECK(all.back() == 24h);
    CHECK(*std::max_element(all.begin(), all.end()) == 24h);
    CHECK(count(rounds.visits, "census") == 0);  // never before it has been harvested
}

TEST_CASE("a source that names a time is not asked before it, however often its turn comes, and status says why") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(20min);
    polls.disturb([](std::size_t, HttpResponse) -> Result<HttpResponse> {
        HttpResponse busy(503, "maintenance");
        busy.headers.emplace_back("retry-after", "21600");
        return busy;
    });
    rounds.live_for(15min);
    const std::size_t asked = polls.wiki.asked().size();
    const Instant named = rounds.visits.back().started + 6h;
    CHECK(rounds.failing());
    CHECK(rounds.last_error().find("until " + to_iso(named)) != std::string::npos);
    polls.leave_in_peace();
    rounds.live_for(named - 1s - rounds.now());
    CHECK(polls.wiki.asked().size() == asked);
    CHECK(rounds.failures() > 1);
    CHECK(rounds.last_error().find("until " + to_iso(named)) != std::string::npos);
    rounds.live_for(8h);
    CHECK_FALSE(rounds.failing());
    CHECK(rounds.visits.back().outcome == Outcome::complete);
}

TEST_CASE("an emptied source is left alone like one that fails, until it is whole again") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(20min);
    const std::string held = polls.exports();
    const auto pages = std::exchange(polls.wiki.pages, {});
    rounds.live_for(24h);
    CHECK(rounds.visits.back().outcome == Outcome::refused);
    CHECK(rounds.failures() >= 5);
    CHECK(polls.exports() == held);
    polls.wiki.pages = pages;
    rounds.live_for(24h);
    CHECK(rounds.failures() == 0);
    CHECK(polls.exports() == held);
}

TEST_CASE("a census that fails is not called done: the next visit takes it") {
    PollRig polls(Insisting::never);
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(1min);
    polls.disturb(nobody_answers);
    rounds.live_for(15min);
    CHECK(rounds.visits.back().verb == "census");
    CHECK(rounds.visits.back().outcome == Outcome::failed);
    polls.leave_in_peace();
    rounds.live_for(30min);
    CHECK(rounds.visits.back().verb == "census");
    CHECK(rounds.visits.back().outcome == Outcome::complete);
    rounds.live_for(15min);
    CHECK(rounds.visits.back().verb == "poll");
}

TEST_CASE("a new process remembers yesterday's census") {
    PollRig polls;
    {
        RoundsRig first(polls, every_quarter);
        first.live_for(1h);
        CHECK(count(first.visits, "census") == 1);
    }
    polls.restart();
    RoundsRig second(polls, every_quarter);
    second.live_for(12h);
    CHECK(count(second.visits, "census") == 0);
    second.live_for(12h);
    CHECK(count(second.visits, "census") == 1);
}

TEST_CASE("a new process knows since when and why a source fails, and tries it at once") {
    PollRig polls(Insisting::never);
    std::optional<Instant> since;
    std::string why;
    unsigned failures = 0;
    {
        RoundsRig first(polls, every_quarter);
        first.live_for(20min);
        polls.disturb(nobody_answers);
        first.live_for(3h);
        since = first.failing_since();
        why = first.last_error();
        failures = first.failures();
        CHECK(failures > 1);
    }
    polls.restart();
    RoundsRig second(polls, every_quarter);
    CHECK(second.failing_since() == since);
    CHECK(second.last_error() == why);
    CHECK(second.failures() == failures);
    second.settle();
    REQUIRE(second.visits.size() == 1);
    CHECK(second.failing_since() == since);
    CHECK(second.failures() == failures + 1);
    polls.leave_in_peace();
    second.live_for(16h);
    CHECK_FALSE(second.failing());
    CHECK(second.failures() == 0);
}

TEST_CASE("what people ask for is done at once, and the next poll keeps its time") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(20min);
    const auto next = rounds.next_poll();
    rounds.ask(Verb::census);
    rounds.settle();
    REQUIRE(rounds.answered.size() == 1);
    CHECK(rounds.answered[0].run.verb == "census");
    CHECK(rounds.answered[0].run.started == rounds.now());
    CHECK(rounds.next_poll() == next);
}

TEST_CASE("what is asked for during a run comes after it, in the order of asking, and polls are joined") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.at_request(3, [&] {
        rounds.ask(Verb::poll);
        rounds.ask(Verb::census);
        rounds.ask(Verb::poll);
    });
    rounds.live_for(1min);
    REQUIRE(rounds.visits.size() == 3);
    CHECK(rounds.visits[0].verb == "harvest");
    CHECK(rounds.visits[1].verb == "poll");
    CHECK(rounds.visits[2].verb == "census");
    REQUIRE(rounds.answered.size() == 3);
    CHECK(rounds.answered[0].run.id == rounds.visits[1].id);
    CHECK(rounds.answered[1].run.id == rounds.visits[1].id);
    CHECK(rounds.answered[2].run.id == rounds.visits[2].id);
}

TEST_CASE("a title that nobody knows is the asker's mistake, not the source's failure") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(1min);
    rounds.ask_for("Nulle part");
    rounds.settle();
    REQUIRE(rounds.answered.size() == 1);
    CHECK(rounds.answered[0].error == ErrorKind::config);
    CHECK(rounds.failures() == 0);
}

TEST_CASE("stopped while it waits, a round ends at once and leaves nothing open") {
    PollRig polls;
    RoundsRig rounds(polls, every_quarter);
    rounds.live_for(20min);
    const auto visits = rounds.visits.size();
    const std::size_t asked = polls.wiki.asked().size();
    rounds.stop();
    rounds.settle();
    CHECK_FALSE(rounds.alive());
    rounds.live_for(24h);
    CHECK(rounds.visits.size() == visits);
    CHECK(polls.wiki.asked().size() == asked);
    for (const Run& run : polls.runs()) CHECK(run.outcome == Outcome::complete);
}

TEST_CASE("stopped at any request of a run, a round keeps what was committed, and the next process goes on") {
    PollRig whole;
    const std::size_t requests = whole.run(Verb::poll).run.requests;
    for (std::size_t request = 1; request <= requests; ++request) {
        CAPTURE(request);
        PollRig polls;
        {
            RoundsRig rounds(polls, every_quarter);
            rounds.at_request(request, [&] { rounds.stop(); });
            rounds.live_for(1min);
            CHECK_FALSE(rounds.alive());
            CHECK(rounds.failures() == 0);  // it was our wish
            CHECK(polls.wiki.asked().size() <= request);
        }
        const auto cut = polls.runs();
        REQUIRE(cut.size() == 1);
        CHECK(cut[0].outcome == Outcome::interrupted);
        polls.restart();
        RoundsRig rounds(polls, every_quarter);
        rounds.live_for(1min);
        REQUIRE(rounds.visits.size() == 1);
        CHECK(rounds.visits[0].outcome == Outcome::complete);
        CHECK(polls.exports() == whole.exports());
    }
}
