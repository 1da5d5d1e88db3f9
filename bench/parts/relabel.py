# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs a store to keep labels: all of them told anew once silence has changed them."""

from . import programs
from .order import machine
from .results import Section, cpu

RESOURCES = 100_000
MOST_S = 1.0                    # of CPU, to tell all of them anew from a store on disk


def measure(order):
    section = Section("Relabelling", machine(), {"first": "labels told for the first time, all that they rest on read",
                                                 "expired": "labels told anew because time has passed, in one transaction"})
    command = [programs.program("relabel"), str(order.folder / "relabel.sqlite"), str(RESOURCES)]
    hold(section, programs.play(section, order, "relabel", command))
    return section


def hold(section, said):
    section.about.append(f"{said['resources']} resources of ten edits each, by a thousand people; a store on disk, opened anew in 2040: silence has "
                         f"changed {said['changed']} labels by then, with {said['transitions']} transitions. A row keeps {said['bytes']:.0f} bytes "
                         "on the average.")
    section.at_most(f"s of CPU for {said['changed']} labels told anew", section.median("expired", cpu), MOST_S)
    section.notes.append(f"The first label of a resource costs {section.median('first', cpu) / said['resources'] * 1e6:.0f} µs of CPU.")
