# SPDX-License-Identifier: GPL-3.0-or-later
"""A mapping is tried, changed and followed: what the person who writes it sees, from pages that are already kept."""
from pathlib import Path

from lab import recipe
from lab.polling import Polling

SHIPPED = (recipe.ROOT / "config" / "mappings" / "movilab.toml").read_text("utf-8")
PAGE = "Remorque partagée"


class AMapping(Polling):
    def write_mapping(self, text, name="movilab.toml"):
        """A mapping beside the configuration: it is preferred to the shipped one."""
        file = Path(self.moisson.folder) / "mappings" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return str(file)

    def tried(self, *words):
        said = self.moisson.run("map", "try", *words, "--json")
        self.assertEqual(said.code, 0, str(said))
        return said.one

    def covered(self, *words):
        said = self.moisson.run("map", "coverage", *words, "--json")
        self.assertEqual(said.code, 0, str(said))
        return {kind["kind"]: kind for kind in said.one["sources"][0]["kinds"]}


class Trying(AMapping):
    def test_one_page_before_and_after_without_asking_the_wiki(self):
        file = self.write_mapping(SHIPPED.replace('"param:shortdescription", ', ""), "essai.toml")
        self.wiki.forget_requests()
        before = {what: self.moisson.export(what) for what in ("items", "resources", "changes")}
        told = self.tried(PAGE, "--mapping", file)
        self.assertEqual(self.wiki.requests(), [], "it never asks the wiki")
        fates = {value["name"]: (value["fate"], value["field"]) for value in told["values"]}
        self.assertEqual(fates["Commun|shortdescription"], ("unread", None))
        self.assertEqual(fates["Commun|referent"], ("fed", "contacts"))
        self.assertIn({"field": "summary", "before": "Une remorque partagée"}, told["gone"])
        self.assertEqual(told["kind"]["after"], "commun")
        for what, rows in before.items():
            self.assertEqual(self.moisson.export(what), rows, "and it writes nothing")
        said = self.moisson.run("map", "try", PAGE, "--mapping", file)
        self.assertIn("no rule speaks of it", said.out)
        self.assertIn("was Une remorque partagée", said.out)

    def test_beside_a_running_daemon_and_without_one_it_says_the_same(self):
        alone = self.tried(PAGE), self.covered()
        self.moisson.start()
        self.assertEqual((self.tried(PAGE), self.covered()), alone)
        self.moisson.stop()

    def test_a_page_that_is_not_here_and_a_mapping_that_is_wrong(self):
        said = self.moisson.run("map", "try", "Nulle part")
        self.assertEqual(said.code, 2, str(said))
        self.assertIn("no such page here", said.err)
        file = self.write_mapping('[field.sumary]\nfrom = ["param:a"]\n', "faux.toml")
        said = self.moisson.run("map", "try", PAGE, "--mapping", file)
        self.assertEqual(said.code, 78, str(said))
        self.assertIn("faux.toml:1:", said.err)
        self.assertIn('Did you mean "summary"?', said.err)
        self.assertEqual(self.moisson.run("map", "try").code, 2)
        self.assertEqual(self.moisson.run("map", "coverage", "--source", "autre").code, 2)

    def test_a_good_mapping_is_tried_while_the_one_in_service_is_broken(self):
        good = self.write_mapping(SHIPPED, "bon.toml")
        self.write_mapping('[field.sumary]\nfrom = ["param:a"]\n')
        self.assertEqual(self.moisson.run("map", "try", PAGE).code, 78)
        said = self.moisson.run("map", "try", PAGE, "--mapping", good)
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("Une remorque partagée", said.out)
        self.assertRegex(said.err, "movilab.toml:1:.*in service, broken")

    def test_coverage_counts_the_keys_that_nobody_reads(self):
        self.wiki.person("Yoann").edit("Le WIP", "{{Commun|shortdescription=Un lieu|budget=12|time=longtemps}}")
        self.wiki.person("Yoann").edit("Un atelier", "{{Commun|Budget=13|time=2 h}}")
        self.harvested()
        commun = self.covered()["commun"]
        shares = {field["field"]: field["pages"] for field in commun["fields"]}
        self.assertEqual((commun["pages"], shares["summary"], shares["time"]), (3, 2, 2))
        self.assertEqual([(key["name"], key["pages"]) for key in commun["unread"]][0][1], 2)
        self.assertEqual([(value["field"], value["examples"][0]["text"]) for value in commun["not_understood"]],
                         [("time", "longtemps")])


class Changing(AMapping):
    def test_a_changed_mapping_makes_the_records_anew_from_what_is_kept_and_is_nobodys_edit(self):
        self.wiki.forget_requests()
        self.write_mapping(SHIPPED.replace('from = ["param:shortdescription"', 'from = ["param:referent"'))
        run = self.harvested()
        self.assertEqual(run["changed"], 0)
        self.assertFalse([r for r in self.wiki.requests() if r["get"].get("prop") or r["get"].get("titles") or r["get"].get("pageids")],
                         "no page is read again")
        rows = [row for row in self.moisson.export("changes") if row["cause"] == "mapping"]
        self.assertIn((self.item(PAGE)["id"], "summary", "Une remorque partagée", "Yoann"),
                      {(row["item"], row["field"], row["before"], row["after"]) for row in rows})
        said = self.moisson.run("changes").out
        self.assertEqual(len(said.splitlines()), 1, f"one line for all of it: {said}")
        self.assertIn("[mapping]", said)
        record = next(r for r in self.moisson.export("resources") if r.get("title") == PAGE)
        self.assertEqual((record["summary"], record["provenance"]["summary"]["rule"]), ("Yoann", "param:referent"))
        self.assertEqual([row for row in self.moisson.export("changes") if row["cause"] == "source"], [])
        self.harvested()
        self.assertEqual([row for row in self.moisson.export("changes") if row["cause"] == "mapping"], rows, "once, not twice")

    def test_a_remark_in_a_mapping_changes_nothing(self):
        self.write_mapping("# une remarque\n" + SHIPPED)
        self.harvested()
        self.assertEqual(self.moisson.export("changes"), [])


class Moving(AMapping):
    def kind(self):
        return next(r for r in self.moisson.export("resources") if r.get("title") == PAGE)["kind"]

    def test_a_template_moved_with_a_redirect_is_still_the_one_that_the_mapping_names(self):
        self.wiki.admin.move("Modèle:Commun", "Modèle:Fiche de commun")
        self.polled()
        self.assertEqual(self.kind(), "commun")
        self.wiki.person("Yoann").edit(PAGE, "{{Fiche de commun|shortdescription=Sous le nouveau nom}}")
        self.polled()
        self.assertEqual(self.kind(), "commun")
        record = next(r for r in self.moisson.export("resources") if r.get("title") == PAGE)
        self.assertEqual(record["summary"], "Sous le nouveau nom")

    def test_a_template_moved_without_a_redirect_keeps_its_pages_until_they_name_it_otherwise(self):
        self.wiki.admin.move("Modèle:Commun", "Modèle:Fiche de commun", leave_redirect=False)
        self.polled()
        self.assertEqual(self.kind(), "commun")
        # The category that the template gives makes it a commun still; the rule of the template no longer speaks.
        self.wiki.person("Yoann").edit(PAGE, "{{Fiche de commun|shortdescription=Sous le nouveau nom}}")
        self.polled()
        record = next(r for r in self.moisson.export("resources") if r.get("title") == PAGE)
        self.assertEqual(record["provenance"]["kind"]["rule"], "category:Commun")
