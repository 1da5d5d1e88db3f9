// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/names.hpp"
#include "store/sqlite/sources.hpp"

namespace moisson::store::sqlite {

Result<std::int64_t> SqliteRuns::begin(const SourceName& source, const std::string& verb, Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const Names names(connection_, source);
    connection_.run("INSERT INTO run (source, verb, started, outcome) VALUES (?1, ?2, ?3, ?4)", names.source(), verb,
                    now, name_of(Outcome::running));
    const std::int64_t id = connection_.last_row();
    return transaction.finish(id);
}

// A deep census counts towards the drift, but the daily one is still due after it.
Result<Done> SqliteRuns::end(const Run& run) {
    Transaction transaction(connection_, Transaction::Kind::write);
    connection_.run(
        "UPDATE run SET verb = ?2, ended = ?3, outcome = ?4, listed = ?5, seen = ?6, changed = ?7, requests = ?8, "
        "bytes = ?9, drift = ?10, error = ?11 WHERE id = ?1",
        run.id, run.verb, run.ended, name_of(run.outcome), run.listed, run.seen, run.changed, run.requests, run.bytes,
        run.drift, run.error);
    if (run.drift)
        connection_.run("UPDATE source SET drift = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)", run.id,
                        run.drift);
    if (run.drift && run.outcome == Outcome::complete && run.verb != "deep_census")
        connection_.run("UPDATE source SET last_census = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)", run.id,
                        run.ended);
    return transaction.finish();
}

Result<std::int64_t> SqliteRuns::close_interrupted(Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const std::int64_t closed = connection_.run("UPDATE run SET outcome = ?1, ended = ?2 WHERE outcome = ?3",
                                                name_of(Outcome::interrupted), now, name_of(Outcome::running));
    return transaction.finish(closed);
}

}  // namespace moisson::store::sqlite
