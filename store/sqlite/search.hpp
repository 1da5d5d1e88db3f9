// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/query.hpp"
#include "store/store.hpp"

#include <string>

namespace moisson::store::sqlite {

// ?1: what is looked for, in FTS5's words; ?2: the same in titles only; ?3: at most so many.
// The order is found from the index alone; only what is shown is then looked up. The index is made after the commit:
// what is not to be published any more is not shown from the commit on.
inline constexpr Sql found_resources =
    "SELECT r.name, s.name, i.id, i.title, n.record, s.traits FROM ("
    "SELECT rowid AS resource, item_source, item, rank AS score, title, "
    "rowid IN (SELECT rowid FROM search WHERE search MATCH ?2) AS in_title FROM search WHERE search MATCH ?1 "
    "ORDER BY in_title DESC, score, title, resource LIMIT ?3) f "
    "CROSS JOIN resource r ON r.id = f.resource CROSS JOIN source s ON s.id = f.item_source "
    "CROSS JOIN item i ON i.source = f.item_source AND i.id = f.item "
    "CROSS JOIN snapshot n ON n.source = i.source AND n.item = i.id "
    "WHERE NOT EXISTS (SELECT 1 FROM unpublished p WHERE p.source = i.source AND p.item = i.id) "
    "ORDER BY f.in_title DESC, f.score, f.title, f.resource";

// What is looked for, in FTS5's own language: ?1, with whole words. Empty when there is no word.
std::string search_expression(const Search& search);

}  // namespace moisson::store::sqlite
