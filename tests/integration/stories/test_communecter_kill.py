# SPDX-License-Identifier: GPL-3.0-or-later
"""A guest of Communecter that is killed anywhere and simply started again: nothing is missing, nothing is told twice."""
from lab.killing import Doomed
from lab.place import ASSUMED, PLACES, PlaceStory
from lab.story import long
from lab.survival import Survival



class Killed(Survival, PlaceStory):
    """A few hundred elements that are met in pages."""

    options = ("--elements", "300")
    scopes = (PLACES,)
    publication = ASSUMED

    def setUp(self):
        PlaceStory.setUp(self)
        Survival.setUp(self)
        self.doomed = Doomed(self.moisson)
        if self.publication == ASSUMED:
            self.only_open_elements()

    def guest(self, name="moisson", **words):
        return super().guest(name, **{"options": "page_size = 20\n", **words})

    def only_open_elements(self):
        """What is assumed of them all is true, so that no check of a run more or less makes a difference."""
        for name, each in self.place.state(*self.scopes).items():
            if not each["public"]:
                self.place.do("delete", name)

    def assert_same(self):
        self.assert_published()

    def first_harvest(self, every):
        self.killed_everywhere(self.doomed.harvest, None, every, self.harvest_again)
        self.assertEqual(self.moisson.export("changes"), [], "the first harvest tells no news, however often it began")

    def poll(self, every):
        self.harvested()
        kept = self.doomed.keep("harvested-once")
        self.place.wait(3 * 3600)
        for name in sorted(self.shown())[:30]:
            self.place.do("edit", name, field="shortDescription", value="Une étape de plus")
        for number in range(5):
            self.place.do("create", collection="organizations", document={"name": f"Nouveau lieu {number}", "tags": ["TiersLieux"]})
        self.killed_everywhere(self.doomed.harvest, kept, every, self.harvest_again)

    def sweep(self, every):
        self.harvested()
        kept = self.doomed.keep("harvested-once")
        for name in sorted(self.shown())[:20]:
            self.place.do("edit_silently", name, field="shortDescription", value="Sans bruit")
        self.killed_everywhere(self.doomed.census, kept, every, self.swept)

    def test_a_first_harvest_killed_at_some_places(self):
        self.first_harvest(False)

    def test_a_poll_killed_at_some_places(self):
        self.poll(False)

    def test_a_sweep_killed_at_some_places(self):
        self.sweep(False)

    @long
    def test_a_first_harvest_killed_everywhere(self):
        self.first_harvest(True)

    @long
    def test_a_poll_killed_everywhere(self):
        self.poll(True)

    @long
    def test_a_sweep_killed_everywhere(self):
        self.sweep(True)


class KilledAtTheGate(Killed):
    """Few elements, each of which is asked about before anything of it is shown."""

    options = ()
    publication = PlaceStory.publication
