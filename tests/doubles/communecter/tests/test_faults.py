# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault switch of §14 of the reference, and which request it strikes."""
import gzip
import http.client
import json
import unittest

from told import CAFE, EVENT, LIEU, NETWORK, SEARCH, Told

from double.faults import MOMENTS, NAMES, PAGING, SIGNING
from double.reshape import SHAPES
from double.spoil import SPOILS

FIELDS = "&".join(f"fields[]={name}" for name in ("name", "tags", "geo", "geoPosition", "created", "updated", "profilImageUrl", "links"))
ORDERED = f"searchType[]=organizations&sortBy[updated]=-1&{FIELDS}"
CAFE_ONLY = f"{ORDERED}&filters[slug]=cafeCo"


class OnTheWay(Told):
    def struck(self, name, **words):
        self.fault(name, next=1, **words)
        return self.search(CAFE_ONLY)

    def tearDown(self):
        self.assertEqual(self.search(CAFE_ONLY).ids, [CAFE])        # and then everything is well again

    def test_a_notice_of_php_stands_before_the_json(self):
        said = self.struck("php_notice")
        self.assertTrue(said.text.startswith("<br />\n<b>Notice</b>"))
        self.assertEqual(list(json.loads(said.text[said.text.index("{"):])["results"]), [CAFE])

    def test_pages_texts_and_nothing_come_with_200(self):
        self.assertIn("<html", self.struck("html_200").text)
        self.assertNotIn("<", self.struck("text_200").text)
        empty = self.struck("empty_200")
        self.assertEqual((empty.status, empty.body), (200, b""))

    def test_servers_fail_and_refuse(self):
        for name, status in (("html_500", 500), ("502", 502), ("503", 503), ("429", 429), ("403", 403), ("410", 410)):
            with self.subTest(name):
                said = self.struck(name)
                self.assertEqual((said.status, self.last()["status"], self.last()["faults"]), (status, status, [name]))
        self.assertEqual(self.struck("503", seconds=7).headers["Retry-After"], "7")
        self.assertIsNone(self.struck("503").headers["Retry-After"])

    def test_a_body_comes_slowly(self):
        self.assertEqual(self.struck("slow_body", seconds=0.005).ids, [CAFE])

    def test_a_body_ends_too_early_or_only_seems_whole(self):
        with self.assertRaises(http.client.IncompleteRead):
            self.struck("truncated_body")
        self.line.close()
        with self.assertRaises(json.JSONDecodeError):
            self.struck("cut_body").json
        with self.assertRaises((http.client.RemoteDisconnected, ConnectionResetError)):
            self.struck("hang_up")
        self.line.close()

    def test_text_is_not_utf_8(self):
        with self.assertRaises(UnicodeDecodeError):
            self.struck("invalid_utf8").text

    def test_a_body_is_too_large_on_the_wire_or_once_it_is_read(self):
        self.assertEqual(len(self.struck("huge_body", size=300_000).body), 300_000)
        bomb = self.struck("gzip_bomb")
        self.assertLess(len(bomb.body), 100_000)
        self.assertGreater(len(gzip.decompress(bomb.body)), 16 << 20)

    def test_an_answer_is_packed_for_who_asks_and_by_fault_for_who_does_not(self):
        said = self.search(CAFE_ONLY, Accept_Encoding="gzip, deflate")
        self.assertEqual(list(json.loads(gzip.decompress(said.body))["results"]), [CAFE])
        self.assertIsNone(self.search(CAFE_ONLY).headers["Content-Encoding"])
        self.assertEqual(list(json.loads(gzip.decompress(self.struck("gzip").body))["results"]), [CAFE])
        self.switch(compress=False)
        self.assertIsNone(self.search(CAFE_ONLY, Accept_Encoding="gzip").headers["Content-Encoding"])


class Shapes(Told):
    def row(self, name):
        self.fault(name, next=1)
        return self.search(CAFE_ONLY).json["results"][CAFE]

    def test_ids_have_three_shapes(self):
        self.assertEqual(self.row("id_oid")["_id"], {"$oid": CAFE})
        self.assertEqual(self.row("id_string")["_id"], CAFE)
        self.assertEqual(self.search(CAFE_ONLY).json["results"][CAFE]["_id"], {"$id": CAFE})

    def test_dates_have_many(self):
        for name, updated in (("dates_string", "1771487502"), ("dates_sec", {"sec": 1771487502, "usec": 0}),
                              ("dates_date", {"$date": 1771487502000}), ("dates_iso", {"$date": "2026-02-19T07:51:42Z"}),
                              ("dates_z", "2026-02-19T07:51:42Z"), ("dates_number_long", {"$date": {"$numberLong": "1771487502000"}}),
                              ("dates_rfc2822", "Thu, 19 Feb 2026 07:51:42 +0000")):
            with self.subTest(name):
                self.assertEqual(self.row(name)["updated"], updated)
        self.assertNotIn("updated", self.row("dates_missing"))

    def test_texts_are_escaped_once_or_twice(self):
        self.control("do", op="edit", id=CAFE, field="name", value="Café & <Co>", bump=False)
        self.assertEqual(self.row("entities_single")["name"], "Caf&eacute; &amp; &lt;Co&gt;")
        self.assertEqual(self.row("entities_double")["name"], "Caf&amp;eacute; &amp;amp; &amp;lt;Co&amp;gt;")

    def test_tags_are_csv_an_object_with_holes_or_null(self):
        self.assertEqual(self.row("tags_csv")["tags"], "TiersLieux,Coworking")
        self.assertEqual(self.row("tags_holes")["tags"], {"0": "TiersLieux", "2": "Coworking"})
        self.assertIsNone(self.row("tags_null")["tags"])

    def test_places_are_missing_swapped_or_nowhere(self):
        self.assertTrue({"geo", "geoPosition"}.isdisjoint(self.row("geo_missing")))
        swapped = self.row("geo_swapped")
        self.assertEqual((swapped["geo"]["latitude"], swapped["geoPosition"]["coordinates"]), ("151.2011799", [-33.8775982, 151.2011799]))
        zero = self.row("geo_zero")
        self.assertEqual((zero["geo"]["longitude"], zero["geoPosition"]["coordinates"]), ("0", [0, 0]))

    def test_numbers_are_text_and_pictures_bear_a_stamp(self):
        self.assertEqual(self.row("numbers_as_strings")["geoPosition"]["coordinates"], ["151.2011799", "-33.8775982"])
        self.assertTrue(self.row("image_stamp")["profilImageUrl"].endswith("pastedimage.png?_=1795507200"))

    def test_lists_and_objects_take_each_others_place(self):
        self.fault("swap_empty", next=2)
        self.assertEqual(self.search(f"{ORDERED}&filters[slug]=leReseau").json["results"][NETWORK]["links"], {})
        self.assertEqual(self.search(f"{ORDERED}&filters[slug]=x").json["results"], {})
        self.fault("results_as_list", next=2)
        self.assertEqual([row["id"] for row in self.search(CAFE_ONLY).json["results"]], [CAFE])
        self.assertEqual(self.ask(f"/api/event/get/id/{EVENT}").json["entities"][0]["id"], EVENT)

    def test_links_lead_to_another_host(self):
        self.fault("foreign_links", next=1)
        self.assertIn("//miroir.example.org", self.ask("/api/event/get").json["meta"]["next"])

    def test_the_documents_themselves_stay_as_they_are(self):
        before = json.dumps(self.ask("/__double/state").json)
        for name in SHAPES:
            self.fault(name, next=1)
            self.search(ORDERED)
        self.assertEqual(json.dumps(self.ask("/__double/state").json), before)


class WhileReading(Told):
    def pages(self):
        return [self.search(f"{ORDERED}&indexMin={at}&indexStep=2").ids for at in (0, 2)]

    def test_a_row_is_on_two_pages_or_on_none(self):
        first, second = self.pages()
        self.fault("duplicate_row")
        self.assertEqual(self.pages()[1], [first[1], second[0]])
        self.fault("vanishing_row")
        self.assertEqual(self.pages()[1], second[1:])

    def test_what_was_changed_in_one_second_has_no_order(self):
        self.control("do", deeds=[{"op": "edit", "id": each, "field": "url", "value": "https://x"} for each in (LIEU, NETWORK)])
        self.fault("unstable_order", every=2)
        self.assertEqual([self.search(ORDERED).ids[:2] for _ in range(3)], [[LIEU, NETWORK], [NETWORK, LIEU], [LIEU, NETWORK]])

    def test_a_row_that_is_edited_moves_to_the_front_and_shifts_the_others(self):
        (first, second), (third, last) = self.pages()
        self.fault("edited_during_run", after=1, next=1)
        self.assertEqual(self.pages(), [[first, second], [second, third]])
        self.assertEqual(self.search(ORDERED).ids[0], last)

    def test_an_element_goes_while_it_is_read(self):
        for name, gone in (("element_deleted", True), ("turned_private", True), ("turned_delete_pending", False)):
            with self.subTest(name):
                self.control("reset")
                self.fault(name, next=1, collection="organizations", id=LIEU)
                self.assertEqual(LIEU not in self.search(ORDERED).ids, gone)


class WhichRequest(Told):
    def struck(self, count, path="/api/event/get"):
        return "".join("x" if self.ask(path).status == 502 else "." for _ in range(count))

    def test_every_nth_the_next_k_after_some_or_always(self):
        self.fault("502", every=3)
        self.assertEqual(self.struck(7), "..x..x.")
        self.fault("502", next=2)
        self.assertEqual(self.struck(4), "xx..")
        self.fault("502", after=2, next=1)
        self.assertEqual(self.struck(4), "..x.")
        self.fault("502", always=True)
        self.assertEqual(self.struck(3), "xxx")
        self.control("faults", clear=True)
        self.assertEqual(self.struck(1), ".")

    def test_a_fault_may_be_of_one_route(self):
        self.fault("502", route="search/globalautocomplete")
        self.assertEqual(self.struck(2), "..")
        self.assertEqual(self.search(CAFE_ONLY).status, 502)
        self.assertEqual(self.ask("/CO2/search/GlobalAutoComplete", "").status, 502)

    def test_an_unknown_fault_is_refused_with_those_that_are_known(self):
        said = self.ask("/__double/faults", json_body={"name": "earthquake"})
        self.assertEqual(said.status, 400)
        self.assertIn("php_notice", said.text)
        self.assertEqual(self.ask("/__double/faults", json_body={"name": "502", "colour": 1}).status, 400)

    def test_every_fault_can_be_named_and_struck_in_both_dialects(self):
        self.assertEqual(set(NAMES), {*SPOILS, *SHAPES, *PAGING, *MOMENTS, *SIGNING})
        for dialect in ("modern", "legacy2018"):
            self.switch(dialect=dialect)
            for name in SHAPES:
                with self.subTest(name, dialect=dialect):
                    self.fault(name, next=1)
                    self.assertEqual(self.ask(SEARCH, "searchType[]=organizations&searchType[]=events").status, 200)


if __name__ == "__main__":
    unittest.main()
