# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings that are kept: of a harvest, of a part of one, of what another client asked."""
import hashlib
import json
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from . import programs, seeded
from .order import KEPT, say
from .recorder import Recorder
from .served import served


def kept(name, made_of, make):
    """The recording of that name, made by `make(folder)` when it is missing or was made of something else."""
    digest = hashlib.sha256()
    for part in made_of:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
    place = KEPT / f"recording-{name}-{digest.hexdigest()[:16]}"
    if not place.is_dir():
        say(f"recording {name}")
        for other in KEPT.glob(f"recording-{name}-*"):
            shutil.rmtree(other)
        draft = KEPT / f"draft-{name}"
        shutil.rmtree(draft, ignore_errors=True)
        make(draft)
        draft.rename(place)
    return place


def record(draft, wiki, ask):
    """Records what `ask(address)` asks of the wiki, which is then closed."""
    try:
        recorder = Recorder(draft, wiki.port)
        try:
            ask(f"http://127.0.0.1:{recorder.port}")
        finally:
            recorder.close()
    finally:
        wiki.close()


def of_wiki(name, count, made_of, ask):
    """What `ask(address)` asked of the seeded wiki of so many pages; made anew when one of `made_of` changes."""
    say(f"a wiki of {count} pages: made when it is missing")
    return kept(f"{name}-{count}" if name else str(count), [*made_of, seeded.kept(count).name],
                lambda draft: record(draft, served(count), ask))


def of_harvest(order, count):
    """A recording is as good as the program that asked and the wiki that answered."""
    return of_wiki("", count, [Path(programs.moisson())], programs.Harvests(order.folder / "recorded").run)


def lines(recording):
    """(offset, length, method and target and form, what is asked as a dictionary) of each request."""
    for line in (recording / "index").read_text(encoding="ascii").splitlines():
        offset, length, asked = line.split(" ", 2)
        yield int(offset), int(length), asked, dict(parse_qsl(urlsplit(asked.split(" ")[1]).query, keep_blank_values=True))


def write(draft, answers):
    """A recording of these: (request, whole answer)."""
    draft.mkdir(parents=True)
    at, index = 0, []
    with open(draft / "answers", "wb") as file:
        for asked, answer in answers:
            index.append(f"{at} {len(answer)} {asked}")
            at += file.write(answer)
    (draft / "index").write_text("\n".join(index) + "\n", encoding="ascii")


def some_of(recording, draft, wanted):
    """A recording of those requests of another that `wanted(asked)`, each once."""
    answers = (recording / "answers").read_bytes()
    write(draft, {asked: answers[offset:offset + length] for offset, length, asked, words in lines(recording) if wanted(words)}.items())


def answer_of(words):
    body = json.dumps(words).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


def without_history(recording, draft):
    """The same harvest of a wiki that answers the question for all revisions once, with none: it reads contents only."""
    answers = (recording / "answers").read_bytes()
    told, since = [], next(words["rcstart"] for *_, words in lines(recording) if "rcstart" in words)
    none = answer_of({"batchcomplete": True, "curtimestamp": since, "query": {"allrevisions": []}})
    for offset, length, asked, words in lines(recording):
        if words.get("list") != "allrevisions":
            told.append((asked, answers[offset:offset + length]))
        elif "arvcontinue" not in words:
            told.append((asked, none))
    write(draft, told)
