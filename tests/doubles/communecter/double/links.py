# SPDX-License-Identifier: GPL-3.0-or-later
"""Linking and unlinking two elements (§6.5). Linking moves `updated`, unlinking does not."""
from . import deeds
from .answer import Answer, nothing, refused

CHILD_TYPES = ("organizations", "citoyens", "projects")


def ends(place, form):
    """The two elements that are named, or None for one that is not there."""
    parent_type, parent, child_type, child = (form.text(name) for name in ("parentType", "parentId", "childType", "childId"))
    return parent_type, parent, place.state.find(parent_type, parent), child_type, child, place.state.find(child_type, child)


def linked(document, family, child):
    links = document.get("links")
    return isinstance(links, dict) and isinstance(links.get(family), dict) and child in links[family]


def connect(place, request):
    """POST /co2/link/connect. Who is not signed in gets nothing at all (Q3)."""
    form = request.form
    parent_type, parent, parent_document, child_type, child, child_document = ends(place, form)
    role = form.text("connectType")
    if not request.person:
        return nothing()
    if child_type not in CHILD_TYPES or parent_document is None or child_document is None:
        return refused("Something went wrong")
    family = deeds.FAMILY.get(parent_type, "followers")
    if linked(parent_document, family, child):
        return Answer({"result": False, "type": "info", "msg": "Already linked"})
    deeds.do(place.state, {"op": "connect", "collection": parent_type, "id": parent, "child_type": child_type, "child": child})
    if role == "admin":
        parent_document["links"][family][child]["isAdmin"] = True
    return Answer({"result": True, "msg": "You are now linked", "parent": parent_document, "parentType": parent_type,
                   "newElement": child_document, "newElementType": child_type})


def disconnect(place, request):
    """POST /co2/link/disconnect: its `parentType` is an id (Q35)."""
    form = request.form
    parent_type, parent, parent_document, _, child, _ = ends(place, form)
    form.text("connectType"), form.text("linkOption")
    if not request.person:
        return nothing()
    if parent_document is None or not linked(parent_document, deeds.FAMILY.get(parent_type, "followers"), child):
        return refused("Something went wrong")
    deeds.do(place.state, {"op": "disconnect", "collection": parent_type, "id": parent, "child": child})
    return Answer({"result": True, "msg": "Link divorced succesfully", "collection": parent_type,
                   "removeMeAsAdmin": child == request.person, "parentId": parent, "parentType": parent,
                   "parent": parent_document})
