// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/follow.hpp"

#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/progress_bar.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/control/to_value.hpp"
#include "report/export_lines.hpp"
#include "report/visible.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>

namespace moisson::daemon {

namespace {

Progress progress_from(const Value& value) {
    Progress progress;
    auto count = [&value](const char* name) {
        return value.at(name).integer() ? static_cast<std::uint64_t>(*value.at(name).integer()) : 0;
    };
    progress.source = value.at("source").text_or("");
    progress.phase = value.at("phase").text_or("");
    progress.note = value.at("note").text_or("");
    progress.listed = count("listed");
    progress.requests = count("requests");
    progress.bytes = count("bytes");
    progress.bytes_in_all = count("bytes_in_all");
    if (value.at("total").integer()) progress.total = count("total");
    return progress;
}

RunReport report_from(const Value& value) {
    RunReport report;
    Run& run = report.run;
    auto count = [&value](const char* name) {
        return value.at(name).integer() ? static_cast<std::uint64_t>(*value.at(name).integer()) : 0;
    };
    run.id = static_cast<std::int64_t>(count("id"));
    run.source = SourceName(value.at("source").text_or(""));
    run.verb = value.at("verb").text_or("");
    run.started = from_iso(value.at("started").text_or("")).value_or(Instant{});
    run.ended = from_iso(value.at("ended").text_or(""));
    run.outcome = outcome_named(value.at("outcome").text_or("")).value_or(Outcome::failed);
    run.listed = count("listed");
    run.seen = count("seen");
    run.changed = count("changed");
    run.requests = count("requests");
    run.bytes = count("bytes");
    run.retries = count("retries");
    run.stale_derived = count("stale_derived");
    if (value.at("drift").integer()) run.drift = count("drift");
    run.error = value.at("error").text_or("");
    if (const auto* notes = value.at("notes").list())
        for (const Value& note : *notes) report.notes.push_back(note.text_or(""));
    // Its kind, but for a mistake of whoever asked, is in the outcome.
    const bool mistaken = value.at("error_kind").text_or("") == name_of(ErrorKind::config);
    if (!run.error.empty())
        report.error =
            Error{mistaken ? ErrorKind::config : ErrorKind::transport, run.source.text, run.error, {}, std::nullopt};
    return report;
}

// An error that a transported report tells names the source already.
Error named(const RunReport& report) {
    Error error = *report.error;
    if (error.where == report.run.source.text && error.what.starts_with(error.where)) error.where.clear();
    return error;
}

}  // namespace

RunReport follow_here(House& house, asio::awaitable<RunReport> run) {
    RunReport report;
    asio::cancellation_signal interrupt;
    asio::signal_set signals(house.loop(), SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code failed, int) {
        if (!failed) interrupt.emit(asio::cancellation_type::terminal);
    });
    auto done = [&](std::exception_ptr broken, RunReport told) {
        signals.cancel();
        if (broken) std::rethrow_exception(broken);
        report = std::move(told);
    };
    asio::co_spawn(house.loop(), std::move(run), asio::bind_cancellation_slot(interrupt.slot(), done));
    house.loop().restart();
    house.loop().run();
    // How far an interrupted run came is known once its last batch is committed, or not.
    if (report.run.outcome == Outcome::interrupted)
        if (auto kept = house.run_on_record(report.run.id)) report.run = *kept;
    return report;
}

int follow_daemon(const Places& places, const Question& question, Command::Form form) {
    ProgressBar bar(ProgressBar::standard_error());
    std::optional<RunReport> report;
    auto done = ask_for_run(places, question, [&](const std::string& name, const Value& data) {
        if (name == "progress") bar.show(progress_from(data));
        if (name != "report") return true;
        report = report_from(data);
        return false;
    });
    bar.clear();
    if (report) return tell(*report, form);
    const Error left{ErrorKind::transport, places.socket.string(), "the daemon stopped before the run ended",
                     "what was committed is kept; look at: moisson status", std::nullopt};
    complain(done ? left : done.error());
    return done ? exit_code::failed : exit_code_of(done.error());
}

int tell(const RunReport& report, Command::Form form) {
    for (const std::string& note : report.notes) std::cerr << "moisson: warning: " << report::visible(note) << "\n";
    const bool on_record = report.run.id != 0;
    const bool json = form == Command::Form::json;
    if (report.error && (json || !on_record)) complain(named(report));
    if (report.error && !on_record) return exit_code_of(*report.error);
    if (json)
        std::cout << report::plain_json(report::line(report.run)) << std::endl;
    else
        std::cout << report::visible(report.run.source.text) << ": " << render_run(to_value(report.run)) << std::endl;
    const bool unknown_name = report.error && report.error->kind == ErrorKind::config;
    return unknown_name ? exit_code::usage : exit_code_of(report.run.outcome);
}

}  // namespace moisson::daemon
