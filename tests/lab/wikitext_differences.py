# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds our wikitext parser against mwparserfromhell.

    wikitext_differences.py PROGRAM [--pages N]      PROGRAM: moisson-outline-lab

Three corpora must be read alike, down to each parameter: pages of the bench's wiki, pages dense with templates, and the
pages of the test wiki. What both are known to read differently is a list of small pages in docs/wikitext-differences.md,
which is held to: a difference that is gone, or another one, fails. Exit 4: mwparserfromhell is not installed.
"""
import argparse
import json
import random
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests" / "integration")]

try:
    import mwparserfromhell
except ImportError:
    print("SKIPPED wikitext differences: python3-mwparserfromhell is not installed")
    sys.exit(4)

from parts import dense, pages      # noqa: E402

DOCUMENT = ROOT / "docs" / "wikitext-differences.md"
KINDS = ("templates", "arguments", "links", "headings", "addresses")
# The tags whose inside is none of the page for us, and wikitext for the other.
OPAQUE = {"ref", "gallery", "poem", "indicator", "references", "includeonly"}


def ours(program, texts):
    framed = b"".join(f"{len(data)}\n".encode() + data for data in (text.encode() for text in texts))
    done = subprocess.run([program], input=framed, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().split("\n")[:-1]]


def trimmed(node):
    return str(node).strip(" \t\n\r\0\x0b")


def parameters(template):
    return [[trimmed(one.name) if one.showkey else None, trimmed(one.value)] for one in template.params]


def inside_opaque(code):
    return {id(node) for tag in code.ifilter_tags(recursive=True) if str(tag.tag).strip().lower() in OPAQUE
            for node in tag.contents.filter(recursive=True)}


def theirs(text, hides=lambda code: ()):
    """The same of mwparserfromhell; `hides` gives the nodes of a page that are left out."""
    code = mwparserfromhell.parse(text)
    hidden = hides(code)
    def found(kind):
        return [node for node in code.filter(forcetype=kind, recursive=True) if id(node) not in hidden]
    nodes = mwparserfromhell.nodes
    return {
        "templates": [[trimmed(one.name), parameters(one)] for one in found(nodes.Template)],
        "arguments": [[trimmed(one.name), [] if one.default is None else [[None, trimmed(one.default)]]] for one in found(nodes.Argument)],
        "links": [trimmed(one.title if one.text is None else f"{one.title}|{one.text}") for one in found(nodes.Wikilink)],
        "headings": [[one.level, trimmed(one.title)] for one in found(nodes.Heading)],
        "addresses": [[trimmed(one.url), "" if one.title is None else trimmed(one.title)] for one in found(nodes.ExternalLink)]}


def differing(mine, other):
    """Kinds of which the two see different things; the order in which they tell them does not matter."""
    return [kind for kind in KINDS if sorted(map(json.dumps, mine[kind])) != sorted(map(json.dumps, other[kind]))]


def fixture_pages():
    for file in sorted((ROOT / "tests" / "fixtures" / "movilab").glob("*.pages")):
        for version in re.split(r"^@@@? .*\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if version.strip() and not version.lstrip().startswith("{\""):
                yield version


def corpora(count):
    revisions, _ = pages.wiki_of(count)
    yield "pages of the bench's wiki", list({revision["title"]: revision["text"] for revision in revisions}.values())
    yield "pages dense with templates", dense.dense_pages(40)
    yield "pages of the test wiki", list(fixture_pages())
    yield "its templates, as pages that embed them see them", [re.sub("</?includeonly>", "", text) for text in fixture_pages() if "<includeonly>" in text]


def known_differences():
    """(wikitext, kinds that differ) of each example in the document: a code block and the line behind it."""
    for text, rest in re.findall(r"^```wikitext\n(.*?)\n```\nDiffers in: ([^\n]*)\.$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        yield text, [kind.strip() for kind in rest.split(",")]


def show(text, mine, other, kinds):
    print(f"--- {text[:300]!r}")
    for kind in kinds:
        first, second = (sorted(map(json.dumps, side[kind])) for side in (mine, other))
        print(f"    {kind}: ours only {[one[:200] for one in first if one not in second][:5]}")
        print(f"    {kind}: theirs only {[one[:200] for one in second if one not in first][:5]}")


def read_alike(program, name, texts):
    wrong, seen = 0, dict.fromkeys(KINDS, 0)
    for text, mine in zip(texts, ours(program, texts)):
        other = theirs(text, inside_opaque)
        for kind in KINDS:
            seen[kind] += len(mine[kind])
        if kinds := differing(mine, other):
            wrong += 1
            if wrong <= 10:
                show(text, mine, other, kinds)
    print(f"{name}: {len(texts)} pages, {', '.join(f'{number} {kind}' for kind, number in seen.items())}; {wrong} read differently")
    return wrong == 0 and sum(seen.values()) > 0


def held_to(program):
    examples = list(known_differences())
    good = bool(examples)
    for (text, wanted), mine in zip(examples, ours(program, [text for text, _ in examples])):
        other = theirs(text)
        if differing(mine, other) != wanted:
            good = False
            print(f"{DOCUMENT.name} says that {', '.join(wanted)} differ, and what differs is {', '.join(differing(mine, other)) or 'nothing'}:")
            show(text, mine, other, KINDS)
    print(f"{len(examples)} known differences")
    return good


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--pages", type=int, default=1005, metavar="N", help="of the bench's wiki (1005; all: 10005)")
    given = arguments.parse_args()
    alike = [read_alike(given.program, name, texts) for name, texts in corpora(given.pages)]
    return 0 if all(alike) and held_to(given.program) else 1


if __name__ == "__main__":
    sys.exit(main())
