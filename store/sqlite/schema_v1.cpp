// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

namespace moisson::store::sqlite {

// Instants are milliseconds since 1970 UTC. Native ids are texts compared as bytes; sources, actors, resources and
// rules, which repeat on every row, are numbers. Each index says which question it answers.
// A released migration is never edited: what must change is the next one.
const char* const schema_v1 = R"sql(
CREATE TABLE source (
    id            INTEGER PRIMARY KEY,
    name          TEXT    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL DEFAULT '',
    cursor        TEXT    NOT NULL DEFAULT '',
    baseline_done INTEGER NOT NULL DEFAULT 0,
    traits        TEXT,                          -- JSON
    last_census   INTEGER,
    drift         INTEGER                        -- of the last census
) STRICT;

-- The only table that holds a user's name.
CREATE TABLE actor (
    id     INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,                     -- account anonymous import
    UNIQUE (source, name, kind)
) STRICT;

CREATE TABLE resource (
    id     INTEGER PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE,
    source INTEGER NOT NULL,                     -- and item: its first one
    item   TEXT    NOT NULL
) STRICT;

-- The fingerprints of the rules snapshots were made under.
CREATE TABLE rules (
    id          INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE item (
    source        INTEGER NOT NULL,
    id            TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    folded        TEXT    NOT NULL,              -- the title, case and spaces folded
    ns            INTEGER NOT NULL,
    content_model TEXT    NOT NULL,
    latest        TEXT    NOT NULL,              -- '' when not yet known
    redirect_to   TEXT,
    life          TEXT    NOT NULL,              -- alive gone
    resource      INTEGER REFERENCES resource (id),   -- empty while it is a redirect
    home          INTEGER REFERENCES resource (id),   -- the one it belongs to when it is not
    absent_since  INTEGER,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_title    ON item (title);                   -- load by title, find
CREATE INDEX item_folded   ON item (folded);                  -- find
CREATE INDEX item_resource ON item (resource);                -- show: what else belongs to it
CREATE INDEX item_home     ON item (home) WHERE resource IS NULL;      -- find by a resource id that was lent
CREATE INDEX item_redirect ON item (source, redirect_to) WHERE redirect_to IS NOT NULL;   -- aliases

CREATE TABLE revision (
    source         INTEGER NOT NULL,
    item           TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    parent         TEXT,                         -- NULL for the first one
    at             INTEGER NOT NULL,
    actor          INTEGER,                      -- NULL when hidden
    size           INTEGER,
    sha1           TEXT    NOT NULL,
    comment        TEXT    NOT NULL,
    minor          INTEGER NOT NULL,
    bot            INTEGER NOT NULL,
    tags           TEXT    NOT NULL,             -- JSON list; '' when there is none
    hidden_user    INTEGER NOT NULL,
    hidden_comment INTEGER NOT NULL,
    hidden_text    INTEGER NOT NULL,
    PRIMARY KEY (source, item, id),
    FOREIGN KEY (source, item) REFERENCES item (source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_owner ON revision (source, id);         -- whose is it? does it move?

CREATE TABLE content (
    source   INTEGER NOT NULL,
    item     TEXT    NOT NULL,
    revision TEXT    NOT NULL,
    bytes    BLOB    NOT NULL,                   -- one zstd frame
    derived  TEXT    NOT NULL,                   -- JSON
    UNIQUE (source, item, revision),
    FOREIGN KEY (source, item) REFERENCES item (source, id)
) STRICT;

CREATE TABLE snapshot (
    source   INTEGER NOT NULL,
    item     TEXT    NOT NULL,
    revision TEXT    NOT NULL,
    rules    INTEGER NOT NULL,
    record   TEXT    NOT NULL,                   -- canonical JSON
    UNIQUE (source, item),
    FOREIGN KEY (source, item) REFERENCES item (source, id)
) STRICT;
CREATE INDEX snapshot_rules ON snapshot (source, rules);      -- which are stale?

CREATE TABLE change (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL,
    item     TEXT    NOT NULL,
    revision TEXT    NOT NULL,                   -- '' when no revision made it
    field    TEXT    NOT NULL,
    at       INTEGER NOT NULL,                   -- the source's clock
    actor    INTEGER,
    was      TEXT,
    became   TEXT,
    cause    TEXT    NOT NULL,                   -- source local mapping schema link ours
    run      INTEGER NOT NULL,
    noticed  INTEGER NOT NULL                    -- our clock
) STRICT;
CREATE INDEX change_order ON change (source, item, revision, field, at);   -- export; is it known already?

CREATE TABLE owed (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,   -- never reused: paying an old row forgets no newer event
    source      INTEGER NOT NULL,
    item        TEXT    NOT NULL,                -- '' when only a title is known
    title       TEXT    NOT NULL,                -- '' when the item is known
    depth       TEXT    NOT NULL,                -- content history
    why         TEXT    NOT NULL,
    event       TEXT,                            -- of the occasion; NULL without one
    at          INTEGER,
    actor       INTEGER,
    due         INTEGER NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, item, title)
) STRICT;
CREATE INDEX owed_due ON owed (source, due);

CREATE TABLE ignored (
    source     INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    item       TEXT    NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    run        INTEGER NOT NULL,                 -- that saw it last
    PRIMARY KEY (source, subject, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX ignored_item ON ignored (source, item) WHERE item <> '';   -- show

CREATE TABLE run (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    source   INTEGER NOT NULL,
    verb     TEXT    NOT NULL,
    started  INTEGER NOT NULL,
    ended    INTEGER,
    outcome  TEXT    NOT NULL,
    listed   INTEGER NOT NULL DEFAULT 0,
    seen     INTEGER NOT NULL DEFAULT 0,
    changed  INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    bytes    INTEGER NOT NULL DEFAULT 0,
    drift    INTEGER,
    error    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX run_source ON run (source);                      -- the last one, the last complete one
)sql";

}  // namespace moisson::store::sqlite
