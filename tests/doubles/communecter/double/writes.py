# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing one element: a field, a block, a path, the whole, and its end (§6). Failures are 200 and tell little."""
from . import bindings
from .answer import Answer, nothing, refused
from .bindings import FIELDS, Invalid, changes
from .deeds import set_path
from .elements import HEX
from .php import is_empty, plain
from .slugs import slug_of
from .state import CONTROLLERS, SLUGGED
from .visibility import is_admin, preferences

NAMES = {"organizations": "organization", "projects": "project", "events": "event", "poi": "poi", "classifieds": "classified",
         "ressources": "ressource"}
PENDING = ("status", "statusDate", "reasonDelete", "userAskingToDelete")
BLOCKS = {
    "info": ("name", "tags", "type", "email", "slug", "url", "fixe", "fax", "mobile", "avancement", "parentId", "parentType",
             "organizerId", "organizerType"),
    "network": tuple(bindings.NETWORKS),
    "when": ("startDate", "endDate", "allDay"),
    "descriptions": ("tags", "description", "shortDescription"),
    "toMarkdown": ("description",),
}


def may_edit(place, person, collection, document):
    """Anybody who is signed in where the edition is open; else who looks after it. Nobody while it waits for its end."""
    if not person or document.get("status") == "deletePending":
        return False
    if collection in ("poi", "classifieds"):
        return document.get("creator") == person or place.accounts.is_admin(person)
    return bool(preferences(document).get("isOpenEdition")) or is_admin(document, person) or place.accounts.is_admin(person)


def store(place, collection, identity, what, *, bump):
    document = place.state.find(collection, identity)
    for path, value in what.items():
        set_path(document, path, value)
    place.state.written(collection, identity, bump=bump)


def appended(document, name, value, index):
    """`urls` and `contacts`: one more, another in its place, or one less."""
    kept = list(document.get(name) or [])
    if index is None:
        return kept if value in kept else [*kept, value]
    if 0 <= index < len(kept):
        kept[index:index + 1] = [] if is_empty(value) else [value]
    return kept


def update_fields(place, request):
    """POST /co2/element/updatefields/type/<collection>: pk, name, value."""
    form, collection = request.form, request.url.text("type")
    identity, name = form.text("pk").lower(), form.text("name")
    value = plain(form.tree("value"))
    if not identity or not name:
        return refused("Invalid request")
    if not request.person:
        return nothing()
    document = place.state.find(collection, identity)
    if document is None or not may_edit(place, request.person, collection, document):
        return refused("You are not allowed to edit this element", **{name: value})
    if name not in FIELDS.get(collection, ()):
        return refused(f"Unknown field :{name}", **{name: value})
    try:
        made = {name: appended(document, name, value, form.number("index", None))} if name in ("urls", "contacts") \
            else changes(place.state, name, value)
    except Invalid as why:
        return refused(str(why), **{name: value})
    store(place, collection, identity, made, bump=True)
    stored = made.get(bindings.place_of(name), value)
    return Answer({"result": True, "msg": f"The {NAMES[collection]} has been updated", name: stored})


def update_block(place, request):
    """POST /co2/element/updateblock. `result` is true whatever happened (Q6); the first refusal ends it."""
    form = request.form
    collection, identity, block = form.text("typeElement"), form.text("id").lower(), form.text("block")
    values, errors = {}, None
    document = place.state.find(collection, identity)
    for name in BLOCKS.get(block, ()):
        if name not in form.names():
            continue
        value = plain(form.tree(name))
        if document is None or not may_edit(place, request.person, collection, document):
            errors = {"result": False, "msg": "You are not allowed to edit this element"}
            break
        try:
            store(place, collection, identity, changes(place.state, name, value), bump=True)
            values[name] = document.get(name, value)
        except Invalid as why:
            errors = {"result": False, "msg": str(why)}
            break
    answer = {"result": True}
    if values:
        answer["resultGoods"] = {"result": True, "msg": "Your data has been updated", "values": values}
    return Answer({**answer, "resultErrors": errors} if errors else answer)


def update_path(place, request):
    """POST /co2/element/updatepathvalue: who may not is told so by the status here. An empty value changes nothing (Q36)."""
    form = request.form
    collection, identity, path = form.text("collection"), form.text("id").lower(), form.text("path")
    value, document = plain(form.tree("value")), place.state.find(form.text("collection"), form.text("id").lower())
    known = document is not None and collection in (*NAMES, "answers")
    if not known or not (place.accounts.is_admin(request.person) or is_admin(document, request.person)):
        return Answer({"result": False, "msg": "Unauthorized"}, status=401)
    found, keys = document, path.split(".")
    for key in keys[:-1]:
        found = found.get(key) if isinstance(found, dict) else None
    kept = found.get(keys[-1]) if isinstance(found, dict) else None
    if form.text("pull"):
        made = pulled(document, path, form.text("pull"))
    elif form.text("arrayForm") == "true":
        made = {path: [*(kept if isinstance(kept, list) else []), value]}
    elif path == "allToRoot" and isinstance(value, dict):
        made = value
    else:
        made = {path: typed(value, form.text("setType"))}
    if not (is_empty(value) and kept is None and not form.text("pull")):
        store(place, collection, identity, made, bump=place.settings.path_update_bumps)
    return Answer({"result": True, "msg": "Your data are well updated", "text": value, "id": identity})


def typed(value, kind):
    if kind == "int":
        return int(value) if str(value).lstrip("-").isdigit() else 0
    return bindings.moment(value) if kind == "isoDate" else value


def pulled(document, path, branch):
    """Takes one out of a list: `path` is x.N, `pull` is x."""
    kept = document
    for key in branch.split("."):
        kept = kept.get(key) if isinstance(kept, dict) else None
    last = path.rsplit(".", 1)[-1]
    at = int(last) if last.isdigit() else -1
    return {branch: [each for number, each in enumerate(kept) if number != at]} if isinstance(kept, list) else {}


def bad(message, code="400"):
    return Answer({"result": False, "error": code, "msg": message, "resquest": "POST"})


def save(place, request):
    """POST /co2/element/save: creates, or writes over what has that id — without asking whose it is."""
    form = request.form
    if not request.person:
        return Answer({"result": False, "error": "401", "msg": "Login First"})
    collection = form.text("collection") or CONTROLLERS.get(form.text("key"), "")
    form.text("key")
    if collection not in FIELDS:
        return bad("Bad Request : Check you parameters")
    identity = form.text("id").lower() or place.state.mint()
    if not HEX.fullmatch(identity):
        return bad("Bad Request : Check you parameters")
    fields = {name: value for name, value in form.rest("collection", "key", "id").items() if value != ""}
    try:
        bindings.refuse_unknown(collection, fields)
        made = stored(place.state, fields)
    except Invalid as why:
        return bad(f"Something went really bad : {why}")
    known = place.state.find(collection, identity) is not None
    if not known:
        created(place, request.person, collection, identity, made)
    store(place, collection, identity, made, bump=True)
    return saved(place, collection, identity, known)


def stored(state, fields):
    made = {}
    for name, value in fields.items():
        if name == "source" and isinstance(value, dict) and set(value) - bindings.SOURCE_FIELDS:
            raise Invalid("Contenu Invalide source")
        if name == "type" and "role" in fields and value not in bindings.TYPES:
            raise Invalid("Contenu Invalide type")
        made.update({name: bindings.floats(value)} if name == "geoPosition" else changes(state, name, value))
    public = made.pop("public", None)
    return made if public is None else {**made, "preferences.private": not public}


def created(place, person, collection, identity, fields):
    document = {"collection": collection, "creator": person, "created": place.state.clock.now,
                "preferences": {"isOpenData": True, "isOpenEdition": True}}
    if collection in SLUGGED:
        document["slug"] = slug_of(str(fields.get("name", "")), place.state.slugs)
    if collection == "organizations" and fields.get("role") in ("admin", "creator", "member"):
        document["links"] = {"members": {person: {"type": "citoyens", "isAdmin": fields["role"] != "member"}}}
    place.state.add(collection, identity, document)


def saved(place, collection, identity, known):
    kept = place.state.find(collection, identity)
    return Answer({"result": True, "msg": "Your data are well updated" if known else "Your data are well registred", "reload": True,
                   "map": kept, "id": identity, "afterSave": None, "afterSaveGbl": [],
                   "url": f"#poi.detail.id.{identity}" if collection == "poi" else False, "resquest": "POST"})


def delete(place, request):
    """POST /co2/element/delete/type/…/id/…: gone at once, or waiting for who looks after it. The date tells neither."""
    collection, identity = request.url.text("type"), request.url.text("id").lower()
    reason, document = request.form.text("reason"), place.state.find(collection, identity)
    if document is None or not request.person or collection not in NAMES:
        return refused("You are not allowed to delete this element")
    mine = document.get("creator") == request.person or place.accounts.is_admin(request.person)
    if collection in ("poi", "classifieds", "ressources"):
        if not mine:
            return refused("You are not allowed to delete this element")
        place.state.remove(collection, identity)
        return Answer({"result": True, "msg": "The element has been deleted succesfully", "resDocs": {"result": True}})
    if document.get("status") == "deletePending":
        return refused("The element is already in delete pending status !")
    if not may_edit(place, request.person, collection, document):
        return refused("You are not allowed to delete this element")
    if mine and only_mine(document, request.person) or place.accounts.is_admin(request.person):
        place.state.remove(collection, identity)
        return Answer({"result": True, "status": "deleted", "msg": "The element has been deleted succesfully"})
    asked = dict(zip(PENDING, ("deletePending", place.state.clock.date(), reason, request.person)))
    store(place, collection, identity, asked, bump=False)
    return Answer({"result": True, "status": "deletePending", "msg": "The element has been put in delete pending status"})


def only_mine(document, person):
    """Whether nobody but that person is linked as somebody who works on it."""
    links = document.get("links") if isinstance(document.get("links"), dict) else {}
    others = [each for family in ("members", "contributors", "attendees") for each in (links.get(family) or {}) if each != person]
    return not others


def stop_delete(place, request):
    collection, identity = request.url.text("type"), request.url.text("id").lower()
    document = place.state.find(collection, identity)
    if document is None or not (is_admin(document, request.person) or place.accounts.is_admin(request.person)):
        return refused("You are not allowed to do this")
    store(place, collection, identity, dict.fromkeys(PENDING), bump=False)
    return Answer({"result": True, "msg": "The element is no longer in delete pending status"})
