#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a wiki through mwclient and keeps nothing.

    mwclient_reads.py http://HOST:PORT QUESTIONS      QUESTIONS: a file with a JSON list of what to ask, each to its end

Prints {"requests", "pages", "revisions"}.
"""
import json
import sys
from pathlib import Path

import mwclient


def answers(site, question):
    """One request in flight; what an answer says it takes to go on is asked next."""
    more = {}
    while more is not None:
        answer = site.get("query", **question, **more)
        yield answer["query"]
        more = answer.get("continue")


def main():
    address, questions = sys.argv[1:]
    said = {"requests": 1, "pages": 0, "revisions": 0}
    site = mwclient.Site(address.removeprefix("http://"), path="/", scheme="http")
    for question in json.loads(Path(questions).read_text(encoding="utf-8")):
        for answer in answers(site, question):
            said["requests"] += 1
            said["pages"] += len(answer.get("pages", []))
            said["revisions"] += sum(len(page["revisions"]) for page in answer.get("allrevisions", []))
    print(json.dumps(said))


main()
