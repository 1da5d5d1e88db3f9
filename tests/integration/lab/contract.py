# SPDX-License-Identifier: GPL-3.0-or-later
"""The published schema of the resources, as a judge of what is exported."""
import functools
import json

from .recipe import ROOT

SHOWN = 5       # breaches that are told


@functools.cache
def judge():
    from jsonschema import Draft202012Validator
    schema = json.loads((ROOT / "schema" / "resource.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def breaches(lines):
    """What of these resources is not as the schema says, in words; the first few."""
    told = []
    for line in lines:
        for error in judge().iter_errors(line):
            told.append(f"{line.get('id')}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
            if len(told) == SHOWN:
                return told
    return told
