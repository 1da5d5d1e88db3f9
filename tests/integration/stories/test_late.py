# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that come late, twice, odd or under a wrong clock."""
import datetime

from lab.polling import COMMUN, Polling
from lab.story import long


def stamp(seconds_from_now):
    """A time as the wiki's tables write it."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds_from_now)).strftime("%Y%m%d%H%M%S")


class Late(Polling):
    def made_older(self, title, seconds):
        """The last edit of that page, and its row in the feed, as if made so long before they were committed."""
        revision = self.wiki.admin.revisions(title, 1)[0][0]
        self.wiki.execute("UPDATE revision SET rev_timestamp = ? WHERE rev_id = ?", (stamp(-seconds), revision))
        self.wiki.execute("UPDATE recentchanges SET rc_timestamp = ? WHERE rc_this_oldid = ?", (stamp(-seconds), revision))

    ROWS = {"revision": "rev_id", "recentchanges": "rc_this_oldid"}

    def hold_back(self, revision):
        """Takes the rows of an edit away, as if its transaction had not ended yet; returns them."""
        held = {table: self.wiki.judge.rows(f"SELECT * FROM {table} WHERE {name} = ?", (revision,))
                for table, name in self.ROWS.items()}
        for table, name in self.ROWS.items():
            self.wiki.execute(f"DELETE FROM {table} WHERE {name} = ?", (revision,))
        self.wiki.execute("UPDATE page SET page_latest = ? WHERE page_latest = ?", (held["revision"][0]["rev_parent_id"], revision))
        return held

    def let_go(self, held):
        """The transaction ends: its rows are there."""
        for table, rows in held.items():
            for row in rows:
                self.wiki.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(tuple(row)))})", tuple(row))
        edit = held["revision"][0]
        self.wiki.execute("UPDATE page SET page_latest = ? WHERE page_latest = ?", (edit["rev_id"], edit["rev_parent_id"]))

    def test_an_edit_committed_a_minute_late_is_not_lost(self):
        self.wiki.person("Yoann").append("Remorque partagée", "\nEn retard ?")
        self.polled()
        self.wiki.person("XavCC").append("Le WIP", "\nEn retard.")
        self.made_older("Le WIP", 60)
        self.polled()

    def test_an_edit_committed_late_under_a_number_below_the_highest_seen(self):
        revision = self.wiki.person("XavCC").append("Le WIP", "\nEn retard.")
        # It waits in its transaction while a later one is committed and read.
        held = self.hold_back(revision)
        self.wiki.person("Yoann").append("Remorque partagée", "\nÀ l'heure.")
        self.harvested()
        self.assertNotIn(str(revision), [row["id"] for row in self.moisson.export("revisions")])
        self.let_go(held)
        self.made_older("Le WIP", 60)
        self.polled()
        self.assertEqual(self.exported_revision(revision)["actor"], "XavCC")

    def test_a_deletion_told_late_is_not_lost(self):
        self.wiki.admin.delete("Le WIP")
        self.wiki.execute("UPDATE recentchanges SET rc_timestamp = ? WHERE rc_log_type = 'delete'", (stamp(-120),))
        self.wiki.execute("UPDATE logging SET log_timestamp = ? WHERE log_type = 'delete'", (stamp(-120),))
        self.polled()

    def test_a_feed_that_was_rebuilt_under_other_numbers_tells_nothing_twice(self):
        self.wiki.person("Yoann").edit("Remorque partagée", COMMUN % "Une remorque pour trois")
        self.polled()
        before = self.moisson.export_bytes("changes")
        self.wiki.script("rebuildrecentchanges.php")
        self.polled()
        self.assertEqual(self.moisson.export_bytes("changes"), before)

    @long
    def test_620_edits_of_one_page_between_two_polls(self):
        self.wiki.set_clock(700)
        self.wiki.write_pages([{"title": "Le WIP", "text": f"étape {n}", "user": "Yoann", "at": stamp(n), "comment": f"{n}"}
                               for n in range(620)])
        self.wiki.script("rebuildrecentchanges.php", f"--from={stamp(-3600)}", f"--to={stamp(3600)}")
        self.polled()
        mine = self.item("Le WIP")["id"]
        self.assertEqual(len([r for r in self.moisson.export("revisions") if r["item"] == mine]), 621)


class Odd(Polling):
    ROW = ("INSERT INTO recentchanges (rc_timestamp, rc_actor, rc_namespace, rc_title, rc_comment_id, rc_minor, rc_bot, rc_new, "
           "rc_cur_id, rc_this_oldid, rc_last_oldid, rc_type, rc_source, rc_patrolled, rc_ip, rc_deleted, rc_logid, rc_log_type, "
           "rc_log_action, rc_params) SELECT ?, rc_actor, ?, ?, rc_comment_id, 0, 0, 0, ?, ?, 0, ?, 'mw.edit', 0, '', 0, ?, ?, ?, ? "
           "FROM recentchanges LIMIT 1")

    def feed_row(self, *, title="Le_WIP", ns=0, page=0, revision=0, kind=0, log=0, log_type=None, action=None, parameters=""):
        self.wiki.execute(self.ROW, (stamp(0), ns, title, page, revision, kind, log, log_type, action, parameters))

    def test_one_row_that_makes_no_sense_is_named_and_the_others_are_taken(self):
        self.wiki.person("Yoann").append("Le WIP", "\navant")
        self.feed_row(title="Le_carnet")
        self.wiki.person("Yoann").append("Remorque partagée", "\naprès")
        self.assertEqual(self.polled()["changed"], 2)
        self.assertEqual(len(self.moisson.ignored()), 1, self.moisson.ignored())
        self.assertTrue(all(reason for _, reason in self.moisson.ignored()))
        self.assertEqual(self.polled()["changed"], 0)

    def test_an_edit_of_a_page_that_never_was_stops_nothing(self):
        self.feed_row(title="Jamais_vue", page=4_000_000, revision=5_000_000)
        self.wiki.person("Yoann").append("Remorque partagée", "\naprès")
        self.polled()

    def test_a_log_of_an_unknown_kind_with_odd_parameters_stops_nothing(self):
        self.feed_row(kind=3, log=900_001, log_type="mystere", action="rien", parameters="a:1:{s:12:\"4::new_title\";i:7;}")
        self.feed_row(kind=3, log=900_002, log_type="move", action="move", parameters="Encore un titre\n1")
        self.wiki.person("Yoann").append("Remorque partagée", "\naprès")
        self.polled()


class Clocks(Polling):
    @long
    def test_a_wiki_whose_clock_is_minutes_ahead_loses_nothing(self):
        self.wiki.set_clock(600)
        self.wiki.person("Yoann").append("Le WIP", "\ndans dix minutes")
        self.polled()
        self.wiki.person("Yoann").append("Le WIP", "\nencore")
        self.polled()

    def test_a_wiki_whose_clock_was_ahead_and_is_set_right_loses_nothing(self):
        self.wiki.set_clock(3600)
        self.wiki.person("Yoann").append("Le WIP", "\ndans une heure")
        self.polled()
        self.wiki.set_clock(0)
        self.wiki.person("Yoann").append("Remorque partagée", "\nà l'heure")
        self.wiki.admin.delete("Le carnet")
        # Nobody polled for the length of the overlap and more.
        self.wiki.set_clock(900)
        self.polled()
        self.wiki.person("Yoann").append("Le WIP", "\net la suite")
        self.polled()

    def test_a_wiki_whose_clock_is_hours_behind_loses_nothing(self):
        self.wiki.set_clock(-7200)
        self.wiki.person("Yoann").append("Le WIP", "\nil y a deux heures")
        self.wiki.admin.move("Le carnet", "Le carnet de bord")
        self.polled()
