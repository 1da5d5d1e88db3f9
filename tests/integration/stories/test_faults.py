# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that a server, a proxy or a line does wrong now and then: the harvest is whole all the same, at little cost."""
import itertools
import os
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lab import movilab
from lab.faults import FAULTS, LASTING, FaultProxy
from lab.moisson import Moisson
from lab.story import Story, long
from lab.wiki import Wiki

NUMBERS = itertools.count(1)
STEP = 7
AT_ONCE = 8             # trials at the same time: most of it is waiting
STALL_S, TOTAL_S = 5, 10       # longer than a real answer takes on a busy machine
PATIENCE = {"MOISSON_LAB_STALL_MS": str(STALL_S * 1000), "MOISSON_LAB_TOTAL_MS": str(TOTAL_S * 1000)}
RECOVERY_S = 2          # a fault may cost so much beyond what the server asked for
OBEYED_S = 1            # how exactly what it asked for is obeyed
HALVINGS = 6            # from 50 pages down to one

# Meant, when they are the first word of a run; between two answers they are a slip.
REFUSALS = {"a redirect to another host": "redirects to", "assertuserfailed": "assertuserfailed",
            "assertanonfailed": "assertanonfailed", "readapidenied": "signed in"}
# Told by the lab program, whose patience is shorter than ours.
SLOW = {"a stall", "a stall in the middle", "a slow trickle"}


# Relatives of others, which only the long walk tells.
RARER = ["503, Retry-After by a clock an hour ahead", "429, Retry-After as a date", "readonly", "ratelimited",
         "an answer cut in the middle", "a reset in the middle", "a hang-up without a word", "a stall", "a slow trickle",
         "gzip cut short", "assertuserfailed", "assertanonfailed"]


class Trial:
    """One Moisson behind its own proxy, both on the wiki that all trials share."""

    def __init__(self, folder, wiki, fault=None):
        self.fault = fault
        self.runs = []
        self.proxy = FaultProxy(wiki.port)
        self.moisson = Moisson(folder, self.proxy.api, world=PATIENCE if fault in SLOW else None)

    def follow(self):
        """Harvests; again, when the very first word was a refusal. (A wiki never met before is asked for less then.)"""
        first = len(self.proxy.asked)
        said = self.moisson.harvest()
        if self.fault in REFUSALS and self.proxy.asked[first].fault and said.code != 0:
            if said.code != 1 or REFUSALS[self.fault] not in said.err or len(self.proxy.asked) > first + 1:
                raise AssertionError(f"a refusal was not believed: {said}")
            said = self.moisson.harvest()
        self.runs.append(said)
        return self


class Trials(Story):
    """Many trials of one wiki; a fault is judged by what the proxy saw."""

    def setUp(self):
        pass                            # the wiki is the class's

    @classmethod
    def open_wiki(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))
        cls.wiki = cls.enterClassContext(Wiki(cls.folder / "wiki", template=movilab.template()))

    @classmethod
    def trial(cls, fault=None):
        """A new one, with an empty state."""
        trial = Trial(cls.folder / f"trial-{next(NUMBERS)}", cls.wiki, fault)
        cls.addClassCleanup(trial.proxy.close)
        return trial

    @staticmethod
    def at_once(work, trials):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(work, trials))

    def news(self, trial):
        return [{field: value for field, value in row.items() if field != "noticed"} for row in trial.moisson.export("changes")]

    def judge(self, trial, usual):
        """Whole, nothing twice, and as cheap and as patient as promised."""
        self.must_be_whole(trial)
        faults = trial.proxy.faults
        self.assertGreater(len(faults), 0, "nothing was spoilt")
        told = "\n".join(map(str, trial.proxy.asked))
        # What is too large is asked for by halves, as far as down to one page; then the questions grow again by doubling.
        extra = len(faults) * (2 * HALVINGS if trial.fault == "a body over the limit" else 1)
        self.assertLessEqual(len(trial.proxy.asked) - usual, extra, f"{usual} do without\n{told}")
        for fault in faults:
            self.must_be_got_over(fault, trial.proxy.asked[fault.number])

    def must_be_whole(self, trial):
        for said in trial.runs:
            self.must_say(said, "complete", 0)
        self.assert_same(trial.moisson)
        for what in ("items", "revisions"):
            lines = trial.moisson.export_bytes(what).splitlines()
            self.assertEqual(len(lines), len(set(lines)), f"{what}: exported twice")

    def must_be_got_over(self, fault, after):
        said = f"{fault}, asked again {after.came - fault.ended:.2f} s after"
        late = after.came - fault.ended - fault.pause
        self.assertGreaterEqual(after.came, fault.not_before, f"too early: {said}")
        self.assertLessEqual(late, OBEYED_S if fault.pause else RECOVERY_S, f"too late: {said}")


class SeventhRequests(Trials):
    """A first harvest, then a poll after a day's work, for each of the `faults`."""

    faults = []

    @classmethod
    def setUpClass(cls):
        cls.open_wiki()
        slowest_first = sorted(cls.faults, key=lambda fault: fault not in SLOW)
        cls.trials = {fault: cls.trial(fault) for fault in [*slowest_first, None]}
        for fault, trial in cls.trials.items():
            if fault:
                trial.proxy.every(STEP, fault)
        cls.at_once(Trial.follow, cls.trials.values())
        movilab.first_round(cls.wiki, lambda line: None)
        cls.wiki.run_jobs()
        cls.at_once(Trial.follow, cls.trials.values())

    def judge_one(self, fault):
        usual = self.trials[None]
        self.must_be_whole(usual)
        self.judge(self.trials[fault], len(usual.proxy.asked))
        self.assertEqual(self.news(self.trials[fault]), self.news(usual), "the news are not those of a harvest left in peace")


def tell_each(kind):
    """A story a fault, under its name."""
    for fault in kind.faults:
        def story(self, fault=fault):
            self.judge_one(fault)
        name = f"test_nothing_is_lost_nor_doubled_when_every_seventh_request_meets_{fault.replace(' ', '_')}"
        story.__name__ = name
        setattr(kind, name, story)
    return kind


@tell_each
class EverySeventhRequest(SeventhRequests):
    faults = [fault for fault in FAULTS if fault not in RARER]


@long
@tell_each
class EverySeventhRequestByARarerFault(SeventhRequests):
    faults = RARER


class EveryRequestInTurn(Trials):
    """One request of a first harvest is spoilt, whichever it is."""

    @classmethod
    def setUpClass(cls):
        cls.open_wiki()
        cls.usual = cls.trial().follow()
        cls.count = len(cls.usual.proxy.asked)

    def try_all(self, chosen):
        """Of each (fault, number of the request) a harvest from nothing."""
        def attempt(choice):
            fault, number = choice
            trial = self.trial(fault)
            trial.proxy.only(number, fault)
            return choice, trial.follow()
        for (fault, number), trial in self.at_once(attempt, chosen):
            with self.subTest(fault=fault, request=number):
                self.judge(trial, self.count)
                self.assertEqual(self.news(trial), [], "a first harvest tells no news")

    def test_any_request_of_a_first_harvest_may_be_spoilt_here_by_chance(self):
        seed = int(os.environ.get("MOISSON_LAB_SEED", random.SystemRandom().randrange(10**6)))
        chance = random.Random(seed)
        with self.subTest(seed=seed):
            self.try_all([(fault, chance.randint(1, self.count)) for fault in chance.sample(list(FAULTS), 6)])

    @long
    def test_any_request_of_a_first_harvest_may_be_spoilt_by_any_fault(self):
        for fault in FAULTS:
            self.try_all([(fault, number) for number in range(1, self.count + 1)])


class AFaultThatLasts(Trials):
    """The run fails with one line that says why; what we know stays; once the wiki is well everything follows."""

    @classmethod
    def setUpClass(cls):
        cls.open_wiki()

    def exports(self, trial):
        return {what: trial.moisson.export_bytes(what) for what in ("items", "revisions", "resources", "changes")}

    def outage(self, fault):
        trial = self.trial(fault)
        trial.follow()
        before, first = self.exports(trial), len(trial.proxy.asked)
        trial.proxy.from_now_on(fault)
        failed = trial.moisson.harvest()
        asked = len(trial.proxy.asked) - first
        during = self.exports(trial)
        trial.proxy.well()
        return fault, trial, failed, asked, during == before, self.after(fault, trial)

    def after(self, fault, trial):
        """Who asked to be left alone for an hour is; a person may ask all the same."""
        left = trial.moisson.harvest()
        if fault not in LASTING:
            return left
        self.assertEqual(self.must_say(left, "failed", 1)["requests"], 0)
        self.assertIn("moisson resync", left.err)
        return trial.moisson.run("resync", "movilab", "--json")

    def outages(self, faults, most):
        for fault, trial, failed, asked, same, after in self.at_once(self.outage, faults):
            with self.subTest(fault=fault):
                run = self.must_say(failed, "failed", 1)
                told = [line for line in failed.err.splitlines() if run["error"] in line]
                self.assertEqual(len(told), 1, f"the cause is told in one line: {failed}")
                self.assertIn(REFUSALS.get(fault, ""), told[0])
                self.assertTrue(same, "something was changed by a source that did not answer")
                self.assertLessEqual(asked, most, f"asked too often: {failed}")
                self.must_say(after, "complete", 0)
                self.assert_same(trial.moisson)

    def test_what_the_first_word_refuses_is_believed_and_asked_for_once(self):
        self.outages([*REFUSALS, "503, Retry-After in an hour"], most=1)

    @long
    def test_nothing_that_lasts_is_asked_for_endlessly(self):
        self.outages([fault for fault in FAULTS if fault not in REFUSALS], most=5 + 9 * 3)


class ADaemonBesideAWikiThatFails(Story):
    def setUp(self):
        super().setUp()
        self.proxy = self.enterContext(FaultProxy(self.wiki.port))
        self.moisson = self.moisson_for(self.proxy.api, "behind", options='poll = "1s"')

    def source(self):
        return self.moisson.run("status", "--json").one["sources"][0]

    def test_polls_grow_rare_status_says_since_when_and_why_and_it_ends_by_itself(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        daemon = self.moisson.start()
        self.harvested()
        self.assertIsNone(self.source()["failing_since"])
        self.proxy.from_now_on("readapidenied")
        daemon.wait_for("STATUS=suit 1 source, 1 en échec")
        first, failing = self.proxy.faults[0].number, self.source()
        self.assertEqual((failing["failures"], failing["failing_since"]), (1, failing["last_run"]["started"]))
        self.assertIn("readapidenied", failing["last_error"])
        told = self.moisson.run("status").out
        self.assertRegex(told, r"failing since +20[^\n]+, 1 in a row\n +because +http[^\n]+readapidenied")
        self.proxy.wait_for(first + 1)
        self.proxy.well()
        self.wiki.admin.edit("Le WIP", "fermé")
        daemon.wait_for("STATUS=suit 1 source, tout va bien")
        asked = self.proxy.asked[first - 1:]
        pauses = [later.came - earlier.ended for earlier, later in zip(asked, asked[1:3])]
        self.assertGreater(pauses[0], 1.7, "the interval was not doubled")
        self.assertGreater(pauses[1], 3.5, "the interval was not doubled again")
        self.assertLess(pauses[1], 6, "it was not visited when its turn came")
        well = self.source()
        self.assertEqual((well["failures"], well["failing_since"], well["last_error"]), (0, None, None))
        self.assert_same()
