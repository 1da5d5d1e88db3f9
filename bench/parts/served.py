# SPDX-License-Identifier: GPL-3.0-or-later
"""The seeded wiki, being served; and what its own tables say of its size."""
import sqlite3

from lab.server import NginxServer
from lab.wiki import Wiki

from . import pages, seeded


def served(count):
    """A copy of the wiki of so many pages behind nginx and php-fpm with opcache; close() ends and forgets it."""
    return Wiki(template=seeded.kept(count), server=NginxServer).start()


def sizes(count):
    """(pages of each followed namespace, all their revisions)."""
    tables = sqlite3.connect(f"file:{seeded.kept(count)}/db/wiki.sqlite?mode=ro", uri=True)
    spaces = ", ".join(map(str, pages.NAMESPACES))
    found = dict(tables.execute(f"SELECT page_namespace, count(*) FROM page WHERE page_namespace IN ({spaces}) GROUP BY 1"))
    revisions, = tables.execute("SELECT count(*) FROM revision JOIN page ON page_id = rev_page "
                                f"WHERE page_namespace IN ({spaces})").fetchone()
    tables.close()
    return {space: found.get(space, 0) for space in pages.NAMESPACES}, revisions
