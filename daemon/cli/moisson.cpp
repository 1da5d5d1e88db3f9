// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/cli/moisson.hpp"

#include "daemon/cli/commands.hpp"

#include <curl/curl.h>
#include <poll.h>
#include <unistd.h>
#include <csignal>
#include <iostream>

namespace moisson::daemon {

namespace {

// A reader that closed its end (head, less) has what it wanted; a full disk has not.
int written_out(int code) {
    std::cout.flush();
    if (std::cout) return code;
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    const bool closed_pipe = ::poll(&out, 1, 0) > 0 && (out.revents & POLLERR) != 0;
    if (closed_pipe) return code;
    complain(Error{ErrorKind::storage, "standard output", "it cannot be written: what was said is incomplete",
                   "Is the disk full, or the output closed?", std::nullopt});
    return graver(code, exit_code::failed);
}

}  // namespace

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
    curl_global_cleanup();
    return written_out(code);
}

}  // namespace moisson::daemon
