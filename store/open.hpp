// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/health.hpp"
#include "store/judging.hpp"
#include "store/store.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace moisson::store {

namespace sqlite {
class Connection;
}

// How long to wait for another process that holds the file, before saying so.
struct Patience {
    std::chrono::milliseconds limit{5000};
};

// The roles of the one writer of a store, over its one connection. They are used by one thread, the store thread.
struct Engine {
    std::shared_ptr<sqlite::Connection> connection;  // first: the roles live on it
    std::unique_ptr<Writer> writer;
    std::unique_ptr<Sources> sources;
    std::unique_ptr<Runs> runs;
    std::unique_ptr<Debts> debts;
    std::unique_ptr<Imports> imports;
    std::unique_ptr<Standings> standings;
    std::unique_ptr<Index> index;
    std::unique_ptr<Judging> judging;
    std::unique_ptr<Health> health;

    // Reads the whole file and says whether it is sound; damage is a conflict. Seconds on a large store.
    Result<Done> quick_check();

    // A reader on the writer's own connection and thread: the only way to read a store that lives in memory.
    std::unique_ptr<Reader> reader() const;
    std::unique_ptr<HealthReader> health_reader() const;
    std::unique_ptr<Replay> replay() const;  // likewise
};

// Opens a file (or ":memory:"), creates it when missing, migrates it when older (a copy is kept beside it).
// Errors: conflict for a newer store, a damaged file, a file that is not ours; storage for a missing or read-only
// folder, a file held by another process, a full disk. Whatever is refused is left as it was.
Result<Engine> open_store(const std::string& path, Patience patience = {});

// Its own read-only connection, usable beside the writer, by one thread. Never creates or migrates anything.
Result<std::unique_ptr<Reader>> open_reader(const std::string& path, Patience patience = {});
Result<std::unique_ptr<HealthReader>> open_health_reader(const std::string& path, Patience patience = {});

// Likewise.
Result<std::unique_ptr<Replay>> open_replay(const std::string& path, Patience patience = {});

}  // namespace moisson::store
