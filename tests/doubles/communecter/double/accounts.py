# SPDX-License-Identifier: GPL-3.0-or-later
"""Who asks: sessions by cookie, Basic for one request, and bearers with one refresh. Secrets never reach the journal."""
import base64
import binascii
import re
from http.cookies import CookieError, SimpleCookie

from .answer import Answer, refused

REMEMBERED_S = 7 * 86400
WELCOME = "Vous êtes maintenant identifié : bienvenue sur communecter."
EMPTY = "Vous devez remplir les champs email et mot de passe."


class Accounts:
    """People of the fixture who have a password, their sessions and their tokens."""

    def __init__(self, state, settings):
        self.state_, self.settings_ = state, settings
        self.sessions_ = {}             # cookie: (person, good until)
        self.access_ = {}               # token: (person, good until)
        self.refresh_ = {}              # token: person
        self.given_ = 0

    def known(self, name):
        """(id, document) of the person with that mail or user name."""
        return next(((identity, document) for identity, document in self.state_["citoyens"].documents.items()
                     if name and name in (document.get("email"), document.get("username"))), (None, None))

    def token(self, kind):
        self.given_ += 1
        return f"{kind}-{self.given_:08d}"

    def expire(self):
        """Every session and every access token ends; refresh tokens stay."""
        self.sessions_, self.access_ = {}, {}

    def revoke(self):
        self.refresh_ = {}

    def is_admin(self, person):
        document = self.state_.find("citoyens", person) or {}
        return isinstance(document.get("roles"), dict) and document["roles"].get("superAdmin") is True

    # A request

    def person_of(self, request):
        """(person or None, refusal or None). Only a bearer that is no good is refused; everything else goes on as nobody."""
        said = self.authorization(request)
        if said.startswith("Bearer ") and self.settings_.dialect == "modern":
            person, until = self.access_.get(said[7:], (None, 0))
            if person is None or until <= self.state_.clock.now:
                return None, Answer({"error": "Unauthorized", "message": "Invalid or expired token"}, status=401)
            return person, None
        person = self.of_session(request) or self.of_token(request)
        if person is None and said.startswith("Basic ") and self.settings_.basic:
            person = self.of_basic(said[6:])
        return person, None

    def authorization(self, request):
        """Looked up in one case only, as the original does (Q31)."""
        if not self.settings_.case_sensitive_authorization:
            return request.header("Authorization")
        return next((value for name, value in request.headers if name == "Authorization"), "")

    def of_session(self, request):
        person, until = self.sessions_.get(cookie(request), (None, 0))
        return person if until > self.state_.clock.now else None

    def of_token(self, request):
        """A field of the body, never a header."""
        token = request.form.peek("X-Auth-Token")
        if not token:
            return None
        request.form.text("X-Auth-Token")
        return next((identity for identity, document in self.state_["citoyens"].documents.items()
                     if document.get("meteorToken") == token), None)

    def of_basic(self, encoded):
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        identity, document = self.known(name)
        return identity if document and document.get("pwd") == password else None

    def open_session(self, person, lifetime):
        """The cookie of a new session."""
        value = self.token("session")
        self.sessions_[value] = person, self.state_.clock.now + lifetime
        return value

    def pair(self, person):
        access, refresh = self.token("access"), self.token("refresh")
        self.access_[access] = person, self.state_.clock.now + self.settings_.access_lifetime_s
        self.refresh_[refresh] = person
        return {"accessToken": access, "refreshToken": refresh}

    def spend(self, refresh):
        """The person of a refresh token, which is good once."""
        return self.refresh_.pop(refresh, None)


def cookie(request):
    try:
        found = SimpleCookie(request.header("Cookie")).get("PHPSESSID")
    except CookieError:
        return None
    return found.value if found else None


def authenticate(place, request):
    """POST /co2/person/authenticate. A failure is 200, with a word for it (Q37)."""
    form, accounts = request.form, place.accounts
    name, password = form.text("email"), form.text("pwd")
    lifetime = REMEMBERED_S if form.flag("remember") else place.settings.session_lifetime_s
    if not name or not password:
        return refused(EMPTY)
    identity, document = accounts.known(name)
    if identity is None:
        return refused("emailNotFound")
    if document.get("pwd") != password:
        return refused("emailAndPassNotMatch")
    roles = document.get("roles") or {}
    if document.get("pending"):
        return refused("accountPending")
    opened = [("Set-Cookie", f"PHPSESSID={accounts.open_session(identity, lifetime)}; path=/; HttpOnly")]
    if roles.get("tobeactivated"):
        return Answer(refused("notValidatedEmail").payload, headers=opened)     # after the session was opened
    account = {key: value for key, value in document.items() if key not in ("pwd", "meteorToken")}
    return Answer({"result": True, "id": identity, "isCommunected": False, "account": account, "msg": WELCOME}, headers=opened)


def logged(place, request):
    """GET /co2/person/logged."""
    return Answer({"userId": request.person})


def login(place, request):
    """The pair of tokens of today: an unknown account is 404, a wrong password 401."""
    identity, document = place.accounts.known(request.form.text("email"))
    password = request.form.text("password")
    if identity is None:
        return Answer({"error": "Not Found"}, status=404)
    if document.get("pwd") != password:
        return Answer({"error": "Unauthorized"}, status=401)
    return Answer({**place.accounts.pair(identity), "user": {"id": identity}})


def refresh(place, request):
    person = place.accounts.spend(request.form.text("refreshToken"))
    if person is None:
        return Answer({"error": "Unauthorized", "message": "token-refresh-failed"}, status=401)
    return Answer(place.accounts.pair(person))


def masked(name, value):
    """A variable of a form as the journal may show it."""
    return "…" if re.fullmatch(r"pwd|password|refreshToken|X-Auth-Token", name) else value
