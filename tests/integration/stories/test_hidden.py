# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wiki no longer shows, or shows under another name: it is forgotten here too, and what it shows again returns."""
from lab.polling import Polling
from lab.story import Story, long

EVERYTHING = "user|comment|content"


class Hidden(Polling):
    def regretted(self):
        """A revision that somebody will want hidden, under a later one."""
        revision = self.wiki.person("XavCC").edit("Le WIP", "Une phrase de trop.", "un résumé de trop")
        self.wiki.admin.edit("Le WIP", "Une grande halle.")
        return revision

    def test_what_was_hidden_before_the_next_poll_never_arrives(self):
        revision = self.regretted()
        self.wiki.admin.hide([revision], EVERYTHING)
        self.polled()
        for what in ("revisions", "changes", "resources"):
            self.assertNotIn("de trop", self.moisson.export_bytes(what).decode(), what)

    def test_what_is_shown_again_returns(self):
        revision = self.regretted()
        self.polled()
        self.wiki.admin.hide([revision], EVERYTHING)
        self.polled()
        self.wiki.admin.show([revision], EVERYTHING, "finalement non")
        self.polled()
        self.assertEqual(self.exported_revision(revision)["actor"], "XavCC")

    def test_the_author_of_the_latest_revision_is_hidden(self):
        revision = self.wiki.person("XavCC").edit("Le WIP", "Une grande halle, un atelier.", "un résumé de trop")
        self.polled()
        self.wiki.admin.hide([revision], "user|comment")
        self.polled()
        self.assertEqual(self.exported_revision(revision)["actor"], None)
        self.assertEqual({row["actor"] for row in self.changes("Le WIP") if row["revision"] == str(revision)} - {None}, set())

    @long
    def test_each_part_of_a_revision_is_hidden_by_itself(self):
        for what in ("user", "comment", "content"):
            revision = self.regretted()
            self.wiki.admin.hide([revision], what)
            self.polled()

    @long
    def test_a_page_deleted_with_a_hidden_revision_and_restored(self):
        revision = self.regretted()
        self.wiki.admin.hide([revision], EVERYTHING)
        self.wiki.admin.delete("Le WIP")
        self.polled()
        self.wiki.admin.restore("Le WIP")
        self.polled()

    def test_an_entry_of_the_log_that_was_hidden_stops_nothing_and_is_named(self):
        self.wiki.admin.delete("Le carnet", "des injures")
        self.wiki.admin.hide_log(self.wiki.admin.log("delete", 1))
        self.wiki.person("Yoann").append("Le WIP", "\nOuvert.")
        self.harvested()
        self.assertEqual(self.item("Le WIP")["revision"], str(self.wiki.admin.revisions("Le WIP", 1)[0][0]))
        self.assertIn("no longer shows", " ".join(reason for _, reason in self.moisson.ignored()))

    def test_a_deletion_whose_entry_was_hidden_is_believed_on_another_day(self):
        self.wiki.admin.delete("Le carnet", "des injures")
        self.wiki.admin.hide_log(self.wiki.admin.log("delete", 1))
        self.harvested()
        self.census()
        self.assertEqual(self.life("Le carnet"), [])
        self.wiki.set_clock(86_400)
        self.census()
        self.assert_same()
        self.assertEqual(self.life("Le carnet"), [("alive", "gone")])

    @long
    def test_an_entry_of_the_log_hidden_after_it_was_read_changes_nothing(self):
        self.wiki.person("Yoann").move("Le carnet", "Le carnet de bord")
        self.polled()
        self.wiki.admin.hide_log(self.wiki.admin.log("move", 1), "user|comment")
        self.assertEqual(self.polled()["changed"], 0)


class HiddenFromTheBeginning(Story):
    def test_what_was_hidden_before_the_first_harvest_never_arrives(self):
        admin = self.wiki.admin
        for suppress, title in ((False, "Le WIP"), (True, "La halle")):
            revision = self.wiki.person("XavCC").edit(title, "Une phrase de trop.", "un résumé de trop")
            admin.edit(title, "Une grande halle.")
            admin.hide([revision], EVERYTHING, suppress=suppress)
        named = admin.edit("Le carnet", "un")
        admin.hide([named], "user|comment")
        self.harvested()
        self.assert_same()
        self.assertNotIn("de trop", self.moisson.export_bytes("revisions").decode())


class Names(Polling):
    settings = "wfLoadExtension( 'Renameuser' );"

    def test_an_account_that_is_renamed_has_its_new_name_everywhere(self):
        self.wiki.person("Yoann").edit("Le WIP", "Une grande halle, fermée.")
        self.polled()
        self.wiki.script_rename("Yoann", "Yohann")
        self.polled()
        for what in ("revisions", "changes"):
            self.assertNotIn("Yoann", [row["actor"] for row in self.moisson.export(what)], what)

    @long
    def test_an_account_renamed_and_its_old_name_taken_by_another(self):
        self.wiki.script_rename("Yoann", "Yohann")
        self.wiki.admin.create_account("Yoann", "moisson-du-labo")
        self.wiki.person("Yoann").append("Le WIP", "\nQuelqu'un d'autre.")
        self.polled()

    def test_two_accounts_that_exchange_their_names(self):
        for old, new in (("Yoann", "Attente"), ("XavCC", "Yoann"), ("Attente", "XavCC")):
            self.wiki.script_rename(old, new)
        self.polled()
