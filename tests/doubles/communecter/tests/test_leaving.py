# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever asks may be killed at any moment: that is no mistake of the double's, and what is one is told all the same."""
import contextlib
import io
import socket
import struct
import threading
import unittest

from told import SEARCH, Told

PATIENCE_S = 20
QUESTION = f"POST {SEARCH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"


class Leaving(Told):
    def setUp(self):
        super().setUp()
        self.over = threading.Event()       # a connection came to its end, whatever there was to say of it
        ended = self.server.shutdown_request
        self.server.shutdown_request = lambda request: (ended(request), self.over.set())
        self.said = io.StringIO()
        self.enterContext(contextlib.redirect_stderr(self.said))

    def connected(self):
        line = socket.create_connection(self.server.server_address, timeout=PATIENCE_S)
        # Closing it is what the death of its owner looks like: nothing more is read, and the other side is told so.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return line

    def says(self, some):
        """What the double says of whoever sends that and is gone."""
        self.over.clear()
        with self.connected() as line:
            line.sendall(some)
        self.assertTrue(self.over.wait(PATIENCE_S))
        return self.said.getvalue()

    def test_who_leaves_in_the_middle_of_a_question_is_not_talked_about(self):
        for part in (b"", b"POST /co2/sea", (QUESTION % 500).encode(), (QUESTION % 500).encode() + b"searchType[]=org"):
            with self.subTest(part=part):
                self.assertEqual(self.says(part), "")

    def test_who_leaves_before_the_answer_is_not_talked_about(self):
        asked, left = threading.Event(), threading.Event()
        answer = self.place.answer

        def slow(request):
            asked.set()
            self.assertTrue(left.wait(PATIENCE_S))
            return answer(request)
        self.place.answer = slow
        with self.connected() as line:
            line.sendall((QUESTION % 0).encode())
            self.assertTrue(asked.wait(PATIENCE_S))
        left.set()
        self.assertTrue(self.over.wait(PATIENCE_S))
        self.assertEqual(self.said.getvalue(), "")

    def test_a_mistake_of_ours_is_told(self):
        def broken(request):
            raise KeyError("ours")
        self.place.answer = broken
        self.over.clear()
        with socket.create_connection(self.server.server_address, timeout=PATIENCE_S) as line:
            line.sendall((QUESTION % 0).encode())
            self.assertEqual(line.recv(100), b"")
        self.assertTrue(self.over.wait(PATIENCE_S))
        self.assertIn("KeyError: 'ours'", self.said.getvalue())


if __name__ == "__main__":
    unittest.main()
