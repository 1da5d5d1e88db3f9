# SPDX-License-Identifier: GPL-3.0-or-later
"""Communs: §11 of the reference."""
import unittest

from told import LIEU, Told

CALL, OTHER, CLOSED = "6438366673d20a0de1533c77", "677e7e389058e31575550ac8", "6925e2b05dd63b02ca70d6d9"
GUIDE, ELSEWHERE = "64a1000000000000000000a1", "64a1000000000000000000a2"


class Communs(Told):
    def proposals(self, form, more="indexStep=all&sortBy[updated]=-1", path=""):
        return self.search(f"searchType[]=answers&{more}", f"/co2/aap/directoryproposal/source/lesCommuns/form/{form}{path}")

    def test_the_list_of_a_call_is_that_of_the_reference(self):
        said = self.assert_quoted(self.proposals(CALL, "indexStep=1&sortBy[updated]=-1&count=1"), "proposals")
        self.assertEqual(self.last()["unknown"], [])
        self.assertEqual(said.status, 200)

    def test_the_pairs_of_the_path_come_in_any_order_and_pages_follow_each_other(self):
        said = self.search("searchType[]=answers&indexMin=1&indexStep=1&sortBy[updated]=-1",
                           f"/co2/aap/directoryproposal/form/{CALL}/source/x")
        self.assertEqual(said.ids, [ELSEWHERE])
        self.assertEqual(self.proposals(CALL, "indexMin=2").json["results"], [])

    def test_one_commun_is_in_several_calls_and_has_a_title_only_where_it_is_looked_for(self):
        here, there = self.proposals(CALL).json["results"], self.proposals(OTHER).json["results"]
        self.assertEqual((list(here), list(there)), ([GUIDE, ELSEWHERE], [GUIDE, ELSEWHERE]))
        row = here[ELSEWHERE]
        self.assertEqual((row["name"], row["descriptionStr"], row["tags"]), ("(No title)", "", []))
        self.assertEqual(row["funds"], {"price": 0, "financer": []})

    def test_counts_come_alone(self):
        said = self.proposals(CALL, path="/countonly/true").json
        self.assertEqual((said["count"], said["users"]), ({"answers": 2}, {}))
        self.assertNotIn("results", said)
        self.assertEqual(self.proposals(CALL, path="/newcounter/true").json, {"newCounter": 2})

    def test_what_is_computed_cannot_be_filtered_and_what_is_stored_can(self):
        self.assertEqual(self.proposals(CALL, "filters[name]=Le guide").json["results"], [])
        self.assertEqual(self.proposals(CALL, "filters[status][]=progress").ids, [GUIDE])
        self.assertEqual(self.proposals(CALL, "name=guide").ids, [GUIDE])
        self.assertEqual(self.proposals(CALL, "searchTags[]=cuisine").ids, [GUIDE])
        self.assertEqual(self.proposals(CALL, f"filters[form]={OTHER}&sortBy[updated]=1").ids, [ELSEWHERE, GUIDE])
        self.assertNotIn("answers", self.proposals(CALL, "fields[]=form").json["results"][GUIDE])

    def test_some_lists_are_for_administrators(self):
        self.assertFalse(self.proposals(CLOSED).json["result"])
        token = self.ask("/auth/login", {"email": "eve", "password": "secret-d-eve"}).json["accessToken"]
        self.headers = {"Authorization": f"Bearer {token}"}
        self.assertEqual(self.proposals(CLOSED).ids, ["64a1000000000000000000a3"])

    def test_a_form_tells_its_steps_questions_and_lists(self):
        form = self.ask("/survey/coform/getformbyid", {"parentFormId": CALL}).json["data"]
        self.assertEqual(form["subForms"], ["aapStep1", "aapStep2"])
        self.assertEqual(form["inputs"]["aapStep1"]["inputs"]["titre"]["label"], "Nom du commun")
        self.assertIn("multiCheckboxPlusbesoins", form["params"])
        self.assertFalse(self.ask("/survey/coform/getformbyid", {"parentFormId": "x"}).json["result"])

    def test_a_budget_that_is_an_object_or_holds_words_is_added_up_as_far_as_it_goes(self):
        self.control("do", op="edit", collection="answers", id=GUIDE, field="answers.aapStep1.depense",
                     value={"0": {"price": "12.5"}, "1": {"price": "beaucoup"}})
        self.assertEqual(self.proposals(CALL).json["results"][GUIDE]["funds"], {"price": 12, "financer": []})
        self.control("do", op="edit", collection="answers", id=GUIDE, field="answers.aapStep1.depense", value={})
        self.assertEqual(self.proposals(CALL).json["results"][GUIDE]["funds"]["price"], 0)

    def test_the_search_finds_answers_too(self):
        said = self.search(f"searchType[]=answers&filters[form]={CALL}&fields[]=answers&fields[]=form")
        self.assertEqual(said.json["results"][GUIDE]["answers"]["aapStep1"]["titre"], "Le guide")
        self.assertNotIn(LIEU, said.ids)


if __name__ == "__main__":
    unittest.main()
