# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for resources, and the contract that every exported one is under."""
import json
import sqlite3

from lab import movilab
from lab.contract import breaches
from lab.story import Story

DOKOS = "DOKOS Logiciel libre de gestion et réservation pour tiers lieux"
MOST_LOOKS = 200


class Finding(Story):
    template = staticmethod(movilab.template)

    def find(self, *words):
        said = self.moisson.run("find", "--json", *words)
        self.assertEqual(said.code, 0, str(said))
        return said.one

    def titles(self, *words):
        return [found["title"] for found in self.find(*words)["found"]]

    def find_indexed(self, *words):
        """Asks until nothing waits: the daemon reads the words behind its other work."""
        for _ in range(MOST_LOOKS):
            answer = self.find(*words)
            if answer["waiting"] == 0:
                return [found["title"] for found in answer["found"]]
        raise AssertionError(f"words still wait: {answer}")

    def test_what_was_harvested_is_found_by_its_words_in_any_form(self):
        self.harvested()
        self.assertEqual(self.find("dokos")["waiting"], 0, "a harvest that ended has read its words")
        self.assertEqual(self.titles("dokos", "reservations")[0], DOKOS)
        self.assertEqual(self.titles("LOGICIELS de gestion", "tiers-lieu")[0], DOKOS)
        self.assertEqual(self.titles("dokos", "--kind", "lieu"), [])
        self.assertEqual(self.titles("dokos", "--source", "movilab", "--limit", "1"), self.titles("dokos")[:1])
        self.assertIn(DOKOS, self.titles("dokos"))
        self.assertEqual(self.titles("écrire une fiche"), [], "a help page is not in the catalogue")
        self.assertIn("movilab-", self.moisson.run("find", "dokos").out)

    def test_when_nothing_is_found_it_says_which_word_is_in_the_way(self):
        self.harvested()
        said = self.moisson.run("find", "dokos", "introuvable")
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("nothing found", said.out)
        self.assertRegex(said.out, r'"introuvable" by itself: 0')
        self.assertEqual(self.moisson.run("find", "…").code, 2)
        self.assertEqual(self.moisson.run("find", "dokos", "--limit", "beaucoup").code, 2)
        self.assertEqual(self.moisson.run("find", "dokos", "--source", "movilap").code, 2)

    def test_an_edit_is_found_beside_a_running_daemon_and_after_it(self):
        self.harvested()
        self.moisson.start()
        self.wiki.admin.edit("Le champ commun", "{{Commun|shortdescription=Des semences paysannes}}")
        self.harvested()
        self.assertEqual(self.find_indexed("semence paysanne"), ["Le champ commun"])
        self.wiki.admin.delete("Le champ commun")
        self.harvested()
        self.assertEqual(self.find_indexed("semence paysanne"), [])
        self.assertEqual(self.moisson.stop(), 0)
        self.assertIn(DOKOS, self.titles("dokos"))

    def test_what_only_changes_how_a_value_is_written_is_told_apart(self):
        self.wiki.admin.edit("Le champ commun", "{{Commun|shortdescription=Un champ & des graines}}")
        self.harvested()
        self.wiki.admin.edit("Le champ commun", "{{Commun|shortdescription=UN  champ &amp; des graines}}")
        self.harvested()
        summary = self.changes("Le champ commun", "summary")
        self.assertEqual([row["cosmetic"] for row in summary], [True])
        self.assertNotIn("UN", self.moisson.run("changes").out)
        self.assertIn("1 ×", self.moisson.run("changes").out)
        self.assertIn("UN", self.moisson.run("changes", "--all").out)


class TheContract(Story):
    template = staticmethod(movilab.template)

    def test_a_line_that_breaks_the_schema_would_be_seen(self):
        self.harvested()
        line = self.moisson.export("resources")[0]
        self.assertEqual(breaches([line]), [])
        for wrong in ({**line, "schema_version": 2}, {**line, "kind": "personne"}, {**line, "tags": "libre"},
                      {**line, "surprise": 1}, {k: v for k, v in line.items() if k != "attribution"}):
            self.assertNotEqual(breaches([wrong]), [])

    def test_the_command_prints_the_schema_and_the_context_that_are_published(self):
        schema, context = (json.loads(self.moisson.run("schema", *flag).out) for flag in ([], ["--context"]))
        self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
        self.assertLessEqual(set(schema["properties"]), set(context["@context"]))

    def test_records_of_an_older_schema_are_made_anew_without_a_request_and_without_news(self):
        self.harvested()
        tables = sqlite3.connect(self.moisson.state / "moisson.sqlite")
        with tables:
            tables.execute("UPDATE rules SET fingerprint = '0.' || fingerprint")
            tables.execute("UPDATE snapshot SET record = json_set(record, '$.fields.summary', 'as an older schema had it') "
                           "WHERE item = ?", (self.item(DOKOS)["id"],))
        tables.close()
        before = self.moisson.export("resources")
        self.wiki.forget_requests()
        run = self.harvested()
        self.assertEqual(run["changed"], 0, "nobody edited anything")
        self.assertNotIn("rvslots", json.dumps(self.wiki.requests()), "what is kept is not asked for again")
        told = self.changes(DOKOS, "summary")
        self.assertEqual([row["cause"] for row in told], ["schema"])
        after = self.moisson.export("resources")
        self.assertNotEqual(before, after)
