// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/revisions.hpp"

#include "store/sqlite/rows.hpp"
#include "store/sqlite/words.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace moisson::store::sqlite {

namespace {

// Asked for every revision that is written: the index alone must answer.
std::vector<std::string> other_owners(Connection& connection, std::int64_t source, const ItemId& item,
                                      const RevisionId& revision) {
    std::vector<std::string> owners;
    Query row = connection.query(
        "SELECT item FROM revision INDEXED BY revision_owner WHERE source = ?1 AND id = ?2 AND item <> ?3", source,
        revision, item);
    while (row.step()) owners.push_back(row.text(0));
    return owners;
}

bool is_bots(Connection& connection, std::int64_t source, const std::string& item, const RevisionId& revision) {
    Query row = connection.query("SELECT bot FROM revision WHERE source = ?1 AND item = ?2 AND id = ?3", source, item,
                                 revision);
    return row.step() && row.flag(0);
}

void take_from(Connection& connection, std::int64_t source, const std::string& owner, const ItemId& item,
               const RevisionId& revision) {
    connection.run("DELETE FROM revision WHERE source = ?1 AND item = ?2 AND id = ?3", source, owner, revision);
    // A text already kept under its new item is the fresher reading: it stays.
    connection.run("UPDATE OR IGNORE content SET item = ?4 WHERE source = ?1 AND item = ?2 AND revision = ?3", source,
                   owner, revision, item);
    connection.run("DELETE FROM content WHERE source = ?1 AND item = ?2 AND revision = ?3", source, owner, revision);
}

// What the source no longer shows of a revision we do not keep either: not the name, not the text, not what we told of
// it. What the text said of the page's title or life is in its logs.
void hide(Connection& connection, std::int64_t source, const ItemId& item, const Revision& revision) {
    if (revision.hidden.user)
        connection.run("UPDATE change SET actor = NULL WHERE source = ?1 AND item = ?2 AND revision = ?3", source, item,
                       revision.id);
    if (!revision.hidden.text) return;
    connection.run("DELETE FROM content WHERE source = ?1 AND item = ?2 AND revision = ?3", source, item, revision.id);
    connection.run(
        "UPDATE change SET was = NULL WHERE source = ?1 AND item = ?2 AND revision <> ?3 AND was IS NOT NULL AND "
        "EXISTS (SELECT 1 FROM change h WHERE h.source = ?1 AND h.item = ?2 AND h.revision = ?3 AND "
        "h.field = change.field AND h.became = change.was AND h.at <= change.at) "
        "AND field NOT IN ('@life', 'title', 'redirect_to')",
        source, item, revision.id);
    connection.run(
        "UPDATE change SET became = NULL WHERE source = ?1 AND item = ?2 AND revision = ?3 "
        "AND field NOT IN ('@life', 'title', 'redirect_to')",
        source, item, revision.id);
}

// Forgets the revisions that the history does not list.
void cut(Connection& connection, std::int64_t source, const History& history) {
    std::unordered_set<std::string_view> listed;
    for (const Revision& revision : history.revisions) listed.insert(revision.id.text);
    std::vector<std::string> unlisted;
    {
        Query row = connection.query("SELECT id FROM revision WHERE source = ?1 AND item = ?2", source, history.item);
        while (row.step())
            if (!listed.contains(row.view(0))) unlisted.push_back(row.text(0));
    }
    for (const std::string& id : unlisted)
        connection.run("DELETE FROM revision WHERE source = ?1 AND item = ?2 AND id = ?3", source, history.item, id);
}

}  // namespace

void write_revision(Connection& connection, Names& names, const ItemId& item, const Revision& revision,
                    RevisionIds ids) {
    // Only the feed tells of every bot: a reading knows the bots of today's list.
    bool bot = revision.bot;
    if (ids == RevisionIds::unique_in_source)
        for (const std::string& owner : other_owners(connection, names.source(), item, revision.id)) {
            bot = bot || is_bots(connection, names.source(), owner, revision.id);
            take_from(connection, names.source(), owner, item, revision.id);
        }
    connection.run(
        "INSERT INTO revision (source, item, id, parent, at, actor, size, sha1, comment, minor, bot, tags, "
        "hidden_user, hidden_comment, hidden_text, hour) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?5 / 3600000) "
        "ON CONFLICT (source, item, id) DO UPDATE SET parent = excluded.parent, at = excluded.at, hour = "
        "excluded.hour, "
        "actor = excluded.actor, size = excluded.size, sha1 = excluded.sha1, comment = excluded.comment, "
        "minor = excluded.minor, bot = max(bot, excluded.bot), tags = excluded.tags, hidden_user = "
        "excluded.hidden_user, "
        "hidden_comment = excluded.hidden_comment, hidden_text = excluded.hidden_text "
        // What is known already is not written again: a harvest tells of every latest revision twice.
        "WHERE parent IS NOT excluded.parent OR at <> excluded.at OR actor IS NOT excluded.actor OR "
        "size IS NOT excluded.size OR sha1 <> excluded.sha1 OR comment <> excluded.comment OR "
        "minor <> excluded.minor OR bot < excluded.bot OR tags <> excluded.tags OR "
        "hidden_user <> excluded.hidden_user OR hidden_comment <> excluded.hidden_comment OR "
        "hidden_text <> excluded.hidden_text",
        names.source(), item, revision.id, revision.parent, revision.at, names.actor(revision.actor), revision.size,
        revision.sha1, revision.comment, revision.minor, bot, tags_text(revision.tags), revision.hidden.user,
        revision.hidden.comment, revision.hidden.text);
    if (revision.hidden.user || revision.hidden.text) hide(connection, names.source(), item, revision);
}

void write_hearsay(Connection& connection, Names& names, const ItemId& item, const Revision& revision,
                   RevisionIds ids) {
    if (ids == RevisionIds::unique_in_source && !other_owners(connection, names.source(), item, revision.id).empty())
        return;
    connection.run(
        "INSERT INTO revision (source, item, id, parent, at, actor, size, sha1, comment, minor, bot, tags, "
        "hidden_user, hidden_comment, hidden_text, hour) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?5 / 3600000) "
        "ON CONFLICT (source, item, id) DO UPDATE SET "
        "actor = CASE WHEN excluded.hidden_user THEN NULL ELSE actor END, "
        "comment = CASE WHEN excluded.hidden_comment THEN '' ELSE comment END, "
        "sha1 = CASE WHEN excluded.hidden_text THEN '' ELSE sha1 END, "
        "hidden_user = max(hidden_user, excluded.hidden_user), "
        "hidden_comment = max(hidden_comment, excluded.hidden_comment), "
        "hidden_text = max(hidden_text, excluded.hidden_text) "
        "WHERE hidden_user < excluded.hidden_user OR hidden_comment < excluded.hidden_comment OR "
        "hidden_text < excluded.hidden_text",
        names.source(), item, revision.id, revision.parent, revision.at, names.actor(revision.actor), revision.size,
        revision.sha1, revision.comment, revision.minor, revision.bot, tags_text(revision.tags), revision.hidden.user,
        revision.hidden.comment, revision.hidden.text);
    if (revision.hidden.user || revision.hidden.text) hide(connection, names.source(), item, revision);
}

Hidden hidden_of(Connection& connection, std::int64_t source, const ItemId& item, const RevisionId& revision) {
    if (revision.empty()) return {};
    Query row = connection.query(
        "SELECT hidden_user, hidden_comment, hidden_text FROM revision WHERE source = ?1 AND item = ?2 AND id = ?3",
        source, item, revision);
    return row.step() ? hidden_at(row, 0) : Hidden{};
}

bool is_of_text(std::string_view field) noexcept {
    return field != "@life" && field != "title" && field != "redirect_to";
}

void write_histories(Connection& connection, Names& names, const std::vector<History>& histories, RevisionIds ids) {
    // Of two histories of one item the last one told counts.
    std::unordered_map<std::string_view, const History*> last;
    for (const History& history : histories) last[history.item.text] = &history;
    // All are written before any is cut: a revision that goes from one of them to another takes its text along.
    for (const History& history : histories)
        if (last.at(history.item.text) == &history)
            for (const Revision& revision : history.revisions)
                write_revision(connection, names, history.item, revision, ids);
    for (const auto& [item, history] : last) cut(connection, names.source(), *history);
}

}  // namespace moisson::store::sqlite
