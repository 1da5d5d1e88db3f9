# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that Communecter, a proxy or a line does wrong now and then: the harvest is whole all the same."""
from lab.place import DAY_S, PLACES, PlaceStory
from lab.story import long

# Of each request that is spoilt once: it is asked again.
PASSING = ["php_notice", "html_200", "text_200", "empty_200", "html_500", "502", "503", "429", "truncated_body", "cut_body",
           "hang_up", "invalid_utf8", "gzip", "slow_body"]
# Another shape of the same truth: nothing is asked again, and nothing differs.
SHAPES = ["swap_empty", "results_as_list", "entities_single", "id_oid", "id_string", "dates_string", "dates_sec", "dates_date",
          "dates_iso", "dates_z", "dates_number_long", "image_stamp", "numbers_as_strings", "tags_holes", "foreign_links"]
PAGING = ["duplicate_row", "vanishing_row"]
RARER = ["text_200", "html_500", "502", "truncated_body", "slow_body", "cut_body", "hang_up", "invalid_utf8", "dates_string", "dates_sec",
         "dates_iso", "dates_z", "dates_number_long", "id_string", "image_stamp", "numbers_as_strings", "foreign_links"]


class Faults(PlaceStory):
    options = ("--elements", "120")
    scopes = (PLACES,)
    page = 'page_size = 20\n'

    def guest(self, name="moisson", **words):
        return super().guest(name, **{"options": self.page, **words})

    def is_whole(self, spoilt=True):
        """A harvest at whose second request that happens, once; and the requests it took beyond an undisturbed one."""
        usual = self.guest("undisturbed")
        needed = self.harvested(moisson=usual)["requests"]
        self.fault()
        run = self.harvested()
        self.place.no_fault()
        self.assert_published()
        self.assertLessEqual(run["requests"], needed + (1 if spoilt else 0), "more was asked again than was spoilt")
        for what in ("items", "resources"):
            self.assertEqual(self.moisson.export_bytes(what), usual.export_bytes(what), what)

    def fault(self):
        self.place.fault(self.name, after=2, next=1)

    def reshaped(self):
        """All answers have that shape; the same is understood."""
        usual = self.guest("undisturbed")
        self.harvested(moisson=usual)
        self.place.fault(self.name)
        self.harvested()
        self.place.no_fault()
        self.assert_published()
        self.assertEqual(meaning(self.moisson), meaning(usual))


def meaning(moisson):
    """What the resources say, but for the revision and for what nobody mapped: those are of the bytes that came."""
    return [{key: value for key, value in each.items() if key not in ("provenance", "revision", "extra")}
            for each in moisson.export("resources")]


def told(kind, names):
    """A story for each fault of a kind; the relatives of others only when all are told."""
    for name in names:
        def story(self, name=name, kind=kind):
            self.name = name
            getattr(self, kind)()
        words = {"is_whole": "once_makes_no_difference", "reshaped": "everywhere_means_the_same"}[kind]
        setattr(Faults, f"test_{name}_{words}", long(story) if name in RARER else story)


told("is_whole", PASSING)
told("reshaped", SHAPES)


class OddShapes(PlaceStory):
    scopes = (PLACES,)

    def test_tags_in_one_text_or_places_nowhere_cost_no_element(self):
        """Where commas stand inside tags nobody can tell where one ends: what is a tag of the lists is found all the same."""
        for fault in ("tags_csv", "geo_missing", "geo_swapped", "geo_zero", "dates_missing"):
            with self.subTest(fault=fault):
                moisson = self.guest(fault)
                self.place.fault(fault)
                run = self.harvested(moisson=moisson)
                self.place.no_fault()
                self.assertEqual(run["seen"], len(self.place.state(PLACES)))


class Closed(PlaceStory):
    scopes = (PLACES,)

    def test_a_place_that_closes_its_door_is_left_alone_for_a_day_and_status_says_whom_to_write_to(self):
        for fault in ("403", "410"):
            with self.subTest(fault=fault):
                moisson = self.guest(fault)
                self.place.forget_requests()
                self.place.fault(fault)
                said = moisson.harvest()
                self.assertEqual(said.code, 1, str(said))
                self.place.no_fault()
                self.assertLessEqual(len(self.place.requests()), 2)
                self.assertIn(self.place.url, moisson.run("status").out)

    def test_a_closed_place_stays_closed_for_who_starts_anew_until_a_person_knocks(self):
        """A timer that harvests every hour, a daemon that was stopped: neither asks before the day is over."""
        self.place.fault("403")
        self.assertEqual(self.moisson.harvest().code, 1)
        self.place.no_fault()
        self.place.forget_requests()
        said = self.moisson.harvest()
        self.assertEqual((said.code, said.one["requests"]), (1, 0), str(said))
        self.assertIn("not asked: HTTP 403", said.err)
        self.moisson.start()
        run = self.must_say(self.moisson.run("census", "communecter", "--json"), "failed", 1)
        self.assertEqual((run["requests"], self.place.requests()), (0, []))
        told = self.moisson.run("status").out
        self.assertRegex(told, r"closed until +20.*HTTP 403.*write to the people who run the site")
        self.must_say(self.moisson.run("resync", "communecter", "--json"), "complete", 0)
        self.assertNotIn("closed until", self.moisson.run("status").out)
        self.assertEqual(self.moisson.stop(), 0)
        self.assert_published()

    def test_an_emptied_place_takes_nothing_from_us(self):
        self.harvested()
        before = self.shown()
        for name in self.place.state(*self.scopes):
            self.place.do("delete", name)
        said = self.moisson.run("census", "communecter", "--json")
        self.assertEqual(said.code, 7, str(said))
        self.assertEqual(self.shown(), before)


class Paging(PlaceStory):
    options = ("--elements", "120")
    scopes = (PLACES,)

    def followed(self, **switches):
        self.place.set(**switches)
        moisson = self.guest("-".join(switches), options='page_size = 20\n')
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)

    def test_a_place_that_ignores_the_first_row_asked_for_is_read_by_ranges(self):
        self.followed(ignore_index_min=True)

    def test_one_that_ignores_ranges_too_is_read_in_one_answer(self):
        self.followed(ignore_index_min=True, ignore_ranges=True)

    def test_one_that_sends_no_more_rows_than_it_likes_takes_nothing_from_us(self):
        """Nothing tells that there are more: neither its count, of which it has none, nor a page that follows."""
        self.place.set(ignore_index_min=True, ignore_ranges=True, no_count=True)
        self.harvested()
        before = self.shown()
        self.assertGreater(len(before), 50)
        self.place.set(most_rows=50)
        self.place.wait(DAY_S)
        said = self.moisson.run("census", "communecter", "--json")
        self.assertEqual(self.must_say(said, "complete", 0)["drift"], 0)
        self.assertIn("50 rows of organizations", said.err)
        self.assertEqual(self.shown(), before)

    def test_one_that_sorts_nothing_or_counts_nothing_is_read_whole(self):
        self.followed(ignore_sort_by=True)
        self.followed(no_count=True)

    def test_rows_that_come_twice_or_slip_away_between_two_pages(self):
        for fault in PAGING:
            with self.subTest(fault=fault):
                moisson = self.guest(fault, options='page_size = 20\n')
                self.place.fault(fault, after=2, next=1)
                self.harvested(moisson=moisson)
                self.place.no_fault()
                self.assertEqual(moisson.run("census", "communecter").code, 0)
                self.assert_published(moisson=moisson)


class OldDialect(PlaceStory):
    options = ("--dialect", "legacy2018")
    scopes = (PLACES,)

    def test_a_place_of_2018_is_read_too(self):
        self.harvested()
        self.assertTrue(self.moisson.export("items") or self.moisson.run("status").out)
