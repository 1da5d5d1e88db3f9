# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing: §6 of the reference, and what moves `updated` (§7.2)."""
import unittest

from told import EVENT, LIEU, NETWORK, PROJECT, Told

POI, ESTABLI = "5e3f000000000000000000f1", "5f40000000000000000000c1"
ADA, BOB = "58c9000000000000000000ad", "58c9000000000000000000b0"
CITY = "54c000000000000000000001"


class Writing(Told):
    def setUp(self):
        super().setUp()
        self.sign_in("ada")
        self.now = self.control("clock", advance=60)["now"]

    def sign_in(self, name):
        password = {"ada": "secret-d-ada", "bob": "secret-de-bob", "eve": "secret-d-eve"}[name]
        said = self.ask("/co2/person/authenticate", {"email": name, "pwd": password})
        self.headers = {"Cookie": said.headers["Set-Cookie"].split(";")[0]}

    def sign_out(self):
        self.headers = {}

    def document(self, identity, collection="organizations"):
        return self.place.state.find(collection, identity)

    def set_field(self, name, value, identity=LIEU, collection="organizations"):
        pairs = [("pk", identity), ("name", name), *(value if isinstance(value, list) else [("value", value)])]
        return self.ask(f"/co2/element/updatefields/type/{collection}", pairs)


class OneField(Writing):
    def test_a_field_is_stored_told_back_and_dated(self):
        said = self.set_field("tags", [("value[]", "#a"), ("value[]", "b\nc")])
        self.assertEqual(said.json, {"result": True, "msg": "The organization has been updated", "tags": ["a", "b c"]})
        self.assertEqual((self.document(LIEU)["tags"], self.document(LIEU)["updated"]), (["a", "b c"], self.now))
        self.assertEqual(self.document(LIEU)["modified"], {"sec": self.now, "usec": 0})

    def test_refusals_are_200_and_say_it_in_words_or_not_at_all(self):
        self.assertEqual(self.set_field("moustache", "x").json, {"result": False, "msg": "Unknown field :moustache", "moustache": "x"})
        said = self.ask("/co2/element/updatefields/type/organizations", "name=x")
        self.assertEqual(said.json, {"result": False, "msg": "Invalid request"})
        self.assertFalse(self.set_field("name", "x", NETWORK).json["result"])
        self.sign_out()
        said = self.set_field("name", "x")
        self.assertEqual((said.status, said.body), (200, b""))

    def test_open_editions_are_everybodys_but_not_while_they_wait_for_their_end(self):
        self.sign_in("bob")
        self.assertTrue(self.set_field("name", "x").json["result"])
        self.assertFalse(self.set_field("name", "x", POI, "poi").json["result"])
        self.control("do", op="delete_pending", id=LIEU)
        self.assertFalse(self.set_field("name", "y").json["result"])

    def test_fields_are_kept_where_they_belong(self):
        self.set_field("fixe", "01, 02")
        self.set_field("gpplus", "plus")
        self.set_field("url", "")
        self.assertEqual(self.document(LIEU)["telephone"]["fixe"], ["01", "02"])
        self.assertEqual(self.document(LIEU)["socialNetwork"]["googleplus"], "plus")
        self.assertNotIn("url", self.document(LIEU))
        self.set_field("startDate", "2026-01-02 10:00", PROJECT, "projects")
        self.assertEqual(self.document(PROJECT, "projects")["startDate"], {"sec": 1767348000, "usec": 0})
        self.assertFalse(self.set_field("startDate", "demain", PROJECT, "projects").json["result"])

    def test_a_place_needs_a_city_that_is_known_and_coordinates_cannot_be_sent(self):
        self.assertFalse(self.set_field("geoPosition", [("value[type]", "Point"), ("value[coordinates][]", "55.4")]).json["result"])
        wanted = [("value[address][localityId]", CITY), ("value[address][addressCountry]", "RE"), ("value[address][postalCode]", "97410"),
                  ("value[geo][latitude]", "-21.3"), ("value[geo][longitude]", "55.5")]
        self.assertTrue(self.set_field("locality", wanted).json["result"])
        self.assertEqual(self.document(LIEU)["geoPosition"], {"type": "Point", "coordinates": [55.5, -21.3]})
        wanted[0] = ("value[address][localityId]", "0" * 24)
        self.assertFalse(self.set_field("locality", wanted).json["result"])

    def test_urls_are_added_once_replaced_and_taken_away(self):
        for value, index, kept in (("https://a", None, ["https://a"]), ("https://a", None, ["https://a"]),
                                   ("https://b", None, ["https://a", "https://b"]), ("https://c", 0, ["https://c", "https://b"]),
                                   ("", 0, ["https://b"])):
            self.set_field("urls", [("value", value)] + ([] if index is None else [("index", str(index))]))
            self.assertEqual(self.document(LIEU)["urls"], kept)


class Block(Writing):
    def write(self, **fields):
        return self.ask("/co2/element/updateblock", {"typeElement": "organizations", "id": LIEU, **fields}).json

    def test_the_result_is_true_whatever_happened(self):
        said = self.write(block="info", name="La Raffinerie !", url="https://x")
        self.assertEqual((said["result"], said["resultGoods"]["values"]), (True, {"name": "La Raffinerie !", "url": "https://x"}))
        self.assertNotIn("resultErrors", said)
        self.sign_out()
        said = self.write(block="info", name="Autre")
        self.assertEqual((said["result"], said["resultErrors"]["result"]), (True, False))
        self.assertNotIn("resultGoods", said)

    def test_only_fields_of_the_block_are_taken(self):
        self.assertEqual(self.write(block="descriptions", name="x"), {"result": True})
        self.assertEqual(self.last()["unknown"], ["name"])


class Path(Writing):
    def write(self, path, value, **words):
        return self.ask("/co2/element/updatepathvalue", {"collection": "organizations", "id": LIEU, "path": path, "value": value, **words})

    def test_a_path_is_set_pushed_to_and_pulled_from_without_a_new_date(self):
        self.write("socialNetwork.mastodon", "@y")
        self.write("tags", "Neuf", arrayForm="true")
        self.write("tags.0", "", pull="tags")
        self.write("surface", "12", setType="int")
        document = self.document(LIEU)
        self.assertEqual((document["socialNetwork"]["mastodon"], document["tags"], document["surface"]), ("@y", ["Culture", "Neuf"], 12))
        self.assertEqual(document["updated"], 1543000000)
        self.switch(path_update_bumps=True)
        self.write("surface", "13")
        self.assertEqual(document["updated"], self.now)

    def test_an_empty_value_where_nothing_is_does_nothing_and_says_nothing(self):
        self.assertTrue(self.write("neuf", "").json["result"])
        self.assertNotIn("neuf", self.document(LIEU))

    def test_who_may_not_is_told_by_the_status(self):
        self.sign_in("bob")
        self.assertEqual(self.write("surface", "12").status, 401)


class Save(Writing):
    def save(self, **fields):
        return self.ask("/co2/element/save", {"collection": "organizations", "key": "organization", **fields}).json

    def test_what_is_new_is_made_with_a_slug_and_its_maker(self):
        said = self.save(name="La Neuve", role="admin", type="NGO", email="")
        self.assertEqual((said["result"], said["msg"], said["reload"], said["resquest"], said["url"], said["afterSaveGbl"]),
                         (True, "Your data are well registred", True, "POST", False, []))
        self.assertEqual((said["map"]["_id"], said["map"]["slug"], said["map"]["creator"]), ({"$id": said["id"]}, "laNeuve", ADA))
        self.assertEqual(said["map"]["created"], self.now)
        self.assertNotIn("email", said["map"])

    def test_an_id_of_ones_own_creates_once_and_then_writes_over_whoever_made_it(self):
        identity = "ab" * 12
        self.assertEqual(self.save(id=identity, name="Un")["msg"], "Your data are well registred")
        self.sign_in("bob")
        self.assertEqual(self.save(id=identity, name="Deux")["msg"], "Your data are well updated")
        self.assertEqual((self.document(identity)["name"], self.document(identity)["creator"]), ("Deux", ADA))

    def test_failures_are_200_with_an_error_that_is_text(self):
        self.assertEqual(self.save(name="x", foo="y", bar="z"),
                         {"result": False, "error": "400", "msg": "Something went really bad : Contenu Invalide bar", "resquest": "POST"})
        self.assertIn("Check you parameters", self.ask("/co2/element/save", {"collection": "moustaches"}).json["msg"])
        said = self.ask("/co2/element/save", [("collection", "ressources"), ("name", "x"), ("source[key]", "k")])
        self.assertEqual(said.json["error"], "400")
        self.sign_out()
        self.assertEqual(self.save(name="x"), {"result": False, "error": "401", "msg": "Login First"})

    def test_a_poi_has_an_address_and_numbers_of_a_place_are_read(self):
        said = self.ask("/co2/element/save", [("collection", "poi"), ("key", "poi"), ("name", "Boîte"), ("type", "sharedLibrary"),
                                              ("geoPosition[type]", "Point"), ("geoPosition[coordinates][]", "55.4"),
                                              ("geoPosition[coordinates][]", "-21.3")]).json
        self.assertEqual(said["url"], f"#poi.detail.id.{said['id']}")
        self.assertEqual(said["map"]["geoPosition"]["coordinates"], [55.4, -21.3])


class Links(Writing):
    def link(self, verb, child=BOB):
        return self.ask(f"/co2/link/{verb}", {"childId": child, "childType": "citoyens", "parentId": LIEU, "parentType": "organizations",
                                              "connectType": "member"})

    def test_a_link_is_written_on_both_sides_and_dated_and_its_end_is_not(self):
        said = self.link("connect").json
        self.assertEqual((said["result"], said["parent"]["_id"], said["newElementType"]), (True, {"$id": LIEU}, "citoyens"))
        self.assertIn(LIEU, self.document(BOB, "citoyens")["links"]["memberOf"])
        self.assertEqual(self.document(LIEU)["updated"], self.now)
        self.assertEqual(self.link("connect").json["type"], "info")
        self.control("clock", advance=60)
        said = self.link("disconnect").json
        self.assertEqual((said["result"], said["parentType"]), (True, LIEU))
        self.assertNotIn(BOB, self.document(LIEU)["links"]["members"])
        self.assertEqual(self.document(LIEU)["updated"], self.now)

    def test_who_is_not_signed_in_gets_nothing(self):
        self.sign_out()
        self.assertEqual([self.link("connect").body, self.link("disconnect").body], [b"", b""])


class Delete(Writing):
    def delete(self, collection, identity):
        return self.ask(f"/co2/element/delete/type/{collection}/id/{identity}", {"reason": "doublon"}).json

    def test_small_things_are_gone_at_once(self):
        for collection, identity in (("poi", POI), ("classifieds", ESTABLI), ("ressources", "5f50000000000000000000b1")):
            self.assertIn("succesfully", self.delete(collection, identity)["msg"])
            self.assertIsNone(self.document(identity, collection))

    def test_others_wait_unless_they_are_nobody_elses_and_no_date_tells(self):
        self.assertEqual(self.delete("organizations", LIEU)["status"], "deletePending")
        document = self.document(LIEU)
        self.assertEqual((document["status"], document["reasonDelete"], document["userAskingToDelete"], document["updated"]),
                         ("deletePending", "doublon", ADA, 1543000000))
        self.assertEqual(self.delete("organizations", LIEU),
                         {"result": False, "msg": "The element is already in delete pending status !"})
        self.assertTrue(self.ask(f"/co2/element/stopdelete/type/organizations/id/{LIEU}", "").json["result"])
        self.assertNotIn("status", self.document(LIEU))
        self.sign_in("eve")
        self.assertEqual(self.delete("organizations", LIEU)["status"], "deleted")
        self.assertIsNone(self.document(LIEU))

    def test_who_may_not_is_refused(self):
        self.assertFalse(self.delete("events", EVENT)["result"])
        self.sign_out()
        self.assertFalse(self.delete("poi", POI)["result"])


if __name__ == "__main__":
    unittest.main()
