# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server adds to a document when it is read: counts, labels, the dates of events and projects, the ghost."""
from . import php
from .state import as_seconds, is_date, utc

COUNTED = ("members", "followers", "contributors", "attendees", "projects", "events")
IMAGES = ("profilImageUrl", "profilMediumImageUrl", "profilThumbImageUrl", "profilMarkerImageUrl")
DAY = 86400


def ghost(collection):
    """What is answered in the place of an element that is not there (Q12)."""
    return {"name": "Unknown (deleted)", "slug": "unknown", "type": collection, "typeSig": collection}


def counts(document):
    links = document.get("links") if isinstance(document.get("links"), dict) else {}
    return {name: len(links[name]) for name in COUNTED if isinstance(links.get(name), dict) and links[name]}


def iso(seconds):
    return utc(seconds).strftime("%Y-%m-%dT%H:%M:%S+0000")


def plain_time(seconds):
    return utc(seconds).strftime("%Y-%m-%d %H:%M:%S")


def dated(document, now, write):
    """The two dates as text. One that is kept as text is not understood, and then both are invented (Q14)."""
    dates = {name: document[name] for name in ("startDate", "endDate") if name in document}
    if any(isinstance(value, str) for value in dates.values()):
        dates = {"startDate": {"sec": now - 2 * DAY, "usec": 0}, "endDate": {"sec": now - DAY, "usec": 0}}
    return {name: write(value["sec"]) if is_date(value) else value for name, value in dates.items()}


def dates_of(collection, document, now):
    if collection == "events":
        return dated(document, now, iso)
    return dated(document, now, plain_time) if collection == "projects" else {}


def ago(seconds):
    """How long ago that was, in words that change every minute."""
    for size, one, many in ((DAY, "jour", "jours"), (3600, "heure", "heures"), (60, "minute", "minutes")):
        if seconds >= size:
            return f"il y a {seconds // size} {one if seconds // size == 1 else many}"
    return "à l'instant"


def updated_label(document, now):
    return ago(now - as_seconds(document.get("updated")))


def raw_element(state, collection, identity):
    """The stored document and what the server adds when one element is read."""
    document = state.find(collection, identity)
    if document is None:
        return {"typeSig": "poi", "images": []} if collection == "poi" else ghost(collection)
    read = {**document, **dates_of(collection, document, state.clock.now), "typeSig": collection,
            "counts": php.an_array(counts(document)),
            "images": [document[name] for name in IMAGES[:1] if document.get(name)]}
    if collection == "projects":
        read["type"] = "projects"
    if isinstance(document.get("preferences"), dict):
        read["public"] = not document["preferences"].get("private")
    return read
