// SPDX-License-Identifier: GPL-3.0-or-later
// What search terms cost, apart from the harvest that brings what they are made of.
//
//   search fill STORE FILE       a new store of the resources of FILE, a line of JSON each: its fields
//   search index STORE           makes the whole index anew: {"resources","user","system","wall"}
//   search find STORE WORDS…     each asked for again and again: {"words","found","matches","rows","milliseconds"}
#include "store/sqlite/search.hpp"
#include "bench/cost.hpp"
#include "store/open.hpp"
#include "store/sqlite/connection.hpp"

#include <sqlite3.h>
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace {

using namespace moisson;
using namespace moisson::bench;

std::size_t index_all(store::Engine& engine) {
    constexpr std::size_t at_once = 200;  // as the daemon does
    std::size_t all = 0;
    for (std::size_t done = at_once; done == at_once; all += done) done = must(engine.index->index(at_once));
    return all;
}

void add(store::Delta& batch, std::size_t number, std::string_view line) {
    const std::string id = std::to_string(number);
    store::Known known;
    store::SnapshotRow row;
    row.snapshot.fields = std::move(*must(from_json(line)).object());
    known.item = Item{ItemId(id), row.snapshot.fields.at("title").text_or(""), 0, "wikitext", RevisionId(id), {}};
    known.resource = known.home = ResourceId("bench-" + id);
    row.item = known.item.id;
    row.revision = RevisionId(id);
    row.fingerprint = "bench";
    batch.items.push_back(std::move(known));
    batch.snapshots.push_back(std::move(row));
}

int fill(const std::string& path, const char* file) {
    constexpr std::size_t at_once = 500;
    auto engine = must(store::open_store(path));
    std::ifstream lines(file);
    store::Delta batch;
    batch.source = SourceName("bench");
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        add(batch, ++number, line);
        if (batch.items.size() < at_once) continue;
        must(engine.writer->commit(batch));
        batch.items.clear();
        batch.snapshots.clear();
    }
    must(engine.writer->commit(batch));
    std::cout << to_json(Value::Object{{"resources", static_cast<std::int64_t>(number)}}) << "\n";
    return 0;
}

int index(const std::string& path) {
    auto engine = must(store::open_store(path));
    engine.connection->script("DELETE FROM search; INSERT OR IGNORE INTO search_queue SELECT id FROM resource");
    must(engine.connection->outcome());
    std::size_t resources = 0;
    const Spent spent = spent_on([&] { resources = index_all(engine); });
    std::cout << to_json(Value::Object{{"resources", static_cast<std::int64_t>(resources)},
                                       {"user", spent.user},
                                       {"system", spent.system},
                                       {"wall", spent.wall}})
              << "\n";
    return 0;
}

// How many resources match, and how many rows of tables were stepped over besides them.
struct Rows {
    std::int64_t matches = 0;
    std::int64_t stepped = 0;
};

Rows rows_of(const std::string& path, const std::string& expression) {
    sqlite3* file = nullptr;
    sqlite3_stmt* query = nullptr;
    Rows rows;
    if (sqlite3_open_v2(path.c_str(), &file, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        throw std::runtime_error(path);
    sqlite3_prepare_v2(file, "SELECT count(*) FROM search WHERE search MATCH ?1", -1, &query, nullptr);
    sqlite3_bind_text(query, 1, expression.c_str(), -1, SQLITE_STATIC);
    if (sqlite3_step(query) == SQLITE_ROW) rows.matches = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    sqlite3_prepare_v2(file, store::sqlite::found_resources.text, -1, &query, nullptr);
    sqlite3_bind_text(query, 1, expression.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(query, 2, expression.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_int(query, 3, 20);
    while (sqlite3_step(query) == SQLITE_ROW) {
    }
    rows.stepped = sqlite3_stmt_status(query, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
    sqlite3_finalize(query);
    sqlite3_close(file);
    return rows;
}

int find(const std::string& path, const std::vector<std::string>& questions) {
    constexpr int rounds = 31;
    auto reader = must(store::open_reader(path));
    for (const std::string& words : questions) {
        std::vector<double> took;
        std::size_t found = 0;
        for (int round = 0; round < rounds; ++round) {
            const auto start = std::chrono::steady_clock::now();
            found = must(reader->search({words})).found.size();
            took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        std::sort(took.begin(), took.end());
        const Rows rows = rows_of(path, store::sqlite::search_expression({words}));
        std::cout << to_json(Value::Object{{"words", words},
                                           {"found", static_cast<std::int64_t>(found)},
                                           {"matches", rows.matches},
                                           {"rows", rows.stepped},
                                           {"milliseconds", took[took.size() / 2]}})
                  << "\n";
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> given(words + 1, words + count);
    try {
        if (given.size() == 3 && given[0] == "fill") return fill(given[1], given[2].c_str());
        if (given.size() == 2 && given[0] == "index") return index(given[1]);
        if (given.size() > 2 && given[0] == "find") return find(given[1], {given.begin() + 2, given.end()});
    } catch (const std::exception& wrong) {
        std::cerr << "search: " << wrong.what() << "\n";
        return 1;
    }
    std::cerr << "search fill STORE FILE | index STORE | find STORE WORDS...\n";
    return 2;
}
