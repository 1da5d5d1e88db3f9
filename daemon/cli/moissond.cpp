// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/moissond.hpp"

#include "daemon/cli/commands.hpp"
#include "daemon/system/daemon.hpp"
#include "generated/version.hpp"

#include <curl/curl.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

namespace moisson::daemon {

namespace {

struct Arguments {
    std::string config;
    std::string state;
    int code = -1;  // ≥ 0: nothing to run
};

Arguments read_arguments(int argc, char** argv) {
    Arguments arguments;
    CLI::App app(
        "moissond harvests the configured sources at intervals and answers on its control socket.\n"
        "Run it as a systemd service; look at it with: moisson status",
        "moissond");
    app.set_version_flag("--version", std::string("moissond ") + version);
    app.add_option("--config", arguments.config, "the configuration (/etc/moisson/moisson.toml)");
    app.add_option("--state", arguments.state, "the state folder ($STATE_DIRECTORY, else the XDG state folder)");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        arguments.code = app.exit(wrong) == 0 ? exit_code::complete : exit_code::usage;
    }
    return arguments;
}

// The journal has its own dates.
void log_to_stderr() {
    auto logger = spdlog::stderr_logger_mt("moissond");
    logger->set_pattern("%l: %v");
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

int serve(const Arguments& arguments, World world) {
    const Places places = find_places(arguments.config, arguments.state);
    auto house = House::open(places, std::move(world));
    if (!house) {
        complain(house.error());
        return house.error().kind == ErrorKind::config ? exit_code::configuration : exit_code_of(house.error());
    }
    auto reader = store::open_reader(places.store().string());
    if (!reader) {
        complain(reader.error());
        return exit_code_of(reader.error());
    }
    Daemon daemon(**house, std::move(*reader));
    return daemon.run();
}

}  // namespace

int moissond(int argc, char** argv, World world) {
    const Arguments arguments = read_arguments(argc, argv);
    if (arguments.code >= 0) return arguments.code;
    std::signal(SIGPIPE, SIG_IGN);
    log_to_stderr();
    curl_global_init(CURL_GLOBAL_ALL);
    int code = exit_code::bug;
    try {
        code = serve(arguments, std::move(world));
    } catch (const std::exception& broken) {
        std::cerr << "moissond: this is a bug: " << broken.what() << "\n";
    }
    curl_global_cleanup();
    return code;
}

}  // namespace moisson::daemon
