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
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <iostream>

namespace moisson::daemon {

void complain(const Error& error, std::string_view program) {
    std::cerr << program << ": " << report::visible(error.sentence()) << "\n";
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
    switch (command.verb) {
        case Command::Verb::check:
            return check_command(command, places);
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
                                                        : read_command(command, places);
        case Command::Verb::import_file:
            return import_command(command, places, std::move(world));
        case Command::Verb::map:
            return map_command(command, places);
        case Command::Verb::stop: {
            auto stopped = ask_to_stop(places);
            if (stopped) return exit_code::complete;
            complain(stopped.error());
            return exit_code_of(stopped.error());
        }
        default:
            return read_command(command, places);
    }
}

int check_command(const Command& command, const Places& places) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) {
        complain(config.error());
        return exit_code::configuration;
    }
    for (const SourceConfig& source : config->sources)
        if (auto kind = kind_of(source); !kind) {
            complain(kind.error());
            return exit_code::configuration;
        }
    const std::string count = std::to_string(config->sources.size());
    if (command.form == Command::Form::json)
        std::cout << to_json(
                         Value::Object{{"ok", true}, {"sources", static_cast<std::int64_t>(config->sources.size())}})
                  << "\n";
    else
        std::cout << report::visible(places.config.string()) << ": right, " << count << " source(s)\n";
    return exit_code::complete;
}

namespace {

// Asks a source who it is, without a store: nothing is written anywhere.
Result<Traits> ask_who(const Config& config, const SourceConfig& source, const ConnectorKind& kind) {
    auto talk = kind.probe(source.options);
    if (!talk) return fail(talk.error());
    asio::io_context loop{1};
    RealClock clock;
    CurlClient http(loop, http_options(config, source));
    Manners manners;
    manners.attempts = 2;
    Driver driver(http, clock, manners, [] { return 0.5; });
    Result<Traits> traits = fail(ErrorKind::invalid, source.name.text, "the source said nothing of itself");
    auto converse = [&]() -> asio::awaitable<void> {
        auto reply = co_await driver.next_reply(**talk);
        if (!reply)
            traits = fail(reply.error());
        else if (*reply)
            traits = std::move(**reply);
    };
    asio::co_spawn(loop, converse, asio::detached);
    loop.run();
    return traits;
}

}  // namespace

int probe_command(const Command& command, const Places& places) {
    auto config = load_config(ConfigPlaces{places.config, places.shipped});
    if (!config) {
        complain(config.error());
        return exit_code::configuration;
    }
    const SourceConfig* source = config->find(command.source);
    if (source == nullptr) {
        complain(unknown_source(command.source, *config));
        return exit_code::usage;
    }
    auto kind = kind_of(*source);
    if (!kind) {
        complain(kind.error());
        return exit_code::configuration;
    }
    auto traits = ask_who(*config, *source, **kind);
    if (!traits) {
        complain(traits.error());
        return exit_code_of(traits.error());
    }
    std::cout << (command.form == Command::Form::json ? report::plain_json(to_json(to_value(*traits))) + "\n"
                                                      : render_traits(command.source, *traits));
    return exit_code::complete;
}

}  // namespace moisson::daemon
