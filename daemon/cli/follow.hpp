// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/cli/command_line.hpp"
#include "daemon/control/answers.hpp"
#include "daemon/poll/poller.hpp"
#include "daemon/system/house.hpp"

namespace moisson::daemon {

// A run in this process, to its end. SIGINT and SIGTERM interrupt it between two batches.
RunReport follow_here(House& house, asio::awaitable<RunReport> run);

// A run that the daemon is asked for (question), to its end, with its progress; tells how it ended. The exit code.
int follow_daemon(const Places& places, const Question& question, Command::Form form);

// How a run ended: notes on stderr, the run on stdout. The exit code.
int tell(const RunReport& report, Command::Form form);

}  // namespace moisson::daemon
