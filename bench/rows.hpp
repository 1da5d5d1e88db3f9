// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace moisson::bench {

// A text that is to be compressed before it is kept.
struct Loose {
    std::string text;
};
using Cell = std::variant<std::monostate, std::int64_t, std::string, Loose>;

enum class Table { source, actor, rules, run, resource, item, content, revision, snapshot };
inline constexpr const char* table_names[] = {"source", "actor",   "rules",    "run",     "resource",
                                              "item",   "content", "revision", "snapshot"};
inline constexpr std::size_t table_count = 9;

struct Row {
    Table table = Table::source;
    std::vector<Cell> cells;
};

// A store's rows, grouped as a harvest commits them.
struct Kept {
    std::vector<std::string> schema;  // CREATE statements
    std::vector<std::vector<Row>> batches;
    std::string cursor;
};

// All of a finished store, texts decompressed; throws std::runtime_error.
Kept read_store(const std::string& path);

// Inserts all of it into a new file, a transaction a batch; how many rows. Throws std::runtime_error.
std::size_t write_store(const Kept& kept, const std::string& path);

}  // namespace moisson::bench
