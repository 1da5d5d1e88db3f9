// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/names.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/sources.hpp"
#include "store/sqlite/words.hpp"

namespace moisson::store::sqlite {

namespace {

// A deep census counts towards the drift, but the daily one is still due after it.
void note_census(Connection& connection, const Run& run) {
    // A first harvest reads every revision, as a deep census does.
    if (run.verb == "harvest" && run.outcome == Outcome::complete)
        connection.run("UPDATE source SET last_deep_census = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)",
                       run.id, run.ended);
    if (!run.drift) return;
    connection.run("UPDATE source SET drift = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)", run.id, run.drift);
    if (run.outcome != Outcome::complete) return;
    if (run.verb != "deep_census")
        connection.run("UPDATE source SET last_census = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)", run.id,
                       run.ended);
    if (run.verb == "deep_census" || run.verb == "resync_full")
        connection.run("UPDATE source SET last_deep_census = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)",
                       run.id, run.ended);
}

// Of whoever read a file alone, nobody was asked.
void note_closing(Connection& connection, const Run& run) {
    if (run.verb == "import") return;
    std::optional<std::string> text;
    if (run.closing) text = closing_text(*run.closing);
    connection.run("UPDATE source SET closing = ?2 WHERE id = (SELECT source FROM run WHERE id = ?1)", run.id, text);
}

}  // namespace

Result<std::int64_t> SqliteRuns::begin(const SourceName& source, const std::string& verb, Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const Names names(connection_, source);
    connection_.run("INSERT INTO run (source, verb, started, outcome) VALUES (?1, ?2, ?3, ?4)", names.source(), verb,
                    now, name_of(Outcome::running));
    const std::int64_t id = connection_.last_row();
    return transaction.finish(id);
}

Result<Done> SqliteRuns::end(const Run& run) {
    Transaction transaction(connection_, Transaction::Kind::write);
    connection_.run(
        "UPDATE run SET verb = ?2, ended = ?3, outcome = ?4, listed = ?5, seen = ?6, changed = ?7, requests = ?8, "
        "bytes = ?9, drift = ?10, error = ?11, retries = ?12, waited = ?13, faults = ?14, stale_derived = ?15 "
        "WHERE id = ?1",
        run.id, run.verb, run.ended, name_of(run.outcome), run.listed, run.seen, run.changed, run.requests, run.bytes,
        run.drift, run.error, run.retries, run.waited.count(), faults_text(run.faults), run.stale_derived);
    note_census(connection_, run);
    note_closing(connection_, run);
    return transaction.finish();
}

Result<std::int64_t> SqliteRuns::close_interrupted(Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const std::int64_t closed = connection_.run("UPDATE run SET outcome = ?1, ended = ?2 WHERE outcome = ?3",
                                                name_of(Outcome::interrupted), now, name_of(Outcome::running));
    return transaction.finish(closed);
}

namespace {

// ?1: of that source (its number). ?2: that one. ?3: with that outcome, or "failed" in the wide sense. ?4: how many.
constexpr Sql newest_runs =
    "SELECT r.id, r.verb, r.started, r.ended, r.outcome, r.listed, r.seen, r.changed, r.requests, r.bytes, r.drift, "
    "r.error, s.name, r.retries, r.waited, r.faults, r.stale_derived FROM run r JOIN source s ON s.id = r.source "
    "WHERE (?1 IS NULL OR r.source = ?1) AND (?2 IS NULL OR r.id = ?2) AND (?3 IS NULL OR r.outcome = ?3 "
    "OR (?3 = 'failed' AND r.outcome NOT IN ('complete', 'running'))) ORDER BY r.id DESC LIMIT ?4";

}  // namespace

std::optional<Run> last_run(Connection& connection, std::int64_t source, std::optional<Outcome> outcome) {
    std::optional<std::string_view> word;
    if (outcome) word = name_of(*outcome);
    Query row = connection.query(newest_runs, source, std::nullopt, word, 1);
    if (!row.step()) return std::nullopt;
    return run_at(row, 0);
}

Result<std::vector<Run>> SqliteReader::runs(const RunFilter& filter) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::vector<Run> newest;
    std::optional<std::int64_t> source;
    if (filter.source) source = find_source(*connection_, *filter.source).value_or(0);
    std::optional<std::string_view> outcome;
    if (filter.failed) outcome = name_of(Outcome::failed);
    {
        Query row = connection_->query(newest_runs, source, filter.id, outcome, filter.limit);
        while (row.step()) newest.push_back(run_at(row, 0));
    }
    return transaction.finish(std::move(newest));
}

}  // namespace moisson::store::sqlite
