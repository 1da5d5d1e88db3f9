# SPDX-License-Identifier: GPL-3.0-or-later
"""What the place holds: collections of documents in memory, and the clock from which every write takes its time."""
import bisect
import itertools
from datetime import datetime, timezone

START = int(datetime(2026, 11, 24, 8, tzinfo=timezone.utc).timestamp())
COLLECTIONS = ["organizations", "projects", "events", "poi", "classifieds", "ressources", "answers", "forms", "citoyens",
               "cities", "zones"]
CONTROLLERS = {"organization": "organizations", "project": "projects", "event": "events", "poi": "poi", "person": "citoyens",
               "classified": "classifieds", "ressource": "ressources", "answer": "answers", "form": "forms"}
ELEMENTS = ["organizations", "projects", "events", "poi", "classifieds", "ressources"]
SLUGGED = ["organizations", "projects", "events", "citoyens"]


class Clock:
    """Stands still until it is moved. Seconds since 1970."""

    def __init__(self, now=START):
        self.now = now

    def advance(self, seconds):
        self.now += int(seconds)

    def date(self):
        """Now, as the database keeps a date."""
        return {"sec": self.now, "usec": 0}


def is_date(value):
    """Whether this is a date as the database keeps it."""
    return isinstance(value, dict) and value.keys() == {"sec", "usec"}


def utc(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


def as_seconds(value):
    """`updated` as a number; 0 when there is none."""
    return value if isinstance(value, int) else 0


class Collection:
    """Documents by id, in the order in which they came, and an index of them by `updated`, newest first."""

    def __init__(self, name):
        self.name = name
        self.documents = {}
        self.versions = {}              # id: how often it was written; goes on when it is deleted and comes again
        self.places_ = {}               # id: where it stands in the index
        self.newest_first_ = []         # (-updated, when it came, id)
        self.came_ = itertools.count()
        self.order_ = {}

    def __contains__(self, identity):
        return identity in self.documents

    def __len__(self):
        return len(self.documents)

    def get(self, identity):
        return self.documents.get(identity)

    def put(self, identity, document):
        """Keeps a new document, or says that a known one was written."""
        self.forget_place(identity)
        self.documents[identity] = document
        self.versions[identity] = self.versions.get(identity, 0) + 1
        place = (-as_seconds(document.get("updated")), self.order_.setdefault(identity, next(self.came_)), identity)
        self.places_[identity] = place
        bisect.insort(self.newest_first_, place)

    def remove(self, identity):
        self.forget_place(identity)
        self.versions[identity] = self.versions.get(identity, 0) + 1
        return self.documents.pop(identity, None)

    def forget_place(self, identity):
        if place := self.places_.pop(identity, None):
            del self.newest_first_[bisect.bisect_left(self.newest_first_, place)]

    def newest_first(self):
        """Ids by `updated`; what has none comes last."""
        return [place[2] for place in self.newest_first_]


class State:
    """All collections. `version` changes with every write, so that what was computed from them can be kept till then."""

    def __init__(self, fixture=None, clock=None):
        self.clock = clock or Clock()
        self.collections = {name: Collection(name) for name in COLLECTIONS}
        self.slugs = {}                 # slug: (collection, id)
        self.version = 0
        self.minted_ = 0
        for name, documents in (fixture or {}).items():
            for document in documents:
                self.add(name, document["_id"], {key: value for key, value in document.items() if key != "_id"})

    def __getitem__(self, name):
        return self.collections[name]

    def find(self, collection, identity):
        """A document, or None; also for a collection that does not exist."""
        return self.collections[collection].get(identity) if collection in self.collections else None

    def mint(self):
        """A new id: the time it was made at, and a counter."""
        self.minted_ += 1
        return f"{self.clock.now:08x}d0ab1e{self.minted_:010x}"

    def add(self, collection, identity, document):
        """Keeps a document under its id, which it also bears."""
        if "_id" not in document:
            document = {"_id": {"$id": identity}, **document}
        self.collections[collection].put(identity, document)
        if document.get("slug"):
            self.slugs[document["slug"]] = (collection, identity)
        self.version += 1

    def written(self, collection, identity, *, bump):
        """To be called after a document was changed in place. `bump`: whether `updated` takes notice."""
        document = self.collections[collection].get(identity)
        if bump:
            document["modified"] = self.clock.date()
            document["updated"] = self.clock.now
        self.add(collection, identity, document)

    def remove(self, collection, identity):
        gone = self.collections[collection].remove(identity)
        if gone and gone.get("slug"):
            self.slugs.pop(gone["slug"], None)
        self.version += 1
        return gone
