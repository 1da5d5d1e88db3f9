# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run of the bench was asked for, where it keeps things, and on which machine."""
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lab.recipe import ROOT

KEPT = ROOT / "var" / "bench"


@dataclass
class Order:
    """`folder` is forgotten at the end; `large` and `small` are the pages of the two wikis."""
    folder: Path
    runs: int = 7
    live: int = 1
    large: int = 10005
    small: int = 1005

    def rounds(self, name):
        """The numbers of the rounds; the first, 0, warms the caches up and is not counted."""
        for number in range(self.runs + 1):
            say(f"{name}, round {number} of {self.runs}")
            yield number


def say(text):
    print(text, file=sys.stderr, flush=True)


def first(command, pattern):
    return re.search(pattern, subprocess.run(command, capture_output=True, encoding="utf-8").stdout).group()


def machine():
    versions = [f"g++ {first(['g++', '--version'], r'[0-9]+[.][0-9.]+')}", f"libcurl {first(['pkg-config', '--modversion', 'libcurl'], '.+')}",
                f"SQLite {first(['pkg-config', '--modversion', 'sqlite3'], '.+')}", f"zstd {first(['pkg-config', '--modversion', 'libzstd'], '.+')}"]
    return {"cores": os.cpu_count(), "load": f"{os.getloadavg()[0]:.1f}", "versions": ", ".join(versions)}
