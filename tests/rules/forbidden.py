# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not be written: hidden inputs in pure rooms, shortcuts anywhere, sleeping tests, French outside its place."""
import re

from source_text import PURE, ROOMS, files, main

EVERYWHERE = None
# name: (rooms or EVERYWHERE, pattern over code without comments and literals, what to do instead)
CALLS = {
    "clock": (PURE + ["report"], r"_clock::now\b|\b(?:gettimeofday|clock_gettime|localtime|gmtime)\w*\s*\(|\bstd::time\s*\(|"
              r"(?<![\w.>:])time\s*\(\s*(?:nullptr|NULL|0|&)", "take the instant as a parameter; only daemon/ has a clock"),
    "environment": (PURE, r"\b(?:secure_)?getenv\b|\benviron\b", "take the value as a parameter; only daemon/ reads the environment"),
    "thread": (PURE, r"\bstd::(?:j?thread|mutex|\w+_mutex|atomic\w*|condition_variable\w*|async|future|promise|call_once)\b|"
               r"\bthread_local\b|#\s*include\s*<(?:thread|mutex|shared_mutex|atomic|condition_variable|future|semaphore|latch|barrier|stop_token)>",
               "pure code has no threads; every state has one owner, in daemon/"),
    "socket": (PURE, r"(?<![\w.>])(?:::\s*)?(?:socket|bind|connect|listen|recv|send)\s*\(\s*(?:AF_|fd\b|sock)|\bAF_(?:INET6?|UNIX)\b",
               "pure code has no sockets; converse, and let daemon/http carry it"),
    "logger": (PURE + ["store"], r"\bspdlog\b|\bstd::c(?:out|err|log)\b|(?<![\w.>])(?:std::)?f?printf\s*\(|#\s*include\s*<iostream>",
               "return the fact; daemon/ writes it down"),
    "random": (PURE + ["store"], r"\bstd::(?:random_device|mt19937\w*)\b|#\s*include\s*<random>", "take the number as a parameter"),
    "rand": (EVERYWHERE, r"\b(?:std::)?s?rand\s*\(", "std::rand is global and poor; take a generator as a parameter"),
    "shell": (EVERYWHERE, r"\b(?:std::)?system\s*\(|\bpopen\s*\(", "start programs with an argument vector, never through a shell"),
    "downcast": (EVERYWHERE, r"\bdynamic_cast\b|\b(?:std::)?dynamic_pointer_cast\b", "the interface lacks a verb, or a variant is meant"),
    "singleton": (EVERYWHERE, r"\bstatic\s+[\w:<>]+\s*&\s*(?:instance|get_instance|get|self)\s*\(\s*\)", "pass the object to who needs it"),
    "global": (EVERYWHERE, r"^(?:static\s+|inline\s+|extern\s+)+(?!const|constexpr|constinit|assert)[\w:]+(?:<[^;=(){}]*>)?\s+(?!operator)\w+\s*(?:;|=[^=]|\{[^}]*\}\s*;)",
               "nothing is global but constants; give it an owner"),
    "using-namespace": (ROOMS, r"^\s*using\s+namespace\s+(?!\w+(?:::\w+)*literals\b|std::chrono_literals|std::string_view_literals|std::string_literals)[\w:]+",
                        "name what is used"),
    "detach": (EVERYWHERE, r"\.detach\s*\(\s*\)", "who starts a thread joins it"),
    "sleep": (["tests"], r"\bsleep_for\b|\bsleep_until\s*\(\s*std|\bu?sleep\s*\(|\bnanosleep\s*\(", "wait for the event, or move the clock by hand"),
}
COMPILED = {name: (rooms, re.compile(pattern, re.MULTILINE), remedy) for name, (rooms, pattern, remedy) in CALLS.items()}
SCRIPT_SLEEP = {"python": re.compile(r"\btime\.sleep\s*\(|^from time import .*\bsleep\b", re.MULTILINE),
                "shell": re.compile(r"^[^#\n]*(?:^|[;&|({]|\bdo\b|\bthen\b)\s*sleep\s+[\d$]", re.MULTILINE)}
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
SILENCED = re.compile(r"NO" r"LINT\w*(\([^)\n]*\))?(.*)|no" r"qa\b(?!: )")
ACCENTS = re.compile(r"[À-ÖØ-öø-ÿŒœŸ]")
# Where accents in a literal are not French for people, and why. An entry that is not needed is refused.
ACCENTS_ALLOWED = {
    "connectors/mediawiki/dialect_defaults.cpp": "MediaWiki's own French words, matched and never shown",
    "schema/plain_links.cpp": "MediaWiki's own French words, matched and never shown",
}


def check_accents(file, complaints, used):
    if not file.is_cpp or file.room in ("tests", "bench") or "/templates/" in file.path:
        return
    for position, literal in file.strings:
        if not ACCENTS.search(literal):
            continue
        if file.path in ACCENTS_ALLOWED:
            used.add(file.path)
        else:
            complaints.refuse_at(file, position, "french",
                                 "words for people are written in report/templates, mappings and grids; code speaks English")


def check_comments(file, complaints):
    for found in UNFINISHED.finditer(file.text):
        complaints.refuse_at(file, found.start(), "unfinished", "finish it, or file an issue and say nothing here")
    for found in SILENCED.finditer(file.text):
        checks, reason = found.groups()
        reason = (reason or "").split("refused:")[0]
        if not checks or len(re.sub(r"[^A-Za-z]", "", reason)) < 10:
            complaints.refuse_at(file, found.start(), "silenced",
                                 "name the check that is silenced and, behind it, the reason: NOL" "INT(check): because …")


def check(root, complaints, options):
    """Forbidden calls and words."""
    used = set()
    for file in files(root):
        if file.is_cpp:
            for name, (rooms, pattern, remedy) in COMPILED.items():
                if rooms is EVERYWHERE or file.room in rooms:
                    for found in pattern.finditer(file.code):
                        complaints.refuse_at(file, found.start(), name, remedy)
        elif file.room == "tests":
            kind = "python" if file.is_python else "shell" if file.is_shell else None
            for found in SCRIPT_SLEEP[kind].finditer(file.text) if kind else []:
                complaints.refuse(file, file.line_of(found.end() - 1), "sleep", COMPILED["sleep"][2])
        check_accents(file, complaints, used)
        check_comments(file, complaints)
    for path in set(options["accents"]) - used:
        complaints.found.append((path, 1, "french", "this exception of tests/rules/forbidden.py is not needed any more"))


main("forbidden", check, {"accents": ACCENTS_ALLOWED}, {"accents": {}})
