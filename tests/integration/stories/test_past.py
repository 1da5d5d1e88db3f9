# SPDX-License-Identifier: GPL-3.0-or-later
"""A wiki restored from an older backup: its numbers are given again, and a person is asked before two pasts are mixed."""
import shutil

from lab.absence import COMMUN, Absence


class PutBack(Absence):
    """The wiki's tables are put back to what they were when it was first harvested."""

    def put_back(self):
        """Restoring takes longer than a second: what is written afterwards is not of the second of what was lost."""
        self.wiki.replace_tables(self.folder / "backup")
        last = max(revision["at"] for revision in self.moisson.export("revisions"))
        while self.wiki.admin.call(action="query", curtimestamp=1)["curtimestamp"] <= last:
            pass

    def setUp(self):
        super().setUp()
        (self.folder / "backup").mkdir()
        self.wiki.stop()
        shutil.copytree(self.wiki.folder / "db", self.folder / "backup" / "db")
        self.wiki.start()
        self.wiki.people_.clear()
        self.wiki.person("Yoann").edit("Page 1", COMMUN % "Perdue avec la sauvegarde")
        self.wiki.person("Yoann").edit("Page perdue", COMMUN % "Créée puis perdue")
        self.harvested()
        self.assert_same()
        self.before = {what: self.moisson.export_bytes(what) for what in ("items", "revisions", "changes")}

    def assert_refused(self):
        said = self.moisson.harvest()
        self.must_say(said, "refused", 7)
        self.assertIn("moisson confirm movilab", said.err)
        for what, bytes_ in self.before.items():
            self.assertEqual(self.moisson.export_bytes(what), bytes_, f"{what} changed")

    def keep_true(self):
        """The wiki as it is now, to be put back later."""
        self.wiki.stop()
        shutil.copytree(self.wiki.folder / "db", self.folder / "true" / "db")
        self.wiki.start()

    def give_again(self):
        self.wiki.person("XavCC").edit("Page 2", COMMUN % "Un autre texte sous le même numéro")
        self.wiki.person("XavCC").edit("Tout autre page", "sous le même numéro de page")

    def confirm(self):
        return self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "complete", 0)

    def lost_titles(self):
        return sorted(row["title"] for row in self.moisson.export("lost"))


class AnOlderBackup(PutBack):
    def test_numbers_given_a_second_time_are_refused_and_nothing_changes(self):
        self.put_back()
        self.wiki.person("XavCC").edit("Page 2", COMMUN % "Un autre texte sous le même numéro")
        self.wiki.person("XavCC").edit("Tout autre page", "sous le même numéro de page")
        self.assert_refused()
        self.assert_refused()

    def test_even_before_anybody_writes_again(self):
        self.put_back()
        self.assert_refused()

    def test_a_person_sees_what_is_at_stake_gets_it_back_and_confirms(self):
        self.put_back()
        self.wiki.person("XavCC").edit("Page 2", COMMUN % "Un autre texte sous le même numéro")
        self.wiki.person("XavCC").edit("Tout autre page", "sous le même numéro de page")
        self.assert_refused()
        shown = self.moisson.run("confirm", "movilab")
        self.assertEqual(shown.code, 7, str(shown))
        self.assertIn("2 revisions of ours it no longer has", shown.out)
        self.assertIn("awaits you", self.moisson.run("status").out)
        lost = self.moisson.export("lost")
        self.assertEqual({row["title"] for row in lost}, {"Page 1", "Page perdue"})
        self.assertIn("Perdue avec la sauvegarde", lost[0]["text"] + lost[1]["text"])
        lent = self.item("Page perdue")["resource"]
        run = self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "complete", 0)
        self.assertEqual(run["seen"], run["listed"])
        self.assert_same()
        self.assertNotEqual(self.item("Tout autre page")["resource"], lent)
        self.assertEqual(self.moisson.export("lost"), lost)
        self.assertEqual(self.moisson.run("confirm", "movilab").code, 0)
        self.assert_agrees()

    def test_what_was_lost_is_given_back_by_import(self):
        self.put_back()
        self.wiki.person("XavCC").edit("Page 2", COMMUN % "Un autre texte sous le même numéro")
        self.assert_refused()
        xml = self.moisson.run("export", "lost", "--format", "mediawiki-xml")
        self.assertEqual(xml.code, 0, str(xml))
        self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "complete", 0)
        self.wiki.script("importDump.php", given=xml.out)
        self.assertIn("Créée puis perdue", self.wiki.admin.text("Page perdue"))
        self.must_say(self.moisson.run("census", "movilab", "--deep", "--json"), "complete", 0)
        self.assert_same()

    def test_a_wiki_put_back_for_a_moment_only_is_followed_again_by_itself(self):
        self.wiki.stop()
        shutil.copytree(self.wiki.folder / "db", self.folder / "true" / "db")
        self.wiki.start()
        self.put_back()
        self.assert_refused()
        self.wiki.replace_tables(self.folder / "true")
        self.wiki.admin.edit("Page 7", "encore")
        self.harvested()
        self.assert_same()
        self.assertEqual(self.moisson.run("confirm", "movilab").code, 0)
        self.assertEqual(self.moisson.export("lost"), [])

    def test_to_read_one_page_again_is_refused_too(self):
        self.put_back()
        self.assert_refused()
        self.must_say(self.moisson.run("resync", "movilab", "--item", "Page 1", "--json"), "refused", 7)
        self.assertEqual(self.moisson.export_bytes("revisions"), self.before["revisions"])
        self.assertEqual(self.lost_titles(), ["Page 1", "Page perdue"])

    def test_one_page_read_again_before_any_visit_is_what_notices_it(self):
        self.put_back()
        self.must_say(self.moisson.run("resync", "movilab", "--item", "Page 1", "--json"), "refused", 7)
        self.assertEqual(self.moisson.export_bytes("revisions"), self.before["revisions"])

    def test_a_confirmation_that_comes_too_late_takes_nothing_away(self):
        resource = self.item("Page perdue")["resource"]
        self.keep_true()
        self.put_back()
        self.assert_refused()
        self.wiki.replace_tables(self.folder / "true")
        self.confirm()
        self.assert_same()
        self.assertEqual((self.item("Page perdue")["resource"], self.lost_titles()), (resource, []))
        self.assertEqual(self.changes("Page perdue", "@life"), self.changes("Page perdue", "@life")[:1])

    def test_a_confirmation_that_cannot_ask_the_wiki_takes_nothing_away_either(self):
        self.put_back()
        self.assert_refused()
        self.wiki.stop()
        self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "failed", 1)
        self.assertEqual(self.moisson.export_bytes("revisions"), self.before["revisions"])
        self.wiki.start()
        self.confirm()
        self.assert_same()

    def test_what_is_lost_a_second_time_can_be_confirmed_a_second_time(self):
        self.keep_true()
        self.put_back()
        self.assert_refused()
        self.confirm()
        self.wiki.replace_tables(self.folder / "true")
        self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "complete", 0)
        self.assert_same()
        self.put_back()
        self.give_again()
        self.must_say(self.moisson.harvest(), "refused", 7)
        self.confirm()
        self.assert_same()
        self.harvested()


class EditsWhereWeDoNotLook(PutBack):
    """Enough edits in namespaces that are not followed bring the wiki's own count up again."""

    namespaces = [0, 10]

    def edit_elsewhere(self):
        for number in range(3):
            self.wiki.person("Yoann").edit(f"Utilisateur:Yoann/B{number}", "brouillon")

    def test_they_hide_nothing_once_it_was_noticed(self):
        self.put_back()
        self.assert_refused()
        self.edit_elsewhere()
        self.assert_refused()
        self.assertEqual(self.lost_titles(), ["Page 1", "Page perdue"])

    def test_nor_before_it_was(self):
        self.put_back()
        self.edit_elsewhere()
        self.moisson.harvest()
        self.must_say(self.moisson.run("census", "movilab", "--json"), "refused", 7)
        for what in ("items", "revisions"):
            self.assertEqual(self.moisson.export_bytes(what), self.before[what], what)
        self.confirm()
        self.assert_same()


class DeletedInTheLostTime(PutBack):
    def test_a_page_made_and_deleted_in_the_lost_time_lends_its_number_to_nobody(self):
        self.wiki.admin.delete("Page perdue")
        self.harvested()
        gone = self.item("Page perdue")["resource"]
        self.put_back()
        self.give_again()
        self.must_say(self.moisson.harvest(), "refused", 7)
        self.confirm()
        self.assert_same()
        self.assertNotEqual(self.item("Tout autre page")["resource"], gone)
        self.assertEqual(self.changes("Tout autre page", "title"), [])


class FewerThanHalf(PutBack):
    def test_a_wiki_put_back_to_fewer_than_half_its_pages_is_confirmed_in_the_end(self):
        for number in range(16):
            self.wiki.person("Yoann").edit(f"Neuf {number}", "x")
        self.harvested()
        self.put_back()
        self.must_say(self.moisson.harvest(), "refused", 7)
        for _ in range(2):
            if self.moisson.run("confirm", "movilab", "--yes").code != 0:
                self.must_say(self.moisson.harvest(), "refused", 7)
        self.assertEqual(len(self.lost_titles()), 18)
        self.harvested()
        self.assert_same()
