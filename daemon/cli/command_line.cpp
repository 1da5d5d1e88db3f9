// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/command_line.hpp"

#include "config/section.hpp"
#include "daemon/cli/command_table.hpp"
#include "generated/version.hpp"
#include "report/visible.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

namespace moisson::daemon {

namespace {

CLI::Option* add(CLI::App& app, Command& command, const Argument& argument) {
    if (const auto* flag = std::get_if<Argument::Flag>(&argument.into))
        return app.add_flag_callback(
            argument.name, [&command, set = *flag] { set(command); }, argument.about);
    const auto* several = std::get_if<Argument::Texts>(&argument.into);
    CLI::Option* option =
        several != nullptr
            ? app.add_option(argument.name, command.**several, argument.about)
            : app.add_option(argument.name, command.*std::get<Argument::Text>(argument.into), argument.about);
    option->required(argument.need == Argument::Need::required);
    // An empty word is a shell variable that was never set, not "everything".
    option->check(
        [](const std::string& word) { return word.empty() ? std::string("must not be empty") : std::string(); });
    if (!argument.one_of.empty()) option->check(CLI::IsMember(argument.one_of));
    return option;
}

void add(CLI::App& app, Command& command, const Verb& verb) {
    CLI::App* sub = app.add_subcommand(verb.name, verb.about);
    sub->fallthrough();
    sub->callback([&command, which = verb.verb] { command.verb = which; });
    for (const Argument& argument : verb.arguments) {
        CLI::Option* option = add(*sub, command, argument);
        if (!argument.excludes.empty()) option->excludes(sub->get_option(argument.excludes));
    }
}

// The word that is no verb, when that is what is wrong.
std::string unknown_verb(const CLI::App& app, const Program& program) {
    if (program.verbs.empty() || !app.get_subcommands().empty()) return {};
    for (const std::string& word : app.remaining())
        if (!word.starts_with("-")) return word;
    return {};
}

int complain_of(const std::string& word, const Program& program) {
    std::vector<std::string> verbs;
    for (const Verb& verb : program.verbs) verbs.push_back(verb.name);
    const std::string meant = nearest(word, verbs);
    std::cerr << program.name << ": there is no command \"" << report::visible(word) << "\". "
              << (meant.empty() ? "Run with --help for the commands there are." : "Did you mean \"" + meant + "\"?")
              << "\n";
    return exit_code::usage;
}

// What CLI11 says may repeat what was typed, whatever that is and however long.
int complain_of(const CLI::ParseError& wrong, const Program& program) {
    constexpr std::size_t longest = 300;
    std::string what = wrong.what();
    if (what.size() > longest) what.erase(longest).append("…");
    std::replace(what.begin(), what.end(), '\n', ' ');
    std::cerr << program.name << ": " << report::visible(what) << "\nRun with --help for more information.\n";
    return exit_code::usage;
}

std::variant<Command, int> read(const Program& program, int argc, char** argv) {
    Command command;
    CLI::App app(program.description, program.name);
    app.set_version_flag("--version", program.name + " " + version);
    for (const Argument& argument : program.options) add(app, command, argument);
    for (const Verb& verb : program.verbs) add(app, command, verb);
    if (!program.verbs.empty()) app.require_subcommand(1);
    std::string footer;
    for (const Program::Note& note : program.notes) footer += note.title + ": " + note.text + "\n";
    app.footer(footer);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        const std::string word = unknown_verb(app, program);
        if (wrong.get_exit_code() != 0 && !word.empty()) return complain_of(word, program);
        if (wrong.get_exit_code() == 0) return app.exit(wrong);
        return complain_of(wrong, program);
    }
    return command;
}

}  // namespace

std::variant<Command, int> read_command_line(int argc, char** argv) {
    return read(moisson_program(), argc, argv);
}

std::variant<Command, int> read_daemon_line(int argc, char** argv) {
    return read(moissond_program(), argc, argv);
}

}  // namespace moisson::daemon
