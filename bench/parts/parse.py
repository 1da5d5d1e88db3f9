# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking pages apart, beside a bare pass that only finds the signs and beside mwparserfromhell's C tokenizer."""
import json
import subprocess
import sys

from . import dense, pages, programs
from .order import first, machine
from .results import Section, ratios

PASSES = 5                  # of each program in each round; its best one counts
SIZE = 2 * 1024 * 1024      # bytes of each adversary
DENSE_PAGES = 400
MOST_OVER_PAGES = 3.0       # of ours over the bare pass
MOST_OVER_DENSE = 8.0
MOST_ADVERSARY_OVER_DENSE = 3.0
LEAST_FASTER = 50.0         # than mwparserfromhell, on pages
MOST_MEMORY = 16.0          # bytes a byte, on the worst
# What readers of wikitext stumble over, each SIZE long; what has too many pieces to be understood is given up early, and
# is measured once more just below that limit.
ADVERSARIES = ["{{", "{{a|", "{{a|b=", "[[", "[[a|", "[[a]]", "<!--", "<!-- -->", "|", "==", "\n==a==", "}}", "]]", "-{", "<nowiki>",
               "<ref>a</ref>", "<ref ", "</ref   ", "<x>", "{{a}}", "{{a|b=c}}", "{{{a}}}", "\n", "=", "\n <!-- -->", "<noinclude>"]
BELOW_THE_LIMIT = [("{{a}}", 49_000), ("{{{a}}}", 49_000), ("{{a|b=c}}", 24_500), ("{{a|", 24_000), ("{{a|b=", 24_000), ("-{", 49_000),
                   ("[[a|", 49_000)]
PEER = """
import json, sys, time
import mwparserfromhell
from mwparserfromhell.parser import Parser
assert Parser.use_c if hasattr(Parser, "use_c") else mwparserfromhell.parser.use_c
texts = []
with open(sys.argv[1], "rb") as file:
    while line := file.readline():
        texts.append(file.read(int(line)).decode())
begin = time.process_time()
for text in texts:
    mwparserfromhell.parse(text)
print(json.dumps({"seconds": time.process_time() - begin}))
"""


def bench_pages(count):
    """The latest text of each page of the bench's wiki."""
    revisions, _ = pages.wiki_of(count)
    return list({revision["title"]: revision["text"] for revision in revisions}.values())


def framed(file, texts):
    with file.open("wb") as out:
        for text in texts:
            data = text.encode()
            out.write(f"{len(data)}\n".encode() + data)
    return file


def parse(what, passes, file):
    done = subprocess.run([programs.program("parse"), what, str(passes), str(file)], capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def best(said):
    return {"user": min(said["passes"]), "system": 0.0, "wall": min(said["passes"])}


def peer(file):
    done = subprocess.run([sys.executable, "-c", PEER, str(file)], capture_output=True, encoding="utf-8", check=True)
    seconds = json.loads(done.stdout)["seconds"]
    return {"user": seconds, "system": 0.0, "wall": seconds}


def rate(said, cost):
    return f"{said['bytes'] / cost / 1e6:.0f} MB/s"


def memory_ratio(folder, file, size):
    """Bytes that ours needs beyond the bare pass, for each byte of the page."""
    rss = {what: programs.measured(folder, [programs.program("parse"), what, "0", str(file)])[0]["rss"] for what in ("floor", "outline")}
    return (rss["outline"] - rss["floor"]) * 1024 / size


def adversaries(order):
    """(the slowest, nanoseconds a byte there), (the hungriest, bytes a byte there)."""
    slow, hungry = [], []
    for number, (sign, times) in enumerate([(sign, SIZE // len(sign.encode())) for sign in ADVERSARIES] + BELOW_THE_LIMIT):
        file = framed(order.folder / f"adversary-{number}", [sign * times])
        said = parse("outline", PASSES, file)
        slow.append((best(said)["user"] / said["bytes"] * 1e9, sign))
        hungry.append((memory_ratio(order.folder, file, said["bytes"]), sign))
    return max(slow), max(hungry)


def sizes(name, said):
    return (f"{name}: {said['pages']} pages, {said['bytes'] / 1e6:.1f} MB, a sign in {said['bytes'] / said['signs']:.1f} bytes")


def measure(order):
    section = Section("Taking pages apart", machine(),
                      {"floor": "bare pass, pages", "outline": "ours, pages", "reading": "ours, read whole, pages",
                       "peer": "mwparserfromhell, pages", "floor_dense": "bare pass, dense", "outline_dense": "ours, dense",
                       "peer_dense": "mwparserfromhell, dense"})
    files = {"": framed(order.folder / "pages", bench_pages(order.large)), "_dense": framed(order.folder / "dense", dense.dense_pages(DENSE_PAGES))}
    said = {}
    for number in order.rounds("parse"):
        costs = {}
        for suffix, file in files.items():
            for what in ("floor", "outline") + (("reading",) if not suffix else ()):
                said[what + suffix] = parse(what, PASSES, file)
                costs[what + suffix] = best(said[what + suffix])
            costs["peer" + suffix] = peer(file)
        if number > 0:
            section.add(**costs)
    hold(section, said, adversaries(order))
    return section


def hold(section, said, worst):
    def user(key):
        return section.median(key, lambda cost: cost["user"])
    (slowest, slow_sign), (hungriest, hungry_sign) = worst
    dense = user("outline_dense") / said["outline_dense"]["bytes"] * 1e9
    section.about.append("; ".join((sizes("The bench's wiki", said["outline"]), sizes("dense", said["outline_dense"]))) + ".")
    version = first([sys.executable, "-c", "import mwparserfromhell; print(mwparserfromhell.__version__)"], ".+")
    section.about.append(f"CPU of one pass, the best of {PASSES}; mwparserfromhell {version} with its C tokenizer, one pass. "
                         "*Ours* is the outline: templates, parameters, links, headings and what is opaque, nested ones included; "
                         "*read whole* goes on to named values, categories, counts and remarks.")
    section.at_most("ours over the bare pass, pages", user("outline") / user("floor"), MOST_OVER_PAGES)
    section.at_most("ours over the bare pass, dense", user("outline_dense") / user("floor_dense"), MOST_OVER_DENSE)
    section.at_most(f"the slowest adversary (`{json.dumps(slow_sign)[1:-1]}`) over dense, a byte", slowest / dense, MOST_ADVERSARY_OVER_DENSE)
    section.at_least("mwparserfromhell over ours, pages", user("peer") / user("outline"), LEAST_FASTER, 0)
    section.at_most(f"memory, bytes a byte, of the hungriest adversary (`{json.dumps(hungry_sign)[1:-1]}`)", hungriest, MOST_MEMORY, 1)
    section.notes.append(", ".join(f"{section.names[key]} {rate(said[key.replace('peer', 'outline')], user(key))}" for key in section.names) + ".")
    section.notes.append(f"Round by round, ours over the bare pass: pages {spread(section, '')}, dense {spread(section, '_dense')}.")


def spread(section, suffix):
    rounds = ratios(section.costs["outline" + suffix], section.costs["floor" + suffix])
    return f"{min(rounds):.2f} to {max(rounds):.2f}"
