# SPDX-License-Identifier: GPL-3.0-or-later
"""A small wiki that Moisson has harvested once: what the stories about its changes begin with."""
from pathlib import Path

from . import recipe
from .story import Story
from .wiki import Wiki

COMMUN = "{{Commun\n|shortdescription=%s\n|referent=Yoann\n|needs=Un hangar, Un attelage\n}}\nUne remorque pour trois villages.\n"
FOREIGN = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="fr">%s</mediawiki>"""
FOREIGN_PAGE = "<page><title>%s</title><ns>0</ns><id>%d</id>%s</page>"
FOREIGN_REVISION = """<revision><id>%d</id><timestamp>%s</timestamp><contributor><username>%s</username><id>3</id></contributor>
<comment>venu d'ailleurs</comment><model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">{{Commun|shortdescription=Version %d}}</text></revision>"""


def foreign_page(title, *revisions, page=7):
    return FOREIGN_PAGE % (title, page, "".join(FOREIGN_REVISION % (number + 1, at, who, number + 1)
                                                for number, (at, who) in enumerate(revisions)))


def foreign(title, *revisions):
    """An export file with one page; revisions are (time, author)."""
    return FOREIGN % foreign_page(title, *revisions)


def foreign_pages(*pages):
    """An export file with several, each (title, revision…)."""
    return FOREIGN % "".join(foreign_page(title, *revisions, page=number + 7)
                             for number, (title, *revisions) in enumerate(pages))


def small_wiki(folder):
    """A template, two pages and somebody's draft, written by people."""
    with Wiki(folder) as wiki:
        admin = wiki.admin
        admin.edit("Modèle:Commun", "<includeonly>''{{{shortdescription|}}}'' [[Catégorie:Commun]]</includeonly>")
        admin.edit("Remorque partagée", COMMUN % "Une remorque partagée")
        admin.edit("Le WIP", "Une grande halle.")
        wiki.person("Yoann").edit("Utilisateur:Yoann/Brouillon", COMMUN % "Pas encore prêt")
        wiki.write_pages([
            {"title": "Remorque (ancienne)", "text": "un", "user": "XavCC", "at": "20190101120000"},
            {"title": "Remorque (ancienne)", "text": "deux", "user": "Yoann", "at": "20190201120000"},
            {"title": "Le carnet", "text": "un", "user": "XavCC", "at": "20200101120000"}])


class Polling(Story):
    """A small wiki, already harvested once."""

    @staticmethod
    def template():
        return recipe.kept("small", [Path(__file__).read_text("utf-8")], small_wiki)

    def setUp(self):
        super().setUp()
        self.harvested()
        self.assert_same()

    def polled(self, **expected):
        """Polls, and the store equals the wiki again."""
        run = self.harvested(**expected)
        self.assert_same()
        return run

    def census(self, *words):
        return self.must_say(self.moisson.run("census", "movilab", "--json", *words), "complete", 0)

    def life(self, title):
        """What the life of an item was, as [(before, after)…]."""
        return [(row["before"], row["after"]) for row in self.changes(title, "@life")]

    def exported_revision(self, revision):
        found = [row for row in self.moisson.export("revisions") if row["id"] == str(revision)]
        self.assertEqual(len(found), 1, f"revision {revision}: {found}")
        return found[0]
