// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/open.hpp"

#include "store/sqlite/debts.hpp"
#include "store/sqlite/health_reader.hpp"
#include "store/sqlite/imports.hpp"
#include "store/sqlite/index.hpp"
#include "store/sqlite/judging.hpp"
#include "store/sqlite/labels.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/replay.hpp"
#include "store/sqlite/sources.hpp"
#include "store/sqlite/standings.hpp"
#include "store/sqlite/writer.hpp"

#include <filesystem>

namespace moisson::store {

namespace {

using sqlite::Access;
using sqlite::Connection;

bool is_memory(const std::string& path) {
    return path == ":memory:";
}

// SQLite says only "unable to open": a person wants to know that the folder is missing.
Result<Done> check_folder(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code failed;
    if (folder.empty() || std::filesystem::is_directory(folder, failed)) return Done{};
    return fail(ErrorKind::storage, path, "its folder does not exist", "Create it, or choose another state folder.");
}

}  // namespace

Result<Engine> open_store(const std::string& path, Patience patience) {
    if (!is_memory(path))
        if (auto found = check_folder(path); !found) return fail(found.error());
    auto opened = Connection::open(path, Access::write, patience.limit);
    if (!opened) return fail(opened.error());
    std::shared_ptr<Connection> connection = std::move(*opened);
    if (connection->is_read_only())
        return fail(ErrorKind::storage, path, "the file is read-only for this user",
                    "Give this user the right to write there, or choose another state folder.");
    if (auto done = sqlite::migrate(*connection, sqlite::migrations()); !done) return fail(done.error());
    Engine engine;
    engine.connection = connection;
    engine.writer = std::make_unique<sqlite::SqliteWriter>(*connection);
    engine.sources = std::make_unique<sqlite::SqliteSources>(*connection);
    engine.runs = std::make_unique<sqlite::SqliteRuns>(*connection);
    engine.debts = std::make_unique<sqlite::SqliteDebts>(*connection);
    engine.imports = std::make_unique<sqlite::SqliteImports>(*connection);
    engine.standings = std::make_unique<sqlite::SqliteStandings>(*connection);
    engine.index = std::make_unique<sqlite::SqliteIndex>(*connection);
    engine.judging = std::make_unique<sqlite::SqliteJudging>(*connection);
    engine.health = std::make_unique<sqlite::SqliteHealth>(*connection);
    return engine;
}

namespace {

Result<std::unique_ptr<Connection>> open_to_read(const std::string& path, Patience patience) {
    if (is_memory(path))
        return fail(ErrorKind::config, path, "a store in memory has no second connection",
                    "Ask its engine for a reader.");
    std::error_code failed;
    if (!std::filesystem::exists(path, failed))
        return fail(ErrorKind::storage, path, "there is no store here yet", "Harvest a source first.");
    auto opened = Connection::open(path, Access::read_only, patience.limit);
    if (!opened) return fail(opened.error());
    if (auto done = sqlite::check_version(**opened, sqlite::migrations()); !done) return fail(done.error());
    return opened;
}

}  // namespace

Result<std::unique_ptr<Reader>> open_reader(const std::string& path, Patience patience) {
    auto opened = open_to_read(path, patience);
    if (!opened) return fail(opened.error());
    return std::make_unique<sqlite::SqliteReader>(std::move(*opened));
}

Result<std::unique_ptr<Replay>> open_replay(const std::string& path, Patience patience) {
    auto opened = open_to_read(path, patience);
    if (!opened) return fail(opened.error());
    return std::make_unique<sqlite::SqliteReplay>(std::move(*opened));
}

Result<std::unique_ptr<HealthReader>> open_health_reader(const std::string& path, Patience patience) {
    auto opened = open_to_read(path, patience);
    if (!opened) return fail(opened.error());
    return std::make_unique<sqlite::SqliteHealthReader>(std::move(*opened));
}

std::unique_ptr<HealthReader> Engine::health_reader() const {
    return std::make_unique<sqlite::SqliteHealthReader>(connection);
}

std::unique_ptr<Reader> Engine::reader() const {
    return std::make_unique<sqlite::SqliteReader>(connection);
}

std::unique_ptr<Replay> Engine::replay() const {
    return std::make_unique<sqlite::SqliteReplay>(connection);
}

Result<Done> Engine::quick_check() {
    std::string found;
    {
        sqlite::Query row = connection->query("PRAGMA quick_check(1)");
        if (row.step()) found = row.text(0);
    }
    if (auto done = connection->outcome(); !done) return done;
    if (found == "ok") return Done{};
    return fail(ErrorKind::conflict, connection->path(), "the file is damaged (" + found + ")",
                "Restore a backup, or move the file away and harvest again.");
}

}  // namespace moisson::store
