// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/index.hpp"

#include "schema/search_text.hpp"
#include "store/sqlite/words.hpp"

#include <algorithm>

namespace moisson::store::sqlite {

namespace {

std::vector<std::int64_t> due(Connection& connection, std::size_t limit) {
    std::vector<std::int64_t> resources;
    Query row = connection.query("SELECT resource FROM search_queue ORDER BY resource LIMIT ?1", limit);
    while (row.step()) resources.push_back(row.integer(0));
    return resources;
}

// The item that speaks for a resource, in the same order as in exports.
constexpr Sql speaker =
    "SELECT j.source, j.id, s.name, n.record, j.life FROM resource q JOIN item j ON j.resource = q.id "
    "JOIN source s ON s.id = j.source LEFT JOIN snapshot n ON n.source = j.source AND n.item = j.id "
    "WHERE q.id = ?1 AND NOT EXISTS (SELECT 1 FROM unpublished p WHERE p.source = j.source AND p.item = j.id) "
    "ORDER BY j.ns % 2 <> 0, j.life = 'gone', (j.source = q.source AND j.id = q.item) DESC, "
    "j.ns, j.source, j.id LIMIT 1";

}  // namespace

std::string kind_term(std::string_view kind) {
    std::string term(kind);
    std::erase(term, '_');
    return term;
}

void SqliteIndex::write(std::int64_t resource) {
    connection_.run("DELETE FROM search WHERE rowid = ?1", resource);
    Query row = connection_.query(speaker, resource);
    const bool can_be_found = row.step() && !row.is_null(3) && life_of(row.view(4)) == Life::alive;
    if (!can_be_found) return;
    auto snapshot = snapshot_from_json(row.view(3));
    if (!snapshot) return connection_.remember(snapshot.error());
    const std::string kind = snapshot->kind();
    if (!is_in_catalogue(kind)) return;
    const SearchText text = search_text(*snapshot);
    connection_.run(
        "INSERT INTO search (rowid, title, words, kind, source, item_source, item) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        resource, text.title, text.words, kind_term(kind), row.view(2), row.integer(0), row.view(1));
}

Result<std::size_t> SqliteIndex::index(std::size_t limit) {
    // Looked at without a write lock first: most often nothing waits.
    const auto waiting = due(connection_, 1);
    if (auto done = connection_.outcome(); !done) return fail(done.error());
    if (waiting.empty()) return std::size_t{0};
    Transaction transaction(connection_, Transaction::Kind::write);
    const auto resources = due(connection_, limit);
    for (const std::int64_t resource : resources) {
        write(resource);
        connection_.run("DELETE FROM search_queue WHERE resource = ?1", resource);
    }
    return transaction.finish(resources.size());
}

}  // namespace moisson::store::sqlite
