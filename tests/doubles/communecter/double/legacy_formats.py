# SPDX-License-Identifier: GPL-3.0-or-later
"""`format=` of /api/<type>/get: geojson, jsonfeed, gogocarto, csv (§2.6). Each forgets something else."""
from email.utils import format_datetime

from . import php
from .answer import TEXT, Answer, failure
from .legacy_rows import address, at, image
from .state import is_date, utc

GOGO_TYPES = [10507, 10513, 10512]      # the same for everybody
PROPERTIES = ("name", "email", "url", "shortDescription")
CSV = ("name", "type", "url", "email", "shortDescription")


def coordinates(document):
    found = at(document, "geoPosition.coordinates")
    return found if isinstance(found, list) and len(found) == 2 else None


def geojson(place, request, collection, rows, detail):
    """No ids, no paging. The list of events is a fatal error: a letter is missing in the code (Q16)."""
    if collection == "events" and not detail:
        return failure(request, "Call to undefined method TranslateEvent::ranslateGeoJson()")
    features = []
    for _, document in rows:
        point = coordinates(document)
        properties = {name: document[name] for name in PROPERTIES if not php.is_empty(document.get(name))}
        features.append({"type": "Feature", "geometry": {"type": "Point", "coordinates": point} if point else None,
                         "properties": properties})
    return Answer({"type": "FeatureCollection", "features": features})


def last_modified(document):
    """From `modified`; what is no date of the database comes out as the beginning of time."""
    if "modified" not in document:
        return None
    return format_datetime(utc(document["modified"]["sec"] if is_date(document["modified"]) else 0))


def jsonfeed(place, request, collection, rows, detail):
    """The only list of the old interface that says when something was changed."""
    items = {}
    for identity, document in rows:
        modified = last_modified(document)
        item = {"id": f"{request.base}/#page.type.organizations.id.{identity}",
                "url": document.get("url"), "title": document.get("name"),
                "author": f"{request.base}/#page.type.citoyens.id.{document['creator']}" if document.get("creator") else None,
                "content": {"shortDescription": document["shortDescription"]} if document.get("shortDescription") else None}
        if collection == "organizations":
            item["date_last_modified"] = modified
        elif collection == "projects":
            item["lastModifiedDate"] = modified
        else:
            dates = {"startDate": document.get("startDate"), "endDate": document.get("endDate"), "lastModifiedDate": modified}
            item["dates"] = {name: value for name, value in dates.items() if value}
        items[identity] = {name: value for name, value in item.items() if not php.is_empty(value)}
    meta = {"version": "https://jsonfeed.org/version/1", "title": "Communecter", "description": collection,
            "home_page_url": "www.communecter.org"}
    return Answer({"meta": meta, "items": php.an_array(items)})


def gogocarto(place, request, collection, rows, detail):
    """Only what stands on the map: a short row, or a whole one for who asks for the full representation."""
    whole = request.url.text("fullRepresentation") == "true"
    shown = [gogo_object(request, *row) if whole else gogo_row(*row) for row in rows if "geoPosition" in row[1]]
    return Answer({"data": shown, "fullRepresentation": whole, "allElementsSends": True})


def gogo_row(identity, document):
    """Shorter by two where there are no coordinates."""
    point = coordinates(document)
    return [identity, document.get("name"), *([point[1], point[0]] if point else []), GOGO_TYPES]


def gogo_object(request, identity, document):
    point = coordinates(document) or [0, 0]
    return {"id": identity, "name": document.get("name"), "geo": {"latitude": point[1], "longitude": point[0]},
            "address": address(document), "description": document.get("shortDescription", ""),
            "descriptionMore": document.get("description", ""), "website": document.get("url", ""), "openHours": None,
            "sourceKey": "Communecter", "image": image(request, document)}


def csv(place, request, collection, rows, detail):
    """Everything in one answer, with semicolons."""
    def cell(value):
        text = str(value or "")
        return '"' + text.replace('"', '""') + '"' if any(each in text for each in ';"\n') else text
    lines = [";".join(CSV), *(";".join(cell(document.get(name)) for name in CSV) for _, document in rows)]
    return Answer(text="\n".join(lines) + "\n", kind=TEXT)


FORMATS = {"geojson": geojson, "jsonfeed": jsonfeed, "gogocarto": gogocarto, "csv": csv}
FOR_ORGANIZATIONS = ("gogocarto", "csv")
