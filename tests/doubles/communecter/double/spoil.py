# SPDX-License-Identifier: GPL-3.0-or-later
"""What can happen to an answer on its way: each spoil is given the connection, the answer and its bytes, and sends."""
import gzip

from .answer import HTML, JSON

PAGE = "<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
NOTICE = (b"<br />\n<b>Notice</b>:  Undefined index: mgs in <b>/var/www/modules/citizenToolKit/models/Element.php</b> "
          b"on line <b>2727</b><br />\n")
PIECES = 8              # of a slow body
BOMB = 24 << 20         # bytes that a small answer swells to


def page(status, title, retry_after=False):
    def send(line, answer, body, fault):
        headers = [("Retry-After", str(max(1, int(fault.seconds))))] if retry_after and fault.seconds >= 1 else []
        line.say(status, HTML, PAGE.format(title=title).encode(), headers)
    return send


def notice_first(line, answer, body, fault):
    """A notice of PHP in front of the JSON (Q2)."""
    line.say(answer.status, HTML, NOTICE + body, answer.headers)


def text(line, answer, body, fault):
    line.say(200, HTML, "Une erreur est survenue, réessayez plus tard.".encode())


def empty(line, answer, body, fault):
    line.say(200, HTML, b"")


def slow(line, answer, body, fault):
    """In pieces, with a pause before each."""
    line.head(answer.status, answer.kind, len(body), answer.headers)
    size = max(1, -(-len(body) // PIECES))
    for at in range(0, len(body), size):
        if not line.still_there(fault.seconds):
            return line.hang_up()
        line.send(body[at:at + size])
    return None


def truncated(line, answer, body, fault):
    """The first half, announced whole, and then the connection ends."""
    line.head(answer.status, answer.kind, len(body), answer.headers)
    line.send(body[:len(body) // 2])
    line.hang_up()


def cut(line, answer, body, fault):
    """The first half as if it were everything."""
    line.say(answer.status, answer.kind, body[:len(body) // 2], answer.headers)


def invalid_utf8(line, answer, body, fault):
    """Each escaped é as Latin-1 would write it; where there is none, one within the first text."""
    spoilt = body.replace(b"\\u00e9", b"\xe9")
    line.say(answer.status, answer.kind, spoilt if spoilt != body else body.replace(b'"', b'"\xe9', 1), answer.headers)


def huge(line, answer, body, fault):
    """Blanks behind the JSON until there is too much of it."""
    line.head(answer.status, answer.kind, fault.size, answer.headers)
    line.send(body)
    left = fault.size - len(body)
    while left > 0 and line.still_there(0):
        line.send(b" " * min(left, 1 << 16))
        left -= 1 << 16
    if left > 0:
        line.hang_up()


def bomb(line, answer, body, fault):
    """Small on the wire, too large once it is read."""
    line.say(200, JSON, gzip.compress(b"[" + b" " * BOMB + b"]", 6), [("Content-Encoding", "gzip")])


def packed_unasked(line, answer, body, fault):
    line.say(answer.status, answer.kind, gzip.compress(body, 1), [*answer.headers, ("Content-Encoding", "gzip")])


def hang_up(line, answer, body, fault):
    line.hang_up()


SPOILS = {
    "php_notice": notice_first,
    "html_200": page(200, "Maintenance"),
    "text_200": text,
    "empty_200": empty,
    "html_500": page(500, "CException"),
    "502": page(502, "502 Bad Gateway"),
    "503": page(503, "503 Service Unavailable", retry_after=True),
    "429": page(429, "429 Too Many Requests", retry_after=True),
    "403": page(403, "403 Forbidden"),
    "410": page(410, "410 Gone"),
    "slow_body": slow,
    "truncated_body": truncated,
    "cut_body": cut,
    "invalid_utf8": invalid_utf8,
    "huge_body": huge,
    "gzip": packed_unasked,
    "gzip_bomb": bomb,
    "hang_up": hang_up,
}
