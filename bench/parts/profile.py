# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a replayed harvest spends its time, by perf: what explains a bar that is missed."""
import shutil
import subprocess

from . import programs

SHOWN = 45
ORDERS = {"by library": ["--sort", "dso", "--no-children"], "by function": ["--sort", "symbol", "--no-children"],
          "by function, with what it calls": ["--sort", "symbol", "--children"]}


def profile(folder, recording, place):
    """Writes the profile to `place`; a sentence that says so, or why there is none."""
    if shutil.which("perf") is None:
        return "no profile: perf is missing (scripts/packages bench)"
    server = programs.replay(recording, folder / "replay-profile.log")
    samples = folder / "perf.samples"
    try:
        command = programs.Harvests(folder / "profiled").command(server.said)
        done = subprocess.run(["perf", "record", "-q", "-F", "1999", "--call-graph", "dwarf,8192", "-o", str(samples), "--", *command],
                              env=programs.environment(), capture_output=True, encoding="utf-8")
    finally:
        server.stop()
    if done.returncode != 0:
        return f"no profile: {done.stderr.strip()[-300:]}"
    parts = []
    for name, order in ORDERS.items():
        said = subprocess.run(["perf", "report", "-i", str(samples), "--stdio", "-g", "none", "--percent-limit", "0.4", *order],
                              capture_output=True, encoding="utf-8", errors="replace").stdout
        lines = [line.rstrip()[:150] for line in said.splitlines() if line.strip() and not line.startswith("#")]
        parts.append("\n".join([f"== {name}", *lines[:SHOWN]]))
    place.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return f"the profile is in {place}"
