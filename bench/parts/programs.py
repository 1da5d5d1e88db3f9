# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that are measured: built when they are missing or old, and run one at a time under `measured`."""
import json
import os
import shutil
import subprocess
from pathlib import Path

from lab.keeper import dies_with_parent
from lab.moisson import Moisson, binary, environment
from lab.recipe import ROOT
from lab.server import Kept

from .pages import NAMESPACES

BUILD = ROOT / "build" / "release"
PARTS = ["bench_floor_http", "bench_floor_store", "bench_replay", "bench_measured"]
TIMEOUT_S = 900


def build():
    """Brings the release programs up to date. Those named by MOISSON_BIN and MOISSON_BENCH_BIN are taken as they are."""
    wanted = ([] if "MOISSON_BIN" in os.environ else ["moisson"]) + ([] if "MOISSON_BENCH_BIN" in os.environ else PARTS)
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


def replay(recording, log):
    """A running replay of that recording; `.said` is its address."""
    kept = Kept([program("replay"), str(recording)], log=log, ready=r"^http://")
    kept.said = kept.said.strip()
    return kept


def measured(folder, command):
    """(what it cost: user, system, wall, rss in seconds and KiB; what it said)."""
    costs = Path(folder) / "costs.json"
    done = subprocess.run([program("measured"), str(costs), *command], env=environment(), capture_output=True,
                          encoding="utf-8", timeout=TIMEOUT_S, stdin=subprocess.DEVNULL, preexec_fn=dies_with_parent())
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return json.loads(costs.read_text(encoding="utf-8")), json.loads(done.stdout)


class Harvests:
    """`moisson harvest` on a fresh state, again and again, in one folder."""

    def __init__(self, folder):
        self.folder = Path(folder)

    @property
    def store(self):
        """The file that the last one filled."""
        found = list((self.folder / "state").glob("*.sqlite"))
        if len(found) != 1:
            raise RuntimeError(f"one store was expected in {self.folder / 'state'}, not {len(found)}")
        return found[0]

    def command(self, address):
        shutil.rmtree(self.folder / "state", ignore_errors=True)
        ours = Moisson(self.folder, f"{address}/api.php", namespaces=NAMESPACES)
        return [moisson(), "--config", str(ours.config), "--state", str(ours.state), "harvest", "--json"]

    def run(self, address):
        """(its cost, its own report); refuses one that is not complete."""
        cost, report = measured(self.folder, self.command(address))
        if report["outcome"] != "complete":
            raise RuntimeError(f"the harvest was not complete: {report}")
        return cost, report


def ask_floor(folder, recording, address):
    cost, _ = measured(folder, [program("floor_http"), str(recording), address])
    return cost


def store_floor(folder, store):
    """What writing alone cost it; reading the rows first is not counted."""
    copy = Path(folder) / "floor.sqlite"
    for file in Path(folder).glob("floor.sqlite*"):
        file.unlink()
    _, said = measured(folder, [program("floor_store"), str(store), str(copy)])
    return said
