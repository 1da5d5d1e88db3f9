# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong on demand: which fault strikes which request."""
from dataclasses import asdict, dataclass

from .reshape import SHAPES
from .spoil import SPOILS

# Told by the search itself: see search.pages().
PAGING = ("duplicate_row", "vanishing_row", "unstable_order")
# Something happens in the place right before the answer is made: fault → the deed of deeds.py.
MOMENTS = {"edited_during_run": "edit", "element_deleted": "delete", "turned_private": "make_private",
           "turned_delete_pending": "delete_pending"}
SIGNING = ("session_expiry", "refresh_failure")
NAMES = [*SPOILS, *SHAPES, *PAGING, *MOMENTS, *SIGNING]


@dataclass
class Fault:
    """One switch. Without `every` and `next` it strikes always; `after` lets so many matching requests pass first."""

    name: str
    route: str = ""             # part of the route, in lower case; empty: any
    every: int = 0              # each nth matching request
    next: int = 0               # only the next k matching requests
    after: int = 0
    collection: str = ""        # of moments: whom it happens to; by default the oldest element of what is searched
    id: str = ""
    seconds: float = 0.05       # of slow_body: between two pieces; of 503 and 429 with it: Retry-After
    size: int = 20 << 20        # of huge_body: bytes
    seen: int = 0               # matching requests so far
    struck: int = 0

    @property
    def reshapes(self):
        return self.name in SHAPES

    def strikes(self, route):
        """Counts a request and says whether it is hit."""
        if self.route not in route:
            return False
        self.seen += 1
        turn = self.seen - self.after
        hit = turn > 0 and (not self.every or turn % self.every == 0) and (not self.next or self.struck < self.next)
        self.struck += hit
        return hit


class Faults:
    """The switches that are on."""

    def __init__(self):
        self.on = []

    def add(self, wanted):
        """Switches one on; in words, what is wrong with it, or None."""
        if wanted.get("name") not in NAMES:
            return f"{wanted.get('name')!r} is none of: {', '.join(NAMES)}"
        words = {key: value for key, value in wanted.items() if key != "always"}
        if unknown := set(words) - set(Fault.__dataclass_fields__):
            return f"a fault has no {', '.join(sorted(unknown))}"
        self.on.append(Fault(**words))
        return None

    def clear(self):
        self.on = []

    def striking(self, route):
        return [fault for fault in self.on if fault.strikes(route)]

    def as_json(self):
        return [asdict(fault) for fault in self.on]
