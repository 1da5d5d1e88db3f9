// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/labels.hpp"

#include "health/evidence.hpp"
#include "store/sqlite/label_rows.hpp"
#include "store/sqlite/persons.hpp"

#include <algorithm>
#include <set>

namespace moisson::store::sqlite {

namespace {

constexpr Sql kept_label =
    "SELECT l.label, l.since, l.valid_until, l.judged, g.weeks, g.past, g.observed_since, g.born, g.names, "
    "g.contact_seen, g.others_seen, g.archived, g.archived_by, g.stable, g.stable_by, g.unlisted, g.unlisted_by, "
    "g.kind, g.rules FROM label l JOIN grounds g ON g.resource = l.resource WHERE l.resource = ?1";

// The first to expire, in the order of the tables: so each page of them is read and written once.
constexpr Sql expired =
    "SELECT l.label, l.since, l.valid_until, l.judged, g.weeks, g.past, g.observed_since, g.born, g.names, "
    "g.contact_seen, g.others_seen, g.archived, g.archived_by, g.stable, g.stable_by, g.unlisted, g.unlisted_by, "
    "g.kind, l.resource FROM label l CROSS JOIN grounds g ON g.resource = l.resource WHERE l.resource IN "
    "(SELECT resource FROM label INDEXED BY label_expiry WHERE valid_until <= ?1 ORDER BY valid_until, resource "
    "LIMIT ?2) ORDER BY l.resource";

struct Before {
    health::Kept kept;
    std::int64_t rules = 0;
};

std::optional<Before> kept_before(Connection& connection, std::int64_t resource) {
    Query row = connection.query(kept_label, resource);
    if (!row.step()) return std::nullopt;
    auto kept = kept_at(row, 0);
    // One that cannot be read is made anew.
    if (!kept) return std::nullopt;
    return Before{std::move(*kept), row.integer(18)};
}

std::vector<std::int64_t> queued(Connection& connection, std::size_t limit) {
    std::vector<std::int64_t> resources;
    Query row = connection.query("SELECT resource FROM health_queue ORDER BY resource LIMIT ?1", limit);
    while (row.step()) resources.push_back(row.integer(0));
    return resources;
}

// By what names its contacts are looked for: whoever of them is seen concerns it.
void write_contacts(Connection& connection, std::int64_t resource, const Patient& patient) {
    connection.run("DELETE FROM contact WHERE resource = ?1", resource);
    for (const std::string& folded : patient.contacts)
        connection.run("INSERT OR IGNORE INTO contact (source, folded, resource) VALUES (?1, ?2, ?3)", patient.source,
                       folded, resource);
}

}  // namespace

bool SqliteHealth::anything_waits(Instant now) {
    Query row = connection_.query(
        "SELECT EXISTS (SELECT 1 FROM health_queue) OR EXISTS (SELECT 1 FROM label INDEXED BY label_expiry WHERE "
        "valid_until <= ?1) OR EXISTS (SELECT 1 FROM actor INDEXED BY actor_unfolded WHERE folded IS NULL)",
        now);
    return row.step() && row.flag(0);
}

std::optional<Instant> SqliteHealth::next_expiry() {
    Query row =
        connection_.query("SELECT min(valid_until) FROM label INDEXED BY label_expiry WHERE valid_until IS NOT NULL");
    return row.step() ? row.maybe_instant(0) : std::nullopt;
}

std::size_t SqliteHealth::write(std::int64_t resource, const Patient& patient, const health::Look& look) {
    const health::Kept& kept = look.kept;
    const auto before = kept_before(connection_, resource);
    const bool had_label = before && before->kept.standing.label;
    const auto rules = before && before->rules == patient.rules ? health::Rules::same : health::Rules::others;
    const auto told = had_label ? health::transitions_between(before->kept, look, rules) : look.past;
    // It may have had one before it was withheld, or of another kind: its past is told once.
    if (!had_label) connection_.run("DELETE FROM transition WHERE resource = ?1", resource);
    for (const health::Transition& each : told)
        write_transition(connection_, resource, each, kept.judged, had_label ? kept.judged : each.at);
    write_label(connection_, resource, kept);
    write_grounds(connection_, resource, patient, kept);
    write_contacts(connection_, resource, patient);
    return told.size();
}

std::size_t SqliteHealth::judge_anew(std::int64_t resource, Instant now) {
    const auto patient = examine(connection_, resource, now, Scope::label);
    if (!patient) {
        connection_.run("DELETE FROM label WHERE resource = ?1", resource);
        connection_.run("DELETE FROM grounds WHERE resource = ?1", resource);
        connection_.run("DELETE FROM contact WHERE resource = ?1", resource);
        return 0;
    }
    return write(resource, *patient,
                 health::look_at(patient->vitals.footprint.weeks(), health::facts_of(patient->vitals), now));
}

std::size_t SqliteHealth::let_time_pass(Instant now, std::size_t limit, std::size_t& resources) {
    struct Due {
        std::int64_t resource = 0;
        health::Kept kept;
    };
    std::vector<Due> all;
    std::vector<std::int64_t> unreadable;  // they are made anew
    {
        Query row = connection_.query(expired, now, limit);
        while (row.step()) {
            auto kept = kept_at(row, 0);
            if (kept)
                all.push_back({row.integer(18), std::move(*kept)});
            else
                unreadable.push_back(row.integer(18));
        }
    }
    std::size_t transitions = 0;
    for (const std::int64_t resource : unreadable) transitions += judge_anew(resource, now);
    for (Due& due : all) {
        const health::Look look = health::look_at(due.kept.weeks, due.kept.facts, now);
        const auto told = health::transitions_between(due.kept, look, health::Rules::same);
        for (const health::Transition& each : told) write_transition(connection_, due.resource, each, now, now);
        write_label(connection_, due.resource, look.kept);
        transitions += told.size();
    }
    resources += all.size() + unreadable.size();
    return transitions;
}

Result<Refreshed> SqliteHealth::refresh(Instant now, std::size_t limit) {
    Refreshed done;
    // Looked at without a write lock first: most often nothing waits.
    const bool waits = anything_waits(now);
    if (!waits) done.next_expiry = next_expiry();
    if (auto read = connection_.outcome(); !read) return fail(read.error());
    if (!waits) return done;
    Transaction transaction(connection_, Transaction::Kind::write);
    done.resources = fold_names(connection_, limit);
    const std::size_t room = limit - std::min(limit, done.resources);
    for (const std::int64_t resource : queued(connection_, room)) {
        done.transitions += judge_anew(resource, now);
        connection_.run("DELETE FROM health_queue WHERE resource = ?1", resource);
        ++done.resources;
    }
    if (done.resources < limit) done.transitions += let_time_pass(now, limit - done.resources, done.resources);
    done.next_expiry = next_expiry();
    return transaction.finish(done);
}

}  // namespace moisson::store::sqlite
