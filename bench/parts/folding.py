# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs a store to know which revisions count: a rebuild of all verdicts and footprints, and each commit."""
import random

from . import programs
from .order import machine
from .pages import SEED
from .results import Section, cpu

REVISIONS = 400_000
PAGES, AUTHORS = REVISIONS // 18, REVISIONS // 108
LEAST_REVISIONS = 500.0         # thousands folded in a second, from a store on disk, everything included
FIRST_MS, LAST_MS, SAVING_MS = 1_136_073_600_000, 1_782_864_000_000, 240_000
SITTINGS = REVISIONS / 7


def sitting(chance, at, born):
    """One author works on some pages, new ones or some that were made of late, and saves each several times."""
    author = int(AUTHORS * chance.random() ** 2)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if not born or (chance.random() < 0.35 and len(born) < PAGES):
            born.append(len(born))
        page = born[-1] if chance.random() < 0.35 else born[int((len(born) - 1) * (1 - chance.random() ** 2))]
        for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
            yield page, int(at), author
            at += chance.expovariate(1 / SAVING_MS)


def texts(chance):
    """Of one page: most new, some the same again, some what stood there a few saves ago."""
    past = []
    while True:
        what = chance.random()
        past.append(past[-1] if past and what < 0.03 else chance.choice(past[-4:]) if past and what < 0.045 else chance.randrange(1, 1 << 63))
        yield past[-1]


def write_rows(path):
    chance = random.Random(SEED)
    rows, born, at = [], [], FIRST_MS
    while len(rows) < REVISIONS:
        at = min(LAST_MS, at + chance.expovariate(SITTINGS / (LAST_MS - FIRST_MS)))
        rows.extend(sitting(chance, at, born))
    of_page = {}
    with open(path, "w", encoding="ascii") as file:
        for page, when, author in sorted(rows):
            file.write(f"{page} {when} {author} {next(of_page.setdefault(page, texts(chance)))}\n")
    return path


def measure(order):
    section = Section("Folding", machine(), {"rebuild": "all batches, verdicts and footprints made anew", "replay": "`moisson check --health`",
                                             "bare": "revisions committed, nothing judged, no index for it", "harvest": "the same, judged"})
    rows, store = write_rows(order.folder / "revisions"), order.folder / "folding.sqlite"
    command = [programs.program("folding"), str(store), str(rows)]
    hold(section, programs.play(section, order, "folding", command))
    return section


def hold(section, said):
    revisions = said["revisions"]
    share = 100 * said["counted"] / revisions
    section.about.append(f"{revisions} revisions of {PAGES} pages, {share:.0f} % of which count; a store on disk, transactions and all. "
                         "Commits bring five hundred revisions each, in the order of time, without contents or records.")
    section.at_least("thousand revisions rebuilt a second", revisions / section.median("rebuild", cpu) / 1e3, LEAST_REVISIONS, 0)
    section.exactly("differences to a replay", said["differences"], 0)
    each = {key: section.median(key, cpu) / revisions * 1e6 for key in ("bare", "harvest")}
    section.notes.append(f"A commit costs {each['bare']:.1f} µs of CPU a revision without folding and its indexes, {each['harvest']:.1f} µs "
                         f"with them: {each['harvest'] / each['bare']:.1f} times.")
