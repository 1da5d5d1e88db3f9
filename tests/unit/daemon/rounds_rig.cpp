// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/poll/rounds.hpp"
#include "tests/unit/daemon/poll_parts.hpp"

#include <doctest/doctest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

namespace moisson::test {

struct RoundsRig::Life {
    Life(PollRig::Parts& its_parts, daemon::Schedule schedule, std::function<double()> jitter)
        : parts(its_parts), rounds(*parts.poller, parts.clock, schedule, std::move(jitter)) {}

    static daemon::Rounds::Ended into(std::vector<Told>& answers) {
        return [&answers](const daemon::RunReport& report) { answers.push_back(told(report)); };
    }

    PollRig::Parts& parts;
    daemon::Rounds rounds;
    asio::cancellation_signal stop;
    bool ended = false;
};

RoundsRig::RoundsRig(PollRig& polls, daemon::Schedule schedule)
    : life_(std::make_unique<Life>(*polls.parts_, schedule, [this] { return jitter; })) {
    PollRig::Parts& parts = life_->parts;
    parts.drain_store();
    auto row = parts.engine.sources->find(parts.config.name);
    if (row && *row) life_->rounds.remember(**row);
    if (const auto runs = parts.reader->runs({.limit = 100})) life_->rounds.remember_runs(*runs);
    life_->rounds.on_ended([this](const daemon::RunReport& report) {
        visits.push_back(report.run);
        life_->parts.wire.begin_run();
    });
    parts.wire.begin_run();
    auto live = life_->rounds.live();
    auto ended = [this](std::exception_ptr) { life_->ended = true; };
    asio::co_spawn(parts.loop, std::move(live), asio::bind_cancellation_slot(life_->stop.slot(), ended));
}

RoundsRig::~RoundsRig() {
    if (!life_->ended) stop();
    settle();
}

void RoundsRig::settle() {
    while (life_->parts.step()) {
    }
}

void RoundsRig::set_clock_back(std::chrono::milliseconds by) {
    life_->parts.clock.set_back(by);
}

void RoundsRig::live_for(std::chrono::milliseconds time) {
    PollRig::Parts& parts = life_->parts;
    const Instant end = parts.clock.now() + time;
    for (settle(); !life_->ended; settle()) {
        const auto next = parts.clock.next();
        if (!next) {
            REQUIRE_MESSAGE(parts.loop.run_one_for(std::chrono::seconds(10)) != 0, "the rounds wait for nothing");
        } else if (*next > end) {
            break;
        } else {
            parts.clock.advance_to(*next);
        }
    }
    parts.clock.advance_to(end);
    settle();
}

void RoundsRig::ask(Verb verb) {
    life_->rounds.ask(order_of(verb), Life::into(answered));
}

void RoundsRig::ask_for(std::string title) {
    daemon::Order order(daemon::Order::Verb::resync_items, {std::move(title)});
    life_->rounds.ask(std::move(order), Life::into(answered));
}

void RoundsRig::stop() {
    life_->stop.emit(asio::cancellation_type::terminal);
}

void RoundsRig::at_request(std::size_t number, std::function<void()> what) {
    life_->parts.wire.when[number] = [this, what = std::move(what)] { asio::post(life_->parts.loop, what); };
}

bool RoundsRig::alive() const {
    return !life_->ended;
}

unsigned RoundsRig::failures() const {
    return life_->rounds.state().failures;
}

bool RoundsRig::failing() const {
    return life_->rounds.state().failing_since.has_value();
}

std::optional<Instant> RoundsRig::failing_since() const {
    return life_->rounds.state().failing_since;
}

std::string RoundsRig::last_error() const {
    return life_->rounds.state().last_error;
}

std::optional<Instant> RoundsRig::next_poll() const {
    return life_->rounds.state().next_poll;
}

Instant RoundsRig::now() const {
    return life_->parts.clock.now();
}

}  // namespace moisson::test
