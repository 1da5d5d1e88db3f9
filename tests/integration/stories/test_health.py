# SPDX-License-Identifier: GPL-3.0-or-later
"""How alive resources are: why a page is called what it is called, and what time makes of it."""
import datetime
import http.client
import json
import socket

from lab import movilab
from lab.contract import breaches
from lab.recipe import PASSWORD
from lab.story import Story

FIELD = "Le champ commun"
ELSEWHERE = "Un autre champ"
DAY_S = 86400


def days_ago(days):
    when = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
    return when.strftime("%Y%m%d%H%M%S")


def revision(days, text, user="XavCC"):
    return {"title": FIELD, "text": "{{Commun|shortdescription=%s}}" % text, "user": user, "at": days_ago(days)}


def asked_through(path, question):
    """The lines that the daemon answers on its socket: the command reads the store itself where it may."""
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(str(path))
    try:
        connection.request("GET", question)
        return [json.loads(line) for line in connection.getresponse().read().splitlines()]
    finally:
        connection.close()


class Health(Story):
    template = staticmethod(movilab.template)

    def why(self, *words):
        said = self.moisson.run("why", FIELD, *words)
        self.assertEqual(said.code, 0, str(said))
        return said.out

    def test_a_page_worked_on_by_people_a_robot_and_a_vandal_says_what_counts_and_what_does_not(self):
        self.wiki.admin.create_account("Bot de Movilab", PASSWORD)
        self.wiki.write_pages([
            *(revision(days, f"Des graines, {days}") for days in (700, 600, 500, 300, 200, 120, 60, 20)),
            revision(15, "Des graines, par un robot", "Bot de Movilab"),
            revision(10, "Tout effacé", "Yoann"),
            revision(9, "Des graines, par un robot")])
        self.harvested()
        said = self.why()
        self.assertTrue(said.startswith(f"Le commun « {FIELD} » (movilab-"), said)
        self.assertRegex(said, r"(?m)^Vivant : environ \d+ % de chances que la fiche soit modifiée d'ici 12 mois\. "
                               r"5 semaines actives sur les 12 derniers mois, 3 l'année d'avant : ")
        self.assertIn("Fragile : une seule personne porte plus de la moitié de l'activité.", said)
        self.assertIn("À appeler : XavCC (activité publique en ", said)
        self.assertIn("Non comptées : 1 modification de robot, 1 annulation, 1 contribution annulée.", said)
        shown = self.why("--for", "public")
        for secret in ("chances", "XavCC", "Fragile"):
            self.assertNotIn(secret, shown)
        self.assertIn("Il manque : un contact", shown)
        line = self.moisson.run("why", FIELD, "--json", "--for", "routers").one
        alone = {sentence["id"]: sentence for sentence in line["why"]}
        self.assertEqual(len(alone["not_counted"]["revisions"]), 3)
        self.assertRegex(self.moisson.run("show", FIELD).out, r"(?m)^  health +vivant$")

    def test_what_leaves_as_json_is_under_the_published_schema_and_for_the_public_unless_asked(self):
        self.harvested()
        for words in ((), ("--for", "routers"), ("--label", "naissant"), ("--kind", "lieu")):
            said = self.moisson.run("health", "--json", *words)
            self.assertEqual(said.code, 0, str(said))
            self.assertEqual(breaches(said.lines, "health"), [])
            self.assertEqual({line["for"] for line in said.lines} - {"routers" if "routers" in words else "public"}, set())
        self.assertTrue(self.moisson.run("health", "--json").lines)
        schema = json.loads(self.moisson.run("schema", "--health").out)
        self.assertEqual(schema["title"], "La santé d'une ressource")

    def test_a_time_zone_that_does_not_exist_is_told_with_its_line_and_the_nearest(self):
        self.harvested()
        written = self.moisson.config.read_text(encoding="utf-8")
        self.moisson.config.write_text('time_zone = "Europe/Pariss"\n' + written, encoding="utf-8")
        for words in (("check",), ("health",)):
            said = self.moisson.run(*words)
            self.assertEqual(said.code, 78, str(said))
            self.assertIn(f'{self.moisson.config}:1:', said.err)
            self.assertIn('did you mean "Europe/Paris"', said.err)
        self.moisson.config.write_text('time_zone = "America/Cayenne"\n' + written, encoding="utf-8")
        self.assertEqual(self.moisson.run("check").code, 0)

    def test_an_export_says_how_each_resource_is_to_whom_it_is_for_and_is_the_same_as_long_as_nothing_happens(self):
        self.harvested()
        shown = {row["id"]: row for row in self.moisson.export("resources") if row["health"]}
        told = self.moisson.run("export", "resources", "--for", "routers")
        self.assertEqual(breaches(told.lines), [])
        whole = {row["id"]: row for row in told.lines if row["health"]}
        self.assertEqual(set(shown), set(whole))
        self.assertIn("orphelin", {row["health"]["label"] for row in whole.values()})
        self.assertEqual({row["health"]["label"] for row in shown.values()}, {"en_veille", None})
        listed = {line["id"]: line for line in self.moisson.run("health", "--json").lines}
        self.assertEqual(set(listed), set(shown))
        for resource, line in listed.items():
            for member in ("for", "label", "since", "missing"):
                self.assertEqual(shown[resource]["health"][member], line[member], f"{member} of {resource}")
        self.assertEqual(self.moisson.export_bytes("resources"), self.moisson.export_bytes("resources"))
        self.assertEqual(self.moisson.run("export", "changes", "--for", "public").code, 2)

    def test_places_and_events_are_listed_and_counted_though_they_have_no_label(self):
        self.harvested()
        said = self.moisson.run("health").out
        self.assertRegex(said, r"(?m)^L'évènement « .+ » : passé \(movilab-\d+\)$")
        self.assertRegex(said, r"(?m)^Le lieu « .+ » : informations à revérifier \((environ|au plus) \d*[05] sur 100\) \(movilab-\d+\)$")
        self.assertRegex(said, r"(?m)^\d+ × passé$")
        source = self.moisson.run("status", "--json").one["sources"][0]
        kinds = [line["kind"] for line in self.moisson.run("health", "--json").lines]
        self.assertEqual(sum(source["events"].values()), kinds.count("evenement"))
        self.assertEqual(sum(source["answers"].values()), sum(map(kinds.count, ("lieu", "organisation", "reseau"))))
        found = self.moisson.run("find", "rencontre", "fabriques", "--json").one["found"][0]["health"]
        self.assertEqual((found["for"], found["happening"], found["words"]), ("public", "passe", "passé"))

    def test_a_broken_grid_is_told_where_it_would_be_used_and_nowhere_else(self):
        self.harvested()
        grid = self.moisson.config.parent / "grids" / "lieu.toml"
        grid.parent.mkdir()
        grid.write_text("[[criterion]]\nis = 'contact'\n", encoding="utf-8")
        for words in (("export", "resources"), ("find", "commun"), ("show", FIELD), ("health",)):
            said = self.moisson.run(*words)
            self.assertEqual(said.code, 78, str(said))
            self.assertIn(f"{grid}:1:", said.err)
        for words in (("status",), ("export", "changes"), ("changes",)):
            self.assertEqual(self.moisson.run(*words).code, 0, words)

    def test_a_mistyped_resource_or_label_is_told_with_the_nearest(self):
        self.wiki.write_pages([revision(20, "Des graines")])
        self.harvested()
        for words, meant in ((("why", "Le champ comun"), FIELD), (("health", "--label", "vivent"), "vivant")):
            said = self.moisson.run(*words)
            self.assertEqual(said.code, 2, str(said))
            self.assertIn(f'did you mean "{meant}"', said.err)
        self.assertEqual(self.moisson.run("health", "--label", "orphelin", "--for", "public").code, 2)
        self.assertEqual(self.moisson.run("wake", "--limit", "beaucoup").code, 2)

    def test_a_running_daemon_answers_as_the_store_does(self):
        self.wiki.write_pages([revision(days, f"{days}") for days in (300, 200, 20)])
        self.harvested()
        asked = (("why", FIELD), ("health",), ("health", "--json", "--label", "en_veille"), ("wake",), ("health", "--kind", "lieu"),
                 ("health", "--kind", "evenement", "--for", "public"), ("find", "commun"), ("export", "resources"), ("show", FIELD))
        alone = [self.moisson.run(*words).out for words in asked]
        self.assertIn("STATUS=suit 1 source", self.moisson.start().states)
        through = {words: asked_through(self.moisson.socket, "/v1/export/resources" + words) for words in ("", "?for=routers")}
        beside = [self.moisson.run(*words).out for words in asked]
        self.assertEqual(self.moisson.stop(), 0)
        self.assertEqual(through[""], self.moisson.run("export", "resources").lines)
        self.assertEqual(through["?for=routers"], self.moisson.run("export", "resources", "--for", "routers").lines)
        self.assertNotEqual(*through.values())
        for words, one, other in zip(asked, alone, beside):
            self.assertTrue(one, words)
            if "--json" not in words:    # which says at what instant it was true
                self.assertEqual(one, other, words)
        self.assertEqual(self.moisson.run("why", "Introuvable").code, 2)


class Time(Story):
    template = staticmethod(movilab.template)

    def setUp(self):
        super().setUp()
        self.moisson = self.moisson_for(self.wiki.api, "later", world={"MOISSON_LAB_AHEAD_S": "0"})

    def days_pass(self, days):
        self.moisson.world["MOISSON_LAB_AHEAD_S"] = str(int(self.moisson.world["MOISSON_LAB_AHEAD_S"]) + days * DAY_S)

    def label(self, *words):
        return self.moisson.run("why", FIELD, "--json", *words).one["health"]["label"]

    def test_a_page_that_nobody_touches_falls_asleep_and_then_has_nobody_to_call(self):
        self.wiki.write_pages([revision(10, "Des graines")])
        self.harvested()
        self.assertEqual(self.label("--for", "routers"), "naissant")
        self.days_pass(200)
        self.assertEqual(self.label("--for", "routers"), "en_veille")
        self.days_pass(800)
        self.assertEqual(self.label("--for", "routers"), "orphelin")
        self.assertEqual(self.label(), "en_veille", "the public does not tell these apart")
        queue = self.moisson.run("wake", "--limit", "1000").out
        self.assertIn(f"Le commun « {FIELD} »", queue)
        self.assertIn("Orphelin : moins de 5 % de chances que la fiche soit modifiée d'ici 12 mois", queue)
        self.harvested()
        told = [row for row in self.moisson.run("transitions", "--json", "--for", "routers").lines if row["title"] == FIELD]
        self.assertEqual([row["to"] for row in told], ["naissant", "en_veille", "orphelin"])
        self.assertEqual(told[-1]["trigger"], "silence")
        self.assertNotIn("orphelin", self.moisson.run("transitions", "--json").out)
        self.assertIn("en veille → orphelin : le temps a passé", self.moisson.run("transitions").out)


class Persons(Story):
    """Two accounts that are one person's: who says so, what it changes, and what is left of it when the daemon dies."""
    template = staticmethod(movilab.template)

    def label(self):
        return self.moisson.run("why", FIELD, "--json", "--for", "routers").one["health"]["label"]

    def say(self, *words):
        said = self.moisson.run("link-person", "movilab", "Ancienne", "movilab", "Nouvelle", *words)
        self.assertEqual(said.code, 0, str(said))

    def assert_sound(self):
        said = self.moisson.run("check", "--health")
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("nothing differs", said.out)

    def test_who_goes_on_under_another_account_can_be_called_and_that_outlives_the_daemon(self):
        for account in ("Ancienne", "Nouvelle"):
            self.wiki.admin.create_account(account, PASSWORD)
        self.wiki.write_pages([
            {"title": FIELD, "text": "{{Commun|shortdescription=Des graines}}", "user": "Ancienne", "at": days_ago(1500)},
            {"title": ELSEWHERE, "text": "{{Commun|shortdescription=D'autres}}", "user": "Nouvelle", "at": days_ago(20)}])
        self.harvested()
        self.assertEqual(self.label(), "orphelin")
        daemon = self.moisson.start()
        self.say()
        self.assertEqual(self.label(), "a_reveiller")
        self.assert_sound()
        daemon.kill()
        self.assertEqual(self.label(), "a_reveiller")
        self.assert_sound()
        self.moisson.start()
        self.say("--undo")
        self.assertEqual(self.label(), "orphelin")
        self.assertEqual(self.moisson.stop(), 0)
        self.assert_sound()

    def test_an_account_that_nobody_has_is_said_to_be_unknown(self):
        self.harvested()
        self.moisson.start()
        said = self.moisson.run("link-person", "movilab", "XavC", "movilab", "Yoann")
        self.assertEqual(said.code, 2, str(said))
        self.assertIn("movilab XavC: no account of that name was ever seen there", said.err)
        self.assertEqual(self.moisson.stop(), 0)
