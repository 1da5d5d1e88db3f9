# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever has a history of their own can see whether the forecasts of health come true there."""
import json
import random
import subprocess
import tempfile
import unittest
from pathlib import Path

from lab.recipe import ROOT

# The resource R of the reference, in weeks of which ten-digit values are known.
R = [("2023-03-08", "alice"), ("2023-03-15", "alice"), ("2023-04-05", "bob"), ("2023-10-11", "alice"), ("2024-02-07", "chloé"),
     ("2024-09-18", "alice"), ("2025-03-12", "bob"), ("2025-10-08", "alice"), ("2026-02-11", "alice"), ("2026-03-04", "dina")]
KNOWN = {"vitality": 3.5220776076, "p_active_12m": 0.5991609563, "relative_freshness": 0.9237421384,
         "effective_contributors": 2.4742319687, "burstiness": -0.1987832725}


def backtest(rows, *words):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".tsv") as file:
        file.write("".join("\t".join(row) + "\n" for row in rows))
        file.flush()
        return subprocess.run([ROOT / "bench" / "health_backtest", *words, file.name], capture_output=True, encoding="utf-8")


class Backtest(unittest.TestCase):
    def test_what_was_known_at_a_day_is_told_to_nine_digits_whatever_the_order_of_rows(self):
        rows = [("R", f"{day}T10:00:00Z", who) for day, who in R]
        random.Random(5).shuffle(rows)
        later = [("R", "2026-08-01T10:00:00Z", "alice"), ("unborn", "2026-08-01T10:00:00Z", "alice")]
        done = backtest(rows + later, "--dump", "--at", "2026-07-01")
        self.assertEqual(done.returncode, 0, done.stderr)
        line, = map(json.loads, done.stdout.splitlines())
        for slug, value in KNOWN.items():
            self.assertAlmostEqual(line[slug], value, delta=1e-9, msg=slug)
        self.assertEqual((line["item"], line["label"], line["contributor_absence_factor"], line["reachability"]),
                         ("R", "vivant", 1, 1))
        self.assertIsNone(line["responsiveness"])
        self.assertIsNone(line["routing_completeness"])

    def test_items_that_go_on_are_ranked_above_those_that_ended(self):
        rows = [(f"page {page}", f"{year}-{month:02}-10T09:00:00Z", "alice") for page in range(20)
                for year in range(2015, 2024) for month in (1, 4, 8, 11) if page < 10 or year < 2018]
        done = backtest(rows, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        scores = json.loads(done.stdout)
        self.assertEqual(scores["p12"]["auc"], 1)
        self.assertEqual(scores["last_edit_age"]["auc"], 1)
        self.assertLess(scores["p12"]["brier"], 0.25)        # what knowing nothing would have
        # From 2015 to 2022 each 1 July has a year of history behind it: twenty items each.
        self.assertEqual(scores["samples"], 20 * 8)

    def test_a_sweep_over_twenty_one_pages_and_a_robot_are_nobodys_work(self):
        swept = [(f"page {page}", f"2023-05-05T10:{page:02}:00Z", "alice") for page in range(21)]
        done = backtest(swept + [("page 1", "2022-05-05T10:00:00Z", "bob"), ("page 2", "2022-05-05T10:00:00Z", "Moulinette bot")],
                        "--dump", "--at", "2024-01-01")
        lines = {line["item"]: line for line in map(json.loads, done.stdout.splitlines())}
        self.assertIsNotNone(lines["page 1"]["vitality"])
        self.assertIsNone(lines["page 2"]["vitality"])
        self.assertEqual(lines["page 2"]["label"], "indetermine")

    def test_a_row_that_is_none_is_named_by_its_number(self):
        done = backtest([("R", "2023-03-08", "alice"), ("R", "yesterday", "alice")])
        self.assertEqual(done.returncode, 2)
        self.assertIn(".tsv:2: this is no row", done.stderr)

    def test_a_history_without_a_year_to_look_back_on_says_so(self):
        done = backtest([("R", "2023-03-08", "alice")])
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("no 1 July", done.stderr)
