// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mapping.hpp"
#include "store/sqlite/debts.hpp"
#include "store/sqlite/imports.hpp"
#include "store/sqlite/judging.hpp"
#include "store/sqlite/renames.hpp"
#include "store/sqlite/revisions.hpp"
#include "store/sqlite/standings.hpp"
#include "store/sqlite/unlisted.hpp"
#include "store/sqlite/words.hpp"
#include "store/sqlite/writer.hpp"

#include <set>
#include <tuple>
#include <utility>

namespace moisson::store::sqlite {

namespace {

void write_item(Connection& connection, Names& names, const Known& known) {
    const Item& item = known.item;
    connection.run(
        "INSERT INTO item (source, id, title, folded, ns, content_model, latest, redirect_to, life, resource, home, "
        "absent_since) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
        "ON CONFLICT (source, id) DO UPDATE SET title = excluded.title, folded = excluded.folded, ns = excluded.ns, "
        "content_model = excluded.content_model, latest = excluded.latest, redirect_to = excluded.redirect_to, "
        "life = excluded.life, resource = excluded.resource, home = excluded.home, "
        "absent_since = excluded.absent_since",
        names.source(), item.id, item.title, fold_key(item.title), item.ns, item.content_model, item.latest,
        item.redirect_to, word_of(known.life), names.resource(known.resource, item.id),
        names.resource(known.home, item.id), known.absent_since);
}

void write_snapshot(Connection& connection, Names& names, const SnapshotRow& row) {
    connection.run(
        "INSERT INTO snapshot (source, item, revision, rules, record, unlisted) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (source, item) DO UPDATE SET revision = excluded.revision, rules = excluded.rules, "
        "record = excluded.record, unlisted = excluded.unlisted",
        names.source(), row.item, row.revision, names.rules(row.fingerprint), to_json(row.snapshot),
        is_unlisted(row.snapshot));
}

std::int64_t last_change(Connection& connection) {
    Query row = connection.query("SELECT max(id) FROM change");
    return row.step() && !row.is_null(0) ? row.integer(0) : 0;
}

// What its revision no longer shows is not told. Looked for among the changes of earlier transactions only: one page
// can bring thousands of changes of one field, and each would be held against all before it.
void write_change(Connection& connection, Names& names, Change change, const Delta& delta, std::int64_t earlier) {
    const Hidden hidden = hidden_of(connection, names.source(), change.item, change.revision);
    if (hidden.user) change.actor.reset();
    if (hidden.text && is_of_text(change.what.field)) change.what.after.reset();
    connection.run(
        "INSERT INTO change (source, item, revision, field, at, actor, was, became, cause, run, noticed) "
        "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE NOT EXISTS (SELECT 1 FROM change "
        "WHERE source = ?1 AND item = ?2 AND revision = ?3 AND field = ?4 AND at = ?5 AND was IS ?7 AND became IS ?8 "
        "AND cause = ?9 AND id <= ?12)",
        names.source(), change.item, change.revision, change.what.field, change.at, names.actor(change.actor),
        change.what.before, change.what.after, name_of(change.cause), delta.run, delta.now, earlier);
}

// The same change told twice is one change, whenever it was noticed.
void write_changes(Connection& connection, Names& names, const Delta& delta) {
    if (delta.changes.empty()) return;
    const std::int64_t earlier = last_change(connection);
    std::set<std::tuple<ItemId, RevisionId, Instant, FieldChange, Cause>> told;
    for (const Change& change : delta.changes)
        if (told.insert({change.item, change.revision, change.at, change.what, change.cause}).second)
            write_change(connection, names, change, delta, earlier);
}

// What items leave, or join, or cease to lend their history to.
struct Ties {
    std::set<std::int64_t> resources;
    std::set<std::string> targets;  // titles of pages that a redirect led to, or leads to now
};

// Before the items are written.
Ties ties_of(Connection& connection, const Names& names, const Delta& delta) {
    Ties ties;
    for (const Known& known : delta.items) {
        Query row = connection.query("SELECT resource, home, redirect_to, life FROM item WHERE source = ?1 AND id = ?2",
                                     names.source(), known.item.id);
        const bool is_new = !row.step();
        const std::string before = is_new ? std::string{} : row.text(2);
        const std::string now = known.item.redirect_to.value_or("");
        if (before != now || (!is_new && row.view(3) != word_of(known.life)))
            for (const std::string& target : {before, now})
                if (!target.empty()) ties.targets.insert(target);
        if (is_new) continue;
        for (const int column : {0, 1})
            if (!row.is_null(column)) ties.resources.insert(row.integer(column));
    }
    return ties;
}

// Resources of which something changed: their words, their kind, whether they are there; those that items left, too.
std::set<std::int64_t> changed_resources(Connection& connection, Names& names, const Delta& delta, Ties ties) {
    std::set<std::int64_t> changed = std::move(ties.resources);
    ItemSet written;
    for (const Known& known : delta.items) {
        written.insert(known.item.id);
        for (const ResourceId& resource : {known.resource, known.home})
            if (const auto number = names.resource(resource, known.item.id)) changed.insert(*number);
    }
    const auto look_up = [&](const ItemId& id) {
        if (!written.insert(id).second) return;
        Query item = connection.query("SELECT coalesce(resource, home) FROM item WHERE source = ?1 AND id = ?2",
                                      names.source(), id);
        if (item.step() && !item.is_null(0)) changed.insert(item.integer(0));
    };
    for (const SnapshotRow& row : delta.snapshots) look_up(row.item);
    for (const StandingRow& row : delta.standings) look_up(row.item);
    return changed;
}

// Whoever may now be found by other words, or no longer, or be called otherwise.
void queue_changed(Connection& connection, Names& names, const Delta& delta, Ties ties) {
    for (const std::string& target : ties.targets)
        connection.run(
            "INSERT OR IGNORE INTO health_queue SELECT resource FROM item INDEXED BY item_title WHERE title = ?2 AND "
            "source = ?1 AND resource IS NOT NULL",
            names.source(), target);
    const auto changed = changed_resources(connection, names, delta, std::move(ties));
    mend_unlisted(connection, names.source(), delta, changed);
    for (const std::int64_t resource : changed) {
        connection.run("INSERT OR IGNORE INTO search_queue (resource) VALUES (?1)", resource);
        connection.run("INSERT OR IGNORE INTO health_queue (resource) VALUES (?1)", resource);
    }
    // From now on the changes of its items are seen: until then that was not certain.
    if (delta.baseline_done &&
        connection.run("UPDATE source SET observed_since = ?2 WHERE id = ?1 AND observed_since IS NULL", names.source(),
                       delta.now) > 0)
        connection.run(
            "INSERT OR IGNORE INTO health_queue SELECT DISTINCT coalesce(resource, home) FROM item WHERE source = ?1 "
            "AND coalesce(resource, home) IS NOT NULL",
            names.source());
}

void write_ignored(Connection& connection, Names& names, const Ignored& ignored, const Delta& delta) {
    connection.run(
        "INSERT INTO ignored (source, subject, reason, item, first_seen, last_seen, run) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6) ON CONFLICT (source, subject, reason) DO UPDATE SET item = excluded.item, "
        "last_seen = excluded.last_seen, run = excluded.run",
        names.source(), ignored.subject, ignored.reason, ignored.item, delta.now, delta.run);
}

// What stood against an item is true no longer once it was read without its being said again; nor is what was said of
// its record once there is a new one. Most often nothing stands.
void forget_complaints(Connection& connection, Names& names, const Delta& delta) {
    const auto any = [&] {
        Query row = connection.query("SELECT 1 FROM ignored WHERE source = ?1 LIMIT 1", names.source());
        return row.step();
    };
    if ((delta.snapshots.empty() && delta.contents.empty()) || !any()) return;
    const auto forget = [&](const std::string& subject) {
        connection.run("DELETE FROM ignored WHERE source = ?1 AND subject = ?2 AND last_seen < ?3", names.source(),
                       subject, delta.now);
    };
    for (const Content& content : delta.contents) forget(subject_of_page(content.item));
    for (const SnapshotRow& row : delta.snapshots) forget(subject_of_record(row.item));
}

}  // namespace

void SqliteWriter::write_content(const Content& content, Names& names) {
    if (content.bytes.size() > Compression::largest) {
        connection_.remember(Error{ErrorKind::invalid, "item " + content.item.text, "its text is larger than 64 MiB",
                                   "Nothing was written.", std::nullopt});
        return;
    }
    connection_.run(
        "INSERT INTO content (source, item, revision, bytes, derived) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (source, item, revision) DO UPDATE SET bytes = excluded.bytes, derived = excluded.derived",
        names.source(), content.item, content.revision, Bytes{compression_.pack(content.bytes)},
        to_json(content.derived));
}

// Names first, because they speak of what is here already; items, because the rest hangs from them; contents before
// revisions, because a revision that moves takes its text along; paid before owed, because what is owed now was not
// paid yet.
void SqliteWriter::write(const Delta& delta, Names& names) {
    const auto ids = delta.unique_revision_ids ? RevisionIds::unique_in_source : RevisionIds::unique_in_item;
    for (const Renamed& account : delta.renamed) rename_account(connection_, names, account);
    Ties ties = ties_of(connection_, names, delta);
    for (const Known& known : delta.items) write_item(connection_, names, known);
    for (const Content& content : delta.contents) write_content(content, names);
    const auto write_one = delta.hearsay ? &write_hearsay : &write_revision;
    for (const Revision& revision : delta.revisions) write_one(connection_, names, revision.item, revision, ids);
    write_histories(connection_, names, delta.histories, ids);
    for (const SnapshotRow& row : delta.snapshots) write_snapshot(connection_, names, row);
    for (const StandingRow& row : delta.standings) write_standing(connection_, names.source(), row);
    queue_changed(connection_, names, delta, std::move(ties));
    write_changes(connection_, names, delta);
    for (const std::int64_t row : delta.paid)
        connection_.run("DELETE FROM owed WHERE id = ?1 AND source = ?2", row, names.source());
    for (const Owed& owed : delta.owed) add_debt(connection_, names, owed, delta.now);
    for (const Ignored& ignored : delta.ignored) write_ignored(connection_, names, ignored, delta);
    forget_complaints(connection_, names, delta);
    if (delta.cursor)
        connection_.run("UPDATE source SET cursor = ?2 WHERE id = ?1", names.source(), delta.cursor->text);
    for (const std::string& title : delta.edited_templates)
        connection_.run("INSERT OR REPLACE INTO edited_template (source, title, due) VALUES (?1, ?2, ?3)",
                        names.source(), title, delta.now);
    if (!delta.census_due.empty())
        connection_.run("UPDATE source SET census_due = ?2 WHERE id = ?1", names.source(), delta.census_due);
    if (delta.import_mark) write_import_mark(connection_, names.source(), *delta.import_mark);
    if (delta.baseline_done) connection_.run("UPDATE source SET baseline_done = 1 WHERE id = ?1", names.source());
}

Result<Done> SqliteWriter::commit(const Delta& delta) {
    Transaction transaction(connection_, Transaction::Kind::write);
    Names names(connection_, delta.source);
    write(delta, names);
    fold(connection_);
    return transaction.finish();
}

}  // namespace moisson::store::sqlite
