// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/label_rows.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/standings.hpp"

namespace moisson::store::sqlite {

namespace {

std::uint64_t count(Connection& connection, Sql sql, std::int64_t source) {
    Query row = connection.query(sql, source);
    return row.step() ? row.count(0) : 0;
}

void fill(Connection& connection, SourceStatus& status, std::int64_t source) {
    status.alive = count(connection, "SELECT count(*) FROM item WHERE source = ?1 AND life = 'alive'", source);
    status.gone = count(connection, "SELECT count(*) FROM item WHERE source = ?1 AND life = 'gone'", source);
    status.revisions = count(connection, "SELECT count(*) FROM revision WHERE source = ?1", source);
    status.resources = count(connection, "SELECT count(DISTINCT resource) FROM item WHERE source = ?1", source);
    status.owed = count(connection, "SELECT count(*) FROM owed WHERE source = ?1", source);
    status.ignored = count(connection, "SELECT count(*) FROM ignored WHERE source = ?1", source);
    status.publications = publications_of(connection, source);
    status.labels = label_counts(connection, source);
    status.last_run = last_run(connection, source, std::nullopt);
    status.last_complete = last_run(connection, source, Outcome::complete);
}

}  // namespace

Result<std::vector<SourceStatus>> SqliteReader::sources() {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::vector<SourceStatus> all;
    {
        Query row = connection_->query(
            "SELECT name, kind, cursor, baseline_done, last_census, traits, last_deep_census, census_due, awaits, "
            "times_went_back, closing, id, drift FROM source ORDER BY name");
        while (row.step()) {
            auto source = source_at(row, 0);
            if (!source) {
                connection_->remember(source.error());
                break;
            }
            SourceStatus status;
            status.row = std::move(*source);
            status.drift = row.maybe_count(12);
            fill(*connection_, status, row.integer(11));
            all.push_back(std::move(status));
        }
    }
    return transaction.finish(std::move(all));
}

}  // namespace moisson::store::sqlite
