// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/imports.hpp"

namespace moisson::store::sqlite {

Result<std::optional<ImportMark>> SqliteImports::mark(const SourceName& source) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::optional<ImportMark> found;
    {
        Query row = connection_.query(
            "SELECT file, position FROM import_mark WHERE source = (SELECT id FROM source WHERE name = ?1)", source);
        if (row.step()) found = ImportMark{row.text(0), static_cast<std::uint64_t>(row.integer(1))};
    }
    return transaction.finish(std::move(found));
}

Result<std::vector<ItemId>> SqliteImports::with_holes(const SourceName& source, std::size_t limit) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<ItemId> items;
    {
        // Ids are unique in most sources; where a parent went to another page with its history, nothing is missing.
        Query row = connection_.query(
            "SELECT DISTINCT r.item FROM revision r JOIN item i ON i.source = r.source AND i.id = r.item AND "
            "i.life = 'alive' WHERE r.source = (SELECT id FROM source WHERE name = ?1) AND r.parent IS NOT NULL AND "
            "NOT EXISTS (SELECT 1 FROM revision p INDEXED BY revision_owner WHERE p.source = r.source AND "
            "p.id = r.parent) LIMIT ?2",
            source, static_cast<std::int64_t>(limit));
        while (row.step()) items.emplace_back(row.text(0));
    }
    return transaction.finish(std::move(items));
}

void write_import_mark(Connection& connection, std::int64_t source, const ImportMark& mark) {
    if (mark.file.empty())
        connection.run("DELETE FROM import_mark WHERE source = ?1", source);
    else
        connection.run(
            "INSERT INTO import_mark (source, file, position) VALUES (?1, ?2, ?3) ON CONFLICT (source) DO UPDATE SET "
            "file = excluded.file, position = excluded.position",
            source, mark.file, static_cast<std::int64_t>(mark.position));
}

}  // namespace moisson::store::sqlite
