# SPDX-License-Identifier: GPL-3.0-or-later
"""People do whatever they like in a place for as long as they like: what we show of it is what may be shown of it."""
import html
import os
import random

from lab.place import ASSUMED, DAY_S, PLACES, PlaceStory
from lab.story import long


def shown(written):
    """A line as people read it."""
    return " ".join(html.unescape(written).split())


class Life(PlaceStory):
    options = ("--elements", "150")
    scopes = (PLACES,)
    poll = 'poll = "1d"\n'       # so that a poll may check as many as may be checked in a day

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("MOISSON_LIFE_SEED") or random.SystemRandom().randrange(10**6))

    def guest(self, name="moisson", **words):
        return super().guest(name, **{"options": self.poll, "world": {"MOISSON_LAB_AHEAD_S": "0"}, **words})

    def days_pass(self, days):
        """For the place and for us."""
        self.place.wait(days * DAY_S)
        self.moisson.world["MOISSON_LAB_AHEAD_S"] = str(int(self.moisson.world["MOISSON_LAB_AHEAD_S"]) + days * DAY_S)

    def held(self):
        """What we hold of each element that is alive: when it was changed, its title, its summary, its tags."""
        alive = {item["id"]: item["revision"].partition(".")[0] for item in self.moisson.export("items") if not item["deleted"]}
        said = {each["item"]: each for each in self.moisson.export("resources")}
        return {name: (updated, said[name]["title"], said[name].get("summary", ""), sorted(said[name].get("tags", [])))
                for name, updated in alive.items()}

    def truth(self):
        """The same of what the place may show."""
        return {name: (str(each["updated"] or each["document"].get("created", "")), shown(each["document"]["name"]),
                       shown(each["document"].get("shortDescription") or ""), sorted({shown(tag) for tag in each["document"]["tags"]}))
                for name, each in self.place.state(*self.scopes).items() if each["public"]}

    def unseen(self, deeds):
        """Of what moved a date, nothing is missed by a poll; how many of the others it could not see."""
        held, truth = self.held(), self.truth()
        told = {f"{deed['collection']}-{deed['id']}" for deed in deeds if deed["bumped"]}
        for name in told & set(truth):
            self.assertEqual(held.get(name), truth[name], f"{name} moved its date, and the poll did not see it")
        differs = {name for name in {*held, *truth} if held.get(name) != truth.get(name)}
        return len(differs), len({f"{deed['collection']}-{deed['id']}" for deed in deeds})

    def live(self, deeds, portions):
        self.harvested()
        differing = touched = 0
        for portion in range(portions):
            done = self.place.live(deeds // portions, self.seed + portion)
            self.place.wait(60)
            self.harvested()
            unseen, all_ = self.unseen(done)
            differing, touched = differing + unseen, touched + all_
            self.days_pass(1)
            self.swept()
            self.days_pass(1)
            self.swept()
        print(f"        {deeds} deeds: a poll alone could not see {differing} of {touched} elements (seed {self.seed})", flush=True)
        self.days_pass(2)
        self.harvested()
        self.swept()
        self.assertEqual(self.held(), self.truth(), f"seed {self.seed}")

    def test_after_two_days_we_are_one_with_what_may_be_shown(self):
        self.live(100, 2)

    @long
    def test_a_thousand_deeds_leave_us_one_with_what_may_be_shown(self):
        self.live(1000, 10)

    @long
    def test_a_thousand_deeds_where_publication_is_assumed(self):
        self.moisson = self.guest(publication=ASSUMED)
        self.live(1000, 10)
