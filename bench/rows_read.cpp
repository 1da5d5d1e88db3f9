// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/rows.hpp"
#include "bench/statement.hpp"

#include <zstd.h>

#include <set>

namespace moisson::bench {

namespace {

constexpr std::size_t pages_a_batch = 50;
constexpr std::size_t revisions_a_batch = 500;

std::string loosened(const std::string& frame) {
    const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        throw std::runtime_error("a content is no zstd frame");
    std::string text(static_cast<std::size_t>(size), '\0');
    if (ZSTD_isError(ZSTD_decompress(text.data(), text.size(), frame.data(), frame.size())))
        throw std::runtime_error("a content is damaged");
    return text;
}

Cell cell_at(sqlite3_stmt* row, int column) {
    const int type = sqlite3_column_type(row, column);
    if (type == SQLITE_NULL) return std::monostate{};
    if (type == SQLITE_INTEGER) return sqlite3_column_int64(row, column);
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
    std::string text(bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
    if (type == SQLITE_BLOB) return Loose{loosened(text)};
    return text;
}

const std::string& text_of(const Cell& cell) {
    return std::get<std::string>(cell);
}

class Reading {
public:
    explicit Reading(const std::string& path) : database_(open(path, SQLITE_OPEN_READONLY)) {}

    std::vector<Row> rows(Table table, const std::string& condition, const std::vector<Cell>& values = {}) {
        const std::string name = table_names[static_cast<int>(table)];
        const Statement statement =
            prepare(database_, "SELECT " + columns_of(database_, name) + " FROM " + name + " t " + condition);
        int place = 0;
        for (const Cell& value : values) {
            if (const auto* text = std::get_if<std::string>(&value))
                sqlite3_bind_text64(statement.get(), ++place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
            else
                sqlite3_bind_int64(statement.get(), ++place, std::get<std::int64_t>(value));
        }
        std::vector<Row> found;
        int code = SQLITE_DONE;
        while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
            Row row{table, {}};
            for (int i = 0; i < sqlite3_column_count(statement.get()); ++i)
                row.cells.push_back(cell_at(statement.get(), i));
            found.push_back(std::move(row));
        }
        demand(code == SQLITE_DONE, database_.get());
        return found;
    }

    // Triggers are no part of the least: what they write is work of ours.
    std::vector<std::string> schema() {
        const Statement statement = prepare(database_,
                                            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'trigger' "
                                            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                            "AND name NOT LIKE 'search%' ORDER BY rowid");
        std::vector<std::string> texts;
        while (sqlite3_step(statement.get()) == SQLITE_ROW) texts.push_back(text_of(cell_at(statement.get(), 0)));
        return texts;
    }

private:
    Database database_;
};

// Columns that say to what a row belongs.
constexpr std::size_t source_of = 0;
constexpr std::size_t item_of = 1;
constexpr std::size_t revision_of = 2;
constexpr std::size_t namespace_of_item = 4;
constexpr std::size_t home_of_item = 10;

using RevisionKey = std::pair<std::string, std::string>;

class Grouping {
public:
    explicit Grouping(const std::string& path) : store_(path) {}

    Kept group() {
        kept_.schema = store_.schema();
        for (Table table : {Table::source, Table::actor, Table::rules, Table::run}) add(store_.rows(table, ""));
        kept_.cursor = text_of(kept_.batches.back().front().cells.at(3));
        for (Row& content : store_.rows(Table::content, "ORDER BY t.rowid")) add_page(std::move(content));
        add_history();
        return std::move(kept_);
    }

private:
    void begin_batch() {
        kept_.batches.emplace_back();
        pages_ = 0;
    }

    void add(std::vector<Row> rows) {
        if (kept_.batches.empty()) begin_batch();
        for (Row& row : rows) kept_.batches.back().push_back(std::move(row));
    }

    // The item before what hangs from it, and its resource before the item.
    void add_page(Row content) {
        const std::vector<Cell> item_key{content.cells.at(source_of), content.cells.at(item_of)};
        std::vector<Row> item = store_.rows(Table::item, "WHERE t.source = ?1 AND t.id = ?2", item_key);
        const auto ns = std::get<std::int64_t>(item.at(0).cells.at(namespace_of_item));
        if (pages_ == pages_a_batch || ns != last_ns_ || told_.empty()) begin_batch();
        last_ns_ = ns;
        ++pages_;
        const auto home = std::get<std::int64_t>(item[0].cells.at(home_of_item));
        if (homes_.insert(home).second) add(store_.rows(Table::resource, "WHERE t.id = ?1", {home}));
        add(std::move(item));
        const std::string revision = text_of(content.cells.at(revision_of));
        told_.insert({text_of(item_key[1]), revision});
        add({std::move(content)});
        add(store_.rows(Table::revision, "WHERE t.source = ?1 AND t.item = ?2 AND t.id = ?3",
                        {item_key[0], item_key[1], revision}));
        add(store_.rows(Table::snapshot, "WHERE t.source = ?1 AND t.item = ?2", item_key));
    }

    void add_history() {
        std::size_t listed = 0;
        for (Row& row : store_.rows(Table::revision, "ORDER BY t.at, CAST(t.id AS INTEGER)")) {
            if (listed++ % revisions_a_batch == 0) begin_batch();
            if (!told_.contains({text_of(row.cells.at(item_of)), text_of(row.cells.at(revision_of))}))
                kept_.batches.back().push_back(std::move(row));
        }
    }

    Reading store_;
    Kept kept_;
    std::set<RevisionKey> told_;
    std::set<std::int64_t> homes_;
    std::int64_t last_ns_ = 0;
    std::size_t pages_ = 0;
};

}  // namespace

Kept read_store(const std::string& path) {
    return Grouping(path).group();
}

}  // namespace moisson::bench
