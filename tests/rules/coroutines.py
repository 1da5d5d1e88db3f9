# SPDX-License-Identifier: GPL-3.0-or-later
"""Coroutines: what g++ 12 miscompiles, what dangles, and where they may live.

g++ 12 destroys a braced or lambda temporary inside a co_await expression twice, and crashes on `if (co_await f())` in
a coroutine without local variables. Both vanish when the operand is a named local, so we insist on that.
"""
import re

from source_text import files, main

NAME_IT = "name the operand first: auto request = …; auto answer = co_await send(std::move(request)); (g++ 12)"
BRACE = re.compile(r"co_await[^;{}]*\{")
LAMBDA = re.compile(r"co_await[^;]*?(?:[(,=&|?:!]|\breturn)\s*\[(?!\[)[^\]]*\]\s*[({<]")
CONDITION = re.compile(r"\b(?:if|switch|while)\s*\(\s*!?\s*\(?\s*co_await")
LIVES = re.compile(r"\b(?:co_await|co_return|co_yield|awaitable)\b")
COROUTINE = re.compile(r"\bawaitable\s*<")
BORROWED = re.compile(r"\bstring_view\b|\bspan\s*<|\bconst\b[^,&]*&(?!&)|&&")


def parameters_after(code, start):
    """The parameter list of the function whose return type's `<` is at `start`; None when it is not a function."""
    depth, at = 0, start
    while at < len(code):
        depth += {"<": 1, ">": -1}.get(code[at], 0)
        at += 1
        if depth == 0:
            break
    head = re.compile(r"\s+(?:\w+(?:<[^<>()]*>)?::)*\w+\s*\(").match(code, at)
    if not head:
        return None
    depth, end = 1, head.end()
    while end < len(code) and depth:
        depth += {"(": 1, ")": -1}.get(code[end], 0)
        end += 1
    return code[head.end():end - 1]


def check(root, complaints, _):
    """Coroutine idioms that are safe with g++ 12, and only in daemon/ and tests/."""
    for file in files(root):
        if not file.is_cpp:
            continue
        code = file.code
        if file.room not in ("daemon", "tests", "bench"):
            for found in LIVES.finditer(code):
                complaints.refuse_at(file, found.start(), "place", "coroutines live in daemon/ only; return a value instead")
        for pattern in (BRACE, LAMBDA, CONDITION):
            for found in pattern.finditer(code):
                complaints.refuse_at(file, found.start(), "operand", NAME_IT)
        for found in COROUTINE.finditer(code):
            borrowed = BORROWED.search(parameters_after(code, found.end() - 1) or "")
            if borrowed:
                complaints.refuse_at(file, found.start(), "borrowed",
                                     "a coroutine takes its parameters by value: a temporary behind a const&, &&, "
                                     "string_view or span is gone at the first suspension")


main("coroutines", check)
