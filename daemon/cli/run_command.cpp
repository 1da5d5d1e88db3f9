// SPDX-License-Identifier: GPL-3.0-or-later
// harvest, resync and census: alone, or through the running daemon, and followed to their end either way.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/progress_bar.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/control/to_value.hpp"
#include "daemon/system/house.hpp"
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

Order order_of(const Command& command) {
    using Verb = Order::Verb;
    switch (command.verb) {
        case Command::Verb::resync:
            if (!command.item.empty()) return Order(Verb::resync_items, {command.item});
            return Order(command.extent == Command::Extent::full ? Verb::resync_full : Verb::poll);
        case Command::Verb::census:
            return Order(command.reach == Command::Reach::history ? Verb::deep_census : Verb::census);
        case Command::Verb::confirm:
            return Order(Verb::confirm);
        default:
            return Order(Verb::poll);
    }
}

int code_of(const RunReport& report) {
    const bool unknown_name = report.error && report.error->kind == ErrorKind::config;
    return unknown_name ? exit_code::usage : exit_code_of(report.run.outcome);
}

void tell(const RunReport& report, Command::Form form) {
    for (const std::string& note : report.notes) std::cerr << "moisson: warning: " << report::visible(note) << "\n";
    if (form == Command::Form::json) {
        std::cout << report::line(report.run) << std::endl;
        return;
    }
    std::cout << report::visible(report.run.source.text) << ": " << render_run(to_value(report.run)) << std::endl;
}

// ---- alone ------------------------------------------------------------------------------------------------

// Runs one order to its end; SIGINT and SIGTERM interrupt it between two batches.
RunReport run_alone(House& house, Poller& poller, const Order& order, ProgressBar& bar) {
    RunReport report;
    asio::cancellation_signal interrupt;
    asio::signal_set signals(house.loop(), SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code failed, int) {
        if (!failed) interrupt.emit(asio::cancellation_type::terminal);
    });
    poller.on_progress([&bar](const Progress& progress) { bar.show(progress); });
    auto done = [&](std::exception_ptr broken, RunReport told) {
        signals.cancel();
        if (broken) std::rethrow_exception(broken);
        report = std::move(told);
    };
    auto run = poller.run(order, Probing::when_unknown);
    asio::co_spawn(house.loop(), std::move(run), asio::bind_cancellation_slot(interrupt.slot(), done));
    house.loop().restart();
    house.loop().run();
    poller.on_progress({});
    bar.clear();
    // How far an interrupted run came is known once its last batch is committed, or not.
    if (report.run.outcome == Outcome::interrupted)
        if (auto kept = house.run_on_record(report.run.id)) report.run = *kept;
    return report;
}

int harvest_alone(const Command& command, const Places& places, World world) {
    auto house = House::open(places, std::move(world));
    if (!house) {
        complain(house.error());
        return house.error().kind == ErrorKind::config ? exit_code::configuration : exit_code_of(house.error());
    }
    if (!command.source.empty() && (*house)->poller(command.source) == nullptr) {
        complain(unknown_source(command.source, (*house)->config()));
        return exit_code::usage;
    }
    ProgressBar bar(ProgressBar::standard_error());
    int code = exit_code::complete;
    for (const SourceConfig& source : (*house)->config().sources) {
        if (!command.source.empty() && source.name.text != command.source) continue;
        RunReport report = run_alone(**house, *(*house)->poller(source.name.text), order_of(command), bar);
        tell(report, command.form);
        if (report.error && command.form == Command::Form::json) complain(*report.error);
        code = graver(code, code_of(report));
        if (report.run.outcome == Outcome::interrupted) return code;
    }
    // What was committed stands: what could not be indexed now is indexed the next time.
    if (auto indexed = (*house)->indexing().finish(); !indexed) complain(indexed.error());
    return code;
}

// ---- through the daemon -----------------------------------------------------------------------------------

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
    if (value.at("total").integer()) progress.total = count("total");
    return progress;
}

RunReport report_from(const Value& value) {
    RunReport report;
    Run& run = report.run;
    auto count = [&value](const char* name) {
        return value.at(name).integer() ? static_cast<std::uint64_t>(*value.at(name).integer()) : 0;
    };
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
    if (value.at("error_kind").text_or("") == name_of(ErrorKind::config))
        report.error = Error{ErrorKind::config, {}, run.error, {}, std::nullopt};
    return report;
}

Question question_of(const Command& command, const std::string& source) {
    const Order order = order_of(command);
    Question question;
    question.given["source"] = source;
    question.given["verb"] = std::string(name_of(order.verb));
    for (const std::string& item : order.items) question.given["item"] = item;
    return question;
}

int run_through_daemon(const Command& command, const Places& places, const std::string& source) {
    ProgressBar bar(ProgressBar::standard_error());
    std::optional<RunReport> report;
    auto done = ask_for_run(places, question_of(command, source), [&](const std::string& name, const Value& data) {
        if (name == "progress") bar.show(progress_from(data));
        if (name != "report") return true;
        report = report_from(data);
        return false;
    });
    bar.clear();
    if (report) {
        tell(*report, command.form);
        return code_of(*report);
    }
    const Error left{ErrorKind::transport, places.socket.string(), "the daemon stopped before the run ended",
                     "what was committed is kept; look at: moisson status", std::nullopt};
    complain(done ? left : done.error());
    return done ? exit_code::failed : exit_code_of(done.error());
}

int harvest_through_daemon(const Command& command, const Places& places) {
    if (command.verb == Command::Verb::harvest)
        std::cerr << "moisson: moissond is running and does it: this is a resync, followed to its end\n";
    if (!command.source.empty()) return run_through_daemon(command, places, command.source);
    Question question;
    question.path = "/v1/status";
    auto asker = open_asker(places);
    auto status = asker ? (*asker)->ask(question) : Result<Value>(fail(asker.error()));
    if (!status) {
        complain(status.error());
        return exit_code_of(status.error());
    }
    int code = exit_code::complete;
    if (const auto* sources = status->at("sources").list())
        for (const Value& source : *sources)
            if (source.at("running").flag() != nullptr)  // the store may know others, no longer configured
                code = graver(code, run_through_daemon(command, places, source.at("name").text_or("")));
    return code;
}

}  // namespace

int run_command(const Command& command, const Places& places, World world) {
    switch (presence_of(places)) {
        case Presence::answers:
            return harvest_through_daemon(command, places);
        case Presence::busy:
            complain(is_busy(places));
            return exit_code::failed;
        case Presence::nobody:
            break;
    }
    return harvest_alone(command, places, std::move(world));
}

}  // namespace moisson::daemon
