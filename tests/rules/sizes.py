# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and functions one can read in one go, interfaces one can fake."""
import ast
import re

from source_text import files, main

LIMITS = {"file": 400, "function": 60, "virtuals": 9}
SCOPE = re.compile(r"\b(?:namespace|class|struct|union|enum|extern)\b")
PURE_VIRTUAL = re.compile(r"\)[^;{}()]*=\s*0\s*;")
TYPE = re.compile(r"\b(?:class|struct)\s+(?:\[\[[^\]]*\]\]\s*)?(\w+)[^;{}()=]*\{")


def without_preprocessor(code):
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda found: re.sub(r"[^\n]", " ", found.group()), code, flags=re.MULTILINE)


def matching(code, opening):
    """Where the brace at `opening` closes."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.start()
    return len(code) - 1


def functions(code):
    """(start, end) of every function body with its header; what is inside a function is not looked at."""
    header, at = 0, 0
    while (found := re.compile(r"[;{}]").search(code, at)) is not None:
        at = found.end()
        if found.group() != "{":
            header = at
            continue
        head = code[header:found.start()]
        if "(" not in head and SCOPE.search(head):
            header = at                                # a namespace or a type: its functions are inside
            continue
        end = matching(code, found.start())
        at = end + 1
        following = code[at:at + 200].lstrip()[:1]
        if following in (",", "{", ")"):
            continue                                   # a braced member initialiser: the header goes on
        if "(" in head and not head.rstrip().endswith("="):
            yield header + len(head) - len(head.lstrip()), end
        header = at


def check_cpp(file, limits, complaints):
    code = without_preprocessor(file.code)
    for start, end in functions(code):
        lines = code.count("\n", start, end) + 1
        if lines > limits["function"]:
            complaints.refuse_at(file, start, "function",
                                 f"{lines} lines; at most {limits['function']}: give the steps names of their own")
    for found in TYPE.finditer(code):
        body = code[found.end():matching(code, found.end() - 1)]
        virtuals = len(PURE_VIRTUAL.findall(body))
        if virtuals > limits["virtuals"]:
            complaints.refuse_at(file, found.start(), "interface",
                                 f"{virtuals} pure virtuals in {found.group(1)}; under ten: cut it by role")


def check_python(file, limits, complaints):
    for node in ast.walk(ast.parse(file.text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            if lines > limits["function"]:
                complaints.refuse(file, node.lineno, "function",
                                  f"{lines} lines; at most {limits['function']}: give the steps names of their own")


def check(root, complaints, limits):
    """Sizes of files, functions and interfaces."""
    for file in files(root):
        lines = file.text.count("\n")
        if lines > limits["file"]:
            complaints.refuse(file, 1, "file", f"{lines} lines; at most {limits['file']}: it holds two ideas, split it by them")
        if file.is_cpp:
            check_cpp(file, limits, complaints)
        elif file.is_python:
            check_python(file, limits, complaints)


main("sizes", check, LIMITS, {"file": 40, "function": 8, "virtuals": 3})
