// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/unlisted.hpp"

#include "schema/vocabulary.hpp"

#include <algorithm>

namespace moisson::store::sqlite {

namespace {

bool is_any_unlisted(Connection& connection) {
    Query row = connection.query("SELECT 1 FROM unlisted LIMIT 1");
    return row.step();
}

// Few pages are unlisted, and only then is this asked. UNION, so that pages which lead to each other end it.
void mend_redirects(Connection& connection) {
    connection.run("DELETE FROM unlisted_redirect");
    connection.run(
        "INSERT INTO unlisted_redirect WITH RECURSIVE leading (source, item, title) AS ("
        "SELECT r.source, r.id, r.title FROM unlisted u JOIN item t ON t.source = u.source AND t.id = u.item "
        "JOIN item r ON r.source = t.source AND r.redirect_to = t.title UNION "
        "SELECT r.source, r.id, r.title FROM leading l JOIN item r ON r.source = l.source AND r.redirect_to = l.title) "
        "SELECT source, item FROM leading");
}

}  // namespace

bool is_unlisted(const Snapshot& snapshot) {
    const auto facts = snapshot.fields.find(std::string(facts_field));
    const Value::List* words = facts == snapshot.fields.end() ? nullptr : facts->second.list();
    return words != nullptr && std::any_of(words->begin(), words->end(), [](const Value& word) {
               return word.text() != nullptr && *word.text() == fact_unlisted;
           });
}

void mend_unlisted(Connection& connection, const std::set<std::int64_t>& resources) {
    for (const std::int64_t resource : resources) {
        connection.run("DELETE FROM unlisted WHERE (source, item) IN (SELECT source, id FROM item WHERE resource = ?1)",
                       resource);
        connection.run(
            "INSERT INTO unlisted SELECT source, id FROM item WHERE resource = ?1 AND EXISTS (SELECT 1 FROM item i "
            "JOIN snapshot n ON n.source = i.source AND n.item = i.id WHERE i.resource = ?1 AND n.unlisted)",
            resource);
    }
    mend_redirects(connection);
}

void mend_unlisted(Connection& connection, std::int64_t source, const Delta& delta,
                   const std::set<std::int64_t>& resources) {
    const bool says_so = std::any_of(delta.snapshots.begin(), delta.snapshots.end(),
                                     [](const SnapshotRow& row) { return is_unlisted(row.snapshot); });
    // Most often there is none anywhere.
    if (!says_so && !is_any_unlisted(connection)) return;
    for (const Known& known : delta.items)
        connection.run("DELETE FROM unlisted WHERE source = ?1 AND item = ?2", source, known.item.id);
    mend_unlisted(connection, resources);
}

}  // namespace moisson::store::sqlite
