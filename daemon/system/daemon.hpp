// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/control/control_server.hpp"
#include "daemon/control/health_desk.hpp"
#include "daemon/poll/rounds.hpp"
#include "daemon/system/house.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/signal_set.hpp>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace moisson::daemon {

// moissond: the rounds of every source, the control socket, and an orderly end. Only it sees all parts.
class Daemon {
public:
    explicit Daemon(House& house, std::unique_ptr<store::Reader> reader);
    // Runs until told to stop; the exit code.
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;
    int run();

private:
    struct Task;
    struct Visit;  // one source with its rounds

    std::vector<Run> latest_runs(const SourceName& source) const;  // newest first
    Result<Done> listen();
    void start(asio::awaitable<void> body);
    void stop();
    asio::awaitable<void> await_signal();
    asio::awaitable<void> feed_watchdog(std::chrono::microseconds interval);
    asio::awaitable<void> answer_control(ControlRequest request, ControlStream& stream);
    static asio::awaitable<void> answer_hello(ControlStream& stream);
    asio::awaitable<void> answer_status(ControlStream& stream);
    asio::awaitable<void> answer_stop(ControlStream& stream);
    asio::awaitable<void> answer_link(Question question, ControlStream& stream);
    asio::awaitable<void> answer_run(Question question, ControlStream& stream);
    Result<Visit*> begin_run(const Question& question, Rounds::Ended ended);
    asio::awaitable<RunReport> import_file(Visit& visit, std::string file);
    asio::awaitable<void> answer_read(Question question, ControlStream& stream);
    asio::awaitable<void> answer_export(Question question, ControlStream& stream);
    Result<bool> send_replay(ControlStream& stream);
    Result<bool> answer_lines_of(const Question& question, Instant now, const TakeLine& take) const;
    HealthOffice health_office() const;
    bool send_from_afar(ControlStream& stream, std::string chunk);
    asio::awaitable<Result<std::optional<Value>>> ask_reader(Question question);
    void add_live_state(Value& status) const;
    static void log_run(const RunReport& report);
    void tell_manager() const;
    std::string count_of_sources() const;
    Visit* visit(const std::string& source);

    House& house_;
    std::unique_ptr<store::Reader> reader_;  // the reader thread's
    Instant started_;
    std::vector<std::unique_ptr<Visit>> visits_;
    ControlServer control_;
    asio::signal_set signals_;
    std::list<Task> tasks_;
    int exports_ = 0;
    bool stopping_ = false;
    bool broke_ = false;        // by a mistake of ours: whoever started us should know
    WorkThread reader_thread_;  // last: joined before what it uses goes
};

}  // namespace moisson::daemon
