# SPDX-License-Identifier: GPL-3.0-or-later
"""The two ways a wiki of the lab is served. Ports are the kernel's choice; readiness is an event; nothing outlives us."""
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from . import recipe
from .keeper import dies_with_parent

KEEPER = Path(__file__).resolve().parent / "keeper.py"
WORKERS = 4             # requests served at once


class Kept:
    """A program and all its children, that end when `until` says (see keeper.py)."""

    def __init__(self, command, *, log, until="input", ready=None, env=None, pass_fds=()):
        asked = ["/usr/bin/python3", "-IB", str(KEEPER), "--until", str(until), "--log", str(log)]
        asked += ["--ready", ready] if ready else []
        self.log = log
        self.process = subprocess.Popen(
            [*asked, "--", *command], env=env, pass_fds=pass_fds, start_new_session=True,
            stdin=subprocess.PIPE if until == "input" else subprocess.DEVNULL,
            stdout=subprocess.PIPE if ready else subprocess.DEVNULL)
        self.said = self.process.stdout.readline().decode("utf-8", "replace") if ready else ""
        if ready and not self.said:
            raise RuntimeError(f"{command[0]} did not start:\n{Path(log).read_text(errors='replace')[-2000:]}")

    def stop(self):
        """Ends it and waits until it is gone."""
        if self.process.stdin:
            self.process.stdin.close()
        else:
            self.process.terminate()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


class PhpServer:
    """Server a: PHP's own. HTTP/1.1, one request a connection, no compression."""

    def __init__(self, folder, *, port=0, until="input", workers=WORKERS):
        command = [recipe.PHP, *recipe.php_options(recipe.cache_folder()), "-S", f"127.0.0.1:{port}",
                   "-t", str(recipe.MEDIAWIKI)]
        env = {**recipe.environment(folder), "PHP_CLI_SERVER_WORKERS": str(workers)}
        self.kept = Kept(command, log=folder / "server.log", until=until, env=env,
                         ready=r"Development Server .* started|Failed to listen")
        if "Failed" in self.kept.said:
            self.stop()
            raise OSError(self.kept.said.strip())
        self.port = int(self.kept.said.rsplit(":", 1)[1].split(")")[0])

    def stop(self):
        self.kept.stop()

    def pids(self):
        return [self.kept.process.pid]


FPM = """[global]
daemonize = no
error_log = {folder}/fpm.log
[wiki]
listen = {folder}/fpm.sock
pm = static
pm.max_children = {workers}
clear_env = no
env[MW_CONFIG_FILE] = {folder}/LocalSettings.php
catch_workers_output = yes
"""

NGINX = """{modules}worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_max_body_size 64m;
    client_body_temp_path {folder}/tmp/body; proxy_temp_path {folder}/tmp/proxy; fastcgi_temp_path {folder}/tmp/fastcgi;
    uwsgi_temp_path {folder}/tmp/uwsgi; scgi_temp_path {folder}/tmp/scgi;
    gzip on; gzip_types *; gzip_min_length 256;
    keepalive_requests 100000;
    server {{
        listen 127.0.0.1:{port};
        include {folder}/site.conf;
    }}
{doors}}}
"""

SITE = """root {mediawiki};
index index.php;
location / {{ try_files $uri /index.php?$query_string; }}
location ~ \\.php$ {{
    include /etc/nginx/fastcgi_params;
    fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
    fastcgi_param HTTP_HOST $http_host;
    fastcgi_read_timeout 120s;
    fastcgi_buffers 64 64k;
    fastcgi_pass unix:{folder}/fpm.sock;
}}
"""


class NginxServer:
    """Server b: nginx before php-fpm with opcache. Connections are reused, answers compressed.

    Both inherit their listening sockets from us, so a connection made at once waits in the queue: no port is guessed
    and readiness needs no waiting. A kind of it may have more doors than the one of the people (see tls.py).
    """

    modules = ""            # lines that come first in its configuration

    def doors(self, folder):
        """More servers for its configuration, and the sockets on which they listen."""
        return "", []

    def __init__(self, folder, *, port=0, until="input", workers=WORKERS):
        door = socket.create_server(("127.0.0.1", port), backlog=128)
        self.port = door.getsockname()[1]
        inner_path = folder / "fpm.sock"
        inner_path.unlink(missing_ok=True)
        inner = socket.socket(socket.AF_UNIX)
        inner.bind(str(inner_path))
        inner.listen(128)
        self.kept = []
        (folder / "tmp").mkdir(exist_ok=True)
        more, sockets = self.doors(folder)
        sockets = [door, *sockets]
        words = {"folder": folder, "port": self.port, "mediawiki": recipe.MEDIAWIKI, "workers": workers,
                 "modules": self.modules, "doors": more}
        (folder / "site.conf").write_text(SITE.format(**words), encoding="utf-8")
        (folder / "fpm.conf").write_text(FPM.format(**words), encoding="utf-8")
        (folder / "nginx.conf").write_text(NGINX.format(**words), encoding="utf-8")
        as_user, owner = self.servant()
        if owner:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, *owner)
        env = recipe.environment(folder)
        # Compiled files are kept on disk only where the servant may write them.
        options = recipe.PHP_OPTIONS if as_user else recipe.php_options(recipe.cache_folder())
        # An answer ends when all that follows from it is done, as on server a.
        options = [*options, "-d", "disable_functions=fastcgi_finish_request"]
        self.kept.append(Kept([*as_user, "php-fpm8.2", *options, "-F", "--fpm-config", str(folder / "fpm.conf")],
                              log=folder / "fpm.out", until=until, pass_fds=[inner.fileno()],
                              env={**env, "FPM_SOCKETS": f"{inner_path}={inner.fileno()}"}))
        self.kept.append(Kept([*as_user, "/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"],
                              log=folder / "nginx.out", until=until, pass_fds=[each.fileno() for each in sockets],
                              env={**env, "NGINX": "".join(f"{each.fileno()};" for each in sockets)}))
        for each in (*sockets, inner):
            each.close()

    @staticmethod
    def servant():
        """php-fpm will not serve as root: (command prefix, owner) of who does."""
        if os.getuid() != 0:
            return [], None
        return ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups", "--pdeathsig", "TERM"], ("www-data", "www-data")

    def stop(self):
        for kept in reversed(self.kept):
            kept.stop()

    def pids(self):
        return [kept.process.pid for kept in reversed(self.kept)]
