# SPDX-License-Identifier: GPL-3.0-or-later
"""What a story of the double is told with: a place that holds the documents of the reference's examples, asked over HTTP."""
import http.client
import json
import sys
import threading
import unittest
from pathlib import Path
from urllib.parse import quote, urlencode

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

from double.place import Place          # noqa: E402 because the folder of the double comes first
from double.server import Server        # noqa: E402 because the folder of the double comes first

SEARCH = "/co2/search/globalautocomplete"
LIEU, NETWORK, HIDDEN = (f"5a1b2c3d4e5f60718293a4b{each}" for each in "567")
CAFE = "6996aa532a32db28bc711211"
PROJECT, EVENT, OLD_EVENT = "5d2e000000000000000000d1", "5c1d000000000000000000e1", "5c1d000000000000000000e2"
NOBODY = "0" * 24
FORM_TYPE = "application/x-www-form-urlencoded"


class Said:
    """An answer."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def ids(self):
        """Of the rows of a search, in their order."""
        return list(self.json["results"])


class Told(unittest.TestCase):
    """Each story has a place of its own."""

    maxDiff = None
    words = {"fixture": FOLDER / "quoted.json"}

    def setUp(self):
        self.place = Place(**self.words)
        self.server = Server(self.place)
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(self.server.shutdown)
        self.headers = {}               # sent with every request
        self.line = http.client.HTTPConnection("127.0.0.1", self.server.server_address[1], timeout=10)
        self.addCleanup(self.line.close)

    def ask(self, path, form=None, *, json_body=None, **headers):
        """GET, or POST of a form: text as it is, or pairs."""
        body, kind = None, {}
        if json_body is not None:
            body, kind = json.dumps(json_body), {"Content-Type": "application/json"}
        elif form is not None:
            body = form if isinstance(form, str) else urlencode(form)
            kind = {"Content-Type": FORM_TYPE}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.line.request("GET" if body is None else "POST", path, body, {**kind, **self.headers, **named})
        answer = self.line.getresponse()
        return Said(answer.status, answer.headers, answer.read())

    def search(self, form, path=SEARCH, **headers):
        """A search; the form is written as in the reference, and encoded here."""
        pairs = [pair.split("=", 1) for pair in form.split("&")]
        return self.ask(path, "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs), **headers)

    def control(self, verb, **words):
        said = self.ask(f"/__double/{verb}", json_body=words)
        self.assertEqual(said.status, 200, said.text)
        return said.json

    def switch(self, **settings):
        return self.control("settings", **settings)

    def fault(self, name, **words):
        return self.control("faults", name=name, clear=True, **words)

    def last(self):
        """The last request of the journal."""
        return self.ask("/__double/requests").json["requests"][-1]

    def golden(self, name):
        return json.loads((FOLDER / "golden" / f"{name}.json").read_text(encoding="utf-8"))

    def assert_quoted(self, said, name):
        """The answer is what the reference shows, but for the host."""
        here = self.server.url.replace("/", "\\/")
        self.assertEqual(json.loads(said.text.replace(here, "https:\\/\\/www.communecter.org")), self.golden(name))
        return said
