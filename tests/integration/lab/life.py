# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who does anything a wiki allows, in an order that a seed decides."""
import datetime
import http.client
import random

from .person import Person, Refused
from .polling import COMMUN, foreign_pages
from .recipe import PASSWORD

# Few titles, so that what happens often happens to the same page. Some differ by their apostrophe or their case only.
TITLES = ["Le WIP", "Remorque partagée", "Le carnet", "L'atelier", "L’atelier", "La halle", "LA halle", "Remorque (ancienne)",
          "Modèle:Commun", "Modèle:Ressource", "Catégorie:Commun", "Wiki:Charte", "Aide:Sommaire", "Utilisateur:Yoann/Brouillon",
          "Discussion:Le WIP", "Formulaire:Commun", "Le WIP/Plans", "🐝 en fête"]
MODELS = ["wikitext", "json", "text"]
PARTS = ["user", "comment", "content", "user|comment", "user|comment|content"]


class Liver:
    """One account at work on that wiki; `lived` says what it did."""

    def __init__(self, wiki, name, seed, deeds):
        self.wiki = wiki
        self.deeds_ = deeds
        self.random_ = random.Random(seed)
        self.me = Person(wiki.port, name, PASSWORD)
        self.lived = []
        self.refused = 0
        self.old_ = datetime.datetime(2012, 1, 1) + datetime.timedelta(days=self.random_.randrange(1000))

    def live(self, count):
        """Does so many things; what the wiki refuses counts, as it does for people."""
        for _ in range(count):
            what = self.random_.choices(list(self.deeds_), list(self.deeds_.values()))[0]
            try:
                self.lived.append(f"{self.me.name}: {what.__name__} {what(self)}")
            except (Refused, KeyError, IndexError, RuntimeError, http.client.HTTPException) as why:
                self.refused += 1
                self.lived.append(f"{self.me.name}: {what.__name__} … {str(why)[:120]!r}")

    # Choosing

    def title(self):
        return self.random_.choice(TITLES)

    def here(self):
        """A title that has a page."""
        pages = self.me.call(action="query", titles="|".join(TITLES), prop="info")["query"]["pages"]
        return self.random_.choice([page["title"] for page in pages if "missing" not in page])

    def free(self):
        """A title that has none."""
        pages = self.me.call(action="query", titles="|".join(TITLES), prop="info")["query"]["pages"]
        return self.random_.choice([page["title"] for page in pages if "missing" in page])

    def text(self):
        number = self.random_.randrange(1000)
        return self.random_.choice([COMMUN % f"Essai {number}", f"Un texte {number}.", f"#REDIRECTION [[{self.title()}]]",
                                    f"{{{{Commun|shortdescription=«  {number} »}}}}", "", f"[[Catégorie:Commun]] {number}"])

    def revision(self, title):
        return self.random_.choice(self.me.revisions(title))

    def maybe(self):
        return self.random_.random() < 0.5

    def past(self):
        self.old_ += datetime.timedelta(hours=self.random_.randrange(1, 48))
        return self.old_.strftime("%Y-%m-%dT%H:%M:%SZ")

    # Deeds; each says to whom

    def edit(self):
        title = self.title()
        self.me.edit(title, self.text(), f"un résumé {self.random_.randrange(100)}", minor=self.maybe())
        return title

    def append(self):
        title = self.title()
        self.me.append(title, f"\nligne {self.random_.randrange(1000)}")
        return title

    def talk(self):
        title = f"Discussion:{self.title()}"
        self.me.talk(title, "Question", "Et maintenant ?")
        return title

    def move(self):
        old, new = self.here(), self.free() if self.random_.random() < 0.8 else self.title()
        self.me.move(old, new, "ailleurs", leave_redirect=self.maybe(), with_talk=self.maybe())
        return f"{old} → {new}"

    def exchange(self):
        one, other, between = self.here(), self.here(), f"Attente {self.random_.randrange(10)}"
        for old, new in ((one, between), (other, one), (between, other)):
            self.me.move(old, new, leave_redirect=False)
        return f"{one} ↔ {other}"

    def move_over(self):
        old, new = self.here(), self.here()
        self.me.delete(new, "pour faire de la place")
        self.me.move(old, new)
        return f"{old} → {new}"

    def delete(self):
        title = self.here()
        self.me.delete(title, "au revoir")
        return title

    def restore(self):
        title = self.title()
        self.me.restore(title, "de retour")
        return title

    def restore_some(self):
        title = self.title()
        said = self.me.call(action="query", list="deletedrevs", titles=title, drprop="revid", drlimit=50)
        times = [r["timestamp"] for page in said["query"]["deletedrevs"] for r in page["revisions"]]
        self.me.restore(title, "en partie", revisions=[self.random_.choice(times)])
        return title

    def merge(self):
        source, target = self.here(), self.here()
        until = self.revision(source)[1] if self.maybe() else None
        self.me.merge(source, target, until, "même histoire")
        return f"{source} → {target}"

    def bring_in(self):
        pages = [(self.title(), *((self.past(), "Gabriel") for _ in range(self.random_.randrange(1, 4))))
                 for _ in range(self.random_.randrange(1, 3))]
        self.me.import_pages(foreign_pages(*pages))
        return pages

    def bring_in_silently(self):
        title = self.title()
        self.wiki.script_import(foreign_pages((title, (self.past(), "Gabriel"))))
        return title

    def hide(self):
        title, part = self.here(), self.random_.choice(PARTS)
        revision = self.revision(title)[0]
        self.me.hide([revision], part, suppress=self.random_.random() < 0.3)
        return f"{title} {revision} {part}"

    def show(self):
        title = self.here()
        revision = self.revision(title)[0]
        self.me.show([revision])
        return f"{title} {revision}"

    def hide_a_log(self):
        kind = self.random_.choice(["delete", "move", "merge", "import", "protect"])
        entry = self.random_.choice(self.me.log(kind))
        self.me.hide_log([entry], self.random_.choice(PARTS))
        return f"{kind} {entry}"

    def change_model(self):
        title, model = self.here(), self.random_.choice(MODELS)
        self.me.edit(title, "{}")
        self.me.change_model(title, model)
        return f"{title} {model}"

    def protect(self):
        title = self.title()
        self.me.protect(title, self.random_.choice(["edit=sysop|move=sysop", "edit=all|move=all", "create=sysop"]))
        return title

    def tag(self):
        title = self.here()
        revision = self.revision(title)[0]
        self.me.tag(revision, **({"add": "relu"} if self.maybe() else {"remove": "relu"}))
        return f"{title} {revision}"

    def rename(self):
        old = f"Passant {self.random_.randrange(10_000)}"
        self.me.create_account(old, PASSWORD)
        title = self.title()
        self.wiki.script_edit(title, self.text(), "de passage", user=old)
        self.wiki.script_rename(old, f"{old} bis")
        return f"{old}, who edited {title}"

    def by_script(self):
        title, what = self.title(), self.random_.choice(["edit", "delete", "move", "restore"])
        if what == "edit":
            self.wiki.script_edit(title, self.text(), "ménage", user="Yoann")
        elif what == "delete":
            self.wiki.script_delete(title)
        elif what == "move":
            self.wiki.script_move((title, self.title()))
        else:
            self.wiki.script_restore(title)
        return f"{what} {title}"


# How often each is done: by anybody, and by an administrator.
ANYBODY = {Liver.edit: 10, Liver.append: 6, Liver.talk: 2, Liver.move: 5, Liver.exchange: 2, Liver.change_model: 1, Liver.tag: 1,
           Liver.by_script: 1}
ADMINISTRATOR = {**ANYBODY, Liver.move_over: 3, Liver.delete: 4, Liver.restore: 5, Liver.restore_some: 3, Liver.merge: 4,
                 Liver.bring_in: 4, Liver.bring_in_silently: 1, Liver.hide: 4, Liver.show: 2, Liver.hide_a_log: 1,
                 Liver.protect: 3, Liver.rename: 1}
