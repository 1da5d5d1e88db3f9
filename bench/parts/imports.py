# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to take an export over, against Python's parser that merely reads it."""
import hashlib
import json
from pathlib import Path

from lab.recipe import ROOT

from . import export_file, pages, programs
from .order import KEPT, machine, say
from .results import Section, megabytes, wall

SIZE = 200_000_000
MOST_TIME = 1.0             # ours, which stores, over the parser's, which does not
MOST_RSS_MB = 64.0
READER = ROOT / "bench" / "peers" / "iterparse_reads.py"
NO_WIKI = "http://127.0.0.1:9"      # an import asks nothing


def kept_export(size):
    """(the export, what it holds), made when it is missing or its recipe changed."""
    digest = hashlib.sha256(str(size).encode())
    for module in (export_file, pages):
        digest.update(Path(module.__file__).read_bytes())
    file = KEPT / f"export-{size}-{digest.hexdigest()[:16]}.xml"
    told = file.with_suffix(".json")
    if not told.exists():
        say(f"writing an export of {size} bytes")
        for other in KEPT.glob(f"export-{size}-*"):
            other.unlink()
        said = export_file.write(file, size)
        told.write_text(json.dumps(said), encoding="utf-8")
    return file, json.loads(told.read_text(encoding="utf-8"))


def command(imports, file):
    """An import into an empty state."""
    imports.forget()
    return imports.command(NO_WIKI, "import", "movilab", str(file))


def play(section, order, file, told):
    imports = programs.Harvests(order.folder / "imported")
    for number in order.rounds("import"):
        imports.forget()
        cost, report = imports.run(NO_WIKI, "import", "movilab", str(file))
        least, said = programs.measured(order.folder, ["/usr/bin/python3", "-IB", str(READER), str(file)])
        if (report["seen"], said["pages"], said["revisions"]) != (told["pages"], told["pages"], told["revisions"]):
            raise RuntimeError(f"not all was read: {told} {said} {report}")
        if number > 0:
            section.add(ours=cost, parser=least)


def measure(order):
    section = Section("An import", machine(), {"ours": "`moisson import`, stored",
                                               "parser": "Python's `iterparse`, elements cleared, nothing stored"})
    file, told = kept_export(SIZE)
    section.explained_by = None, lambda _: command(programs.Harvests(order.folder / "profiled"), file)
    play(section, order, file, told)
    section.about.append(f"An export of {file.stat().st_size / 1e6:.0f} MB: {told['pages']} pages, {told['revisions']} revisions; "
                         f"{told['long']} of the pages have {export_file.REVISIONS[0]} to {export_file.REVISIONS[1]} each.")
    section.at_most("time over iterparse's", section.median("ours", wall) / section.median("parser", wall), MOST_TIME)
    section.at_most("RSS, MB", section.median("ours", megabytes), MOST_RSS_MB, 1)
    return section
