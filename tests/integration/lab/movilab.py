# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of tests/fixtures/movilab as a wiki, kept ready to be copied, and what people then do in it."""
import hashlib
import re
from pathlib import Path

from . import recipe
from .wiki import Wiki

FIXTURES = recipe.ROOT / "tests" / "fixtures" / "movilab"
BIG_TITLE = "Annuaire général des tiers-lieux"
BIG_BYTES = 1_900_000
EMOJI_TITLE = "🐝" * 63 + "é!"      # 255 bytes, the most that a title may have
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read_pages(text):
    """The revisions of a `.pages` file, in its order, as Wiki.write_pages wants them."""
    revisions, title = [], None
    for line in text.splitlines():
        if line.startswith("@@@ "):
            title = line[4:]
        elif line.startswith("@@ "):
            at, user, flags, comment = (part.strip() for part in line[3:].split("|", 3))
            if title is None or not STAMP.fullmatch(at):
                raise ValueError(f"not a revision: {line}")
            revisions.append({"title": title, "at": re.sub(r"\D", "", at), "user": user, "comment": comment, "lines": [],
                              "minor": "m" in flags.split(), "model": "json" if "json" in flags.split() else None})
        elif revisions:
            revisions[-1]["lines"].append(line)
    return [{**{k: v for k, v in r.items() if k != "lines"}, "text": "\n".join(r["lines"])} for r in revisions]


def all_pages():
    """Every page of the fixtures, then the two that are better computed than written."""
    revisions = []
    for file in sorted(FIXTURES.glob("*.pages")):
        revisions += read_pages(file.read_text(encoding="utf-8"))
    revisions.append({"title": EMOJI_TITLE, "at": "20230420200000", "user": "AurélienMarty", "comment": "Une ruche",
                      "text": "Le titre de cette page a 255 octets."})
    return revisions


def big_text(size=BIG_BYTES):
    """A page of exactly so many bytes, as a long list that people have kept for years."""
    text, number = bytearray(), 0
    while len(text) < size:
        number += 1
        text += f"* Lieu n° {number} — un atelier, un café, des bureaux ; ouvert à tous·tes\n".encode()
    whole = text[:size].decode("utf-8", "ignore")       # a character cut in two is left out
    return whole.rstrip() + "." * (size - len(whole.rstrip().encode()))


def fingerprint():
    digest = hashlib.sha256()
    for file in [Path(__file__), *sorted(FIXTURES.glob("*.pages"))]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def make(folder):
    """A wiki with all of it: links and categories computed, jobs done."""
    wiki = Wiki(folder)
    wiki.write_pages(all_pages(), linked=True)
    wiki.write_pages([{"title": BIG_TITLE, "at": "20240101000000", "user": "XavCC", "comment": "L'annuaire", "text": big_text()}])
    wiki.run_jobs()
    wiki.script("initSiteStats.php", "--update")


def template():
    """The folder of that wiki, made once and kept."""
    return recipe.kept("movilab", [fingerprint()], make)


# What people do, told as it happens. `tell` gets one line an act.

NEW_COMMUN = """{{Commun
|shortdescription=Des fiches pour accueillir, expliquer et passer la main
|description=Une boîte en carton, trente fiches, et l'habitude de les corriger.
|referent=AurélienMarty
|contributiveorganisation=La Coroutine, Le WIP
|needs=Une relecture, Une version imprimable
|challenge=Connaissances
}}
"""


def first_round(wiki, tell):
    """Edits, both moves, a deletion, a deletion undone at once, a new page, a redirect, a message."""
    xavier, yoann, simon = wiki.person("XavCC"), wiki.person("Yoann"), wiki.person("SimonSarazin")
    badge = "Badge inter lieux"
    xavier.edit(badge, xavier.text(badge).replace("|needs=", "|referent=XavCC\n|needs=Des lecteurs à 12 €, "), "un référent, un besoin")
    tell("XavCC names a referent and a need of « Badge inter lieux »")
    ophelie = wiki.person("Ophélie Deyrolle")
    ophelie.append("Le WIP", "\nLes archives du lieu sont chez [[La Coroutine]].", "où sont les archives")
    tell("Ophélie Deyrolle says where the archives of « Le WIP » are")
    yoann.move("Utilisateur:Yoann/Brouillon", "Remorque partagée", "c'est prêt", leave_redirect=False)
    tell("Yoann publishes a draft as « Remorque partagée », leaving nothing behind")
    simon.move("Tiled Map Editor", "Tiled, un éditeur de cartes", "en français")
    tell("SimonSarazin renames « Tiled Map Editor », the old title leads to the new one")
    wiki.admin.delete("Bidouille page accueil Movilab", "bac à sable abandonné")
    tell("Admin deletes « Bidouille page accueil Movilab »")
    wiki.admin.delete("La Bulloterie", "erreur de manipulation")
    wiki.admin.restore("La Bulloterie", "c'était une erreur")
    tell("Admin deletes « La Bulloterie » by mistake and restores it")
    wiki.person("AurélienMarty").edit("Boîte à outils des médiateur·rice·s", NEW_COMMUN, "nouveau commun")
    tell("AurélienMarty documents a new commun, « Boîte à outils des médiateur·rice·s »")
    yoann.edit("Bulloterie", "#REDIRECTION [[La Bulloterie]]", "plus facile à trouver")
    tell("Yoann makes « Bulloterie » lead to « La Bulloterie »")
    xavier.talk("Discussion:Badge inter lieux", "Un prototype", "J'en ai monté un, qui veut l'essayer ?")
    tell("XavCC leaves a message on « Discussion:Badge inter lieux »")
    return 9


def second_round(wiki, tell):
    """What follows a day later: the deleted page comes back, and somebody answers."""
    wiki.admin.restore("Bidouille page accueil Movilab", "encore utile")
    tell("Admin restores « Bidouille page accueil Movilab »")
    yoann = wiki.person("Yoann")
    yoann.edit("Remorque partagée", yoann.text("Remorque partagée").replace("Un hangar", "Un hangar sec"), "sec, surtout", minor=True)
    tell("Yoann corrects a need of « Remorque partagée »")
    return 2
