# SPDX-License-Identifier: GPL-3.0-or-later
"""People do not wait until Moisson has finished: whatever they do between two of its requests is right after the next
poll, and is no drift."""
import os
import random

from lab.between import Between
from lab.person import Refused
from lab.polling import COMMUN, Polling, foreign_pages
from lab.story import long

TURNS_EACH = 4


class Happenings:
    """What happens, one after the other; each needs no other to have happened."""

    def __init__(self, wiki):
        self.wiki = wiki

    def edit(self, turn):
        self.wiki.person("Yoann").append("Remorque partagée", f"\nétape {turn}")

    def create(self, turn):
        self.wiki.person("XavCC").edit(f"Essai {turn}", COMMUN % f"Essai {turn}")

    def delete(self, turn):
        self.wiki.admin.delete("Le carnet", f"tour {turn}")

    def delete_and_restore(self, turn):
        self.wiki.admin.delete("Le WIP", f"tour {turn}")
        self.wiki.admin.restore("Le WIP")

    def come_and_go(self, turn):
        self.wiki.person("XavCC").edit(f"Passage {turn}", "éphémère")
        self.wiki.admin.delete(f"Passage {turn}")

    def move(self, turn):
        self.wiki.person("Yoann").move("Le WIP", f"La halle {turn}")

    def exchange(self, turn):
        admin = self.wiki.admin
        for old, new in (("Le WIP", f"Attente {turn}"), ("Remorque partagée", "Le WIP"), (f"Attente {turn}", "Remorque partagée")):
            admin.move(old, new, leave_redirect=False)

    def move_a_template(self, turn):
        self.wiki.admin.move("Modèle:Commun", f"Modèle:Ressource {turn}")

    def publish(self, turn):
        self.wiki.person("Yoann").move("Utilisateur:Yoann/Brouillon", f"Publié {turn}", leave_redirect=False)

    def merge(self, turn):
        self.wiki.admin.merge("Remorque (ancienne)", "Remorque partagée", "2019-01-01T12:00:00Z", f"tour {turn}")

    def bring_in(self, turn):
        self.wiki.admin.import_pages(foreign_pages(("Le WIP", ("2018-03-04T05:06:07Z", "Gabriel")),
                                                   (f"Venue {turn}", ("2018-03-04T05:06:07Z", "Gabriel"))))

    def hide(self, turn):
        revision = self.wiki.person("XavCC").edit("Le carnet", f"de trop {turn}")
        self.wiki.admin.edit("Le carnet", "deux")
        self.wiki.admin.hide([revision], "user|comment|content")

    def protect(self, turn):
        self.wiki.admin.protect("Le WIP", reason=f"tour {turn}")

    def redirect(self, turn):
        self.wiki.admin.edit("Le carnet", "#REDIRECTION [[Le WIP]]", f"tour {turn}")

    ALL = (edit, create, delete, delete_and_restore, come_and_go, move, exchange, move_a_template, publish, merge, bring_in, hide,
           protect, redirect)


class BetweenTwoRequests(Polling):
    def setUp(self):
        super().setUp()
        self.door = self.enterContext(Between(self.wiki.port))
        self.happenings = Happenings(self.wiki)

    def through_the_door(self, name="moisson"):
        moisson = self.moisson_for(self.door.api, name)
        self.moisson = moisson
        return moisson

    def happen(self, turn, what=None):
        try:
            (what or Happenings.ALL[turn % len(Happenings.ALL)])(self.happenings, turn)
        except Refused:
            pass        # its page is gone or taken meanwhile

    def undisturbed(self):
        """A poll in which nothing happens; then everything is right."""
        self.door.told()
        self.door.happens()
        self.polled()

    def test_something_happens_before_each_request_of_a_harvest(self):
        self.through_the_door("harvest")
        self.door.happens(self.happen)
        self.moisson.harvest()
        self.assertGreater(self.door.count, 10)
        self.undisturbed()
        self.assertEqual(self.census("--deep")["drift"], 0)

    def test_something_happens_before_each_request_of_a_poll(self):
        self.through_the_door()
        for first in (0, 4, 8, 12):
            self.happen(first)
            self.door.happens(lambda turn, first=first: self.happen(first + turn))
            self.moisson.harvest()
        self.undisturbed()
        self.assertEqual(self.census("--deep")["drift"], 0)

    def test_something_happens_before_each_request_of_a_census_and_is_no_drift(self):
        self.through_the_door()
        for words, first in (((), 0), (("--deep",), 7)):
            self.happen(first)
            self.door.happens(lambda turn, first=first: self.happen(first + turn))
            said = self.moisson.run("census", "movilab", "--json", *words)
            self.assertEqual(said.one["drift"], 0, str(said))
            self.undisturbed()

    def each_at_some_place(self, run):
        """Each happening alone before one request of that run or another, as a seed decides."""
        seed = int.from_bytes(os.urandom(3), "big")
        chance = random.Random(seed)
        self.door.happens()
        run()
        requests = self.door.count
        for number, what in enumerate(Happenings.ALL * TURNS_EACH):
            turn = chance.randrange(1, requests + 1)
            with self.subTest(what=what.__name__, before=turn, seed=seed):
                self.door.happens(lambda now, turn=turn, what=what, number=number: now == turn and self.happen(number, what))
                run()
                self.undisturbed()

    @long
    def test_each_event_alone_before_a_request_of_a_full_reading(self):
        self.through_the_door()
        self.each_at_some_place(lambda: self.moisson.run("resync", "movilab", "--full", "--json"))

    @long
    def test_each_event_alone_before_a_request_of_a_census(self):
        self.through_the_door()
        self.each_at_some_place(lambda: self.moisson.run("census", "movilab", "--deep", "--json"))
