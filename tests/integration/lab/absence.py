# SPDX-License-Identifier: GPL-3.0-or-later
"""A small wiki that people lived in, harvested once; then Moisson is away."""
from pathlib import Path

from . import recipe
from .story import Story
from .wiki import Wiki

COMMUN = "{{Commun\n|shortdescription=%s\n|referent=Yoann\n}}\n"


def lived_in(folder):
    """A template, ten pages and what people did to them, announced as usual."""
    with Wiki(folder) as wiki:
        wiki.admin.edit("Modèle:Commun", "<includeonly>''{{{shortdescription|}}}''</includeonly>")
        for number in range(10):
            wiki.person("XavCC").edit(f"Page {number}", COMMUN % f"Page numéro {number}")
        wiki.person("Yoann").edit("Utilisateur:Yoann/Brouillon", COMMUN % "Pas encore prêt")


class Absence(Story):
    @staticmethod
    def template():
        return recipe.kept("lived-in", [Path(__file__).read_text("utf-8")], lived_in)

    def setUp(self):
        super().setUp()
        self.harvested()
        self.assert_same()

    def much_happens(self):
        admin, yoann = self.wiki.admin, self.wiki.person("Yoann")
        yoann.edit("Page 1", COMMUN % "Une remorque")
        yoann.edit("Page 11", COMMUN % "Nouvelle venue")
        admin.move("Page 2", "Page deux")
        admin.move("Page 3", "Page trois", leave_redirect=False)
        admin.delete("Page 4", "doublon")
        admin.delete("Page 5")
        admin.restore("Page 5")
        revision = yoann.edit("Page 6", COMMUN % "De trop")
        yoann.edit("Page 6", COMMUN % "Mieux")
        admin.hide([revision], "user|comment")

    def forget_changes(self, which="1"):
        self.wiki.execute(f"DELETE FROM recentchanges WHERE {which}")

    def assert_agrees(self):
        """Nothing is left to be found, at any depth."""
        for words in (["census", "movilab"], ["census", "movilab", "--deep"]):
            self.assertEqual(self.must_say(self.moisson.run(*words, "--json"), "complete", 0)["drift"], 0, words)
