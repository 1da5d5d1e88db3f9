# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who does anything that can be done here, in an order that a seed decides."""
import random

from . import deeds
from .crowd import ANSWER_FORMS, Crowd
from .state import ELEMENTS

STEP_S = 90         # at most between two deeds; several may fall into one second
# How often each deed is done, and with which words besides the element.
FREQUENT = {"edit": 30, "retag": 8, "rename": 5, "create": 8, "delete": 5, "edit_silently": 6, "image": 3, "delete_pending": 3,
            "stop_delete": 2, "make_private": 4, "make_public": 5, "close_data": 4, "open_data": 5, "to_be_validated": 3,
            "validated": 4, "disable": 2, "enable": 3, "uncomplete": 2, "complete": 3, "refer": 2, "connect": 5, "disconnect": 4,
            "answer": 4, "status": 5}
ONLY_ORGANIZATIONS = ("disable", "enable")
PREFERENCES = ("make_private", "make_public", "close_data", "open_data", "disable", "enable", "uncomplete", "complete")
FEW = 5             # fewer elements than these are not deleted


class Liver:
    """Draws deeds; each is told as do() tells it, with the moment at which it was done."""

    def __init__(self, state, seed):
        self.state_ = state
        self.random_ = random.Random(seed)
        self.crowd_ = Crowd(self.random_)

    def live(self, steps):
        done = []
        for _ in range(steps):
            self.state_.clock.advance(self.random_.randrange(STEP_S))
            name = self.random_.choices(list(FREQUENT), list(FREQUENT.values()))[0]
            if (words := self.words(name)) is not None:
                done.append({**deeds.do(self.state_, {"op": name, **words}), "at": self.state_.clock.now})
        return done

    def someone(self, collections):
        """A collection and an id in it, the larger collections more often."""
        filled = [name for name in collections if len(self.state_[name])]
        name = self.random_.choices(filled, [len(self.state_[name]) for name in filled])[0]
        return name, self.random_.choice(list(self.state_[name].documents))

    def words(self, name):
        """What that deed needs to know; None when there is nobody for it."""
        if name == "create":
            collection = self.random_.choice(ELEMENTS)
            return {"collection": collection, "document": self.crowd_.fields(collection)}
        if name == "answer":
            return {"document": self.crowd_.answer(self.random_.choice(ANSWER_FORMS))}
        if name == "status":
            return {"id": self.someone(["answers"])[1], "value": self.random_.choice(["progress", "vote", "finance", "finished"])}
        where = ["organizations"] if name in ONLY_ORGANIZATIONS else [*ELEMENTS, "answers"] if name == "delete" else ELEMENTS
        collection, identity = self.someone(where)
        named = {"collection": collection, "id": identity}
        if name in PREFERENCES:
            named["bump"] = self.random_.random() < 0.5         # nobody outside knows which of them tells
        more = {"edit": self.field, "edit_silently": self.field, "retag": self.tags, "rename": self.name, "close_data": self.closing,
                "connect": self.child, "disconnect": self.linked}.get(name)
        if name == "delete" and len(self.state_[collection]) < FEW:
            return None
        return {**named, **more(collection, identity)} if more else named

    def field(self, collection, identity):
        name, value = self.random_.choice([
            ("shortDescription", self.crowd_.sentence()), ("description", self.crowd_.text()), ("url", self.crowd_.url()),
            ("address.streetAddress", self.crowd_.street()), ("address", self.crowd_.address()), ("url", None)])
        return {"field": name, "value": value}

    def tags(self, collection, identity):
        return {"tags": self.crowd_.tags(collection)}

    def name(self, collection, identity):
        return {"name": self.crowd_.name()}

    def closing(self, collection, identity):
        return {"value": self.random_.choice([False, "false"])}

    def child(self, collection, identity):
        kind, child = self.someone(["citoyens", "organizations"])
        return {"child_type": kind, "child": child}

    def linked(self, collection, identity):
        links = self.state_[collection].get(identity).get("links")
        linked = (links or {}).get(deeds.FAMILY.get(collection, "followers")) or {}
        return {"child": self.random_.choice(list(linked) or ["0" * 24])}
