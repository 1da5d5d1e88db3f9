// SPDX-License-Identifier: GPL-3.0-or-later
// link-person: through the running daemon, else into the store itself.
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/control/persons.hpp"
#include "report/visible.hpp"
#include "store/open.hpp"

#include <iostream>

namespace moisson::daemon {

namespace {

Question question_of(const Command& command) {
    Question question;
    question.path = std::string(link_question);
    question.given = {{"source", command.source},
                      {"name", command.account},
                      {"other_source", command.other_source},
                      {"other_name", command.other_account}};
    if (command.link == Command::Link::undone) question.given["undo"] = "1";
    return question;
}

// Whose labels it changes is found by whoever harvests next.
Result<Done> write_alone(const Places& places, const Question& question) {
    std::error_code why;
    if (!std::filesystem::exists(places.store(), why))
        return fail(ErrorKind::config, places.state.string(), "nothing was harvested there yet",
                    "run: moisson harvest (or give the right --state)");
    auto lock = StateLock::take(places);
    if (!lock) return fail(lock.error());
    auto engine = store::open_store(places.store().string());
    if (!engine) return fail(engine.error());
    return link_persons(*engine->health, question);
}

std::string told(const Command& command) {
    const std::string one = command.source + " " + command.account;
    const std::string other = command.other_source + " " + command.other_account;
    return command.link == Command::Link::made ? one + " and " + other + " are one person"
                                               : one + " and " + other + " are two persons";
}

}  // namespace

int link_command(const Command& command, const Places& places) {
    const Question question = question_of(command);
    const Presence presence = presence_of(places);
    const auto done = presence == Presence::answers ? ask_to_write(places, question)
                      : presence == Presence::busy  ? Result<Done>(fail(is_busy(places)))
                                                    : write_alone(places, question);
    if (!done) {
        complain(done.error());
        return exit_code_of(done.error());
    }
    if (command.form == Command::Form::json)
        std::cout << to_json(Value(Value::Object{{"linked", command.link == Command::Link::made}})) << "\n";
    else
        std::cout << report::visible(told(command)) << "\n";
    return exit_code::complete;
}

}  // namespace moisson::daemon
