// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/commands.hpp"

#include "config/config.hpp"
#include "connectors/connector.hpp"
#include "daemon/cli/asker.hpp"
#include "daemon/cli/render.hpp"
#include "daemon/system/house.hpp"
#include "report/visible.hpp"

#include <algorithm>
#include <array>

#include <iostream>

namespace moisson::daemon {

void complain(const Error& error, std::string_view program) {
    std::cerr << program << ": " << report::visible(error.sentence()) << "\n";
}

int end_with(const Error& error, int code) {
    std::cout.flush();
    complain(error);
    return code;
}

int end_with(const Error& error) {
    return end_with(error, exit_code_of(error));
}

int exit_code_of(const Error& error) noexcept {
    switch (error.kind) {
        case ErrorKind::config:
            return exit_code::usage;
        case ErrorKind::conflict:
            return exit_code::human;
        case ErrorKind::cancelled:
            return exit_code::interrupted;
        default:
            return exit_code::failed;
    }
}

int exit_code_of(Outcome outcome) noexcept {
    switch (outcome) {
        case Outcome::complete:
            return exit_code::complete;
        case Outcome::partial:
            return exit_code::partial;
        case Outcome::refused:
            return exit_code::human;
        case Outcome::interrupted:
            return exit_code::interrupted;
        default:
            return exit_code::failed;
    }
}

int graver(int one, int other) noexcept {
    constexpr std::array order{exit_code::interrupted, exit_code::configuration, exit_code::human,
                               exit_code::usage,       exit_code::failed,        exit_code::partial};
    for (int code : order)
        if (one == code || other == code) return code;
    return std::max(one, other);
}

int perform(const Command& command, World world) {
    const Places places = find_places(command.config, command.state);
    const Instant now = RealClock(world.ahead).now();
    switch (command.verb) {
        case Command::Verb::check:
            return command.checked == Command::Checked::health ? check_health_command(command, places)
                                                               : check_command(command, places);
        case Command::Verb::probe:
            return probe_command(command, places);
        case Command::Verb::find:
            return find_command(command, places);
        case Command::Verb::schema:
            return schema_command(command);
        case Command::Verb::harvest:
        case Command::Verb::resync:
        case Command::Verb::census:
            return run_command(command, places, std::move(world));
        case Command::Verb::confirm:
            return command.word == Command::Word::given ? run_command(command, places, std::move(world))
                                                        : read_command(command, places, now);
        case Command::Verb::import_file:
            return import_command(command, places, std::move(world));
        case Command::Verb::map:
            return map_command(command, places);
        case Command::Verb::link_person:
            return link_command(command, places);
        case Command::Verb::stop: {
            auto stopped = ask_to_stop(places);
            if (stopped) return exit_code::complete;
            complain(stopped.error());
            return exit_code_of(stopped.error());
        }
        case Command::Verb::why:
        case Command::Verb::health:
        case Command::Verb::transitions:
        case Command::Verb::wake:
        case Command::Verb::calibrate:
            return health_command(command, places, now);
        default:
            return read_command(command, places, now);
    }
}

}  // namespace moisson::daemon
