# SPDX-License-Identifier: GPL-3.0-or-later
"""What every rule needs: the files of a tree, their text with comments and strings blanked, and a way to refuse.

A rule is a script run from the root of the sources. `--tree DIR` checks another tree; `--self-test` checks the bad
tree of the rule (bad/<rule>/): each of its lines that ends in `refused: NAME` must be refused by the check NAME, and
no other line may be. So a rule that cannot fail, or that refuses too much, is noticed.
"""
import argparse
import functools
import os
import re
import sys

ROOMS = ["schema", "config", "connectors", "health", "sync", "report", "store", "daemon"]
TREE = ROOMS + ["tests", "bench", "scripts", "systemd"]
PURE = ["schema", "config", "connectors", "health", "sync", "report"]
CPP = (".cpp", ".hpp")
LITERAL = re.compile(
    r"""(?P<comment>//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z))
      |(?P<include>^[ \t]*\#[ \t]*include[^\n]*)
      |(?P<raw>\bR"(?P<mark>[^()\s\\]{0,16})\(.*?(?:\)(?P=mark)"|\Z))
      |(?P<text>"(?:\\.|[^"\\\n])*"?)
      |(?P<number>\b\d[\w.']*)
      |(?P<char>'(?:\\.|[^'\\\n])*'?)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE)


class SourceFile:
    """One file of the tree. `code` keeps the line structure; comments are blank and literals empty."""

    def __init__(self, root, path):
        self.path = path
        self.room = path.split("/")[0] if "/" in path else ""
        self.suffix = os.path.splitext(path)[1]
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            self.text = file.read()
        self.shebang = self.text.split("\n", 1)[0] if self.text.startswith("#!") else ""

    @property
    def is_cpp(self):
        return self.suffix in CPP

    @property
    def is_template(self):
        return self.suffix == ".mustache"

    @property
    def is_python(self):
        return self.suffix == ".py" or "python" in self.shebang

    @property
    def is_shell(self):
        return self.suffix == ".sh" or self.shebang.endswith(("/sh", "bash"))

    @functools.cached_property
    def _split(self):
        strings = []

        def blank(match):
            kind, found = match.lastgroup if match.lastgroup != "mark" else "raw", match.group()
            if kind in ("number", "include"):
                return found
            if kind in ("raw", "text"):
                strings.append((match.start(), found))
            mask = re.sub(r"[^\n]", " ", found)
            quotes = {"raw": '"', "text": '"', "char": "'"}.get(kind)
            return quotes + mask[1:-1] + quotes if quotes and len(found) > 1 else mask

        return LITERAL.sub(blank, self.text), strings

    @property
    def code(self):
        return self._split[0]

    @property
    def strings(self):
        """(position, literal as written) of every string, those of #include lines apart."""
        return self._split[1]

    def line_of(self, position):
        return self.text.count("\n", 0, position) + 1


def files(root, rooms=None):
    """Every text file of ours below `root`, or only those of some rooms; the bad trees are not ours."""
    for room in rooms or TREE:
        for folder, folders, names in os.walk(os.path.join(root, room)):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
            inside = os.path.relpath(folder, root).replace(os.sep, "/")
            if inside.startswith(("tests/rules/bad", "tests/fuzz/seeds", "tests/fixtures")):
                folders[:] = []
                continue
            for name in sorted(names):
                path = inside + "/" + name
                if is_source(os.path.join(root, path)):
                    yield SourceFile(root, path)


def is_source(path):
    suffix = os.path.splitext(path)[1]
    if suffix:
        return suffix in CPP + (".py", ".sh", ".js", ".php", ".sql", ".mustache")
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


class Complaints:
    """What was refused: (path, line, name of the check, what to do about it)."""

    def __init__(self):
        self.found = []

    def refuse(self, file, line, check, remedy):
        self.found.append((file.path, line, check, remedy))

    def refuse_at(self, file, position, check, remedy):
        self.refuse(file, file.line_of(position), check, remedy)


def expected(root):
    """The lines of a bad tree that say they must be refused."""
    for file in files(root):
        for number, line in enumerate(file.text.split("\n"), 1):
            for name in re.findall(r"refused: ([\w-]+)", line):
                yield file.path, number, name


def report(rule, found):
    for path, line, check, remedy in sorted(set(found)):
        print(f"{path}:{line}: rule {rule}/{check}: {remedy}")
    if found:
        print(f"rule {rule}: {len(set(found))} refused")
    return 1 if found else 0


def self_test(rule, check, options):
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bad", rule)
    complaints = Complaints()
    check(root, complaints, options)
    wanted = set(expected(root))
    got = {(path, line, name) for path, line, name, _ in complaints.found}
    for path, line, name in sorted(wanted - got):
        print(f"bad/{rule}/{path}:{line}: {name} should be refused and is not")
    for path, line, name in sorted(got - wanted):
        print(f"bad/{rule}/{path}:{line}: {name} is refused and should not be")
    if not wanted:
        print(f"bad/{rule}: nothing to refuse, so nothing is proved")
    return 0 if wanted and wanted == got else 1


def main(rule, check, options=None, bad_options=None):
    """Runs one rule: check(root, complaints, options)."""
    arguments = argparse.ArgumentParser(description=check.__doc__)
    arguments.add_argument("--tree", default=".", help="the root to check")
    arguments.add_argument("--self-test", action="store_true", help="check the rule itself on its bad tree")
    given = arguments.parse_args()
    if given.self_test:
        sys.exit(self_test(rule, check, bad_options or options))
    complaints = Complaints()
    check(given.tree, complaints, options)
    sys.exit(report(rule, complaints.found))
