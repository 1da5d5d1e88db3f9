# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge: the wiki's own tables, as rows in the form of `moisson export`. Nothing here goes through the API."""
import sqlite3

HIDDEN_TEXT, HIDDEN_COMMENT, HIDDEN_USER = 1, 2, 4      # MediaWiki's RevisionRecord::DELETED_*
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

ITEMS = """
SELECT page_id, page_namespace, page_title, page_latest, model_name, rd_namespace, rd_title, rd_interwiki
FROM page
JOIN slots ON slot_revision_id = page_latest
JOIN slot_roles ON slot_role_id = role_id AND role_name = 'main'
JOIN content ON slot_content_id = content_id
JOIN content_models ON content_model = model_id
LEFT JOIN redirect ON rd_from = page_id
WHERE page_namespace IN ({})
"""

REVISIONS = """
SELECT rev_id, rev_page, rev_parent_id, rev_timestamp, actor_name, rev_len, rev_sha1, rev_minor_edit, comment_text,
       rev_deleted
FROM revision
JOIN page ON rev_page = page_id
JOIN actor ON rev_actor = actor_id
LEFT JOIN revision_comment_temp ON revcomment_rev = rev_id
JOIN comment ON comment_id = COALESCE(revcomment_comment_id, rev_comment_id)
WHERE page_namespace IN ({})
"""


def open_tables(path):
    """The wiki's database, to read only, beside whoever writes it."""
    tables = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables.row_factory = sqlite3.Row
    return tables


def text(value):
    """MediaWiki stores text as blobs now and then."""
    return value.decode("utf-8") if isinstance(value, bytes) else value


def instant(stamp):
    """20240303102030 → 2024-03-03T10:20:30Z."""
    digits = text(stamp)
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}Z"


def hexadecimal(base36):
    """The form in which the API gives the sum that the table keeps in base 36."""
    number = 0
    for digit in text(base36):
        number = number * 36 + DIGITS.index(digit)
    return f"{number:040x}"


class Judge:
    """Reads one wiki. `names` are its namespaces, number → local name."""

    def __init__(self, path, names, source):
        self.path_ = path
        self.names_ = names
        self.source_ = source

    def rows(self, question, values=()):
        tables = open_tables(self.path_)
        try:
            return tables.execute(question, values).fetchall()
        finally:
            tables.close()

    def title(self, namespace, name, interwiki=""):
        """As people write it: with its namespace, spaces not underscores."""
        prefix = f"{text(interwiki)}:" if interwiki else ""
        space = self.names_[namespace]
        return prefix + (f"{space}:" if space else "") + text(name).replace("_", " ")

    def items(self, namespaces):
        """The alive items, as `export items` gives them (without their resource), by item id as bytes."""
        found = self.rows(ITEMS.format(",".join("?" * len(namespaces))), namespaces)
        return sorted((self.item(row) for row in found), key=lambda item: item["id"].encode())

    def item(self, row):
        target = None
        if row["rd_title"] is not None:
            target = self.title(row["rd_namespace"], row["rd_title"], row["rd_interwiki"])
        return {"source": self.source_, "id": str(row["page_id"]),
                "title": self.title(row["page_namespace"], row["page_title"]), "namespace": row["page_namespace"],
                "revision": str(row["page_latest"]), "deleted": False, "redirect_to": target,
                "content_model": text(row["model_name"])}

    def revisions(self, namespaces):
        """Every revision of the alive items, as `export revisions` gives them."""
        found = self.rows(REVISIONS.format(",".join("?" * len(namespaces))), namespaces)
        return sorted((self.revision(row) for row in found), key=lambda r: (r["item"].encode(), int(r["id"])))

    def revision(self, row):
        hidden = row["rev_deleted"]
        return {"source": self.source_, "item": str(row["rev_page"]), "id": str(row["rev_id"]),
                "parent": str(row["rev_parent_id"]) if row["rev_parent_id"] else None,
                "at": instant(row["rev_timestamp"]),
                "actor": None if hidden & HIDDEN_USER else text(row["actor_name"]), "size": row["rev_len"],
                "sha1": None if hidden & HIDDEN_TEXT else hexadecimal(row["rev_sha1"]),
                "minor": bool(row["rev_minor_edit"]),
                "comment": None if hidden & HIDDEN_COMMENT else text(row["comment_text"])}

    def page_id(self, title):
        """The number of the alive page of that title; None when there is none."""
        for row in self.rows("SELECT page_id, page_namespace, page_title FROM page"):
            if self.title(row["page_namespace"], row["page_title"]) == title:
                return str(row["page_id"])
        return None

    def count(self):
        """How many pages are alive, whatever their namespace."""
        return self.rows("SELECT COUNT(*) FROM page")[0][0]

    def alive(self):
        """The numbers of all alive pages, whatever their namespace."""
        return {str(row[0]) for row in self.rows("SELECT page_id FROM page")}

    def archived(self, title):
        """How many revisions of that title lie in the archive of deleted ones."""
        rows = self.rows("SELECT ar_namespace, ar_title FROM archive")
        return sum(self.title(row["ar_namespace"], row["ar_title"]) == title for row in rows)
