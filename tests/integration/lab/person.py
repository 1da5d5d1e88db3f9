# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who uses the wiki, through its API, as people and their browsers do."""
import http.client
import http.cookies
import json
import secrets
import urllib.parse

AGENT = "people-of-the-lab/1"
TIMEOUT_S = 120


class Refused(Exception):
    """The wiki said no: `code` is its word for it."""

    def __init__(self, code, info):
        super().__init__(f"{code}: {info}")
        self.code = code


def encode_form(fields, files):
    """Content type and bytes of a form: the plain kind, or multipart when it carries files."""
    if not files:
        return "application/x-www-form-urlencoded", urllib.parse.urlencode(fields).encode()
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in fields.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, value in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{name}"\r\nContent-Type: text/xml\r\n\r\n'
        parts.append(f"--{boundary}\r\n{head}".encode() + value + b"\r\n")
    parts.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", b"".join(parts)


class Person:
    """One account's session. Every verb returns once the wiki has finished all that follows from it."""

    def __init__(self, port, name=None, password=None):
        self.port_ = port
        self.cookies_ = http.cookies.SimpleCookie()
        self.token_ = None
        self.name = name
        if name:
            self.sign_in(name, password)

    # Talking

    def call(self, files=None, **fields):
        """One API request, always a POST; the answer's object, or Refused."""
        fields = {name: str(value) for name, value in fields.items() if value is not None and value is not False}
        content_type, body = encode_form({"format": "json", "formatversion": "2", **fields}, files)
        headers = {"Content-Type": content_type, "User-Agent": AGENT,
                   "Cookie": "; ".join(f"{m.key}={m.coded_value}" for m in self.cookies_.values())}
        line = http.client.HTTPConnection("127.0.0.1", self.port_, timeout=TIMEOUT_S)
        try:
            line.request("POST", "/api.php", body, headers)
            answer = line.getresponse()
            # Server a closes the connection only when the work that MediaWiki leaves for after the answer is done.
            text = answer.read()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies_.load(cookie)
        if answer.status != 200:
            raise Refused(f"http-{answer.status}", text[:300].decode("utf-8", "replace"))
        said = json.loads(text)
        if "error" in said:
            raise Refused(said["error"]["code"], said["error"]["info"])
        return said

    def sign_in(self, name, password):
        token = self.call(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        said = self.call(action="clientlogin", username=name, password=password, logintoken=token,
                         loginreturnurl=f"http://127.0.0.1:{self.port_}/")
        if said["clientlogin"]["status"] != "PASS":
            raise Refused("login", said["clientlogin"].get("message", ""))

    def act(self, action, files=None, **fields):
        """An action that changes something."""
        if self.token_ is None:
            self.token_ = self.call(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        return self.call(files, action=action, token=self.token_, **fields)

    # Pages

    def edit(self, title, text, comment="", *, minor=False, bot=False, model=None):
        """Writes the whole page, creating it if need be. The new revision's id, or None when nothing changed."""
        said = self.act("edit", title=title, text=text, summary=comment, minor=minor, bot=bot, contentmodel=model)["edit"]
        if said["result"] != "Success":
            raise Refused("edit", json.dumps(said))
        return said.get("newrevid")

    def append(self, title, text, comment=""):
        return self.act("edit", title=title, appendtext=text, summary=comment)["edit"].get("newrevid")

    def talk(self, title, heading, message):
        """A new message at the foot of a talk page."""
        return self.act("edit", title=title, section="new", sectiontitle=heading, text=f"{message} ~~~~")["edit"]["newrevid"]

    def move(self, old, new, reason="", *, leave_redirect=True, with_talk=True):
        return self.act("move", **{"from": old}, to=new, reason=reason, noredirect=not leave_redirect, movetalk=with_talk)

    def delete(self, title, reason=""):
        return self.act("delete", title=title, reason=reason)

    def restore(self, title, reason="", revisions=None):
        """Brings a deleted page back, whole or only the revisions of these times (ISO)."""
        return self.act("undelete", title=title, reason=reason, timestamps="|".join(revisions) if revisions else None)

    def merge(self, source, target, until=None, reason=""):
        """Merges the history of `source`, up to a time (ISO), into `target`."""
        return self.act("mergehistory", **{"from": source}, to=target, timestamp=until, reason=reason)

    def protect(self, title, rules="edit=sysop|move=sysop", reason=""):
        return self.act("protect", title=title, protections=rules, reason=reason)

    def hide(self, revisions, what="user", reason="", *, suppress=False):
        """Hides user, comment, content (joined by |) of revisions; from administrators too when suppressed."""
        return self.act("revisiondelete", type="revision", ids="|".join(map(str, revisions)), hide=what, reason=reason,
                        suppress="yes" if suppress else "nochange")

    def show(self, revisions, what="user|comment|content", reason=""):
        """The contrary of hiding."""
        return self.act("revisiondelete", type="revision", ids="|".join(map(str, revisions)), show=what, reason=reason,
                        suppress="no")

    def hide_log(self, entries, what="user|comment|content", reason=""):
        """Hides who did, why, or what was done in entries of the log."""
        return self.act("revisiondelete", type="logging", ids="|".join(map(str, entries)), hide=what, reason=reason)

    def tag(self, revision, *, add=None, remove=None, reason=""):
        """Labels a revision, or takes a label away."""
        return self.act("tag", revid=revision, add=add, remove=remove, reason=reason)

    def change_model(self, title, model, comment=""):
        return self.act("changecontentmodel", title=title, model=model, summary=comment)

    def import_pages(self, xml, prefix="fabmob", comment=""):
        """Imports an export file, its unknown authors named after where they come from."""
        return self.act("import", files={"xml": xml.encode()}, interwikiprefix=prefix, summary=comment)["import"]

    def create_account(self, name, password):
        token = self.call(action="query", meta="tokens", type="createaccount")["query"]["tokens"]["createaccounttoken"]
        said = self.call(action="createaccount", username=name, password=password, retype=password, createtoken=token,
                         createreturnurl=f"http://127.0.0.1:{self.port_}/")
        if said["createaccount"]["status"] != "PASS":
            raise Refused("createaccount", said["createaccount"].get("message", ""))

    # Looking

    def text(self, title):
        """The wikitext of a page, None when there is none."""
        said = self.call(action="query", titles=title, prop="revisions", rvprop="content", rvslots="main")
        page = said["query"]["pages"][0]
        return page["revisions"][0]["slots"]["main"]["content"] if "revisions" in page else None

    def log(self, kind, limit=10):
        """The numbers of the last log entries of that kind, newest first."""
        said = self.call(action="query", list="logevents", letype=kind, lelimit=limit, leprop="ids")
        return [entry["logid"] for entry in said["query"]["logevents"]]

    def revisions(self, title, limit=50):
        """Id and time of the last revisions of a page, newest first."""
        said = self.call(action="query", titles=title, prop="revisions", rvprop="ids|timestamp", rvlimit=limit)
        return [(r["revid"], r["timestamp"]) for r in said["query"]["pages"][0]["revisions"]]
