# SPDX-License-Identifier: GPL-3.0-or-later
"""moissond beside its wiki: it harvests by itself, answers through its socket, and ends when it is told to."""
import json
import os
import socket

from lab.moisson import binary
from lab.story import Story

NONSENSE = [b"\x00\xff\xfe" * 400, b"GET", b"GET /v1/status HTTP/1.1\r\nHost: ", b"POST /v1/stop HTTP/9.9\r\n\r\n",
            b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", b"\r\n" * 1000]


class TheDaemon(Story):
    def status(self):
        said = self.moisson.run("status", "--json")
        self.assertEqual(said.code, 0, str(said))
        return said.lines

    def test_it_says_ready_harvests_by_itself_and_stops_when_told(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        daemon = self.moisson.start()
        # Following a run that begins now, or joins the one that is going on, is how to wait for it.
        self.harvested()
        self.assert_same()
        self.wiki.admin.edit("Le WIP", "fermé")
        self.harvested()
        self.assert_same()
        self.assertEqual(self.moisson.stop(), 0, daemon.tail())
        self.assertFalse(self.moisson.socket.exists(), "a socket nobody listens to was left")
        self.assert_same()

    def test_the_command_works_alone_before_and_after_it(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        self.harvested()
        self.moisson.start()
        self.wiki.admin.edit("Le WIP", "fermé")
        self.harvested()
        self.moisson.stop()
        self.wiki.admin.edit("Le WIP", "rouvert")
        self.harvested()
        self.assert_same()

    def test_the_store_has_one_writer(self):
        self.moisson.start()
        command = [binary("MOISSOND_BIN", "moissond"), "--config", str(self.moisson.config), "--state", str(self.moisson.state)]
        second = os.spawnv(os.P_NOWAIT, "/bin/sh", ["sh", "-c", 'exec "$@" >/dev/null 2>&1', "sh", *command])
        _, how = os.waitpid(second, 0)
        self.assertNotEqual(os.waitstatus_to_exitcode(how), 0, "two daemons share a state folder")
        self.status()

    def test_garbage_and_half_requests_on_its_socket_stop_nothing(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        self.moisson.start()
        lines = []
        for nonsense in NONSENSE:
            line = socket.socket(socket.AF_UNIX)
            line.connect(str(self.moisson.socket))
            try:
                line.sendall(nonsense)
            except OSError:
                pass                            # it hung up before the end: that is an answer too
            lines.append(line)                  # kept open: half a request that never ends
        self.harvested()
        self.assert_same()
        for line in lines:
            line.close()
        self.status()
        self.assertEqual(self.moisson.stop(), 0)

    def test_a_daemon_that_is_killed_leaves_a_store_that_goes_on(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        daemon = self.moisson.start()
        self.harvested()
        daemon.kill()
        self.moisson.daemon_ = None
        self.wiki.admin.edit("Le WIP", "fermé")
        self.harvested()
        self.assert_same()
        self.moisson.start()
        self.harvested()
        self.assertEqual(self.moisson.stop(), 0)

    def test_a_wiki_that_is_down_does_not_end_it(self):
        self.wiki.admin.edit("Le WIP", "ouvert")
        self.moisson.start()
        self.harvested()
        self.wiki.stop()
        self.harvested(outcome="failed", code=1)
        self.assertIn("failed", json.dumps(self.status()))
        self.wiki.start()
        self.wiki.admin.edit("Le WIP", "fermé")
        self.harvested()
        self.assert_same()
