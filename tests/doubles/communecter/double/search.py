# SPDX-License-Identifier: GPL-3.0-or-later
"""POST /co2/search/globalautocomplete, in both dialects, and its two sisters."""
from itertools import groupby

from . import php
from .answer import Answer, failure, page
from .filters import DatabaseError
from .old_rows import old_row

STEP = 30           # rows of a page when nobody says
# What is left of a document when no `fields` are named (trap 7); what is not listed is left out for projects too.
REDUCED = {
    "organizations": ("name", "slug", "type", "collection", "tags", "shortDescription", "address", "geo", "geoPosition",
                      "profilImageUrl", "profilThumbImageUrl"),
    "projects": ("name", "slug", "collection", "tags", "shortDescription", "address", "geo", "geoPosition", "profilImageUrl"),
    "events": ("name", "slug", "collection", "startDate", "endDate", "address", "geo", "geoPosition", "profilImageUrl"),
    "poi": ("name", "type", "collection", "tags", "parent", "profilImageUrl"),
    "answers": ("form", "collection", "created", "updated"),
}
REDUCED_OTHERS = ("name", "slug", "type", "collection", "tags")
SHOWN_OF_PERSONS = ("name", "slug", "collection")
# Read and without consequence for whoever is not a browser.
FOR_BROWSERS = ("searchBy", "contextId", "contextType", "costumEditMode", "fediverse", "mapUsed", "initType")


class Rows:
    """Rows as the public route of today shows them, and their text, kept as long as the document is not written."""

    def __init__(self, state):
        self.state_ = state
        self.kept_ = {}                 # (collection, id, fields): (version, text)

    def row(self, collection, identity, fields):
        document = self.state_[collection].documents[identity]
        if fields is None:
            return document
        row = {"_id": {"$id": identity}}
        if any("." in field for field in fields):
            project_deep(document, fields, row)
        else:
            for field in document:
                if field in fields:
                    row[field] = document[field]
        return row

    def text(self, collection, identity, fields):
        key = collection, identity, fields
        version = self.state_[collection].versions[identity]
        kept = self.kept_.get(key)
        if kept is None or kept[0] != version:
            kept = self.kept_[key] = version, f'"{identity}":' + php.encode(self.row(collection, identity, fields))
        return kept[1]


def project_deep(document, fields, row):
    """Dotted fields keep their branches."""
    for field in fields:
        source, target, path = document, row, field.split(".")
        for key in path[:-1]:
            source = source.get(key) if isinstance(source, dict) else None
        if not isinstance(source, dict) or path[-1] not in source:
            continue
        for key in path[:-1]:
            target = target.setdefault(key, {})
        target[path[-1]] = source[path[-1]]


def projection(collection, form):
    """The fields of a row; None is the whole document."""
    wanted = form.texts("fields")
    if "preferences" in wanted:
        return frozenset()              # unset() leaves a hole, and a list with a hole is none (trap 8)
    if collection == "citoyens":
        return frozenset(SHOWN_OF_PERSONS)
    return frozenset(wanted or REDUCED.get(collection, REDUCED_OTHERS))


def window(collection, form, settings):
    """(skip, limit) for one type; a limit of None is everything."""
    skip, step = max(0, form.number("indexMin", 0)), form.number("indexStep", STEP)
    if settings.ignore_index_min:
        skip = 0
    if not settings.ignore_ranges:
        of_type = form.branch("ranges").get(collection)
        if isinstance(of_type, dict):
            wanted = php.Form(of_type)
            skip = max(0, wanted.number("indexMin", 0))
            step = max(0, wanted.number("indexMax", skip + STEP) - skip) or STEP
    if settings.most_rows > 0:
        step = min(step or settings.most_rows, settings.most_rows)
    return skip, step if step > 0 else None


def slipped(skip, request):
    """A row that is on two pages, or on none: the window of every page but the first slips by one."""
    if skip and request.struck_by("duplicate_row"):
        return skip - 1
    return skip + 1 if skip and request.struck_by("vanishing_row") else skip


def restless(ids, documents):
    """What was changed in the same second comes the other way round: the database promises no order among equals (Q26)."""
    together = groupby(ids, lambda identity: documents[identity].get("updated"))
    return [identity for _, equals in together for identity in reversed(list(equals))]


def pages(place, request):
    """(collection, ids) of what is on this page."""
    for collection, ids in place.found.of(request.form, request.person):
        skip, limit = window(collection, request.form, place.settings)
        skip = slipped(skip, request)
        if request.struck_by("unstable_order"):
            ids = restless(ids, place.state[collection].documents)
        yield collection, ids[skip:] if limit is None else ids[skip:skip + limit]


def counted(place, request):
    """`count` by type, or None when nobody asked for it."""
    form = request.form
    asked = [form.flag("count"), form.flag("onlyCount")]
    if not any(asked) or place.settings.no_count:
        return None
    found = dict(place.found.of(form, request.person))
    wanted = form.texts("countType") or list(found)
    missing = [each for each in wanted if each not in found]
    if missing:
        found.update(place.found.of(form.copy(searchType=dict(enumerate(missing))), request.person))
    return {each: len(found[each]) for each in wanted if each in found}


def answer_of(place, request, row, text):
    """The envelope. `row` makes a row, `text` its text: the second is quicker, and is used unless a fault wants rows."""
    count = counted(place, request)
    if request.form.flag("onlyCount"):
        return Answer({"count": php.an_array(count or {})})
    shown = [(collection, identity) for collection, ids in pages(place, request) for identity in ids]
    if text is None or request.reshaped:
        answer = {"results": php.an_array({identity: row(collection, identity) for collection, identity in shown})}
        return Answer(answer if count is None else {**answer, "count": php.an_array(count)})
    results = "{" + ",".join(text(collection, identity) for collection, identity in shown) + "}" if shown else "[]"
    more = "" if count is None else ',"count":' + php.encode(php.an_array(count))
    return Answer(text=f'{{"results":{results}{more}}}')


def search(place, request, *, more=None):
    """The public route. `more` adds to a row what the sister route adds."""
    if place.settings.dialect == "legacy2018":
        return old_search(place, request)
    form = request.form
    fields = {each: projection(each, form) for each in place.state.collections}
    for name in FOR_BROWSERS:
        form.tree(name)
    try:
        def row(collection, identity):
            made = place.rows.row(collection, identity, fields[collection])
            return {**made, **more(collection, identity)} if more else made
        return answer_of(place, request, row, None if more else
                         lambda collection, identity: place.rows.text(collection, identity, fields[collection]))
    except DatabaseError as why:
        return failure(request, f"MongoDB: {why}", page_status=500)


def old_search(place, request):
    """2018: no fields, no filters, rows as the old pages wanted them."""
    if request.form.text("tpl"):
        return page("Recherche", "Les résultats, en page.")
    request.form.tree("initType")
    try:
        return answer_of(place, request, lambda collection, identity: old_row(place.state, collection, identity), None)
    except DatabaseError as why:
        return failure(request, f"MongoDB: {why}", page_status=500)


def navigator(place, request):
    """POST /costum/navigator/gettl: the same, and each place brings the answers that were given about it."""
    def answers(collection, identity):
        if collection != "organizations":
            return {}
        about = {each: {"_id": {"$id": each}, "form": document["form"]}
                 for each, document in place.state["answers"].documents.items() if identity in asked_about(document)}
        return {"answers": php.an_array(about)}
    return search(place, request, more=answers)


def asked_about(answer):
    """Ids of the organizations that an answer is about: answers.<step>.finder<step><key>.<id>."""
    steps = answer.get("answers") if isinstance(answer.get("answers"), dict) else {}
    return {identity for name, step in steps.items() if isinstance(step, dict) for key, value in step.items()
            if key.startswith("finder" + name) and isinstance(value, dict) for identity in value}


def for_admins(place, request):
    """POST /co2/search/globalautocompleteadmin/…: whole documents, `preferences` included, for who may see them."""
    if not place.accounts.is_admin(request.person):
        return Answer({"result": False, "msg": "Access denied"}, status=401)
    fields = frozenset(request.form.texts("fields")) or None
    rows = place.rows
    try:
        return answer_of(place, request, lambda *which: rows.row(*which, fields), lambda *which: rows.text(*which, fields))
    except DatabaseError as why:
        return failure(request, f"MongoDB: {why}", page_status=500)
