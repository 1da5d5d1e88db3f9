# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in: §5 of the reference."""
import base64
import unittest

from told import SEARCH, Told

ADA = "58c9000000000000000000ad"


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


class Session(Told):
    def sign_in(self, **form):
        return self.ask("/co2/person/authenticate", form)

    def who(self, **headers):
        return self.ask("/co2/person/logged", **headers).json["userId"]

    def cookie(self, **form):
        return self.sign_in(email="ada", pwd="secret-d-ada", **form).headers["Set-Cookie"].split(";")[0]

    def test_a_session_lasts_half_an_hour_or_a_week(self):
        cookie, week = self.cookie(), self.cookie(remember="true")
        self.assertEqual(self.who(Cookie=cookie), ADA)
        self.control("clock", advance=1800)
        self.assertEqual((self.who(Cookie=cookie), self.who(Cookie=week)), (None, ADA))
        self.control("clock", advance=7 * 86400)
        self.assertIsNone(self.who(Cookie=week))

    def test_success_tells_everything_about_the_person_but_the_password(self):
        said = self.sign_in(email="ada@personne.example.org", pwd="secret-d-ada")
        self.assertEqual((said.json["result"], said.json["id"], said.json["account"]["name"]), (True, ADA, "Ada"))
        self.assertNotIn("secret", said.text)

    def test_every_failure_is_200_with_a_word_for_it(self):
        for form, word in (({"email": "x", "pwd": "y"}, "emailNotFound"), ({"email": "ada", "pwd": "y"}, "emailAndPassNotMatch"),
                           ({"email": "cyr", "pwd": "secret-de-cyr"}, "notValidatedEmail"),
                           ({"email": "dan", "pwd": "secret-de-dan"}, "accountPending"), ({"email": "ada"}, "Vous devez")):
            with self.subTest(word):
                said = self.sign_in(**form)
                self.assertEqual((said.status, said.json["result"]), (200, False))
                self.assertIn(word, said.json["msg"])
        self.assertIn("Set-Cookie", self.sign_in(email="cyr", pwd="secret-de-cyr").headers)

    def test_wrong_credentials_are_nobody_and_never_401(self):
        self.assertIsNone(self.who(Authorization=basic("ada", "wrong")))
        self.assertIsNone(self.who(Cookie="PHPSESSID=gone"))
        self.assertEqual(self.who(Authorization=basic("ada", "secret-d-ada")), ADA)
        self.switch(basic=False)
        self.assertIsNone(self.who(Authorization=basic("ada", "secret-d-ada")))

    def test_a_token_is_read_from_the_body_and_never_from_a_header(self):
        self.assertEqual(self.ask("/co2/person/logged", {"X-Auth-Token": "meteor-d-ada"}).json["userId"], ADA)
        self.assertIsNone(self.who(X_Auth_Token="meteor-d-ada"))

    def test_a_session_may_end_in_the_middle(self):
        cookie = self.cookie()
        self.fault("session_expiry", route="person/logged", next=1)
        self.assertIsNone(self.who(Cookie=cookie))

    def test_the_journal_knows_no_secrets(self):
        self.sign_in(email="ada", pwd="secret-d-ada")
        self.assertNotIn("secret-d-ada", self.ask("/__double/requests").text)

    def test_too_many_attempts_may_be_refused(self):
        self.fault("429", route="person/authenticate", next=1, seconds=30)
        said = self.sign_in(email="ada", pwd="secret-d-ada")
        self.assertEqual((said.status, said.headers["Retry-After"]), (429, "30"))
        self.assertTrue(self.sign_in(email="ada", pwd="secret-d-ada").json["result"])


class Bearer(Told):
    def login(self, password="secret-d-ada", email="ada"):
        return self.ask("/auth/login", {"email": email, "password": password})

    def test_a_token_ends_and_is_renewed_once(self):
        pair = self.login().json
        bearer = {"Authorization": f"Bearer {pair['accessToken']}"}
        self.assertEqual(self.ask("/co2/person/logged", **bearer).json["userId"], ADA)
        self.control("clock", advance=900)
        self.assertEqual(self.ask("/co2/person/logged", **bearer).status, 401)
        again = self.ask("/auth/refresh", {"refreshToken": pair["refreshToken"]}).json
        self.assertEqual(self.ask("/co2/person/logged", Authorization=f"Bearer {again['accessToken']}").json["userId"], ADA)
        self.assertEqual(self.ask("/auth/refresh", {"refreshToken": pair["refreshToken"]}).status, 401)
        self.fault("refresh_failure", route="auth/refresh", next=1)
        self.assertEqual(self.ask("/auth/refresh", {"refreshToken": again["refreshToken"]}).status, 401)

    def test_a_wrong_password_is_401_and_an_unknown_account_404(self):
        self.assertEqual((self.login("wrong").status, self.login(email="x").status), (401, 404))

    def test_a_stale_token_is_refused_even_where_none_is_needed(self):
        self.assertEqual(self.ask(SEARCH, "searchType[]=poi", Authorization="Bearer stale").status, 401)
        self.switch(dialect="legacy2018")
        self.assertEqual(self.ask(SEARCH, "searchType[]=poi", Authorization="Bearer stale").status, 200)

    def test_the_header_is_looked_for_in_one_case(self):
        bearer = f"Bearer {self.login().json['accessToken']}"
        self.assertIsNone(self.ask("/co2/person/logged", authorization=bearer).json["userId"])
        self.switch(case_sensitive_authorization=False)
        self.assertEqual(self.ask("/co2/person/logged", authorization=bearer).json["userId"], ADA)

    def test_the_paths_are_what_the_switches_say(self):
        self.switch(login_path="api/v2/user/login")
        self.assertEqual(self.ask("/api/v2/user/login", {"email": "ada", "password": "secret-d-ada"}).status, 200)
        self.assertEqual(self.login().status, 404)


if __name__ == "__main__":
    unittest.main()
