# SPDX-License-Identifier: GPL-3.0-or-later
"""Moisson's own account of itself: its runs, what it did not take, and what changed without anybody's revision."""
import json
from pathlib import Path

from lab import recipe
from lab.story import Story
from lab.wiki import Wiki

COMMUN = "{{Fiche\n|shortdescription=%s\n}}\n"
GIVES = "<includeonly>''{{{shortdescription|}}}''[[Catégorie:%s]]</includeonly>"


def with_a_template(folder):
    with Wiki(folder) as wiki:
        wiki.admin.edit("Modèle:Fiche", GIVES % "Brouillons")
        for number in range(3):
            wiki.person("XavCC").edit(f"Page {number}", COMMUN % f"Page numéro {number}")
        wiki.admin.edit("Sans modèle", "rien")
        wiki.run_jobs()


class Account(Story):
    @staticmethod
    def template():
        return recipe.kept("with-a-template", [Path(__file__).read_text("utf-8")], with_a_template)

    def setUp(self):
        super().setUp()
        self.harvested()


class Runs(Account):
    def test_every_run_is_listed_newest_first_and_told_with_its_proof(self):
        self.wiki.admin.append("Page 1", "encore")
        self.harvested()
        runs = self.moisson.run("runs", "--json").one["runs"]
        self.assertEqual([(run["verb"], run["outcome"]) for run in runs], [("poll", "complete"), ("harvest", "complete")])
        told = self.moisson.run("run", str(runs[0]["id"]), "--json").one["run"]
        self.assertEqual({**told, "ignored": None}, {**runs[0], "ignored": None})
        self.assertEqual((told["seen"], told["listed"], told["changed"]), (1, 1, 1))
        text = self.moisson.run("run", str(runs[0]["id"])).out
        self.assertIn("1 seen of 1 listed", text)
        self.assertIn("retries", text)

    def test_only_those_that_failed(self):
        self.wiki.stop()
        self.must_say(self.moisson.harvest(), "failed", 1)
        runs = self.moisson.run("runs", "movilab", "--failed", "--json").one["runs"]
        self.assertEqual([run["outcome"] for run in runs], ["failed"])
        told = self.moisson.run("run", str(runs[0]["id"]), "--json").one["run"]
        self.assertGreater(told["retries"], 0)
        self.assertTrue(told["faults"])

    def test_a_run_or_a_source_that_is_not_there_is_said_to_be_so(self):
        for words in (["run", "99"], ["run", "x"], ["runs", "movilac"], ["ignored", "nowhere"]):
            said = self.moisson.run(*words)
            self.assertEqual((said.code, said.out), (2, ""), str(said))
            self.assertTrue(said.err.startswith("moisson: "), str(said))

    def test_the_running_daemon_tells_the_same(self):
        alone = [self.moisson.run(*words).out for words in (["run", "1"], ["ignored"])]
        self.moisson.start()
        self.assertEqual([self.moisson.run(*words).out for words in (["run", "1"], ["ignored"])], alone)
        self.moisson.stop()


class WhatWasNotTaken(Account):
    def test_a_log_entry_that_is_hidden_is_listed_with_its_reason(self):
        self.wiki.admin.delete("Sans modèle")
        entry = self.wiki.judge.rows("SELECT MAX(log_id) FROM logging")[0][0]
        self.wiki.execute("UPDATE logging SET log_deleted = 1 WHERE log_id = ?", [entry])
        self.wiki.execute("UPDATE recentchanges SET rc_deleted = 1 WHERE rc_logid = ?", [entry])
        self.harvested()
        ignored = [json.loads(line) for line in self.moisson.run("ignored", "movilab", "--json").out.splitlines()]
        self.assertEqual([(one["source"], one["reason"]) for one in ignored],
                         [("movilab", "the wiki no longer shows what it was about")])
        self.assertIn("1 × ", self.moisson.run("ignored").out)

    def test_nothing_ignored_is_said_in_words(self):
        self.assertEqual(self.moisson.run("ignored").out, "nothing was ignored\n")


class ATemplateIsEdited(Account):
    def kind_of(self, title):
        found = [r for r in self.moisson.export("resources") if r["title"] == title]
        return found[0]["kind"]

    def test_pages_whose_categories_it_gives_are_read_again_and_counted(self):
        self.assertEqual(self.kind_of("Page 1"), "page")
        self.wiki.admin.edit("Modèle:Fiche", GIVES % "Commun")
        self.wiki.run_jobs()
        run = self.harvested()
        self.assertEqual(run["stale_derived"], 3)
        self.assertEqual(self.kind_of("Page 1"), "commun")
        told = self.changes("Page 1", "kind")
        self.assertEqual([(row["before"], row["after"], row["actor"]) for row in told], [("page", "commun", None)])
        self.assert_same()

    def test_an_edit_of_a_template_that_changes_nothing_elsewhere_tells_nothing(self):
        self.wiki.admin.edit("Modèle:Fiche", GIVES % "Brouillons" + "<!-- à revoir -->")
        self.wiki.run_jobs()
        run = self.harvested()
        self.assertEqual((run["stale_derived"], run["changed"]), (0, 1))
