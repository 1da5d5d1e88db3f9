# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measures say: medians, the bars they are held against, and the table for people."""
import statistics

CONTENTS_A_REQUEST = 50
REVISIONS_A_REQUEST = 500
MOST_CPU_RATIO = 1.5        # ours, over both floors together
MOST_RSS_MB = 40.0          # MB of 10^6 bytes
MOST_RSS_GROWTH = 1.10      # of the larger wiki over the smaller one: what we call flat
MOST_OVERHEAD = 4           # requests that do not depend on the size of the wiki


def cpu(cost):
    return cost["user"] + cost["system"]


def megabytes(cost):
    return cost["rss"] * 1024 / 1e6


def median(costs, of):
    return statistics.median(of(cost) for cost in costs)


def spread(costs, of):
    return f"{min(map(of, costs)):.2f}–{max(map(of, costs)):.2f}"


def needed_requests(sizes, revisions):
    """Σ ⌈max(N_ns, 1)/50⌉ + ⌈R/500⌉."""
    return sum(-(-max(size, 1) // CONTENTS_A_REQUEST) for size in sizes.values()) + -(-revisions // REVISIONS_A_REQUEST)


class Results:
    """All measures of one run of the bench, a list of costs each, in the order in which they were taken."""

    def __init__(self, machine, large, small):
        self.machine = machine
        self.large = large          # {"pages", "sizes", "revisions", "requests", "bytes"}
        self.small = small
        self.costs = {"ours": [], "http": [], "store": [], "ours_small": [], "live_ours": [], "live_http": []}

    def ratios(self):
        """Round by round: a round is short, so that the machine is the same for all of it."""
        of = self.costs
        return [cpu(ours) / (cpu(http) + cpu(store)) for ours, http, store in zip(of["ours"], of["http"], of["store"])]

    def bars(self):
        """(name, measured, bar, held) of each."""
        of = self.costs
        floors = median(of["http"], cpu) + median(of["store"], cpu)
        ratio = median(of["ours"], cpu) / floors
        rss, small_rss = median(of["ours"], megabytes), median(of["ours_small"], megabytes)
        bars = [("CPU over both floors", round(ratio, 2), MOST_CPU_RATIO), ("RSS, MB", round(rss, 1), MOST_RSS_MB),
                (f"RSS, {self.large['pages']} over {self.small['pages']} pages", round(rss / small_rss, 3), MOST_RSS_GROWTH)]
        for wiki in (self.large, self.small):
            overhead = wiki["requests"] - needed_requests(wiki["sizes"], wiki["revisions"])
            bars.append((f"requests beside contents and history, {wiki['pages']} pages", overhead, MOST_OVERHEAD))
        return [(name, measured, bar, measured <= bar) for name, measured, bar in bars]

    def held(self):
        return all(held for *_, held in self.bars())

    def as_json(self):
        bars = [{"name": name, "measured": measured, "bar": bar, "held": held} for name, measured, bar, held in self.bars()]
        return {"machine": self.machine, "large": self.large, "small": self.small, "ratios": self.ratios(), "bars": bars,
                "costs": self.costs}

    def rows(self):
        names = [("ours", "`moisson harvest`, replayed"), ("http", "floor: libcurl + RapidJSON, replayed"),
                 ("store", "floor: zstd + SQLite"), ("ours_small", f"`moisson harvest`, {self.small['pages']} pages, replayed"),
                 ("live_ours", "`moisson harvest`, live"), ("live_http", "floor: libcurl + RapidJSON, live")]
        for key, name in names:
            costs = self.costs[key]
            if costs:
                rss = f"{median(costs, megabytes):.1f}" if "rss" in costs[0] else "—"
                yield (name, len(costs), f"{median(costs, lambda c: c['user']):.2f}", f"{median(costs, lambda c: c['system']):.2f}",
                       f"{median(costs, cpu):.2f} ({spread(costs, cpu)})", f"{median(costs, lambda c: c['wall']):.2f}", rss)

    def lines(self):
        """The table, as Markdown."""
        yield f"{self.machine['cores']} cores, load {self.machine['load']} at the start; {self.machine['versions']}."
        yield ""
        yield (f"The wiki: {self.large['pages']} pages and {self.large['revisions']} revisions in namespaces "
               f"{', '.join(self.large['sizes'])}; {self.large['requests']} requests, {self.large['bytes'] / 1e6:.1f} MB on the wire.")
        yield ""
        yield "| what | n | user s | system s | CPU s, median (min–max) | wall s | RSS MB |"
        yield "|---|--:|--:|--:|--:|--:|--:|"
        for row in self.rows():
            yield "| " + " | ".join(map(str, row)) + " |"
        yield ""
        yield "| bar | measured | at most | |"
        yield "|---|--:|--:|---|"
        for name, measured, bar, held in self.bars():
            yield f"| {name} | {measured} | {bar} | {'held' if held else '**missed**'} |"
        ratios = self.ratios()
        yield ""
        yield f"CPU over both floors, round by round: {min(ratios):.2f} to {max(ratios):.2f}, median {statistics.median(ratios):.2f}."
