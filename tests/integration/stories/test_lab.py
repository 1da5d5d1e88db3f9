# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab itself: its judge is right, and it leaves nothing behind."""
import os
import select
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from lab.person import Person
from lab.server import NginxServer
from lab.wiki import Wiki

GONE_MS = 10000

ABANDON = """
import os, signal, sys
sys.path.insert(0, {here!r})
from lab.server import NginxServer, PhpServer
from lab.wiki import Wiki
wiki = Wiki({folder!r}, server={server}).start()
wiki.admin.edit("Le WIP", "ouvert")
print(os.getpid(), flush=True)
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""

FOREIGN_PAGE = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="fr"><page>
<title>Rencontre des fabriques 2021</title><ns>0</ns><id>7</id><revision><id>9</id><timestamp>2021-09-20T08:00:00Z</timestamp>
<contributor><username>Gabriel</username><id>3</id></contributor><comment>compte rendu</comment><model>wikitext</model>
<format>text/x-wiki</format><text xml:space="preserve">:::warning</text></revision></page></mediawiki>"""


def family(pid):
    """A process and all that it started, seen in /proc."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found


class TheLab(unittest.TestCase):
    def abandon(self, server):
        """Kills a lab outright while its wiki runs; True when every process of it then ends by itself."""
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            code = ABANDON.format(here=str(Path(__file__).resolve().parents[1]), folder=folder + "/wiki", server=server)
            with subprocess.Popen(["/usr/bin/python3", "-Bc", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as lab:
                pid = int(lab.stdout.readline())
                ends = [os.pidfd_open(member) for member in family(pid)]
                lab.stdin.write(b"\n")
                lab.stdin.flush()
                lab.wait()
            self.assertEqual(lab.returncode, -signal.SIGKILL)
            self.assertGreater(len(ends), 5, "the wiki's processes were not seen")
            for end in ends:
                poll = select.poll()
                poll.register(end, select.POLLIN)
                self.assertTrue(poll.poll(GONE_MS), "a process of the wiki outlived the lab")
                os.close(end)

    def test_nothing_outlives_a_lab_that_is_killed_outright(self):
        self.abandon("PhpServer")

    def test_nothing_outlives_a_killed_lab_behind_nginx(self):
        self.abandon("NginxServer")

    def test_a_wiki_that_is_stopped_comes_back_on_the_same_port_with_its_pages(self):
        with Wiki() as wiki:
            wiki.admin.edit("Le WIP", "fermé depuis juillet")
            port = wiki.port
            wiki.stop()
            with self.assertRaises(OSError):
                Person(port).call(action="query")
            wiki.start()
            self.assertEqual(wiki.port, port)
            self.assertEqual(wiki.admin.text("Le WIP"), "fermé depuis juillet")

    def test_the_judge_says_what_the_wiki_says_of_itself(self):
        with Wiki() as wiki:
            admin = wiki.admin
            admin.edit("Utilisateur:XavCC/Brouillon", "texte", "un début")
            wiki.person("XavCC").edit("Utilisateur:XavCC/Brouillon", "texte 2", "une suite « ici »", minor=True)
            wiki.person("XavCC").move("Utilisateur:XavCC/Brouillon", "Déclaration d’indépendance", "prêt")
            admin.import_pages(FOREIGN_PAGE)
            hidden = admin.edit("Déclaration d’indépendance", "texte 3", "à cacher")
            admin.edit("Déclaration d’indépendance", "texte 4")
            admin.hide([hidden], "user|comment|content", suppress=True)
            self.assertEqual(wiki.revisions(), said_by_the_api(wiki))
            self.assertEqual(len(wiki.revisions()), 9)
            self.assertIn("fabmob>Gabriel", {revision["actor"] for revision in wiki.revisions()})
            by_title = {item["title"]: item for item in wiki.items()}
            self.assertEqual(by_title["Utilisateur:XavCC/Brouillon"]["redirect_to"], "Déclaration d’indépendance")

    def test_the_wiki_behind_nginx_is_the_same_wiki(self):
        with Wiki(server=NginxServer) as wiki:
            for number in range(3):
                wiki.admin.edit("La Bulloterie", f"étape {number}")
            self.assertEqual(wiki.revisions(), said_by_the_api(wiki))

    def test_requests_are_counted_without_those_of_the_people(self):
        with Wiki() as wiki:
            wiki.admin.edit("Accueil", "bonjour")
            self.assertEqual(wiki.requests(), [])
            subprocess.run(["curl", "-sf", "-o", "/dev/null", f"{wiki.api}?action=query&list=recentchanges"], check=True)
            self.assertEqual([request["get"]["list"] for request in wiki.requests()], ["recentchanges"])


def said_by_the_api(wiki):
    """All revisions as a visitor reads them, in the form of the export."""
    visitor = Person(wiki.port)
    said = visitor.call(action="query", list="allrevisions", arvlimit="max",
                        arvprop="ids|timestamp|user|comment|size|sha1|flags")
    rows = []
    for page in said["query"]["allrevisions"]:
        for r in page["revisions"]:
            rows.append({"source": "movilab", "item": str(page["pageid"]), "id": str(r["revid"]),
                         "parent": str(r["parentid"]) if r["parentid"] else None, "at": r["timestamp"],
                         "actor": r.get("user"), "size": r["size"], "sha1": r.get("sha1"), "minor": r["minor"],
                         "comment": r.get("comment")})
    return sorted(rows, key=lambda r: (r["item"].encode(), int(r["id"])))


