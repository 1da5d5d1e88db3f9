// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/rows.hpp"
#include "bench/statement.hpp"

#include <zstd.h>

#include <array>

namespace moisson::bench {

namespace {

constexpr int level = 3;  // as store/sqlite/compression.cpp
// As store/sqlite/connection.cpp and migrations.cpp.
constexpr const char* habits =
    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -2048; "
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216";

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};

class Writing {
public:
    Writing(const Database& database, const Kept& kept) : database_(database), packing_(ZSTD_createCCtx()) {
        for (const std::vector<Row>& batch : kept.batches)
            for (const Row& row : batch)
                if (Statement& statement = statements_[static_cast<std::size_t>(row.table)]; !statement)
                    statement = prepare(database_, insertion(row));
    }

    void insert(const Row& row) {
        sqlite3_stmt* statement = statements_[static_cast<std::size_t>(row.table)].get();
        for (std::size_t i = 0; i < row.cells.size(); ++i) bind(statement, static_cast<int>(i) + 1, row.cells[i]);
        demand(sqlite3_step(statement) == SQLITE_DONE, database_.get());
        sqlite3_reset(statement);
    }

private:
    std::string insertion(const Row& row) const {
        const std::string table = table_names[static_cast<int>(row.table)];
        std::string sql = "INSERT INTO " + table + " (" + columns_of(database_, table) + ") VALUES (?";
        for (std::size_t i = 1; i < row.cells.size(); ++i) sql += ", ?";
        return sql + ")";
    }

    void bind(sqlite3_stmt* statement, int place, const Cell& cell) {
        if (const auto* number = std::get_if<std::int64_t>(&cell))
            sqlite3_bind_int64(statement, place, *number);
        else if (const auto* text = std::get_if<std::string>(&cell))
            sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
        else if (const auto* loose = std::get_if<Loose>(&cell))
            bind_packed(statement, place, loose->text);
        else
            sqlite3_bind_null(statement, place);
    }

    void bind_packed(sqlite3_stmt* statement, int place, const std::string& text) {
        const std::size_t room = ZSTD_compressBound(text.size());
        if (buffer_.size() < room) buffer_.resize(room);
        const std::size_t size =
            ZSTD_compressCCtx(packing_.get(), buffer_.data(), buffer_.size(), text.data(), text.size(), level);
        if (ZSTD_isError(size)) throw std::runtime_error("a text cannot be compressed");
        sqlite3_bind_blob64(statement, place, buffer_.data(), size, SQLITE_STATIC);
    }

    const Database& database_;
    std::array<Statement, table_count> statements_;
    std::unique_ptr<ZSTD_CCtx, FreeContext> packing_;
    std::string buffer_;
};

}  // namespace

std::size_t write_store(const Kept& kept, const std::string& path) {
    const Database database = open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    execute(database, habits);
    for (const std::string& statement : kept.schema) execute(database, statement);
    Writing writing(database, kept);
    const Statement move_cursor = prepare(database, "UPDATE source SET cursor = ?1");
    std::size_t rows = 0;
    for (const std::vector<Row>& batch : kept.batches) {
        execute(database, "BEGIN IMMEDIATE");
        for (const Row& row : batch) writing.insert(row);
        sqlite3_bind_text64(move_cursor.get(), 1, kept.cursor.data(), kept.cursor.size(), SQLITE_STATIC, SQLITE_UTF8);
        demand(sqlite3_step(move_cursor.get()) == SQLITE_DONE, database.get());
        sqlite3_reset(move_cursor.get());
        execute(database, "COMMIT");
        rows += batch.size();
    }
    return rows;
}

}  // namespace moisson::bench
