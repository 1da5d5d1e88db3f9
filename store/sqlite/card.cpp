// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/standings.hpp"

namespace moisson::store::sqlite {

namespace {

constexpr int changes_shown = 20;

// Fills one Card, table by table.
class Dealing {
public:
    Dealing(Connection& connection, std::int64_t source, const ItemId& item)
        : connection_(connection), source_(source), item_(item) {}

    std::optional<Card> deal();

private:
    bool record();
    void snapshot();
    void revisions();
    void neighbours();
    void changes();
    void troubles();
    std::optional<Revision> revision(Sql sql, std::string_view latest);
    template <class... Values>
    std::vector<ItemRecord> records(Sql sql, const Values&... values);

    Connection& connection_;
    std::int64_t source_;
    const ItemId& item_;
    Card card_;
};

std::optional<Card> Dealing::deal() {
    if (!record()) return std::nullopt;
    snapshot();
    revisions();
    neighbours();
    changes();
    troubles();
    card_.standing = standing_of(connection_, source_, item_);
    return std::move(card_);
}

bool Dealing::record() {
    Query row = connection_.query(
        "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
        "FROM item i JOIN source s ON s.id = i.source LEFT JOIN resource r ON r.id = i.resource "
        "WHERE i.source = ?1 AND i.id = ?2",
        source_, item_);
    if (!row.step()) return false;
    card_.record = item_record_at(row, 0);
    return true;
}

void Dealing::snapshot() {
    Query row =
        connection_.query("SELECT record, revision FROM snapshot WHERE source = ?1 AND item = ?2", source_, item_);
    if (!row.step()) return;
    auto snapshot = snapshot_from_json(row.view(0));
    if (!snapshot) return connection_.remember(snapshot.error());
    card_.snapshot = std::move(*snapshot);
    card_.snapshot_revision = RevisionId(row.text(1));
}

std::optional<Revision> Dealing::revision(Sql sql, std::string_view latest) {
    Query row = connection_.query(sql, source_, item_, latest);
    if (!row.step()) return std::nullopt;
    return revision_at(row, 0);
}

void Dealing::revisions() {
    {
        Query row = connection_.query("SELECT count(*) FROM revision WHERE source = ?1 AND item = ?2", source_, item_);
        if (row.step()) card_.revisions = row.count(0);
    }
    const std::string& latest = card_.record.item.latest.text;
    card_.first = revision(
        "SELECT v.item, v.id, v.parent, v.at, v.size, v.sha1, v.comment, v.minor, v.bot, v.tags, v.hidden_user, "
        "v.hidden_comment, v.hidden_text, a.name, a.kind FROM revision v LEFT JOIN actor a ON a.id = v.actor "
        "WHERE v.source = ?1 AND v.item = ?2 ORDER BY v.at, v.id = ?3, length(v.id), v.id LIMIT 1",
        latest);
    card_.latest = revision(
        "SELECT v.item, v.id, v.parent, v.at, v.size, v.sha1, v.comment, v.minor, v.bot, v.tags, v.hidden_user, "
        "v.hidden_comment, v.hidden_text, a.name, a.kind FROM revision v LEFT JOIN actor a ON a.id = v.actor "
        "WHERE v.source = ?1 AND v.item = ?2 ORDER BY v.id = ?3 DESC, v.at DESC, length(v.id) DESC, v.id DESC LIMIT 1",
        latest);
}

template <class... Values>
std::vector<ItemRecord> Dealing::records(Sql sql, const Values&... values) {
    std::vector<ItemRecord> found;
    Query row = connection_.query(sql, source_, item_, values...);
    while (row.step()) found.push_back(item_record_at(row, 0));
    return found;
}

void Dealing::neighbours() {
    card_.aliases = records(
        "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
        "FROM item i JOIN source s ON s.id = i.source LEFT JOIN resource r ON r.id = i.resource "
        "WHERE i.source = ?1 AND i.redirect_to = ?3 AND i.id <> ?2 AND i.life = 'alive' ORDER BY i.id",
        card_.record.item.title);
    card_.talk = records(
        "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
        "FROM item me JOIN item i ON i.resource = me.resource JOIN source s ON s.id = i.source "
        "JOIN resource r ON r.id = i.resource WHERE me.source = ?1 AND me.id = ?2 "
        "AND (i.source <> me.source OR i.id <> me.id) ORDER BY s.name, i.id");
}

void Dealing::changes() {
    Query row = connection_.query(
        "SELECT c.item, r.name, c.revision, c.at, a.name, a.kind, c.field, c.was, c.became, c.cause, i.title, c.run, "
        "c.noticed, s.name FROM change c JOIN source s ON s.id = c.source "
        "LEFT JOIN item i ON i.source = c.source AND i.id = c.item LEFT JOIN resource r ON r.id = i.resource "
        "LEFT JOIN actor a ON a.id = c.actor WHERE c.source = ?1 AND c.item = ?2 ORDER BY c.at DESC, c.id DESC LIMIT "
        "?3",
        source_, item_, changes_shown);
    while (row.step()) card_.changes.push_back(change_record_at(row, 0));
}

void Dealing::troubles() {
    {
        Query row = connection_.query(
            "SELECT DISTINCT reason FROM ignored WHERE source = ?1 AND item = ?2 AND item <> '' ORDER BY reason",
            source_, item_);
        while (row.step()) card_.ignored.push_back(row.text(0));
    }
    Query row = connection_.query(
        "SELECT 1 FROM owed WHERE source = ?1 AND ((item = ?2 AND title = '') OR (item = '' AND title = ?3)) LIMIT 1",
        source_, item_, card_.record.item.title);
    card_.owed = row.step();
}

}  // namespace

Result<std::optional<Card>> SqliteReader::card(const SourceName& source, const ItemId& item) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::optional<Card> card;
    std::optional<std::int64_t> number;
    {
        Query row = connection_->query("SELECT id FROM source WHERE name = ?1", source);
        if (row.step()) number = row.integer(0);
    }
    if (number) card = Dealing(*connection_, *number, item).deal();
    return transaction.finish(std::move(card));
}

}  // namespace moisson::store::sqlite
