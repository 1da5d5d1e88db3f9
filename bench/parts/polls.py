# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to ask a wiki where nothing happened: polls in one process, against the same bare request."""
import shutil
import tempfile
from pathlib import Path

from . import programs, recordings
from .order import machine
from .results import Section, cpu, wall
from .served import served

MOST_OVER_REQUEST = 1.2
REPLAYED = 5000             # polls a round
LIVE = 300
RECORDED = 3
MEMORY = "/dev/shm"         # so that no disk is measured


class Polls:
    """`moisson-polls-lab` on a fresh state in memory: a harvest, then so many polls."""

    def __init__(self, order, state):
        self.folder_ = order.folder / "polls"
        self.state_ = state
        self.harvests_ = programs.Harvests(self.folder_)
        self.requests = set()

    def command(self, address, count):
        shutil.rmtree(self.state_, ignore_errors=True)
        return [programs.polls(), str(self.harvests_.config(address)), str(self.state_), str(count)]

    def run(self, address, count):
        cost, said = programs.measured(self.folder_, self.command(address, count))
        self.requests |= {line["requests"] for line in said} if isinstance(said, list) else {said["requests"]}
        return cost


def beyond(cost, start):
    """What the polls cost without the harvest before them."""
    return {key: cost[key] - start[key] for key in ("user", "system", "wall")} | {"rss": cost["rss"]}


def recording_of(order, polls):
    """A harvest and some polls; and of them the one poll that is asked again and again."""
    whole = recordings.of_wiki("polls", order.small, [Path(programs.polls())], lambda address: polls.run(address, RECORDED))
    feed = [words for *_, words in recordings.lines(whole) if words.get("list") == "recentchanges"]
    one = order.folder / "one-poll"
    recordings.some_of(whole, one, lambda words: words == feed[-1])
    return whole, one


def round_of(order, polls, count, one, address):
    """(the polls, as many bare requests), without what comes before them."""
    start, least = polls.run(address, 0), programs.ask_floor(order.folder, one, address, 1)
    cost, floor = polls.run(address, count), programs.ask_floor(order.folder, one, address, count + 1)
    return beyond(cost, start), beyond(floor, least)


def play(section, order, polls):
    whole, one = recording_of(order, polls)
    section.explained_by = whole, lambda address: Polls(order, order.folder / "profiled").command(address, REPLAYED)
    with programs.replays(order.folder, polls=whole) as at:
        for number in order.rounds("polls"):
            cost, floor = round_of(order, polls, REPLAYED, one, at["polls"])
            if number > 0:
                section.add(polls=cost, floor=floor)
    wiki = served(order.small)
    try:
        for number in order.rounds("polls, live"):
            cost, floor = round_of(order, polls, LIVE, one, wiki.url)
            if number > 0:
                section.add(live_polls=cost, live_floor=floor)
    finally:
        wiki.close()


def measure(order):
    section = Section("A poll of a wiki that rests", machine(),
                      {"polls": f"{REPLAYED} polls, replayed", "floor": f"floor: {REPLAYED} times the same request, replayed",
                       "live_polls": f"{LIVE} polls, live", "live_floor": f"floor: {LIVE} times the same request, live"})
    with tempfile.TemporaryDirectory(prefix="moisson-bench-", dir=MEMORY) as state:
        polls = Polls(order, Path(state) / "state")
        play(section, order, polls)
    section.about.append("In one process each, on one connection, the state in memory; the harvest before the polls is taken off.")
    section.exactly("requests of a poll", max(polls.requests), 1)
    section.at_most("time over the bare request, live", section.median("live_polls", wall) / section.median("live_floor", wall),
                    MOST_OVER_REQUEST)
    section.at_most("CPU over the bare request, replayed", section.median("polls", cpu) / section.median("floor", cpu),
                    MOST_OVER_REQUEST)
    each = {key: section.median(key, cpu) / REPLAYED * 1e6 for key in ("polls", "floor")}
    section.notes.append(f"Replayed, a poll is {each['polls']:.0f} µs of CPU, the bare request {each['floor']:.0f} µs.")
    return section
