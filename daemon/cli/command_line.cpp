// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/command_line.hpp"

#include "generated/version.hpp"

#include <CLI/CLI.hpp>

namespace moisson::daemon {

namespace {

const char* const description =
    "moisson keeps the commons of third places findable: it harvests wikis into a store and shows what changed.\n"
    "When moissond runs, it does the work and this command shows it; else the command works alone.";

const char* const exit_codes =
    "Exit status: 0 complete, 1 failed (worth retrying), 2 usage or unknown name, 3 partial,\n"
    "7 a human must decide, 70 bug, 78 configuration, 130 interrupted.";

CLI::App* add(CLI::App& app, Command& command, Command::Verb verb, const std::string& name, const std::string& about) {
    CLI::App* sub = app.add_subcommand(name, about);
    sub->fallthrough();
    sub->callback([&command, verb] { command.verb = verb; });
    sub->add_flag_callback(
        "--json", [&command] { command.form = Command::Form::json; }, "answer in JSON");
    return sub;
}

void add_writing(CLI::App& app, Command& command) {
    using Verb = Command::Verb;
    auto* harvest =
        add(app, command, Verb::harvest, "harvest", "read everything new at the sources (the first time: everything)");
    harvest->add_option("SOURCE", command.source, "only this source");
    auto* resync = add(app, command, Verb::resync, "resync", "read pages again, whatever is believed of them");
    resync->add_option("SOURCE", command.source, "a source of the configuration")->required();
    auto* item = resync->add_option("--item", command.item, "one page, by exact title or id");
    resync
        ->add_flag_callback(
            "--full", [&command] { command.extent = Command::Extent::full; }, "all pages, in place")
        ->excludes(item);
    auto* census = add(app, command, Verb::census, "census",
                       "hold the source's own list against the store and repair what differs");
    census->add_option("SOURCE", command.source, "a source of the configuration")->required();
    census->add_flag_callback(
        "--deep", [&command] { command.reach = Command::Reach::history; },
        "every revision, not only the latest of each page");
    add(app, command, Verb::stop, "stop", "ask the running moissond to stop");
}

void add_reading(CLI::App& app, Command& command) {
    using Verb = Command::Verb;
    add(app, command, Verb::check, "check", "read the configuration and its mappings, and say what is wrong");
    add(app, command, Verb::probe, "probe", "ask a source who it is")
        ->add_option("SOURCE", command.source, "a source of the configuration")
        ->required();
    add(app, command, Verb::status, "status", "how every source fares");
    add(app, command, Verb::sources, "sources", "the configured sources");
    add(app, command, Verb::show, "show", "one page or resource, whole")
        ->add_option("TITLE|ID", command.what, "a title, an id, source:id, or a resource id")
        ->required();
    auto* changes = add(app, command, Verb::changes, "changes", "what changed, newest last");
    changes->add_option("--since", command.since, "2026-03-31, 2026-03-31T12:00:00Z, or how long ago: 90min, 7d");
    changes->add_option("SOURCE", command.source, "only this source");
    add(app, command, Verb::export_lines, "export", "the store as JSON lines, sorted; same store, same bytes")
        ->add_option("WHAT", command.what, "items, revisions, resources or changes")
        ->required()
        ->check(CLI::IsMember({"items", "revisions", "resources", "changes"}));
}

}  // namespace

std::variant<Command, int> read_command_line(int argc, char** argv) {
    Command command;
    CLI::App app(description, "moisson");
    app.set_version_flag("--version", std::string("moisson ") + version);
    app.add_option("--config", command.config, "the configuration (/etc/moisson/moisson.toml)");
    app.add_option("--state", command.state, "the state folder ($STATE_DIRECTORY, else the XDG state folder)");
    app.footer(exit_codes);
    app.require_subcommand(1);
    add_writing(app, command);
    add_reading(app, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? exit_code::complete : exit_code::usage;
    }
    return command;
}

}  // namespace moisson::daemon
