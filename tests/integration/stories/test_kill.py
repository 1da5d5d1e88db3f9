# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed anywhere, then simply started again: nothing is missing, nothing is there twice, and no news is told twice."""
import inspect
import os
import sqlite3
import tempfile
from pathlib import Path

from lab import recipe
from lab.killing import Doomed
from lab.survival import Survival
from lab.moisson import Moisson
from lab.server import NginxServer
from lab.story import Story, long
from lab.wiki import Wiki

PAGES = 300
COMMUN = "{{Commun\n|shortdescription=Commun n° %d, étape %d\n|referent=Yoann\n|needs=Un hangar, Étape %d\n}}\nPartagé depuis %d.\n"
PEOPLE = ["XavCC", "Yoann", "AurélienMarty", "192.0.2.17"]


def revisions_of(number):
    """One page: every third has several revisions, every tenth is a redirect, some are talk pages."""
    title = ("Discussion:" if number % 7 == 6 else "") + f"Page {number - number % 7 if number % 7 == 6 else number:03}"
    for step in range(1 + number % 3 * 2):
        text = COMMUN % (number, step, step, 2015 + step) + "\n".join(f"* ligne {n} de {number}" for n in range(number % 40))
        if number % 10 == 9:
            text = f"#REDIRECTION [[Page {number - 9:03}]]"
        yield {"title": title, "user": PEOPLE[(number + step) % len(PEOPLE)], "at": f"{2015 + step}0{number % 9 + 1}01120000",
               "comment": f"étape {step}", "minor": step % 2 == 1, "text": text}


def three_hundred_pages(folder):
    wiki = Wiki(folder)
    wiki.write_pages([revision for number in range(PAGES - 1) for revision in revisions_of(number)], linked=True)
    wiki.run_jobs()


def people_work(wiki):
    """Something of everything since the last harvest, so that a poll has several batches to settle and debts to pay."""
    admin, yoann = wiki.admin, wiki.person("Yoann")
    for number in (1, 2, 3, 10, 11, 12):
        yoann.edit(f"Page {number:03}", COMMUN % (number, 90, number, 2026), "à jour")
    yoann.append("Page 001", "\nEt encore.")
    yoann.move("Page 004", "Page quatre", "un mot")
    admin.move("Page 005", "Page cinq", leave_redirect=False)
    admin.delete("Page 007", "doublon")
    admin.delete("Page 008", "erreur")
    admin.restore("Page 008", "finalement non")
    yoann.edit("Page nouvelle", COMMUN % (301, 0, 0, 2026), "la dernière")
    admin.merge("Page 015", "Page 016", reason="même histoire")
    admin.protect("Page 014", reason="très lue")


class Killed(Survival, Story):
    """One wiki and its two states, before any harvest and before a poll with work to do, for all the kills."""

    namespaces = [0, 1, 10]

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))
        os.chmod(cls.folder, 0o755)     # php-fpm does not serve as root
        template = recipe.kept("kill", [COMMUN, inspect.getsource(revisions_of), *PEOPLE], three_hundred_pages)
        cls.wiki = cls.enterClassContext(Wiki(cls.folder / "wiki", template=template, server=NginxServer, workers=2))
        cls.moisson = Moisson(cls.folder / "moisson", cls.wiki.api, namespaces=cls.namespaces)
        cls.doomed = Doomed(cls.moisson)
        first = cls.moisson.harvest()
        if first.code != 0:
            raise AssertionError(f"the first harvest: {first}")
        cls.harvested_once = cls.doomed.keep("harvested-once")
        people_work(cls.wiki)

    def census(self, every):
        damaged = self.damaged("UPDATE item SET latest = '1' WHERE CAST(id AS INTEGER) % 4 = 0")
        self.killed_everywhere(self.doomed.census, damaged, every,
                               lambda: self.must_say(self.moisson.run("census", "movilab", "--json"), "complete", 0))

    def deep_census(self, every):
        damaged = self.damaged("DELETE FROM revision WHERE CAST(item AS INTEGER) % 4 = 1 AND CAST(item AS INTEGER) > 60")
        self.killed_everywhere(self.doomed.deep_census, damaged, every,
                               lambda: self.must_say(self.moisson.run("census", "movilab", "--deep", "--json"), "complete", 0))

    def damaged(self, how):
        """The state of one that was harvested, and of whose pages a quarter must be read again."""
        self.doomed.restore(self.harvested_once)
        tables = sqlite3.connect(self.moisson.state / "moisson.sqlite")
        with tables:
            tables.execute(how)
        tables.close()
        return self.doomed.keep(f"damaged-{self.id().rpartition('.')[2]}")

    def daemon_again(self):
        said = self.doomed.follow()
        self.assertIn("outcome=complete", said.err, str(said))
        self.assertEqual(said.code, 0, str(said))

    # Told

    def first_harvest(self, every):
        self.killed_everywhere(self.doomed.harvest, None, every, self.harvest_again)
        self.assertEqual(self.moisson.export("changes"), [], "the first harvest tells no news, however often it began")

    def poll(self, every):
        self.killed_everywhere(self.doomed.harvest, self.harvested_once, every, self.harvest_again)
        self.assertEqual(len(self.changes("Page quatre", "title")), 1, "the poll had news to tell")
        self.assertEqual([row["after"] for row in self.changes("Page 007", "@life")], ["gone"])

    def test_a_first_harvest_killed_at_some_places_then_started_again(self):
        self.first_harvest(every=False)

    def test_a_poll_killed_at_some_places_then_started_again(self):
        self.poll(every=False)

    def test_a_daemon_killed_at_some_places_then_started_again(self):
        self.killed_everywhere(self.doomed.follow, self.harvested_once, False, self.daemon_again)

    def test_a_census_killed_at_some_places_then_held_again(self):
        self.census(every=False)

    @long
    def test_a_census_killed_everywhere_then_held_again(self):
        self.census(every=True)

    @long
    def test_a_deep_census_killed_everywhere_then_held_again(self):
        self.deep_census(every=True)

    @long
    def test_a_first_harvest_killed_everywhere_then_started_again(self):
        self.first_harvest(every=True)

    @long
    def test_a_poll_killed_everywhere_then_started_again(self):
        self.poll(every=True)

    @long
    def test_a_daemon_killed_everywhere_then_started_again(self):
        self.killed_everywhere(self.doomed.follow, None, True, self.daemon_again)

    @long
    def test_a_polling_daemon_killed_everywhere_then_started_again(self):
        self.killed_everywhere(self.doomed.follow, self.harvested_once, True, self.daemon_again)
