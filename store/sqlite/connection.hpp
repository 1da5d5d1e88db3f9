// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/result.hpp"
#include "store/sqlite/query.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>

namespace moisson::store::sqlite {

enum class Access {
    write,      // created when missing
    read_only,  // never created, never written
};

// One connection to one file, used by one thread at a time. Failures are remembered, not thrown: the first one
// turns every later statement into a no-op until outcome() hands it over. So a transaction reads as a plain list of
// steps, and whoever ends it learns whether all of them were made.
class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const std::string& path, Access access,
                                                    std::chrono::milliseconds patience);

    // Rows of a statement. The values are copied: the query may outlive them.
    template <class... Values>
    Query query(Sql sql, const Values&... values) {
        return Query(*this, sql, Query::Lifetime::copied, values...);
    }

    // A statement run to its end; how many rows it wrote. The values are not copied.
    template <class... Values>
    std::int64_t run(Sql sql, const Values&... values) {
        return Query(*this, sql, Query::Lifetime::borrowed, values...).finish();
    }

    // Several statements without values, such as a migration.
    void script(const std::string& sql);

    bool ok() const noexcept { return !failure_; }
    bool in_transaction() const noexcept;
    bool is_read_only() const noexcept;
    std::int64_t last_row() const noexcept;
    const std::string& path() const noexcept { return path_; }

    // The first failure since the last call, which is then forgotten.
    Result<Done> outcome();
    void remember(Error failure);
    // What SQLite says went wrong last.
    void remember_failure();

private:
    friend class Query;
    struct Close {
        void operator()(sqlite3* handle) const noexcept;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    Connection(std::string path, sqlite3* handle);
    Statement prepare(Sql sql);
    sqlite3_stmt* prepared(Sql sql);

    std::string path_;
    std::unique_ptr<sqlite3, Close> handle_;
    std::optional<Error> failure_;
    std::unordered_map<const char*, Statement> statements_;  // by the address of their literal
};

// All or nothing. Inside another transaction of the same connection it is a part of that one.
class Transaction {
public:
    enum class Kind { read, write };
    Transaction(Connection& connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Commits, or rolls back and says why.
    Result<Done> finish();

    template <class T>
    Result<T> finish(T value) {
        auto done = finish();
        if (!done) return fail(done.error());
        return value;
    }

private:
    void roll_back() noexcept;

    Connection& connection_;
    bool owns_ = false;
};

}  // namespace moisson::store::sqlite
