# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading one element, finding it by its slug, and what small tools there are."""
import re

from .answer import Answer, failure, nothing, page, refused
from .decoration import raw_element
from .state import SLUGGED

HEX = re.compile(r"[0-9a-fA-F]{24}")


def malformed(request, identity):
    """An id that is none is an exception for the database (Q21)."""
    return failure(request, f"Invalid object ID {identity!r}")


def about(place, request):
    """GET /co2/element/about/type/…/id/…/json/true. 2018 knew no `json`, and answers the page it always answered."""
    collection, identity = request.url.text("type"), request.url.text("id")
    page_only = place.settings.dialect == "legacy2018" or place.settings.html_instead
    wants_json = not page_only and request.url.text("json") == "true"
    if not HEX.fullmatch(identity):
        return malformed(request, identity)
    keep_pictures(place, collection, identity.lower())
    element = raw_element(place.state, collection, identity.lower())
    if not wants_json:
        return page("À propos", element.get("name", ""))
    return Answer(element)


def keep_pictures(place, collection, identity):
    """A reading that writes: the paths of smaller pictures are kept when they are first asked for, and no date tells."""
    document = place.state.find(collection, identity)
    image = document.get("profilImageUrl") if document else None
    if place.settings.reads_write and image and "profilMediumImageUrl" not in document:
        document["profilMediumImageUrl"] = image.replace(f"/{identity}/", f"/{identity}/medium/")
        document["profilThumbImageUrl"] = image.replace(f"/{identity}/", f"/{identity}/thumb/")
        place.state.written(collection, identity, bump=False)


def get(place, request):
    """GET /co2/element/get/type/…/id/…, for who is signed in."""
    if not request.person:
        return refused("Please login first")
    collection, identity = request.url.text("type"), request.url.text("id")
    request.url.text("update")
    if not HEX.fullmatch(identity):
        return malformed(request, identity)
    return Answer({"result": True, "map": raw_element(place.state, collection, identity.lower())})


def slug(place, request):
    """GET|POST /co2/slug/getinfo/key/<slug>; a slug ends at its first dot."""
    asked = request.url.text("key") or request.form.text("key")
    collection, identity = place.state.slugs.get(asked.split(".")[0], (None, None))
    if collection not in SLUGGED:
        return Answer({"result": False})
    return Answer({"result": True, "contextId": identity, "contextType": collection})


def poi(place, request):
    """GET /api/poi/get: never a list, and nothing at all without a session of a browser (§2.7)."""
    identity = request.url.text("id").lower()
    if not request.ajax or not request.person:
        return nothing()
    return Answer(text=Answer(raw_element(place.state, "poi", identity)).body(), kind="text/html; charset=UTF-8")


def tags(place, request):
    """GET /api/tags/get: suggested tags, whether they are used or not."""
    return Answer(["Commun", "Culture", "Numérique", "TiersLieux"])


def tool(place, request):
    """GET /api/tool/get/what/mongoId: an id for who wants to create something."""
    if request.url.text("what") == "mongoId":
        return Answer({"id": place.state.mint()})
    return Answer([])
