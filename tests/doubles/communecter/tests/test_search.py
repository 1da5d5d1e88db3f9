# SPDX-License-Identifier: GPL-3.0-or-later
"""The search of today: §3.3 of the reference, its traps by number."""
import unittest

from told import CAFE, EVENT, HIDDEN, LIEU, NETWORK, OLD_EVENT, PROJECT, SEARCH, Told

LEAVING = "5a1b2c3d4e5f60718293a4ba"
ALL = "searchType[]=organizations&fields[]=name&sortBy[updated]=-1&indexStep=0"


class Row(Told):
    def test_a_row_is_that_of_the_reference(self):
        fields = "&".join(f"fields[]={name}" for name in (
            "name,type,collection,slug,tags,address,geo,geoPosition,source,reference,created,updated,creator,profilImageUrl,openingHours"
        ).split(","))
        said = self.assert_quoted(self.search(f"searchType[]=organizations&filters[slug]=cafeCo&{fields}&count=true"), "modern_row")
        self.assertEqual(said.headers["Content-Type"], "application/json")

    def test_the_two_requests_that_were_seen_in_production_are_answered(self):
        said = self.search("searchType[]=organizations&sourceKey[]=cyberReunion&indexMin=0&indexStep=2000&fields[]=name&fields[]=type"
                           "&fields[]=tags&fields[]=geo&fields[]=source&fields[]=created&fields[]=updated")
        self.assertEqual(said.ids, [CAFE])
        self.assertEqual(said.json["results"][CAFE]["created"], 1771481777)
        said = self.search("searchType[]=organizations&filters[$or][source.keys]=navigatorDesTierslieux&sortBy[name]=1&indexMin=0"
                           "&indexStep=0&count=True&costumSlug=navigatorDesTierslieux")
        self.assertEqual(said.ids, [LIEU, NETWORK])
        self.assertEqual(said.json["count"], {"organizations": 2})

    def test_results_are_a_list_when_there_are_none(self):
        said = self.search("searchType[]=organizations&filters[name]=x&count=1")
        self.assertEqual(said.json, {"results": [], "count": {"organizations": 0}})
        self.assertEqual(self.search("indexStep=10").json, {"results": []})

    def test_what_is_edited_is_seen_at_once_and_comes_first(self):
        asked = "searchType[]=organizations&fields[]=name&sortBy[updated]=-1"
        self.assertEqual(self.search(asked).ids[0], CAFE)
        self.control("do", op="edit", id=NETWORK, field="name", value="Le grand réseau")
        said = self.search(asked)
        self.assertEqual((said.ids[0], said.json["results"][NETWORK]["name"]), (NETWORK, "Le grand réseau"))
        self.control("do", op="edit_silently", id=LIEU, field="name", value="La Raffinerie, tout bas")
        said = self.search(asked)
        self.assertEqual((said.ids[0], said.json["results"][LIEU]["name"]), (NETWORK, "La Raffinerie, tout bas"))

    def test_dotted_fields_keep_their_branches(self):
        row = self.search("searchType[]=organizations&filters[slug]=cafeCo&fields[]=address.postalCode&fields[]=geo").json["results"][CAFE]
        self.assertEqual(row["address"], {"postalCode": "2000"})


class Traps(Told):
    def found(self, form):
        return self.search(f"{ALL}&{form}").ids

    def test_trap_1_a_source_key_finds_what_is_owned_and_what_is_referenced(self):
        self.assertEqual(self.found("sourceKey[]=navigatorDesTierslieux"), [CAFE, LIEU, NETWORK])
        self.assertEqual(self.found("costumSlug=navigatorDesTierslieux"), [CAFE, LIEU, NETWORK])
        self.assertEqual(len(self.found("costumSlug=navigatorDesTierslieux&notSourceKey=true")), 4)

    def test_trap_2_a_plain_tag_is_a_substring_and_in_is_exact(self):
        self.assertEqual(self.found("filters[tags][]=tierslieux"), [CAFE, LIEU, NETWORK])
        self.assertEqual(self.found("filters[tags][$in][]=TiersLieux"), [CAFE, LIEU])
        self.assertEqual(self.found("filters[tags][$in][]=tierslieux"), [])

    def test_trap_3_one_operator_counts_and_nin_is_read_first(self):
        self.assertEqual(self.found("filters[tags][$in][]=TiersLieux&filters[tags][$nin][]=Culture"), [CAFE, NETWORK, LEAVING])
        self.assertEqual(self.last()["unknown"], ["filters[tags][$in]"])

    def test_trap_4_or_is_a_map_or_an_error(self):
        self.assertEqual(self.found("filters[$or][tags][$in][]=Coworking&filters[$or][slug]=leReseau"), [CAFE, NETWORK])
        self.assertEqual(self.found("filters[$or][$and][0][tags]=TiersLieux&filters[$or][$and][1][slug]=cafeCo"), [CAFE])
        for wrong in ("filters[$or][0][tags]=x", "filters[$or][]=x", "filters[$or]="):
            with self.subTest(wrong):
                self.assertEqual(self.search(f"{ALL}&{wrong}").status, 500)
        self.assertEqual(len(self.found("filters[$and][0][slug]=cafeCo")), 4)
        self.assertEqual(self.last()["unknown"], ["filters[$and]"])

    def test_trap_5_only_gt_is_a_date_and_numbers_are_no_dates(self):
        self.assertEqual(self.found("filters[updated][$gt]=1"), [])
        self.assertEqual(self.found("filters[updated][$lte]=2000000000"), [])
        said = self.search("searchType[]=events&fields[]=name&filters[startDate][$gt]=1500000000")
        self.assertEqual(said.ids, [EVENT])
        self.switch(gt_compares_ints=True)
        self.assertEqual(self.found("filters[updated][$gt]=1542500000"), [CAFE, LIEU])

    def test_trap_6_a_status_of_validated_is_never_found(self):
        self.control("do", op="edit", id=LIEU, field="status", value="validated")
        self.assertEqual(self.found("filters[status]=validated"), [])

    def test_trap_7_without_fields_little_is_left(self):
        rows = self.search("searchType[]=organizations&filters[slug]=cafeCo").json["results"]
        self.assertEqual(sorted(rows[CAFE]), sorted(["_id", "collection", "name", "type", "slug", "tags", "address", "geo", "geoPosition",
                                                     "profilImageUrl"]))
        event = self.search("searchType[]=events").json["results"][EVENT]
        self.assertTrue({"type", "created", "updated", "source"}.isdisjoint(event))
        answer = next(iter(self.search("searchType[]=answers&filters[form]=6438366673d20a0de1533c77").json["results"].values()))
        self.assertNotIn("answers", answer)

    def test_trap_8_preferences_in_the_fields_leave_nothing_but_the_id(self):
        rows = self.search("searchType[]=organizations&fields[]=name&fields[]=preferences&filters[slug]=cafeCo").json["results"]
        self.assertEqual(rows, {CAFE: {"_id": {"$id": CAFE}}})

    def test_trap_10_a_label_with_a_dot_is_a_path(self):
        self.assertEqual(self.found("filters[address.addressCountry][$in][]=AU"), [CAFE])
        self.assertEqual(self.found("filters[address][addressCountry]=AU"), [])


class Paging(Told):
    def page(self, more):
        return self.search(f"searchType[]=organizations&fields[]=name&sortBy[updated]=-1&{more}").ids

    def test_trap_9_pages_follow_each_other_and_a_step_of_0_is_everything(self):
        self.assertEqual(self.page("indexMin=0&indexStep=2") + self.page("indexMin=2&indexStep=2"), self.page("indexStep=0"))
        self.assertEqual(self.page("indexMin=4&indexStep=2"), [])

    def test_trap_9_where_index_min_is_ignored_ranges_still_count(self):
        self.switch(ignore_index_min=True)
        self.assertEqual(self.page("indexMin=2&indexStep=2"), self.page("indexMin=0&indexStep=2"))
        self.assertEqual(self.page("ranges[organizations][indexMin]=2&ranges[organizations][indexMax]=4"), self.page("indexStep=0")[2:4])
        self.switch(ignore_ranges=True)
        self.assertEqual(self.page("ranges[organizations][indexMin]=2&ranges[organizations][indexMax]=4&indexStep=2"),
                         self.page("indexMin=0&indexStep=2"))

    def test_several_types_share_one_offset(self):
        said = self.search("searchType[]=organizations&searchType[]=poi&fields[]=name&indexMin=1&indexStep=1&count=1"
                           "&countType[]=poi&countType[]=events")
        self.assertEqual(said.ids, [LIEU, "5e3f000000000000000000f2"])
        self.assertEqual(said.json["count"], {"poi": 3, "events": 2})

    def test_rows_come_by_the_date_of_change_even_unasked_and_events_by_their_start(self):
        self.assertEqual(self.page("indexStep=0"), [CAFE, LIEU, NETWORK, LEAVING])
        self.assertEqual(self.search("searchType[]=organizations&fields[]=name").ids, [CAFE, LIEU, NETWORK, LEAVING])
        self.assertEqual(self.search("searchType[]=organizations&fields[]=name&sortBy[name]=1").ids, [CAFE, LIEU, LEAVING, NETWORK])
        self.assertEqual(self.search("searchType[]=organizations&fields[]=name&sortBy[name]=-1").ids, [NETWORK, LEAVING, LIEU, CAFE])
        self.assertEqual(self.search("searchType[]=events&fields[]=name").ids, [OLD_EVENT, EVENT])
        self.switch(ignore_sort_by=True)
        self.assertEqual(self.page("indexStep=0"), [LIEU, NETWORK, CAFE, LEAVING])

    def test_a_place_may_not_count(self):
        self.switch(no_count=True)
        self.assertNotIn("count", self.search("searchType[]=poi&count=true").json)

    def test_a_place_may_send_no_more_rows_than_it_likes_whatever_is_asked_for(self):
        whole = self.page("indexStep=0")
        self.switch(most_rows=3)
        for asked in ("indexStep=0", "indexStep=4", "indexStep=4000", "ranges[organizations][indexMin]=0&ranges[organizations][indexMax]=4"):
            self.assertEqual(self.page(asked), whole[:3])
        self.assertEqual(self.page("indexStep=2"), whole[:2])

    def test_only_the_count_may_be_asked_for(self):
        self.assertEqual(self.search("searchType[]=poi&onlyCount=true").json, {"count": {"poi": 3}})


class Scopes(Told):
    def found(self, form):
        return self.search(f"{ALL}&{form}").ids

    def test_private_unfinished_and_disabled_ones_are_hidden_but_not_what_waits_for_its_end_or_is_not_open(self):
        self.assertEqual(self.found("name="), [CAFE, LIEU, NETWORK, LEAVING])

    def test_a_member_sees_what_is_private(self):
        token = self.ask("/auth/login", {"email": "ada", "password": "secret-d-ada"}).json["accessToken"]
        self.assertIn(HIDDEN, self.search(ALL, Authorization=f"Bearer {token}").ids)

    def test_a_tag_is_searched_in_any_case_one_of_them_or_all(self):
        self.assertEqual(self.found("searchTags[]=TIERSLIEUX&searchTags[]=x"), [CAFE, LIEU])
        self.assertEqual(self.found("searchTags[]=tierslieux&searchTags[]=culture&options[tags][verb]=$all"), [LIEU])

    def test_a_name_is_a_pattern_without_accents_decoded_twice(self):
        self.assertEqual(self.found("name=reseau"), [NETWORK])
        self.assertEqual(self.found("name=La%20Raff"), [LIEU])
        self.assertEqual(self.found("name=#culture"), [LIEU])
        self.assertEqual(self.search(f"{ALL}&name=(").status, 500)

    def test_sub_types_localities_ids_and_existing_fields(self):
        self.assertEqual(self.search("searchType[]=NGO&fields[]=type").ids, [CAFE, LIEU])
        self.assertEqual(self.found("locality[a][type]=cp&locality[a][postalCode]=974"), [LIEU])
        self.assertEqual(self.found("locality[a][type]=level1&locality[a][id]=58be00000000000000000001"), [CAFE])
        self.assertEqual(self.found(f"filters[_id][$in][]={CAFE}&filters[_id][$in][]={NETWORK}"), [CAFE, NETWORK])
        self.assertEqual(self.found("filters[reference.costum][$exists]=true"), [CAFE])
        self.assertEqual(self.found("filters[geo][$exists]=false"), [NETWORK, LEAVING])
        self.assertEqual(self.found("lastTimes=1"), [])

    def test_sections_and_dates(self):
        self.assertEqual(len(self.search("searchType[]=classifieds&section=offer").ids), 1)
        self.assertEqual(len(self.search("searchType[]=ressources&section=offer").ids), 0)
        self.assertEqual(self.search("searchType[]=events&startDate=1544000000&endDate=1545000000").ids, [EVENT])

    def test_open_data_can_be_filtered_in_some_places_only(self):
        self.assertEqual(self.found("filters[preferences.isOpenData]=true"), [CAFE, LIEU, NETWORK])
        self.switch(open_data_filter="nothing")
        self.assertEqual(self.found("filters[preferences.isOpenData]=true"), [])
        self.switch(open_data_filter="ignored")
        self.assertEqual(len(self.found("filters[preferences.isOpenData]=true")), 4)

    def test_persons_are_found_by_who_looks_for_them(self):
        said = self.search("searchType[]=citoyens&fields[]=email")
        self.assertIn("Ada", said.text)
        self.assertNotIn("personne.example.org", said.text)

    def test_all_is_every_collection_but_answers_and_cities(self):
        ids = self.search("searchType[]=all&fields[]=name&indexStep=0").ids
        self.assertIn(PROJECT, ids)
        self.assertNotIn("64a1000000000000000000a1", ids)


class Sisters(Told):
    def test_the_navigator_brings_the_answers_about_a_place(self):
        rows = self.search(f"{ALL}&sourceKey[]=navigatorDesTierslieux", "/costum/navigator/gettl").json["results"]
        self.assertEqual(list(rows[LIEU]["answers"]), ["64a1000000000000000000a3"])
        self.assertEqual(rows[CAFE]["answers"], [])

    def test_administrators_see_whole_documents_and_nobody_else(self):
        path = "/co2/search/globalautocompleteadmin/type/projects/id/649ed498f93ee7202e6c8b12"
        self.assertEqual(self.search("searchType[]=poi", path).status, 401)
        token = self.ask("/auth/login", {"email": "eve", "password": "secret-d-eve"}).json["accessToken"]
        rows = self.search("searchType[]=poi&sortBy[updated]=-1", path, Authorization=f"Bearer {token}").json["results"]
        self.assertEqual(next(iter(rows.values()))["preferences"], {"isOpenData": True})

    def test_a_body_that_is_no_form_is_nothing(self):
        self.assertEqual(self.ask(SEARCH, json_body={"searchType": ["poi"]}).json, {"results": []})
        self.assertEqual(self.ask(f"{SEARCH}?searchType[]=poi").json, {"results": []})


if __name__ == "__main__":
    unittest.main()
