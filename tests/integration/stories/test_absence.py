# SPDX-License-Identifier: GPL-3.0-or-later
"""However long Moisson was away, and whatever the wiki forgot meanwhile: everything is found again, or a person is asked."""
import sqlite3

from lab.absence import COMMUN, Absence
from lab.wiki import Wiki

NO_RECENT_CHANGES = "$wgAPIListModules['recentchanges'] = 'ApiQueryDisabled';"


class ALongAbsence(Absence):
    def test_recent_changes_purged_whole_a_census_and_the_log_tell_all(self):
        self.much_happens()
        self.forget_changes()
        run = self.harvested()
        self.assertGreater(run["drift"], 0)
        self.assert_same()
        gone = [(row["before"], row["after"], row["actor"]) for row in self.changes("Page 4", "@life")]
        self.assertEqual(gone, [("alive", "gone", "Admin")])
        self.assert_agrees()

    def test_recent_changes_purged_up_to_the_newest_ones(self):
        self.much_happens()
        self.forget_changes("rc_id < (SELECT MAX(rc_id) - 2 FROM recentchanges)")
        self.assertIsNotNone(self.harvested()["drift"])
        self.assert_same()
        self.assert_agrees()

    def test_after_the_gap_a_poll_is_one_request_again(self):
        self.much_happens()
        self.forget_changes()
        self.harvested()
        self.wiki.admin.edit("Page 7", "encore")
        self.assertIsNone(self.harvested()["drift"])
        run = self.harvested()
        self.assertEqual((run["requests"], run["drift"]), (1, None))
        self.assert_same()

    def test_recent_changes_renumbered_are_no_gap(self):
        self.wiki.admin.edit("Page 7", "encore")
        self.wiki.script("rebuildrecentchanges.php")
        self.assertIsNone(self.harvested()["drift"])
        self.assert_same()

    def test_log_and_recent_changes_pruned_a_deletion_is_not_believed_on_the_first_day(self):
        self.wiki.admin.delete("Page 4")
        self.wiki.admin.edit("Page 7", "encore")
        self.forget_changes()
        self.wiki.execute("DELETE FROM logging")
        self.harvested()
        self.assertFalse(self.item("Page 4")["deleted"])
        self.assertEqual(self.item("Page 7")["revision"],
                         {item["title"]: item["revision"] for item in self.wiki.items()}["Page 7"])

    def test_an_interrupted_return_is_still_a_return(self):
        self.much_happens()
        self.forget_changes()
        tables = sqlite3.connect(self.moisson.state / "moisson.sqlite")
        with tables:        # as if it had been killed once the gap was known
            tables.execute("UPDATE source SET census_due = 'a test says so'")
        tables.close()
        self.harvested()
        self.assert_same()


class WithoutRecentChanges(Absence):
    def test_a_wiki_that_keeps_no_recent_changes_is_followed_by_its_log_and_a_census(self):
        self.wiki.settle_settings(NO_RECENT_CHANGES)
        self.much_happens()
        self.harvested()
        self.assert_same()
        self.wiki.admin.edit("Page 7", "encore")
        self.wiki.admin.delete("Page 8")
        self.harvested()
        self.assert_same()


class AnotherAddress(Absence):
    def test_a_wiki_moved_to_another_host_is_the_same_wiki(self):
        before = {what: self.moisson.export_bytes(what) for what in ("items", "revisions", "changes")}
        self.wiki.stop()
        self.wiki.start(port=0)
        self.moisson.configure(self.wiki.api)
        run = self.harvested()
        self.assertEqual((run["drift"], run["changed"]), (0, 0))
        for what, bytes_ in before.items():
            self.assertEqual(self.moisson.export_bytes(what), bytes_, what)
        self.wiki.admin.edit("Page 7", "encore")
        self.harvested()
        self.assert_same()

    def test_another_wiki_at_the_address_we_know_is_refused(self):
        before = self.moisson.export_bytes("items")
        with Wiki(self.folder / "other") as other:
            for number in range(15):
                other.admin.edit(f"Tout autre chose {number}", f"rien à voir {number}")
            self.moisson.configure(other.api)
            self.must_say(self.moisson.harvest(), "refused", 7)
        self.assertEqual(self.moisson.export_bytes("items"), before)


class NamespacesFollowedLater(Absence):
    namespaces = [0, 10]

    def test_a_namespace_followed_later_is_read_whole(self):
        self.namespaces = [0, 2, 10]
        self.moisson.namespaces = self.namespaces
        self.moisson.configure(self.wiki.api)
        self.harvested()
        self.assert_same()
        self.assertIn("Utilisateur:Yoann/Brouillon", {item["title"] for item in self.moisson.items()})

    def test_a_namespace_no_longer_followed_leaves(self):
        self.namespaces = [10]
        self.moisson.namespaces = self.namespaces
        self.moisson.configure(self.wiki.api)
        said = self.moisson.harvest()
        self.must_say(said, "refused", 7)       # most of what we know would go
        self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "complete", 0)
        self.assert_same()


class AWikiEmptiedOnPurpose(Absence):
    def test_once_a_person_has_confirmed_it_what_is_absent_is_gone(self):
        for number in range(9):
            self.wiki.script_delete(f"Page {number}")
        self.wiki.execute("DELETE FROM recentchanges")
        self.wiki.execute("DELETE FROM logging")
        said = self.moisson.harvest()
        self.must_say(said, "refused", 7)
        self.assertIn("moisson confirm movilab", said.err)
        self.assertIn("pages where", self.moisson.run("confirm", "movilab").out)
        self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "complete", 0)
        self.assert_same()
        self.assertEqual(len(self.moisson.tombstones()), 9)


class ADamagedStore(Absence):
    """Rows of our own store are damaged at random; a full resync repairs every column that the wiki can tell."""

    DAMAGES = [
        "UPDATE item SET title = 'Abîmée', folded = 'abimee' WHERE id = '%(item)s'",
        "UPDATE item SET ns = 4 WHERE id = '%(item)s'",
        "UPDATE item SET content_model = 'css' WHERE id = '%(item)s'",
        "UPDATE item SET latest = '1' WHERE id = '%(item)s'",
        "UPDATE item SET redirect_to = 'Ailleurs' WHERE id = '%(item)s'",
        "UPDATE item SET life = 'gone' WHERE id = '%(item)s'",
        "UPDATE revision SET parent = '77' WHERE item = '%(item)s'",
        "UPDATE revision SET at = at + 1000 WHERE item = '%(item)s'",
        "UPDATE revision SET actor = NULL WHERE item = '%(item)s'",
        "UPDATE revision SET size = 7, sha1 = 'abc', comment = 'faux', minor = 1 - minor WHERE item = '%(item)s'",
        "UPDATE revision SET hidden_user = 1, hidden_comment = 1, hidden_text = 1 WHERE item = '%(item)s'",
        "INSERT INTO revision (source, item, id, parent, at, actor, size, sha1, comment, minor, bot, tags, hidden_user, hidden_comment, hidden_text) "
        "SELECT source, item, id || '000', parent, at, actor, size, sha1, comment, minor, bot, tags, 0, 0, 0 "
        "FROM revision WHERE item = '%(item)s'",
        "DELETE FROM revision WHERE item = '%(item)s'",
        "DELETE FROM content WHERE item = '%(item)s'",
        "UPDATE content SET derived = '{}' WHERE item = '%(item)s'",
    ]

    def test_a_full_resync_repairs_every_column(self):
        ids = [item["id"] for item in self.moisson.items()]
        tables = sqlite3.connect(self.moisson.state / "moisson.sqlite")
        with tables:
            for place, damage in enumerate(self.DAMAGES):
                tables.execute(damage % {"item": ids[place % len(ids)]})
        tables.close()
        self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "complete", 0)
        self.assert_same()
        self.assert_agrees()
