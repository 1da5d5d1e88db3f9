# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory at very long pages: a real wiki of them, whose answers are as large as it lets them be."""
from pathlib import Path

from lab.server import NginxServer
from lab.wiki import Wiki

from . import long_pages, programs, recordings
from .order import machine
from .results import Section, megabytes

COUNT = 200
SIZE = 1_000_000            # bytes of each
MOST_RSS_MB = 96.0


def recording_of(order, template):
    harvests = programs.Harvests(order.folder / "large")

    def make_recording(draft):
        recordings.record(draft, Wiki(template=template, server=NginxServer).start(), harvests.run)
    return recordings.kept("large", [Path(programs.moisson()), template.name], make_recording)


def measure(order):
    section = Section("Very long pages", machine(), {"ours": f"`moisson harvest` of {COUNT} pages of {SIZE / 1e6:.0f} MB, replayed",
                                                     "floor": "floor: libcurl + RapidJSON"})
    recording = recording_of(order, long_pages.kept(COUNT, SIZE))
    harvests = programs.Harvests(order.folder / "large")
    section.explained_by = recording, harvests.command
    with programs.replays(order.folder, large=recording) as at:
        for number in order.rounds("large"):
            cost, report = harvests.run(at["large"])
            floor = programs.ask_floor(order.folder, recording, at["large"])
            if number > 0:
                section.add(ours=cost, floor=floor)
    section.about.append(f"{report['seen']} pages, {report['requests']} requests, {report['bytes'] / 1e6:.1f} MB on the wire.")
    section.at_most("RSS, MB", section.median("ours", megabytes), MOST_RSS_MB, 1)
    return section
