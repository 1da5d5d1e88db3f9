// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/moissond.hpp"

#include "daemon/cli/commands.hpp"
#include "daemon/system/daemon.hpp"

#include <curl/curl.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <csignal>
#include <iostream>

namespace moisson::daemon {

namespace {

// The journal has its own dates.
void log_to_stderr() {
    auto logger = spdlog::stderr_logger_mt("moissond");
    logger->set_pattern("%l: %v");
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

int serve(const Command& command, World world) {
    const Places places = find_places(command.config, command.state);
    auto house = House::open(places, std::move(world));
    if (!house) {
        complain(house.error(), "moissond");
        return house.error().kind == ErrorKind::config ? exit_code::configuration : exit_code_of(house.error());
    }
    auto reader = store::open_reader(places.store().string());
    if (!reader) {
        complain(reader.error(), "moissond");
        return exit_code_of(reader.error());
    }
    Daemon daemon(**house, std::move(*reader));
    return daemon.run();
}

}  // namespace

int moissond(int argc, char** argv, World world) {
    const auto told = read_daemon_line(argc, argv);
    if (const int* code = std::get_if<int>(&told)) return *code;
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    log_to_stderr();
    curl_global_init(CURL_GLOBAL_ALL);
    int code = exit_code::bug;
    try {
        code = serve(std::get<Command>(told), std::move(world));
    } catch (const std::exception& broken) {
        std::cerr << "moissond: this is a bug: " << broken.what() << "\n";
    }
    curl_global_cleanup();
    return code;
}

}  // namespace moisson::daemon
