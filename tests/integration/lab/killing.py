# SPDX-License-Identifier: GPL-3.0-or-later
"""Moisson killed on demand: the lab programs die at a named place, or anybody dies at a moment (see tests/lab/lab_world.hpp)."""
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import contextmanager

from .keeper import dies_with_parent
from .moisson import Said, environment, lab_binary

DIED = 137                  # the exit code of a lab program that died where it was told to
PATIENCE_S = 300        # as for a command: a busy machine may take its time
PLACES = {"r": "request", "b": "body", "B": "before", "A": "after"}     # the letters of MOISSON_LAB_COUNT
MOMENT = "moment"           # a real SIGKILL at a part of the usual course, in thousandths


class Course:
    """What a run passes, a letter each, from its first request on: how a machine that is busy with something else matters
    little to where in the run a moment falls."""

    def __init__(self, source):
        self.source_ = source
        self.letters = ""
        self.first_ = self.last_ = 0.0

    @property
    def seconds_between(self):
        return (self.last_ - self.first_) / max(1, len(self.letters))

    def hear(self):
        """Until nobody is left to write."""
        while self.hear_some_(1 << 16):
            pass

    def hear_until(self, count):
        """So many letters, or to the end of who writes them."""
        poll = select.poll()
        poll.register(self.source_, select.POLLIN)
        while len(self.letters) < count:
            if not poll.poll(PATIENCE_S * 1000):
                raise AssertionError(f"nothing passed for {PATIENCE_S} s behind {self.letters!r}")
            if not self.hear_some_(count - len(self.letters)):
                return

    def hear_some_(self, most):
        some = os.read(self.source_, most).decode("ascii")
        if some:
            self.last_ = time.monotonic()
            self.first_ = self.first_ or self.last_
        self.letters += some
        return some


class Doomed:
    """The lab programs over the configuration and the state folder of a Moisson."""

    def __init__(self, moisson):
        self.moisson = moisson
        self.count_ = moisson.folder / "count"

    def start_(self, variable, name, words, **world):
        command = [lab_binary(variable, name), "--config", str(self.moisson.config), "--state", str(self.moisson.state), *words]
        return subprocess.Popen(command, env={**environment(), **world}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, preexec_fn=dies_with_parent())

    def command_(self, words, **world):
        return self.start_("MOISSON_LAB_BIN", "moisson-lab", [*words, "--json"], **world)

    def daemon_(self, **world):
        return self.start_("MOISSOND_LAB_BIN", "moissond-lab", [], **world)

    # Undisturbed

    @contextmanager
    def course_(self):
        """That of the next run which is given `count_`."""
        self.count_.unlink(missing_ok=True)
        os.mkfifo(self.count_)
        source = os.open(self.count_, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(source, True)
        try:
            yield Course(source)
        finally:
            os.close(source)

    def counted(self, run):
        """A whole run: what it said, how often it passed each place, and its course."""
        with self.course_() as course:
            ours = os.open(self.count_, os.O_WRONLY)        # the end is when we say so
            hearing = threading.Thread(target=course.hear)
            hearing.start()
            try:
                said = run(MOISSON_LAB_COUNT=str(self.count_))
            finally:
                os.close(ours)
                hearing.join()
        return said, {place: course.letters.count(letter) for letter, place in PLACES.items()}, course

    def perform_(self, words, **world):
        process = self.command_(words, **world)
        out, err = process.communicate(timeout=PATIENCE_S)
        return Said(process.returncode, out.decode(), err.decode())

    def harvest(self, **world):
        return self.perform_(["harvest"], **world)

    def census(self, **world):
        return self.perform_(["census", self.moisson.source], **world)

    def deep_census(self, **world):
        return self.perform_(["census", self.moisson.source, "--deep"], **world)

    def follow(self, **world):
        """The daemon, until its first run has ended or it has; then it is asked to end."""
        process = self.daemon_(**world)
        told = self.read_run_(process)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=PATIENCE_S)
        return Said(process.returncode, out.decode(), told + err.decode())

    @staticmethod
    def read_run_(process):
        """What the daemon logs, up to the line of its first run or to its end."""
        told, until = b"", time.monotonic() + PATIENCE_S
        source = process.stderr.fileno()
        poll = select.poll()
        poll.register(source, select.POLLIN | select.POLLHUP)
        while b" outcome=" not in told:
            if not poll.poll(max(0, until - time.monotonic()) * 1000):
                process.kill()
                raise AssertionError(f"moissond-lab ended no run in {PATIENCE_S} s:\n{told.decode()}")
            some = os.read(source, 65536)
            if not some:
                process.wait(PATIENCE_S)
                break
            told += some
        return told.decode("utf-8", "replace")

    # Killed

    def kill(self, run, place, turn, usual):
        """Lets it run until the turn of that place; a moment is a part of the `usual` course. The exit code."""
        if place != MOMENT:
            return run(MOISSON_LAB_DIE=f"{place}:{turn}").code
        words = {self.census: ["census", self.moisson.source], self.deep_census: ["census", self.moisson.source, "--deep"]}
        world = {"MOISSON_LAB_COUNT": str(self.count_)}
        whole, part = divmod(turn * len(usual.letters), 1000)
        with self.course_() as course:
            process = self.daemon_(**world) if run == self.follow else self.command_(words.get(run, ["harvest"]), **world)
            course.hear_until(max(1, whole))
            try:
                process.communicate(timeout=usual.seconds_between * part / 1000)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        return DIED if process.returncode == -signal.SIGKILL else process.returncode

    # The state folder

    def restore(self, kept):
        """The state folder is again as `kept`; None: there is none."""
        shutil.rmtree(self.moisson.state, ignore_errors=True)
        if kept is not None:
            shutil.copytree(kept, self.moisson.state)

    def keep(self, name):
        """A copy of the state folder as it is now."""
        return shutil.copytree(self.moisson.state, self.moisson.folder / name, ignore=shutil.ignore_patterns("*.sock"))

    def outcomes(self):
        """How each run on record ended, oldest first. Only between two commands: looking may not disturb a recovery."""
        tables = sqlite3.connect(f"file:{self.moisson.state / 'moisson.sqlite'}?mode=ro", uri=True)
        try:
            return [row[0] for row in tables.execute("SELECT outcome FROM run ORDER BY id")]
        finally:
            tables.close()
