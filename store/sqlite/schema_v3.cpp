// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

namespace moisson::store::sqlite {

// The words by which resources are found. They are search terms of ours, of letters and figures only, so the simplest
// tokeniser gives them back as they are, and its syntax can never be met in them. Where a resource stands beside its
// words is what an answer needs first; its kind and its source are words too, so that filters cost no second look.
const char* const schema_v3 = R"sql(
CREATE VIRTUAL TABLE search USING fts5 (
    title, words, kind, source,
    item_source UNINDEXED, item UNINDEXED,       -- that speaks for it
    tokenize = 'ascii'
);                                               -- rowid: the resource

-- Resources whose words may have changed since. Committed with what changed them.
CREATE TABLE search_queue (resource INTEGER PRIMARY KEY) STRICT;
INSERT INTO search_queue SELECT id FROM resource;
)sql";

}  // namespace moisson::store::sqlite
