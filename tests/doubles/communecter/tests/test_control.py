# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side: the judge, the clock, deeds and lives, the journal."""
import json
import unittest
from email.utils import parsedate_to_datetime

from told import CAFE, FOLDER, HIDDEN, LIEU, NETWORK, SEARCH, Told

from double.deeds import DEEDS
from double.life import FREQUENT

LEAVING = "5a1b2c3d4e5f60718293a4ba"


class Judge(Told):
    def judged(self, query=""):
        return self.ask(f"/__double/state{query}").json["elements"]

    def test_everything_is_told_hidden_or_not_with_what_hides_it(self):
        found = self.judged()
        why = {name.split("-")[1]: element["withheld"] for name, element in found.items() if name.startswith("organizations")}
        self.assertEqual(why[LIEU], [])
        self.assertEqual(why[HIDDEN], ["preferences.private"])
        self.assertEqual(why[LEAVING], ["preferences.isOpenData", "status deletePending"])
        self.assertIn("state uncomplete", why["5a1b2c3d4e5f60718293a4b8"])
        self.assertIn("disabled", why["5a1b2c3d4e5f60718293a4b9"])
        self.assertEqual(found[f"organizations-{LIEU}"]["document"]["name"], "La Raffinerie")
        self.assertTrue(found["answers-64a1000000000000000000a1"]["public"])
        self.assertEqual(found["answers-64a1000000000000000000a3"]["withheld"], ["form.params.onlyAdminCanSeeList"])

    def test_a_scope_is_given_like_a_search_and_judged_whatever_the_switches_are(self):
        self.switch(dialect="legacy2018", ignore_index_min=True)
        found = self.judged("?searchType[]=organizations&filters[tags][$in][]=TiersLieux&indexStep=1")
        self.assertEqual(list(found), [f"organizations-{CAFE}", f"organizations-{LIEU}"])
        found = self.ask("/__double/state", "searchType[]=organizations&filters[slug]=leReseau").json["elements"]
        self.assertEqual(list(found), [f"organizations-{NETWORK}"])

    def test_a_scope_may_be_a_call(self):
        found = self.judged("?form=6438366673d20a0de1533c77")
        self.assertEqual(list(found), ["answers-64a1000000000000000000a1", "answers-64a1000000000000000000a2"])

    def test_moderation_is_told_costum_by_costum(self):
        self.control("do", op="to_be_validated", id=LIEU, slug="franceTierslieux")
        self.assertEqual(self.judged()[f"organizations-{LIEU}"]["withheld"], ["preferences.toBeValidated.franceTierslieux"])

    def test_the_people_of_the_place_can_be_looked_for(self):
        people = self.ask("/__double/people").json["people"]
        self.assertIn({"id": "58c9000000000000000000b0", "name": "Bob", "username": "bob", "email": "bob@personne.example.org"}, people)


class Time(Told):
    def test_it_stands_still_until_it_is_moved_and_is_the_date_of_every_answer(self):
        date = self.ask("/api/event/get").headers["Date"]
        self.assertEqual(self.ask("/api/event/get").headers["Date"], date)
        now = self.control("clock", advance=3600)["now"]
        self.assertEqual(parsedate_to_datetime(self.ask("/api/event/get").headers["Date"]).timestamp(), now)

    def test_a_reset_brings_everything_back(self):
        before = self.ask("/__double/state").json
        self.control("life", steps=30, seed=1)
        self.switch(dialect="legacy2018")
        self.fault("502")
        self.control("reset")
        self.assertEqual(self.ask("/__double/state").json, before)
        self.assertEqual(self.ask("/__double/requests").json, {"requests": []})
        self.assertEqual(self.search("searchType[]=poi&fields[]=name").status, 200)


class Deeds(Told):
    def do(self, op, **words):
        return self.control("do", op=op, **words)

    def updated(self, identity=LIEU):
        return self.ask(f"/co2/element/about/type/organizations/id/{identity}/json/true").json.get("updated")

    def test_some_deeds_move_the_date_and_some_do_not(self):
        now = self.control("clock", advance=60)["now"]
        silent = [("edit_silently", {"field": "name", "value": "x"}), ("delete_pending", {}), ("stop_delete", {}), ("image", {}),
                  ("make_private", {}), ("make_public", {}), ("close_data", {"value": "false"}), ("open_data", {}), ("refer", {}),
                  ("to_be_validated", {}), ("validated", {}), ("disable", {}), ("enable", {}), ("uncomplete", {}), ("complete", {}),
                  ("disconnect", {"child": "58c9000000000000000000ad"})]
        for name, words in silent:
            with self.subTest(name):
                self.assertEqual((self.do(name, id=LIEU, **words)["bumped"], self.updated()), (False, 1543000000))
        for name, words in [("edit", {"field": "address.postalCode", "value": "97400"}), ("retag", {"tags": ["a"]}),
                            ("rename", {"name": "La Nouvelle"}), ("connect", {"child": "58c9000000000000000000ad"})]:
            with self.subTest(name):
                self.do("edit_silently", id=LIEU, field="updated", value=1)
                self.assertEqual((self.do(name, id=LIEU, **words)["bumped"], self.updated()), (True, now))
        self.do("edit_silently", id=LIEU, field="updated", value=1)
        self.assertEqual((self.do("make_private", id=LIEU, bump=True)["bumped"], self.updated()), (True, now))

    def test_a_new_name_is_a_new_slug_and_the_old_one_leads_nowhere(self):
        self.do("rename", id=LIEU, name="La Compagnie des Tiers-Lieux")
        self.assertEqual(self.ask("/co2/slug/getinfo/key/laRaffinerie").json, {"result": False})
        self.assertEqual(self.ask("/co2/slug/getinfo/key/laCompagnieDesTierslieux").json["contextId"], LIEU)

    def test_a_long_name_makes_a_slug_of_its_tail_and_a_taken_one_gets_a_number(self):
        slugs = []
        for name in ("Association pour la promotion des tiers-lieux en milieu rural SC", "La Raffinerie"):
            made = self.do("create", document={"name": name})["id"]
            slugs.append(self.place.state.find("organizations", made)["slug"])
        self.assertEqual(slugs, ["ilieuRuralSc", "laRaffinerie1"])

    def test_answers_are_given_and_their_status_only_grows(self):
        made = self.do("answer", document={"form": "f"})["id"]
        self.do("status", id=made, value="progress")
        self.assertEqual(self.place.state.find("answers", made)["status"], ["newaction", "progress"])

    def test_a_path_may_lead_through_lists(self):
        guide, line = "64a1000000000000000000a1", "answers.aapStep1.depense.0"
        self.do("edit", collection="answers", id=guide, field=f"{line}.price", value="7")
        self.do("edit", collection="answers", id=guide, field=f"{line}.financer.0", value=None)
        found = self.place.state.find("answers", guide)["answers"]["aapStep1"]["depense"][0]
        self.assertEqual((found["price"], found["financer"]), ("7", []))
        self.assertEqual(self.ask("/__double/do", json_body={"op": "edit", "collection": "answers", "id": guide,
                                                             "field": "answers.aapStep1.depense.9.price", "value": 1}).status, 400)

    def test_several_deeds_may_be_done_at_once_and_impossible_ones_are_refused(self):
        self.assertEqual(len(self.control("do", deeds=[{"op": "make_private", "id": LIEU}, {"op": "make_public", "id": LIEU}])["done"]), 2)
        for wrong in ({"op": "fly"}, {"op": "edit", "id": LIEU}, {"op": "edit", "id": "x", "field": "name"}, []):
            self.assertEqual(self.ask("/__double/do", json_body=wrong).status, 400)
        self.assertEqual(self.ask("/__double/fly").status, 404)
        for wrong in ({"dialect": "latin"}, {"open_data_filter": "maybe"}, {"no_count": "yes"}):
            self.assertEqual(self.ask("/__double/settings", json_body=wrong).status, 400)
        self.assertEqual(self.ask("/__double/settings", json_body={"moustache": True}).status, 400)


class Life(Told):
    words = {"elements": 200}

    def test_the_same_seed_lives_the_same_life_and_another_lives_another(self):
        lives = []
        for seed in (3, 3, 4):
            self.control("reset")
            self.control("life", steps=200, seed=seed)
            lives.append(json.dumps(self.ask("/__double/state").json))
        self.assertEqual(lives[0], lives[1])
        self.assertNotEqual(lives[0], lives[2])

    def test_everything_that_can_be_done_happens_and_the_place_can_still_be_read(self):
        said = self.control("life", steps=1500, seed=7)
        self.assertEqual({deed["op"] for deed in said["done"]}, set(FREQUENT))
        self.assertEqual(set(FREQUENT), set(DEEDS))
        self.assertTrue({deed["bumped"] for deed in said["done"]} == {True, False})
        for dialect in ("modern", "legacy2018"):
            self.switch(dialect=dialect)
            self.assertEqual(self.search("searchType[]=all&fields[]=name&indexStep=0&count=1").status, 200)
            self.assertEqual(self.ask("/api/organization/get/limit/500").status, 200)

    def test_the_index_by_date_is_that_of_the_documents_after_any_life(self):
        self.control("life", steps=500, seed=9)
        for collection in self.place.state.collections.values():
            dates = [collection.documents[each].get("updated", 0) for each in collection.newest_first()]
            self.assertEqual(dates, sorted(dates, reverse=True))
            self.assertEqual(set(collection.newest_first()), set(collection.documents))


class Fixture(Told):
    words = {}

    def test_everything_that_was_asked_for_is_there(self):
        state = self.place.state
        lieux = state["organizations"].documents
        self.assertEqual({name: len(state[name]) for name in ("classifieds", "ressources", "projects", "events", "poi")},
                         {"classifieds": 1, "ressources": 1, "projects": 2, "events": 2, "poi": 2})
        self.assertTrue(any("address" not in each for each in lieux.values()))
        self.assertTrue(any(len(each["name"]) > 50 for each in lieux.values()))
        self.assertTrue(any("TiersLieux" not in each["tags"] and "navigatorDesTierslieux" in each.get("reference", {}).get("costum", [])
                            for each in lieux.values()))
        self.assertTrue(any("RéseauTiersLieux" in each["tags"] for each in lieux.values()))
        reasons = {reason for each in self.ask("/__double/state").json["elements"].values() for reason in each["withheld"]}
        self.assertTrue({"preferences.private", "preferences.isOpenData", "preferences.toBeValidated.navigatorDesTierslieux"} <= reasons)

    def test_the_names_of_its_people_are_nobody_elses(self):
        made_up = Told.words["fixture"].read_text(encoding="utf-8") + (FOLDER.parent / "double" / "crowd.py").read_text(encoding="utf-8")
        for person in self.ask("/__double/people").json["people"]:
            self.assertNotIn(person["name"], made_up)
            self.assertTrue(person["email"].endswith("@personne.example.org"))

    def test_people_are_met_in_raw_elements_and_in_lists_of_communs(self):
        raw = self.ask("/co2/element/about/type/organizations/id/5a1b2c3d4e5f60718293a4b5/json/true").text
        communs = self.ask("/co2/aap/directoryproposal/form/6438366673d20a0de1533c77", "indexStep=all").text
        self.assertIn("Isaure Vauquelin-Torpes", raw)
        for name in ("Gontran Malpertuis", "Ludivine Escarboucle", "Zephyrine Quatrebarbes"):
            self.assertIn(name, communs)


class Journal(Told):
    def test_a_request_is_told_with_what_nobody_read(self):
        self.search("searchType[]=poi&fields[]=name&moustache=1", f"{SEARCH}/beard/2?hat=3", User_Agent="Moisson",
                    X_Requested_With="XMLHttpRequest")
        entry = self.last()
        self.assertEqual((entry["method"], entry["route"], entry["status"], entry["agent"], entry["ajax"]),
                         ("POST", "co2/search/globalautocomplete", 200, "Moisson", True))
        self.assertEqual(entry["unknown"], ["hat", "beard", "moustache"])
        self.assertIn(["fields[]", "name"], entry["form"])
        self.assertGreater(entry["bytes"], 100)

    def test_a_count_of_types_is_in_vain_where_nothing_is_counted(self):
        self.search("searchType[]=poi&countType[]=poi")
        self.assertEqual(self.last()["unknown"], ["countType"])

    def test_it_can_be_read_from_somewhere_on_and_forgotten(self):
        for _ in range(3):
            self.ask("/api/event/get")
        self.assertEqual([each["number"] for each in self.ask("/__double/requests?since=1").json["requests"]], [2, 3])
        self.control("forget")
        self.assertEqual(self.ask("/__double/requests").json["requests"], [])


if __name__ == "__main__":
    unittest.main()
