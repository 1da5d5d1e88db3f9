# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of /api/<type>/get: which fields a list and a detail have, and under which names (§2.4).

What is empty in PHP's sense is left out; the constants (`@type`) always stand. Rows have no id of their own.
"""
from . import php

SOCIAL = ("github", "twitter", "facebook", "googleplus", "linkedin", "skype")     # others are stored and never shown
ADDRESS = ("streetAddress", "postalCode", "addressLocality", "codeInsee", "addressRegion", "addressCountry")
PERSON, PROJECT, EVENT = ("citoyens", "Person", "person"), ("projects", "Project", "project"), ("events", "Event", "event")
# Family of links: the key of its type, and where its elements are looked up, whatever they are (Q22).
LINKS = {"followers": ("@type", PERSON), "members": ("type", PERSON), "projects": ("type", PROJECT), "events": ("type", EVENT),
         "contributors": ("@type", PERSON), "attendees": ("@type", PERSON)}


def filled(**fields):
    """Those that are not empty; a last underline makes room for names that Python wants for itself."""
    return {name.rstrip("_"): value for name, value in fields.items() if not php.is_empty(value)}


def at(document, path):
    """The value at a dotted path, or None."""
    for key in path.split("."):
        document = document.get(key) if isinstance(document, dict) else None
    return document


def image(request, document):
    path = document.get("profilImageUrl")
    return request.base + path if path else None


def address(document):
    return {"@type": "PostalAddress", **{name: at(document, f"address.{name}") for name in ADDRESS
                                         if not php.is_empty(at(document, f"address.{name}"))}}


def geo(document):
    return {"@type": "GeoCoordinates", **filled(latitude=at(document, "geo.latitude"), longitude=at(document, "geo.longitude"))}


def geo_position(document):
    return {"@type": "Point", **filled(coordinates=at(document, "geoPosition.coordinates"))}


def urls(request, identity, document, controller, hash_):
    """How the element is reached: by people, by programs, and its own page."""
    return filled(communecter=f"{request.base}/{hash_}", api=f"{request.base}/api/{controller}/get/id/{identity}",
                  website=document.get("url"))


def by_slug(document):
    return f"#@{document.get('slug', '')}"


def phone(document):
    return filled(**{kind: at(document, f"telephone.{kind}") for kind in ("fixe", "mobile", "fax")})


def social(document):
    return filled(**{name: at(document, f"socialNetwork.{name}") for name in SOCIAL})


def linked(state, request, document, family):
    """One family of links. Whoever is not found where it is looked for is a stub without a name."""
    key, (collection, kind, controller) = LINKS[family]
    found = []
    for identity in at(document, f"links.{family}") or []:
        other = state.find(collection, identity)
        found.append({key: kind} if other is None else {
            key: kind, "name": other.get("name"),
            "url": {"communecter": f"{request.base}/#{controller}.detail.id.{identity}",
                    "api": f"{request.base}/api/{controller}/get/id/{identity}"}})
    return found


def links(state, request, document, *families):
    return filled(**{family: linked(state, request, document, family) for family in families})


def organization_row(state, request, identity, document):
    return {"@type": "Organization", **filled(
        name=document.get("name"), typeCommunecter=document.get("type"), image=image(request, document),
        url=urls(request, identity, document, "organization", by_slug(document)), email=document.get("email"),
        address=address(document), geo=geo(document), shortDescription=document.get("shortDescription"),
        description=document.get("description"), tags=document.get("tags"), slug=document.get("slug"))}


def organization_detail(state, request, identity, document):
    row = organization_row(state, request, identity, document)
    row.pop("slug", None)
    return {**row, "geoPosition": geo_position(document), **filled(phone=phone(document), socialNetwork=social(document)),
            "links": {**links(state, request, document, "followers", "members", "projects", "events"), "needs": []}}


def project_row(state, request, identity, document):
    """`maturity` has a place here and nothing ever fills it."""
    return {"@type": "Project", **filled(
        name=document.get("name"), image=image(request, document),
        url=urls(request, identity, document, "project", f"#project.detail.id.{identity}"), address=address(document),
        startDate=document.get("startDate"), endDate=document.get("endDate"), geo=geo(document))}


def described(document):
    """What details of projects and events have in common."""
    return {"geoPosition": geo_position(document), **filled(
        shortDescription=document.get("shortDescription"), description=document.get("description"), allDay=document.get("allDay"),
        email=document.get("email"), phone=phone(document), socialNetwork=social(document), tags=document.get("tags"))}


def project_detail(state, request, identity, document):
    return {**project_row(state, request, identity, document), **described(document),
            "links": php.an_array(links(state, request, document, "contributors"))}


def event_row(state, request, identity, document, hash_=None):
    return {"@type": "Event", **filled(
        name=document.get("name"), typeCommunecter=document.get("type"), image=image(request, document),
        url=urls(request, identity, document, "event", hash_ or by_slug(document)), address=address(document),
        startDate=document.get("startDate"), endDate=document.get("endDate"), geo=geo(document))}


def event_detail(state, request, identity, document):
    return {**event_row(state, request, identity, document, f"#event.detail.id.{identity}"), **described(document),
            "links": {**links(state, request, document, "attendees"), "needs": []}}


LISTS = {"organizations": organization_row, "projects": project_row, "events": event_row}
DETAILS = {"organizations": organization_detail, "projects": project_detail, "events": event_detail}
