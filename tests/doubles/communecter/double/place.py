# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole place: what it holds, how it is switched, who is signed in, what goes wrong, and what was asked of it."""
import json
import threading
from pathlib import Path

from . import deeds, routes
from .accounts import Accounts
from .crowd import populate
from .faults import MOMENTS, Faults
from .filters import DatabaseError
from .journal import Journal
from .reshape import SHAPES
from .scope import Found
from .search import Rows
from .settings import Settings
from .state import ELEMENTS, State

FIXTURE = Path(__file__).resolve().parents[1] / "fixture.json"


class Place:
    """One lock around everything: an answer is made in one piece, however many ask at once."""

    def __init__(self, *, fixture=FIXTURE, elements=0, seed=1, dialect="modern"):
        self.start_ = {"fixture": Path(fixture), "elements": elements, "seed": seed, "dialect": dialect}
        self.lock = threading.RLock()
        self.reset()

    def reset(self):
        """As it was when it was started."""
        fixture = json.loads(self.start_["fixture"].read_text(encoding="utf-8"))
        self.settings = Settings(dialect=self.start_["dialect"])
        self.state = State(fixture)
        populate(self.state, max(0, self.start_["elements"] - sum(len(fixture.get(name, [])) for name in [*ELEMENTS, "answers"])),
                 self.start_["seed"])
        self.accounts = Accounts(self.state, self.settings)
        self.found = Found(self.state, self.settings)
        self.rows = Rows(self.state)
        self.faults = Faults()
        self.journal = Journal()

    def answer(self, request):
        """What that request is answered, before anything spoils the bytes of it."""
        with self.lock:
            request.faults = self.faults.striking(request.route)
            self.strike_before(request)
            request.person, answer = self.accounts.person_of(request)
            if answer is None:
                answer = routes.answer(self, request)
            for fault in request.faults:
                if fault.reshapes and answer.payload is not None:
                    answer.payload = SHAPES[fault.name](answer.payload, self.state.clock.now)
            answer.text = answer.body()         # now: what it shows may change once the lock is free
            return answer

    def strike_before(self, request):
        """What happens in the place while somebody reads it."""
        for fault in request.faults:
            if fault.name in MOMENTS:
                self.happen(fault, request)
        if request.struck_by("session_expiry"):
            self.accounts.expire()
        if request.struck_by("refresh_failure"):
            self.accounts.revoke()

    def last_of(self, request):
        """The last element of the scope that is searched; of no collection when there is none."""
        try:
            found = [each for each in self.found.of(request.form.copy(), None) if each[1]]
        except DatabaseError:
            found = []
        return (found[0][0], found[0][1][-1]) if found else ("", "")

    def happen(self, fault, request):
        collection, identity = fault.collection, fault.id
        if not identity:
            collection, identity = self.last_of(request)
        words = {"op": MOMENTS[fault.name], "collection": collection, "id": identity}
        if fault.name == "edited_during_run":
            words.update(field="shortDescription", value=f"Modifié pendant la lecture, à {self.state.clock.now}")
        if self.state.find(collection, identity) is not None:
            deeds.do(self.state, words)
