# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that are measured: built when they are missing or old, and run one at a time under `measured`."""
import contextlib
import json
import os
import shutil
import subprocess
from pathlib import Path

from lab.keeper import dies_with_parent
from lab.moisson import Moisson, binary, environment, lab_binary
from lab.recipe import ROOT
from lab.server import Kept

from .pages import NAMESPACES

BUILD = ROOT / "build" / "release"
PARTS = ["bench_floor_http", "bench_floor_search", "bench_floor_store", "bench_replay", "bench_measured", "bench_parse",
         "bench_rederive", "bench_search", "bench_health", "bench_folding", "bench_relabel"]
TIMEOUT_S = 900


def build():
    """Brings the release programs up to date. Those named by MOISSON_BIN, MOISSON_POLLS_BIN and MOISSON_BENCH_BIN are taken
    as they are."""
    wanted = ([] if "MOISSON_BIN" in os.environ else ["moisson"]) + ([] if "MOISSON_BENCH_BIN" in os.environ else PARTS)
    wanted += [] if "MOISSON_POLLS_BIN" in os.environ else ["moisson-polls-lab"]
    if not wanted:
        return
    for command in (["cmake", "--preset", "release"], ["cmake", "--build", str(BUILD), "--target", *wanted]):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def program(name):
    return os.path.join(os.environ.get("MOISSON_BENCH_BIN", str(BUILD / "bench")), name)


def moisson():
    return binary("MOISSON_BIN", "moisson")


def polls():
    return lab_binary("MOISSON_POLLS_BIN", "moisson-polls-lab")


def replay(recording, log):
    """A running replay of that recording; `.said` is its address."""
    kept = Kept([program("replay"), str(recording)], log=log, ready=r"^http://")
    kept.said = kept.said.strip()
    return kept


@contextlib.contextmanager
def replays(folder, **recordings):
    """Plays these recordings back at once: name → address."""
    servers = {}
    try:
        for name, recording in recordings.items():
            servers[name] = replay(recording, Path(folder) / f"replay-{name}.log")
        yield {name: server.said for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.stop()


def measured(folder, command):
    """(what it cost: user, system, wall, rss in seconds and KiB; the lines of JSON that it said, one object when one)."""
    costs = Path(folder) / "costs.json"
    done = subprocess.run([program("measured"), str(costs), *command], env=environment(), capture_output=True,
                          encoding="utf-8", timeout=TIMEOUT_S, stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent())
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    said = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    return json.loads(costs.read_text(encoding="utf-8")), said[0] if len(said) == 1 else said


def play(section, order, part, command):
    """Runs a program that says its costs by name, as often as is ordered; the last thing it said."""
    section.explained_by = None, lambda _: command
    for number in order.rounds(part):
        said = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
        if number > 0:
            section.add(**{key: said[key] for key in section.names})
    return said


class Harvests:
    """`moisson` on a state of its own in one folder: harvests of an empty one, again and again, and what follows them."""

    def __init__(self, folder):
        self.folder = Path(folder)

    @property
    def state(self):
        return self.folder / "state"

    @property
    def store(self):
        """The file that the last one filled."""
        found = list(self.state.glob("*.sqlite"))
        if len(found) != 1:
            raise RuntimeError(f"one store was expected in {self.state}, not {len(found)}")
        return found[0]

    def forget(self):
        shutil.rmtree(self.state, ignore_errors=True)

    def config(self, address):
        return Moisson(self.folder, f"{address}/api.php", namespaces=NAMESPACES).config

    def command(self, address, *words):
        """A harvest of an empty state, or with words what they say of the state as it is."""
        if not words:
            self.forget()
        return [moisson(), "--config", str(self.config(address)), "--state", str(self.state), *(words or ["harvest"]), "--json"]

    def run(self, address, *words):
        """(its cost, its own report); refuses one that is not complete."""
        cost, report = measured(self.folder, self.command(address, *words))
        if report["outcome"] != "complete":
            raise RuntimeError(f"not complete: {report}")
        return cost, report


def ask_floor(folder, recording, address, times=1):
    """The requests of a recording, so many times over."""
    cost, _ = measured(folder, [program("floor_http"), str(recording), address, str(times)])
    return cost


def store_floor(folder, store):
    """What writing alone cost it; reading the rows first is not counted."""
    copy = Path(folder) / "floor.sqlite"
    for file in Path(folder).glob("floor.sqlite*"):
        file.unlink()
    _, said = measured(folder, [program("floor_store"), str(store), str(copy)])
    return said


def search_terms(folder, store):
    """What making the search terms of a harvested store costs by itself."""
    _, said = measured(folder, [program("search"), "index", str(store)])
    return said
