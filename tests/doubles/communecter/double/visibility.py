# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sees what: what the search leaves out, and — for the judge, not for the server — what must never be published."""
from . import php

HIDDEN_STATES = ("uncomplete", "deleted")


def preferences(document):
    found = document.get("preferences")
    return found if isinstance(found, dict) else {}


def is_member(document, person):
    """Whether that person made the element or is linked to it without reservation."""
    if not person:
        return False
    links = document.get("links")
    families = links.values() if isinstance(links, dict) else []
    return document.get("creator") == person or any(isinstance(family, dict) and person in family for family in families)


def is_admin(document, person):
    if not person:
        return False
    links = document.get("links")
    families = [links.get(name) for name in ("members", "contributors", "attendees")] if isinstance(links, dict) else []
    return document.get("creator") == person or any(
        isinstance(family, dict) and isinstance(family.get(person), dict) and family[person].get("isAdmin") is True
        for family in families)


def shown_by_search(collection, document, person=None):
    """Neither `deletePending` nor `isOpenData` matters here: the server does not hold that gate."""
    if document.get("state") in HIDDEN_STATES:
        return False
    if preferences(document).get("private") is True and not is_member(document, person):
        return False
    return not (collection == "organizations" and document.get("disabled"))


def truthy(value):
    """As a person would read it: the word false is false."""
    return not php.is_empty(value) and str(value).lower() != "false"


def awaiting(value):
    return [slug for slug, waits in value.items() if truthy(waits)] if isinstance(value, dict) else []


def withheld_by_form(form):
    """Why an answer may not be published: the form that asked for it is for some people only, or stays out of lists."""
    why = ["form.onlymemberaccess"] if truthy(form.get("onlymemberaccess")) else []
    params = form.get("params") if isinstance(form.get("params"), dict) else {}
    why += ["form.params.onlyAdminCanSeeList"] if truthy(params.get("onlyAdminCanSeeList")) else []
    return why + ([] if truthy(form.get("isPublishedInAacOrg", True)) else ["form.isPublishedInAacOrg"])


def withheld(collection, document, state):
    """Why this may not be published, in the names of the fields that say so; empty when it may."""
    if collection == "answers":
        return withheld_by_form(state.find("forms", document.get("form")) or {})
    said, source = preferences(document), document.get("source")
    why = ["preferences.private"] if truthy(said.get("private")) else []
    why += [] if truthy(said.get("isOpenData")) else ["preferences.isOpenData"]
    why += [f"preferences.toBeValidated.{slug}" for slug in awaiting(said.get("toBeValidated"))]
    why += [f"source.toBeValidated.{slug}" for slug in awaiting(source.get("toBeValidated") if isinstance(source, dict) else None)]
    why += [f"state {document['state']}"] if document.get("state") in HIDDEN_STATES else []
    why += ["status deletePending"] if document.get("status") == "deletePending" else []
    return why + (["disabled"] if truthy(document.get("disabled")) else [])
