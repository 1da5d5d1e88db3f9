# SPDX-License-Identifier: GPL-3.0-or-later
"""What a guest of Communecter costs: a first harvest and what follows it, against the bare requests, at the double."""
from urllib.parse import urlencode, urlsplit

from lab.place import ASSUMED, Guest, Place

from . import programs
from .order import machine, say
from .recorder import Recorder
from .results import Section, cpu, megabytes, ratios, wall

LARGE, SMALL = 11900, 1190      # elements of the place; five of six are in the lists that are followed
DEEDS = 100                     # between two visits
LATER_S = 3 * 3600
MOST_OVER_REQUESTS = 1.3
MOST_RSS_MB = 48.0
POLL_H, DELAY_S = 1, 1          # as they are shipped
REQUIRED = 'publication = "require"\n'
ABOUT_ONE = "/co2/element/about/"       # how it is asked whether one element may be published
A_FORM = "/survey/coform/getformbyid"   # one a form that was answered: what people did says how many
AGAIN = ("harvest",)
# Whose median is held against whose.
RATIOS = {"a first harvest": ("full", "bare"), "a delta": ("delta", "bare_delta"), "asking of elements": ("asking", "bare_asking")}


class Guests(programs.Harvests):
    """`moisson` as the guest of a place, whose lists are met in that way; it pauses between two requests."""

    def __init__(self, folder, publication, pause_s=0):
        super().__init__(folder)
        self.words_ = {"publication": publication, "options": f'poll = "{POLL_H}h"', "min_delay": f"{pause_s}s"}

    def config(self, address):
        return Guest(self.folder, address, **self.words_).config


class Visit:
    """One run, measured; and the same requests asked bare, of the same place in the same state."""

    def __init__(self, order, place, guest, *words):
        place.forget_requests()
        self.cost, self.report = guest.run(place.url, *words)
        asked = place.requests()
        self.requests = len(asked)
        self.about_one = sum(each["path"].startswith(ABOUT_ONE) for each in asked)
        self.lists = self.requests - self.about_one - sum(each["path"].startswith(A_FORM) for each in asked)
        self.bare = ask_bare(order.folder / "asked", place.url, asked)


def ask_bare(folder, address, asked):
    """What these requests cost by themselves."""
    folder.mkdir(exist_ok=True)
    lines = [f"0 0 {each['method']} {each['path']} {urlencode(list(map(tuple, each['form'])))}".rstrip() for each in asked]
    (folder / "index").write_text("\n".join(lines) + "\n", encoding="ascii")
    cost, _ = programs.measured(folder, [programs.program("floor_search"), str(folder), address])
    return cost


def place_of(elements):
    return Place("--elements", str(elements))


def visits(order, elements, seed):
    """A new place is visited, then after people did this and that, then after nothing; the floors of what the first kept."""
    guest = Guests(order.folder / f"guest-{elements}", ASSUMED)
    with place_of(elements) as place:
        first = Visit(order, place, guest)
        kept = {"store": programs.store_floor(order.folder, guest.store), "terms": programs.search_terms(order.folder, guest.store)}
        place.live(DEEDS, seed)
        place.wait(LATER_S)
        return first, Visit(order, place, guest, *AGAIN), Visit(order, place, guest, *AGAIN), kept


def play(section, order):
    """Of each round: (the first visit, the delta, the delta of the small place)."""
    rounds = []
    for number in order.rounds("communecter"):
        full, delta, idle, kept = visits(order, LARGE, number + 1)
        small, small_delta, *_ = visits(order, SMALL, number + 1)
        rounds.append((full, delta, small_delta))
        if number > 0:
            section.add(full=full.cost, bare=full.bare, delta=delta.cost, bare_delta=delta.bare, idle=idle.cost, small=small.cost, **kept)
    return rounds


def play_required(section, order):
    """The visits until every element was asked, one after the other; beside their polls, what asking costs."""
    guest = Guests(order.folder / "requiring", REQUIRED)
    with place_of(LARGE) as place:
        made = [Visit(order, place, guest)]
        while made[-1].about_one > 0:
            say(f"communecter, each element asked, run {len(made)}")
            made.append(Visit(order, place, guest, *AGAIN))
    made.pop()
    most = max(visit.about_one for visit in made[1:])
    for visit in made[1:]:
        if visit.about_one == most:
            section.add(asking=visit.cost, bare_asking=visit.bare)
    return made


def play_paused(section, order):
    """First visits as they are shipped."""
    for number in range(order.live):
        say(f"communecter, with its pauses, {number + 1} of {order.live}")
        with place_of(LARGE) as place:
            section.add(paused=Guests(order.folder / "paused", ASSUMED, DELAY_S).run(place.url)[0])


def recording_of(order):
    """What a first visit asks and is told, for a profile."""
    recorded = order.folder / "recorded-place"
    with place_of(LARGE) as place:
        recorder = Recorder(recorded, urlsplit(place.url).port)
        try:
            Guests(order.folder / "recorded", ASSUMED).run(f"http://127.0.0.1:{recorder.port}")
        finally:
            recorder.close()
    return recorded


def hold(section, rounds):
    for name, (ours, bare) in RATIOS.items():
        section.at_most(f"CPU over the bare requests, {name}", section.median(ours, cpu) / section.median(bare, cpu), MOST_OVER_REQUESTS)
        section.at_most(f"time over theirs, {name}", section.median(ours, wall) / section.median(bare, wall), MOST_OVER_REQUESTS)
    section.at_most("RSS, MB, the most of these", max(section.median(ours, megabytes) for ours, _ in RATIOS.values()), MOST_RSS_MB, 1)
    section.exactly(f"lists asked by a delta, {LARGE} elements, as many as of {SMALL}",
                    max(delta.lists for _, delta, _ in rounds), max(small.lists for *_, small in rounds))


def tell_first_run(section, full, required):
    """How long a first run lasts as it is shipped: counted, and where it is short also waited for."""
    asked, first = sum(visit.about_one for visit in required), required[0]
    waited = f" (it took {section.median('paused', wall):.0f} s)" if section.costs["paused"] else ""
    section.notes.append(
        f"A first run as it is shipped pauses {DELAY_S} s after each answer, or as long as the answer took. Counted from its requests, "
        f"{DELAY_S} s each while no answer takes longer: when lists are assumed to be public, {full.requests} requests, "
        f"{full.requests * DELAY_S} s{waited}. When each element must say so, {first.requests} requests, {first.requests * DELAY_S} s, and "
        f"{first.about_one} elements asked; all {asked} of them are after {len(required)} runs, which is {(len(required) - 1) * POLL_H} h at "
        f"a poll every {POLL_H} h, {sum(each.requests for each in required) * DELAY_S} s of them spent asking.")


def tell(section, rounds, required):
    full, delta, _ = rounds[-1]
    section.about.insert(0, f"The double of Communecter with {LARGE} elements, {full.report['seen']} of them followed, and with {SMALL}; served live, "
                         f"whole processes, and only theirs is the CPU: the double's Python is not counted. A first harvest: "
                         f"{full.requests} requests, {full.report['bytes'] / 1e6:.1f} MB on the wire. Then {DEEDS} deeds of all kinds, the clock "
                         f"3 h on, and a delta: {delta.lists} lists and {delta.requests - delta.lists - delta.about_one} forms asked, and "
                         f"{delta.about_one} elements of which nothing was heard checked; "
                         f"{delta.report['changed']} elements changed.")
    least, most = (pick(ratios(section.costs["full"], section.costs["bare"])) for pick in (min, max))
    beside = section.median("full", cpu) - section.median("terms", cpu)
    floors = section.median("bare", cpu) + section.median("store", cpu)
    section.notes.append(f"CPU of a first harvest over the bare requests, round by round: {least:.1f} to {most:.1f}. Over both floors, search "
                         f"terms apart, it is {beside / floors:.2f}.")
    tell_first_run(section, full, required)


def names():
    return {"full": "`moisson harvest`, a first one", "bare": "floor: libcurl + RapidJSON, its requests",
            "store": "floor: zstd + SQLite", "terms": "of these, search terms by themselves",
            "paused": f"`moisson harvest`, a first one that pauses {DELAY_S} s",
            "small": f"`moisson harvest`, a first one, {SMALL} elements", "delta": "`moisson harvest`, a delta",
            "bare_delta": "floor: libcurl + RapidJSON, the requests of a delta", "idle": "`moisson harvest` when nothing happened",
            "asking": "`moisson harvest`, a poll that asks of elements too", "bare_asking": "floor: libcurl + RapidJSON, that poll's requests"}


def measure(order):
    section = Section("A guest of Communecter", machine(), names())
    rounds = play(section, order)
    required = play_required(section, order)
    play_paused(section, order)
    section.explained_by = recording_of(order), Guests(order.folder / "profiled", ASSUMED).command
    hold(section, rounds)
    tell(section, rounds, required)
    return section
