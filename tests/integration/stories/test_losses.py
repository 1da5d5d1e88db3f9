# SPDX-License-Identifier: GPL-3.0-or-later
"""Too much of what is known would be lost at once: it is held, shown with examples, and a person decides."""
from pathlib import Path

from lab.polling import COMMUN, Polling

SHIPPED = Path(__file__).resolve().parents[3] / "config" / "mappings" / "movilab.toml"
COMMUNS = 30


class Losses(Polling):
    def setUp(self):
        super().setUp()
        self.wiki.write_pages([{"title": f"Remorque {number}", "text": COMMUN % f"Résumé {number}", "user": "XavCC",
                                "at": "20210101120000"} for number in range(COMMUNS)])
        self.must_say(self.moisson.run("resync", "movilab", "--full", "--json"), "complete", 0)
        self.own = self.moisson.config.parent / "mappings" / "movilab.toml"

    def summaries(self):
        return sum(str(row.get("summary", "")).startswith("Résumé ") for row in self.moisson.export("resources"))

    def map_without_summary(self):
        self.own.parent.mkdir(exist_ok=True)
        self.own.write_text(SHIPPED.read_text("utf-8").replace("[field.summary]", "[field.legal_form]", 1),
                            encoding="utf-8")

    def test_a_mapping_that_forgets_a_field_is_held_and_the_records_stay(self):
        self.assertEqual(self.summaries(), COMMUNS)
        self.map_without_summary()
        self.wiki.forget_requests()
        said = self.moisson.run("harvest")
        self.assertEqual(said.code, 7, str(said))
        self.assertIn("would lose their summary", said.out + said.err)
        self.assertEqual(self.wiki.requests(), [], "the wiki was asked before the mapping was judged")
        self.assertEqual(self.summaries(), COMMUNS)
        shown = self.moisson.run("confirm", "movilab")
        self.assertIn("By our own rules", shown.out)
        self.assertEqual(shown.out.count(" → nothing"), 3, shown.out)
        self.assertIn("--yes", shown.out)

    def test_the_old_mapping_takes_the_matter_away(self):
        self.map_without_summary()
        self.assertEqual(self.moisson.run("harvest").code, 7)
        self.own.unlink()
        self.harvested()
        self.assertEqual(self.summaries(), COMMUNS)
        self.assertIn("nothing awaits", self.moisson.run("confirm", "movilab").out)

    def test_a_person_takes_the_mapping_as_it_is(self):
        self.map_without_summary()
        self.assertEqual(self.moisson.run("harvest").code, 7)
        self.must_say(self.moisson.run("confirm", "movilab", "--yes", "--json"), "complete", 0)
        self.assertEqual(self.summaries(), 0)
        self.harvested()

    def test_a_robot_that_empties_many_pages_is_held_until_they_are_whole_again(self):
        for number in range(COMMUNS):
            self.wiki.person("XavCC").edit(f"Remorque {number}", COMMUN % "")
        self.must_say(self.moisson.run("harvest", "--json"), "refused", 7)
        kept = self.summaries()
        self.assertGreaterEqual(kept, COMMUNS - 20)
        self.must_say(self.moisson.run("harvest", "--json"), "refused", 7)
        self.assertEqual(self.summaries(), kept)
        for number in range(COMMUNS):
            self.wiki.person("XavCC").edit(f"Remorque {number}", COMMUN % f"Résumé {number}")
        self.harvested()
        self.assertEqual(self.summaries(), COMMUNS)
        self.assert_same()
