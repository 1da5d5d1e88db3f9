// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrations.hpp"

namespace moisson::store::sqlite {

// Which revisions count, what they make of a resource, and how it is called. A revision stands in the footprint of its
// item when its verdict is "counts", unless it is touched, or not judged yet.
const char* const schema_v5 = R"sql(
ALTER TABLE revision ADD COLUMN verdict INTEGER NOT NULL DEFAULT 0;    -- health::Verdict; most count: 0
ALTER TABLE revision ADD COLUMN width INTEGER GENERATED ALWAYS AS (length(id)) VIRTUAL;   -- 9 comes before 10
CREATE INDEX revision_order ON revision (source, item, at, width, id);    -- what stands around it?
-- On how many items was its author within an hour? Robots, and those whom the source does not show, are asked nothing.
-- Their marks stand in it, and the hour in the table, so that SQLite answers without a look at the table: an expression
-- or a generated column would make it look (3.40).
ALTER TABLE revision ADD COLUMN hour INTEGER NOT NULL DEFAULT 0;       -- of `at`, since 1970
UPDATE revision SET hour = at / 3600000;
CREATE INDEX revision_spree ON revision (source, actor, hour, item, bot, hidden_user)
    WHERE bot = 0 AND hidden_user = 0 AND actor IS NOT NULL;

ALTER TABLE actor ADD COLUMN last_seen INTEGER;   -- months since 1970-01: the last one with an edit that counts
ALTER TABLE actor ADD COLUMN person INTEGER;      -- another actor who is the same person, because somebody said so

-- How many contributions of an account count, by months since 1970-01: so the last one can be taken back.
CREATE TABLE actor_month (
    actor         INTEGER NOT NULL,
    month         INTEGER NOT NULL,
    contributions INTEGER NOT NULL,              -- never 0
    PRIMARY KEY (actor, month)
) STRICT, WITHOUT ROWID;

-- Hours in which an author was on more than twenty items. Those before 2001 concern nobody.
CREATE TABLE batch (
    source INTEGER NOT NULL,
    actor  INTEGER NOT NULL,
    hour   INTEGER NOT NULL,                     -- since 1970
    PRIMARY KEY (source, actor, hour)
) STRICT, WITHOUT ROWID;
INSERT INTO batch SELECT source, actor, hour FROM revision INDEXED BY revision_spree
    WHERE bot = 0 AND hidden_user = 0 AND actor IS NOT NULL AND hour >= 271752   -- 2001-01-01
    GROUP BY source, actor, hour HAVING count(DISTINCT item) > 20;

-- Items that were here before anything was judged: from which revision on that is still to be done.
CREATE TABLE unjudged (
    source   INTEGER NOT NULL,
    item     TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    revision TEXT    NOT NULL,
    PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
INSERT INTO unjudged SELECT source, id, -9223372036854775808, '' FROM item;

-- What became of revisions within the present transaction, in its order; empty when it ends. The first line of a
-- revision says whether it stood in the footprint.
CREATE TABLE touched (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL,
    item     TEXT    NOT NULL,
    revision TEXT    NOT NULL,
    at       INTEGER NOT NULL,                   -- where it came, went, or stays
    actor    INTEGER,                            -- NULL when hidden
    bot      INTEGER NOT NULL,
    fate     INTEGER NOT NULL,                   -- 0 came, 1 went, 2 stays
    counted  INTEGER                             -- of what went and counted: health::Share::As
) STRICT;

CREATE TRIGGER revision_came AFTER INSERT ON revision BEGIN
    INSERT INTO touched (source, item, revision, at, actor, bot, fate) VALUES
        (NEW.source, NEW.item, NEW.id, NEW.at, iif(NEW.hidden_user, NULL, NEW.actor), NEW.bot, 0);
END;
CREATE TRIGGER revision_went AFTER DELETE ON revision BEGIN
    INSERT INTO touched (source, item, revision, at, actor, bot, fate, counted) VALUES
        (OLD.source, OLD.item, OLD.id, OLD.at, iif(OLD.hidden_user, NULL, OLD.actor), OLD.bot, 1,
         iif(OLD.verdict <> 0, NULL, iif(OLD.hidden_user OR OLD.actor IS NULL, 2,
             coalesce((SELECT iif(kind = 'account', 0, iif(kind = 'anonymous', 1, 2)) FROM actor
                       WHERE id = OLD.actor), 0))));
END;
CREATE TRIGGER revision_told AFTER UPDATE OF source, item, id, parent, at, actor, sha1, bot, tags, hidden_user
ON revision WHEN OLD.source <> NEW.source OR OLD.item <> NEW.item OR OLD.id <> NEW.id OR OLD.parent IS NOT NEW.parent
    OR OLD.at <> NEW.at OR OLD.actor IS NOT NEW.actor OR OLD.sha1 <> NEW.sha1 OR OLD.bot <> NEW.bot
    OR OLD.tags <> NEW.tags OR OLD.hidden_user <> NEW.hidden_user
BEGIN
    INSERT INTO touched (source, item, revision, at, actor, bot, fate, counted) VALUES
        (OLD.source, OLD.item, OLD.id, OLD.at, iif(OLD.hidden_user, NULL, OLD.actor), OLD.bot, 1,
         iif(OLD.verdict <> 0, NULL, iif(OLD.hidden_user OR OLD.actor IS NULL, 2,
             coalesce((SELECT iif(kind = 'account', 0, iif(kind = 'anonymous', 1, 2)) FROM actor
                       WHERE id = OLD.actor), 0)))),
        (NEW.source, NEW.item, NEW.id, NEW.at, iif(NEW.hidden_user, NULL, NEW.actor), NEW.bot, 0, NULL);
END;
-- A revision at which the title changed is a move, when it left the text alone.
CREATE TRIGGER title_changed AFTER INSERT ON change WHEN NEW.field = 'title' AND NEW.revision <> '' BEGIN
    INSERT INTO touched (source, item, revision, at, actor, bot, fate)
        SELECT source, item, id, at, NULL, 0, 2 FROM revision
        WHERE source = NEW.source AND item = NEW.item AND id = NEW.revision;
END;

-- What counts of an item, by who did it. One row of `anonymous` and one of `hidden` at most, with actor 0.
CREATE TABLE footprint (
    source INTEGER NOT NULL,
    item   TEXT    NOT NULL,
    who_as INTEGER NOT NULL,                     -- health::Share::As
    actor  INTEGER NOT NULL,
    tally  BLOB    NOT NULL,                     -- health::to_bytes(Tally)
    PRIMARY KEY (source, item, who_as, actor)
) STRICT, WITHOUT ROWID;

-- Authors who were seen otherwise than before. The resources of what they did behind that hour and item are still to be
-- queued.
CREATE TABLE seen_queue (
    actor      INTEGER PRIMARY KEY,
    after_hour INTEGER NOT NULL,
    after_item TEXT    NOT NULL
) STRICT;

-- Resources of which something changed that their label may depend on. Those of a store from before come into it once
-- all is judged.
CREATE TABLE health_queue (resource INTEGER PRIMARY KEY) STRICT;

-- How a resource is called, for routers. Resources without a row have no record that may be published.
CREATE TABLE label (
    resource    INTEGER PRIMARY KEY,
    label       TEXT,                            -- NULL: dynamics are not told of its kind
    since       INTEGER,
    valid_until INTEGER,                         -- exclusive; NULL: until something happens
    judged      INTEGER NOT NULL                 -- when, our clock
) STRICT;
CREATE INDEX label_expiry ON label (valid_until) WHERE valid_until IS NOT NULL;   -- which are not sure any more?

-- What each label rests on: the weeks and facts of its resource, so that time alone can be judged without reading
-- anything else. Apart from the labels, so that time is told by writing these few bytes only.
CREATE TABLE grounds (
    resource       INTEGER PRIMARY KEY,
    source         INTEGER NOT NULL,             -- of the item that speaks for it, and so the next
    item           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    rules          INTEGER NOT NULL,             -- under which its kind and facts were read
    life           TEXT    NOT NULL,             -- alive gone
    weeks          BLOB    NOT NULL,             -- health::to_bytes(Weeks)
    past           INTEGER NOT NULL,             -- health::Past::Read
    observed_since INTEGER NOT NULL,
    born           INTEGER,
    names          INTEGER NOT NULL,             -- health::Reach::Names
    contact_seen   INTEGER,                      -- months since 1970-01, and so the next
    others_seen    INTEGER,
    archived       INTEGER,                      -- since when; and who said so: health::Stated::By
    archived_by    INTEGER,
    stable         INTEGER,
    stable_by      INTEGER,
    unlisted       INTEGER,
    unlisted_by    INTEGER
) STRICT;

CREATE TABLE transition (
    id       INTEGER PRIMARY KEY,
    resource INTEGER NOT NULL,
    was      TEXT,                               -- NULL: its first label
    became   TEXT    NOT NULL,
    at       INTEGER NOT NULL,                   -- the source's clock; a week is dated on its Thursday
    cause    TEXT    NOT NULL,                   -- edit silence fact person mapping
    noticed  INTEGER NOT NULL,                   -- our clock
    told     INTEGER NOT NULL                    -- when it became news: `noticed`, or `at` of what was history already
) STRICT;
CREATE INDEX transition_told ON transition (told);            -- what is new since?
CREATE INDEX transition_resource ON transition (resource);    -- what was told of one that is told anew?

-- Since when each change of a source is seen, our clock: the end of its first complete harvest.
ALTER TABLE source ADD COLUMN observed_since INTEGER;
UPDATE source SET observed_since = (SELECT min(ended) FROM run WHERE run.source = source.id AND outcome = 'complete')
    WHERE baseline_done;

-- That it asked to be left alone, as JSON: until when, and why. NULL: it did not, when it was last asked.
ALTER TABLE source ADD COLUMN closing TEXT;

-- Names as they are compared: NULL until the next refresh of the labels writes it.
ALTER TABLE actor ADD COLUMN folded TEXT;
CREATE INDEX actor_folded ON actor (source, folded);          -- whose account is a contact's?
CREATE INDEX actor_unfolded ON actor (id) WHERE folded IS NULL;
CREATE INDEX actor_person ON actor (person) WHERE person IS NOT NULL;
CREATE TRIGGER actor_renamed AFTER UPDATE OF name ON actor BEGIN
    UPDATE actor SET folded = NULL WHERE id = NEW.id;
END;

-- That two accounts are one person's, as somebody said. `actor.person` is made of these: the least of all that hang
-- together.
CREATE TABLE person_link (
    one   INTEGER NOT NULL,                      -- the lesser number of the two
    other INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_link_other ON person_link (other);

-- By what names a resource's contacts are looked for among the accounts of its source.
CREATE TABLE contact (
    source   INTEGER NOT NULL,
    folded   TEXT    NOT NULL,
    resource INTEGER NOT NULL,
    PRIMARY KEY (source, folded, resource)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_resource ON contact (resource);
CREATE TRIGGER actor_seen AFTER UPDATE OF last_seen, folded, person ON actor
WHEN OLD.last_seen IS NOT NEW.last_seen OR OLD.folded IS NOT NEW.folded OR OLD.person IS NOT NEW.person BEGIN
    INSERT OR IGNORE INTO health_queue SELECT resource FROM contact
        WHERE source = NEW.source AND folded = NEW.folded;
END;
-- Whoever is somebody else, too, is seen with them. Where they worked is queued from `seen_queue`.
CREATE TRIGGER person_seen AFTER UPDATE OF last_seen ON actor
WHEN NEW.person IS NOT NULL AND OLD.last_seen IS NOT NEW.last_seen BEGIN
    INSERT OR IGNORE INTO health_queue SELECT c.resource FROM actor a
        JOIN contact c ON c.source = a.source AND c.folded = a.folded WHERE a.person = NEW.person;
END;

-- Items that are not published because their record, or that of another item of their resource, says so.
ALTER TABLE snapshot ADD COLUMN unlisted INTEGER NOT NULL DEFAULT 0;
CREATE TABLE unlisted (
    source INTEGER NOT NULL,
    item   TEXT    NOT NULL,
    PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
-- The redirects to these, and to those: their titles say the same name.
CREATE TABLE unlisted_redirect (
    source INTEGER NOT NULL,
    item   TEXT    NOT NULL,
    PRIMARY KEY (source, item)
) STRICT, WITHOUT ROWID;
CREATE VIEW unpublished AS
    SELECT source, item FROM standing WHERE hidden UNION ALL SELECT source, item FROM unlisted UNION ALL
    SELECT source, item FROM unlisted_redirect;
)sql";

}  // namespace moisson::store::sqlite
