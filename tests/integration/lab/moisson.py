# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs under test, run as their users run them: the command `moisson`, and the daemon `moissond`."""
import json
import os
import select
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

from .contract import breaches
from .keeper import dies_with_parent
from .recipe import ROOT

TIMEOUT_S = 300
READY_S = 30
RUN_FIELDS = {"source", "outcome", "listed", "seen", "changed", "requests", "bytes", "seconds", "drift"}


def binary(variable, name, folder="daemon"):
    """The program under test: from the environment, else the release build."""
    return os.environ.get(variable, str(ROOT / "build" / "release" / folder / name))


def lab_binary(variable, name):
    """The same program in a world that a story may change (see tests/lab/lab_world.hpp)."""
    return binary(variable, name, "tests/lab")


def environment():
    """What the programs see: the mappings of these sources, and no state or socket but ours."""
    kept = {name: value for name, value in os.environ.items()
            if name not in ("STATE_DIRECTORY", "RUNTIME_DIRECTORY", "NOTIFY_SOCKET", "XDG_STATE_HOME")}
    return {"MOISSON_SHARE": str(ROOT / "config"), **kept}


class Said:
    """What one run of the command said: exit code, standard output, standard error."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    @property
    def lines(self):
        """The JSON objects of its output, one a line."""
        return [json.loads(line) for line in self.out.splitlines() if line.strip()]

    @property
    def one(self):
        """The only JSON object of its output."""
        lines = self.lines
        if len(lines) != 1:
            raise AssertionError(f"expected one line, not {len(lines)}: {self}")
        return lines[0]

    def __str__(self):
        return f"exit {self.code}\n--- output\n{self.out[-3000:]}\n--- errors\n{self.err[-3000:]}"


class Moisson:
    """One configuration with one source, and one state folder. With a `world`, variables for tests/lab/lab_world.hpp,
    the commands are those of the lab."""

    def __init__(self, folder, api, *, source="movilab", namespaces=(0, 1, 2, 3, 4, 5, 10, 12, 14), options="", world=None):
        self.folder = Path(folder)
        self.config = self.folder / "moisson.toml"
        self.state = self.folder / "state"
        self.source = source
        self.namespaces = list(namespaces)
        self.world = world
        self.daemon_ = None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configure(api, options)

    def configure(self, api, options=""):
        """Writes the configuration anew; `options` are more lines of the source."""
        self.config.write_text(f'contact = "labo@example.org"\n\n[[source]]\nname = "{self.source}"\nkind = "mediawiki"\n'
                               f'api = "{api}"\nmapping = "movilab"\nnamespaces = {self.namespaces}\nmin_delay = "0s"\n'
                               f"{options}\n", encoding="utf-8")

    # The command

    def run(self, *words, timeout=TIMEOUT_S):
        """`moisson --config … --state … WORDS`, to its end."""
        program = lab_binary("MOISSON_LAB_BIN", "moisson-lab") if self.world else binary("MOISSON_BIN", "moisson")
        command = [program, "--config", str(self.config), "--state", str(self.state), *words]
        done = subprocess.run(command, env={**environment(), **(self.world or {})}, capture_output=True, encoding="utf-8", timeout=timeout,
                              stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent())
        return Said(done.returncode, done.stdout, done.stderr)

    def harvest(self, *words):
        """`harvest --json` of the one source: what it said, and its object as `.one`."""
        return self.run("harvest", "--json", *words)

    def export(self, what):
        """The rows of `export`, parsed; resources are held against the published schema."""
        said = self.run("export", what)
        if said.code != 0:
            raise AssertionError(f"export {what}: {said}")
        wrong = breaches(said.lines) if what == "resources" else []
        if wrong:
            raise AssertionError("lines that break schema/resource.schema.json:\n" + "\n".join(wrong))
        return said.lines

    def export_bytes(self, what):
        return self.run("export", what).out.encode()

    def items(self):
        """The alive items, without what the wiki cannot know of: their resource."""
        return [{k: v for k, v in item.items() if k != "resource"} for item in self.export("items") if not item["deleted"]]

    def tombstones(self):
        """The deleted items."""
        return [item for item in self.export("items") if item["deleted"]]

    def ignored(self):
        """What was not taken, and why, as [(subject, reason)…]."""
        return self.kept_("SELECT subject, reason FROM ignored ORDER BY subject")

    def labels(self, revision):
        """The change tags of a revision."""
        return [label for row in self.kept_("SELECT tags FROM revision WHERE id = ?", (str(revision),))
                for label in json.loads(row[0] or "[]")]

    def kept_(self, question, values=()):
        """What no export tells; only between two commands."""
        tables = sqlite3.connect(f"file:{self.state / 'moisson.sqlite'}?mode=ro", uri=True)
        try:
            return tables.execute(question, values).fetchall()
        finally:
            tables.close()

    def revisions(self):
        """The revisions of the alive items, in the order of the export."""
        alive = {item["id"] for item in self.items()}
        return [revision for revision in self.export("revisions") if revision["item"] in alive]

    # The daemon

    def start(self, *words):
        """Starts `moissond` and returns once it has said READY=1."""
        self.daemon_ = Daemon([binary("MOISSOND_BIN", "moissond"), "--config", str(self.config), "--state", str(self.state),
                               *words], self.folder)
        return self.daemon_

    def stop(self):
        """SIGTERM, and waits; the exit code."""
        code = self.daemon_.stop()
        self.daemon_ = None
        return code

    @property
    def socket(self):
        return self.state / "control.sock"


class Daemon:
    """A running moissond. What it tells the service manager arrives here."""

    def __init__(self, command, folder):
        self.log = Path(folder) / "moissond.log"
        self.states = []
        self.door_ = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = Path(folder) / "notify.sock"
        path.unlink(missing_ok=True)
        self.door_.bind(str(path))
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, env={**environment(), "NOTIFY_SOCKET": str(path)}, stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent())
        self.ended_ = os.pidfd_open(self.process.pid)
        try:
            self.wait_for("READY=1")
        except BaseException:
            self.kill()
            raise

    def wait_for(self, word, seconds=READY_S):
        """Returns when the daemon says a line that starts with `word`; fails when it ends or stays silent."""
        until = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self.door_, select.POLLIN)
        poll.register(self.ended_, select.POLLIN)
        while True:
            spoke = [descriptor for descriptor, _ in poll.poll(max(0, until - time.monotonic()) * 1000)]
            if self.door_.fileno() in spoke:
                lines = self.door_.recv(65536).decode("utf-8", "replace").splitlines()
                self.states += lines
                if any(line.startswith(word) for line in lines):
                    return
            elif self.ended_ in spoke:
                raise AssertionError(f"moissond ended with {self.process.wait()} before {word}:\n{self.tail()}")
            elif not spoke:
                raise AssertionError(f"moissond did not say {word} in {seconds} s:\n{self.tail()}")

    def tail(self):
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]

    def stop(self, sig=signal.SIGTERM):
        """Asks it to end, waits, returns its exit code."""
        self.process.send_signal(sig)
        try:
            code = self.process.wait(READY_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"moissond did not end in {READY_S} s:\n{self.tail()}")
        self.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()

    def close(self):
        os.close(self.ended_)
        self.door_.close()
