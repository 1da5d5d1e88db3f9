#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of the fixtures, and every value a mapping asks for in shapes nobody expects, becomes a record that the published
schema knows, under every shipped mapping.

    tests/lab/record_lines.py PROGRAM      PROGRAM: moisson-records-lab
"""
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from lab.contract import breaches       # noqa: E402

VALUES = ["", " ", "0", "-1", "x", "x, y; z", "oui", "12 €", "gratuit", "10-20 € par mois", "2 h", "une demi-journée", "3 mars 2024",
          "31/02/2024", "facile", "5/5", "48.85, 2.35", "999, 999", "59000", "2A004", "120 m²", "CC BY-SA 4.0", "CC0", "https://a.example/b?c=d",
          "https://a.example https://b.example", "mailto:a@b.example", "[[Utilisateur:Zoé|Zoé]]", "[https://a.example Là]", "Fichier:A.png",
          "'''a'''<br>b", "{{autre|x}}", "&lt;b&gt; &#0; &#x202e;", "\x01\x02", "<!-- rien -->", "é" * 500, ", ,, ,", "1e999", "NaN"]
PARAMETER = re.compile(r"^param:(?:([^|]*)\|)?(.*)$")


def fixtures():
    """Pages as they are kept for other tests."""
    for path in sorted((ROOT / "tests" / "fixtures" / "wikitext").glob("*.wiki")):
        yield path.read_bytes()
    for path in sorted((ROOT / "tests" / "fixtures" / "movilab").glob("*.pages")):
        yield from (part.partition("\n")[2].encode() for part in re.split(r"^@@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
    for seeds in ("wikitext", "plain_text", "search_terms"):
        yield from (path.read_bytes() for path in sorted((ROOT / "tests" / "fuzz" / "seeds" / seeds).iterdir()))


def kinds(mapping):
    """The templates that decide a kind."""
    return [condition.partition(":")[2] for kind in mapping["kind"] for condition in kind["when"] if condition.startswith("template:")]


def keys(mapping):
    """Every key that a rule asks for; one that puts several together is a list of them and of what stands between."""
    asked = [origin for field in mapping["field"].values() for origin in field["from"]]
    flat = [part for origin in asked for part in (origin if isinstance(origin, list) else [origin])]
    found = [PARAMETER.match(origin) for origin in flat]
    return sorted({match.group(2) for match in found if match})


def strange_pages(mapping):
    """So many pages for each template that every key has had every value."""
    asked = keys(mapping)
    for template in kinds(mapping):
        for shift in range(len(VALUES)):
            pairs = ((key, VALUES[(place + shift) % len(VALUES)]) for place, key in enumerate(asked))
            yield (f"{{{{{template}\n" + "".join(f"|{key}={value}\n" for key, value in pairs) + "}}").encode()


def main():
    if len(sys.argv) != 2:
        print(__doc__.strip().splitlines()[-1].strip(), file=sys.stderr)
        return 2
    wrong, count, fields = [], 0, set()
    for path in sorted((ROOT / "config" / "mappings").glob("*.toml")):
        mapping = tomllib.loads(path.read_text(encoding="utf-8"))
        pages = [*fixtures(), *strange_pages(mapping)]
        given = b"".join(b"%d\n%s" % (len(page), page) for page in pages)
        done = subprocess.run([sys.argv[1], str(path)], input=given, capture_output=True, check=True)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        if len(lines) != len(pages):
            wrong.append(f"{path.name}: {len(lines)} records of {len(pages)} pages")
        wrong += [f"{path.name}: {breach}" for breach in breaches(lines)]
        count += len(lines)
        fields |= {field for line in lines for field in line}
    print("\n".join(wrong) if wrong else f"{count} records, {len(fields)} fields: all as the schema says")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
