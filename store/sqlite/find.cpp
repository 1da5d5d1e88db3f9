// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/mapping.hpp"
#include "store/sqlite/reader.hpp"

namespace moisson::store::sqlite {

namespace {

// Every way of naming an item ends alike: alive ones first.
constexpr Sql by_resource =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
    "FROM resource r JOIN item i ON i.resource = r.id JOIN source s ON s.id = i.source WHERE r.name = ?1 "
    "ORDER BY i.life, i.ns % 2 <> 0, s.name, i.id LIMIT ?2";

// A redirect lends its resource's id: no item bears it now, but whoever kept the id must still get there.
constexpr Sql by_lent_resource =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, NULL, s.name "
    "FROM resource r JOIN item i ON i.home = r.id JOIN source s ON s.id = i.source "
    "WHERE r.name = ?1 AND i.resource IS NULL ORDER BY i.life, s.name, i.id LIMIT ?2";

constexpr Sql by_source_and_id =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
    "FROM source s JOIN item i ON i.source = s.id LEFT JOIN resource r ON r.id = i.resource "
    "WHERE s.name = substr(?1, 1, instr(?1, ':') - 1) AND i.id = substr(?1, instr(?1, ':') + 1) LIMIT ?2";

constexpr Sql by_id =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
    "FROM source s CROSS JOIN item i ON i.source = s.id LEFT JOIN resource r ON r.id = i.resource "
    "WHERE i.id = ?1 ORDER BY i.life, s.name LIMIT ?2";

constexpr Sql by_title =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
    "FROM item i JOIN source s ON s.id = i.source LEFT JOIN resource r ON r.id = i.resource "
    "WHERE i.title = ?1 ORDER BY i.life, s.name, i.id LIMIT ?2";

constexpr Sql by_folded_title =
    "SELECT i.id, i.title, i.ns, i.content_model, i.latest, i.redirect_to, i.life, r.name, s.name "
    "FROM item i JOIN source s ON s.id = i.source LEFT JOIN resource r ON r.id = i.resource "
    "WHERE i.folded = ?1 ORDER BY i.life, s.name, i.id LIMIT ?2";

}  // namespace

Result<std::vector<ItemRecord>> SqliteReader::find(const std::string& words, std::size_t limit) {
    Transaction transaction(*connection_, Transaction::Kind::read);
    std::vector<ItemRecord> found;
    for (const Sql way : {by_resource, by_lent_resource, by_source_and_id, by_id, by_title}) {
        Query row = connection_->query(way, words, limit);
        while (row.step()) found.push_back(item_record_at(row, 0));
        if (!found.empty()) break;
    }
    if (found.empty()) {
        Query row = connection_->query(by_folded_title, fold_key(words), limit);
        while (row.step()) found.push_back(item_record_at(row, 0));
    }
    return transaction.finish(std::move(found));
}

}  // namespace moisson::store::sqlite
