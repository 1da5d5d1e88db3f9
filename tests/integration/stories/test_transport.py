# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a wiki as it is out there: nginx before php-fpm, TLS by an authority of the lab, HTTP/2, compressed answers."""
import os
import re
import tempfile
from pathlib import Path

from lab import movilab
from lab.faults import FaultProxy
from lab.story import Story
from lab.tls import OLD, CutLine, TlsServer
from lab.wiki import Wiki

EXPORTS = ("items", "revisions", "resources", "changes")
REFUSED = {"expired": "certificate has expired", "of another name": "subject name", "self-signed": "self-signed certificate"}


class Transport(Story):
    """One wiki behind TLS, which nobody edits; each story harvests it anew."""

    @classmethod
    def setUpClass(cls):
        cls.place = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))
        os.chmod(cls.place, 0o755)      # php-fpm does not serve as root
        cls.wiki = cls.enterClassContext(Wiki(cls.place / "wiki", template=movilab.template(), server=TlsServer, workers=2))
        cls.server = cls.wiki.server_

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))

    def behind(self, api, trust=True):
        """Moisson that asks there, and trusts the authority of the lab."""
        options = f'ca_file = "{self.server.ca}"' if trust else ""
        self.moisson = self.moisson_for(api, f"moisson-{len(list(self.folder.iterdir()))}", options=options)
        return self.moisson

    def harvest_through(self, door):
        """A whole first harvest through that door: its run, and what was answered."""
        before = len(self.server.answers(door))
        self.behind(self.server.api(door))
        run = self.harvested()
        self.assert_same()
        return run, self.server.answers(door)[before:]

    def exports(self):
        """What would be exported, whatever the port at which the wiki was asked."""
        return {what: re.sub(rb"127\.0\.0\.1:\d+", b"wiki", self.moisson.export_bytes(what)) for what in EXPORTS}


class Connections(Transport):
    def test_http_2_is_spoken_where_the_server_does(self):
        _, answers = self.harvest_through("brotli")
        self.assertEqual({(answer["protocol"], answer["tls"]) for answer in answers}, {("HTTP/2.0", "TLSv1.3")})

    def test_a_whole_harvest_needs_one_connection(self):
        for door in ("brotli", OLD):
            with self.subTest(door=door):
                run, answers = self.harvest_through(door)
                self.assertEqual(len({answer["connection"] for answer in answers}), 1)
                self.assertEqual([answer["nth"] for answer in answers], list(range(1, len(answers) + 1)))
                self.assertEqual(run["requests"], len(answers), "it counts its requests as the server does")
                self.assertGreater(len(answers), 10)

    def test_http_1_is_spoken_where_the_server_knows_no_other(self):
        _, answers = self.harvest_through(OLD)
        self.assertEqual({answer["protocol"] for answer in answers}, {"HTTP/1.1"})

    def test_a_line_cut_anywhere_is_taken_up_again(self):
        with CutLine(self.server.ports["brotli"]) as line:
            for place in (0, 3_000, 40_000):            # in the handshake, in a small answer, in a large one
                with self.subTest(place=place):
                    before, connections = line.cuts, line.connections
                    self.behind(line.api)
                    line.cut_after(place)
                    run = self.harvested()
                    self.assertEqual(line.cuts, before + 1, "nothing was cut")
                    self.assertEqual(line.connections, connections + 2)
                    self.assert_same()
                    self.assertLess(run["seconds"], 10)

    def test_a_daemon_goes_on_when_its_connection_dies_between_two_polls(self):
        with CutLine(self.server.ports["brotli"]) as line:
            self.behind(line.api)
            self.moisson.start()
            self.harvested()
            line.cut_after(0)
            run = self.harvested()
            self.assertEqual((line.cuts, line.connections), (1, 2))
            self.assertLess(run["seconds"], 3)
            self.assert_same()


class Encodings(Transport):
    def test_all_that_libcurl_understands_is_asked_for(self):
        _, answers = self.harvest_through("brotli")
        for word in ("gzip", "br", "zstd"):
            self.assertEqual({word in answer["accepts"] for answer in answers}, {True}, word)

    def test_an_answer_compressed_by_any_of_them_says_the_same_and_is_small(self):
        run, answers = self.harvest_through("plain")
        self.assertEqual({answer["encoding"] for answer in answers}, {""})
        expected, whole = self.exports(), run["bytes"]
        for door, encoding, share in (("gzip", "gzip", 0.3), ("brotli", "br", 0.3)):
            with self.subTest(encoding=encoding):
                run, answers = self.harvest_through(door)
                large = {answer["encoding"] for answer in answers if answer["bytes"] > 256}
                self.assertEqual(large, {encoding})
                self.assertLess(run["bytes"], whole * share)
                self.assertEqual(self.exports(), expected)

    def test_a_server_that_has_zstd_is_understood(self):
        self.behind(self.wiki.api)
        self.harvested()
        expected = self.exports()
        with FaultProxy(self.wiki.port, compressing=True) as proxy:
            self.behind(proxy.api)
            self.harvested()
            self.assertEqual({asked.encoding for asked in proxy.asked}, {"zstd"})
        self.assert_same()
        self.assertEqual(self.exports(), expected)


class Trust(Transport):
    def must_be_refused(self, line, *words):
        """Exit 1, one line with cause and remedy, nothing written, one attempt."""
        attempts = line.connections
        before = self.exports()
        said = self.moisson.harvest()
        run = self.must_say(said, "failed", 1)
        told = [text for text in said.err.splitlines() if "certificate" in text or "redirects" in text]
        self.assertEqual(len(told), 1, str(said))
        for word in words:
            self.assertIn(word, told[0])
        self.assertEqual((run["requests"], line.connections - attempts), (1, 1), "it was tried again")
        self.assertEqual(self.exports(), before)

    def test_a_certificate_that_does_not_verify_is_refused(self):
        for door, cause in REFUSED.items():
            with self.subTest(certificate=door), CutLine(self.server.ports[door]) as line:
                self.behind(line.api)
                self.must_be_refused(line, "certificate does not verify", cause, "cannot be switched off")
                self.assertEqual(self.moisson.export("items"), [])
                self.assertEqual(self.server.answers(door), [], "it was spoken to all the same")

    def test_an_authority_that_nobody_named_is_refused_and_the_remedy_named(self):
        with CutLine(self.server.ports["brotli"]) as line:
            self.behind(line.api, trust=False)
            self.must_be_refused(line, "certificate does not verify", "issuer", "ca_file")

    def test_a_certificate_that_expires_keeps_what_we_know_until_it_is_renewed(self):
        with CutLine(self.server.ports["brotli"]) as line:
            self.behind(line.api)
            self.harvested()
            line.target = self.server.ports["expired"]
            self.must_be_refused(line, "certificate has expired")
            line.target = self.server.ports["brotli"]
            self.harvested()
            self.assert_same()

    def test_a_redirect_to_another_host_or_to_plain_http_is_refused_and_both_are_named(self):
        for door, target in (("elsewhere", f"https://localhost:{self.server.ports['brotli']}/api.php"),
                             ("unprotected", f"http://127.0.0.1:{self.wiki.port}/api.php")):
            with self.subTest(door=door), CutLine(self.server.ports[door]) as line:
                self.wiki.forget_requests()
                self.behind(line.api)
                self.must_be_refused(line, line.api, f"redirects to {target}", "configuration")
                self.assertEqual([answer["status"] for answer in self.server.answers(door)], [301])
                self.assertEqual(self.wiki.requests(), [], "it went there all the same")

    def test_the_private_authority_counts_when_a_source_is_probed_and_checked(self):
        self.behind(self.server.api("brotli"))
        self.assertEqual(self.moisson.run("check").code, 0)
        said = self.moisson.run("probe", "movilab")
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("MediaWiki", said.out)
        self.moisson.configure(self.server.api("brotli"), 'ca_file = "/nowhere/ca.pem"')
        said = self.moisson.run("check")
        self.assertEqual(said.code, 78, str(said))
        self.assertIn("/nowhere/ca.pem", said.err)
