# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that say what a thing is, and the licence on the first line."""
import os
import re

from source_text import files, main

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
EMPTY_WORDS = ["Manager", "Helper", "Helpers", "Util", "Utils", "Handler", "Processor", "Impl", "Base", "Data", "Info"]
ENDS_EMPTY = re.compile(rf"(?:{'|'.join(EMPTY_WORDS)})$")
TYPE = re.compile(r"\b(?:class|struct|union|enum(?:\s+(?:class|struct))?)\s+(?:\[\[[^\]]*\]\]\s*|alignas\([^)]*\)\s*)*(\w+)"
                  r"(?:\s+final)?\s*(?:<[^;{}()]*>)?\s*(?::(?!:)[^;{}()]*)?[{;]|\busing\s+(\w+)\s*=|\bconcept\s+(\w+)\s*=")
FILE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*(?:\.[a-z]+)*")
EMPTY_FILES = re.compile(r"(?:^|_)(?:managers?|helpers?|utils?|handlers?|processors?|impl|base|data|info|common|core|misc)(?:\.|$)")


def check_licence(file, complaints):
    lines = file.text.split("\n", 2)
    opened = file.shebang or lines[0].startswith("<?php")
    line = 1 if opened and len(lines) > 1 else 0
    if LICENCE not in lines[line]:
        mark = "//" if file.is_cpp or file.suffix in (".js", ".php") else "--" if file.suffix == ".sql" else "{{!" if file.is_template else "#"
        complaints.refuse(file, line + 1, "licence", f"starts with: {mark} {LICENCE}")


def check(root, complaints, _):
    """Names and licence lines."""
    for file in files(root):
        check_licence(file, complaints)
        name = os.path.basename(file.path)
        if not FILE.fullmatch(name.replace("__", "")) and file.suffix != ".php":   # PHP's are named as MediaWiki names its own
            complaints.refuse(file, 1, "file-name", "files are nouns in snake_case")
        if EMPTY_FILES.search(name):
            complaints.refuse(file, 1, "file-name", "say what it is: this name would fit anything")
        if file.is_cpp:
            for found in TYPE.finditer(file.code):
                word = next(filter(None, found.groups()))
                if ENDS_EMPTY.search(word):
                    complaints.refuse_at(file, found.start(), "type-name",
                                         f"{word}: if the name needs that ending, the thing is two things")


main("names", check)
