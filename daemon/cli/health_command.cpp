// SPDX-License-Identifier: GPL-3.0-or-later
// How alive resources are: the words and the lines come ready from the daemon, or from the store.
#include "config/config.hpp"
#include "daemon/cli/asker.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/system/time_zone.hpp"
#include "report/visible.hpp"

#include <iostream>

namespace moisson::daemon {

namespace {

std::string path_of(Command::Verb verb) {
    switch (verb) {
        case Command::Verb::why:
            return "/v1/why";
        case Command::Verb::transitions:
            return "/v1/transitions";
        case Command::Verb::wake:
            return "/v1/wake";
        case Command::Verb::calibrate:
            return "/v1/calibration";
        default:
            return "/v1/health";
    }
}

Result<Question> question_of(const Command& command, Instant now) {
    auto since = parse_since(command.since, now);
    if (!since) return fail(since.error());
    Question question{path_of(command.verb), {}};
    const auto give = [&](const char* name, const std::string& value) {
        if (!value.empty()) question.given[name] = value;
    };
    give("what", command.what);
    give("label", command.label);
    give("kind", command.kind);
    give("source", command.source);
    give("limit", command.limit);
    give("at", command.at);
    give("for", audience_of(command));
    if (*since) give("since", to_iso(**since));
    if (command.form == Command::Form::text) give("form", "text");
    return question;
}

// Without a daemon its rules are read here.
std::optional<Error> refused_rules(const Places& places) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) return config.error();
    auto days = days_of(*config);
    return days ? std::nullopt : std::optional(days.error());
}

}  // namespace

std::string audience_of(const Command& command) {
    if (!command.audience.empty()) return command.audience;
    return command.form == Command::Form::text ? "routers" : "public";
}

int health_command(const Command& command, const Places& places, Instant now) {
    auto question = question_of(command, now);
    if (!question) return end_with(question.error());
    if (presence_of(places) == Presence::nobody)
        if (auto refused = refused_rules(places)) return end_with(*refused, exit_code::configuration);
    auto asker = open_asker(places, now);
    if (!asker) return end_with(asker.error());
    std::size_t lines = 0;
    auto done = (*asker)->ask_lines(*question, [&](std::string_view line) {
        ++lines;
        std::cout << (command.form == Command::Form::json ? report::plain_json(line) : std::string(line)) << '\n';
        return static_cast<bool>(std::cout);
    });
    if (!done && std::cout) return end_with(done.error());
    if (lines == 0 && command.form == Command::Form::text) std::cout << "nothing of that kind here\n";
    return exit_code::complete;
}

}  // namespace moisson::daemon
