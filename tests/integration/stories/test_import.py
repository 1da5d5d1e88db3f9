# SPDX-License-Identifier: GPL-3.0-or-later
"""An XML export of a real wiki, taken over: the store is what a harvest would have made it, and the wiki was not asked."""
import bz2
import collections
import gzip
import os
import random
import re
import subprocess

from lab import movilab
from lab.killing import DIED, Doomed
from lab.story import Story, difference

SAID_ONCE = ("items", "revisions", "resources")
KILLS = 6


def renumbered(copy):
    return lambda found: f"<{found[1]}>{int(found[2]) + copy * 1000}<"


class Exported(Story):
    template = staticmethod(movilab.template)

    def dump(self, *words, name="dump.xml"):
        return self.wiki.dump(self.folder / name, *words)

    def import_(self, path, moisson=None):
        return (moisson or self.moisson).run("import", "--json", "movilab", str(path))

    def imported(self, path, outcome="complete", code=0, moisson=None):
        return self.must_say(self.import_(path, moisson), outcome, code)

    def exports(self, moisson=None):
        return {what: (moisson or self.moisson).export_bytes(what) for what in (*SAID_ONCE, "changes")}

    def people_edit(self):
        """Histories, something hidden, an author from elsewhere, a redirect."""
        admin, yoann = self.wiki.admin, self.wiki.person("Yoann")
        yoann.edit("Le WIP", "un & deux < trois\n\n  fin", "« début » & suite")
        hidden = yoann.edit("Le WIP", "secret", "à cacher")
        yoann.edit("Le WIP", "quatre", "suite", minor=True)
        admin.hide([hidden], "user|comment|content")
        yoann.move("Aide:Écrire une fiche", "Aide:Écrire une bonne fiche", "mieux")
        admin.edit("Page de moins", "un")
        admin.delete("Page de moins")


class AnImport(Exported):
    def test_an_export_with_history_makes_the_store_a_harvest_would_have_made(self):
        self.people_edit()
        path = self.dump("--full")
        self.wiki.forget_requests()
        run = self.imported(path)
        self.assertEqual(self.wiki.requests(), [], "the wiki was not asked")
        self.assertEqual((run["requests"], run["bytes"]), (0, path.stat().st_size))
        count = len(self.wiki.items())
        self.assertEqual((run["listed"], run["seen"], run["changed"]), (count, count, 0))
        self.assert_same()
        self.assertEqual(self.moisson.export("changes"), [], "it is part of the baseline: it tells no news")

    def test_the_older_form_of_an_export_is_as_good(self):
        self.people_edit()
        self.imported(self.dump("--full", "--schema-version", "0.10"))
        self.assert_same()

    def test_the_harvest_that_follows_asks_only_what_no_file_tells(self):
        self.people_edit()
        self.imported(self.dump("--full"))
        self.wiki.admin.edit("Le WIP", "cinq", "depuis")
        self.wiki.admin.edit("Une page de plus", "[[Catégorie:Neuve]]", "depuis")
        self.wiki.admin.delete("Mobilité & communs : 100 % libre + ouvert ?", "trop")
        self.wiki.forget_requests()
        self.harvested()
        asked = self.wiki.requests()
        self.assert_same()
        contents = [request["get"] for request in asked if "content" in request["get"].get("rvprop", "")]
        self.assertLessEqual(len(contents), 2, "only what changed since is read")
        spaces = len(self.namespaces)
        self.assertLessEqual(len(asked), 4 + spaces + 6, [request["get"] for request in asked])
        again = self.moisson_for(self.wiki.api, "again")
        self.harvested(moisson=again)
        for what in SAID_ONCE:
            self.assertEqual(self.of_alive(self.moisson, what), self.of_alive(again, what), what)

    def of_alive(self, moisson, what):
        """The export without what a harvest begun later never knew: pages deleted before it."""
        gone = {item["id"] for item in moisson.tombstones()}
        absent = {item["id"] for item in moisson.items()} - self.wiki.judge.alive()
        rows = [row for row in moisson.export(what) if row.get("item", row["id"]) not in gone | absent]
        # Who saw a value at an earlier revision knows better since when it holds.
        return [{name: value for name, value in row.items() if name != "provenance"} for row in rows]

    def test_imported_then_harvested_is_the_same_as_harvested_to_the_byte(self):
        path = self.dump("--full")
        self.imported(path)
        self.harvested()
        imported = self.exports()
        again = self.moisson_for(self.wiki.api, "again")
        self.harvested(moisson=again)
        for what, lines in self.exports(again).items():
            self.assertEqual(imported[what].splitlines(), lines.splitlines(), what)

    def test_after_that_the_polls_go_on_and_tell_news(self):
        self.imported(self.dump("--full"))
        self.harvested()
        self.assertEqual(self.moisson.export("changes"), [])
        self.wiki.admin.edit("Page nouvelle", "{{Commun|shortdescription=Neuf}}", "la première")
        self.harvested()
        self.assert_same()
        self.assertEqual([row["after"] for row in self.changes("Page nouvelle", "@life")], ["alive"])

    def test_an_export_of_the_latest_revisions_leaves_the_history_to_the_harvest(self):
        self.people_edit()
        self.imported(self.dump("--current"))
        items = difference(self.wiki.items(), self.moisson.items(), lambda item: item["id"])
        self.assertEqual(items, "")
        self.wiki.forget_requests()
        self.harvested()
        self.assert_same()
        contents = [request["get"] for request in self.wiki.requests() if "content" in request["get"].get("rvprop", "")]
        self.assertLessEqual(len(contents), 1, "no text is asked again, but for what the feed names")

    def test_an_export_of_a_few_pages_leaves_the_rest_to_the_harvest(self):
        self.wiki.script("dumpBackup.php", "--quiet", "--full")
        titles = self.folder / "titles"
        titles.write_text("Le WIP\n", encoding="utf-8")
        self.imported(self.dump("--full", f"--pagelist={titles}"))
        self.assertEqual([item["title"] for item in self.moisson.items()], ["Le WIP"])
        self.harvested()
        self.assert_same()

    def test_the_same_file_twice_changes_nothing(self):
        path = self.dump("--full")
        self.imported(path)
        once = self.exports()
        self.imported(path)
        self.assertEqual(self.exports(), once)

    def test_an_import_into_a_harvested_store_takes_nothing_back(self):
        path = self.dump("--full")
        self.people_edit()
        self.harvested()
        before = self.exports()
        self.imported(path)
        self.assertEqual(self.exports(), before)
        self.harvested()
        self.assertEqual(self.exports(), before)
        self.assert_same()

    def test_a_file_that_knows_more_than_the_store_is_believed_once_the_wiki_says_so(self):
        self.harvested()
        self.wiki.admin.edit("Le WIP", "plus jeune")
        self.imported(self.dump("--full"), "partial", 3)
        self.harvested()
        self.assert_same()
        self.assertNotEqual(self.changes("Le WIP"), [])

    def test_namespaces_that_are_not_followed_are_counted_and_left(self):
        few = self.moisson_for(self.wiki.api, "few")
        few.namespaces = [0, 10]
        few.configure(self.wiki.api)
        said = self.import_(self.dump("--full"), few)
        run = self.must_say(said, "complete", 0)
        self.assertEqual(run["listed"], len(self.wiki.items([0, 10])))
        self.assertIn("pages of the file are in namespaces that are not followed", said.err)
        self.assertEqual({item["namespace"] for item in few.items()}, {0, 10})


class Packed(Exported):
    def pack(self, path, kind):
        packed = path.with_name(f"{path.name}.{kind}")
        data = path.read_bytes()
        if kind == "gz":
            packed.write_bytes(gzip.compress(data[:100_000]) + gzip.compress(data[100_000:]))
        elif kind == "bz2":
            packed.write_bytes(bz2.compress(data[:100_000]) + bz2.compress(data[100_000:]))
        else:
            subprocess.run(["zstd", "-q", "-o", str(packed), str(path)], check=True)
        return packed

    def test_a_packed_export_is_the_same_export(self):
        self.people_edit()
        path = self.dump("--full")
        self.imported(path)
        plain = self.exports()
        for kind in ("gz", "bz2", "zst"):
            with self.subTest(kind=kind):
                packed = self.pack(path, kind)
                moisson = self.moisson_for(self.wiki.api, kind)
                misnamed = packed.rename(self.folder / f"{kind}.xml")     # recognised by its bytes, not by its name
                run = self.imported(misnamed, moisson=moisson)
                self.assertEqual(run["bytes"], misnamed.stat().st_size)
                self.assertEqual(self.exports(moisson), plain)

    def test_a_packed_export_that_was_cut_or_damaged_keeps_what_came_before(self):
        path = self.dump("--full")
        for kind in ("gz", "bz2", "zst"):
            with self.subTest(kind=kind):
                data = self.pack(path, kind).read_bytes()
                cut = self.folder / f"cut-{kind}"
                cut.write_bytes(data[:len(data) * 9 // 10])
                said = self.import_(cut, self.moisson_for(self.wiki.api, f"cut-{kind}-state"))
                self.assertIn(said.code, (2, 3), str(said))     # 2: not even the head could be unpacked
                self.assertRegex(said.err, r"byte \d+ of the file")
                damaged = self.folder / f"damaged-{kind}"
                damaged.write_bytes(data[:len(data) // 2] + b"\x00\xff" * 50 + data[len(data) // 2 + 100:])
                said = self.import_(damaged, self.moisson_for(self.wiki.api, f"damaged-{kind}-state"))
                self.assertIn(said.code, (2, 3), str(said))
                self.assertRegex(said.err, r"byte \d+")


class Broken(Exported):
    def test_an_export_that_was_cut_keeps_the_pages_before_and_names_the_place(self):
        path = self.dump("--full")
        data = path.read_bytes()
        cut = self.folder / "cut.xml"
        cut.write_bytes(data[:len(data) - 20_000])
        said = self.import_(cut)
        run = self.must_say(said, "partial", 3)
        self.assertGreater(run["seen"], 10)
        self.assertRegex(run["error"], r"byte \d+.*the file ends before the export does")
        self.assertRegex(said.err, r"byte \d+")
        self.harvested()
        self.assert_same()

    def test_what_no_export_has_is_refused_at_its_place(self):
        text = self.dump("--full").read_text("utf-8")
        pages = [found.start() for found in re.finditer("  <page>", text)]
        odd = self.folder / "odd.xml"
        odd.write_text(text[:pages[20]] + "<!DOCTYPE a [<!ENTITY b 'c'>]>" + text[pages[20]:], encoding="utf-8")
        run = self.must_say(self.import_(odd), "partial", 3)
        self.assertIn(f"byte {len(text[:pages[20]].encode())}", run["error"])

    def test_a_page_that_cannot_be_read_is_named_and_holds_up_no_other(self):
        text = self.dump("--full").read_text("utf-8")
        odd = self.folder / "odd.xml"
        place = text.index("<title>Le WIP</title>")
        revision = text.index("<timestamp>", place)
        odd.write_text(text[:revision] + "<timestamp>hier</timestamp><odd>" + text[revision + 11:].replace(
            "</timestamp>", "</odd>", 1), encoding="utf-8")
        run = self.must_say(self.import_(odd), "partial", 3)
        self.assertEqual(run["listed"], len(self.wiki.items()))
        self.harvested()
        self.assert_same()

    def test_what_is_no_export_is_a_mistake_of_whoever_asks(self):
        other = self.folder / "other.xml"
        other.write_text("<html><body>404</body></html>", encoding="utf-8")
        for path in (other, self.folder / "absent.xml", self.folder):
            said = self.import_(path)
            self.assertEqual(said.code, 2, str(said))
            self.assertIn(str(path), said.err)
        self.assertEqual(self.moisson.run("import", "nobody", str(other)).code, 2)
        self.assertEqual(self.moisson.run("import", "movilab").code, 2)

    def test_the_export_of_another_wiki_is_refused(self):
        text = self.dump("--full").read_text("utf-8")
        other = self.folder / "other.xml"
        other.write_text(re.sub(r"<base>[^<]*", "<base>https://ailleurs.example/wiki/Accueil", text), encoding="utf-8")
        said = self.import_(other)
        self.assertEqual(said.code, 7, f"nothing is known yet but the address: {said}")
        self.harvested()
        self.imported(other)       # by now the wiki has told its name, and that is the same
        other.write_text(other.read_text("utf-8").replace("<sitename>Movilab<", "<sitename>Ailleurs<"), encoding="utf-8")
        said = self.import_(other)
        self.assertEqual(said.code, 7, str(said))
        self.assertIn("Ailleurs", said.err)

    def test_the_running_daemon_imports_it_between_two_polls(self):
        path = self.dump("--full")
        self.moisson.start()
        run = self.imported(path)
        self.assertEqual(run["listed"], len(self.wiki.items()))
        self.wiki.person("XavCC").append("Le WIP", "\nun mot de plus")
        self.must_say(self.moisson.run("resync", "movilab", "--json"), "complete", 0)
        for wrong in (self.folder / "absent.xml", self.folder):
            said = self.import_(wrong)
            self.assertEqual(said.code, 2, str(said))
            self.assertIn(str(wrong), said.err)
            self.assertIn("its own user", said.err)
        self.assertEqual(self.moisson.stop(), 0)
        self.assert_same()


class Killed(Exported):
    """A larger export, killed before and after its transactions and at random moments, then simply asked for again."""

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("MOISSON_LAB_SEED", random.SystemRandom().randrange(10**6)))
        self.random = random.Random(self.seed)
        self.doomed = Doomed(self.moisson)

    def large(self):
        """The pages of the export, several times under other numbers: some transactions of it."""
        text = self.dump("--full").read_text("utf-8")
        first, last = text.index("  <page>"), text.rindex("</mediawiki>")
        pages = [page for page in re.findall(r"  <page>.*?</page>\n", text[first:last], re.S) if len(page) < 100_000]
        path = self.folder / "large.xml"
        with path.open("w", encoding="utf-8") as out:
            out.write(text[:first])
            for copy in range(40):
                for page in pages:
                    page = re.sub(r"<(id|parentid|origin)>(\d+)<", renumbered(copy), page)
                    out.write(page.replace("</title>", f" {copy}</title>"))
            out.write(text[last:])
        return path

    def killed(self, path, **world):
        process = self.doomed.start_("MOISSON_LAB_BIN", "moisson-lab", ["import", "--json", "movilab", str(path)], **world)
        process.communicate(timeout=300)
        return process.returncode

    def test_an_import_killed_anywhere_goes_on_where_it_stood(self):
        path = self.large()
        self.doomed.restore(None)
        count = self.folder / "count"
        self.assertEqual(self.killed(path, MOISSON_LAB_COUNT=str(count)), 0)
        expected = self.exports()
        commits = count.read_text("ascii").count("B")
        self.assertGreater(commits, 3)
        fell = collections.Counter()
        for _ in range(KILLS):
            place, turn = self.random.choice(("before", "after")), self.random.randrange(1, commits + 1)
            with self.subTest(place=place, turn=turn, seed=self.seed):
                self.doomed.restore(None)
                fell[self.killed(path, MOISSON_LAB_DIE=f"{place}:{turn}")] += 1
                self.imported(path)
                found = self.exports()
                for what, lines in expected.items():
                    self.assertEqual(found[what], lines, f"{what}: not that of an import left in peace")
        self.assertGreaterEqual(fell[DIED], KILLS - 1)
