# SPDX-License-Identifier: GPL-3.0-or-later
"""Moisson beside other clients that are asked to read the same, one request in flight, each from its own recording."""
import json
import shutil
import subprocess
from pathlib import Path

from lab.recipe import ROOT

from . import programs, recordings
from .order import KEPT, machine
from .results import Section, cpu, ratios
from .served import sizes

MOST_CPU = 1.0              # ours, which stores, over mwclient's, which does not; contents only
MWN = "3.0.3"
INSTALL_S = 180
READERS = ROOT / "bench" / "peers"
EXTENTS = {"contents": "contents only", "full": "contents and all revisions"}
PYTHON = ["/usr/bin/python3", "-IB"]


def questions(recording, extent):
    """What our own harvest asks first of each namespace, and of the history: a client goes on from there by itself."""
    all_of_them = [words for *_, words in recordings.lines(recording) if not words.keys() & {"continue", "arvcontinue"}]
    wanted = [words for words in all_of_them if words.get("generator") == "allpages"]
    if extent == "full":
        wanted += [words for words in all_of_them if words.get("list") == "allrevisions"]
    return [{key: value for key, value in words.items() if key not in ("action", "format")} for words in wanted]


def installed_mwn():
    """(where npm put it, or None; why not)."""
    folder = KEPT / f"mwn-{MWN}"
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None, "node or npm is missing"
    if not (folder / "node_modules" / "mwn").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), f"mwn@{MWN}"]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=INSTALL_S, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return None, f"npm install mwn@{MWN} took more than {INSTALL_S} s"
        if done.returncode != 0:
            return None, f"npm install mwn@{MWN} ended with {done.returncode}"
    return folder, ""


class Peer:
    """Another client: the program that reads through it and, for each extent, its recording and what it said."""

    def __init__(self, order, name, reader, *before, after=()):
        self.order_ = order
        self.name = name
        self.reader_ = reader
        self.command_ = [*before, str(reader), *after]
        self.recordings = {}
        self.said = {}

    def asked_(self, extent):
        return self.order_.folder / f"questions-{extent}"

    def read(self, address, extent):
        cost, self.said[extent] = programs.measured(self.order_.folder, [*self.command_, address, str(self.asked_(extent))])
        return cost

    def prepare(self, ours):
        for extent in EXTENTS:
            asked = json.dumps(questions(ours, extent))
            self.asked_(extent).write_text(asked, encoding="utf-8")
            self.recordings[extent] = recordings.of_wiki(f"{self.name}-{extent}", self.order_.large, [self.reader_, asked],
                                                         lambda address, extent=extent: self.read(address, extent))


def peers_of(order, section):
    found = [Peer(order, "mwclient", READERS / "mwclient_reads.py", *PYTHON)]
    folder, why = installed_mwn()
    if folder:
        found.append(Peer(order, "mwn", READERS / "mwn_reads.js", "node", after=[str(folder)]))
    else:
        section.notes.append(f"SKIPPED mwn: {why}.")
    return found


def names():
    rows = {}
    for extent, what in EXTENTS.items():
        rows |= {f"ours_{extent}": f"`moisson harvest`, {what}, stored", f"mwclient_{extent}": f"mwclient, {what}, nothing stored",
                 f"mwn_{extent}": f"mwn, {what}, nothing stored", f"floor_{extent}": f"floor: libcurl + RapidJSON, {what}"}
    return rows | {"python": "python3 that imports mwclient and ends"}


def play(section, order, ours, others):
    """Everybody in turn, first what is short."""
    all_of_them = {f"ours_{extent}": place for extent, place in ours.items()}
    all_of_them |= {f"{peer.name}_{extent}": place for peer in others for extent, place in peer.recordings.items()}
    harvests = programs.Harvests(order.folder / "beside")
    with programs.replays(order.folder, **all_of_them) as at:
        for number in order.rounds("peers"):
            costs = {"python": programs.measured(order.folder, [*PYTHON, "-c", "import mwclient"])[0]}
            for extent, recording in ours.items():
                costs[f"ours_{extent}"] = harvests.run(at[f"ours_{extent}"])[0]
                costs |= {f"{peer.name}_{extent}": peer.read(at[f"{peer.name}_{extent}"], extent) for peer in others}
                costs[f"floor_{extent}"] = programs.ask_floor(order.folder, recording, at[f"ours_{extent}"])
            if number > 0:
                section.add(**costs)


def check_alike(order, others):
    """A comparison with somebody who read something else would say nothing."""
    by_namespace, revisions = sizes(order.large)
    for peer in others:
        for extent, said in peer.said.items():
            told = (said["pages"], said["revisions"])
            if told != (sum(by_namespace.values()), revisions if extent == "full" else 0):
                raise RuntimeError(f"{peer.name} read something else: {said}")


def measure(order):
    section = Section("Beside other clients", machine(), names())
    full = recordings.of_harvest(order, order.large)
    contents = order.folder / "contents"
    recordings.without_history(full, contents)
    section.explained_by = contents, programs.Harvests(order.folder / "profiled").command
    others = peers_of(order, section)
    for peer in others:
        peer.prepare(full)
    play(section, order, {"contents": contents, "full": full}, others)
    check_alike(order, others)
    section.about.append(f"All ask {order.large} pages, the same questions in the same portions, one request in flight, no delay; "
                         "whole processes, the start of their interpreters included.")
    section.at_most("CPU over mwclient's, contents only", section.median("ours_contents", cpu) / section.median("mwclient_contents", cpu),
                    MOST_CPU)
    rounds = ratios(section.costs["ours_contents"], section.costs["mwclient_contents"])
    section.notes += [f"CPU over mwclient's, round by round: {min(rounds):.2f} to {max(rounds):.2f}. Ours makes search terms "
                      "too; what they cost by themselves stands with the harvest."]
    return section
