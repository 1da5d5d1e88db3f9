# SPDX-License-Identifier: GPL-3.0-or-later
"""What one part of the bench says: costs, the bars they are held against, and the tables for people."""
import statistics


def cpu(cost):
    return cost["user"] + cost["system"]


def wall(cost):
    return cost["wall"]


def megabytes(cost):
    """MB of 10^6 bytes."""
    return cost["rss"] * 1024 / 1e6


def median(costs, of):
    return statistics.median(of(cost) for cost in costs)


def spread(costs, of):
    return f"{min(map(of, costs)):.2f}–{max(map(of, costs)):.2f}"


def ratios(costs, *floors):
    """Of CPU, round by round: a round is short, so that the machine is the same for all of it."""
    return [cpu(ours) / sum(map(cpu, least)) for ours, *least in zip(costs, *floors)]


class Section:
    """The measures of one part: a list of costs for each row, in the order in which they were taken."""

    def __init__(self, title, machine, names):
        self.title = title
        self.machine = machine
        self.names = names          # key of a row → what it is, in the order of the table
        self.costs = {key: [] for key in names}
        self.about = []             # sentences before the table
        self.notes = []             # and after it
        self.bars = []              # {"name", "measured", "bar", "held"}
        self.explained_by = None    # what a profile looks at: (recording or None, address → command)

    def add(self, **costs):
        """The costs of one round."""
        for key, cost in costs.items():
            self.costs[key].append(cost)

    def median(self, key, of):
        return median(self.costs[key], of)

    def at_most(self, name, measured, bar, digits=2):
        measured = round(measured, digits)
        self.bars.append({"name": name, "measured": measured, "bar": bar, "held": measured <= bar})

    def at_least(self, name, measured, bar, digits=2):
        measured = round(measured, digits)
        self.bars.append({"name": f"{name}, at least", "measured": measured, "bar": bar, "held": measured >= bar})

    def exactly(self, name, measured, bar):
        self.bars.append({"name": f"{name}, exactly", "measured": measured, "bar": bar, "held": measured == bar})

    def held(self):
        return all(bar["held"] for bar in self.bars)

    def as_json(self):
        return {name: value for name, value in vars(self).items() if name != "explained_by"}

    def rows(self):
        for key, name in self.names.items():
            costs = self.costs[key]
            if costs:
                rss = f"{median(costs, megabytes):.1f}" if "rss" in costs[0] else "—"
                yield (name, len(costs), f"{median(costs, lambda c: c['user']):.2f}", f"{median(costs, lambda c: c['system']):.2f}",
                       f"{median(costs, cpu):.2f} ({spread(costs, cpu)})", f"{median(costs, wall):.2f}", rss)

    def lines(self):
        """As Markdown."""
        yield f"## {self.title}"
        yield ""
        yield f"{self.machine['cores']} cores, load {self.machine['load']} at the start; {self.machine['versions']}."
        for sentence in self.about:
            yield ""
            yield sentence
        yield ""
        yield "| what | n | user s | system s | CPU s, median (min–max) | wall s | RSS MB |"
        yield "|---|--:|--:|--:|--:|--:|--:|"
        for row in self.rows():
            yield "| " + " | ".join(map(str, row)) + " |"
        yield ""
        yield "| bar | measured | at most | |"
        yield "|---|--:|--:|---|"
        for bar in self.bars:
            yield f"| {bar['name']} | {bar['measured']} | {bar['bar']} | {'held' if bar['held'] else '**missed**'} |"
        for sentence in self.notes:
            yield ""
            yield sentence
