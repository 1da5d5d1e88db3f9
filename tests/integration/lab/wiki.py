# SPDX-License-Identifier: GPL-3.0-or-later
"""One real MediaWiki: made in a moment, served, used by people, and judged by its own tables."""
import json
import shutil
import sqlite3
import tempfile
from pathlib import Path

from . import recipe
from .judge import Judge
from .person import AGENT, Person
from .server import WORKERS, PhpServer

# The namespaces a source of ours is usually asked for, talk pages included.
NAMESPACES = [0, 1, 2, 3, 4, 5, 10, 12, 14]


class Wiki:
    """A wiki in its own folder. `settings` are lines of PHP for its LocalSettings.php; `template` is a folder whose
    database is copied instead of the freshly installed one; `server` is PhpServer or NginxServer."""

    def __init__(self, folder=None, *, settings="", template=None, server=PhpServer, workers=WORKERS, until="input",
                 source="movilab"):
        self.owned_ = None if folder else tempfile.TemporaryDirectory(prefix="moisson-wiki-")
        self.folder = Path(folder or self.owned_.name).resolve()
        self.settings_ = settings
        self.kind_ = server
        self.workers_ = workers
        self.until_ = until
        self.source = source
        self.server_ = None
        self.port = 0
        self.people_ = {}
        self.names_ = None
        if not (self.folder / "LocalSettings.php").exists():
            recipe.new_wiki(self.folder, settings, template)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    # Life

    def start(self, port=None):
        """Serves it, on the port it had when it was served before."""
        self.server_ = self.kind_(self.folder, port=port if port is not None else self.port, until=self.until_,
                                  workers=self.workers_)
        self.port = self.server_.port
        (self.folder / "host").write_text(f"127.0.0.1:{self.port}\n", encoding="utf-8")
        return self

    def stop(self):
        """Ends the server and waits until every process of it is gone. The wiki stays."""
        if self.server_:
            self.server_.stop()
            self.server_ = None

    def server_pids(self):
        """The processes to which SIGTERM ends the server."""
        return self.server_.pids()

    def close(self):
        """Ends the server and, unless a folder was given, forgets the wiki."""
        self.stop()
        if self.owned_:
            self.owned_.cleanup()

    def settle_settings(self, settings):
        """Other lines of settings, in force from the next request on."""
        self.settings_ = settings
        recipe.write_settings(self.folder, recipe.cache_folder(), settings)

    def replace_tables(self, template):
        """Puts another wiki's database in the place of this one's, as a bad restoration would."""
        self.stop()
        shutil.rmtree(self.folder / "db")
        shutil.copytree(Path(template) / "db", self.folder / "db")
        self.people_.clear()
        return self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self):
        return f"{self.url}/api.php"

    # People

    def person(self, name="Admin"):
        """That account, signed in."""
        if name not in self.people_:
            self.people_[name] = Person(self.port, name, recipe.PASSWORD)
        return self.people_[name]

    @property
    def admin(self):
        return self.person("Admin")

    # The machine room: maintenance scripts, as the administrator of the server runs them

    def script(self, name, *arguments, given=""):
        return recipe.run_script(self.folder, name, arguments, given)

    def write_pages(self, pages, *, linked=False):
        """Writes many revisions at once, past ones too: dictionaries as php/pages.php reads them. No change is announced."""
        lines = "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages)
        self.script(recipe.PHP_FOLDER / "pages.php", *(["--linked"] if linked else []), given=lines)

    def script_edit(self, title, text, comment="", user="Admin"):
        self.script("edit.php", "--user", user, "--summary", comment, title, given=text)

    def script_import(self, xml, prefix="fabmob"):
        self.script("importDump.php", f"--username-prefix={prefix}", given=xml)

    def dump(self, path, *words):
        """Its own export, as its administrator makes it."""
        path.write_text(self.script("dumpBackup.php", "--quiet", *(words or ["--full"])), encoding="utf-8")
        return path

    def script_delete(self, *titles):
        self.script("deleteBatch.php", "--u", "Admin", given="\n".join(titles))

    def script_move(self, *pairs, leave_redirect=True):
        given = "\n".join(f"{old}|{new}" for old, new in pairs)
        self.script("moveBatch.php", "--u", "Admin", *([] if leave_redirect else ["--noredirects"]), given=given)

    def script_restore(self, title):
        self.script("undelete.php", "--user", "Admin", title)

    def script_rename(self, old, new):
        """Gives an account another name; needs the extension (`wfLoadExtension( 'Renameuser' )`)."""
        self.script(recipe.MEDIAWIKI / "extensions" / "Renameuser" / "maintenance" / "renameUser.php",
                    "--oldname", old, "--newname", new, "--performer", "Admin", "--reason", "à sa demande")
        self.people_.pop(old, None)

    def set_clock(self, ahead):
        """The wiki's clock is so many seconds ahead of the machine's from now on (behind, when negative)."""
        (self.folder / "clock").write_text(str(ahead), encoding="utf-8")

    def run_jobs(self):
        """What edits leave for later: links, categories of pages that use a template."""
        self.script("runJobs.php", "--quiet")

    def execute(self, statement, values=()):
        """A statement on the wiki's own database, as a careless administrator would."""
        tables = sqlite3.connect(self.folder / "db" / "wiki.sqlite")
        with tables:
            tables.execute(statement, values)
        tables.close()

    # The judge

    @property
    def judge(self):
        if self.names_ is None:
            self.names_ = recipe.namespace_names()
        return Judge(self.folder / "db" / "wiki.sqlite", self.names_, self.source)

    def page_count(self):
        return Judge(self.folder / "db" / "wiki.sqlite", {}, self.source).count()

    def items(self, namespaces=NAMESPACES):
        return self.judge.items(namespaces)

    def revisions(self, namespaces=NAMESPACES):
        return self.judge.revisions(namespaces)

    def requests(self):
        """What was asked of the server since `forget_requests`, people of the lab aside, in order."""
        path = self.folder / "requests"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [request for request in map(json.loads, lines) if request["agent"] != AGENT]

    def forget_requests(self):
        (self.folder / "requests").unlink(missing_ok=True)
