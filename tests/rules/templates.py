# SPDX-License-Identifier: GPL-3.0-or-later
"""What templates must not do: let a value through unescaped, change what a tag is, or promise what no figure means."""
import re

from source_text import files, main

REFUSED = {
    "raw": (r"\{\{\{|\{\{\s*&", "every value is escaped: {{value}}"),
    "delimiters": (r"\{\{\s*=", "tags are {{ and }}, in every template"),
    "partial": (r"\{\{\s*>", "give the words of the other template as a value: one that is included is told no keys of its own"),
    "spaces": (r"\{\{(?!!)[#^/]?\s|\{\{(?!!)[^}\n]*\s\}\}", "a key is written without spaces: {{value}}"),
    "survival": (r"(?i)\bsurvi", "a forecast is of an edit: « d'être modifiée d'ici 12 mois »"),
}
COMPILED = {name: (re.compile(pattern), remedy) for name, (pattern, remedy) in REFUSED.items()}


def check(root, complaints, _):
    """Templates."""
    for file in files(root, ["report", "daemon"]):
        if file.is_template:
            for name, (pattern, remedy) in COMPILED.items():
                for found in pattern.finditer(file.text):
                    complaints.refuse_at(file, found.start(), name, remedy)


main("templates", check)
