// SPDX-License-Identifier: GPL-3.0-or-later
// What a source lost when it was restored from an older backup: set aside, confirmed by a person, given back.
#include "store/sqlite/compression.hpp"
#include "store/sqlite/judging.hpp"
#include "store/sqlite/names.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/sources.hpp"
#include "store/sqlite/unlisted.hpp"
#include "store/sqlite/words.hpp"

#include <set>

namespace moisson::store::sqlite {

namespace {

void set_aside(Connection& connection, std::int64_t source, const RevisionId& revision) {
    connection.run(
        "INSERT INTO lost (source, revision, at, item, title, ns, model, parent, actor, comment, minor, bytes) "
        "SELECT r.source, r.id, r.at, r.item, i.title, i.ns, i.content_model, r.parent, r.actor, r.comment, "
        "r.minor, c.bytes FROM revision r JOIN item i ON i.source = r.source AND i.id = r.item "
        "LEFT JOIN content c ON c.source = r.source AND c.item = r.item AND c.revision = r.id "
        "WHERE r.source = ?1 AND r.id = ?2 "
        // It may have been lost before, found again, and lost once more.
        "ON CONFLICT (source, revision, at) DO UPDATE SET item = excluded.item, title = excluded.title, "
        "ns = excluded.ns, model = excluded.model, parent = excluded.parent, actor = excluded.actor, "
        "comment = excluded.comment, minor = excluded.minor, bytes = coalesce(excluded.bytes, bytes), adopted = 0",
        source, revision);
}

// What was set aside and is still where it was. Of what is not, this is the last copy.
void forget_unconfirmed(Connection& connection, std::int64_t source) {
    connection.run(
        "DELETE FROM lost WHERE source = ?1 AND adopted = 0 AND EXISTS (SELECT 1 FROM revision r "
        "WHERE r.source = lost.source AND r.id = lost.revision AND r.at = lost.at)",
        source);
}

std::set<std::int64_t> resources_of_marked(Connection& connection, std::int64_t source) {
    std::set<std::int64_t> resources;
    Query row = connection.query(
        "SELECT DISTINCT coalesce(i.resource, i.home) FROM lost l CROSS JOIN item i ON i.source = l.source AND "
        "i.id = l.item WHERE l.source = ?1 AND l.adopted = -1 AND coalesce(i.resource, i.home) IS NOT NULL",
        source);
    while (row.step()) resources.insert(row.integer(0));
    return resources;
}

// Items that had nothing but what was lost. Their numbers may be given to other pages now; until then what was not to
// be listed of them is not.
void forget_items(Connection& connection, std::int64_t source, std::int64_t run, Instant now) {
    // Marked for the length of this transaction.
    connection.run(
        "UPDATE lost SET adopted = -1 WHERE source = ?1 AND adopted = 0 AND NOT EXISTS "
        "(SELECT 1 FROM revision r WHERE r.source = lost.source AND r.item = lost.item)",
        source);
    connection.run(
        "INSERT INTO change (source, item, revision, field, at, actor, was, became, cause, run, noticed) "
        "SELECT ?1, id, '', '@life', ?2, NULL, 'alive', 'gone', 'source', ?3, ?2 FROM item WHERE source = ?1 AND "
        "life = 'alive' AND id IN (SELECT item FROM lost WHERE source = ?1 AND adopted = -1)",
        source, now, run);
    const std::set<std::int64_t> left = resources_of_marked(connection, source);
    connection.run(
        "DELETE FROM content WHERE source = ?1 AND item IN (SELECT item FROM lost WHERE source = ?1 AND adopted = -1)",
        source);
    connection.run(
        "DELETE FROM snapshot WHERE source = ?1 AND item IN (SELECT item FROM lost WHERE source = ?1 AND adopted = -1)",
        source);
    connection.run(
        "DELETE FROM owed WHERE source = ?1 AND item IN (SELECT item FROM lost WHERE source = ?1 AND adopted = -1)",
        source);
    connection.run(
        "DELETE FROM item WHERE source = ?1 AND id IN (SELECT item FROM lost WHERE source = ?1 AND adopted = -1)",
        source);
    mend_unlisted(connection, left);
    for (const std::int64_t resource : left) {
        connection.run("INSERT OR IGNORE INTO search_queue (resource) VALUES (?1)", resource);
        connection.run("INSERT OR IGNORE INTO health_queue (resource) VALUES (?1)", resource);
    }
}

}  // namespace

Result<Done> SqliteSources::await_person(const SourceName& name, const Awaiting& matter,
                                         const std::vector<RevisionId>& lost) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const Names names(connection_, name);
    connection_.run("UPDATE source SET awaits = ?2 WHERE id = ?1", names.source(), awaiting_text(matter));
    forget_unconfirmed(connection_, names.source());
    for (const RevisionId& revision : lost) set_aside(connection_, names.source(), revision);
    return transaction.finish();
}

Result<Done> SqliteSources::believe(const SourceName& name) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const Names names(connection_, name);
    connection_.run("UPDATE source SET awaits = NULL, census_due = '' WHERE id = ?1", names.source());
    forget_unconfirmed(connection_, names.source());
    return transaction.finish();
}

Result<Done> SqliteSources::doubt(const SourceName& name, const std::string& why) {
    Transaction transaction(connection_, Transaction::Kind::write);
    connection_.run("UPDATE source SET census_due = ?2 WHERE name = ?1", name, why);
    return transaction.finish();
}

Result<Done> SqliteSources::adopt(const SourceName& name, std::int64_t run, Instant now) {
    Transaction transaction(connection_, Transaction::Kind::write);
    const Names names(connection_, name);
    connection_.run(
        "DELETE FROM content WHERE source = ?1 AND EXISTS (SELECT 1 FROM lost l WHERE l.source = ?1 AND "
        "l.adopted = 0 AND l.item = content.item AND l.revision = content.revision)",
        names.source());
    connection_.run(
        "DELETE FROM revision WHERE source = ?1 AND EXISTS (SELECT 1 FROM lost l WHERE l.source = ?1 AND "
        "l.adopted = 0 AND l.item = revision.item AND l.revision = revision.id)",
        names.source());
    forget_items(connection_, names.source(), run, now);
    connection_.run(
        "UPDATE item SET latest = '' WHERE source = ?1 AND EXISTS (SELECT 1 FROM lost l WHERE l.source = ?1 AND "
        "l.adopted <> 1 AND l.item = item.id AND l.revision = item.latest)",
        names.source());
    connection_.run("UPDATE lost SET adopted = 1 WHERE source = ?1", names.source());
    connection_.run("UPDATE source SET cursor = '', awaits = NULL, times_went_back = times_went_back + 1 WHERE id = ?1",
                    names.source());
    fold(connection_);
    return transaction.finish();
}

Result<Census> SqliteReader::buried(const SourceName& source) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    Census census;
    census.complete = true;
    {
        Query row = connection_->query(
            "SELECT r.item, r.id, r.hidden_user, r.hidden_comment, r.hidden_text, r.at FROM item i "
            "JOIN revision r ON r.source = i.source AND r.item = i.id WHERE i.life = 'gone' AND "
            "i.source = (SELECT id FROM source WHERE name = ?1) ORDER BY r.item, r.id",
            source);
        while (row.step())
            census.revisions.push_back(
                Census::Mark{ItemId(row.text(0)), RevisionId(row.text(1)), hidden_at(row, 2), row.instant(5)});
    }
    return transaction.finish(std::move(census));
}

Result<Done> SqliteReader::lost(const std::optional<SourceName>& source,
                                const std::function<bool(const LostRecord&)>& take) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    Compression compression;
    {
        Query row = connection_->query(
            "SELECT l.item, l.revision, l.parent, l.at, l.comment, l.minor, a.name, a.kind, l.title, l.ns, l.model, "
            "s.name, l.bytes FROM source s CROSS JOIN lost l ON l.source = s.id LEFT JOIN actor a ON a.id = l.actor "
            "WHERE ?1 IS NULL OR s.name = ?1 ORDER BY s.name, l.item, l.at, length(l.revision), l.revision",
            source);
        while (row.step()) {
            LostRecord record;
            record.revision.item = ItemId(row.text(0));
            record.revision.id = RevisionId(row.text(1));
            if (!row.is_null(2)) record.revision.parent = RevisionId(row.text(2));
            record.revision.at = row.instant(3);
            record.revision.comment = row.text(4);
            record.revision.minor = row.flag(5);
            record.revision.actor = actor_at(row, 6);
            record.title = row.text(8);
            record.ns = static_cast<int>(row.integer(9));
            record.content_model = row.text(10);
            record.source = SourceName(row.text(11));
            if (!row.is_null(12)) {
                auto text = compression.unpack(row.view(12));
                if (!text) return fail(text.error());
                record.text = std::move(*text);
            }
            if (!take(record)) break;
        }
    }
    return transaction.finish();
}

}  // namespace moisson::store::sqlite
