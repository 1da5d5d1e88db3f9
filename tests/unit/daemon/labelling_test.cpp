// SPDX-License-Identifier: GPL-3.0-or-later
// Labels are looked at behind the commits, and again when time makes one of them unsure.
#include "daemon/poll/labelling.hpp"

#include "tests/unit/support/hand_clock.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

using namespace moisson;
using namespace moisson::daemon;
using namespace std::chrono_literals;

namespace {

// Every look is written down.
class Looked final : public store::Health {
public:
    Result<store::Refreshed> refresh(Instant now, std::size_t) override {
        if (!alive) return fail(ErrorKind::storage, "store", "disk full");
        looks.push_back(now);
        return store::Refreshed{0, 0, next};
    }
    Result<Done> link(const store::AccountName&, const store::AccountName&) override { return Done{}; }
    Result<Done> unlink(const store::AccountName&, const store::AccountName&) override { return Done{}; }

    std::vector<Instant> looks;
    std::optional<Instant> next;
    bool alive = true;
};

}  // namespace

TEST_CASE("labels are looked at when the next one expires, within a minute and an hour") {
    Looked health;
    test::HandClock clock;
    Labelling labelling(health, clock);
    const Chore chore = labelling.chore();
    const Instant now = clock.now();
    CHECK(labelling.next_look(now) == now + 1min);  // nobody looked yet
    const std::vector<std::pair<std::optional<Instant>, Instant>> cases{
        {now + 10min, now + 10min}, {now - 24h, now + 1min}, {now + 24h, now + 1h}, {std::nullopt, now + 1h}};
    for (const auto& [expiry, look] : cases) {
        health.next = expiry;
        CHECK(chore.work(100).value() == 0);
        CHECK(labelling.next_look(now) == look);
    }
    CHECK(health.looks == std::vector<Instant>(4, now));
}

TEST_CASE("a store that cannot be written is tried again, not given up") {
    Looked health;
    test::HandClock clock;
    Labelling labelling(health, clock);
    const Chore chore = labelling.chore();
    health.alive = false;
    CHECK_FALSE(chore.work(100));
    CHECK(labelling.next_look(clock.now()) == clock.now() + 1min);
    health.alive = true;
    CHECK(chore.work(100));
}

TEST_CASE("as the clock goes on the labels are looked at again and again, until the daemon stops") {
    asio::io_context loop(1);  // goes last: who sleeps on the clock has timers of it
    Looked health;
    health.next = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5) + 20min;
    test::HandClock clock;
    Labelling labelling(health, clock);
    std::optional<Afterwards> behind;
    WorkThread thread;  // goes first: it ends its work before anything it uses goes
    Afterwards& afterwards = behind.emplace(std::vector{labelling.chore()}, thread);
    asio::co_spawn(loop, Labelling::live(labelling, clock, afterwards), asio::detached);
    const auto settled = [&] {
        loop.restart();
        loop.poll();
        for (int times = 0; times < 60; ++times) CHECK(afterwards.finish());  // more than its patience
    };
    settled();
    const std::size_t at_start = health.looks.size();
    CHECK(at_start >= 1);
    for (int minute = 0; minute < 30; ++minute) {
        clock.advance(1min);
        settled();
    }
    const Instant due = *health.next;
    CHECK(std::find(health.looks.begin(), health.looks.end(), due) != health.looks.end());
    afterwards.stop();
}
