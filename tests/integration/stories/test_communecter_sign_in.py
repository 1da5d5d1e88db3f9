# SPDX-License-Identifier: GPL-3.0-or-later
"""A place has given us an account: it is used where it is needed, and what it is known by is told to nobody."""
import os
from pathlib import Path

from lab.place import DAY_S, PLACES, PlaceStory
from lab.tls import TlsGate

ACCOUNT = ("zephyrineq", "mot-de-passe-a1")
UNACCEPTED = ("ludivinee", "mot-de-passe-a4")
TOKENS = 'login_path = "auth/login"\nrefresh_path = "auth/refresh"\n'
NO_ADDRESS = "organizations-5a1b2c3d4e5f60718293a4b6"
LOGINS = {"session": "co2/person/authenticate", "bearer": "auth/login"}
# Shown to people who signed in, and to nobody else: then only the account can tell what may be published.
MEMBERS_ONLY = {"html_instead": True, "open_data_filter": "ignored"}


class SignInStory(PlaceStory):
    scopes = (PLACES,)

    def keep(self, *lines, name="account", mode=0o600):
        """A credential in a file."""
        file = self.folder / name
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        file.chmod(mode)
        return file

    def member(self, mode, *lines, more="", name="moisson"):
        """Moisson with an account."""
        return self.member_by(self.keep(*(lines or ACCOUNT)), mode, more, name)

    def member_by(self, file, mode, more="", name="moisson"):
        tokens = TOKENS if mode == "bearer" else ""
        return self.guest(name, options=f'sign_in = "{mode}"\ncredential = "{file}"\n{tokens}{more}')

    def asked(self, path):
        """How often the place was asked for that."""
        return sum(path in request["path"] for request in self.place.requests())

    def members_only(self):
        """Nothing but the account tells what may be published."""
        self.place.set(**MEMBERS_ONLY)

    def token(self):
        return self.place.ask_outside("auth/login", {"email": ACCOUNT[0], "password": ACCOUNT[1]})["accessToken"]


class Modes(SignInStory):
    def test_without_a_word_of_it_nobody_signs_in(self):
        self.harvested()
        self.assertEqual((self.asked("authenticate"), self.asked("person/logged"), self.asked("auth/")), (0, 0, 0))

    def test_with_an_account_what_is_shown_to_members_alone_is_known(self):
        self.members_only()
        self.harvested()
        self.assertEqual(self.shown(), set(), "nobody tells what may be published")
        for mode in ("session", "basic", "bearer"):
            with self.subTest(mode=mode):
                self.place.forget_requests()
                moisson = self.member(mode, name=mode)
                run = self.harvested(moisson=moisson)
                self.assert_published(moisson=moisson)
                self.assertIn("element/get", "".join(request["path"] for request in self.place.requests()))
                self.assertLessEqual(self.asked(LOGINS.get(mode, "person/logged")), 1, "signed in more than once")
                # A site of pages does not know `json`: asking for it is how the probe finds out.
                self.assertEqual([request for request in self.place.requests() if request["unknown"] not in ([], ["json"])], [])
                self.assertEqual(run["outcome"], "complete")

    def test_a_site_of_2018_is_asked_by_its_session(self):
        self.place.set(dialect="legacy2018")
        anywhere = self.place.public(("", [("searchType[]", "organizations"), ("notSourceKey", "true")]))
        for mode in ("session", "basic"):
            with self.subTest(mode=mode):
                moisson = self.member(mode, name=mode)
                self.harvested(moisson=moisson)
                shown = self.shown(moisson)     # in 2018 a tag was found in any case: Q18
                self.assertEqual((self.place.public(PLACES) - shown, shown - anywhere), (set(), set()))

    def test_a_token_given_in_advance_is_enough(self):
        self.members_only()
        moisson = self.member("bearer", self.token())
        self.place.forget_requests()
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)
        self.assertEqual(self.asked("auth/"), 0)

    def test_lists_are_read_as_anybody_may(self):
        """What an account sees more of is not for publication: a place that is private is seen by its members alone."""
        self.place.do("make_private", "organizations-5a1b2c3d4e5f60718293a4b5")
        moisson = self.member("session")
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)
        self.assertNotIn("organizations-5a1b2c3d4e5f60718293a4b5", self.shown(moisson))


class Endings(SignInStory):
    def test_a_token_that_ends_in_the_middle_is_renewed_once(self):
        self.members_only()
        moisson = self.member("bearer")
        self.place.fault("session_expiry", route="element/get", after=2, next=1)
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)
        self.assertEqual((self.asked("auth/login"), self.asked("auth/refresh")), (1, 1))

    def test_a_session_that_ends_in_the_middle_is_opened_again(self):
        self.members_only()
        moisson = self.member("session")
        self.place.fault("session_expiry", route="element/get", after=2, next=1)
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)
        self.assertEqual(self.asked("authenticate"), 2)

    def test_where_renewing_fails_we_sign_in_anew(self):
        self.members_only()
        moisson = self.member("bearer")
        self.place.fault("session_expiry", route="element/get", after=2, next=1)
        self.place.fault("refresh_failure", route="auth/refresh")
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)
        self.assertEqual((self.asked("auth/login"), self.asked("auth/refresh")), (2, 1))

    def test_a_stale_token_is_dropped_on_what_anybody_may_read(self):
        token = self.token()
        self.place.wait(DAY_S)
        moisson = self.member("bearer", token)
        said = moisson.harvest()
        self.must_say(said, "complete", 0)
        self.assert_published(moisson=moisson)
        self.assertIn("read without its account", said.err)
        self.assertIn("no longer, good", said.err)

    def test_a_login_that_is_throttled_is_made_when_it_may_be(self):
        self.members_only()
        self.place.fault("429", route="person/authenticate", next=1, seconds=1)
        moisson = self.member("session")
        self.harvested(moisson=moisson)
        self.assert_published(moisson=moisson)
        self.assertEqual(self.asked("authenticate"), 2)


class Refused(SignInStory):
    def test_a_wrong_password_is_told_and_shown_once_in_a_day(self):
        for mode in ("session", "basic", "bearer"):
            with self.subTest(mode=mode):
                self.place.forget_requests()
                moisson = self.member(mode, ACCOUNT[0], "pas-le-bon", name=mode)
                said = moisson.harvest()
                self.must_say(said, "complete", 0)
                self.assertIn("signing in failed", said.err)
                for hour in range(3):      # each in a process of its own, with something to ask of the account
                    self.place.wait(3600)
                    self.place.do("edit", NO_ADDRESS, field="shortDescription", value=f"{mode} {hour}")
                    said = moisson.harvest()
                    self.must_say(said, "complete", 0)
                    self.assertIn("signing in failed", said.err)
                self.assert_published(moisson=moisson)
                self.assertEqual(self.asked(LOGINS.get(mode, "person/logged")), 1)
                self.assertIn("signing in failed", moisson.run("status").out)

    def test_a_password_that_is_mended_is_tried_at_once(self):
        moisson = self.member("session", ACCOUNT[0], "pas-le-bon")
        self.harvested(moisson=moisson)
        self.keep(*ACCOUNT)
        said = moisson.harvest()
        self.assertNotIn("signing in failed", said.err)
        self.assertNotIn("signing in failed", moisson.run("status").out)

    def test_an_account_that_still_waits_is_named_so(self):
        moisson = self.member("session", *UNACCEPTED)
        self.assertIn("still waits to be accepted", moisson.harvest().err)

    def test_the_probe_says_whether_it_works(self):
        said = self.member("session").run("probe", "communecter")
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("signed in", said.out)
        said = self.member("session", ACCOUNT[0], "pas-le-bon", name="wrong").run("probe", "communecter")
        self.assertEqual(said.code, 1, str(said))
        self.assertIn("the password is not that of the account", said.out)


class Files(SignInStory):
    def refused(self, moisson, word):
        for command in (["check"], ["harvest"], ["probe", "communecter"]):
            said = moisson.run(*command)
            self.assertEqual(said.code, 78, f"{command}: {said}")
            self.assertIn(word, said.err)
            self.assertNotIn(ACCOUNT[1], said.err)

    def test_a_credential_that_others_can_read_is_refused(self):
        self.refused(self.member_by(self.keep(*ACCOUNT, mode=0o644), "session"), "chmod 600")
        self.refused(self.member_by(self.keep(*ACCOUNT, name="group", mode=0o640), "session", name="of_group"), "chmod 600")

    def test_one_that_is_missing_or_none_is_refused(self):
        self.refused(self.member_by(self.folder / "absent", "session"), "cannot be read")
        self.refused(self.member("session", "a", "b", "c", name="three"), "more than two lines")

    def test_one_that_systemd_gives_is_read_where_it_is_given(self):
        given = self.folder / "credentials"
        given.mkdir(mode=0o700)
        self.keep(*ACCOUNT, name="credentials/lieux", mode=0o440)
        moisson = self.member_by("lieux", "session")
        said = moisson.run("check")
        self.assertEqual(said.code, 0, str(said))
        self.assertIn("was not looked at", said.err)
        self.assertEqual(moisson.run("harvest").code, 78)
        os.environ["CREDENTIALS_DIRECTORY"] = str(given)
        self.addCleanup(os.environ.pop, "CREDENTIALS_DIRECTORY", None)
        self.harvested(moisson=moisson)
        self.assertEqual(self.asked("authenticate"), 1)


class Secrecy(SignInStory):
    def words(self):
        """All that must not be seen anywhere: what is in the file, and what the place gave for it."""
        return [*ACCOUNT, "emVwaHlyaW5lc", "session-0000", "access-0000", "refresh-0000", "PHPSESSID", "Zephyrine", "Quatrebarbes"]

    def test_neither_secrets_nor_the_person_stand_in_any_log_list_store_or_export(self):
        self.members_only()
        for mode in ("session", "basic", "bearer"):
            with self.subTest(mode=mode):
                moisson = self.member(mode, name=mode)
                self.place.fault("session_expiry", route="element/get", after=2, next=1)
                daemon = moisson.start()
                seen = self.looked_at(moisson, daemon)
                daemon.stop()
                moisson.daemon_ = None
                seen += daemon.log.read_bytes()
                for file in sorted(moisson.state.rglob("*")):
                    seen += file.read_bytes() if file.is_file() else b""
                self.moisson = moisson
                seen += self.kept_bytes()
                for what in ("items", "revisions", "changes", "resources"):
                    seen += moisson.export_bytes(what)
                for words in (["status", "--json"], ["runs", "--json"], ["ignored", "--json"], ["sources", "--json"]):
                    seen += "".join(str(moisson.run(*words))).encode()
                seen += str(moisson.run("probe", "communecter", "--json")).encode()
                self.place.no_fault()
                self.assertIn(b"Raffinerie", seen, "something was looked at")
                for word in self.words():
                    self.assertNotIn(word.encode(), seen, f"{word} was seen")

    def looked_at(self, moisson, daemon):
        """What other people of this machine see while it works."""
        said = moisson.run("resync", "communecter")
        own = Path("/proc") / str(daemon.process.pid)
        return (own / "cmdline").read_bytes() + (own / "environ").read_bytes() + str(said).encode()


class OverTls(SignInStory):
    def test_http_1_is_spoken_where_http_2_is_offered_too_so_that_headers_keep_their_capitals(self):
        """HTTP/2 writes the names of headers small, and such a place knows its own by their capitals (Q31)."""
        self.members_only()
        with TlsGate(self.folder / "gate", self.place.url) as gate:
            self.assertEqual(gate.offers(), "h2")
            moisson = self.member("bearer", name="guest")
            moisson.configure(gate.url, f'sign_in = "bearer"\ncredential = "{self.folder / "account"}"\n{TOKENS}ca_file = "{gate.ca}"\n')
            self.harvested(moisson=moisson)
            answers = gate.answers()
            self.assertGreater(len(answers), 10)
            self.assertEqual({(answer["protocol"], answer["tls"]) for answer in answers}, {("HTTP/1.1", "TLSv1.3")})
            self.assertEqual({answer["connection"] for answer in answers}, {answers[0]["connection"]})
        self.assertTrue(self.shown(moisson))
        self.assert_published(moisson=moisson)
