# SPDX-License-Identifier: GPL-3.0-or-later
"""A real wiki of very long pages: made once, kept under var/ until this file changes."""
import hashlib
import random
from pathlib import Path

from lab import recipe
from lab.wiki import Wiki

from . import pages

PARAGRAPHS = 3000
PAGES_A_SCRIPT = 20


def pages_of(count, size):
    chance = random.Random(pages.SEED)
    writer = pages.Writer(chance)
    paragraphs = [writer.paragraph() for _ in range(PARAGRAPHS)]
    for number in range(count):
        text, _ = writer.page("Commun")
        length, parts = len(text.encode()), [text]
        while length < size:
            parts.append(chance.choice(paragraphs))
            length += len(parts[-1].encode()) + 2
        yield {"title": f"{writer.name()} {number}", "text": "\n\n".join(parts), "user": "XavCC", "at": "20200101000000"}


def make(folder, count, size):
    wiki = Wiki(folder)
    some = []
    for number, page in enumerate(pages_of(count, size), 1):
        some.append(page)
        if number % PAGES_A_SCRIPT == 0 or number == count:
            wiki.write_pages(some)
            some.clear()
    wiki.script("initSiteStats.php", "--update")


def kept(count, size):
    """The folder of that wiki, made when it is missing."""
    recipe_of_pages = hashlib.sha256(Path(__file__).read_bytes() + Path(pages.__file__).read_bytes()).hexdigest()
    return recipe.kept("bench-large", [str(count), str(size), recipe_of_pages], lambda folder: make(folder, count, size))
