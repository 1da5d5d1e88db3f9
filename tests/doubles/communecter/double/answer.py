# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked and what is answered, before either is bytes."""
from dataclasses import dataclass, field
from typing import Any

from . import php

JSON = "application/json"
HTML = "text/html; charset=UTF-8"
TEXT = "text/plain; charset=UTF-8"
PAGE = ("<!DOCTYPE html>\n<html lang=\"fr\"><head><title>{title}</title></head>\n"
        "<body><h1>{title}</h1><p>{words}</p></body></html>\n")


@dataclass
class Request:
    """One request, its route in lower case and split from the pairs that follow it in the path."""

    method: str
    path: str                       # as it was sent
    route: str                      # "co2/search/globalautocomplete"
    url: php.Form                   # pairs of the path, and the query
    form: php.Form                  # the body
    headers: list                   # (name, value) in the case in which they were sent
    base: str                       # "http://host": what self-links begin with
    tail: list = field(default_factory=list)        # what follows the route, as it was sent
    person: str | None = None       # who asks, once that is known
    faults: list = field(default_factory=list)      # those that strike this request

    def header(self, name):
        """A header in any case; "" when it was not sent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def ajax(self):
        return self.header("X-Requested-With") == "XMLHttpRequest"

    def struck_by(self, name):
        """The fault of that name that strikes this request, or None."""
        return next((fault for fault in self.faults if fault.name == name), None)

    @property
    def reshaped(self):
        """Whether a fault wants to see the answer before it is text."""
        return any(fault.reshapes for fault in self.faults)


@dataclass
class Answer:
    """`payload` becomes JSON; `text` is the body as it is."""

    payload: Any = None
    text: str | None = None
    status: int = 200
    kind: str = JSON
    headers: list = field(default_factory=list)

    def body(self):
        return php.encode(self.payload) if self.text is None else self.text


def page(title, words, status=200):
    return Answer(text=PAGE.format(title=title, words=words), kind=HTML, status=status)


def nothing():
    """200 with an empty body: refused without a word."""
    return Answer(text="", kind=HTML)


def failure(request, words, *, page_status=200, text_status=500):
    """What an exception of PHP looks like: a page, or one line for who says it is a script (Q1)."""
    if request.ajax:
        return Answer(text=words, kind=HTML, status=text_status)
    return page("Error", words, page_status)


def refused(message, **more):
    """A refusal with status 200."""
    return Answer({"result": False, "msg": message, **more})
