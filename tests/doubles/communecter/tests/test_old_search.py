# SPDX-License-Identifier: GPL-3.0-or-later
"""The search of 2018: §3.2 of the reference."""
import unittest

from told import EVENT, LIEU, NETWORK, OLD_EVENT, PROJECT, Told

THREE_DAYS_LATER = 1543000000 + 3 * 86400


class OldSearch(Told):
    words = {**Told.words, "dialect": "legacy2018"}

    def rows(self, form):
        self.control("clock", now=THREE_DAYS_LATER)
        return self.search(form).json["results"]

    def test_organizations_have_every_field_of_a_list_null_where_they_have_none(self):
        rows = self.rows("searchType[]=organizations&sourceKey[]=navigatorDesTierslieux")
        self.assertEqual(rows, {LIEU: self.golden("old_search_organization"), NETWORK: self.golden("old_search_nowhere")})
        self.assertEqual(list(rows[LIEU]), list(self.golden("old_search_organization")))

    def test_the_label_and_the_stamp_of_a_picture_move_by_themselves(self):
        before = self.rows("searchType[]=organizations&name=raffinerie")[LIEU]
        self.control("clock", now=THREE_DAYS_LATER + 86400)
        after = self.search("searchType[]=organizations&name=raffinerie").json["results"][LIEU]
        self.assertEqual({name for name in before if before[name] != after[name]}, {"updatedLbl", "profilMediumImageUrl"})

    def test_others_are_raw_documents_whose_type_is_overwritten(self):
        event = self.rows("searchType[]=events")[EVENT]
        self.assertEqual((event["_id"], event["type"], event["typeEvent"], event["typeSig"]),
                         ({"$id": EVENT}, "events", "festival", "events"))
        self.assertEqual((event["startDate"], event["startDateTime"]), ("2018-12-09T10:00:00+0000",) * 2)
        self.assertEqual((event["created"], event["modified"], event["updated"]),
                         (1544000000, {"sec": 1544000000, "usec": 0}, 1544000000))
        project = self.rows("searchType[]=projects")[PROJECT]
        self.assertEqual((project["type"], project["startDate"]), ("projects", "2018-05-01 00:00:00"))

    def test_dates_that_are_text_are_invented_and_move_every_day(self):
        event = self.rows("searchType[]=events")[OLD_EVENT]
        self.assertEqual((event["startDate"], event["endDate"]), ("2018-11-24T19:06:40+0000", "2018-11-25T19:06:40+0000"))
        self.control("clock", advance=86400)
        again = self.search("searchType[]=events").json["results"][OLD_EVENT]
        self.assertEqual(again["startDate"], "2018-11-25T19:06:40+0000")

    def test_a_parent_is_a_document_a_ghost_or_a_list(self):
        gone, known, none = self.rows("searchType[]=poi").values()
        self.assertEqual(gone["parent"], {"name": "Unknown (deleted)", "slug": "unknown", "type": "organizations",
                                          "typeSig": "organizations"})
        self.assertEqual((known["parent"]["name"], known["parentType"], known["typePoi"]), ("Le réseau", "organizations", "sharedLibrary"))
        self.assertEqual(none["parent"], [])

    def test_fields_filters_and_orders_of_today_are_sent_in_vain(self):
        said = self.search("searchType[]=organizations&filters[slug]=cafeCo&fields[]=name&sortBy[name]=1&notSourceKey=true&count=1"
                           "&countType[]=organizations")
        self.assertEqual(len(said.ids), 4)
        self.assertEqual(said.json["count"], {"organizations": 4})
        self.assertEqual(self.last()["unknown"], ["filters", "fields", "sortBy", "notSourceKey"])

    def test_a_source_key_finds_only_what_is_owned(self):
        self.assertEqual(list(self.rows("searchType[]=organizations&sourceKey=navigatorDesTierslieux")), [LIEU, NETWORK])

    def test_a_template_is_a_page(self):
        self.assertIn("<html", self.search("searchType[]=poi&tpl=directory").text)

    def test_what_was_made_since_is_not_there(self):
        for path in ("/costum/navigator/gettl", "/co2/aap/directoryproposal/form/6438366673d20a0de1533c77", "/survey/coform/getformbyid",
                     "/co2/element/updatepathvalue", "/auth/login"):
            with self.subTest(path):
                self.assertEqual(self.ask(path, "x=1").status, 404)


if __name__ == "__main__":
    unittest.main()
