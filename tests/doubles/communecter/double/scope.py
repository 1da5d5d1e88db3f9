# SPDX-License-Identifier: GPL-3.0-or-later
"""Which elements a search is about, in which order. Nothing is copied: the result is a list of ids for each collection."""
import json
import re
import unicodedata
from urllib.parse import unquote_plus

from . import filters
from .state import ELEMENTS, is_date
from .visibility import shown_by_search

SUB_TYPES = ("NGO", "LocalBusiness", "Group", "GovernmentOrganization", "Cooperative")
SEARCHABLE = [*ELEMENTS, "citoyens", "answers", "cities"]
BY_SUB_TYPE = {"events": "searchSType", "classifieds": "searchSType", "ressources": "searchSType"}
RANK = ((type(None), 0), (bool, 5), ((int, float), 1), (str, 2), (dict, 3), (list, 4))    # how the database orders types
KEPT = 64       # results of scopes that are kept until something is written
SCOPE_NAMES = ("name", "searchType", "searchTags", "options", "filters", "sortBy", "sourceKey", "notSourceKey", "costumSlug",
               "locality", "startDate", "endDate", "searchSType", "section", "category", "subType", "latest", "lastTimes")


def folded(text):
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)).lower()


def rank(value):
    if is_date(value):
        return 6, value["sec"]
    order = next(place for kind, place in RANK if isinstance(value, kind))
    return order, (value if order in (1, 2) else 0)


class Scope:
    """One search: the collections it looks in, and the questions that an element of each must answer with yes."""

    def __init__(self, state, settings, form, person):
        self.state_, self.settings_, self.person_ = state, settings, person
        self.modern_ = settings.dialect == "modern"
        types = form.texts("searchType")
        self.sub_type_ = types[0] if types and types[0] in SUB_TYPES else None
        self.sort_ = form.branch("sortBy") if self.modern_ else {}
        if types[:1] == ["all"]:
            types = [each for each in SEARCHABLE if each not in ("answers", "cities")]
        self.types = ["organizations"] if self.sub_type_ else [each for each in types if each in SEARCHABLE]
        self.dates_ = form.number("startDate", None), form.number("endDate", None)
        self.kinds_ = form.text("searchSType")
        self.questions_ = [*self.text_(form), *self.tags_(form), *self.source_(form), *self.place_(form), *self.sections_(form)]
        if self.modern_:
            self.questions_ += filters.questions_of(form.branch("filters"), settings, form.ignore)

    # What is asked

    def text_(self, form):
        name = unquote_plus(form.text("name"))          # a second time: PHP has done it once (Q20)
        if not name:
            return []
        if "#" in name:
            return [one_tag_of([each for each in name.split("#") if each.strip()])]
        try:
            pattern = re.compile(folded(name))          # not escaped (Q19)
        except re.error as why:
            raise filters.DatabaseError(f"Regular expression is invalid: {why}") from why
        return [lambda document: any(isinstance(document.get(field), str) and pattern.search(folded(document[field]))
                                     for field in ("name", "slug", "shortDescription"))]

    def tags_(self, form):
        wanted = form.texts("searchTags")
        verb = form.branch("options").get("tags") if self.modern_ else None
        if not wanted:
            return []
        if isinstance(verb, dict) and verb.get("verb") == "$all":
            return [one_tag_of([each]) for each in wanted]
        return [one_tag_of(wanted)]

    def source_(self, form):
        """Who owns the element or, today, refers to it; the costum's own name counts when no other is given."""
        keys = form.texts("sourceKey")
        if not self.modern_:
            return [filters.equal("source.keys", keys)] if keys else []
        implicit = form.text("costumSlug")
        if not keys and implicit and not form.flag("notSourceKey"):
            keys = [implicit]
        form.tree("notSourceKey")
        if not keys:
            return []
        owned, referenced = filters.equal("source.keys", keys), filters.equal("reference.costum", keys)
        return [lambda document: owned(document) or referenced(document)]

    def place_(self, form):
        questions = []
        for wanted in form.branch("locality").values():
            if not isinstance(wanted, dict):
                continue
            kind = wanted.get("type", "")
            if kind == "cities":
                questions.append(filters.equal("address.localityId", [wanted.get("id")]))
            elif kind == "cp":
                code = wanted.get("postalCode") or wanted.get("name") or ""
                questions.append(begins("address.postalCode", code))
            elif re.fullmatch(r"level[1-4]", kind):
                questions.append(filters.equal(f"address.{kind}", [wanted.get("id")]))
        return [lambda document: any(question(document) for question in questions)] if questions else []

    def sections_(self, form):
        questions = [filters.equal(field, [form.text(name)]) for name, field in
                     (("section", "section"), ("category", "category"), ("subType", "subtype")) if form.text(name)]
        if form.flag("latest"):
            questions.append(lambda document: "updated" in document)
        if form.text("lastTimes"):
            questions.append(filters.nowhere)           # a text is later than no number
        return questions

    # What is found

    def accepts(self, collection):
        """The questions for one collection, as one."""
        questions = list(self.questions_)
        if self.sub_type_:
            questions.append(filters.equal("type", [self.sub_type_]))
        if self.kinds_ and collection in BY_SUB_TYPE:
            questions.append(filters.equal("type", [self.kinds_]))
        if collection == "events":
            questions += self.when_()
        return lambda document: (shown_by_search(collection, document, self.person_)
                                 and all(question(document) for question in questions))

    def when_(self):
        start, end = self.dates_
        questions = [] if start is None else [lambda document: seconds(document, "endDate") >= start]
        return questions if end is None else [*questions, lambda document: seconds(document, "startDate") <= end]

    def ids(self, collection):
        """All that is found in a collection, in the order that was asked for."""
        accepts, kept = self.accepts(collection), self.state_[collection]
        documents, order = kept.documents, self.order_(collection)
        natural = order is None
        walk = kept.newest_first() if order == [("updated", -1)] else documents
        found = [identity for identity in walk if accepts(documents[identity])]
        if not natural and order != [("updated", -1)]:
            for field, way in reversed(order):
                found.sort(key=lambda identity, field=field: rank(first(documents[identity], field)), reverse=way < 0)
        return found

    def order_(self, collection):
        """(field, 1 or -1) of each key; None is the order in which things came."""
        if self.sort_ and not self.settings_.ignore_sort_by:
            return [(field, -1 if str(way).startswith("-") else 1) for field, way in self.sort_.items()]
        if self.settings_.ignore_sort_by:
            return None
        if collection == "events":
            return [("startDate", 1)]
        return [("updated", -1)] if collection in ELEMENTS else None


def begins(path, start):
    return lambda document: any(isinstance(value, str) and value.startswith(start) for value in filters.values_at(document, path))


def one_tag_of(wanted):
    """One tag as a whole, in any case."""
    folded_tags = {each.strip().lower() for each in wanted}
    return lambda document: any(isinstance(tag, str) and tag.lower() in folded_tags for tag in filters.values_at(document, "tags"))


def first(document, path):
    if "." not in path:
        return document.get(path)
    return next(iter(filters.values_at(document, path)), None)


def seconds(document, field):
    value = document.get(field)
    return value["sec"] if is_date(value) else 0


class Found:
    """Results of scopes, kept until something is written: the pages of one listing are cut from the same list."""

    def __init__(self, state, settings):
        self.state_, self.settings_ = state, settings
        self.kept_, self.version_ = {}, None

    def of(self, form, person):
        """(collection, ids) for each type that is searched."""
        asked = json.dumps([{name: form.peek(name) for name in SCOPE_NAMES}, person, self.settings_.as_json()])
        if self.version_ != self.state_.version or len(self.kept_) > KEPT:
            self.kept_, self.version_ = {}, self.state_.version
        if asked not in self.kept_:
            read = form.copy()
            try:
                scope = Scope(self.state_, self.settings_, read, person)
                self.kept_[asked] = [(each, scope.ids(each)) for each in scope.types], read
            except filters.DatabaseError:
                form.learn(read)
                raise
        results, read = self.kept_[asked]
        form.learn(read)
        return results
