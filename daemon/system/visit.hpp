// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/system/daemon.hpp"

namespace moisson::daemon {

struct Daemon::Task {
    asio::cancellation_signal signal;
};

// One source with its rounds, and who listens to its progress.
struct Daemon::Visit {
    Visit(House& house, const SourceConfig& config, Poller& its_poller)
        : source(config),
          poller(its_poller),
          rounds(its_poller, house.clock(), its_poller.schedule(), House::jitter()) {}

    const Progress& progress() const { return imported ? *imported : poller.progress(); }

    const SourceConfig& source;
    Poller& poller;
    Rounds rounds;
    std::optional<Progress> imported;  // of a file that is being imported
};

}  // namespace moisson::daemon
