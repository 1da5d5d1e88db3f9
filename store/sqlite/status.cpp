// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"

namespace moisson::store::sqlite {

namespace {

constexpr Sql last_run =
    "SELECT r.id, r.verb, r.started, r.ended, r.outcome, r.listed, r.seen, r.changed, r.requests, r.bytes, r.drift, "
    "r.error, s.name FROM run r JOIN source s ON s.id = r.source WHERE r.source = ?1 ORDER BY r.id DESC LIMIT 1";

constexpr Sql last_complete_run =
    "SELECT r.id, r.verb, r.started, r.ended, r.outcome, r.listed, r.seen, r.changed, r.requests, r.bytes, r.drift, "
    "r.error, s.name FROM run r JOIN source s ON s.id = r.source WHERE r.source = ?1 AND r.outcome = 'complete' "
    "ORDER BY r.id DESC LIMIT 1";

std::uint64_t count(Connection& connection, Sql sql, std::int64_t source) {
    Query row = connection.query(sql, source);
    return row.step() ? row.count(0) : 0;
}

std::optional<Run> run_found(Connection& connection, Sql sql, std::int64_t source) {
    Query row = connection.query(sql, source);
    if (!row.step()) return std::nullopt;
    return run_at(row, 0);
}

void fill(Connection& connection, SourceStatus& status, std::int64_t source) {
    status.alive = count(connection, "SELECT count(*) FROM item WHERE source = ?1 AND life = 'alive'", source);
    status.gone = count(connection, "SELECT count(*) FROM item WHERE source = ?1 AND life = 'gone'", source);
    status.revisions = count(connection, "SELECT count(*) FROM revision WHERE source = ?1", source);
    status.resources = count(connection, "SELECT count(DISTINCT resource) FROM item WHERE source = ?1", source);
    status.owed = count(connection, "SELECT count(*) FROM owed WHERE source = ?1", source);
    status.ignored = count(connection, "SELECT count(*) FROM ignored WHERE source = ?1", source);
    status.last_run = run_found(connection, last_run, source);
    status.last_complete = run_found(connection, last_complete_run, source);
}

}  // namespace

Result<std::vector<SourceStatus>> SqliteReader::sources() {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::vector<SourceStatus> all;
    {
        Query row = connection_->query(
            "SELECT name, kind, cursor, baseline_done, last_census, traits, id, drift FROM source ORDER BY name");
        while (row.step()) {
            auto source = source_at(row, 0);
            if (!source) {
                connection_->remember(source.error());
                break;
            }
            SourceStatus status;
            status.row = std::move(*source);
            status.drift = row.maybe_count(7);
            fill(*connection_, status, row.integer(6));
            all.push_back(std::move(status));
        }
    }
    return transaction.finish(std::move(all));
}

Result<std::vector<Run>> SqliteReader::runs(std::size_t limit) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::vector<Run> newest;
    {
        Query row = connection_->query(
            "SELECT r.id, r.verb, r.started, r.ended, r.outcome, r.listed, r.seen, r.changed, r.requests, r.bytes, "
            "r.drift, r.error, s.name FROM run r JOIN source s ON s.id = r.source ORDER BY r.id DESC LIMIT ?1",
            limit);
        while (row.step()) newest.push_back(run_at(row, 0));
    }
    return transaction.finish(std::move(newest));
}

}  // namespace moisson::store::sqlite
