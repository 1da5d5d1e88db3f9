// SPDX-License-Identifier: GPL-3.0-or-later
// import: alone, because it writes more than a running daemon should wait for.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/progress_bar.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/control/to_value.hpp"
#include "daemon/dump/importer.hpp"
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

// SIGINT and SIGTERM interrupt it between two batches.
RunReport carry_out(House& house, Importer& importer, const std::string& file) {
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
    auto run = importer.run(file);
    asio::co_spawn(house.loop(), std::move(run), asio::bind_cancellation_slot(interrupt.slot(), done));
    house.loop().run();
    if (report.run.outcome == Outcome::interrupted)
        if (auto kept = house.run_on_record(report.run.id)) report.run = *kept;
    return report;
}

int tell(const RunReport& report, Command::Form form) {
    if (report.error) complain(*report.error);
    // No such file, or no export: there was no run.
    if (report.run.id == 0 && report.error) return exit_code_of(*report.error);
    for (const std::string& note : report.notes) std::cerr << "moisson: warning: " << report::visible(note) << "\n";
    if (form == Command::Form::json)
        std::cout << report::line(report.run) << std::endl;
    else
        std::cout << report::visible(report.run.source.text) << ": " << render_run(to_value(report.run)) << std::endl;
    return exit_code_of(report.run.outcome);
}

int import_alone(const Command& command, const Places& places, World world) {
    auto house = House::open(places, std::move(world));
    if (!house) {
        complain(house.error());
        return house.error().kind == ErrorKind::config ? exit_code::configuration : exit_code_of(house.error());
    }
    const SourceConfig* source = (*house)->config().find(command.source);
    if (source == nullptr) {
        complain(unknown_source(command.source, (*house)->config()));
        return exit_code::usage;
    }
    auto kind = kind_of(*source);
    if (!kind) {
        complain(kind.error());
        return exit_code::configuration;
    }
    ProgressBar bar(ProgressBar::standard_error());
    Importer importer(Importer::Parts{*source, **kind, (*house)->clock(), (*house)->store_thread(), (*house)->roles(),
                                      (*house)->imports()});
    importer.on_progress([&bar](const Progress& progress) { bar.show(progress); });
    const RunReport report = carry_out(**house, importer, command.file);
    bar.clear();
    const int code = tell(report, command.form);
    if (code == exit_code::interrupted) return code;
    if (auto indexed = (*house)->indexing().finish(); !indexed) complain(indexed.error());
    return code;
}

}  // namespace

int import_command(const Command& command, const Places& places, World world) {
    switch (presence_of(places)) {
        case Presence::answers:
            complain(Error{ErrorKind::storage, places.socket.string(), "moissond is running and holds the store",
                           "stop it (moisson stop), import, and start it again: it goes on where it was",
                           std::nullopt});
            return exit_code::failed;
        case Presence::busy:
            complain(is_busy(places));
            return exit_code::failed;
        case Presence::nobody:
            break;
    }
    return import_alone(command, places, std::move(world));
}

}  // namespace moisson::daemon
