# SPDX-License-Identifier: GPL-3.0-or-later
"""Our wikitext parser sees what MediaWiki's own preprocessor sees, in whole pages and in broken ones."""
import json
import random
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

from lab.moisson import lab_binary
from lab.recipe import ROOT
from lab.wiki import Wiki

sys.path.insert(0, str(ROOT / "bench"))
from parts import dense, pages      # noqa: E402

PREPROCESS = ROOT / "tests" / "lab" / "preprocess.php"
BROKEN_PAGES = 20000
PIECES = ["{{", "}}", "{{{", "}}}", "[[", "]]", "[", "]", "|", "=", "==", "\n", "\n==", " ", "-{", "}-", "{", "}", "<!--", "-->",
          "<nowiki>", "</nowiki>", "<pre>", "</pre>", "<pre/>", "<gallery", ">", "<", "</", "a", "b", "é", ":", "#if:", "<includeonly>",
          "</includeonly>", "<noinclude>", "</noinclude>", "&eacute;", "\t", "\n == c ==", "== <!-- d --> \n"]


def written(node):
    """The wikitext that a tree was made of."""
    inner = (node.text or "") + "".join(written(child) + (child.tail or "") for child in node)
    if node.tag in ("template", "tplarg"):
        braces = 2 if node.tag == "template" else 3
        return "{" * braces + "".join(("|" if child.tag == "part" else "") + written(child) for child in node) + "}" * braces
    if node.tag == "ext":
        closed = node.find("inner") is None
        text = "<" + "".join(node.findtext(name, "") for name in ("name", "attr"))
        return text + ("/>" if closed else ">" + node.findtext("inner", "") + node.findtext("close", ""))
    return inner


def trimmed(text):
    return text.strip(" \t\n\r\0\x0b")


def line_of(heading):
    """Without the comments and blanks behind its closing signs."""
    pieces = [(None, heading.text or "")]
    for child in heading:
        pieces += [(child.tag, written(child)), (None, child.tail or "")]
    while pieces and (pieces[-1][1].strip(" \t") == "" or (pieces[-1][0] == "comment" and pieces[-1][1].endswith("-->"))):
        pieces.pop()
    return "".join(text for _, text in pieces).rstrip(" \t")


def seen_by_wiki(tree):
    """Templates, arguments and headings of a page, as moisson-outline-lab tells them."""
    seen = {"templates": [], "arguments": [], "headings": []}
    for node in xml.fromstring(tree).iter():
        if node.tag in ("template", "tplarg"):
            parts = [[None if "index" in part.find("name").attrib else trimmed(written(part.find("name"))),
                      trimmed(written(part.find("value")))] for part in node.findall("part")]
            seen["templates" if node.tag == "template" else "arguments"].append([trimmed(written(node.find("title"))), parts])
        elif node.tag in ("h", "possible-h"):
            level, line = int(node.get("level")), line_of(node)
            seen["headings"].append([level, trimmed(line[level:-level])])
    return seen


def broken_pages(count):
    chance = random.Random(20260106)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 60))) for _ in range(count)]


class Wikitext(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="moisson-wikitext-"))
        cls.wiki = Wiki(Path(cls.folder) / "wiki")

    def both(self, texts):
        """(text, what we see, what the wiki sees) of each."""
        framed = b"".join(f"{len(data)}\n".encode() + data for data in map(str.encode, texts))
        ours = subprocess.run([lab_binary("MOISSON_OUTLINE_BIN", "moisson-outline-lab")], input=framed, stdout=subprocess.PIPE, check=True)
        trees = self.wiki.script(PREPROCESS, given="".join(json.dumps(text) + "\n" for text in texts))
        return list(zip(texts, map(json.loads, ours.stdout.splitlines()), map(seen_by_wiki, map(json.loads, trees.splitlines())), strict=True))

    def check_alike(self, texts):
        found = 0
        for text, ours, theirs in self.both(texts):
            for kind, wanted in theirs.items():
                found += len(wanted)
                self.assertEqual(sorted(map(json.dumps, wanted)), sorted(map(json.dumps, ours[kind])), f"{kind} of {text!r}")
        return found

    def test_whole_pages_are_taken_apart_as_the_wiki_takes_them_apart(self):
        revisions, _ = pages.wiki_of(405)
        texts = list({revision["title"]: revision["text"] for revision in revisions}.values()) + dense.dense_pages(5)
        texts += [file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests" / "fixtures" / "wikitext").glob("*.wiki"))]
        self.assertGreater(self.check_alike(texts), 1000)

    def test_broken_pages_are_taken_apart_as_the_wiki_takes_them_apart(self):
        self.assertGreater(self.check_alike(broken_pages(BROKEN_PAGES)), 1000)

    def test_where_another_parser_reads_differently_the_wiki_reads_as_we_do(self):
        document = (ROOT / "docs" / "wikitext-differences.md").read_text(encoding="utf-8")
        examples = re.findall(r"^```wikitext\n(.*?)\n```$", document, re.MULTILINE | re.DOTALL)
        self.assertGreater(len(examples), 10)
        self.check_alike(examples)
