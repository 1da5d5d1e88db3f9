# SPDX-License-Identifier: GPL-3.0-or-later
"""A place that answers as Communecter does is harvested and followed; what is exported is what it may show."""
from lab.place import ALL, ASSUMED, DAY_S, PLACES, PlaceStory

RAFFINERIE = "organizations-5a1b2c3d4e5f60718293a4b5"
DISCREET = "organizations-5a1b2c3d4e5f60718293a4b9"
CLOSED = "organizations-5a1b2c3d4e5f60718293a4ba"
NO_ADDRESS = "organizations-5a1b2c3d4e5f60718293a4b6"
NETWORK = "organizations-5a1b2c3d4e5f60718293a4b7"
COMMUN = "answers-64a1000000000000000000a1"


class Harvest(PlaceStory):
    def test_what_may_be_shown_is_exported_and_nothing_else(self):
        self.harvested()
        self.assert_published()
        self.assertIn(RAFFINERIE, self.shown())
        self.assertNotIn(CLOSED, self.shown(), "isOpenData is the text \"false\"")

    def test_a_place_becomes_a_resource_with_its_licence(self):
        self.harvested()
        place = self.resource(RAFFINERIE)
        self.assertEqual((place["kind"], place["title"]), ("lieu", "La Raffinerie"))
        self.assertEqual(place["location"]["address"].split(",")[0], "3 rue des Communs")
        self.assertEqual(self.resource(NETWORK)["kind"], "reseau")
        self.assertEqual(self.resource(COMMUN)["kind"], "commun")

    def test_nobody_is_kept(self):
        self.harvested()
        kept = self.kept_bytes()
        for person in self.place.people():
            for word in (person["name"], person["username"], person["email"], person["id"]):
                self.assertNotIn(word.encode(), kept, f"{word} was kept")

    def test_nothing_is_asked_for_in_vain(self):
        self.harvested()
        for request in self.place.requests():
            self.assertEqual(request["unknown"], [], f"{request['method']} {request['path']}")

    def test_the_commands_know_its_elements(self):
        self.harvested()
        for words in (["show", "La Raffinerie"], ["find", "raffinerie"], ["show", RAFFINERIE]):
            said = self.moisson.run(*words)
            self.assertEqual(said.code, 0, str(said))
            self.assertIn("La Raffinerie", said.out)
        status = self.moisson.run("status").out
        self.assertIn("withheld", status)


class Gate(PlaceStory):
    scopes = (PLACES,)

    def test_a_withheld_place_says_why_to_the_keeper_of_the_store_alone(self):
        self.harvested()
        self.assertIsNone(self.resource(CLOSED))
        self.assertIn("isOpenData", self.moisson.run("show", CLOSED).out)
        self.assertNotIn("Grange", self.moisson.run("find", "grange").out)

    def test_what_becomes_private_is_withdrawn_by_the_check_of_a_day(self):
        self.harvested()
        self.place.do("make_private", RAFFINERIE)
        self.place.wait(2 * DAY_S)
        self.swept()
        self.assertNotIn(RAFFINERIE, self.shown())

    def test_an_assumed_scope_publishes_at_once_and_says_why(self):
        moisson = self.guest("assuming", publication=ASSUMED)
        self.harvested(moisson=moisson)
        self.assertIn(RAFFINERIE, self.shown(moisson))
        self.assertIn("the portal publishes these records under ODbL", moisson.run("status").out)

    def test_an_assumed_scope_without_a_reason_is_refused_with_its_line(self):
        moisson = self.guest("assuming", publication='publication = "assume"\n')
        said = moisson.run("check")
        self.assertEqual(said.code, 78, str(said))
        self.assertIn("because", said.err)

    def test_a_check_withdraws_what_an_assumption_had_wrong(self):
        moisson = self.guest("assuming", publication=ASSUMED, options='poll = "1d"')
        self.harvested(moisson=moisson)
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)

    def test_a_scope_that_no_longer_assumes_asks_before_it_shows(self):
        self.publication = ASSUMED
        self.moisson = self.guest(publication=ASSUMED)
        self.harvested()
        self.moisson = self.guest()
        self.harvested()
        self.assert_published()


class Follow(PlaceStory):
    def setUp(self):
        super().setUp()
        self.harvested()
        self.place.wait(3 * 3600)

    def test_an_edit_is_told_field_by_field(self):
        self.place.do("edit", NO_ADDRESS, field="shortDescription", value="Un lieu qui a trouvé son adresse")
        self.assertEqual(self.harvested()["changed"], 1)
        told = [row for row in self.moisson.export("changes") if row["field"] == "summary"]
        self.assertEqual([row["after"] for row in told], ["Un lieu qui a trouvé son adresse"])
        self.assertIsNone(told[0]["actor"])

    def test_nothing_happened_costs_a_request_a_scope(self):
        self.place.do("edit", NO_ADDRESS, field="shortDescription", value="x")
        self.harvested()
        self.place.wait(3 * 3600)
        self.place.forget_requests()
        run = self.harvested()
        searches = [each for each in self.place.requests() if "about" not in each["path"]]
        self.assertEqual(run["changed"], 0)
        self.assertLessEqual(len(searches), len(ALL) + 1, searches)      # and the questions of a form

    def test_a_new_place_and_one_that_leaves(self):
        made = self.place.do("create", collection="organizations", document={
            "name": "Le Nouveau", "tags": ["TiersLieux"], "address": {"addressCountry": "FR"}})
        self.harvested()
        self.assertIn(f"organizations-{made['id']}", self.shown())
        self.place.do("delete", RAFFINERIE)
        self.swept_on_two_days()
        self.assertNotIn(RAFFINERIE, self.shown())
        self.assert_published()

    def test_what_moves_no_date_is_found_by_the_sweep(self):
        self.place.do("edit_silently", NO_ADDRESS, field="shortDescription", value="Sans bruit")
        self.assertEqual(self.harvested()["changed"], 0)
        self.assertEqual(self.swept()["drift"], 1)
        self.assertEqual(self.resource(NO_ADDRESS)["summary"], "Sans bruit")

    def test_a_thousand_deeds_and_two_days_later_we_are_one_again(self):
        self.place.live(300, 7)
        self.place.wait(3600)
        self.harvested()
        self.swept_on_two_days()
        self.place.wait(2 * DAY_S)
        self.swept()
        self.assert_published()
