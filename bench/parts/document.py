# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/benchmarks.md: each part of the bench has its place in it."""
from lab.recipe import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
END = "<!-- measured: end -->"


def write_document(name, section):
    """Writes that part anew and leaves the rest as it is."""
    begin = f"<!-- measured: {name} (bench/run writes from here) -->"
    before, found, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    if not found:
        raise RuntimeError(f"{DOCUMENT} has no place for it: {begin}")
    _, _, after = rest.partition(END)
    text = "\n".join(section.lines())
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{END}{after}", encoding="utf-8")
