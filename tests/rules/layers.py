# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: our rooms among themselves, and the libraries each of them may see."""
import os
import re

from source_text import ROOMS, files, main

MAY_SEE = {
    "schema": [],
    "config": ["schema"],
    "connectors": ["schema", "config"],
    "health": ["schema"],
    "sync": ["schema", "health"],
    "report": ["schema", "health", "sync", "generated/templates.hpp"],
    "store": ["schema", "health", "sync"],
    "daemon": ROOMS + ["generated"],
    "tests": ROOMS + ["tests"],
    "bench": ROOMS + ["tests", "bench"],
}
# Library: where its headers are found. What is in none of these and not in the standard library is refused.
LIBRARIES = {
    "tl::expected": r"tl/expected\.hpp",
    "utf8proc": r"utf8proc\.h",
    "libstemmer": r"libstemmer\.h",
    "cmark": r"cmark\.h",
    "RapidJSON": r"rapidjson/.*",
    "pugixml": r"pugixml\.hpp",
    "toml++": r"toml\+\+/.*",
    "fmt": r"fmt/.*",
    "mustache": r"(kainjow/)?mustache\.hpp",
    "date": r"date/.*",
    "sqlite3": r"sqlite3\.h",
    "libpq": r"(postgresql/)?libpq-fe\.h",
    "zstd": r"(zstd|zdict)\.h",
    "zlib": r"zlib\.h",
    "bzip2": r"bzlib\.h",
    "Boost": r"boost/.*",
    "libcurl": r"curl/.*",
    "spdlog": r"spdlog/.*",
    "libsystemd": r"systemd/.*",
    "CLI11": r"CLI/.*",
    "sodium": r"sodium\.h",
    "doctest": r"doctest/.*",
    "the operating system": r"(unistd|fcntl|poll|signal|termios|pwd|grp|netdb|dirent|dlfcn|syslog|"
                            r"execinfo|malloc|sys/.*|arpa/.*|netinet/.*|linux/.*)(\.h)?",
}
# utf8proc is only tables, without state: whoever folds a title or shows a byte may have it. cmark reads Markdown where
# values become fields, and nowhere else.
MAY_USE = {
    "schema": ["tl::expected", "utf8proc", "libstemmer", "cmark", "RapidJSON"],
    "config": ["tl::expected", "toml++"],
    "connectors": ["tl::expected", "utf8proc", "RapidJSON", "pugixml"],
    "health": ["tl::expected"],
    "sync": ["tl::expected"],
    "report": ["tl::expected", "utf8proc", "fmt", "mustache", "date", "RapidJSON"],
    "store": ["tl::expected", "sqlite3", "libpq", "zstd", "the operating system"],
    "daemon": [name for name in LIBRARIES if name != "doctest"],
    "tests": list(LIBRARIES),
    "bench": list(LIBRARIES),
}
# A library whose types must not become ours: never in a header, apart from where it says.
SOURCES_ONLY = {"RapidJSON": r"connectors/\w+/answer\.hpp", "pugixml": r"connectors/\w+/answer\.hpp",
                "toml++": r"config/document\.hpp", "sqlite3": r"store/sqlite/\w+\.hpp", "libpq": r"store/postgresql/\w+\.hpp"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]*)"|<([^>\n]*)>|([^\n]*))', re.MULTILINE)
STANDARD = re.compile(r"[a-z_0-9]+")


def check_ours(file, position, header, root, complaints):
    room = header.split("/")[0]
    if "/" not in header or ".." in header or not header.endswith(".hpp"):
        complaints.refuse_at(file, position, "spelling",
                             f'write #include "room/file.hpp", from the root of the sources, not "{header}"')
    elif not {room, header} & {*MAY_SEE.get(file.room, []), file.room}:
        seen = ", ".join(MAY_SEE.get(file.room, [])) or "nothing of ours"
        complaints.refuse_at(file, position, "rooms",
                             f"{file.room}/ may see {seen}, not {room}/; move what both need down, or pass it in as a value")
    elif room != "generated" and not os.path.exists(os.path.join(root, header)):
        complaints.refuse_at(file, position, "missing", f"{header} does not exist")


def check_theirs(file, position, header, complaints):
    if STANDARD.fullmatch(header):
        return
    library = next((name for name, where in LIBRARIES.items() if re.fullmatch(where, header)), None)
    if header.split("/")[0] in ROOMS + ["tests", "bench"]:
        complaints.refuse_at(file, position, "spelling", f'our own headers are written in quotes: "{header}"')
    elif library is None:
        complaints.refuse_at(file, position, "libraries",
                             f"<{header}> belongs to no known library; choose one we have, or name it in tests/rules/layers.py "
                             "with the rooms that may see it (C headers: <cstdint>, not <stdint.h>)")
    elif library not in MAY_USE.get(file.room, []):
        complaints.refuse_at(file, position, "libraries",
                             f"{file.room}/ may not see {library}; what is needed of it is passed in by daemon/ or store/")
    elif (file.suffix == ".hpp" and library in SOURCES_ONLY and file.room not in ("tests", "bench")
          and not re.fullmatch(SOURCES_ONLY[library], file.path)):
        complaints.refuse_at(file, position, "headers",
                             f"{library} stays in .cpp files; a header says what we mean in our own types")


def check(root, complaints, _):
    """Layer matrix of the design, for our rooms and for libraries."""
    for file in files(root):
        if not file.is_cpp:
            continue
        for found in INCLUDE.finditer(file.code):
            ours, theirs, other = found.groups()
            if ours is not None:
                check_ours(file, found.start(), ours, root, complaints)
            elif theirs is not None:
                check_theirs(file, found.start(), theirs, complaints)
            elif other.strip():
                complaints.refuse_at(file, found.start(), "spelling", "an include names its file, not a macro")


main("layers", check)
