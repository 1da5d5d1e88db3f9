# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of the place: what people and administrators do to it, each under a name that a test can ask for.

Each deed takes the state and its words, and gives (collection, id, whether `updated` took notice). Whether it does follows
§7.2: fields, creation and new links do; unlinking, a pending deletion, images and moderation do not.
"""
from .slugs import slug_of
from .state import SLUGGED

CHILDREN = {"members": "memberOf", "contributors": "projects", "attendees": "events"}
FAMILY = {"organizations": "members", "projects": "contributors", "events": "attendees"}


class Unknown(Exception):
    """What a test asked for cannot be done; said back to it with status 400."""


def document_of(state, words):
    collection, identity = words.get("collection", "organizations"), words.get("id", "")
    document = state.find(collection, identity)
    if document is None:
        raise Unknown(f"no {identity!r} in {collection}")
    return collection, identity, document


def key_in(branch, key):
    """Of a list, the number of the element."""
    if not isinstance(branch, list):
        return key
    if not key.isdigit() or int(key) >= len(branch):
        raise Unknown(f"there is no {key!r} in a list of {len(branch)}")
    return int(key)


def set_path(document, path, value):
    """Sets a dotted path; None takes the field away."""
    *branches, leaf = path.split(".")
    for key in branches:
        key = key_in(document, key)
        if not isinstance(document, list) and not isinstance(document.get(key), (dict, list)):
            document[key] = {}
        if document[key] == []:
            document[key] = {}          # what is empty may become either
        document = document[key]
    leaf = key_in(document, leaf)
    if value is not None:
        document[leaf] = value
    elif leaf in document or isinstance(document, list):
        del document[leaf]


def written(state, words, changes, *, bump):
    """Applies {path: value} to the element that is named. A test may say `bump` itself."""
    collection, identity, document = document_of(state, words)
    for path, value in changes.items():
        set_path(document, path, value)
    bump = bool(words.get("bump", bump))
    state.written(collection, identity, bump=bump)
    return collection, identity, bump


def new_slug(state, collection, name):
    """The slug for a new name, where there are slugs."""
    return {"slug": slug_of(name, state.slugs)} if collection in SLUGGED else {}


def edit(state, words):
    """One field, as its page does it. `field` may be dotted, `value` null takes it away."""
    return written(state, words, {words["field"]: words.get("value")}, bump=True)


def edit_silently(state, words):
    """A migration: the field changes and `updated` does not."""
    return written(state, words, {words["field"]: words.get("value")}, bump=False)


def create(state, words):
    """A new element with these fields; public, open, with a slug, made now."""
    collection, identity = words.get("collection", "organizations"), words.get("id") or state.mint()
    name = words.get("document", {}).get("name", "Sans nom")
    document = {"collection": collection, "name": name, **new_slug(state, collection, name),
                "preferences": {"isOpenData": True, "isOpenEdition": True}, "created": state.clock.now, **words.get("document", {})}
    state.add(collection, identity, document)
    state.written(collection, identity, bump=True)
    return collection, identity, True


def delete(state, words):
    """It is gone; who asks for it is shown a ghost."""
    collection, identity, _ = document_of(state, words)
    state.remove(collection, identity)
    return collection, identity, False


def delete_pending(state, words):
    """A deletion that administrators must confirm; the element is still shown."""
    changes = {"status": "deletePending", "statusDate": state.clock.date(), "reasonDelete": "doublon"}
    return written(state, words, changes, bump=False)


def stop_delete(state, words):
    return written(state, words, dict.fromkeys(("status", "statusDate", "reasonDelete", "userAskingToDelete")), bump=False)


def make_private(state, words):
    return written(state, words, {"preferences.private": True}, bump=False)


def make_public(state, words):
    return written(state, words, {"preferences.private": False}, bump=False)


def close_data(state, words):
    """No longer open data. `value` may be "false" as text, which PHP takes for true."""
    return written(state, words, {"preferences.isOpenData": words.get("value", False)}, bump=False)


def open_data(state, words):
    return written(state, words, {"preferences.isOpenData": True}, bump=False)


def to_be_validated(state, words):
    """Awaits moderation in the costum `slug`."""
    return written(state, words, {f"preferences.toBeValidated.{words.get('slug', 'navigatorDesTierslieux')}": True}, bump=False)


def validated(state, words):
    return written(state, words, {"preferences.toBeValidated": None}, bump=False)


def disable(state, words):
    return written(state, words, {"disabled": True}, bump=False)


def enable(state, words):
    return written(state, words, {"disabled": None}, bump=False)


def uncomplete(state, words):
    """An import came back to it with warnings."""
    return written(state, words, {"state": "uncomplete"}, bump=False)


def complete(state, words):
    return written(state, words, {"state": None}, bump=False)


def retag(state, words):
    """Other tags: `tags` replaces the list."""
    return written(state, words, {"tags": list(words.get("tags", []))}, bump=True)


def rename(state, words):
    """Another name, and another slug, which is what addresses are made of."""
    collection, _, document = document_of(state, words)
    state.slugs.pop(document.get("slug"), None)
    return written(state, words, {"name": words["name"], **new_slug(state, collection, words["name"])}, bump=True)


def image(state, words):
    """A picture is put there; nobody notices by the date."""
    collection, identity, _ = document_of(state, words)
    path = f"/upload/communecter/{collection}/{identity}/{words.get('file', f'photo{state.clock.now}.png')}"
    return written(state, words, {"profilImageUrl": path}, bump=False)


def refer(state, words):
    """A costum lists the element without owning it."""
    _, _, document = document_of(state, words)
    listed = (document.get("reference") or {}).get("costum", [])
    slug = words.get("slug", "franceTierslieux")
    return written(state, words, {"reference.costum": [*[each for each in listed if each != slug], slug]}, bump=False)


def connect(state, words):
    """A link, written on both sides; both take notice."""
    collection, identity, document = document_of(state, words)
    child_type, child = words.get("child_type", "citoyens"), words["child"]
    other = state.find(child_type, child)
    if other is None:
        raise Unknown(f"no {child!r} in {child_type}")
    family = FAMILY.get(collection, "followers")
    set_path(document, f"links.{family}.{child}", {"type": child_type})
    set_path(other, f"links.{CHILDREN.get(family, 'follows')}.{identity}", {"type": collection})
    state.written(child_type, child, bump=True)
    state.written(collection, identity, bump=True)
    return collection, identity, True


def disconnect(state, words):
    collection, identity, document = document_of(state, words)
    family, child = FAMILY.get(collection, "followers"), words["child"]
    child_type = ((document.get("links") or {}).get(family) or {}).get(child, {}).get("type", "citoyens")
    if state.find(child_type, child):
        set_path(state.find(child_type, child), f"links.{CHILDREN.get(family, 'follows')}.{identity}", None)
        state.written(child_type, child, bump=False)
    return written(state, words, {f"links.{family}.{child}": None}, bump=False)


def answer(state, words):
    """A new answer to a form."""
    identity = words.get("id") or state.mint()
    document = {"collection": "answers", "created": state.clock.now, "status": ["newaction"], **words.get("document", {})}
    state.add("answers", identity, document)
    state.written("answers", identity, bump=True)
    return "answers", identity, True


def status(state, words):
    """One more status of an answer: the list is only ever appended to."""
    words = {"collection": "answers", **words}
    document = document_of(state, words)[2]
    return written(state, words, {"status": [*document.get("status", []), words["value"]]}, bump=True)


DEEDS = {deed.__name__: deed for deed in (
    edit, edit_silently, create, delete, delete_pending, stop_delete, make_private, make_public, close_data, open_data,
    to_be_validated, validated, disable, enable, uncomplete, complete, retag, rename, image, refer, connect, disconnect, answer,
    status)}


def do(state, words):
    """Does what `op` names; says what was done, to whom, and whether the date tells."""
    name = words.get("op")
    if name not in DEEDS:
        raise Unknown(f"{name!r} is none of: {', '.join(DEEDS)}")
    try:
        collection, identity, bumped = DEEDS[name](state, words)
    except KeyError as missing:
        raise Unknown(f"{name} needs {missing}") from missing
    return {"op": name, "collection": collection, "id": identity, "bumped": bumped}
