# SPDX-License-Identifier: GPL-3.0-or-later
"""What a story is told with: a wiki, Moisson, and the comparison of what it exported with the wiki's own tables."""
import tempfile
import unittest
from pathlib import Path

from .moisson import RUN_FIELDS, Moisson
from .wiki import NAMESPACES, Wiki

SHOWN = 6       # differing rows shown on each side


def long(story):
    """Marks a story that only `tests/integration/run --long` tells."""
    story.long = True
    return story


def difference(expected, found, key):
    """In words, how two lists of rows differ; empty when they are equal, order included."""
    if expected == found:
        return ""
    at = {key(row): row for row in expected}
    got = {key(row): row for row in found}
    lines = [f"{len(expected)} in the wiki, {len(found)} exported"]
    lines += [f"missing: {at[name]}" for name in at if name not in got][:SHOWN]
    lines += [f"too many: {got[name]}" for name in got if name not in at][:SHOWN]
    for name in [name for name in at if name in got and at[name] != got[name]][:SHOWN]:
        fields = [field for field in {**at[name], **got[name]} if at[name].get(field) != got[name].get(field)]
        lines.append(f"differs: {name}: " + "; ".join(
            f"{field} is {at[name].get(field)!r}, exported {got[name].get(field)!r}" for field in fields))
    if len(lines) == 1:
        lines.append("same rows, in another order or twice")
    return "\n".join(lines)


class Story(unittest.TestCase):
    """Each story has a fresh wiki and an empty state. `settings` and `template` may be set by a class."""

    settings = ""
    template = None
    namespaces = NAMESPACES

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))
        template = self.template() if self.template else None
        self.wiki = self.enterContext(Wiki(self.folder / "wiki", settings=self.settings, template=template, workers=2))
        self.moisson = self.moisson_for(self.wiki.api)

    def moisson_for(self, api, name="moisson", **words):
        """Moisson with that API as its only source; its daemon, if any, ends with the story."""
        moisson = Moisson(self.folder / name, api, namespaces=self.namespaces, **words)
        self.addCleanup(lambda: moisson.daemon_ and moisson.daemon_.kill())
        return moisson

    # What a run must have said

    def harvested(self, *words, outcome="complete", code=0, moisson=None):
        """Harvests; the run must end so. Returns its object."""
        said = (moisson or self.moisson).harvest(*words)
        return self.must_say(said, outcome, code)

    def must_say(self, said, outcome, code):
        self.assertEqual(said.code, code, f"wrong exit code: {said}")
        run = said.one
        self.assertLessEqual(RUN_FIELDS, set(run), f"fields are missing: {said}")
        self.assertEqual(run["outcome"], outcome, str(said))
        return run

    def assert_same(self, moisson=None):
        """What is exported equals the wiki's own tables: alive items, their revisions; the deleted are really gone."""
        moisson = moisson or self.moisson
        items = difference(self.wiki.items(self.namespaces), moisson.items(), lambda item: item["id"])
        self.assertEqual(items, "", f"items differ\n{items}")
        # Revisions are compared in one order of ours; the order of the export has its own story.
        revisions = sorted(moisson.revisions(), key=lambda r: (r["item"].encode(), int(r["id"])))
        told = difference(self.wiki.revisions(self.namespaces), revisions, lambda r: (r["item"], r["id"]))
        self.assertEqual(told, "", f"revisions differ\n{told}")
        judge = self.wiki.judge
        chosen = {item["id"] for item in self.wiki.items(self.namespaces)}
        for gone in moisson.tombstones():
            self.assertNotIn(gone["id"], chosen & judge.alive(), f"{gone['title']} is exported as deleted, but it is there")

    def changes(self, title=None, field=None):
        """The exported changes, of the item of that title and of that field if given."""
        rows = self.moisson.export("changes")
        if title is not None:
            ids = {item["id"] for item in self.moisson.export("items") if item["title"] == title}
            rows = [row for row in rows if row["item"] in ids]
        return [row for row in rows if field is None or row["field"] == field]

    def item(self, title):
        """The one exported item of that title, alive or not."""
        found = [item for item in self.moisson.export("items") if item["title"] == title]
        self.assertEqual(len(found), 1, f"{len(found)} items are called {title}")
        return found[0]
