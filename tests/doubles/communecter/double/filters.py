# SPDX-License-Identifier: GPL-3.0-or-later
"""`filters[…]` of the search: each key becomes a question put to a document, with the traps of the original.

Values arrive as text, and a text equals no number: the database compares only values of the same type.
"""
import re

from . import php
from .state import is_date

# The order in which the original looks for an operator: the first that it finds counts, the others of that key are dropped.
OPERATORS = ["$nin", "$in", "$all", "$ne", "$exists", "$regex", "$gt", "$gte", "$lt", "$lte", "$not"]
BOOLEANS = {"true": True, "false": False}


class DatabaseError(Exception):
    """What the database refuses. The server answers 500."""


def values_at(document, path):
    """All values below a dotted path; of a list, itself and its elements."""
    found = [document]
    for key in path.split("."):
        found = [each[key] for place in found for each in (place if isinstance(place, list) else [place])
                 if isinstance(each, dict) and key in each]
    return found + [each for value in found if isinstance(value, list) for each in value]


def nowhere(_):
    return False


def equal(path, wanted):
    """Whether one of the values at the path is one of the wanted ones."""
    wanted = [each for each in wanted if isinstance(each, (str, bool, int, float))]
    if "." not in path:
        return lambda document: one_of(document.get(path), wanted)
    return lambda document: any(one_of(value, wanted) for value in values_at(document, path))


def one_of(value, wanted):
    if isinstance(value, list):
        return any(one_of(each, wanted) for each in value)
    return any(type(value) is type(each) and value == each for each in wanted)


def like(path, wanted):
    """Unanchored and case-insensitive: `TiersLieux` is found within `RéseauTiersLieux`."""
    pattern = re.compile("|".join(re.escape(each) for each in wanted if isinstance(each, str)) or r"(?!)", re.IGNORECASE)
    return lambda document: any(isinstance(value, str) and pattern.search(value) for value in values_at(document, path))


def pattern_at(path, text):
    try:
        pattern = re.compile(text, re.IGNORECASE)
    except re.error as why:
        raise DatabaseError(f"invalid regular expression: {why}") from why
    return lambda document: any(isinstance(value, str) and pattern.search(value) for value in values_at(document, path))


def negated(question):
    return lambda document: not question(document)


def later_than(path, text, compares_ints):
    """`$gt` alone becomes a date, and a date is later only than dates; what is kept as a number is never found."""
    found = re.match(r"-?\d+", text if isinstance(text, str) else "")
    since = int(found.group()) if found else 0

    def asks(document):
        for value in values_at(document, path):
            if is_date(value) and value["sec"] > since:
                return True
            if compares_ints and isinstance(value, int) and value > since:
                return True
        return False
    return asks


def open_data(path, values, how):
    """What nobody outside knows: how the server takes `filters[preferences.isOpenData]` (see Settings)."""
    if how == "ignored":
        return lambda document: True
    if how == "nothing":
        return nowhere
    return equal(path, [BOOLEANS.get(each, each) for each in values])


def condition(path, wanted, settings, unknown):
    """The question of one key."""
    if path == "_id":
        path = "_id.$id"            # the text is made an id
    if path == "preferences.isOpenData":
        return open_data(path, php.listed(wanted), settings.open_data_filter)
    if not isinstance(wanted, dict):
        if path == "status" and wanted == "validated":
            return nowhere
        return equal(path, [wanted])
    named = [key for key in OPERATORS if key in wanted]
    if not named:
        for key in wanted:
            if key.startswith("$"):
                unknown(key)
        return like(path, php.listed(wanted))
    for key in wanted:
        if key != named[0]:
            unknown(key)
    return operation(path, named[0], wanted[named[0]], settings)


def operation(path, operator, value, settings):
    if operator == "$in":
        return equal(path, php.listed(value))
    if operator == "$nin":
        return negated(equal(path, php.listed(value)))
    if operator == "$all":
        questions = [equal(path, [each]) for each in php.listed(value)]
        return lambda document: all(question(document) for question in questions)
    if operator == "$ne":
        return negated(equal(path, php.listed(value)))
    if operator == "$exists":
        wanted = str(value).lower() not in ("false", "0", "")
        return lambda document: bool(values_at(document, path)) == wanted
    if operator == "$regex":
        return pattern_at(path, value if isinstance(value, str) else "")
    if operator == "$gt":
        return later_than(path, value, settings.gt_compares_ints)
    return nowhere          # $gte, $lt, $lte stay text and match nothing


def any_of(alternatives, settings, unknown):
    """`filters[$or]`: a map from field to condition. The array form and the empty one are refused by the database."""
    if not isinstance(alternatives, dict) or not alternatives or php.is_list(alternatives):
        raise DatabaseError("$or must be a nonempty array of conditions")
    questions = []
    for path, wanted in alternatives.items():
        if path == "$and":
            questions.append(all_of_raw(wanted))
        else:
            questions.append(condition(path, wanted, settings, lambda key, path=path: unknown(f"[{path}][{key}]")))
    return lambda document: any(question(document) for question in questions)


def all_of_raw(clauses):
    """`filters[$or][$and][]` goes to the database as it is: no substrings there, and every operator counts."""
    questions = []
    for clause in php.listed(clauses):
        if not isinstance(clause, dict):
            raise DatabaseError("$and needs an array of objects")
        for path, wanted in clause.items():
            if isinstance(wanted, dict) and all(key.startswith("$") for key in wanted):
                questions += [raw(path, operator, value) for operator, value in wanted.items()]
            else:
                questions.append(equal(path, php.listed(wanted)))
    if not questions:
        raise DatabaseError("$and must be a nonempty array")
    return lambda document: all(question(document) for question in questions)


def raw(path, operator, value):
    if operator == "$in":
        return equal(path, php.listed(value))
    if operator == "$nin":
        return negated(equal(path, php.listed(value)))
    if operator == "$ne":
        return negated(equal(path, [value]))
    if operator == "$exists":
        return lambda document: bool(values_at(document, path)) == (value not in ("false", "0", ""))
    raise DatabaseError(f"unknown operator: {operator}")


def questions_of(filters, settings, ignore):
    """One question for each key of `filters`; all must be answered with yes. `ignore` is told what meant nothing."""
    questions = []
    for path, wanted in filters.items():
        if path == "$or":
            questions.append(any_of(wanted, settings, lambda name: ignore(f"filters[$or]{name}")))
        elif path.startswith("$"):
            ignore(f"filters[{path}]")          # there is no $and at the top
        else:
            questions.append(condition(path, wanted, settings, lambda key, path=path: ignore(f"filters[{path}][{key}]")))
    return questions
