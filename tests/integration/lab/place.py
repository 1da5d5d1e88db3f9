# SPDX-License-Identifier: GPL-3.0-or-later
"""A place that answers as Communecter does (tests/doubles/communecter), and Moisson as its guest."""
import json
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import urllib.request
from pathlib import Path

from .keeper import dies_with_parent
from .moisson import RUN_FIELDS, Moisson
from .recipe import ROOT

DOUBLE = ROOT / "tests" / "doubles" / "communecter" / "run"
DAY_S = 86400

# What a scope asks of the place, beside how a search would say it: the judge is asked in these words.
PLACES = ('type = "organizations"\ntags = ["TiersLieux"]\nwithout_tags = ["RéseauTiersLieux"]\n', [
    ("searchType[]", "organizations"), ("notSourceKey", "true"), ("filters[$or][tags][$in][]", "TiersLieux"),
    ("filters[tags][$nin][]", "RéseauTiersLieux")])
NETWORKS = ('type = "organizations"\ntags = ["RéseauTiersLieux"]\n', [
    ("searchType[]", "organizations"), ("notSourceKey", "true"), ("filters[tags][$in][]", "RéseauTiersLieux")])
EVENTS = ('type = "events"\nsource_keys = ["franceTierslieux", "navigatorDesTierslieux"]\n', [
    ("searchType[]", "events"), ("sourceKey[]", "franceTierslieux"), ("sourceKey[]", "navigatorDesTierslieux")])
CALL = ('type = "answers"\nform = "6438366673d20a0de1533c77"\ncostum = "lesCommunsDesTierslieux"\n',
        [("form", "6438366673d20a0de1533c77")])
ALL = (PLACES, NETWORKS, EVENTS, CALL)

# Answers to a call say nothing of their publication: they are always met so.
ASSUMED = 'publication = "assume"\nbecause = "the portal publishes these records under ODbL"\n'


class Place:
    """The double, and its other side."""

    def __init__(self, *options):
        self.process_ = subprocess.Popen([sys.executable, "-IB", str(DOUBLE), "--until-stdin-closes", *options],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=dies_with_parent())
        self.url = self.process_.stdout.readline().decode().split()[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process_.stdin.close()
        self.process_.wait()
        self.process_.stdout.close()

    def ask_(self, path, words=None):
        body = None if words is None else json.dumps(words).encode()
        asked = urllib.request.Request(f"{self.url}/__double/{path}", data=body, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=60) as said:
            return json.load(said)

    def ask_outside(self, path, form):
        """What anybody is answered who sends that form."""
        with urllib.request.urlopen(f"{self.url}/{path}", data=urllib.parse.urlencode(form).encode(), timeout=60) as said:
            return json.load(said)

    def do(self, op, name=None, **words):
        """One deed; `name` is an element's, as "organizations-5a1b…"."""
        if name is not None:
            words["collection"], words["id"] = name.split("-", 1)
        return self.ask_("do", {"op": op, **words})

    def live(self, steps, seed):
        return self.ask_("life", {"steps": steps, "seed": seed})["done"]

    def wait(self, seconds):
        """The clock of the place moves."""
        self.ask_("clock", {"advance": seconds})

    def fault(self, name, **words):
        self.ask_("faults", {"name": name, **words})

    def no_fault(self):
        self.ask_("faults", {"clear": True})

    def set(self, **switches):
        self.ask_("settings", switches)

    def requests(self):
        return self.ask_("requests")["requests"]

    def forget_requests(self):
        self.ask_("forget", {})

    def people(self):
        return self.ask_("people")["people"]

    def state(self, *scopes):
        """The truth of these scopes: {name: {collection, id, updated, public, withheld, document}}."""
        found = {}
        for _, search in scopes:
            found |= self.ask_("state?" + urllib.parse.urlencode(search))["elements"]
        return found

    def public(self, *scopes):
        """The names of what may be published."""
        return {name for name, element in self.state(*scopes).items() if element["public"]}


class Guest(Moisson):
    """Moisson whose one source is a place. `scopes` as above; each is asked under `publication`."""

    def __init__(self, folder, url, *, scopes=ALL, publication='publication = "require"\n', options="", min_delay="0s", world=None):
        self.scopes = scopes
        self.publication = publication
        self.min_delay = min_delay
        super().__init__(folder, url, source="communecter", options=options, world=world)

    def configure(self, api, options=""):
        scopes = "".join(f"\n[[source.scope]]\n{said}{ASSUMED if scope is CALL else self.publication}"
                         for scope in self.scopes for said in scope[:1])
        self.config.write_text(f'contact = "labo@example.org"\n\n[[source]]\nname = "communecter"\nkind = "communecter"\n'
                               f'base_url = "{api}"\nmapping = "communecter"\nmin_delay = "{self.min_delay}"\n{options}\n{scopes}', encoding="utf-8")


class PlaceStory(unittest.TestCase):
    """Each story has a place of its own and an empty state."""

    options = ()
    scopes = ALL
    publication = 'publication = "require"\n'

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))
        self.place = self.enterContext(Place(*self.options))
        self.moisson = self.guest()

    def guest(self, name="moisson", **words):
        guest = Guest(self.folder / name, self.place.url, **{"scopes": self.scopes, "publication": self.publication, **words})
        self.addCleanup(lambda: guest.daemon_ and guest.daemon_.kill())
        return guest

    def harvested(self, *words, outcome="complete", code=0, moisson=None):
        """Harvests; the run must end so. Returns its object."""
        return self.must_say((moisson or self.moisson).harvest(*words), outcome, code)

    def must_say(self, said, outcome, code):
        self.assertEqual(said.code, code, f"wrong exit code: {said}")
        run = said.one
        self.assertLessEqual(RUN_FIELDS, set(run), f"fields are missing: {said}")
        self.assertEqual(run["outcome"], outcome, str(said))
        return run

    def swept(self, outcome="complete", code=0):
        return self.must_say(self.moisson.run("census", "communecter", "--json"), outcome, code)

    def swept_on_two_days(self):
        """What is gone is believed to be on the second one."""
        self.swept()
        self.place.wait(DAY_S)
        self.swept()

    def shown(self, moisson=None):
        """The names of the elements that are exported and alive."""
        return {item["id"] for item in (moisson or self.moisson).export("items") if not item["deleted"]}

    def assert_published(self, *scopes, moisson=None):
        """Exactly what the place may show is exported, of these scopes or of all that are followed."""
        expected = self.place.public(*(scopes or self.scopes))
        shown = self.shown(moisson)
        self.assertEqual((sorted(expected - shown), sorted(shown - expected)), ([], []), "missing, too many")

    def resource(self, name, moisson=None):
        """The exported resource of an element; None when there is none."""
        found = [each for each in (moisson or self.moisson).export("resources") if each["id"] == "communecter-" + name]
        self.assertLessEqual(len(found), 1)
        return found[0] if found else None

    def kept_bytes(self):
        """Everything the store holds, its contents unpacked, as one run of bytes."""
        files = [path for path in self.moisson.state.iterdir() if path.name.startswith("moisson.sqlite")]
        packed = [row[0] for row in self.moisson.kept_("SELECT bytes FROM content")]
        unpacked = [subprocess.run(["zstd", "-dcq"], input=each, capture_output=True, check=True).stdout for each in packed]
        return b"\n".join([path.read_bytes() for path in files] + unpacked)
