// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sources.hpp"

#include "store/sqlite/names.hpp"
#include "store/sqlite/rows.hpp"

namespace moisson::store::sqlite {

Result<std::optional<SourceRow>> SqliteSources::find(const SourceName& name) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::optional<SourceRow> found;
    {
        Query row = connection_.query(
            "SELECT name, kind, cursor, baseline_done, last_census, traits, last_deep_census, census_due, awaits, "
            "times_went_back, closing FROM source WHERE name = ?1",
            name);
        if (row.step()) {
            auto source = source_at(row, 0);
            if (!source) return fail(source.error());
            found = std::move(*source);
        }
    }
    return transaction.finish(std::move(found));
}

// Traits that could not be learnt today leave those of yesterday.
namespace {

bool keeps_two_dates(Connection& connection, const SourceName& name) {
    Query row =
        connection.query("SELECT coalesce(json_extract(traits, '$.two_dates'), 0) FROM source WHERE name = ?1", name);
    return row.step() && row.flag(0);
}

}  // namespace

Result<Done> SqliteSources::remember(const SourceName& name, const std::string& kind,
                                     const std::optional<Traits>& traits) {
    std::optional<std::string> text;
    if (traits) text = to_json(to_value(*traits));
    Transaction transaction(connection_, Transaction::Kind::write);
    const bool before = keeps_two_dates(connection_, name);
    connection_.run(
        "INSERT INTO source (name, kind, traits) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET "
        "kind = excluded.kind, traits = coalesce(excluded.traits, traits)",
        name, kind, text);
    // What its history tells is read otherwise.
    if (keeps_two_dates(connection_, name) != before)
        connection_.run(
            "INSERT OR IGNORE INTO health_queue SELECT coalesce(resource, home) FROM item WHERE "
            "source = (SELECT id FROM source WHERE name = ?1) AND coalesce(resource, home) IS NOT NULL",
            name);
    return transaction.finish();
}

Result<Done> SqliteSources::rewind(const SourceName& name) {
    Transaction transaction(connection_, Transaction::Kind::write);
    connection_.run("UPDATE source SET cursor = '' WHERE name = ?1", name);
    return transaction.finish();
}

Result<std::vector<Item>> SqliteSources::redirects(const SourceName& name) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<Item> items;
    {
        Query row = connection_.query(
            "SELECT id, title, ns, content_model, latest, redirect_to FROM item "
            "WHERE source = (SELECT id FROM source WHERE name = ?1) AND redirect_to IS NOT NULL "
            "AND life = 'alive' ORDER BY id",
            name);
        while (row.step()) items.push_back(item_at(row, 0));
    }
    return transaction.finish(std::move(items));
}

Result<std::uint64_t> SqliteSources::alive(const SourceName& name) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::uint64_t count = 0;
    {
        Query row = connection_.query(
            "SELECT count(*) FROM item WHERE source = (SELECT id FROM source WHERE name = ?1) AND life = 'alive'",
            name);
        if (row.step()) count = row.count(0);
    }
    return transaction.finish(count);
}

}  // namespace moisson::store::sqlite
