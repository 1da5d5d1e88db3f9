// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/standings.hpp"

#include "store/sqlite/names.hpp"
#include "store/sqlite/query.hpp"

namespace moisson::store::sqlite {

namespace {

constexpr std::chrono::hours tried_again_after{24};

std::vector<ItemId> items_of(Query& row) {
    std::vector<ItemId> items;
    while (row.step()) items.emplace_back(row.text(0));
    return items;
}

void count(Publications& all, Publication publication, std::uint64_t items) {
    switch (publication) {
        case Publication::open:
            all.open += items;
            break;
        case Publication::assumed:
            all.assumed += items;
            break;
        case Publication::unknown:
            all.unknown += items;
            break;
        case Publication::withheld:
            all.withheld += items;
            break;
    }
}

// A word that nobody knows, of a damaged store, publishes nothing.
Publication publication_of(std::string_view word) {
    return publication_named(word).value_or(Publication::unknown);
}

}  // namespace

std::optional<StandingRow> standing_of(Connection& connection, std::int64_t source, const ItemId& item) {
    Query row = connection.query("SELECT publication, why, asked, due FROM standing WHERE source = ?1 AND item = ?2",
                                 source, item);
    if (!row.step()) return std::nullopt;
    return StandingRow{item, publication_of(row.view(0)), row.text(1), row.maybe_instant(2), row.maybe_instant(3)};
}

void write_standing(Connection& connection, std::int64_t source, const StandingRow& row) {
    connection.run(
        "INSERT OR REPLACE INTO standing (source, item, publication, why, asked, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        source, row.item, name_of(row.publication), row.why, row.asked, row.due);
}

Publications publications_of(Connection& connection, std::int64_t source) {
    Publications all;
    Query row = connection.query(
        "SELECT p.publication, count(*), count(p.asked) FROM standing p "
        "JOIN item i ON i.source = p.source AND i.id = p.item AND i.life = 'alive' "
        "WHERE p.source = ?1 GROUP BY p.publication",
        source);
    while (row.step()) {
        count(all, publication_of(row.view(0)), row.count(1));
        all.asked += row.count(2);
    }
    return all;
}

Result<std::vector<ItemId>> SqliteStandings::due(const SourceName& source, Instant now, std::size_t limit) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<ItemId> items;
    {
        Query row = connection_.query(
            "SELECT p.item FROM standing p JOIN item i ON i.source = p.source AND i.id = p.item AND i.life = 'alive' "
            "WHERE p.source = (SELECT id FROM source WHERE name = ?1) AND p.due <= ?2 ORDER BY p.due, p.item LIMIT ?3",
            source, now, limit);
        items = items_of(row);
    }
    return transaction.finish(std::move(items));
}

Result<std::vector<ItemId>> SqliteStandings::longest_unasked(const SourceName& source, Instant since,
                                                             std::size_t limit) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<ItemId> items;
    {
        Query row = connection_.query(
            "SELECT p.item FROM standing p JOIN item i ON i.source = p.source AND i.id = p.item AND i.life = 'alive' "
            "WHERE p.source = (SELECT id FROM source WHERE name = ?1) AND p.due IS NULL "
            "AND (p.asked IS NULL OR p.asked < ?2) ORDER BY p.asked, p.item LIMIT ?3",
            source, since, limit);
        items = items_of(row);
    }
    return transaction.finish(std::move(items));
}

Result<std::uint64_t> SqliteStandings::asked_since(const SourceName& source, Instant since) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::uint64_t asked = 0;
    {
        Query row = connection_.query(
            "SELECT count(*) FROM standing WHERE source = (SELECT id FROM source WHERE name = ?1) AND asked >= ?2",
            source, since);
        if (row.step()) asked = row.count(0);
    }
    return transaction.finish(std::move(asked));
}

Result<Done> SqliteStandings::postpone_unasked(const SourceName& source, const std::vector<ItemId>& tried,
                                               Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const auto number = find_source(connection_, source);
    for (const ItemId& item : tried)
        connection_.run(
            "UPDATE standing SET due = ?4 WHERE source = ?1 AND item = ?2 AND (asked IS NULL OR asked < ?3)", number,
            item, now, now + tried_again_after);
    return transaction.finish();
}

}  // namespace moisson::store::sqlite
