# SPDX-License-Identifier: GPL-3.0-or-later
"""/api/…/get: §2.2 to §2.7 of the reference."""
import json
import unittest

from told import EVENT, LIEU, NETWORK, NOBODY, PROJECT, Told


class Rows(Told):
    def test_lists_and_details_are_those_of_the_reference(self):
        for path, golden in (("organization/get/limit/1", "organization_list"), (f"organization/get/id/{LIEU}", "organization_detail"),
                             (f"organization/get/id/{NETWORK}", "empty_organization"), ("project/get", "project_list"),
                             (f"project/get/id/{PROJECT}", "project_detail"), ("event/get", "event_list"),
                             (f"event/get/id/{EVENT}", "event_detail")):
            with self.subTest(golden):
                said = self.assert_quoted(self.ask(f"/api/{path}"), golden)
                self.assertEqual((said.status, said.headers["Content-Type"]), (200, "application/json"))

    def test_the_body_is_ascii_with_escaped_slashes_and_organizations_may_be_read_from_any_page(self):
        said = self.ask(f"/api/organization/get/id/{LIEU}")
        self.assertTrue(said.body.isascii())
        self.assertIn(b"http:\\/\\/laraffinerie.re", said.body)
        self.assertEqual(said.headers["Access-Control-Allow-Origin"], "*")
        self.assertIsNone(self.ask("/api/project/get").headers["Access-Control-Allow-Origin"])

    def test_routes_are_read_in_any_case_and_parameters_in_the_path_or_the_query(self):
        wanted = self.ask("/api/organization/get/limit/1/index/1").json
        for path in ("/API/Organization/GET/index/1/limit/1", "/api/organization/get?limit=1&index=1",
                     "/ph/api/organization/get/limit/1?index=1"):
            with self.subTest(path):
                self.assertEqual(self.ask(path).json, wanted)
        self.assertEqual(self.ask("/api/organization/get/limit/1?index=1", "").json, wanted)


class Envelope(Told):
    def test_next_is_always_there_counts_rows_and_forgets_the_key(self):
        said = self.ask("/api/organization/get/limit/3/index/6/key/navigatorDesTierslieux/tags/TiersLieux").json
        self.assertEqual(said["entities"], [])
        self.assertEqual(said["meta"], {"limit": 0, "next": f"{self.server.url}/api/organization/get/limit/3/index/9/tags/TiersLieux",
                                        "previous": f"{self.server.url}/api/organization/get/limit/3/index/3"})

    def test_an_unknown_id_is_200_and_empty_and_a_malformed_one_is_a_page(self):
        self.assertEqual(self.ask(f"/api/organization/get/id/{NOBODY}").json, {"meta": {"limit": 1}, "entities": []})
        said = self.ask("/api/organization/get/id/laRaffinerie")
        self.assertEqual(said.status, 200)
        self.assertIn("<html", said.text)
        said = self.ask("/api/organization/get/id/laRaffinerie", X_Requested_With="XMLHttpRequest")
        self.assertNotIn("<", said.text)

    def test_limits_are_brought_back_to_what_is_allowed(self):
        for asked, used in (("1000", "500"), ("0", "50"), ("-3", "50"), ("viele", "50")):
            self.assertIn(f"/limit/{used}/", self.ask(f"/api/organization/get/limit/{asked}").json["meta"]["next"])

    def found(self, query):
        return [row["name"] for row in dict(self.ask(f"/api/organization/get?{query}").json["entities"]).values()]

    def test_filters_are_exact_and_case_sensitive_and_the_first_source_alone_counts(self):
        self.assertEqual(self.found("tags=tierslieux"), ["Le lieu caché"])
        self.assertEqual(len(self.found("tags=TiersLieux,Coworking")), 4)
        self.assertEqual(self.found("key=navigatorDesTierslieux"), ["La Raffinerie"])
        self.assertEqual(self.found("insee=97416"), ["La Raffinerie"])
        self.assertEqual(self.found("namecity=saint"), ["La Raffinerie"])
        self.assertEqual(self.found("tags=TiersLieux,Culture&multiTags=true"), ["La Raffinerie"])
        self.assertEqual(self.found("tags=Culture,TiersLieux&multiTags=true"), [])
        self.assertEqual(self.found("level3=x"), [])
        self.assertIn("<html", self.ask("/api/organization/get?namecity=(").text)

    def test_nobody_holds_the_gate_of_open_data_here(self):
        self.assertEqual(len(self.found("limit=50")), 7)


class Formats(Told):
    def test_geojson_has_neither_ids_nor_paging_and_fails_on_the_list_of_events(self):
        said = self.ask("/api/organization/get/format/geojson/limit/1").json
        self.assertEqual(said["features"][0]["geometry"], {"type": "Point", "coordinates": [55.4781, -21.3393]})
        self.assertEqual(sorted(said), ["features", "type"])
        self.assertIn("<html", self.ask("/api/event/get/format/geojson").text)
        self.assertEqual(self.ask(f"/api/event/get/format/geojson/id/{EVENT}").json["features"][0]["geometry"], None)

    def test_jsonfeed_says_when_something_was_changed_each_type_under_its_own_name(self):
        lieu, network = list(self.ask("/api/organization/get/format/jsonfeed/limit/2").json["items"].values())
        self.assertEqual(lieu["date_last_modified"], "Fri, 23 Nov 2018 19:06:40 +0000")
        self.assertEqual(lieu["id"], f"{self.server.url}/#page.type.organizations.id.{LIEU}")
        self.assertIn("citoyens", lieu["author"])
        self.assertNotIn("date_last_modified", network)
        project = self.ask("/api/project/get/format/jsonfeed").json["items"][PROJECT]
        self.assertEqual(project["lastModifiedDate"], "Fri, 23 Nov 2018 19:06:40 +0000")
        self.assertTrue(project["id"].endswith(f"#page.type.organizations.id.{PROJECT}"))
        event, old = self.ask("/api/event/get/format/jsonfeed").json["items"].values()
        self.assertEqual(event["dates"]["startDate"], {"sec": 1544349600, "usec": 0})
        self.assertTrue(old["dates"]["lastModifiedDate"].startswith("Thu, 01 Jan 1970"))
        self.assertEqual(self.ask("/api/project/get/format/jsonfeed/key/x").json["items"], [])

    def test_gogocarto_shows_what_stands_on_the_map_short_or_whole(self):
        said = self.ask("/api/organization/get/format/gogocarto").json
        self.assertEqual(said["data"][0], [LIEU, "La Raffinerie", -21.3393, 55.4781, [10507, 10513, 10512]])
        self.assertEqual(len(said["data"]), 2)
        whole = self.ask("/api/organization/get/format/gogocarto/fullRepresentation/true").json["data"][0]
        self.assertEqual((whole["id"], whole["openHours"], whole["sourceKey"]), (LIEU, None, "Communecter"))

    def test_csv_is_everything_at_once_and_an_unknown_format_is_the_usual_one(self):
        self.assertEqual(len(self.ask("/api/organization/get/format/csv/limit/1").text.splitlines()), 8)
        self.assertIn("entities", self.ask("/api/organization/get/format/klingon").json)


class Tools(Told):
    def test_a_poi_is_an_empty_answer_without_a_session_of_a_browser(self):
        self.assertEqual(self.ask("/api/poi/get/type/poi/id/5e3f000000000000000000f1").body, b"")

    def test_ids_are_given_for_who_wants_to_create(self):
        first, second = (self.ask("/api/tool/get/what/mongoId").json["id"] for _ in range(2))
        self.assertRegex(first, r"^[0-9a-f]{24}$")
        self.assertNotEqual(first, second)
        self.assertIsInstance(json.loads(self.ask("/api/tags/get").body), list)

    def test_what_leads_nowhere_is_404(self):
        self.assertEqual(self.ask("/api/nowhere/get").status, 404)


class ManyRows(Told):
    words = {**Told.words, "elements": 800}

    def test_a_page_has_at_most_500_rows_and_the_last_is_shorter(self):
        sizes = [self.ask(f"/api/organization/get/limit/1000/index/{at}").json["meta"]["limit"] for at in (0, 500, 1000)]
        self.assertEqual(sizes[0], 500)
        self.assertTrue(0 < sizes[1] < 500)
        self.assertEqual(sizes[2], 0)


if __name__ == "__main__":
    unittest.main()
