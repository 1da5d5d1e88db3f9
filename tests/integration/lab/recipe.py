# SPDX-License-Identifier: GPL-3.0-or-later
"""How a wiki is made: Debian's MediaWiki in place, SQLite, and a freshly installed instance kept to be copied."""
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MEDIAWIKI = Path("/usr/share/mediawiki")
PHP = "/usr/bin/php8.2"
PHP_FOLDER = Path(__file__).resolve().parent / "php"
PASSWORD = "moisson-du-labo"

# Who uses the wikis of the lab, and their groups. Admin comes first.
PEOPLE = ["Admin:sysop,bureaucrat,interface-admin,suppress", "XavCC", "AurélienMarty", "SimonSarazin", "Ophélie Deyrolle",
          "Yoann", "MoulinetteBot:bot"]

# Errors go to the log of the server, never into an answer; every file is compiled once, for all processes.
PHP_OPTIONS = ["-d", "display_errors=0", "-d", "log_errors=1", "-d", "memory_limit=512M", "-d", "max_execution_time=60",
               "-d", "upload_max_filesize=64M", "-d", "post_max_size=64M",
               "-d", "opcache.enable=1", "-d", "opcache.enable_cli=1", "-d", "opcache.revalidate_freq=0",
               "-d", "opcache.max_accelerated_files=10000", "-d", "opcache.memory_consumption=128"]


def cache_folder():
    """What all wikis share; outlives them."""
    return Path(os.environ.get("MOISSON_LAB_CACHE", ROOT / "var" / "lab-cache"))


def php_options(cache):
    """PHP's options; compiled files are kept on disk, a folder a user, as PHP wants it."""
    compiled = cache / f"compiled-{os.getuid()}"
    compiled.mkdir(parents=True, exist_ok=True)
    return PHP_OPTIONS + ["-d", f"opcache.file_cache={compiled}"]


def write_settings(folder, cache, extra):
    """The LocalSettings.php of one wiki: the lab's, then its own lines."""
    text = (f"<?php\n$labFolder = '{folder}';\n$labCache = '{cache}';\n"
            f"require '{PHP_FOLDER}/LabSettings.php';\n{extra}\n")
    (folder / "LocalSettings.php").write_text(text, encoding="utf-8")


def environment(folder):
    """The environment in which PHP serves, or maintains, the wiki of that folder."""
    return {**os.environ, "MW_CONFIG_FILE": str(folder / "LocalSettings.php"), "MOISSON_MEDIAWIKI": str(MEDIAWIKI),
            "LC_ALL": "C.UTF-8"}


def run_script(folder, script, arguments=(), given=""):
    """Runs one of MediaWiki's maintenance scripts, or one of ours, on the wiki of that folder. Returns what it says."""
    path = script if os.path.isabs(str(script)) else MEDIAWIKI / "maintenance" / script
    command = [PHP, *php_options(cache_folder()), str(path), *arguments]
    done = subprocess.run(command, input=given, env=environment(folder), capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"{path} {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def recipe_name(words):
    """Changes whenever the recipe, MediaWiki or PHP does."""
    digest = hashlib.sha256()
    for file in [Path(__file__), *sorted(PHP_FOLDER.iterdir())]:
        digest.update(file.read_bytes())
    for file in (MEDIAWIKI / "includes" / "Defines.php", Path(PHP)):
        digest.update(str(file.stat().st_mtime_ns).encode())
    digest.update("\0".join(words).encode())
    return digest.hexdigest()[:16]


def kept(kind, words, make):
    """The cached folder of that kind, made by `make(folder)` when it is missing; safe when several make it at once.
    One folder a kind: those made of other words, or by another recipe, are removed."""
    place = cache_folder() / f"{kind}-{recipe_name(words)}"
    if place.is_dir():
        return place
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="making-") as making:
        draft = Path(making) / "wiki"
        draft.mkdir()
        make(draft)
        try:
            os.rename(draft, place)
        except OSError:
            if not place.is_dir():      # somebody else was faster: theirs is as good
                raise
    for other in cache_folder().glob(f"{kind}-*"):
        if other != place:              # made by a recipe that is no more
            shutil.rmtree(other, ignore_errors=True)
    return place


def install(folder):
    """A fresh wiki with the accounts of the lab, its main page as MediaWiki writes it."""
    (folder / "db").mkdir()
    command = [PHP, *php_options(cache_folder()), str(MEDIAWIKI / "maintenance" / "install.php"), "--confpath", str(folder),
               "--dbtype", "sqlite", "--dbpath", str(folder / "db"), "--dbname", "wiki", "--server", "http://127.0.0.1",
               "--scriptpath", "", "--lang", "fr", "--pass", PASSWORD, "--extensions=ParserFunctions,Cite", "Movilab", "Admin"]
    # The settings named here do not exist yet: a wiki that the machine may have elsewhere is not looked at.
    done = subprocess.run(command, env=environment(folder), capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"MediaWiki would not install:\n{done.stdout}{done.stderr}")
    (cache_folder() / "l10n").mkdir(exist_ok=True)
    write_settings(folder, cache_folder(), "")
    run_script(folder, "rebuildLocalisationCache.php", ["--lang=fr,en", "--quiet"])
    run_script(folder, PHP_FOLDER / "people.php", ["--password", PASSWORD, *PEOPLE])
    (folder / "namespaces.json").write_text(run_script(folder, PHP_FOLDER / "namespaces.php"), encoding="utf-8")


def installed():
    """The freshly installed wiki that all others are copies of."""
    return kept("installed", PEOPLE, install)


def namespace_names():
    """The namespaces of every wiki of the lab, number → local name."""
    return {int(number): name for number, name in json.loads((installed() / "namespaces.json").read_text("utf-8")).items()}


def new_wiki(folder, extra, template=None):
    """Copies the freshly installed wiki, or `template`, into `folder`."""
    source = template or installed()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "db", ignore_errors=True)
    shutil.copytree(source / "db", folder / "db")
    write_settings(folder, cache_folder(), extra)
