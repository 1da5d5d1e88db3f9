# SPDX-License-Identifier: GPL-3.0-or-later
"""A wiki behind TLS: a certificate authority of the lab, what it signed and what it did not, and nginx with a door for each;
the same for any other server; and a line that is cut on demand."""
import getpass
import json
import select
import socket
import ssl
import subprocess
import threading

from .server import Kept, NginxServer

BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so"
# Debian's nginx of today leaves TLS 1.3 out unless told so.
LOG = ('ssl_protocols TLSv1.2 TLSv1.3;\n'
       'log_format lab escape=json \'{"door":"$server_port","protocol":"$server_protocol","tls":"$ssl_protocol",'
       '"connection":$connection,"nth":$connection_requests,"status":$status,"accepts":"$http_accept_encoding",'
       '"encoding":"$sent_http_content_encoding","bytes":$body_bytes_sent,"request":"$request_uri"}\';\n')


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True)


class Authority:
    """Signs certificates that its own file `ca` vouches for."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.ca = self.alone("authority", "/CN=Labo de Moisson", "basicConstraints=critical,CA:TRUE")[0]

    def file(self, name):
        return str(self.folder / name)

    def alone(self, name, subject, extension):
        """A certificate that nobody but itself vouches for: (certificate, key)."""
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", subject, "-addext", extension, "-keyout", self.file(f"{name}.key"), "-out", self.file(f"{name}.pem"))
        return self.file(f"{name}.pem"), self.file(f"{name}.key")

    def signed(self, name, names, days=2):
        """One for these names; with negative days it has expired: (certificate, key)."""
        openssl("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=wiki",
                "-addext", f"subjectAltName={names}", "-keyout", self.file(f"{name}.key"), "-out", self.file(f"{name}.csr"))
        openssl("x509", "-req", "-in", self.file(f"{name}.csr"), "-copy_extensions", "copy", "-days", str(days),
                "-CA", self.ca, "-CAkey", self.file("authority.key"), "-CAcreateserial", "-out", self.file(f"{name}.pem"))
        return self.file(f"{name}.pem"), self.file(f"{name}.key")


OURS = "DNS:localhost,IP:127.0.0.1"
SITE = "include {folder}/site.conf;"
# The doors of a TlsServer: what stands in their server block, and their certificate. All but one speak HTTP/2.
OLD = "without HTTP/2"
DOORS = {
    "brotli": (f"brotli on; brotli_types *; {SITE}", "ours"),
    "gzip": (SITE, "ours"),
    "plain": (f"gzip off; {SITE}", "ours"),
    OLD: (SITE, "ours"),
    "expired": (SITE, "expired"),
    "of another name": (SITE, "other"),
    "self-signed": (SITE, "alone"),
    "elsewhere": ("return 301 https://localhost:{brotli}$request_uri;", "ours"),
    "unprotected": ("return 301 http://127.0.0.1:{people}$request_uri;", "ours"),
}


class TlsServer(NginxServer):
    """nginx before php-fpm, spoken to by HTTP/1.1 or 2 over TLS at `ports[door]`, and without TLS by the people."""

    modules = f"load_module {BROTLI};\n"

    def doors(self, folder):
        authority = Authority(folder / "tls")
        self.ca = authority.ca
        certificates = {"ours": authority.signed("ours", OURS), "expired": authority.signed("expired", OURS, days=-1),
                        "other": authority.signed("other", "DNS:wiki.example.org"),
                        "alone": authority.alone("alone", "/CN=localhost", f"subjectAltName={OURS}")}
        sockets = {name: socket.create_server(("127.0.0.1", 0), backlog=128) for name in DOORS}
        self.ports = {name: door.getsockname()[1] for name, door in sockets.items()}
        self.log_ = folder / "answers"
        words = {"folder": folder, "people": self.port, "brotli": self.ports["brotli"]}
        text = LOG
        for name, (site, kind) in DOORS.items():
            certificate, key = certificates[kind]
            speaks = "" if name == OLD else " http2"
            text += (f"server {{ listen 127.0.0.1:{self.ports[name]} ssl{speaks}; ssl_certificate {certificate};\n"
                     f"ssl_certificate_key {key}; access_log {self.log_} lab; {site.format(**words)} }}\n")
        return text, list(sockets.values())

    def api(self, door, host="127.0.0.1"):
        return f"https://{host}:{self.ports[door]}/api.php"

    def answers(self, door):
        """What was answered through that door, in order; a connection that ended before a request leaves no line."""
        return [answer for answer in logged(self.log_) if answer["door"] == str(self.ports[door])]


def logged(log):
    """The lines that nginx wrote as LOG has it."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


GATE = """user {user};
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
    {log}
    client_body_temp_path {folder}/tmp/body; proxy_temp_path {folder}/tmp/proxy; fastcgi_temp_path {folder}/tmp/fastcgi;
    uwsgi_temp_path {folder}/tmp/uwsgi; scgi_temp_path {folder}/tmp/scgi;
    keepalive_requests 100000;
    server {{
        listen 127.0.0.1:{port} ssl http2;
        ssl_certificate {certificate};
        ssl_certificate_key {key};
        access_log {folder}/answers lab;
        location / {{ proxy_pass {target}; proxy_http_version 1.1; proxy_set_header Host $host:$server_port; }}
    }}
}}
"""


class TlsGate:
    """nginx before a server that has neither TLS nor HTTP/2: it offers both, and passes on what it is sent, the names of
    headers as they were written."""

    def __init__(self, folder, target):
        folder.mkdir()
        (folder / "tmp").mkdir()
        authority = Authority(folder / "tls")
        self.ca = authority.ca
        certificate, key = authority.signed("ours", OURS)
        self.log_ = folder / "answers"
        # Bound before nginx starts, so that who connects at once waits in the queue.
        with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
            self.port_ = door.getsockname()[1]
            self.url = f"https://127.0.0.1:{self.port_}"
            (folder / "nginx.conf").write_text(GATE.format(user=getpass.getuser(), folder=folder, log=LOG, port=self.port_, target=target,
                                                           certificate=certificate, key=key), encoding="utf-8")
            self.kept_ = Kept(["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"],
                              log=folder / "nginx.out", pass_fds=[door.fileno()], env={"NGINX": f"{door.fileno()};"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kept_.stop()

    def offers(self):
        """What is spoken to who would speak either."""
        context = ssl.create_default_context(cafile=self.ca)
        context.set_alpn_protocols(["h2", "http/1.1"])
        with socket.create_connection(("127.0.0.1", self.port_), timeout=60) as line, \
                context.wrap_socket(line, server_hostname="localhost") as safe:
            return safe.selected_alpn_protocol()

    def answers(self):
        return logged(self.log_)


class CutLine:
    """Carries bytes to a server and back, and cuts the line once so many have come back since `cut_after`. Neither side is
    told more than that the other is gone. The server may be replaced: `target` is the port of the next connection."""

    def __init__(self, target):
        self.target = target
        self.left_ = None
        self.cuts = 0
        self.connections = 0
        self.door_ = socket.create_server(("127.0.0.1", 0))
        self.port = self.door_.getsockname()[1]
        threading.Thread(target=self.serve_, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.door_.shutdown(socket.SHUT_RDWR)       # the thread that waits for the next connection is told
        self.door_.close()

    @property
    def api(self):
        return f"https://127.0.0.1:{self.port}/api.php"

    def cut_after(self, count):
        self.left_ = count

    def serve_(self):
        while True:
            try:
                near, _ = self.door_.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.carry_, args=(near,), daemon=True).start()

    def carry_(self, near):
        try:
            with near, socket.create_connection(("127.0.0.1", self.target)) as far:
                whole = True
                while whole:
                    ready, _, _ = select.select([near, far], [], [])
                    whole = self.pass_on_(near, far) if near in ready else self.pass_back_(far, near)
        except OSError:
            pass                                    # one side is gone, and so is the other now

    @staticmethod
    def pass_on_(near, far):
        some = near.recv(65536)
        far.sendall(some)
        return bool(some)

    def pass_back_(self, far, near):
        """Whether the line is still whole."""
        some = far.recv(65536)
        if self.left_ is not None and len(some) >= self.left_:
            near.sendall(some[:self.left_])
            self.left_ = None
            self.cuts += 1
            return False
        if self.left_ is not None:
            self.left_ -= len(some)
        near.sendall(some)
        return bool(some)
