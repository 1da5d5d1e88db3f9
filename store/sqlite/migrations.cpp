// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

#include "store/sqlite/backup.hpp"

#include <array>

namespace moisson::store::sqlite {

namespace {

struct Header {
    std::int64_t application = 0;
    std::int64_t version = 0;
    bool empty = false;  // no table at all
};

std::int64_t number(Connection& connection, Sql sql) {
    Query row = connection.query(sql);
    return row.step() ? row.integer(0) : 0;
}

Result<Header> header(Connection& connection) {
    Header found;
    found.application = number(connection, "PRAGMA application_id");
    found.version = number(connection, "PRAGMA user_version");
    found.empty = number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    if (auto done = connection.outcome(); !done) return fail(done.error());
    return found;
}

Error not_ours(const Connection& connection) {
    return Error{ErrorKind::conflict, connection.path(), "the file is a database, but not a Moisson store",
                 "Choose another state folder, or move that file away.", std::nullopt};
}

Error other_version(const Connection& connection, std::int64_t theirs, std::size_t ours) {
    const bool newer = theirs > static_cast<std::int64_t>(ours);
    return Error{ErrorKind::conflict, connection.path(),
                 "the store has schema version " + std::to_string(theirs) + ", this program knows version " +
                     std::to_string(ours),
                 newer ? "Use the newer Moisson that wrote it, or restore the backup made before it was upgraded."
                       : "Start moissond once: it brings the store to the new version.",
                 std::nullopt};
}

bool is_new(const Header& found) {
    return found.empty && found.application == 0 && found.version == 0;
}

Result<Done> check_owner(const Connection& connection, const Header& found, std::size_t ours) {
    if (found.application != application_id) return fail(not_ours(connection));
    if (found.version > static_cast<std::int64_t>(ours)) return fail(other_version(connection, found.version, ours));
    return Done{};
}

// The version is read again inside the transaction: another process may have been quicker.
Result<Done> climb(Connection& connection, const char* step, std::int64_t version) {
    Transaction transaction(connection, Transaction::Kind::write);
    if (number(connection, "PRAGMA user_version") < version) {
        connection.script(step);
        connection.script("PRAGMA application_id = " + std::to_string(application_id));
        connection.script("PRAGMA user_version = " + std::to_string(version));
    }
    return transaction.finish();
}

}  // namespace

Migrations migrations() {
    static const std::array steps{schema_v1, schema_v2, schema_v3, schema_v4, schema_v5};
    return steps;
}

Result<Done> migrate(Connection& connection, Migrations steps) {
    auto found = header(connection);
    if (!found) return fail(found.error());
    if (!is_new(*found)) {
        if (auto ours = check_owner(connection, *found, steps.size()); !ours) return ours;
        if (found->version < static_cast<std::int64_t>(steps.size()))
            if (auto copied = back_up(connection, found->version); !copied) return copied;
    }
    // Only now is the file touched: readers go on while we write, and what was committed survives a power cut.
    connection.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216");
    if (auto done = connection.outcome(); !done) return done;
    for (auto version = found->version; version < static_cast<std::int64_t>(steps.size()); ++version)
        if (auto done = climb(connection, steps[static_cast<std::size_t>(version)], version + 1); !done) return done;
    return Done{};
}

Result<Done> check_version(Connection& connection, Migrations steps) {
    auto found = header(connection);
    if (!found) return fail(found.error());
    if (is_new(*found))
        return fail(ErrorKind::config, connection.path(), "the store is empty: nothing was harvested there yet",
                    "run: moisson harvest (or give the right --state)");
    if (auto ours = check_owner(connection, *found, steps.size()); !ours) return ours;
    if (found->version < static_cast<std::int64_t>(steps.size()))
        return fail(other_version(connection, found->version, steps.size()));
    return Done{};
}

}  // namespace moisson::store::sqlite
