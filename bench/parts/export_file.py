# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up XML export with history, as dumpBackup.php writes it: same size, same bytes. Its pages are those of pages.py."""
import hashlib
import random
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from .pages import FIRST_DAY, PEOPLE, SEED, SHAPES, Writer, history

ONE_IN = 20                 # of so many pages, one has a long history
REVISIONS = (60, 140)       # that long
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NAMESPACES = {0: "", 1: "Discussion", 2: "Utilisateur", 4: "Wiki", 10: "Modèle", 12: "Aide", 14: "Catégorie"}
XMLNS = "http://www.mediawiki.org/xml/export-0.11/"
HEAD = f"""<mediawiki xmlns="{XMLNS}" version="0.11" xml:lang="fr">
  <siteinfo>
    <sitename>Movilab</sitename>
    <dbname>wiki</dbname>
    <base>http://127.0.0.1/wiki/Accueil</base>
    <generator>MediaWiki 1.39.17</generator>
    <case>first-letter</case>
    <namespaces>
%s    </namespaces>
  </siteinfo>
"""


def base_36(digest):
    number, digits = int.from_bytes(digest, "big"), ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(31, "0")


def long_history(chance, writer, title, text):
    """A page to which somebody adds a sentence, or rewrites one, a hundred times."""
    lines, day = text.splitlines(), FIRST_DAY
    for number in range(chance.randint(*REVISIONS)):
        lines.insert(chance.randint(1, len(lines)), writer.sentence())
        if chance.random() < 0.3:
            lines.pop(chance.randrange(1, len(lines)))
        day += timedelta(hours=chance.randint(1, 600))
        yield {"title": title, "text": "\n".join(lines), "user": chance.choice(PEOPLE), "minor": chance.random() < 0.2,
               "comment": f"étape {number} : {writer.sentence(2, 6)}", "at": day.strftime("%Y%m%d%H%M%S")}


def contributor(name):
    if name[0].isdigit():
        return f"<ip>{name}</ip>"
    return f"<username>{escape(name)}</username>\n        <id>{0 if '>' in name else PEOPLE.index(name) + 2}</id>"


def revision(number, parent, words):
    text = words["text"].encode()
    digest = base_36(hashlib.sha1(text).digest())
    parent_line = f"      <parentid>{parent}</parentid>\n" if parent else ""
    minor = "      <minor/>\n" if words["minor"] else ""
    comment = f"      <comment>{escape(words['comment'])}</comment>\n" if words["comment"] else ""
    at = datetime.strptime(words["at"], "%Y%m%d%H%M%S").isoformat()
    return (f"    <revision>\n      <id>{number}</id>\n{parent_line}      <timestamp>{at}Z</timestamp>\n"
            f"      <contributor>\n        {contributor(words['user'])}\n      </contributor>\n{minor}{comment}"
            f"      <origin>{number}</origin>\n      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
            f'      <text bytes="{len(text)}" sha1="{digest}" xml:space="preserve">{escape(words["text"])}</text>\n'
            f"      <sha1>{digest}</sha1>\n    </revision>\n")


def page(number, first, revisions):
    parts = [f"  <page>\n    <title>{escape(revisions[0]['title'])}</title>\n    <ns>0</ns>\n    <id>{number}</id>\n"]
    for offset, words in enumerate(revisions):
        parts.append(revision(first + offset, first + offset - 1 if offset else 0, words))
    return "".join(parts) + "  </page>\n"


def write(path, size):
    """Writes pages until the file has so many bytes; {"pages", "revisions", "long"} of it."""
    chance = random.Random(SEED)
    writer, told = Writer(chance), {"pages": 0, "revisions": 0, "long": 0}
    names = "".join(f'      <namespace key="{key}" case="first-letter">{name}</namespace>\n' for key, name in NAMESPACES.items())
    with open(path, "wb") as file:
        file.write((HEAD % names).encode())
        while file.tell() < size:
            number = told["pages"] + 1
            title = f"{writer.name(chance.randint(1, 4))} {number}"
            text, _ = writer.page(chance.choice(SHAPES[:-3]))
            long = number % ONE_IN == 0
            revisions = list(long_history(chance, writer, title, text) if long else history(chance, title, text, FIRST_DAY))
            file.write(page(number, told["revisions"] + 1, revisions).encode())
            told = {"pages": number, "revisions": told["revisions"] + len(revisions), "long": told["long"] + long}
        file.write(b"</mediawiki>\n")
    return told
