# SPDX-License-Identifier: GPL-3.0-or-later
"""A real MediaWiki with the pages of pages.py: made once, kept under var/ until these two files change."""
import hashlib
import itertools
import sqlite3
from pathlib import Path

from lab import recipe
from lab.wiki import Wiki

from . import pages

REVISIONS_A_SCRIPT = 4000


def fingerprint():
    digest = hashlib.sha256()
    for file in (Path(pages.__file__), Path(__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def file_in_categories(tables, categories, names):
    """What MediaWiki would note when it parses every page, which takes it minutes."""
    spaces = {name: number for number, name in names.items() if name}
    for title, filed in categories.items():
        prefix, _, rest = title.partition(":")
        space, text = (spaces[prefix], rest) if prefix in spaces else (0, title)
        page, = tables.execute("SELECT page_id FROM page WHERE page_namespace = ? AND page_title = ?",
                               (space, text.replace(" ", "_"))).fetchone()
        tables.executemany("INSERT INTO categorylinks (cl_from, cl_to, cl_sortkey, cl_timestamp, cl_collation) "
                           "VALUES (?, ?, ?, '20260101000000', 'uppercase')",
                           [(page, category.replace(" ", "_"), text.upper()) for category in filed])


def make(folder, count):
    wiki = Wiki(folder)
    revisions, categories = pages.wiki_of(count)
    left = iter(revisions)
    while some := list(itertools.islice(left, REVISIONS_A_SCRIPT)):
        wiki.write_pages(some)
    with sqlite3.connect(folder / "db" / "wiki.sqlite") as tables:
        file_in_categories(tables, categories, recipe.namespace_names())
    wiki.script("initSiteStats.php", "--update")


def kept(count):
    """The folder of that wiki, made when it is missing."""
    return recipe.kept(f"bench-{count}", [str(count), fingerprint()], lambda folder: make(folder, count))
