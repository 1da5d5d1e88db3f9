#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an XML export through Python's own parser and keeps nothing.

    iterparse_reads.py FILE      prints {"pages", "revisions"}
"""
import json
import sys
from xml.etree.ElementTree import iterparse


def main():
    said = {"pages": 0, "revisions": 0}
    for _, element in iterparse(sys.argv[1]):
        if element.tag.endswith("}revision"):
            said["revisions"] += 1
        elif element.tag.endswith("}page"):
            said["pages"] += 1
        element.clear()
    print(json.dumps(said))


main()
