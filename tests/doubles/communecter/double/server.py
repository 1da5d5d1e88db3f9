# SPDX-License-Identifier: GPL-3.0-or-later
"""The place on a port: HTTP/1.1, connections that are kept, gzip for who accepts it, and dates by its own clock."""
import gzip
import http.client
import select
import sys
from email.utils import formatdate
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from . import control, php, routes
from .answer import Request
from .spoil import SPOILS

CONTROL = "/__double/"
FORM = "application/x-www-form-urlencoded"
PACKED_FROM = 256       # bytes; what is smaller is not worth it


@lru_cache(maxsize=64)
def packed(body):
    return gzip.compress(body, 1, mtime=0)


class Line(BaseHTTPRequestHandler):
    """One connection. The methods in the middle are what a spoilt answer is made of."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    entry = None            # of the journal, while a request is answered that it tells

    def do_GET(self):
        self.entry = None
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.startswith(CONTROL):
            self.controlled(body)
        else:
            self.asked(body)

    do_POST = do_GET

    def log_message(self, *words):
        """The journal tells more."""

    # Sending

    def head(self, status, kind, size, headers=()):
        if self.entry is not None:
            self.entry.update(status=status, bytes=size)
        lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}", f"Date: {self.date()}", f"Content-Type: {kind}",
                 *(f"{name}: {value}" for name, value in headers), f"Content-Length: {size}", "", ""]
        self.send("\r\n".join(lines).encode("latin-1"))

    def send(self, some):
        self.wfile.write(some)

    def say(self, status, kind, body, headers=()):
        """A whole answer; the connection is kept."""
        self.head(status, kind, len(body), headers)
        self.send(body)

    def hang_up(self):
        self.close_connection = True

    def still_there(self, seconds):
        """Waits so long, or until the other side hangs up. Whether it is still there."""
        return not select.select([self.connection], [], [], seconds)[0]

    def date(self):
        return formatdate(self.server.place.state.clock.now, usegmt=True)

    # Being asked

    def asked(self, body):
        place = self.server.place
        url = urlsplit(self.path)
        route, tail = routes.split(url.path)
        variables = php.pairs_of(body.decode("utf-8", "replace")) if self.sends_form() else []
        query = php.pairs_of(url.query)
        request = Request(method=self.command, path=self.path, route=route, tail=tail, headers=self.headers.items(),
                          url=php.Form({**php.tree_of(query), **dict(routes.pairs(tail))}), form=php.Form(php.tree_of(variables)),
                          base=f"http://{self.headers.get('Host', 'localhost')}")
        with place.lock:
            self.entry = place.journal.note(request, variables)
        answer = place.answer(request)
        encoded = answer.text.encode("utf-8")
        spoil = next((fault for fault in request.faults if fault.name in SPOILS), None)
        place.journal.done(self.entry, request)
        if spoil:
            SPOILS[spoil.name](self, answer, encoded, spoil)
        elif self.may_pack(encoded):
            self.say(answer.status, answer.kind, packed(encoded), [*answer.headers, ("Content-Encoding", "gzip")])
        else:
            self.say(answer.status, answer.kind, encoded, answer.headers)

    def sends_form(self):
        """PHP reads no other body: JSON is as good as nothing."""
        return self.command == "POST" and self.headers.get("Content-Type", FORM).split(";")[0].strip().lower() == FORM

    def may_pack(self, body):
        return (self.server.place.settings.compress and len(body) >= PACKED_FROM
                and "gzip" in self.headers.get("Accept-Encoding", ""))

    def controlled(self, body):
        url = urlsplit(self.path)
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        pairs = php.pairs_of(url.query) + ([] if is_json else php.pairs_of(body.decode("utf-8", "replace")))
        answer = control.answer(self.server.place, self.command, url.path.removeprefix(CONTROL), php.Form(php.tree_of(pairs)),
                                body if is_json else b"")
        self.say(answer.status, answer.kind, answer.text.encode("utf-8"))


class Server(ThreadingHTTPServer):
    """Listens on this machine only, before the constructor returns."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, place, port=0):
        self.place = place
        super().__init__(("127.0.0.1", port), Line)

    def handle_error(self, request, client_address):
        """Whoever asked may leave whenever they like, in the middle of a line too: only our own mistakes are told."""
        if not isinstance(sys.exc_info()[1], (BrokenPipeError, ConnectionResetError)):
            super().handle_error(request, client_address)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"
