# SPDX-License-Identifier: GPL-3.0-or-later
"""What a census costs: the source's whole list held against the store, against the bare requests."""
import shutil
from pathlib import Path

from . import programs, recordings
from .order import machine
from .results import Section, cpu, ratios
from .served import sizes

PAGES_A_REQUEST = 500
MOST_OVER_REQUESTS = 1.3
CENSUS = ("census", "movilab")
IDLE = ("harvest",)


def needed_requests(by_namespace):
    """Σ ⌈max(N_ns, 1)/500⌉."""
    return sum(-(-max(size, 1) // PAGES_A_REQUEST) for size in by_namespace.values())


class Harvested:
    """A state that was harvested once, at the address where it stays, and is taken up again before every run."""

    def __init__(self, order, address):
        self.address_ = address
        self.harvests_ = programs.Harvests(order.folder / "censused")
        self.kept_ = order.folder / "harvested"
        self.harvests_.run(address)
        shutil.rmtree(self.kept_, ignore_errors=True)
        shutil.copytree(self.harvests_.state, self.kept_)

    def take_up(self):
        self.harvests_.forget()
        shutil.copytree(self.kept_, self.harvests_.state)
        return self.harvests_

    def run(self, *words):
        return self.take_up().run(self.address_, *words)


def recording_of(order):
    """A harvest, a census and a poll; and of them what the census asked: (whole, census, requests of its list)."""
    def ask(address):
        state = Harvested(order, address)
        for words in (CENSUS, IDLE):
            state.run(*words)
    whole = recordings.of_wiki("census", order.large, [Path(programs.moisson())], ask)
    asked = [words for *_, words in recordings.lines(whole)]
    listed = [words for words in asked if words.get("prop") == "info"]
    feed = [words for words in asked if words.get("list") == "recentchanges"][-1:]
    recordings.some_of(whole, order.folder / "census", lambda words: words in listed + feed)
    return whole, order.folder / "census", len(listed)


def play(section, order, whole, census):
    """The last report of the census."""
    with programs.replays(order.folder, census=whole) as at:
        state = Harvested(order, at["census"])
        for number in order.rounds("census"):
            cost, report = state.run(*CENSUS)
            floor = programs.ask_floor(order.folder, census, at["census"])
            idle, _ = state.run(*IDLE)
            if number > 0:
                section.add(census=cost, floor=floor, idle=idle)
    return report


def measure(order):
    section = Section("A census", machine(), {"census": f"`moisson census`, {order.large} pages", "floor": "floor: libcurl + RapidJSON",
                                              "idle": "`moisson harvest` when nothing happened: what starting costs"})
    whole, census, listed = recording_of(order)
    section.explained_by = whole, lambda address: Harvested(order, address).take_up().command(address, *CENSUS)
    report = play(section, order, whole, census)
    section.about.append(f"Replayed, whole processes; {report['requests']} requests, {listed} of them of the list, the last of the feed, "
                         f"so that what happened meanwhile is no drift; drift {report['drift']}.")
    section.exactly("requests of the list", report["requests"] - 1, needed_requests(sizes(order.large)[0]))
    section.at_most("CPU over the bare requests", section.median("census", cpu) / section.median("floor", cpu), MOST_OVER_REQUESTS)
    rounds = ratios(section.costs["census"], section.costs["floor"])
    rest = section.median("census", cpu) - section.median("idle", cpu)
    section.notes.append(f"Round by round: {min(rounds):.2f} to {max(rounds):.2f}. Beyond what an idle harvest costs, a census costs "
                         f"{rest * 1000:.0f} ms of CPU; the bare requests cost {section.median('floor', cpu) * 1000:.0f} ms.")
    return section
