# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as PHP sees them: what is empty, what an array becomes on the wire, and the bracket syntax of forms."""
import json
import re
from urllib.parse import parse_qsl

MAX_INPUT_VARS = 1000       # variables of a form that PHP keeps; it forgets the others without an error
BRACKET = re.compile(r"\[([^\]]*)\]")


def is_empty(value):
    """PHP's empty()."""
    return value in (None, False, 0, "", "0") or value == [] or value == {}


def encode(value):
    """json_encode() without options: ASCII only, slashes escaped."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/")


def an_array(mapping):
    """A PHP array: an object when it has keys, `[]` when it is empty."""
    return mapping or []


def listed(value):
    """A form value as a list: PHP's arrays are read by their values, and a scalar stands for itself."""
    if value is None or value == "":
        return []
    return list(value.values()) if isinstance(value, dict) else [value]


def is_list(value):
    """Whether a form value is an array whose keys are 0, 1, 2 …"""
    return isinstance(value, dict) and list(value) == [str(at) for at in range(len(value))]


def plain(value):
    """A form value as it would be stored: arrays with keys 0, 1, 2 … as lists."""
    if not isinstance(value, dict):
        return value
    return [plain(each) for each in value.values()] if is_list(value) else {key: plain(each) for key, each in value.items()}


def split_name(name):
    """`filters[tags][$in][]` as ["filters", "tags", "$in", ""]. Outside the brackets PHP writes dots and blanks as `_`."""
    opening = name.find("[")
    if opening <= 0 or "]" not in name[opening:]:
        return [re.sub(r"[ .\[]", "_", name)]
    keys, at = [re.sub(r"[ .]", "_", name[:opening])], opening
    while found := BRACKET.match(name, at):
        keys.append(found.group(1))
        at = found.end()
    return keys


def put(tree, keys, value):
    """Stores a value below nested keys; an empty key means the next free number."""
    for at, key in enumerate(keys):
        if key == "":
            key = str(1 + max((int(each) for each in tree if each.isdigit()), default=-1))
        if at == len(keys) - 1:
            tree[key] = value
        else:
            if not isinstance(tree.get(key), dict):
                tree[key] = {}
            tree = tree[key]


def pairs_of(text):
    """The variables of a form or a query in order, names as they were sent."""
    return parse_qsl(text, keep_blank_values=True, errors="replace")


def tree_of(pairs):
    """What PHP makes of the variables of a form: nested dictionaries with text keys."""
    tree = {}
    for name, value in pairs[:MAX_INPUT_VARS]:
        put(tree, split_name(name), value)
    return tree


class Form:
    """The variables of a request. It remembers which were read: the others were sent in vain."""

    def __init__(self, tree=None):
        self.tree_ = tree or {}
        self.read_ = set()
        self.in_vain_ = []

    def tree(self, name):
        """The value as it came: text, a dictionary, or None."""
        self.read_.add(name)
        return self.tree_.get(name)

    def text(self, name, default=""):
        value = self.tree(name)
        return value if isinstance(value, str) else default

    def number(self, name, default):
        """As PHP's (int): the digits it begins with."""
        found = re.match(r"\s*[+-]?\d+", self.text(name))
        return int(found.group()) if found else default

    def texts(self, name):
        return [each for each in listed(self.tree(name)) if isinstance(each, str)]

    def branch(self, name):
        """The value as a dictionary; empty when it is none."""
        value = self.tree(name)
        return value if isinstance(value, dict) else {}

    def flag(self, name):
        """Anything that is not empty counts, but for the word false."""
        return not is_empty(self.tree(name)) and self.text(name).lower() != "false"

    def names(self):
        return list(self.tree_)

    def rest(self, *known):
        """All that is not named here: fields of an element that is written."""
        return {name: plain(self.tree(name)) for name in self.tree_ if name not in known}

    def peek(self, name):
        """The value, without taking notice."""
        return self.tree_.get(name)

    def copy(self, **other):
        """The same variables but for these; none of them read."""
        return Form({**self.tree_, **other})

    def learn(self, copy):
        """What was read of a copy was read."""
        self.read_ |= copy.read_
        self.in_vain_ += copy.in_vain_

    def ignore(self, name):
        """Something below a name that was read means nothing to us."""
        self.in_vain_.append(name)

    def sent_in_vain(self):
        return [name for name in self.tree_ if name not in self.read_] + self.in_vain_
