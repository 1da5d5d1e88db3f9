# SPDX-License-Identifier: GPL-3.0-or-later
"""The rarer things that happen in a wiki, as its own tables tell them afterwards."""
import unicodedata

from lab.polling import COMMUN, Polling, foreign, foreign_pages
from lab.story import long

OLD = "2018-03-04T05:06:07Z"


class Deaths(Polling):
    @long
    def test_a_page_restored_under_another_number_keeps_its_resource(self):
        before = self.item("Remorque partagée")
        self.wiki.admin.delete("Remorque partagée")
        self.polled()
        # What old wikis did: the archive does not know which page the revisions were of.
        self.wiki.execute("UPDATE archive SET ar_page_id = NULL")
        self.wiki.admin.restore("Remorque partagée", "c'était une erreur")
        self.polled()
        after = [item for item in self.moisson.export("items") if item["title"] == "Remorque partagée" and not item["deleted"]]
        self.assertEqual(len(after), 1)
        self.assertNotEqual(after[0]["id"], before["id"])
        self.assertEqual(after[0]["resource"], before["resource"])

    def test_a_page_restored_under_another_number_between_two_polls_keeps_its_resource(self):
        resource = self.item("Remorque partagée")["resource"]
        self.wiki.admin.delete("Remorque partagée")
        self.wiki.execute("UPDATE archive SET ar_page_id = NULL")
        self.wiki.admin.restore("Remorque partagée")
        self.polled()
        alive = [item for item in self.moisson.export("items") if item["title"] == "Remorque partagée" and not item["deleted"]]
        self.assertEqual([item["resource"] for item in alive], [resource])

    @long
    def test_a_page_restored_beside_another_that_took_its_title_and_left_again(self):
        admin = self.wiki.admin
        admin.delete("Le WIP")
        self.wiki.person("Yoann").edit("Le WIP", "Un autre lieu du même nom.")
        self.polled()
        admin.move("Le WIP", "Le WIP (l'autre)", leave_redirect=False)
        admin.restore("Le WIP")
        self.polled()
        self.assertEqual(len({self.item(title)["resource"] for title in ("Le WIP", "Le WIP (l'autre)")}), 2)

    def test_a_page_deleted_by_another_name_than_the_one_we_know(self):
        self.wiki.admin.move("Le WIP", "La halle", leave_redirect=False)
        self.wiki.admin.delete("La halle", "fermée")
        self.polled()
        self.assertEqual(self.life("Le WIP"), [("alive", "gone")])


class ADeletionInPieces(Polling):
    """A page too large to be deleted in one go goes away bit by bit."""

    settings = "$wgDeleteRevisionsBatchSize = 2;"

    def test_a_page_seen_while_it_is_being_deleted_is_gone_when_the_wiki_says_so(self):
        for number in range(6):
            self.wiki.admin.append("Le WIP", f"\nligne {number}")
        self.polled()
        self.wiki.admin.delete("Le WIP", "trop long")
        # Half of it lies in the archive, and no log has said a word.
        self.assertGreater(self.wiki.judge.archived("Le WIP"), 0)
        self.assertIsNotNone(self.wiki.judge.page_id("Le WIP"))
        self.wiki.person("Yoann").append("Remorque partagée", "\nPendant ce temps.")
        self.harvested()
        self.assertEqual(self.life("Le WIP"), [])
        self.moisson.run("census", "movilab", "--deep", "--json")
        self.assertEqual(self.life("Le WIP"), [])
        self.wiki.run_jobs()
        self.polled()
        self.assertEqual(self.life("Le WIP"), [("alive", "gone")])


class Moves(Polling):
    def test_a_page_moved_over_another_that_was_deleted_for_it(self):
        lost = self.item("Le carnet")["resource"]
        kept = self.item("Le WIP")["resource"]
        self.wiki.admin.delete("Le carnet", "pour faire de la place")
        self.wiki.admin.move("Le WIP", "Le carnet")
        self.polled()
        alive = {item["title"]: item["resource"] for item in self.moisson.export("items") if not item["deleted"]}
        self.assertEqual(alive["Le carnet"], kept)
        self.assertNotEqual(kept, lost)

    @long
    def test_a_page_moved_over_a_redirect_made_meanwhile(self):
        self.wiki.person("Yoann").edit("La halle", "#REDIRECTION [[Le WIP]]")
        self.wiki.person("Yoann").move("Le WIP", "La halle")
        self.wiki.person("Yoann").append("La halle", "\nRebaptisée.")
        self.polled()

    @long
    def test_a_page_moved_to_a_title_whose_page_moved_away_before_it(self):
        self.wiki.admin.move("Le carnet", "Le carnet de 2020", leave_redirect=False)
        self.wiki.admin.move("Le WIP", "Le carnet", leave_redirect=False)
        self.wiki.admin.edit("Le WIP", "Une page neuve à l'ancienne adresse.")
        self.polled()

    def test_titles_that_differ_by_their_apostrophe_are_two_pages(self):
        for title in ("L'atelier", "L’atelier"):
            self.wiki.admin.edit(title, COMMUN % title)
        self.polled()
        self.assertEqual(len({self.item(title)["resource"] for title in ("L'atelier", "L’atelier")}), 2)
        self.wiki.admin.move("L'atelier", "L’atelier d'en bas", leave_redirect=False)
        self.wiki.admin.delete("L’atelier")
        self.polled()
        self.assertFalse(self.item("L’atelier d'en bas")["deleted"])

    def test_a_title_written_with_loose_accents_is_the_same_page(self):
        composed, loose = "Café réparé", unicodedata.normalize("NFD", "Café réparé")
        self.assertNotEqual(composed, loose)
        self.wiki.admin.edit(loose, "un")
        self.polled()
        self.wiki.admin.move(loose, "Café réparé  de_nouveau")
        self.wiki.admin.append(composed, "\n")
        self.polled()
        self.assertEqual(self.item("Café réparé de nouveau")["redirect_to"], None)
        self.assertEqual(self.moisson.run("resync", "movilab", "--item", loose, "--json").code, 0)
        self.assert_same()


class Rules(Polling):
    def test_a_title_protected_before_it_has_a_page_stops_nothing(self):
        self.wiki.admin.protect("Publicité", "create=sysop", "encore")
        self.wiki.person("Yoann").append("Le WIP", "\nOuvert.")
        self.polled()

    @long
    def test_a_page_protected_then_open_again_has_two_revisions_more(self):
        self.wiki.admin.protect("Le WIP", "edit=sysop|move=sysop")
        self.polled()
        self.wiki.admin.protect("Le WIP", "edit=all|move=all")
        self.polled()

    @long
    def test_a_protection_that_moves_with_its_page(self):
        self.wiki.admin.protect("Le WIP")
        self.wiki.admin.move("Le WIP", "La halle")
        self.polled()

    @long
    def test_a_user_who_is_blocked_is_nothing_to_us(self):
        self.wiki.admin.act("block", user="XavCC", reason="pause")
        self.assertEqual(self.polled()["changed"], 0)


class Merges(Polling):
    def test_two_histories_merged_and_the_target_then_moved(self):
        self.wiki.admin.merge("Remorque (ancienne)", "Remorque partagée", "2019-01-01T12:00:00Z", "même histoire")
        self.wiki.admin.move("Remorque partagée", "Remorque à partager")
        self.wiki.admin.move("Remorque (ancienne)", "Remorque partagée (ancienne)", leave_redirect=False)
        self.polled()

    def test_a_history_merged_whole_and_the_target_then_moved_without_a_redirect(self):
        self.wiki.admin.merge("Remorque (ancienne)", "Remorque partagée", reason="même histoire")
        self.wiki.admin.move("Remorque partagée", "Remorque à partager", leave_redirect=False)
        self.polled()

    @long
    def test_a_history_merged_and_its_target_deleted_and_restored(self):
        self.wiki.admin.merge("Remorque (ancienne)", "Remorque partagée", "2019-01-01T12:00:00Z")
        self.wiki.admin.delete("Remorque partagée")
        self.polled()
        self.wiki.admin.restore("Remorque partagée")
        self.polled()


class Imports(Polling):
    def test_two_pages_imported_between_two_polls(self):
        self.wiki.admin.import_pages(foreign_pages(("Le WIP", (OLD, "Gabriel")), ("La Grange", (OLD, "Open Atlas"))))
        self.wiki.admin.import_pages(foreign("Le carnet", ("2017-01-01T00:00:00Z", "Gabriel"), (OLD, "Gabriel")))
        self.polled()

    def test_650_old_revisions_imported_under_a_page_we_know(self):
        times = [f"2015-{1 + n // 336:02}-{1 + n // 12 % 28:02}T{n % 12:02}:00:00Z" for n in range(650)]
        self.wiki.admin.import_pages(foreign("Le WIP", *((at, "Gabriel") for at in times)))
        self.polled()
        mine = self.item("Le WIP")["id"]
        self.assertEqual(len([r for r in self.moisson.export("revisions") if r["item"] == mine]), 652)

    @long
    def test_a_page_imported_then_moved_and_its_title_imported_again(self):
        self.wiki.admin.import_pages(foreign("La Grange", (OLD, "Gabriel")))
        self.wiki.admin.move("La Grange", "La Grange aux communs")
        self.wiki.admin.import_pages(foreign("La Grange", ("2019-05-05T05:05:05Z", "Open Atlas")))
        self.polled()


class Redirects(Polling):
    def test_a_redirect_that_changes_its_target_then_becomes_a_page(self):
        self.wiki.admin.edit("La halle", "#REDIRECTION [[Le WIP]]")
        self.polled()
        self.wiki.admin.edit("La halle", "#REDIRECTION [[Remorque partagée]]")
        self.polled()
        self.wiki.admin.edit("La halle", COMMUN % "Une vraie page")
        self.polled()
        self.assertEqual([row["after"] for row in self.changes("La halle", "redirect_to")], ["Remorque partagée", None])

    def test_a_template_that_is_moved_still_makes_its_pages_communs(self):
        self.wiki.admin.move("Modèle:Commun", "Modèle:Ressource")
        self.polled()
        self.assertEqual([row for row in self.changes("Remorque partagée") if row["cause"] == "source"], [])


class Labels(Polling):
    def test_labels_come_with_their_edit_and_those_given_or_taken_later_at_the_next_reading(self):
        admin = self.wiki.admin
        admin.act("managetags", operation="create", tag="relu")
        labelled = admin.act("edit", title="Le WIP", appendtext="\nrelu", tags="relu")["edit"]["newrevid"]
        plain = self.wiki.person("Yoann").append("Le WIP", "\npas relu")
        self.polled()
        self.assertEqual((self.moisson.labels(labelled), self.moisson.labels(plain)), (["relu"], []))
        # The log of labels is no part of the feed.
        admin.tag(labelled, remove="relu")
        admin.tag(plain, add="relu")
        self.assertEqual(self.moisson.run("resync", "movilab", "--item", "Le WIP", "--json").code, 0)
        self.assertEqual((self.moisson.labels(labelled), self.moisson.labels(plain)), ([], ["relu"]))
        self.assert_same()


class MoreIsFollowed(Polling):
    """Drafts of users were none of ours, until the configuration says that they are."""

    namespaces = [0, 10]

    def test_what_was_there_before_its_namespace_was_followed_is_read_at_the_next_poll(self):
        self.wiki.person("Yoann").append("Le WIP", "\navant")
        self.follow([0, 2, 10])
        self.wiki.person("Yoann").append("Le WIP", "\naprès")
        self.polled()
        self.assertIn("Utilisateur:Yoann/Brouillon", {item["title"] for item in self.moisson.items()})
        self.wiki.forget_requests()
        self.polled()
        self.assertEqual(len(self.wiki.requests()), 1)
        self.assertEqual(self.census("--deep")["drift"], 0)

    def test_what_is_no_longer_followed_is_gone_at_the_next_poll_and_returns_with_its_resource(self):
        before = self.item("Modèle:Commun")["resource"]
        self.follow([0])
        self.polled()
        self.assertEqual([row["cause"] for row in self.changes("Modèle:Commun", "@life")], ["ours"])
        self.follow([0, 10])
        self.polled()
        self.assertEqual(self.item("Modèle:Commun")["resource"], before)

    def follow(self, namespaces):
        self.namespaces = namespaces
        self.moisson.namespaces = namespaces
        self.moisson.configure(self.wiki.api)
