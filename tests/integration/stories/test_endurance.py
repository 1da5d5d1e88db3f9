# SPDX-License-Identifier: GPL-3.0-or-later
"""Years of polls: memory and descriptors stay what they were."""
import json
import os
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from lab.moisson import Moisson, environment
from lab.recipe import ROOT
from lab.server import Kept
from lab.story import long

# A wiki that never changes, as fast as nginx can say so. Its newest rows are about people, and are listed each time.
ROW = '{"type":"log","ns":2,"title":"Utilisateur:X","pageid":0,"logid":%d,"logtype":"block","logaction":"block","logparams":{},"timestamp":"2026-11-25T09:00:0%dZ"}'
ANSWERS = {
    "recentchanges": '"recentchanges":[' + ",".join(ROW % (n, n) for n in range(1, 9)) + '],"statistics":{"pages":0,"edits":7}',
    "probe": '"general":{"generator":"MediaWiki 1.39.17","sitename":"Immobile","server":"http://127.0.0.1","articlepath":"/wiki/$1",'
             '"scriptpath":"","case":"first-letter","lang":"fr"},"namespaces":{"0":{"id":0,"case":"first-letter","name":"","content":true}},'
             '"userinfo":{"id":0,"name":"127.0.0.1","rights":["read"]},"statistics":{"pages":0,"edits":7}',
    "else": '"statistics":{"pages":0,"edits":7}',
}
NGINX = """worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
    access_log off; keepalive_requests 1000000000; default_type application/json;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            if ($arg_list = recentchanges) {{ return 200 '{recentchanges}'; }}
            if ($arg_meta ~ userinfo) {{ return 200 '{probe}'; }}
            return 200 '{else}';
        }}
    }}
}}
"""


class Endurance(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="moisson-story-")))
        door = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = door.getsockname()[1]
        answers = {name: '{"batchcomplete":true,"curtimestamp":"2026-11-25T10:00:00Z","query":{%s}}' % words
                   for name, words in ANSWERS.items()}
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, port=self.port, **answers), encoding="utf-8")
        server = Kept(["/usr/sbin/nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", "stderr"],
                      log=self.folder / "nginx.out", pass_fds=[door.fileno()], env={**os.environ, "NGINX": f"{door.fileno()};"})
        door.close()
        self.addCleanup(server.stop)

    def polled(self, count):
        """What `moisson-polls-lab` says of itself, in memory that no disk slows down."""
        with tempfile.TemporaryDirectory(prefix="moisson-story-", dir="/dev/shm") as state:
            moisson = Moisson(self.folder / "moisson", f"http://127.0.0.1:{self.port}/api.php", namespaces=[0])
            program = os.environ.get("MOISSON_POLLS_BIN", str(ROOT / "build" / "release" / "tests" / "lab" / "moisson-polls-lab"))
            done = subprocess.run([program, str(moisson.config), state, str(count)], env=environment(), capture_output=True,
                                  encoding="utf-8", timeout=900)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def assert_flat(self, said):
        self.assertEqual(len(said), 10)
        self.assertEqual({line["requests"] for line in said}, {1}, "a poll of a wiki that rests is one request")
        self.assertEqual(len({line["descriptors"] for line in said}), 1, said)
        # SQLite's page cache fills up first, to its 2 MiB: every run is a row.
        self.assertLessEqual(said[-1]["rss_kib"] - said[0]["rss_kib"], 2048 + 256, said)
        self.assertLessEqual(said[-1]["rss_kib"] - said[5]["rss_kib"], 256, said)
        print(f"        {said[-1]['polls']} polls: {said[0]['rss_kib']} KiB after a tenth, {said[5]['rss_kib']} KiB after six, "
              f"{said[-1]['rss_kib']} KiB at the end, {said[-1]['descriptors']} descriptors", flush=True)

    def test_two_thousand_polls_leave_memory_and_descriptors_as_they_were(self):
        self.assert_flat(self.polled(2000))

    @long
    def test_a_hundred_thousand_polls_leave_memory_and_descriptors_as_they_were(self):
        self.assert_flat(self.polled(100000))
