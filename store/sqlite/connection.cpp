// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/connection.hpp"

#include "store/sqlite/failure.hpp"

namespace moisson::store::sqlite {

namespace {

// 2 MiB of pages kept in memory: enough for the indexes of some ten thousand items, and it does not grow with them.
constexpr const char* habits = R"(
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -2048;
)";

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const noexcept {
    sqlite3_close_v2(handle);
}

void Connection::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

Connection::Connection(std::string path, sqlite3* handle) : path_(std::move(path)), handle_(handle) {}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path, Access access,
                                                     std::chrono::milliseconds patience) {
    // SQLite counts every byte it allocates, under a lock; nobody reads that. Refused, harmlessly, once it has begun.
    static const int no_counting = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(no_counting);
    const int way = access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, way | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<Connection> connection(new Connection(path, handle));
    if (!handle) return fail(failure_of(SQLITE_NOMEM, 0, path, "out of memory"));
    if (code != SQLITE_OK) return fail(last_failure(handle, path));
    sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
    connection->script(habits);
    if (auto done = connection->outcome(); !done) return fail(done.error());
    return connection;
}

Connection::Statement Connection::prepare(Sql sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql.text, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        remember_failure();
    return Statement(statement);
}

sqlite3_stmt* Connection::prepared(Sql sql) {
    auto found = statements_.find(sql.text);
    if (found != statements_.end()) return found->second.get();
    Statement statement = prepare(sql);
    if (!statement) return nullptr;
    return statements_.emplace(sql.text, std::move(statement)).first->second.get();
}

void Connection::script(const std::string& sql) {
    if (ok() && sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) remember_failure();
}

bool Connection::in_transaction() const noexcept {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

bool Connection::is_read_only() const noexcept {
    return sqlite3_db_readonly(handle_.get(), "main") == 1;
}

std::int64_t Connection::last_row() const noexcept {
    return sqlite3_last_insert_rowid(handle_.get());
}

Result<Done> Connection::outcome() {
    if (!failure_) return Done{};
    Error failure = std::move(*failure_);
    failure_.reset();
    return fail(std::move(failure));
}

void Connection::remember(Error failure) {
    if (!failure_) failure_ = std::move(failure);
}

void Connection::remember_failure() {
    remember(last_failure(handle_.get(), path_));
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
    // A reader inside a visitor joins; a writer inside one is refused by BEGIN itself.
    if (kind == Kind::read && connection_.in_transaction()) return;
    owns_ = !connection_.in_transaction();
    if (kind == Kind::write)
        connection_.run("BEGIN IMMEDIATE");
    else
        connection_.run("BEGIN");
}

Transaction::~Transaction() {
    roll_back();
}

Result<Done> Transaction::finish() {
    if (owns_) connection_.run("COMMIT");
    auto done = connection_.outcome();
    roll_back();
    owns_ = false;
    return done;
}

void Transaction::roll_back() noexcept {
    // SQLite has already rolled back by itself after some failures (a full disk).
    if (!owns_ || !connection_.in_transaction()) return;
    (void)connection_.outcome();
    connection_.run("ROLLBACK");
    (void)connection_.outcome();
}

}  // namespace moisson::store::sqlite
