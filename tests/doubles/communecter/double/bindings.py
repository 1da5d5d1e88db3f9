# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields an element of each collection may be given, and what is checked of a value before it is stored."""
import re
from datetime import datetime, timezone

from . import php

COMMON = {"name", "slug", "collection", "email", "url", "tags", "shortDescription", "description", "address", "addresses", "geo",
          "geoPosition", "locality", "type", "source", "preferences", "creator", "medias", "urls", "contacts", "parentId",
          "parentType", "parent", "costumSlug", "costumId", "costumType", "mainTag", "state", "warnings", "created", "updated",
          "modified", "descriptionHTML"}
PHONES = {"mobile", "fixe", "fax"}
NETWORKS = {"facebook": "facebook", "twitter": "twitter", "github": "github", "gpplus": "googleplus", "skype": "skype",
            "instagram": "instagram", "diaspora": "diaspora", "mastodon": "mastodon"}
DATED = {"startDate", "endDate", "allDay"}
FIELDS = {
    "organizations": COMMON | PHONES | set(NETWORKS) | {"role", "category", "telephone", "socialNetwork", "openingDate", "openingHours",
                                                        "holderOrganization", "manageModel", "typePlace", "buildingSurfaceArea",
                                                        "siteSurfaceArea", "video"},
    "projects": COMMON | PHONES | set(NETWORKS) | DATED | {"avancement", "telephone", "socialNetwork"},
    "events": COMMON | PHONES | set(NETWORKS) | DATED | {"organizerId", "organizerType", "organizer", "public"},
    "poi": COMMON,
    "classifieds": COMMON | {"section", "category", "subtype", "price", "devise", "contactInfo"},
    "ressources": (COMMON - {"source"}) | {"section", "category", "subtype"},
}
SOURCE_FIELDS = {"id", "key", "keys", "url", "update", "insertOrign"}
TYPES = ("NGO", "LocalBusiness", "Group", "GovernmentOrganization", "Cooperative")
TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%SZ")


class Invalid(Exception):
    """A value that is refused, in the words of the place."""


def moment(text):
    """A date as the database keeps it; without an offset it is UTC."""
    for shape in TIMES:
        try:
            read = datetime.strptime(text, shape)
        except (TypeError, ValueError):
            continue
        return {"sec": int((read if read.tzinfo else read.replace(tzinfo=timezone.utc)).timestamp()), "usec": 0}
    raise Invalid("The date is not valid")


def tags(value):
    """Without `#`, on one line."""
    return [re.sub(r"[\r\n]+", " ", str(each).replace("#", "")).strip() for each in (value if isinstance(value, list) else [value])]


def position(value):
    """Floats only: what a form sends is text, so that this never succeeds there."""
    coordinates = value.get("coordinates") if isinstance(value, dict) else None
    if not isinstance(coordinates, list) or not all(isinstance(each, float) for each in coordinates):
        raise Invalid("The geoPosition is not valid")
    return value


def floats(value):
    """Of a whole element the numbers of a place are read from text."""
    try:
        return {**value, "coordinates": [float(each) for each in value["coordinates"]]}
    except (TypeError, KeyError, ValueError) as why:
        raise Invalid("The geoPosition is not valid") from why


def locality(state, value):
    """Where something is: only in a city that the place knows, in the country it says."""
    address = value.get("address") if isinstance(value, dict) else None
    if not isinstance(address, dict):
        raise Invalid("Unvalid address")
    city = state.find("cities", address.get("localityId"))
    if city is None or city.get("country") != address.get("addressCountry"):
        raise Invalid("Unvalid address : the city is unknown")
    made = {"address": {"@type": "PostalAddress", **address}}
    geo = value.get("geo")
    if isinstance(geo, dict):
        made["geo"] = {"@type": "GeoCoordinates", "latitude": geo.get("latitude"), "longitude": geo.get("longitude")}
        made["geoPosition"] = floats({"type": "Point", "coordinates": [geo.get("longitude"), geo.get("latitude")]})
    return made


def changes(state, name, value):
    """{path: stored value} of one field that is set; None takes it away."""
    if name == "locality" and not php.is_empty(value):
        return locality(state, value)
    if php.is_empty(value):
        return {place_of(name): None}
    if name == "tags":
        return {"tags": tags(value)}
    if name in PHONES:
        return {f"telephone.{name}": [each.strip() for each in str(value).split(",")]}
    if name in ("startDate", "endDate"):
        return {name: moment(value)}
    if name == "geoPosition":
        return {name: position(value)}
    if name == "description":
        return {name: value, "descriptionHTML": None}
    if name in ("allDay", "public"):
        return {name: str(value).lower() in ("true", "1")}
    return {place_of(name): value}


def place_of(name):
    """Where a field is kept."""
    if name in NETWORKS:
        return f"socialNetwork.{NETWORKS[name]}"
    if name in PHONES:
        return f"telephone.{name}"
    return "properties.avancement" if name == "avancement" else name


def refuse_unknown(collection, names):
    """The last bad key is the one that is named."""
    bad = [name for name in names if name not in FIELDS.get(collection, ())]
    if bad:
        raise Invalid(f"Contenu Invalide {bad[-1]}")
