# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading one element: §4 of the reference."""
import unittest

from told import EVENT, LIEU, NOBODY, OLD_EVENT, PROJECT, Told

GHOST = {"name": "Unknown (deleted)", "slug": "unknown", "type": "organizations", "typeSig": "organizations"}


class About(Told):
    def about(self, identity, collection="organizations", **headers):
        return self.ask(f"/co2/element/about/type/{collection}/id/{identity}/json/true", **headers)

    def test_the_whole_document_comes_with_preferences_links_and_what_is_computed(self):
        element = self.about(LIEU).json
        self.assertEqual((element["_id"], element["type"], element["typeSig"]), ({"$id": LIEU}, "NGO", "organizations"))
        self.assertEqual(element["preferences"], {"isOpenData": True, "isOpenEdition": True})
        self.assertEqual(element["counts"], {"members": 2, "followers": 1, "projects": 1, "events": 1})
        self.assertIn("creator", element)

    def test_who_is_not_there_is_a_ghost_without_an_id_and_a_poi_nearly_nothing(self):
        self.assertEqual(self.about(NOBODY).json, GHOST)
        self.assertEqual(self.about(NOBODY, "poi").json, {"typeSig": "poi", "images": []})
        self.control("do", op="delete", id=LIEU)
        self.assertEqual(self.about(LIEU).json, GHOST)

    def test_dates_are_text_and_those_that_were_text_are_invented(self):
        self.control("clock", now=1543259200)
        self.assertEqual(self.about(PROJECT, "projects").json["startDate"], "2018-05-01 00:00:00")
        self.assertEqual(self.about(EVENT, "events").json["startDate"], "2018-12-09T10:00:00+0000")
        self.assertEqual(self.about(OLD_EVENT, "events").json["startDate"], "2018-11-24T19:06:40+0000")

    def test_a_page_comes_instead_where_json_is_not_known(self):
        self.switch(html_instead=True)
        self.assertIn("<html", self.about(LIEU).text)
        self.switch(html_instead=False, dialect="legacy2018")
        self.assertIn("<html", self.about(LIEU).text)
        self.assertEqual(self.last()["unknown"], ["json"])

    def test_a_malformed_id_is_no_json(self):
        self.assertIn("<html", self.about("abc").text)
        self.assertEqual(self.about("abc", X_Requested_With="XMLHttpRequest").status, 500)

    def test_a_reading_may_write(self):
        self.switch(reads_write=True)
        self.assertIn("/medium/", self.about(LIEU).json["profilMediumImageUrl"])
        self.assertEqual(self.about(LIEU).json["updated"], 1543000000)


class Others(Told):
    def test_a_slug_leads_to_its_element_and_ends_at_a_dot(self):
        known = {"result": True, "contextId": LIEU, "contextType": "organizations"}
        self.assertEqual(self.ask("/co2/slug/getinfo/key/laRaffinerie").json, known)
        self.assertEqual(self.ask("/co2/slug/getinfo/key/laRaffinerie.html", "").json, known)
        self.assertEqual(self.ask("/co2/slug/getinfo/key/personne").json, {"result": False})

    def test_the_whole_element_is_for_who_is_signed_in(self):
        path = f"/co2/element/get/type/organizations/id/{LIEU}"
        self.assertEqual(self.ask(path).json, {"result": False, "msg": "Please login first"})
        self.ask("/co2/person/authenticate", {"email": "ada", "pwd": "secret-d-ada"})
        token = self.ask("/auth/login", {"email": "ada", "password": "secret-d-ada"}).json["accessToken"]
        said = self.ask(path, Authorization=f"Bearer {token}").json
        self.assertEqual((said["result"], said["map"]["_id"]), (True, {"$id": LIEU}))
        self.assertEqual(self.ask(f"/co2/element/get/type/organizations/id/{NOBODY}", Authorization=f"Bearer {token}").json["map"], GHOST)


if __name__ == "__main__":
    unittest.main()
