// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

namespace moisson::store::sqlite {

// Which revisions count, what they make of a resource, and how it is called.
const char* const schema_v5 = R"sql(
ALTER TABLE revision ADD COLUMN verdict INTEGER;               -- health::Verdict; NULL: not judged yet
CREATE INDEX revision_order ON revision (source, item, at);    -- what stands around it?
CREATE INDEX revision_actor ON revision (source, actor, at);   -- was its author in a batch?

ALTER TABLE actor ADD COLUMN last_seen INTEGER;   -- months since 1970-01: the last one with an edit that counts
ALTER TABLE actor ADD COLUMN person INTEGER;      -- another actor who is the same person, because somebody said so

-- What of an item is to be judged: between which instants its revisions came, went or were told otherwise.
CREATE TABLE unjudged (
    source INTEGER NOT NULL,
    item   TEXT    NOT NULL,
    since  INTEGER NOT NULL,
    until  INTEGER NOT NULL,
    PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;

-- What counts of an item, by who did it. One row of `anonymous` and one of `hidden` at most, with actor 0.
CREATE TABLE footprint (
    source INTEGER NOT NULL,
    item   TEXT    NOT NULL,
    who_as INTEGER NOT NULL,                     -- health::Share::As
    actor  INTEGER NOT NULL,
    tally  BLOB    NOT NULL,                     -- health::to_bytes(Tally)
    PRIMARY KEY (source, item, who_as, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX footprint_actor ON footprint (actor) WHERE actor <> 0;   -- whom does it concern that they were seen?

-- Resources of which something changed that their label may depend on.
CREATE TABLE health_queue (resource INTEGER PRIMARY KEY) STRICT;
)sql";

}  // namespace moisson::store::sqlite
