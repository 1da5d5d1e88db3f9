// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/ids.hpp"
#include "schema/instant.hpp"

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace moisson::store::sqlite {

class Connection;

// SQL is always a literal of ours: no value is ever pasted into it, and its address names the prepared statement.
struct Sql {
    consteval Sql(const char* literal) : text(literal) {}
    const char* text;
};

// Bytes that are not text.
struct Bytes {
    std::string_view view;
};

// One use of a prepared statement. Columns are counted from 0.
class Query {
public:
    enum class Lifetime { borrowed, copied };  // whether the bound texts outlive the query, or are copied

    // The values are bound to ?1, ?2 …
    template <class... Values>
    Query(Connection& connection, Sql sql, Lifetime lifetime, const Values&... values)
        : connection_(connection), lifetime_(lifetime) {
        start(sql);
        [[maybe_unused]] int place = 0;
        (bind_one(++place, values), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    bool step();            // true: a row is there
    std::int64_t finish();  // to the end; how many rows were written

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    bool flag(int column) const { return integer(column) != 0; }
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string_view view(int column) const;  // until the next step
    std::string text(int column) const { return std::string(view(column)); }
    Instant instant(int column) const { return Instant(std::chrono::milliseconds(integer(column))); }
    std::optional<Instant> maybe_instant(int column) const;
    std::optional<std::uint64_t> maybe_count(int column) const;

private:
    void start(Sql sql);
    void bind_one(int place, std::string_view text);
    void bind_one(int place, const std::string& text) { bind_one(place, std::string_view(text)); }
    void bind_one(int place, Bytes bytes);
    void bind_one(int place, std::nullopt_t);
    void bind_integer(int place, std::int64_t number);
    void bind_one(int place, Instant when) { bind_integer(place, when.time_since_epoch().count()); }
    template <std::integral Number>
    void bind_one(int place, Number number) {
        bind_integer(place, static_cast<std::int64_t>(number));
    }
    template <class Tag>
    void bind_one(int place, const Name<Tag>& name) {
        bind_one(place, std::string_view(name.text));
    }
    template <class T>
    void bind_one(int place, const std::optional<T>& value) {
        if (value)
            bind_one(place, *value);
        else
            bind_one(place, std::nullopt);
    }
    void check(int code);

    Connection& connection_;
    sqlite3_stmt* statement_ = nullptr;
    Lifetime lifetime_;
    bool own_ = false;  // the shared one was in use
};

}  // namespace moisson::store::sqlite
