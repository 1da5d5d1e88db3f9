// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace moisson::bench {

struct CloseDatabase {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

struct EndStatement {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

inline void demand(bool well, sqlite3* database) {
    if (!well) throw std::runtime_error(sqlite3_errmsg(database));
}

inline Database open(const std::string& path, int way) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, way | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(opened);
    if (code != SQLITE_OK) throw std::runtime_error("cannot open " + path);
    return database;
}

inline Statement prepare(const Database& database, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    demand(
        sqlite3_prepare_v3(database.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) == SQLITE_OK,
        database.get());
    return Statement(prepared);
}

inline void execute(const Database& database, const std::string& sql) {
    demand(sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, database.get());
}

// The columns that a table keeps, those that it works out left aside: "one, two".
inline std::string columns_of(const Database& database, const std::string& table) {
    const Statement statement =
        prepare(database, "SELECT group_concat(name, ', ') FROM pragma_table_info('" + table + "')");
    demand(sqlite3_step(statement.get()) == SQLITE_ROW && sqlite3_column_type(statement.get(), 0) == SQLITE_TEXT,
           database.get());
    return reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
}

}  // namespace moisson::bench
