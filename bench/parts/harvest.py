# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole harvest against the least that it can cost: bare libcurl and RapidJSON, bare zstd and SQLite."""
import statistics

from . import programs, recordings
from .order import machine, say
from .results import Section, cpu, megabytes, ratios
from .served import served, sizes

CONTENTS_A_REQUEST = 50
REVISIONS_A_REQUEST = 500
MOST_CPU_RATIO = 1.5        # ours, over both floors together
MOST_RSS_MB = 40.0
MOST_RSS_GROWTH = 1.10      # of the larger wiki over the smaller one: what we call flat
MOST_OVERHEAD = 4           # requests that do not depend on the size of the wiki


def needed_requests(by_namespace, revisions):
    """Σ ⌈max(N_ns, 1)/50⌉ + ⌈R/500⌉."""
    return sum(-(-max(size, 1) // CONTENTS_A_REQUEST) for size in by_namespace.values()) + -(-revisions // REVISIONS_A_REQUEST)


def names(order):
    return {"ours": "`moisson harvest`, replayed", "http": "floor: libcurl + RapidJSON, replayed", "store": "floor: zstd + SQLite",
            "terms": "of these, search terms by themselves", "small": f"`moisson harvest`, {order.small} pages, replayed", "live_ours": "`moisson harvest`, live",
            "live_http": "floor: libcurl + RapidJSON, live"}


def play_live(section, order, recording):
    if order.live == 0:
        return
    wiki = served(order.large)
    try:
        for number in range(order.live):
            say(f"live, round {number + 1} of {order.live}")
            section.add(live_ours=programs.Harvests(order.folder / "ours").run(wiki.url)[0],
                        live_http=programs.ask_floor(order.folder, recording, wiki.url))
    finally:
        wiki.close()


def play_back(section, order, large, small):
    """Ours and the floors in turn; the last reports of the two harvests."""
    ours, little = programs.Harvests(order.folder / "ours"), programs.Harvests(order.folder / "small")
    with programs.replays(order.folder, large=large, small=small) as at:
        for number in order.rounds("harvest"):
            cost, report = ours.run(at["large"])
            http = programs.ask_floor(order.folder, large, at["large"])
            store = programs.store_floor(order.folder, ours.store)
            terms = programs.search_terms(order.folder, ours.store)
            small_cost, small_report = little.run(at["small"])
            if number > 0:
                section.add(ours=cost, http=http, store=store, terms=terms, small=small_cost)
    return report, small_report


def hold(section, order, reports):
    floors = section.median("http", cpu) + section.median("store", cpu)
    harvest = section.median("ours", cpu) - section.median("terms", cpu)
    rss = section.median("ours", megabytes)
    section.at_most("CPU over both floors, search terms apart", harvest / floors, MOST_CPU_RATIO)
    section.at_most("RSS, MB", rss, MOST_RSS_MB, 1)
    section.at_most(f"RSS, {order.large} over {order.small} pages", rss / section.median("small", megabytes), MOST_RSS_GROWTH, 3)
    for count, report in zip((order.large, order.small), reports):
        section.at_most(f"requests beside contents and history, {count} pages", report["requests"] - needed_requests(*sizes(count)),
                        MOST_OVERHEAD)


def measure(order):
    large, small = (recordings.of_harvest(order, count) for count in (order.large, order.small))
    section = Section("A harvest", machine(), names(order))
    section.explained_by = large, programs.Harvests(order.folder / "profiled").command
    play_live(section, order, large)
    reports = play_back(section, order, large, small)
    by_namespace, revisions = sizes(order.large)
    section.about.append(f"The wiki: {order.large} pages and {revisions} revisions in namespaces {', '.join(map(str, by_namespace))}; "
                         f"{reports[0]['requests']} requests, {reports[0]['bytes'] / 1e6:.1f} MB on the wire.")
    hold(section, order, reports)
    rounds = ratios(section.costs["ours"], section.costs["http"], section.costs["store"])
    section.notes.append(f"CPU over both floors, search terms and all, round by round: {min(rounds):.2f} to {max(rounds):.2f}, "
                         f"median {statistics.median(rounds):.2f}.")
    return section
