# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for resources among fifty thousand: what the index costs to make, and what a search reads and takes."""
import json
import random
import shutil
import statistics

from . import programs
from .order import KEPT, machine
from .pages import SEED, Writer
from .results import Section

RESOURCES = 50_000
KINDS = ["commun", "lieu", "methode", "document", "projet", "outil_numerique"]
MOST_MS_RARE = 5.0          # for words that few have
MOST_MS_FREQUENT = 200.0    # for a word that a tenth have: all of them must be ordered
MOST_SHOWN = 20


def resources(path):
    """Writes the made-up resources to a file; the words to ask for: {what they are: words}."""
    chance = random.Random(SEED)
    writer = Writer(chance)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(RESOURCES):
            rare = f"{writer.name(1)}{number}"
            fields = {"kind": chance.choice(KINDS), "title": f"{writer.name(2)} {rare}", "summary": writer.sentence(5, 14),
                      "description": " ".join(writer.sentence() for _ in range(4)), "tags": [writer.name(1) for _ in range(4)],
                      "contacts": [{"name": writer.name(2)}]}
            if number % 10 == 9:
                fields["themes"] = ["Alimentation"]
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
    return {"a word that one has": rare, "the beginning of it": rare[:-1], "a word that a tenth have": "alimentation",
            "both": f"alimentation {rare}", "words that none has": "zzyzx qwfpgj"}


def measure(order):
    section = Section(f"A search among {RESOURCES} resources", machine(), {"index": f"search terms of {RESOURCES} resources, all made anew"})
    lines, store = order.folder / "resources.jsonl", order.folder / "search.sqlite"
    questions = resources(lines)
    section.explained_by = None, lambda _: [programs.program("search"), "index", str(shutil.copy(store, KEPT / "search.sqlite"))]
    programs.measured(order.folder, [programs.program("search"), "fill", str(store), str(lines)])
    told = {}
    for number in order.rounds("find"):
        cost, said = programs.measured(order.folder, [programs.program("search"), "index", str(store)])
        _, answers = programs.measured(order.folder, [programs.program("search"), "find", str(store), *questions.values()])
        if number > 0:
            section.add(index={**said, "rss": cost["rss"]})
            for what, answer in zip(questions, answers):
                told.setdefault(what, []).append(answer)
    for what, answers in told.items():
        took, last = statistics.median(answer["milliseconds"] for answer in answers), answers[-1]
        section.notes.append(f"{what.capitalize()} (`{last['words']}`): {last['matches']} resources have them as they are, {last['found']} are "
                             f"shown, {last['rows']} rows of tables are stepped over besides, {took:.2f} ms.")
        section.at_most(f"rows of tables stepped over, {what}", last["rows"], 2 * MOST_SHOWN)
        section.at_most(f"ms, {what}", took, MOST_MS_FREQUENT if what == "a word that a tenth have" else MOST_MS_RARE)
    return section
