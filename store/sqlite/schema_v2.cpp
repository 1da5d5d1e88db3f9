// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

namespace moisson::store::sqlite {

// What a run survived, what a person must decide, what a source lost, where an import stands.
const char* const schema_v2 = R"sql(
ALTER TABLE source ADD COLUMN last_deep_census INTEGER;
ALTER TABLE source ADD COLUMN census_due TEXT NOT NULL DEFAULT '';     -- why the next run begins with a census
ALTER TABLE source ADD COLUMN awaits TEXT;                             -- JSON: what a person must decide

ALTER TABLE run ADD COLUMN retries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN waited INTEGER NOT NULL DEFAULT 0;          -- milliseconds, because of faults
ALTER TABLE run ADD COLUMN faults TEXT NOT NULL DEFAULT '';            -- JSON: cause → how often
ALTER TABLE run ADD COLUMN stale_derived INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_by_source ON run (source, id);                        -- the last one, the last complete one
DROP INDEX run_source;

-- What a source no longer has since it was restored from an older backup.
CREATE TABLE lost (
    source   INTEGER NOT NULL,
    revision TEXT    NOT NULL,
    at       INTEGER NOT NULL,                   -- with the id it names a revision for good: ids are reused
    item     TEXT    NOT NULL,
    title    TEXT    NOT NULL,
    ns       INTEGER NOT NULL,
    model    TEXT    NOT NULL,
    parent   TEXT,
    actor    INTEGER,
    comment  TEXT    NOT NULL,
    minor    INTEGER NOT NULL,
    bytes    BLOB,                               -- one zstd frame; NULL: its text was never read
    adopted  INTEGER NOT NULL DEFAULT 0,         -- 1: a person confirmed it, and it left the other tables
    PRIMARY KEY (source, revision, at)
) STRICT;

-- Templates whose pages may still show what an older version gave them.
CREATE TABLE edited_template (
    source   INTEGER NOT NULL,
    title    TEXT    NOT NULL,
    due      INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, title)
) STRICT, WITHOUT ROWID;

-- How far the import of a file came.
CREATE TABLE import_mark (
    source   INTEGER PRIMARY KEY,
    file     TEXT    NOT NULL,                   -- what identifies it: its size and a digest of its beginning
    position INTEGER NOT NULL                    -- bytes of the XML that were consumed
) STRICT;
)sql";

}  // namespace moisson::store::sqlite
