# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the search of 2018: organizations by a list of fields with explicit nulls, all others as they are stored."""
from . import php
from .decoration import counts, dates_of, ghost, iso, updated_label
from .state import is_date

SUB_TYPE = {"events": "typeEvent", "poi": "typePoi", "classifieds": "typeClassified", "ressources": "typeRessource"}


def old_row(state, collection, identity):
    document, now = state[collection].documents[identity], state.clock.now
    if collection == "organizations":
        return organization(identity, document, now)
    row = {**document, "type": collection, "typeSig": collection, "updatedLbl": updated_label(document, now)}
    if collection in SUB_TYPE and document.get("type"):
        row[SUB_TYPE[collection]] = document["type"]
    row.update(dates_of(collection, document, now))
    if collection == "events":
        row.update({f"{name}Time": row[name] for name in ("startDate", "endDate") if name in row})
    if collection == "poi":
        row.update(parent_of(state, document))
    return row


def organization(identity, document, now):
    """Every field of the list is there; what the document lacks is null, and its address has a name for nowhere."""
    get = document.get
    thumb, image = get("profilThumbImageUrl", ""), get("profilImageUrl", "")
    medium = get("profilMediumImageUrl") or (image.replace(f"/{identity}/", f"/{identity}/medium/") if image else "")
    return {
        "id": identity, "name": get("name"), "type": "organizations", "email": get("email"), "url": get("url"),
        "telephone": get("telephone"), "pending": get("pending"), "tags": get("tags"), "geo": get("geo"),
        "shortDescription": get("shortDescription"), "description": get("description"), "updated": get("updated"),
        "addresses": get("addresses"), "slug": get("slug"), "typeSig": "organizations",
        "counts": php.an_array(counts(document)), "profilImageUrl": image, "profilThumbImageUrl": thumb,
        "profilMediumImageUrl": f"{medium}?_={now}" if medium else "", "logoImageUrl": "",
        "address": get("address") or {"addressLocality": "Unknown Locality"}, "typeOrga": get("type"),
        "updatedLbl": updated_label(document, now)}


def parent_of(state, document):
    """The whole parent, a ghost when it is gone, `[]` when there never was one."""
    parent_type, parent_id = document.get("parentType"), document.get("parentId")
    if isinstance(document.get("parent"), dict) and document["parent"]:
        parent_id, parent = next(iter(document["parent"].items()))
        parent_type = parent.get("type")
    if not parent_id:
        return {"parent": []}
    parent = state.find(parent_type, parent_id)
    shown = ghost(parent_type) if parent is None else plain_dates(parent)
    return {"parent": shown, "parentId": parent_id, "parentType": parent_type}


def plain_dates(document):
    return {name: iso(value["sec"]) if name in ("startDate", "endDate") and is_date(value) else value
            for name, value in document.items()}
