# SPDX-License-Identifier: GPL-3.0-or-later
"""A door in front of a wiki, at which something can happen exactly between two requests of a run."""
import http.client
import http.server
import threading

TIMEOUT_S = 120
PASSED_ON = ("Content-Type", "User-Agent", "Accept-Encoding", "Promise-Non-Write-API-Action")
HOP = ("connection", "transfer-encoding", "keep-alive", "content-length", "date", "server")


class Between:
    """Passes every request on to the wiki at that port, one at a time. Before the nth since `happens` was called,
    `what(n)` is done: n = 1 is before the first."""

    def __init__(self, port):
        self.port_ = port
        self.what_ = None
        self.count = 0
        self.failure_ = None
        self.gate_ = threading.Lock()
        self.server_ = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.doorkeeper_())
        self.server_.daemon_threads = True
        self.thread_ = threading.Thread(target=self.server_.serve_forever, daemon=True)
        self.thread_.start()

    @property
    def api(self):
        return f"http://127.0.0.1:{self.server_.server_address[1]}/api.php"

    def happens(self, what=None):
        """From the next request on, counted from 1. None: nothing happens, but it is counted."""
        self.what_ = what
        self.count = 0

    def told(self):
        """Raises what went wrong while something happened."""
        if self.failure_:
            raise self.failure_

    def close(self):
        self.server_.shutdown()
        self.thread_.join()
        self.server_.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def pass_on_(self, method, path, headers, body):
        with self.gate_:
            self.count += 1
            try:
                if self.what_:
                    self.what_(self.count)
            except Exception as wrong:          # told by the story's own thread
                self.failure_ = wrong
            line = http.client.HTTPConnection("127.0.0.1", self.port_, timeout=TIMEOUT_S)
            try:
                line.request(method, path, body, {name: headers[name] for name in PASSED_ON if name in headers})
                answer = line.getresponse()
                return answer.status, answer.getheaders(), answer.read()
            finally:
                line.close()

    def doorkeeper_(self):
        between = self

        class Doorkeeper(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, headers, text = between.pass_on_(self.command, self.path, self.headers, body)
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in HOP:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = answer

            def log_message(self, *_):
                """The wiki keeps its own list of requests."""

        return Doorkeeper
