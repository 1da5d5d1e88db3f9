# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed anywhere, then started again: what a story asks of a run that was not left in peace."""
import collections
import os
import random

from .killing import DIED, MOMENT, PLACES

EXPORTS = ("items", "revisions", "resources", "changes")
INSIDE = 0.6                # of the kills, at least, must fall inside a run
MOMENTS = 20                # real SIGKILLs at random moments, when every instance is told
SAMPLE = {"request": 1, "body": 1, "before": 1, "after": 1, MOMENT: 1}   # of each story, when it may not last


class Survival:
    """Beside a story that has a `moisson`, its `doomed`, and says by assert_same() whether all is there."""

    def setUp(self):
        self.seed = int(os.environ.get("MOISSON_LAB_SEED", random.SystemRandom().randrange(10**6)))
        self.random = random.Random(self.seed)

    def exports(self):
        found = {what: self.moisson.export_bytes(what) for what in EXPORTS}
        for what, bytes_ in found.items():
            lines = collections.Counter(bytes_.splitlines())
            self.assertEqual([line for line, times in lines.items() if times > 1], [], f"{what}: exported twice")
        return found

    def chosen(self, counts, every):
        """The kills to try, (place, turn) each: every instance and 20 moments, or a sample."""
        if every:
            turns = [(place, turn) for place in PLACES.values() for turn in range(1, counts[place] + 1)]
            return turns + [(MOMENT, self.random.randrange(50, 950)) for _ in range(MOMENTS)]
        return [(place, self.random.randrange(50, 950) if place == MOMENT else turn) for place, wanted in SAMPLE.items()
                for turn in (range(wanted) if place == MOMENT
                             else self.random.sample(range(1, counts[place] + 1), min(wanted, counts[place])))]

    def undisturbed(self, run, kept):
        """What a run without a kill ends with, equal to the wiki; how often it passes each place; its course."""
        self.doomed.restore(kept)
        said, counts, usual = self.doomed.counted(run)
        self.assertIn("complete", said.out + said.err, str(said))
        self.assertEqual(said.code, 0, str(said))
        self.assert_same()
        for place in PLACES.values():
            self.assertGreater(counts[place], 0, f"nothing passed {place}: the kills would fall nowhere")
        return self.exports(), counts, usual

    def killed_everywhere(self, run, kept, every, restart):
        """Every chosen kill from the same state, each followed by a plain restart that must make it good."""
        expected, counts, usual = self.undisturbed(run, kept)
        self.doomed.restore(kept)
        before = self.doomed.outcomes() if kept else []
        fell = collections.Counter()
        tried = self.chosen(counts, every)
        for place, turn in tried:
            with self.subTest(place=place, turn=turn, seed=self.seed):
                self.doomed.restore(kept)
                code = self.doomed.kill(run, place, turn, usual)
                restart()
                ended = self.doomed.outcomes()[len(before):]
                inside = code == DIED and "interrupted" in ended
                fell[place] += inside
                if code == DIED and place != MOMENT:
                    self.assertEqual(ended, ["interrupted", "complete"], "the killed run is closed, the next is complete")
                self.assertIn(ended, (["interrupted", "complete"], ["complete"], ["complete", "complete"]))
                self.assert_health_is_a_replay()
                found = self.exports()
                for what in EXPORTS:
                    self.assertEqual(found[what].splitlines(), expected[what].splitlines(),
                                     f"{what} after a kill is not that of a run left in peace")
        self.tell(counts, tried, fell)
        self.assertGreaterEqual(sum(fell.values()), INSIDE * len(tried), f"too few kills fell inside a run: {dict(fell)}")

    def assert_health_is_a_replay(self):
        said = self.moisson.run("check", "--health")
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("nothing differs", said.out)

    def tell(self, counts, tried, fell):
        asked = collections.Counter(place for place, _ in tried)
        told = ", ".join(f"{place} {fell[place]}/{asked[place]}" + (f" of {counts[place]}" if place in counts else "")
                         for place in asked)
        print(f"        kills inside a run: {sum(fell.values())}/{len(tried)} ({told}; seed {self.seed})", flush=True)

    def harvest_again(self):
        self.harvested()
