// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/moisson.hpp"

#include "daemon/cli/commands.hpp"

#include <curl/curl.h>
#include <csignal>
#include <iostream>

namespace moisson::daemon {

int moisson(int argc, char** argv, World world) {
    std::ios::sync_with_stdio(false);
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));  // a closed pipe shows as a failed write
    curl_global_init(CURL_GLOBAL_ALL);
    int code = exit_code::bug;
    try {
        auto command = read_command_line(argc, argv);
        const auto* asked = std::get_if<Command>(&command);
        code = asked != nullptr ? perform(*asked, std::move(world)) : std::get<int>(command);
    } catch (const std::exception& broken) {
        std::cerr << "moisson: this is a bug: " << broken.what() << "\n";
    }
    std::cout.flush();
    curl_global_cleanup();
    return code;
}

}  // namespace moisson::daemon
