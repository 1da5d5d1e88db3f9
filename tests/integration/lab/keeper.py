# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program and everything it starts, and ends them all when the one who asked is gone.

    keeper.py --until input|PID|signal --log FILE [--ready REGEX] -- COMMAND…

Until standard input closes (the asker died, or let go), until that process ends, or only until SIGTERM; in every case
also on SIGTERM, and when the program ends by itself. What the program writes goes to the log; the first line that
matches is also printed, which is how the asker learns that it is ready.
"""
import argparse
import ctypes
import os
import re
import select
import signal
import subprocess
import sys

GRACE_MS = 5000         # between asking to end and ending
PIPE_BYTES = 65536
PR_SET_PDEATHSIG = 1


def dies_with_parent(sig=signal.SIGKILL):
    """For preexec_fn: the kernel ends this process when the one that started it ends, however it does."""
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def arm():
        libc.prctl(PR_SET_PDEATHSIG, sig)
        if os.getppid() != parent:      # it was gone before we armed
            os._exit(1)
    return arm


class Output:
    """What the kept program writes: into the log, and the ready line once to whoever waits for it."""

    def __init__(self, path, ready):
        self.log_ = open(path, "ab", buffering=0)
        self.ready_ = re.compile(ready.encode()) if ready else None
        self.seen_ = b""

    def add(self, some):
        self.log_.write(some)
        if not self.ready_:
            return
        self.seen_ += some
        for line in self.seen_.splitlines():
            if self.ready_.search(line):
                sys.stdout.buffer.write(line + b"\n")
                sys.stdout.flush()
                self.ready_ = None
                return


def told_to_end():
    """A descriptor that becomes readable at SIGTERM."""
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell)
    signal.signal(signal.SIGTERM, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return told


def asker(until):
    """The descriptor that becomes readable when the asker is gone; None when only a signal ends us."""
    if until == "signal":
        return None
    try:
        return 0 if until == "input" else os.pidfd_open(int(until))
    except ProcessLookupError:
        sys.exit(0)


def keep(child, output, enders):
    """Pumps the output until one of the enders speaks."""
    poll = select.poll()
    for descriptor in enders:
        poll.register(descriptor, select.POLLIN | select.POLLHUP)
    source = child.stdout.fileno()
    poll.register(source, select.POLLIN | select.POLLHUP)
    while True:
        spoke = [descriptor for descriptor, _ in poll.poll()]
        if source in spoke:
            some = os.read(source, PIPE_BYTES)
            if some:
                output.add(some)
            else:
                poll.unregister(source)
        if any(descriptor in enders for descriptor in spoke):
            return


def groups_of(child):
    """Ours comes last, since we are in it; a program such as php-fpm leads a group of its own."""
    own = os.getpgid(0)
    try:
        return sorted({os.getpgid(child.pid), own}, key=lambda group: group == own)
    except ProcessLookupError:
        return [own]


def signal_all(groups, sig):
    for group in groups:
        try:
            os.killpg(group, sig)
        except ProcessLookupError:
            pass


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--until", required=True)
    arguments.add_argument("--log", required=True)
    arguments.add_argument("--ready")
    arguments.add_argument("command", nargs="+")
    asked = arguments.parse_args()

    if os.getpgid(0) != os.getpid():
        os.setpgid(0, 0)        # one signal to our group reaches every worker, whatever its parent
    enders = [told_to_end()]
    gone = asker(asked.until)
    if gone is not None:
        enders.append(gone)
    child = subprocess.Popen(asked.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             close_fds=False, preexec_fn=dies_with_parent(signal.SIGTERM))
    ended = os.pidfd_open(child.pid)
    keep(child, Output(asked.log, asked.ready), enders + [ended])

    groups = groups_of(child)
    signal_all(groups, signal.SIGTERM)
    last = select.poll()
    last.register(ended, select.POLLIN)
    last.poll(GRACE_MS)
    signal_all(groups, signal.SIGKILL)


if __name__ == "__main__":
    main()
