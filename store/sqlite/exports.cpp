// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the store line by line: in order straight from its indexes, without ever holding a whole table.
#include "store/sqlite/label_rows.hpp"
#include "store/sqlite/page_url.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/words.hpp"

namespace moisson::store::sqlite {

ItemRecord item_record_at(const Query& row, int first) {
    return ItemRecord{SourceName(row.text(first + 8)), item_at(row, first), life_of(row.view(first + 6)),
                      ResourceId(row.text(first + 7))};
}

ChangeRecord change_record_at(const Query& row, int first) {
    ChangeRecord record;
    record.change.item = ItemId(row.text(first));
    record.change.resource = ResourceId(row.text(first + 1));
    record.change.revision = RevisionId(row.text(first + 2));
    record.change.at = row.instant(first + 3);
    record.change.actor = actor_at(row, first + 4);
    record.change.what.field = row.text(first + 6);
    if (!row.is_null(first + 7)) record.change.what.before = row.text(first + 7);
    if (!row.is_null(first + 8)) record.change.what.after = row.text(first + 8);
    record.change.cause = cause_named(row.view(first + 9)).value_or(Cause::ours);
    record.title = row.text(first + 10);
    record.run = row.integer(first + 11);
    record.noticed = row.instant(first + 12);
    record.source = SourceName(row.text(first + 13));
    return record;
}

Result<Done> SqliteReader::items(const std::function<bool(const ItemRecord&)>& take) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        Query row = connection_->query(
            "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
            "FROM source s CROSS JOIN item i ON i.source = s.id LEFT JOIN resource r ON r.id = i.resource "
            "WHERE NOT EXISTS (SELECT 1 FROM unpublished p WHERE p.source = i.source AND p.item = i.id) "
            "ORDER BY s.name, i.id");
        while (row.step() && take(item_record_at(row, 0))) {
        }
    }
    return transaction.finish();
}

Result<Done> SqliteReader::revisions(const std::function<bool(const RevisionRecord&)>& take) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        Query row = connection_->query(
            "SELECT v.item, v.id, v.parent, v.at, v.size, v.sha1, v.comment, v.minor, v.bot, v.tags, v.hidden_user, "
            "v.hidden_comment, v.hidden_text, a.name, a.kind, s.name "
            "FROM source s CROSS JOIN revision v ON v.source = s.id LEFT JOIN actor a ON a.id = v.actor "
            "WHERE NOT EXISTS (SELECT 1 FROM unpublished p WHERE p.source = v.source AND p.item = v.item) "
            "ORDER BY s.name, v.item, v.id");
        while (row.step() && take(RevisionRecord{SourceName(row.text(15)), revision_at(row, 0)})) {
        }
    }
    return transaction.finish();
}

Result<Done> SqliteReader::changes(const ChangeFilter& filter, const std::function<bool(const ChangeRecord&)>& take) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        Query row = connection_->query(
            "SELECT c.item, r.name, c.revision, c.at, a.name, a.kind, c.field, c.was, c.became, c.cause, i.title, "
            "c.run, "
            "c.noticed, s.name FROM source s CROSS JOIN change c ON c.source = s.id "
            "LEFT JOIN item i ON i.source = c.source AND i.id = c.item LEFT JOIN resource r ON r.id = i.resource "
            "LEFT JOIN actor a ON a.id = c.actor "
            "WHERE (?1 IS NULL OR c.noticed >= ?1) AND (?2 IS NULL OR s.name = ?2) AND (?3 IS NULL OR c.run = ?3) "
            "AND NOT EXISTS (SELECT 1 FROM unpublished p WHERE p.source = c.source AND p.item = c.item) "
            "ORDER BY s.name, c.item, c.revision, c.field, c.at, c.was, c.became, c.id",
            filter.since, filter.source, filter.run);
        while (row.step() && take(change_record_at(row, 0))) {
        }
    }
    return transaction.finish();
}

Result<Done> SqliteReader::ignored(const std::optional<SourceName>& source,
                                   const std::function<bool(const IgnoredRecord&)>& take) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        Query row = connection_->query(
            "SELECT s.name, g.subject, g.item, g.reason, i.title, g.first_seen, g.last_seen, g.run "
            "FROM source s CROSS JOIN ignored g ON g.source = s.id "
            "LEFT JOIN item i ON i.source = g.source AND i.id = g.item AND g.item <> '' "
            "WHERE ?1 IS NULL OR s.name = ?1 ORDER BY s.name, g.subject, g.reason",
            source);
        while (row.step())
            if (!take(IgnoredRecord{SourceName(row.text(0)), Ignored{row.text(1), ItemId(row.text(2)), row.text(3)},
                                    row.text(4), row.instant(5), row.instant(6), row.integer(7)}))
                break;
    }
    return transaction.finish();
}

namespace {

// Of the items of one resource that may be published, one speaks for it: a page rather than its talk page (odd
// namespaces), alive rather than gone, the first one rather than a later one. CROSS JOIN keeps the order of the tables,
// which is the order of the lines: left to itself, SQLite would sort all the snapshots.
constexpr Sql representatives =
    "SELECT r.name, s.name, i.id, i.title, i.life, n.revision, n.record, s.traits, l.label, l.since, l.valid_until, "
    "l.judged, g.weeks, g.past, g.observed_since, g.born, g.names, g.contact_seen, g.others_seen, g.archived, "
    "g.archived_by, g.stable, g.stable_by, g.unlisted, g.unlisted_by, g.kind "
    "FROM source s CROSS JOIN item i ON i.source = s.id CROSS JOIN resource r ON r.id = i.resource "
    "CROSS JOIN snapshot n ON n.source = i.source AND n.item = i.id "
    "LEFT JOIN label l ON l.resource = r.id LEFT JOIN grounds g ON g.resource = r.id "
    "WHERE (i.source, i.id) = (SELECT j.source, j.id FROM resource q JOIN item j ON j.resource = q.id "
    "WHERE q.id = i.resource AND NOT EXISTS (SELECT 1 FROM unpublished p WHERE p.source = j.source AND p.item = j.id "
    ") ORDER BY j.ns % 2 <> 0, j.life = 'gone', (j.source = q.source AND j.id = q.item) DESC, "
    "j.ns, j.source, j.id LIMIT 1) ORDER BY s.name, i.id";

Traits traits_at(const Query& row, int column) {
    if (row.is_null(column)) return {};
    auto value = from_json(row.view(column));
    if (!value) return {};
    auto traits = traits_from(*value);
    return traits ? std::move(*traits) : Traits{};
}

Instant last_judged(Connection& connection) {
    Query row = connection.query("SELECT max(judged) FROM label");
    return row.step() ? row.maybe_instant(0).value_or(Instant{}) : Instant{};
}

Result<std::optional<health::Kept>> label_at(const Query& row, int first) {
    if (row.is_null(first + 3)) return std::optional<health::Kept>{};
    auto kept = kept_at(row, first);
    if (!kept) return fail(kept.error());
    return std::optional(std::move(*kept));
}

}  // namespace

Result<Done> SqliteReader::resources(const std::function<bool(const ResourceRow&)>& take) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    {
        ResourceRow whole;
        whole.judged = last_judged(*connection_);
        ResourceRecord& record = whole.record;
        Query row = connection_->query(representatives);
        Traits traits;
        while (row.step()) {
            if (record.source.text != row.view(1)) traits = traits_at(row, 7);
            auto snapshot = snapshot_from_json(row.view(6));
            auto label = label_at(row, 8);
            if (!snapshot || !label) {
                connection_->remember(snapshot ? label.error() : snapshot.error());
                break;
            }
            whole.label = std::move(*label);
            record.resource = ResourceId(row.text(0));
            record.source = SourceName(row.text(1));
            record.item = ItemId(row.text(2));
            record.snapshot = std::move(*snapshot);
            record.revision = RevisionId(row.text(5));
            record.life = life_of(row.view(4));
            record.url = page_url(traits, record.item, row.view(3));
            record.data_licence = traits.data_licence;
            record.attribution = traits.attribution;
            if (!take(whole)) break;
        }
    }
    return transaction.finish();
}

Result<std::map<std::string, std::uint64_t>> SqliteReader::kinds(const SourceName& source) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::map<std::string, std::uint64_t> kinds;
    {
        Query row = connection_->query(
            "SELECT json_extract(s.record, '$.fields.kind'), count(*) FROM snapshot s "
            "JOIN item i ON i.source = s.source AND i.id = s.item WHERE i.life = 'alive' AND "
            "s.source = (SELECT id FROM source WHERE name = ?1) GROUP BY 1",
            source);
        while (row.step()) kinds.emplace(row.text(0), row.count(1));
    }
    return transaction.finish(std::move(kinds));
}

Result<Census> SqliteReader::census(const SourceName& source, Depth depth) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    Census census;
    census.complete = true;
    const auto room = [&](Sql count) {
        Query row = connection_->query(count, source);
        return row.step() ? static_cast<std::size_t>(row.integer(0)) : std::size_t{0};
    };
    // Counted first: a list that grows by doubling would need twice its memory at the worst moment.
    if (depth == Depth::latest) {
        census.items.reserve(
            room("SELECT count(*) FROM item WHERE life = 'alive' AND "
                 "source = (SELECT id FROM source WHERE name = ?1)"));
        Query row = connection_->query(
            "SELECT id, title, ns, latest, redirect_to IS NOT NULL FROM item WHERE life = 'alive' AND "
            "source = (SELECT id FROM source WHERE name = ?1) ORDER BY id",
            source);
        while (row.step())
            census.items.push_back(Census::Line{ItemId(row.text(0)), row.text(1), static_cast<int>(row.integer(2)),
                                                RevisionId(row.text(3)), row.flag(4)});
    } else {
        census.revisions.reserve(
            room("SELECT count(*) FROM revision WHERE source = (SELECT id FROM source WHERE name = ?1)"));
        // What a source no longer has, it lists no revision of either; ours are kept all the same.
        Query row = connection_->query(
            "SELECT item, revision.id, hidden_user, hidden_comment, hidden_text, at FROM revision "
            "JOIN item ON item.source = revision.source AND item.id = revision.item AND item.life = 'alive' "
            "WHERE revision.source = (SELECT id FROM source WHERE name = ?1) ORDER BY item, revision.id",
            source);
        while (row.step())
            census.revisions.push_back(
                Census::Mark{ItemId(row.text(0)), RevisionId(row.text(1)), hidden_at(row, 2), row.instant(5)});
    }
    return transaction.finish(std::move(census));
}

}  // namespace moisson::store::sqlite
