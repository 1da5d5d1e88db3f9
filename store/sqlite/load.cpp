// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/rows.hpp"
#include "store/sqlite/standings.hpp"
#include "store/sqlite/words.hpp"
#include "store/sqlite/writer.hpp"

namespace moisson::store::sqlite {

namespace {

// Reads one Before. One prepared look-up a key, all inside one transaction: SQLite answers each in microseconds, so
// there is nothing to gain from long lists of parameters.
class Loading {
public:
    Loading(Connection& connection, Compression& compression, std::int64_t source)
        : connection_(connection), compression_(compression), source_(source) {}

    void load(const Keys& keys);
    Before result() && { return std::move(before_); }

private:
    enum class Depth { glimpse, with_text, whole };

    void baseline();
    void item(const std::string& id, Depth depth);
    void glimpse(const std::string& id);
    void snapshot(const std::string& id, Known& known);
    void title(const std::string& title);
    void owner(const RevisionId& revision);
    void made(const RevisionId& revision);
    void owed(std::int64_t id);
    void content(const ItemId& item);
    void standing(const ItemId& item);
    static Known known_at(const Query& row);
    std::string content_of_snapshot(const std::string& item);
    std::string newest_content(const std::string& item, std::string_view latest);

    Connection& connection_;
    Compression& compression_;
    std::int64_t source_;
    Before before_;
};

void Loading::load(const Keys& keys) {
    baseline();
    for (const ItemId& id : keys.items) item(id.text, Depth::whole);
    for (const std::string& text : keys.titles) title(text);
    for (const ItemId& id : keys.owing) item(id.text, Depth::with_text);
    for (const RevisionId& revision : keys.revisions) owner(revision);
    for (const RevisionId& revision : keys.dated) made(revision);
    for (const ItemId& id : keys.glimpsed) item(id.text, Depth::glimpse);  // last: what is asked deeper comes deeper
    for (const std::int64_t row : keys.owed) owed(row);
    for (const ItemId& id : keys.contents) content(id);
    for (const ItemId& id : keys.standings) standing(id);
}

void Loading::baseline() {
    Query row = connection_.query("SELECT baseline_done, times_went_back FROM source WHERE id = ?1", source_);
    if (!row.step()) return;
    before_.baseline_done = row.flag(0);
    before_.times_went_back = row.integer(1);
}

// The one the snapshot was made of (a page that now redirects has a younger text, which is none of its resource).
std::string Loading::content_of_snapshot(const std::string& item) {
    Query row = connection_.query(
        "SELECT c.revision FROM snapshot s JOIN content c ON c.source = s.source AND c.item = s.item AND "
        "c.revision = s.revision WHERE s.source = ?1 AND s.item = ?2",
        source_, item);
    return row.step() ? row.text(0) : std::string();
}

// That of the latest revision if it is kept, else of the youngest revision that has one.
std::string Loading::newest_content(const std::string& item, std::string_view latest) {
    Query row = connection_.query(
        "SELECT c.revision FROM content c LEFT JOIN revision r ON r.source = c.source AND r.item = c.item AND "
        "r.id = c.revision WHERE c.source = ?1 AND c.item = ?2 "
        "ORDER BY c.revision = ?3 DESC, r.at DESC, c.rowid DESC LIMIT 1",
        source_, item, latest);
    return row.step() ? row.text(0) : std::string();
}

Known Loading::known_at(const Query& row) {
    Known known;
    known.item = item_at(row, 0);
    known.life = life_of(row.view(6));
    known.resource = ResourceId(row.text(7));
    known.home = ResourceId(row.text(8));
    known.absent_since = row.maybe_instant(9);
    return known;
}

void Loading::snapshot(const std::string& id, Known& known) {
    Query row = connection_.query(
        "SELECT s.record, s.revision, u.fingerprint FROM snapshot s LEFT JOIN rules u ON u.id = s.rules "
        "WHERE s.source = ?1 AND s.item = ?2",
        source_, id);
    if (!row.step()) return;
    // One that cannot be read is as good as none: the next reading of its page replaces it.
    auto snapshot = snapshot_from_json(row.view(0));
    if (!snapshot) return;
    known.snapshot = std::move(*snapshot);
    known.snapshot_revision = RevisionId(row.text(1));
    known.fingerprint = row.text(2);
}

void Loading::glimpse(const std::string& id) {
    Query row = connection_.query(
        "SELECT id, title, ns, content_model, latest, redirect_to, life FROM item WHERE source = ?1 AND id = ?2",
        source_, id);
    if (!row.step()) return;
    Known known;
    known.item = item_at(row, 0);
    known.life = life_of(row.view(6));
    before_.items.emplace(known.item.id, std::move(known));
}

void Loading::item(const std::string& id, Depth depth) {
    if (before_.items.contains(ItemId(id))) return;
    if (depth == Depth::glimpse) return glimpse(id);
    Known known;
    {
        Query row = connection_.query(
            "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, h.name, "
            "i.absent_since FROM item i LEFT JOIN resource r ON r.id = i.resource "
            "LEFT JOIN resource h ON h.id = i.home WHERE i.source = ?1 AND i.id = ?2",
            source_, id);
        if (!row.step()) return;
        known = known_at(row);
    }
    known.content_revision = RevisionId(newest_content(id, known.item.latest.text));
    if (depth == Depth::whole) snapshot(id, known);
    before_.items.emplace(known.item.id, std::move(known));
}

void Loading::title(const std::string& title) {
    std::vector<std::string> ids;
    {
        Query row = connection_.query("SELECT id FROM item WHERE title = ?1 AND source = ?2", title, source_);
        while (row.step()) ids.push_back(row.text(0));
    }
    for (std::string& id : ids) {
        item(id, Depth::with_text);
        before_.by_title.emplace(title, ItemId(std::move(id)));
    }
}

void Loading::owner(const RevisionId& revision) {
    std::string id;
    {
        Query row = connection_.query("SELECT item FROM revision WHERE source = ?1 AND id = ?2", source_, revision);
        if (!row.step()) return;
        id = row.text(0);
    }
    item(id, Depth::with_text);
    before_.owners.emplace(revision, ItemId(std::move(id)));
}

void Loading::made(const RevisionId& revision) {
    Query row = connection_.query(
        "SELECT at, sha1 FROM revision INDEXED BY revision_owner WHERE source = ?1 AND id = ?2", source_, revision);
    if (row.step()) before_.made.emplace(revision, Made{row.instant(0), row.text(1)});
}

void Loading::owed(std::int64_t id) {
    Query row = connection_.query(
        "SELECT o.item, o.title, o.depth, o.why, o.event, o.at, a.name, a.kind FROM owed o "
        "LEFT JOIN actor a ON a.id = o.actor WHERE o.id = ?1 AND o.source = ?2",
        id, source_);
    if (row.step()) before_.owed.emplace(id, owed_at(row, 0));
}

void Loading::standing(const ItemId& item) {
    if (auto row = standing_of(connection_, source_, item)) before_.standings.emplace(item, std::move(*row));
}

void Loading::content(const ItemId& item) {
    std::string model;
    std::string latest;
    {
        Query row =
            connection_.query("SELECT content_model, latest FROM item WHERE source = ?1 AND id = ?2", source_, item);
        if (!row.step()) return;
        model = row.text(0);
        latest = row.text(1);
    }
    RevisionId revision(content_of_snapshot(item.text));
    if (revision.empty()) revision = RevisionId(newest_content(item.text, latest));
    Query row =
        connection_.query("SELECT bytes, derived FROM content WHERE source = ?1 AND item = ?2 AND revision = ?3",
                          source_, item, revision);
    if (!row.step()) return;
    auto bytes = compression_.unpack(row.view(0));
    auto derived = from_json(row.view(1));
    if (!bytes)
        connection_.remember(bytes.error());
    else if (!derived)
        connection_.remember(derived.error());
    else
        before_.contents.emplace(
            item, Content{item, std::move(revision), std::move(model), std::move(*bytes), std::move(*derived)});
}

}  // namespace

Result<Before> SqliteWriter::load(const SourceName& source, const Keys& keys) {
    Transaction transaction(connection_, Transaction::Kind::read);
    const auto number = find_source(connection_, source);
    Loading loading(connection_, compression_, number.value_or(0));
    if (number) loading.load(keys);
    return transaction.finish(std::move(loading).result());
}

Result<std::vector<ItemId>> SqliteWriter::stale(const SourceName& source, const std::string& fingerprint,
                                                const ItemId& after, std::size_t limit) {
    Transaction transaction(connection_, Transaction::Kind::read);
    std::vector<ItemId> items;
    {
        // Most often there is none: the index of rules says so without a look at the snapshots.
        Query row = connection_.query(
            "WITH old AS (SELECT id FROM rules WHERE fingerprint <> ?2), here AS (SELECT id FROM source WHERE name = "
            "?1) "
            "SELECT item FROM snapshot WHERE source = (SELECT id FROM here) AND rules IN (SELECT id FROM old) "
            "AND item > ?3 AND EXISTS (SELECT 1 FROM snapshot s INDEXED BY snapshot_rules "
            "WHERE s.source = (SELECT id FROM here) AND s.rules IN (SELECT id FROM old)) ORDER BY item LIMIT ?4",
            source, fingerprint, after, limit);
        while (row.step()) items.emplace_back(row.text(0));
    }
    return transaction.finish(std::move(items));
}

}  // namespace moisson::store::sqlite
