# SPDX-License-Identifier: GPL-3.0-or-later
"""People work in the wiki, Moisson polls it: its items and revisions equal the wiki's tables again, and it says what
changed."""
from lab.polling import COMMUN, Polling, foreign


class Edits(Polling):
    def test_nothing_happened_costs_exactly_one_request(self):
        self.wiki.forget_requests()
        before = {what: self.moisson.export_bytes(what) for what in ("items", "revisions", "resources", "changes")}
        run = self.polled()
        self.assertEqual((run["requests"], run["changed"]), (1, 0))
        self.assertEqual(len(self.wiki.requests()), 1)
        for what, bytes_ in before.items():
            self.assertEqual(self.moisson.export_bytes(what), bytes_, what)

    def test_an_edit_is_told_field_by_field_with_who_and_when(self):
        yoann = self.wiki.person("Yoann")
        revision = yoann.edit("Remorque partagée", (COMMUN % "Une remorque pour trois villages").replace("Un attelage", "Des freins"),
                              "des freins !")
        run = self.polled()
        self.assertEqual(run["changed"], 1)
        summary = self.changes("Remorque partagée", "summary")
        self.assertEqual([(row["before"], row["after"]) for row in summary],
                         [("Une remorque partagée", "Une remorque pour trois villages")])
        self.assertEqual((summary[0]["actor"], summary[0]["revision"], summary[0]["cause"]), ("Yoann", str(revision), "source"))
        needs = self.changes("Remorque partagée", "needs")
        self.assertEqual({(row["before"], row["after"]) for row in needs}, {("Un attelage", None), (None, "Des freins")})

    def test_many_edits_by_many_people_between_two_polls(self):
        for number, name in enumerate(["XavCC", "Yoann", "AurélienMarty", "MoulinetteBot"] * 3):
            self.wiki.person(name).edit("Le WIP", f"Une grande halle, étape {number}.", minor=number % 2 == 0,
                                        bot=name == "MoulinetteBot")
            self.wiki.person(name).append("Remorque partagée", f"\nligne {number}")
        self.assertEqual(self.polled()["changed"], 2)

    def test_an_edit_that_changes_no_value_is_counted_and_told_as_no_field(self):
        self.wiki.admin.append("Discussion:Le WIP", "Bonjour")
        self.wiki.admin.edit("Le WIP", "Une grande halle.\n\n")
        self.polled()
        self.assertEqual(self.changes("Le WIP", "summary"), [])

    def test_a_new_page_and_a_message_on_its_talk_page(self):
        self.wiki.person("XavCC").edit("Badge inter lieux", COMMUN % "Un badge", "un nouveau commun")
        self.wiki.person("Yoann").talk("Discussion:Badge inter lieux", "Compatible ?", "Avec quel lecteur ?")
        self.polled()
        self.assertEqual(self.life("Badge inter lieux"), [(None, "alive")])
        self.assertEqual(self.item("Discussion:Badge inter lieux")["resource"], self.item("Badge inter lieux")["resource"])

    def test_a_page_that_becomes_a_redirect_and_back(self):
        kept = self.item("Le WIP")["resource"]
        self.wiki.admin.edit("Le WIP", "#REDIRECTION [[Remorque partagée]]")
        self.polled()
        self.assertEqual([(row["before"], row["after"]) for row in self.changes("Le WIP", "redirect_to")],
                         [(None, "Remorque partagée")])
        self.wiki.admin.edit("Le WIP", "Une grande halle, rouverte.")
        self.polled()
        self.assertEqual(self.item("Le WIP")["resource"], kept)

    def test_a_page_whose_content_model_changes(self):
        self.wiki.admin.edit("Utilisateur:XavCC/réglages", "{}")
        self.polled()
        self.wiki.admin.change_model("Utilisateur:XavCC/réglages", "json", "des données")
        self.polled()
        self.assertEqual(self.item("Utilisateur:XavCC/réglages")["content_model"], "json")

    def test_a_protected_page_has_one_revision_more(self):
        self.wiki.admin.protect("Le WIP", reason="page très visitée")
        self.polled()

    def test_what_the_administrator_of_the_server_edits_by_script(self):
        self.wiki.script_edit("Le WIP", "Une halle, par script.", "grand ménage", user="XavCC")
        self.polled()


class LifeAndDeath(Polling):
    def test_a_deleted_page_is_a_tombstone(self):
        resource = self.item("Remorque partagée")["resource"]
        self.wiki.admin.delete("Remorque partagée", "doublon")
        run = self.polled()
        self.assertEqual((run["changed"], run["outcome"]), (1, "complete"))
        gone = self.item("Remorque partagée")
        self.assertEqual((gone["deleted"], gone["resource"]), (True, resource))
        self.assertEqual(self.life("Remorque partagée"), [("alive", "gone")])

    def test_a_deleted_page_that_is_restored_lives_again_with_its_resource(self):
        resource = self.item("Remorque partagée")["resource"]
        self.wiki.admin.delete("Remorque partagée")
        self.polled()
        self.wiki.admin.restore("Remorque partagée", "c'était une erreur")
        self.polled()
        self.assertEqual(self.item("Remorque partagée")["resource"], resource)
        self.assertEqual(self.life("Remorque partagée"), [("alive", "gone"), ("gone", "alive")])

    def test_a_page_deleted_and_restored_between_two_polls(self):
        self.wiki.admin.delete("Remorque partagée")
        self.wiki.admin.restore("Remorque partagée")
        self.polled()
        self.assertFalse(self.item("Remorque partagée")["deleted"])

    def test_a_page_created_and_deleted_between_two_polls_leaves_no_living_item(self):
        self.wiki.person("XavCC").edit("Essai", "essai")
        self.wiki.admin.delete("Essai")
        self.polled()
        self.assertNotIn("Essai", {item["title"] for item in self.moisson.items()})

    def test_a_page_restored_with_only_some_of_its_revisions(self):
        # Restoring picks revisions by their second: this page has one in the past, and now another.
        self.wiki.admin.edit("Le carnet", "deux")
        self.polled()
        self.wiki.admin.delete("Le carnet")
        self.polled()
        self.wiki.admin.restore("Le carnet", revisions=["2020-01-01T12:00:00Z"])
        self.polled()
        mine = self.item("Le carnet")["id"]
        self.assertEqual(len([r for r in self.moisson.export("revisions") if r["item"] == mine]), 1)

    def test_a_page_written_anew_under_the_title_of_a_deleted_one(self):
        self.wiki.admin.delete("Le WIP")
        self.polled()
        self.wiki.person("Yoann").edit("Le WIP", "Un autre lieu du même nom.")
        self.polled()

    def test_old_revisions_restored_under_a_page_written_anew(self):
        self.wiki.admin.delete("Le WIP")
        self.wiki.person("Yoann").edit("Le WIP", "Un autre lieu du même nom.")
        self.polled()
        self.wiki.admin.restore("Le WIP", "les deux histoires ensemble")
        self.polled()

    def test_what_the_administrator_of_the_server_deletes_and_restores_by_script(self):
        self.wiki.script_delete("Le WIP", "Remorque partagée")
        self.polled()
        self.wiki.script_restore("Le WIP")
        self.polled()


class Moves(Polling):
    def test_a_page_moved_leaves_a_redirect_behind(self):
        before = self.item("Remorque partagée")
        self.wiki.person("Yoann").move("Remorque partagée", "Remorque à partager", "un verbe")
        self.polled()
        after = self.item("Remorque à partager")
        self.assertEqual((after["id"], after["resource"]), (before["id"], before["resource"]))
        self.assertEqual(self.item("Remorque partagée")["redirect_to"], "Remorque à partager")
        self.assertEqual([(row["before"], row["after"]) for row in self.changes("Remorque à partager", "title")],
                         [("Remorque partagée", "Remorque à partager")])

    def test_a_page_moved_without_a_redirect(self):
        before = self.item("Remorque partagée")
        self.wiki.admin.move("Remorque partagée", "Remorque à partager", leave_redirect=False)
        self.polled()
        self.assertEqual(self.item("Remorque à partager")["id"], before["id"])
        self.assertNotIn("Remorque partagée", {item["title"] for item in self.moisson.export("items")})

    def test_a_page_moved_twice_and_edited_in_between(self):
        yoann = self.wiki.person("Yoann")
        yoann.move("Le WIP", "Le WIP (Colombelles)")
        yoann.append("Le WIP (Colombelles)", "\nFermé.")
        yoann.move("Le WIP (Colombelles)", "Le WIP à Colombelles", leave_redirect=False)
        self.polled()

    def test_a_page_moved_over_the_redirect_that_led_to_it(self):
        self.wiki.admin.move("Le WIP", "La halle")
        self.polled()
        self.wiki.admin.move("La halle", "Le WIP", "finalement non")
        self.polled()

    def test_two_pages_that_exchange_their_titles(self):
        admin = self.wiki.admin
        admin.move("Le WIP", "Attente", leave_redirect=False)
        admin.move("Remorque partagée", "Le WIP", leave_redirect=False)
        admin.move("Attente", "Remorque partagée", leave_redirect=False)
        self.polled()

    def test_a_page_moved_with_its_talk_page_and_its_subpages(self):
        self.wiki.admin.talk("Discussion:Le WIP", "Fermé ?", "Depuis quand ?")
        self.wiki.admin.edit("Le WIP/Plans", "des plans")
        self.polled()
        self.wiki.admin.act("move", **{"from": "Le WIP"}, to="La halle", movetalk=1, movesubpages=1)
        self.polled()

    def test_what_the_administrator_of_the_server_moves_by_script(self):
        self.wiki.script_move(("Le WIP", "La halle"), ("Remorque partagée", "Remorque à partager"), leave_redirect=False)
        self.polled()


class ChosenNamespaces(Polling):
    """Only pages and templates are followed: drafts of users are not."""

    namespaces = [0, 10]

    def test_a_draft_moved_among_the_pages_arrives(self):
        self.assertNotIn("Utilisateur:Yoann/Brouillon", {item["title"] for item in self.moisson.items()})
        self.wiki.person("Yoann").move("Utilisateur:Yoann/Brouillon", "Boîte à outils", "c'est prêt", leave_redirect=False)
        self.polled()
        self.assertEqual(self.life("Boîte à outils"), [(None, "alive")])

    def test_a_page_moved_among_the_drafts_is_gone_from_here(self):
        self.wiki.admin.move("Remorque partagée", "Utilisateur:Yoann/Remorque", "pas mûr", leave_redirect=False)
        self.polled()
        self.assertNotIn("Remorque partagée", {item["title"] for item in self.moisson.items()})

    def test_an_edit_elsewhere_is_not_ours(self):
        self.wiki.person("Yoann").append("Utilisateur:Yoann/Brouillon", "encore")
        self.assertEqual(self.polled()["changed"], 0)


class Histories(Polling):
    def test_two_pages_whose_histories_are_merged_in_part(self):
        self.wiki.admin.merge("Remorque (ancienne)", "Remorque partagée", "2019-01-01T12:00:00Z", "même histoire")
        self.polled()

    def test_a_history_merged_whole_leaves_a_redirect(self):
        self.wiki.admin.merge("Remorque (ancienne)", "Remorque partagée", reason="même histoire")
        self.polled()
        self.assertEqual(self.item("Remorque (ancienne)")["redirect_to"], "Remorque partagée")

    def test_a_page_imported_with_the_authors_of_another_wiki(self):
        self.wiki.admin.import_pages(foreign("Communauté des conseiller·e·s en mobilité", ("2021-03-04T05:06:07Z", "Gabriel"),
                                             ("2021-04-04T05:06:07Z", "Open Atlas")))
        self.polled()
        mine = self.item("Communauté des conseiller·e·s en mobilité")["id"]
        actors = [r["actor"] for r in self.moisson.export("revisions") if r["item"] == mine]
        self.assertLessEqual({"fabmob>Gabriel", "fabmob>Open Atlas"}, set(actors))

    def test_old_revisions_imported_under_a_page_we_know(self):
        self.wiki.admin.import_pages(foreign("Remorque partagée", ("2018-03-04T05:06:07Z", "Gabriel")))
        self.polled()

    def test_an_author_hidden_by_an_administrator_is_forgotten_here_too(self):
        revision = self.wiki.person("XavCC").edit("Le WIP", "Une phrase de trop.", "un résumé de trop")
        self.wiki.admin.edit("Le WIP", "Une grande halle.")
        self.polled()
        self.wiki.admin.hide([revision], "user|comment|content", "à la demande de la personne")
        self.polled()
        hidden = [r for r in self.moisson.export("revisions") if r["id"] == str(revision)]
        self.assertEqual([(r["actor"], r["comment"], r["sha1"]) for r in hidden], [(None, None, None)])

    def test_a_suppressed_author_is_forgotten_at_the_next_full_reading(self):
        revision = self.wiki.person("XavCC").edit("Le WIP", "Une phrase de trop.")
        self.wiki.admin.edit("Le WIP", "Une grande halle.")
        self.polled()
        # The log of suppressions is not public: no feed tells of it.
        self.wiki.admin.hide([revision], "user|comment|content", suppress=True)
        said = self.moisson.run("resync", "movilab", "--full", "--json")
        self.must_say(said, "complete", 0)
        self.assert_same()

    def test_a_deep_census_finds_what_no_feed_tells_and_then_agrees(self):
        revision = self.wiki.person("XavCC").edit("Le WIP", "Une phrase de trop.")
        self.wiki.admin.edit("Le WIP", "Une grande halle.")
        self.polled()
        self.wiki.admin.hide([revision], "user", suppress=True)
        self.wiki.script_import(foreign("Rencontre des fabriques 2021", ("2021-09-20T08:00:00Z", "Gabriel")))
        self.assertGreater(self.census("--deep")["drift"], 0)
        self.assert_same()
        self.assertEqual(self.census("--deep")["drift"], 0)

    def test_pages_imported_silently_arrive_at_the_next_full_reading(self):
        self.wiki.script_import(foreign("Rencontre des fabriques 2021", ("2021-09-20T08:00:00Z", "Gabriel")))
        self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "complete", 0)
        self.assert_same()

    def test_one_page_is_read_again_on_request(self):
        self.wiki.script_import(foreign("Le WIP", ("2016-01-01T08:00:00Z", "Gabriel")))
        said = self.moisson.run("resync", "movilab", "--item", "Le WIP", "--json")
        self.assertEqual(said.code, 0, str(said))
        self.assert_same()
