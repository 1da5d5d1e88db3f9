# SPDX-License-Identifier: GPL-3.0-or-later
"""The same answer in another of the shapes in which it was seen: ids, dates, numbers, lists, places, escaped texts."""
import html
from email.utils import format_datetime

from .state import is_date, utc

DATES = ("created", "updated", "modified", "startDate", "endDate")
TEXTS = ("name", "shortDescription", "description", "titre", "streetAddress", "addressLocality")
IMAGES = ("profilImageUrl", "profilMediumImageUrl", "profilThumbImageUrl", "image")


def walk(value, change):
    """Rebuilds a payload; `change(key, value)` gives a pair, or None to leave the key out. Keys of lists are None."""
    if isinstance(value, dict):
        pairs = (change(key, each) for key, each in value.items())
        return {pair[0]: walk(pair[1], change) for pair in pairs if pair is not None}
    if isinstance(value, list):
        pairs = (change(None, each) for each in value)
        return [walk(pair[1], change) for pair in pairs if pair is not None]
    return value


def on_keys(names, make):
    """A shape that rewrites the values under these keys."""
    def change(key, value):
        return key, make(value) if key in names else value
    return lambda payload, now: walk(payload, change)


def dates_as(write):
    """A shape for dates; `write` is given seconds. None leaves the date out."""
    def change(key, value):
        if key not in DATES or not (is_date(value) or type(value) is int):
            return key, value
        written = write(value["sec"] if is_date(value) else value)
        return None if written is None else (key, written)
    return lambda payload, now: walk(payload, change)


def ids_as(write):
    def change(key, value):
        return key, write(value["$id"]) if key == "_id" and isinstance(value, dict) and "$id" in value else value
    return lambda payload, now: walk(payload, change)


def escaped(times):
    def make(value):
        if not isinstance(value, str):
            return value
        value = value.replace("é", "&eacute;") if times else value
        named = html.escape(value.replace("&eacute;", "\0"), quote=True).replace("\0", "&eacute;")
        return named if times == 1 else html.escape(named, quote=True)
    return on_keys(TEXTS, make)


def stamped(payload, now):
    """`?_=` and the moment of reading, behind every picture (Q13)."""
    return on_keys(IMAGES, lambda path: f"{path}?_={now}" if isinstance(path, str) and path else path)(payload, now)


def swapped_empty(payload, now):
    """`{}` for `[]`, and the other way round."""
    return walk(payload, lambda key, value: (key, {} if value == [] else [] if value == {} else value))


def results_as_list(payload, now):
    """Rows as a list; one that has no id of its own is given it."""
    if not isinstance(payload, dict):
        return payload
    return {key: [{"id": identity, **row} for identity, row in value.items()] if key in ("results", "entities", "items")
            and isinstance(value, dict) else value for key, value in payload.items()}


def as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else value


def numbers_as_strings(payload, now):
    return walk(payload, lambda key, value: (key, as_text(value)))


def with_holes(tags):
    """An array from which something was taken out: an object with numbers for keys."""
    return {str(2 * at): tag for at, tag in enumerate(tags)} if isinstance(tags, list) and tags else tags


def place(change):
    """A shape for the two members that say where something is."""
    def each(key, value):
        if key == "geo" and isinstance(value, dict):
            return change(key, value, ("latitude", "longitude"))
        if key == "geoPosition" and isinstance(value, dict):
            return change(key, value, None)
        return key, value
    return lambda payload, now: walk(payload, each)


def swap_places(key, value, names):
    if names:
        return key, {**value, "latitude": value.get("longitude"), "longitude": value.get("latitude")}
    return key, {**value, "coordinates": list(reversed(value.get("coordinates", [])))}


def zero_places(key, value, names):
    return key, {**value, "latitude": "0", "longitude": "0"} if names else {**value, "coordinates": [0, 0]}


def mirrored(payload, now):
    """Self-links that name another host."""
    def make(value):
        return value.replace("http://127.0.0.1", "http://miroir.example.org") if isinstance(value, str) else value
    return walk(payload, lambda key, value: (key, make(value)))


SHAPES = {
    "swap_empty": swapped_empty,
    "results_as_list": results_as_list,
    "entities_single": escaped(1),
    "entities_double": escaped(2),
    "id_oid": ids_as(lambda identity: {"$oid": identity}),
    "id_string": ids_as(lambda identity: identity),
    "dates_string": dates_as(str),
    "dates_sec": dates_as(lambda sec: {"sec": sec, "usec": 0}),
    "dates_date": dates_as(lambda sec: {"$date": sec * 1000}),
    "dates_iso": dates_as(lambda sec: {"$date": utc(sec).strftime("%Y-%m-%dT%H:%M:%SZ")}),
    "dates_z": dates_as(lambda sec: utc(sec).strftime("%Y-%m-%dT%H:%M:%SZ")),
    "dates_number_long": dates_as(lambda sec: {"$date": {"$numberLong": str(sec * 1000)}}),
    "dates_rfc2822": dates_as(lambda sec: format_datetime(utc(sec))),
    "dates_missing": dates_as(lambda sec: None),
    "image_stamp": stamped,
    "numbers_as_strings": numbers_as_strings,
    "tags_csv": on_keys(("tags",), lambda tags: ",".join(map(str, tags)) if isinstance(tags, list) else tags),
    "tags_holes": on_keys(("tags",), with_holes),
    "tags_null": on_keys(("tags",), lambda tags: None),
    "geo_missing": place(lambda key, value, names: None),
    "geo_swapped": place(swap_places),
    "geo_zero": place(zero_places),
    "foreign_links": mirrored,
}
