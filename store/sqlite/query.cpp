// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/query.hpp"

#include "store/sqlite/connection.hpp"

namespace moisson::store::sqlite {

void Query::start(Sql sql) {
    if (!connection_.ok()) return;
    statement_ = connection_.prepared(sql);
    // A visitor may ask the same question again while it is being answered.
    if (statement_ && sqlite3_stmt_busy(statement_)) {
        statement_ = connection_.prepare(sql).release();
        own_ = true;
    }
}

Query::~Query() {
    if (!statement_) return;
    if (own_) {
        sqlite3_finalize(statement_);
    } else {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
}

bool Query::step() {
    if (!statement_ || !connection_.ok()) return false;
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) connection_.remember_failure();
    return false;
}

std::int64_t Query::finish() {
    while (step()) {
    }
    if (!statement_ || !connection_.ok()) return 0;
    return sqlite3_changes64(sqlite3_db_handle(statement_));
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Query::view(int column) const {
    // column_blob gives a text's bytes as they are stored, and a blob's.
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    if (!bytes) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::optional<Instant> Query::maybe_instant(int column) const {
    if (is_null(column)) return std::nullopt;
    return instant(column);
}

std::optional<std::uint64_t> Query::maybe_count(int column) const {
    if (is_null(column)) return std::nullopt;
    return count(column);
}

void Query::bind_one(int place, std::string_view text) {
    if (!statement_) return;
    const auto keep = lifetime_ == Lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    // A null pointer would bind NULL.
    const char* bytes = text.data() ? text.data() : "";
    check(sqlite3_bind_text64(statement_, place, bytes, text.size(), keep, SQLITE_UTF8));
}

void Query::bind_one(int place, Bytes bytes) {
    if (!statement_) return;
    const auto keep = lifetime_ == Lifetime::copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    const char* start = bytes.view.data() ? bytes.view.data() : "";
    check(sqlite3_bind_blob64(statement_, place, start, bytes.view.size(), keep));
}

void Query::bind_one(int place, std::nullopt_t) {
    if (statement_) check(sqlite3_bind_null(statement_, place));
}

void Query::bind_integer(int place, std::int64_t number) {
    if (statement_) check(sqlite3_bind_int64(statement_, place, number));
}

void Query::check(int code) {
    if (code != SQLITE_OK) connection_.remember_failure();
}

}  // namespace moisson::store::sqlite
