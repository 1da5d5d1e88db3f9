// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/poll/schedule.hpp"
#include "schema/record.hpp"
#include "schema/result.hpp"
#include "tests/unit/connectors/scripted_wiki.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace moisson::test {

// How a run ended, for those who do not want to know what it takes to run one.
struct Told {
    Run run;
    std::optional<ErrorKind> error;
    std::vector<std::string> notes;
};

enum class Verb { poll, resync_full, census, deep_census, confirm };

// How often a request that failed is made again: as the shipped programs do, or not at all.
enum class Insisting { as_shipped, never };

// What becomes of an answer on its way to us. `request` counts from 1 within a run.
using Road = std::function<Result<HttpResponse>(std::size_t request, HttpResponse answer)>;

// A wiki in memory, a store in memory, a clock moved by hand and the real poller between them.
class PollRig {
public:
    explicit PollRig(Insisting insisting = Insisting::as_shipped);
    ~PollRig();
    PollRig(const PollRig&) = delete;
    PollRig& operator=(const PollRig&) = delete;

    mediawiki_test::ScriptedWiki wiki;

    Told run(Verb verb);
    Told resync(std::vector<std::string> items);
    Told knock();  // a poll that a person wants, closed as the source may be
    // Asked to stop while that request is on its way.
    Told run_stopped_at(std::size_t request);

    void disturb(Road road);  // from now on
    void leave_in_peace();
    void refuse_commit(std::size_t number);  // of the next run, from 1: the store cannot
    std::size_t commits() const;             // of the last run
    std::set<std::size_t> readings() const;  // of the last run: its requests, from 1, that paid what was owed
    void pass(std::chrono::milliseconds time);
    void restart();                                       // a new process over the same store
    void leave_out_of_mapping(const std::string& field);  // from the next process on
    void mapping_as_shipped();                            // the same
    void ask_at(const std::string& api);                  // the same
    std::optional<Awaiting> awaits();
    std::optional<Closing> closing();

    std::string cursor();
    // Everything the store would export, and how much it holds of what it does not.
    std::string exports();
    std::vector<std::string> changes();  // "title field: before → after"
    std::uint64_t debts();
    std::vector<Run> runs();  // oldest first

private:
    friend class RoundsRig;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// The rounds of that one source, on the same clock, as the daemon makes them.
class RoundsRig {
public:
    RoundsRig(PollRig& polls, daemon::Schedule schedule);
    ~RoundsRig();  // as a process that dies: nothing more happens
    RoundsRig(const RoundsRig&) = delete;
    RoundsRig& operator=(const RoundsRig&) = delete;

    void live_for(std::chrono::milliseconds time);
    void set_clock_back(std::chrono::milliseconds by);
    // The clock stands still: what needs no time happens, and nothing else.
    void settle();
    // How that run ends comes into `answered`.
    void ask(Verb verb);
    void ask_for(std::string title);
    void stop();  // told to; it ends as time passes or things settle
    // Once, while that request of the present or next run is on its way.
    void at_request(std::size_t number, std::function<void()> what);

    bool alive() const;
    unsigned failures() const;
    bool failing() const;
    std::optional<Instant> failing_since() const;
    std::string last_error() const;
    std::optional<Instant> next_poll() const;
    Instant now() const;

    std::vector<Run> visits;  // as they ended
    std::vector<Told> answered;
    double jitter = 0.5;

private:
    struct Life;
    std::unique_ptr<Life> life_;
};

}  // namespace moisson::test
