# SPDX-License-Identifier: GPL-3.0-or-later
"""The published schemas, as judges of what is exported."""
import functools
import json

from .recipe import ROOT

SHOWN = 5       # breaches that are told


@functools.cache
def judge(what):
    from jsonschema import Draft202012Validator
    schema = json.loads((ROOT / "schema" / f"{what}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def breaches(lines, what="resource"):
    """What of these lines is not as the schema of that name says, in words; the first few."""
    told = []
    for line in lines:
        for error in judge(what).iter_errors(line):
            told.append(f"{line.get('id')}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
            if len(told) == SHOWN:
                return told
    return told
