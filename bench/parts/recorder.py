# SPDX-License-Identifier: GPL-3.0-or-later
"""Records a harvest: stands between Moisson and a wiki, and keeps every request with its answer (format: recording.hpp)."""
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# They speak of one connection, not of the answer.
OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Recorder:
    """Listens on a port of its own and passes on what is asked to the wiki at `port`; close() writes the index."""

    def __init__(self, folder, port):
        folder.mkdir(parents=True)
        self.folder_ = folder
        self.wiki_ = http.client.HTTPConnection("127.0.0.1", port)
        self.answers_ = open(folder / "answers", "wb")
        self.lines_ = []
        recorder = self

        class Passing(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                recorder.pass_on(self)

            do_POST = do_GET

            def log_message(self, *_):
                """What was asked stands in the index."""

        self.server_ = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        self.port = self.server_.server_port
        self.thread_ = threading.Thread(target=self.server_.serve_forever, daemon=True)
        self.thread_.start()

    def pass_on(self, asked):
        """One request at a time is all that Moisson asks of a host."""
        form = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in OF_THE_CONNECTION}
        self.wiki_.request(asked.command, asked.path, form or None, headers)
        answer = self.wiki_.getresponse()
        body = answer.read()
        head = "".join(f"{name}: {value}\r\n" for name, value in answer.getheaders() if name.lower() not in OF_THE_CONNECTION)
        whole = f"HTTP/1.1 {answer.status} {answer.reason}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body
        self.lines_.append(f"{self.answers_.tell()} {len(whole)} {asked.command} {asked.path} {form.decode('ascii')}".rstrip())
        self.answers_.write(whole)
        asked.wfile.write(whole)

    def close(self):
        self.server_.shutdown()
        self.server_.server_close()
        self.thread_.join()
        self.wiki_.close()
        self.answers_.close()
        (self.folder_ / "index").write_text("\n".join(self.lines_) + "\n", encoding="ascii")
