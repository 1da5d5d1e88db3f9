# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: it says where it listens, and ends when it is told or left alone."""
import signal
import subprocess
import sys
import threading
import unittest
import urllib.request

from told import FOLDER

PATIENCE_S = 20


class Program(unittest.TestCase):
    def start(self, *words):
        started = subprocess.Popen([sys.executable, "-B", str(FOLDER.parent / "run"), *words], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)
        self.addCleanup(started.stdout.close)
        self.addCleanup(started.stdin.close)
        self.addCleanup(started.wait)
        self.addCleanup(started.kill)
        line = started.stdout.readline()
        self.assertRegex(line, r"^listening http://127\.0\.0\.1:\d+\n$")
        return started, line.split()[1]

    def test_it_serves_what_it_was_asked_for_and_ends_when_its_input_closes(self):
        started, url = self.start("--until-stdin-closes", "--elements", "60", "--dialect", "legacy2018", "--seed", "4")
        with urllib.request.urlopen(f"{url}/__double/state", timeout=PATIENCE_S) as answer:
            self.assertEqual(answer.read().count(b'"public"'), 60)
        started.stdin.close()
        self.assertEqual(started.wait(PATIENCE_S), 0)

    def test_it_ends_when_it_is_told_to_even_while_somebody_is_connected(self):
        started, url = self.start()
        line = urllib.request.urlopen(f"{url}/api/event/get", timeout=PATIENCE_S)
        self.addCleanup(line.close)
        started.send_signal(signal.SIGTERM)
        self.assertEqual(started.wait(PATIENCE_S), 0)

    def test_many_may_ask_at_once(self):
        _, url = self.start("--elements", "300")
        answers = []

        def ask():
            with urllib.request.urlopen(f"{url}/api/organization/get/limit/500", timeout=PATIENCE_S) as answer:
                answers.append(answer.read())
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertEqual((len(answers), len(set(answers))), (8, 1))


if __name__ == "__main__":
    unittest.main()
