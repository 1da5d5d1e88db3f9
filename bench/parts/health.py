# SPDX-License-Identifier: GPL-3.0-or-later
"""Health from values to values: folding revisions, all indicators, labels; beside CPython with the same formulas."""
import json
import random
import subprocess

from lab.recipe import ROOT

from . import programs
from .order import machine
from .pages import SEED
from .results import Section, cpu, ratios

RESOURCES = 50_000
PASSES = 5                      # of each program in each round; its best one counts
LEAST_REVISIONS = 10.0          # millions folded in a second
LEAST_RESOURCES = 300.0         # thousands told all indicators of in a second
MOST_LABELS_S = 1.0             # for a hundred thousand
MOST_BYTES = 170                # of weeks, of one resource
FIRST_MS, LAST_MS, HOUR_MS, DAY_MS = 1_136_073_600_000, 1_782_864_000_000, 3_600_000, 86_400_000
READER = ROOT / "bench" / "peers" / "health_reads.py"


def write_rows(path):
    """Twenty years of made-up resources: most have a dozen revisions, some hundreds, in sittings and long silences."""
    chance = random.Random(SEED)
    with open(path, "w", encoding="ascii") as file:
        for resource in range(RESOURCES):
            at = chance.randrange(FIRST_MS, LAST_MS)
            people = [chance.randrange(5000) for _ in range(chance.randint(1, 4))]
            texts = []
            for _ in range(max(1, int(chance.lognormvariate(2.6, 0.9)))):
                texts.append(chance.choice(texts[-15:]) if texts and chance.random() < 0.03 else chance.randrange(1, 1 << 63))
                file.write(f"{resource} {at} {chance.choice(people)} {texts[-1]}\n")
                at += int(chance.expovariate(1 / (HOUR_MS if chance.random() < 0.5 else 60 * DAY_MS)))
                if at >= LAST_MS:
                    break
    return path


def said_by(command):
    said = json.loads(subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", check=True).stdout)
    return said, {"user": min(said["passes"]), "system": 0.0, "wall": min(said["passes"])}


def measure(order):
    section = Section("Health", machine(), {"fold": "revisions folded into weeks, by person", "fold_peer": "CPython, the same",
                                            "indicators": "all indicators", "indicators_peer": "CPython, the same", "labels": "labels, with their dates"})
    rows = write_rows(order.folder / "revisions")
    section.explained_by = None, lambda _: [programs.program("health"), "indicators", "200", str(rows)]
    for number in order.rounds("health"):
        costs, said = {}, {}
        for what in ("fold", "indicators", "labels"):
            said[what], costs[what] = said_by([programs.program("health"), what, PASSES, rows])
        for what in ("fold", "indicators"):
            peer, costs[what + "_peer"] = said_by(["/usr/bin/python3", "-IB", READER, what, 1, rows])
            if abs(peer["sum"] - said[what]["sum"]) > 1e-9 * abs(peer["sum"]):
                raise RuntimeError(f"{what}: CPython says {peer['sum']}, we say {said[what]['sum']}")
        if number > 0:
            section.add(**costs)
    hold(section, said["fold"])
    return section


def hold(section, said):
    resources, revisions = said["resources"], said["revisions"]
    bytes_each = said["bytes"] / resources
    section.about.append(f"{resources} resources, {revisions} revisions; values in memory, one core, no store. CPython computes the same sums.")
    section.at_least("million revisions folded a second", revisions / section.median("fold", cpu) / 1e6, LEAST_REVISIONS, 1)
    section.at_least("thousand resources a second, all indicators", resources / section.median("indicators", cpu) / 1e3, LEAST_RESOURCES, 0)
    section.at_most("s for the labels of 100 000 resources", section.median("labels", cpu) / resources * 1e5, MOST_LABELS_S)
    section.at_most("bytes of weeks a resource, in the mean", bytes_each, MOST_BYTES, 0)
    for what in ("fold", "indicators"):
        rounds = ratios(section.costs[what + "_peer"], section.costs[what])
        section.notes.append(f"CPython over ours, {what}: {min(rounds):.0f} to {max(rounds):.0f} times.")
