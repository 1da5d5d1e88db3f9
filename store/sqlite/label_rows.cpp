// SPDX-License-Identifier: GPL-3.0-or-later
// How labels and what they rest on are written down.
#include "store/sqlite/label_rows.hpp"

#include "store/sqlite/persons.hpp"
#include "store/sqlite/words.hpp"

namespace moisson::store::sqlite {

namespace {

std::optional<std::chrono::year_month> month_in(const Query& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return month_at(row.integer(column));
}

std::optional<health::Stated> stated_at(const Query& row, int first) {
    if (row.is_null(first)) return std::nullopt;
    return health::Stated{static_cast<health::Stated::By>(row.integer(first + 1)), row.instant(first)};
}

std::optional<std::int64_t> number_of_month(const std::optional<std::chrono::year_month>& month) {
    if (!month) return std::nullopt;
    return number_of(*month);
}

std::optional<Instant> since(const std::optional<health::Stated>& said) {
    if (!said) return std::nullopt;
    return said->since;
}

std::optional<std::int64_t> by(const std::optional<health::Stated>& said) {
    if (!said) return std::nullopt;
    return static_cast<std::int64_t>(said->by);
}

std::optional<std::string_view> id_in(const std::optional<health::Label>& label) {
    if (!label) return std::nullopt;
    return health::id_of(*label);
}

}  // namespace

Result<health::Kept> kept_at(const Query& row, int first) {
    health::Kept kept;
    auto weeks = health::weeks_from_bytes(row.view(first + 4));
    if (!weeks) return fail(weeks.error());
    kept.weeks = std::move(*weeks);
    kept.standing.label = health::label_with(row.view(first));
    kept.standing.since = row.maybe_instant(first + 1);
    kept.standing.valid_until = row.maybe_instant(first + 2);
    kept.judged = row.instant(first + 3);
    health::Facts& facts = kept.facts;
    facts.past.read = static_cast<health::Past::Read>(row.integer(first + 5));
    facts.past.observed_since = row.instant(first + 6);
    facts.past.born = row.maybe_instant(first + 7);
    facts.reach.names = static_cast<health::Reach::Names>(row.integer(first + 8));
    facts.reach.contact = month_in(row, first + 9);
    facts.reach.others = month_in(row, first + 10);
    facts.archived = stated_at(row, first + 11);
    facts.stable = stated_at(row, first + 13);
    facts.unlisted = stated_at(row, first + 15);
    facts.family = health::family_of(row.view(first + 17));
    return kept;
}

std::map<health::Label, std::uint64_t> label_counts(Connection& connection, std::optional<std::int64_t> source) {
    std::map<health::Label, std::uint64_t> counts;
    Query row = connection.query(
        "SELECT l.label, count(*) FROM label l JOIN grounds g ON g.resource = l.resource WHERE l.label IS NOT NULL "
        "AND g.life = 'alive' AND (?1 IS NULL OR g.source = ?1) AND NOT EXISTS (SELECT 1 FROM standing p WHERE "
        "p.source = g.source AND p.item = g.item AND p.hidden) GROUP BY l.label",
        source);
    while (row.step())
        if (const auto label = health::label_with(row.view(0))) counts.emplace(*label, row.count(1));
    return counts;
}

void write_label(Connection& connection, std::int64_t resource, const health::Kept& kept) {
    connection.run(
        "INSERT INTO label (resource, label, since, valid_until, judged) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (resource) DO UPDATE SET label = excluded.label, since = excluded.since, "
        "valid_until = excluded.valid_until, judged = excluded.judged",
        resource, id_in(kept.standing.label), kept.standing.since, kept.standing.valid_until, kept.judged);
}

void write_grounds(Connection& connection, std::int64_t resource, const Patient& patient, const health::Kept& kept) {
    const health::Facts& facts = kept.facts;
    connection.run(
        "INSERT OR REPLACE INTO grounds (resource, source, item, kind, rules, life, weeks, past, observed_since, born, "
        "names, contact_seen, others_seen, archived, archived_by, stable, stable_by, unlisted, unlisted_by) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        resource, patient.source, patient.item, patient.vitals.snapshot.kind(), patient.rules, word_of(patient.life),
        Bytes{health::to_bytes(kept.weeks)}, static_cast<std::int64_t>(facts.past.read), facts.past.observed_since,
        facts.past.born, static_cast<std::int64_t>(facts.reach.names), number_of_month(facts.reach.contact),
        number_of_month(facts.reach.others), since(facts.archived), by(facts.archived), since(facts.stable),
        by(facts.stable), since(facts.unlisted), by(facts.unlisted));
}

void write_transition(Connection& connection, std::int64_t resource, const health::Transition& transition,
                      Instant noticed, Instant told) {
    connection.run(
        "INSERT INTO transition (resource, was, became, at, cause, noticed, told) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        resource, id_in(transition.from), health::id_of(transition.to), transition.at,
        health::id_of(transition.trigger), noticed, told);
}

}  // namespace moisson::store::sqlite
