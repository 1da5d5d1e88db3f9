# SPDX-License-Identifier: GPL-3.0-or-later
"""GET|POST /api/{organization,project,event}/get: what is asked, the envelope, and pages that lose their filters."""
import re

from . import php
from .answer import Answer, failure
from .elements import HEX, malformed
from .filters import values_at
from .legacy_formats import FOR_ORGANIZATIONS, FORMATS
from .legacy_rows import DETAILS, LISTS

LIMIT, MOST = 50, 500
KEPT_BY_NEXT = ("format", "tags", "namecity")       # meta.next forgets every other filter (Q8)


class Malformed(Exception):
    """The database refuses the query."""


def equals(path, value):
    return lambda document: value in [each for each in values_at(document, path) if isinstance(each, str)]


def in_city(names):
    """Not escaped, unanchored, in any case (Q19)."""
    try:
        patterns = [re.compile(name, re.IGNORECASE) for name in names]
    except re.error as why:
        raise Malformed(f"Regular expression is invalid: {why}") from why
    return lambda document: any(isinstance(city, str) and pattern.search(city) for pattern in patterns
                                for city in values_at(document, "address.addressLocality"))


def questions(collection, url):
    """Every parameter is one more condition; nothing here asks whether an element is private or open data."""
    asked = []
    if url.text("multiTags") == "true":
        wanted = url.text("tags").split(",")
        asked.append(lambda document: document.get("tags") == wanted)       # the whole array, in its order (Q17)
    elif url.text("tags"):
        tags = set(url.text("tags").split(","))
        asked.append(lambda document: any(isinstance(tag, str) and tag in tags for tag in values_at(document, "tags")))
    if url.text("key"):
        asked.append(equals("source.key", url.text("key")))
    if url.text("insee"):
        asked.append(equals("address.codeInsee", url.text("insee")))
    if collection == "organizations":
        asked += [equals(f"address.{level}", url.text(level)) for level in ("level3", "level4") if url.text(level)]
        if url.text("namecity"):
            asked.append(in_city(url.text("namecity").split(",")))
    return asked


def window(url, style):
    """(skip, limit asked for). Everything at once for csv."""
    limit = url.number("limit", LIMIT)
    limit = MOST if limit > MOST else LIMIT if limit < 1 else limit
    return max(0, url.number("index", 0)), None if style == "csv" else limit


def meta(request, collection, shown, skip, limit):
    """`limit` is how many rows there are. `next` is always there, also behind the end."""
    controller = collection.rstrip("s")
    start = f"{request.base}/api/{controller}/get/limit/{limit}/index/"
    kept = "".join(f"/{name}/{request.url.text(name)}" for name in KEPT_BY_NEXT if request.url.text(name))
    made = {"limit": shown, "next": f"{start}{skip + limit}{kept}"}
    if skip:
        made["previous"] = f"{start}{max(0, skip - limit)}"
    return made


def one(place, request, collection, style):
    identity = request.url.text("id")
    if not HEX.fullmatch(identity):
        return malformed(request, identity)
    identity = identity.lower()
    document = place.state.find(collection, identity)
    rows = [(identity, document)] if document is not None else []
    if style:
        return FORMATS[style](place, request, collection, rows, True)
    entities = {each: DETAILS[collection](place.state, request, each, found) for each, found in rows}
    return Answer({"meta": {"limit": 1}, "entities": php.an_array(entities)})


def many(place, request, collection, style):
    asked = questions(collection, request.url)
    skip, limit = window(request.url, style)
    rows = [row for row in place.state[collection].documents.items() if all(question(row[1]) for question in asked)]
    if style == "gogocarto":
        rows = [row for row in rows if "geoPosition" in row[1]]
    rows = rows[skip:] if limit is None else rows[skip:skip + limit]
    if style:
        return FORMATS[style](place, request, collection, rows, False)
    entities = {identity: LISTS[collection](place.state, request, identity, document) for identity, document in rows}
    return Answer({"meta": meta(request, collection, len(rows), skip, limit), "entities": php.an_array(entities)})


def answer(place, request, collection):
    style = request.url.text("format")
    if style not in FORMATS or (style in FOR_ORGANIZATIONS and collection != "organizations"):
        style = ""
    try:
        return (one if "id" in request.url.names() else many)(place, request, collection, style)
    except Malformed as why:
        return failure(request, f"MongoDB: {why}")


def organizations(place, request):
    answer_ = answer(place, request, "organizations")
    answer_.headers.append(("Access-Control-Allow-Origin", "*"))
    return answer_


def projects(place, request):
    return answer(place, request, "projects")


def events(place, request):
    return answer(place, request, "events")
