# SPDX-License-Identifier: GPL-3.0-or-later
"""/__double/…: how a test sees and moves the place. JSON in, JSON out; nothing here is spoilt or journalled."""
import json

from . import deeds
from .answer import Answer
from .communs import belongs
from .life import Liver
from .scope import Found
from .settings import Settings
from .state import ELEMENTS, as_seconds
from .visibility import withheld

PUBLIC_COLLECTIONS = [*ELEMENTS, "answers"]


def told(state, collection, identity):
    """The truth about one element, for a judge."""
    document = state[collection].documents[identity]
    why = withheld(collection, document, state)
    return {"collection": collection, "id": identity, "updated": as_seconds(document.get("updated")), "public": not why,
            "withheld": why, "document": document}


def truth(place, form, words):
    """Every element of a scope that is given like a search; without one, everything there is, hidden or not."""
    if "searchType" in form.names():
        listed = Found(place.state, Settings()).of(form, None)       # whatever the switches make of a search
    elif "form" in form.names():
        asked = belongs(form.text("form"))
        answers = place.state["answers"].documents
        listed = [("answers", [each for each, document in answers.items() if asked(document)])]
    else:
        listed = [(name, list(place.state[name].documents)) for name in PUBLIC_COLLECTIONS]
    found = {f"{name}-{identity}": told(place.state, name, identity) for name, ids in listed for identity in ids}
    return {"now": place.state.clock.now, "elements": found}


def people(place, form, words):
    """Everything by which a person could be found in what somebody kept."""
    found = []
    for identity, person in place.state["citoyens"].documents.items():
        found.append({"id": identity, "name": person["name"], "username": person["username"], "email": person["email"]})
    return {"people": found}


def clock(place, form, words):
    """Moves the clock by `advance` seconds, or to `now`."""
    if "now" in words:
        place.state.clock.now = int(words["now"])
    place.state.clock.advance(words.get("advance", 0))
    return {"now": place.state.clock.now}


def do(place, form, words):
    """One deed, or several as `deeds`."""
    if "deeds" in words:
        return {"done": [deeds.do(place.state, each) for each in words["deeds"]]}
    return deeds.do(place.state, words)


def life(place, form, words):
    done = Liver(place.state, words.get("seed", 1)).live(int(words.get("steps", 1)))
    return {"now": place.state.clock.now, "done": done}


def faults(place, form, words):
    """Switches faults on: one, or several as `faults`; `clear` switches all off first."""
    if words.pop("clear", False):
        place.faults.clear()
    for each in words.get("faults", [words] if "name" in words else []):
        if wrong := place.faults.add(each):
            raise deeds.Unknown(wrong)
    return {"faults": place.faults.as_json()}


def settings(place, form, words):
    if wrong := place.settings.change(words):
        raise deeds.Unknown(f"no such switch, or no such value: {', '.join(wrong)}")
    return place.settings.as_json()


def requests(place, form, words):
    """What was asked since the start, the reset, or request number `since`."""
    return {"requests": place.journal.requests[form.number("since", 0):]}


def forget(place, form, words):
    place.journal.requests.clear()
    return {"requests": []}


def reset(place, form, words):
    place.reset()
    return {"now": place.state.clock.now}


READS = {"state": truth, "people": people, "clock": clock, "faults": faults, "settings": settings, "requests": requests}
WRITES = {**READS, "do": do, "life": life, "forget": forget, "reset": reset}


def answer(place, method, name, form, body):
    """`form` are variables as of a search, `body` is the JSON that was sent."""
    verb = (READS if method == "GET" else WRITES).get(name)
    if verb is None:
        return told_as(404, {"error": f"there is no {method} {name}; there are {', '.join(WRITES)}"})
    with place.lock:
        try:
            words = json.loads(body or b"{}")
            if not isinstance(words, dict):
                raise deeds.Unknown("an object is wanted")
            return told_as(200, verb(place, form, words))
        except (deeds.Unknown, TypeError, ValueError) as why:
            return told_as(400, {"error": str(why)})


def told_as(status, payload):
    return Answer(text=json.dumps(payload, ensure_ascii=False), status=status)
