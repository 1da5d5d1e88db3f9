# SPDX-License-Identifier: GPL-3.0-or-later
"""What a changed mapping costs: all records made anew from the contents we keep, without the network."""
import shutil

from lab.recipe import ROOT

from . import programs, recordings
from .order import KEPT, machine
from .results import Section, cpu

MOST_OVER_PARTS = 1.3
MAPPING = ROOT / "config" / "mappings" / "movilab.toml"


def part(seconds):
    return {"user": seconds, "system": 0, "wall": seconds}


def measure(order):
    section = Section("A changed mapping", machine(), {
        "ours": f"{order.large} pages under a changed mapping: judged, and stored", "unpack": "of these, decompressing by itself",
        "read": "taking apart by itself", "json": "canonical JSON by itself"})
    harvests = programs.Harvests(order.folder / "rederive")
    with programs.replays(order.folder, large=recordings.of_harvest(order, order.large)) as at:
        harvests.run(at["large"])
    store = order.folder / "rederive.sqlite"
    section.explained_by = None, lambda _: command(shutil.copy(harvests.store, KEPT / "rederive.sqlite"))
    for number in order.rounds("rederive"):
        shutil.copy(harvests.store, store)
        cost, said = programs.measured(order.folder, command(store))
        if number > 0:
            section.add(ours={key: said[key] for key in ("user", "system", "wall")} | {"rss": cost["rss"]},
                        **{key: part(said[key]) for key in ("unpack", "read", "json")})
    parts = sum(section.median(key, cpu) for key in ("unpack", "read", "json"))
    section.at_most("CPU over decompressing, taking apart and JSON", section.median("ours", cpu) / parts, MOST_OVER_PARTS)
    section.notes.append("Beyond its parts ours loads what is known, maps, compares, judges whether too much is lost, and commits.")
    return section


def command(store):
    return [programs.program("rederive"), str(store), str(MAPPING), "https://example.org/api.php"]
