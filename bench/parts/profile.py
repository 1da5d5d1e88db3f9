# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a part of the bench spends its time, by perf: what explains a bar that is missed."""
import shutil
import subprocess

from . import programs
from .order import KEPT

SHOWN = 45
ORDERS = {"by library": ["--sort", "dso", "--no-children"], "by function": ["--sort", "symbol", "--no-children"],
          "by function, with what it calls": ["--sort", "symbol", "--children"]}


def recorded(order, section, samples):
    """Runs the section's own program under perf; what perf said of it, or None when all went well."""
    name, (recording, command_at) = str(samples.name), section.explained_by
    with programs.replays(order.folder, **({name: recording} if recording else {})) as at:
        command = command_at(at.get(name))
        done = subprocess.run(["perf", "record", "-q", "-F", "1999", "--call-graph", "dwarf,8192", "-o", str(samples), "--", *command],
                              env=programs.environment(), capture_output=True, encoding="utf-8")
    return done.stderr.strip()[-300:] if done.returncode != 0 else None


def profile(order, name, section):
    """Writes a profile of that part; a sentence that says so, or why there is none."""
    if shutil.which("perf") is None:
        return "no profile: perf is missing (scripts/packages bench)"
    samples, place = order.folder / f"perf-{name}", KEPT / f"profile-{name}.txt"
    wrong = recorded(order, section, samples)
    if wrong is not None:
        return f"no profile of {name}: {wrong}"
    parts = []
    for title, how in ORDERS.items():
        said = subprocess.run(["perf", "report", "-i", str(samples), "--stdio", "-g", "none", "--percent-limit", "0.4", *how],
                              capture_output=True, encoding="utf-8", errors="replace").stdout
        lines = [line.rstrip()[:150] for line in said.splitlines() if line.strip() and not line.startswith("#")]
        parts.append("\n".join([f"== {title}", *lines[:SHOWN]]))
    place.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return f"the profile of {name} is in {place}"
