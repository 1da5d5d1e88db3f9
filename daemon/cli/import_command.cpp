// SPDX-License-Identifier: GPL-3.0-or-later
// import: alone, or by the running daemon, which then opens the file itself.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/follow.hpp"
#include "daemon/cli/progress_bar.hpp"
#include "daemon/dump/importer.hpp"

#include <filesystem>

namespace moisson::daemon {

namespace {

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
    const RunReport report = follow_here(**house, importer.run(command.file));
    bar.clear();
    const int code = tell(report, command.form);
    if (code == exit_code::interrupted) return code;
    if (auto indexed = (*house)->afterwards().finish(); !indexed) complain(indexed.error());
    return code;
}

Question question_of(const Command& command) {
    Question question;
    question.given["source"] = command.source;
    question.given["verb"] = "import";
    question.given["file"] = std::filesystem::absolute(command.file).string();
    return question;
}

}  // namespace

int import_command(const Command& command, const Places& places, World world) {
    switch (presence_of(places)) {
        case Presence::answers:
            return follow_daemon(places, question_of(command), command.form);
        case Presence::busy:
            complain(is_busy(places));
            return exit_code::failed;
        case Presence::nobody:
            break;
    }
    return import_alone(command, places, std::move(world));
}

}  // namespace moisson::daemon
