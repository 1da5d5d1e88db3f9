# SPDX-License-Identifier: GPL-3.0-or-later
"""The first harvest of a real wiki: everything arrives, nothing is news, and it costs no more requests than it must."""
from lab import movilab, recipe
from lab.story import Story, difference

CONTENTS_A_REQUEST = 50
REVISIONS_A_REQUEST = 500
OVERHEAD = 4            # requests that do not depend on the size of the wiki
LONG_HISTORY = 620


def ceiling(count, step):
    return -(-count // step)


def long_history(folder):
    """A wiki one page of which has been corrected by several people for years."""
    people = ["XavCC", "AurélienMarty", "SimonSarazin", "Yoann", "192.0.2.17", "fabmob>Gabriel"]
    wiki = movilab.Wiki(folder)
    wiki.write_pages([{
        "title": "Le carnet de bord", "user": people[number % len(people)], "minor": number % 7 == 0,
        "at": f"{2014 + number // 60}{number // 5 % 12 + 1:02}{number % 5 * 5 + 1:02}120000",
        "comment": f"jour {number} — « on note tout »", "text": "On note tout.\n" + f"* jour {number}\n" * (number % 9 + 1),
    } for number in range(LONG_HISTORY)])


class FirstHarvest(Story):
    template = staticmethod(movilab.template)

    def test_everything_the_wiki_has_arrives_and_nothing_is_news(self):
        run = self.harvested()
        self.assert_same()
        count = len(self.wiki.items())
        self.assertEqual((run["source"], run["listed"], run["seen"], run["changed"]), ("movilab", count, count, 0))
        self.assertEqual(self.moisson.export("changes"), [], "the first harvest is the baseline: it tells no news")
        titles = {item["title"] for item in self.moisson.items()}
        self.assertIn(movilab.EMOJI_TITLE, titles)
        self.assertLessEqual({"Déclaration d’indépendance du cyberespace", "Déclaration d'indépendance du cyberespace"}, titles)
        self.assertEqual({item["namespace"] for item in self.moisson.items()} - set(self.namespaces), set())

    def test_it_costs_the_requests_that_the_size_of_the_wiki_demands(self):
        self.wiki.forget_requests()
        run = self.harvested()
        items = self.wiki.items()
        sizes = [sum(item["namespace"] == space for item in items) for space in self.namespaces]
        needed = sum(ceiling(max(size, 1), CONTENTS_A_REQUEST) for size in sizes)
        needed += ceiling(len(self.wiki.judge.rows("SELECT 1 FROM revision")), REVISIONS_A_REQUEST)
        asked = self.wiki.requests()
        self.assertEqual(run["requests"], len(asked), "it counts its own requests as the server does")
        self.assertLessEqual(len(asked), needed + OVERHEAD, f"{needed} would do: {[request['get'] for request in asked]}")
        self.assertGreater(run["bytes"], movilab.BIG_BYTES // 100)

    def test_it_says_who_it_is_at_each_request(self):
        self.harvested()
        agents = {request["agent"] for request in self.wiki.requests()}
        self.assertEqual(len(agents), 1)
        self.assertRegex(agents.pop(), r"(?i)^moisson/\d+\.\d+.*labo@example\.org")

    def test_exports_are_sorted_and_the_same_store_gives_the_same_bytes(self):
        self.harvested()
        for what in ("items", "revisions", "resources", "changes"):
            self.assertEqual(self.moisson.export_bytes(what), self.moisson.export_bytes(what), what)
        ids = [item["id"].encode() for item in self.moisson.export("items")]
        self.assertEqual(ids, sorted(ids))
        owners = [revision["item"].encode() for revision in self.moisson.export("revisions")]
        self.assertEqual(owners, sorted(owners))
        again = self.moisson_for(self.wiki.api, "again")
        self.harvested(moisson=again)
        for what in ("items", "revisions", "resources"):
            self.assertEqual(self.moisson.export_bytes(what), again.export_bytes(what), f"{what} of a second harvest")

    def test_a_page_of_almost_two_million_bytes_is_kept_whole(self):
        self.harvested()
        page = self.item(movilab.BIG_TITLE)
        sizes = [r["size"] for r in self.moisson.export("revisions") if r["item"] == page["id"]]
        self.assertEqual(sizes, [movilab.BIG_BYTES])

    def test_a_title_of_255_bytes_is_found_by_its_name(self):
        self.harvested()
        said = self.moisson.run("show", movilab.EMOJI_TITLE)
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("🐝🐝🐝", said.out)

    def test_a_redirect_lends_its_name_and_is_no_resource(self):
        self.harvested()
        old, new = "Logiciel de gestion et reservation pour tiers lieux", \
            "DOKOS Logiciel libre de gestion et réservation pour tiers lieux"
        self.assertEqual(self.item(old)["redirect_to"], new)
        self.assertNotIn(old, {resource.get("title") for resource in self.moisson.export("resources")})
        self.assertEqual(self.moisson.run("show", new).code, 0)

    def test_a_commun_is_read_through_the_redirect_of_its_template(self):
        self.harvested()
        by_title = {resource["title"]: resource for resource in self.moisson.export("resources")}
        badge = by_title["Système de badge basé sur Dokos"]
        self.assertEqual((badge["kind"], badge["summary"]), ("commun", "Le badge, relié au logiciel de réservation"))
        self.assertNotIn("personne", str(badge.get("contacts")), "what nowiki shows is no value")
        self.assertEqual(by_title["Le WIP"]["kind"], "lieu")
        self.assertEqual(by_title["La ferme des Costauds"]["kind"], "lieu")
        self.assertEqual(by_title["Aide:Écrire une fiche"]["kind"], "page")

    def test_a_value_of_several_lines_with_links_and_bars_is_one_value(self):
        self.harvested()
        by_title = {resource["title"]: resource for resource in self.moisson.export("resources")}
        dokos = by_title["DOKOS Logiciel libre de gestion et réservation pour tiers lieux"]
        self.assertIn("https://dokos.example.org/tiers-lieux?a=b&c=d", dokos["description"])
        self.assertIn("Une ligne vide ne termine pas la valeur.", dokos["description"])
        self.assertEqual(dokos["homepage"], "https://dokos.example.org/tiers-lieux")
        self.assertEqual(len(dokos["organisations"]), 7)

    def test_a_value_that_turns_the_reading_direction_cannot_deceive_a_terminal(self):
        self.harvested()
        said = self.moisson.run("show", "Mobilité & communs : 100 % libre + ouvert ?")
        self.assertEqual(said.code, 0, str(said))
        self.assertNotIn("\u202e", said.out)
        self.assertIn("\\u202e", said.out)


class ALongHistory(Story):
    @staticmethod
    def template():
        return recipe.kept("history", [str(LONG_HISTORY)], long_history)

    def test_a_page_with_620_revisions_arrives_with_all_of_them(self):
        self.harvested()
        self.assert_same()
        page = self.item("Le carnet de bord")
        mine = [r for r in self.moisson.export("revisions") if r["item"] == page["id"]]
        self.assertEqual(len(mine), LONG_HISTORY)
        self.assertEqual({"fabmob>Gabriel", "192.0.2.17"} - {r["actor"] for r in mine}, set())


class AnEmptyWiki(Story):
    def setUp(self):
        super().setUp()
        for table in ("page", "revision", "recentchanges", "logging", "slots", "content", "redirect", "searchindex"):
            self.wiki.execute(f"DELETE FROM {table}")

    def test_an_empty_wiki_never_harvested_is_complete_with_a_warning(self):
        said = self.moisson.harvest()
        run = self.must_say(said, "complete", 0)
        self.assertEqual((run["listed"], run["seen"]), (0, 0))
        self.assertRegex(said.err + run.get("error", ""), r"(?i)empty|no page|nothing")
        self.assertEqual(self.moisson.export("items"), [])

    def test_an_empty_wiki_that_gets_its_first_page_is_followed(self):
        self.harvested()
        self.wiki.admin.edit("Accueil", "Bonjour")
        self.harvested()
        self.assert_same()


class TheComparison(Story):
    def test_the_difference_between_the_wiki_and_the_export_is_seen(self):
        """The comparison itself can fail: a row changed after the harvest is found."""
        self.wiki.admin.edit("Le WIP", "ouvert")
        self.harvested()
        self.wiki.admin.edit("Le WIP", "fermé")
        told = difference(self.wiki.items(), self.moisson.items(), lambda item: item["id"])
        self.assertIn("revision is", told)
