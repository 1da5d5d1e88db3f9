# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy between Moisson and its wiki that spoils answers on demand, and notes when each request came."""
import gzip
import http.client
import http.server
import json
import select
import socket
import struct
import threading
import time
from email.utils import formatdate
from functools import lru_cache

RETRY_S = 2             # what a server here asks for, when it asks for time
DROP_S = 0.1            # between two bytes of a trickle
TOO_LARGE = 17 << 20    # one more MiB than a body may have
ZSTD_BLOCK = 1 << 17
SKEW_S = 3600           # of a server whose clock is wrong
ALWAYS = "action=query&format=json&formatversion=2&maxlag=5&curtimestamp=1&"     # what every question begins with
PAGE = b"<!DOCTYPE html>\n<html><head><title>Maintenance</title></head><body>Nous revenons bient\xc3\xb4t.</body></html>\n"
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "accept-encoding"}


class Asked:
    """A request: its number, when it came and when it was over, what was done to it, and what the answer then asked for:
    `pause` in seconds, and `not_before`, the moment that it named. Times are those of time.monotonic()."""

    def __init__(self, number, path):
        self.number = number
        self.path = path
        self.came = time.monotonic()
        self.ended = None
        self.fault = None
        self.encoding = None
        self.pause = 0
        self.not_before = self.came

    def __str__(self):
        said = self.path.replace(ALWAYS, "").removeprefix("/api.php?")[:100]
        return f"{self.number} at {self.came:.2f}" + (f" ({self.fault})" if self.fault else "") + f": {said}"


class Line(http.server.BaseHTTPRequestHandler):
    """One connection of Moisson. The methods below are what a fault is made of."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        self.body_ = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asked = self.server.proxy.note(self.path)
        try:
            {**FAULTS, **LASTING}[self.asked.fault](self) if self.asked.fault else self.say(*self.truth())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True        # Moisson hung up first
        finally:
            self.server.proxy.over(self.asked)

    do_POST = do_GET

    def truth(self):
        """What the wiki answers: status, headers, body."""
        wiki = http.client.HTTPConnection("127.0.0.1", self.server.proxy.target)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
            wiki.request(self.command, self.path, self.body_ or None, headers)
            answer = wiki.getresponse()
            body = answer.read()
            return answer.status, [(n, v) for n, v in answer.getheaders() if n.lower() not in HOP], body
        finally:
            wiki.close()

    def head(self, status, headers):
        lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, '')}", *(f"{name}: {value}" for name, value in headers)]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def say(self, status, headers, body):
        """A whole answer; the connection is kept."""
        if self.server.proxy.compressing and "zstd" in self.headers.get("Accept-Encoding", ""):
            body, self.asked.encoding = zstd(body), "zstd"
            headers = [*headers, ("Content-Encoding", "zstd")]
        self.head(status, [*headers, ("Content-Length", len(body))])
        self.wfile.write(body)

    def half(self):
        """The wiki's answer up to its middle, announced whole."""
        status, headers, body = self.truth()
        self.head(status, [*headers, ("Content-Length", len(body))])
        self.wfile.write(body[:len(body) // 2])

    def hang_up(self):
        self.close_connection = True

    def reset(self):
        """Ends the connection as a router that has forgotten it does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()

    def heard_nothing(self, seconds=None):
        """Waits until Moisson hangs up, or so long. Whether it is still there."""
        ready, _, _ = select.select([self.connection], [], [], seconds)
        return not ready

    def asks_for_time(self, status, body, *, seconds=RETRY_S, date=None, skew=0, kind="text/html"):
        """A refusal with a Retry-After: in seconds, else as a date; with the server's own Date or without it."""
        headers = [("Content-Type", kind)]
        self.asked.pause = seconds
        self.asked.not_before = time.monotonic() + seconds
        if date is None:
            headers.append(("Retry-After", seconds))
        else:
            clock = time.time() + skew
            until = int(clock) + seconds + (date == "alone")    # the next whole second, so that a pause is left
            headers.append(("Retry-After", formatdate(until, usegmt=True)))
            self.asked.not_before = time.monotonic() + until - clock
            if date == "alone":
                self.asked.pause = until - clock
            else:
                headers.append(("Date", formatdate(int(clock), usegmt=True)))
        self.say(status, headers, body)

    def api_error(self, code, info, wait=True):
        """What MediaWiki says within an answer of status 200."""
        body = json.dumps({"error": {"code": code, "info": info, "*": "See api.php for API usage."}}).encode()
        if wait:
            self.asks_for_time(200, body, kind="application/json")
        else:
            self.say(200, [("Content-Type", "application/json")], body)

    def redirect(self, target):
        self.say(302, [("Location", target)], b"")


def zstd(body):
    """A frame of zstd whose blocks are kept as they are: Python 3.11 compresses nothing so, but anybody can decompress it."""
    pieces = [body[at:at + ZSTD_BLOCK] for at in range(0, len(body), ZSTD_BLOCK)] or [b""]
    frame = b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(body))      # magic; one segment, its size in four bytes
    for piece in pieces:
        frame += struct.pack("<I", len(piece) << 3 | (piece is pieces[-1]))[:3] + piece
    return frame


@lru_cache(maxsize=1)
def bomb():
    """Small on the wire, too large once decompressed."""
    return gzip.compress(b" " * TOO_LARGE, 1)


def cut_json(line):
    """A proxy on the way kept half an answer and gives it as a whole one."""
    status, headers, body = line.truth()
    line.say(status, headers, body[:len(body) // 2])


def cut_in_the_middle(line):
    line.half()
    line.hang_up()


def reset_in_the_middle(line):
    line.half()
    line.reset()


def stall_in_the_middle(line):
    line.half()
    line.heard_nothing()
    line.hang_up()


def stall_at_once(line):
    line.heard_nothing()
    line.hang_up()


def trickle(line):
    """Never silent, never done."""
    status, headers, body = line.truth()
    line.head(status, [*headers, ("Content-Length", len(body) + 1_000_000)])
    while line.heard_nothing(DROP_S):
        line.wfile.write(b" ")
    line.hang_up()


def invalid_utf8(line):
    """Every letter é of the answer as it would be in Latin-1; where there is none, one within the first text."""
    status, headers, body = line.truth()
    spoilt = body.replace("é".encode(), b"\xe9").replace(b"\\u00e9", b"\xe9")
    line.say(status, headers, spoilt if spoilt != body else body.replace(b'"', b'"\xe9', 1))


def too_large(line):
    line.say(200, [("Content-Type", "application/json"), ("Content-Encoding", "gzip")], bomb())


def gzip_that_is_none(line):
    status, headers, body = line.truth()
    line.say(status, [*headers, ("Content-Encoding", "gzip")], body)


def gzip_cut_short(line):
    status, headers, body = line.truth()
    small = gzip.compress(body)
    line.say(status, [*headers, ("Content-Encoding", "gzip")], small[:len(small) // 2])


# What only makes sense when it lasts.
LASTING = {"503, Retry-After in an hour": lambda line: line.asks_for_time(503, PAGE, seconds=3600)}

# What may go wrong with one request, under the name that people would give it.
FAULTS = {
    "503, Retry-After in seconds": lambda line: line.asks_for_time(503, PAGE),
    "503, Retry-After as a date": lambda line: line.asks_for_time(503, PAGE, date="beside Date"),
    "503, Retry-After by a clock an hour ahead": lambda line: line.asks_for_time(503, PAGE, date="beside Date", skew=SKEW_S),
    "429, Retry-After in seconds": lambda line: line.asks_for_time(429, PAGE),
    "429, Retry-After as a date": lambda line: line.asks_for_time(429, PAGE, date="beside Date"),
    "429, Retry-After as a date, without Date": lambda line: line.asks_for_time(429, PAGE, date="alone"),
    "502": lambda line: line.say(502, [("Content-Type", "text/html")], PAGE),
    "maxlag": lambda line: line.api_error("maxlag", "Waiting for 127.0.0.1: 6 seconds lagged."),
    "readonly": lambda line: line.api_error("readonly", "The wiki is currently in read-only mode."),
    "ratelimited": lambda line: line.api_error("ratelimited", "You've exceeded your rate limit."),
    "internal_api_error": lambda line: line.api_error(
        "internal_api_error_DBQueryError", f"[{time.monotonic_ns():x}] Caught exception of type DBQueryError", wait=False),
    "a maintenance page with 200": lambda line: line.say(200, [("Content-Type", "text/html; charset=UTF-8")], PAGE),
    "JSON cut in half": cut_json,
    "an answer cut in the middle": cut_in_the_middle,
    "a reset": Line.reset,
    "a reset in the middle": reset_in_the_middle,
    "a hang-up without a word": Line.hang_up,
    "a stall": stall_at_once,
    "a stall in the middle": stall_in_the_middle,
    "a slow trickle": trickle,
    "invalid UTF-8": invalid_utf8,
    "a body over the limit": too_large,
    "gzip that is none": gzip_that_is_none,
    "gzip cut short": gzip_cut_short,
    "a redirect to another host": lambda line: line.redirect("http://localhost:9/api.php"),
    "assertuserfailed": lambda line: line.api_error("assertuserfailed", "You are no longer logged in.", wait=False),
    "assertanonfailed": lambda line: line.api_error("assertanonfailed", "You are logged in.", wait=False),
    "readapidenied": lambda line: line.api_error("readapidenied", "You need read permission to use this module.", wait=False),
}


class FaultProxy:
    """Serves on a port of the kernel's choice; it listens before the constructor returns. Nothing is spoilt until one of
    `every`, `only`, `from_now_on` says so; `well` ends it. With `compressing`, who accepts zstd gets it."""

    def __init__(self, target, *, compressing=False):
        self.target = target
        self.compressing = compressing
        self.asked = []
        self.chosen_ = lambda number: None
        self.news_ = threading.Condition()
        self.server_ = Server(self)
        self.port = self.server_.server_address[1]
        self.thread_ = threading.Thread(target=self.server_.serve_forever, args=(0.05,), daemon=True)
        self.thread_.start()

    @property
    def api(self):
        return f"http://127.0.0.1:{self.port}/api.php"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.server_.shutdown()
        self.server_.end_lines()
        self.server_.server_close()
        self.thread_.join()

    # What is spoilt

    def every(self, step, fault):
        self.choose_(lambda number: fault if number % step == 0 else None)

    def only(self, number, fault):
        self.choose_(lambda each: fault if each == number else None)

    def from_now_on(self, fault):
        self.choose_(lambda number: fault)

    def well(self):
        self.choose_(lambda number: None)

    def choose_(self, chosen):
        with self.news_:
            self.chosen_ = chosen

    # What was asked

    def note(self, path):
        with self.news_:
            asked = Asked(len(self.asked) + 1, path)
            asked.fault = self.chosen_(asked.number)
            self.asked.append(asked)
            self.news_.notify_all()
            return asked

    def over(self, asked):
        asked.ended = time.monotonic()

    def wait_for(self, requests, seconds=60):
        """Returns when so many requests have come in all; fails when they do not."""
        with self.news_:
            if not self.news_.wait_for(lambda: len(self.asked) >= requests, seconds):
                raise AssertionError(f"only {len(self.asked)} of {requests} requests came in {seconds} s")

    @property
    def faults(self):
        return [asked for asked in self.asked if asked.fault]


class Server(http.server.ThreadingHTTPServer):
    """The connections of a FaultProxy, each with a thread."""

    def __init__(self, proxy):
        self.proxy = proxy
        self.lines_ = set()
        self.lock_ = threading.Lock()
        super().__init__(("127.0.0.1", 0), Line)

    def finish_request(self, request, client_address):
        with self.lock_:
            self.lines_.add(request)
        try:
            super().finish_request(request, client_address)
        except OSError:
            pass                        # it went: what it then does is the story
        finally:
            with self.lock_:
                self.lines_.discard(request)

    def shutdown_request(self, request):
        """Closes without the farewell that would come before a reset."""
        self.close_request(request)

    def end_lines(self):
        with self.lock_:
            for line in self.lines_:
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
