#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tree is a map: rooms have READMEs, tests mirror sources, files hold one noun and stay short."""
import re

import tree

TOP = {"CMakeLists.txt", "core", "dialects", "plugins", "urls", "tests", "ci", "README.md", "LICENSE",
       "CHANGELOG.md"}
README_LINES = 40
FILE_LINES = 600
# A common type is a noun, as in the standard library.
DRAWERS = re.compile(r"(^|[/_])(util|utils|helper|helpers|common(?!_type\.)|misc|manager|stuff)([/_.]|$)")
# Front pages and guides may be longer than a room's tour.
FRONT_PAGES = {".", "core", "plugins"}
# Generated elsewhere, or a table and nothing else.
LONG = set()
# Tests of what many files do together, beside the tests of single nouns.
TOGETHER = {
    "dialects/sqlite/decimal_order_test.cpp": "the decimal functions of the driver, called by SQLite",
    "core/engine/threads_test.cpp": "engines and connections shared by threads, for ThreadSanitizer",
    "core/sql/typed_skin_test.cpp": "the templates of expression, comparable, operators and select",
}


def rooms(files):
    found = {"urls"} if files.below("urls") else set()
    for name in files.files:
        parts = name.split("/")
        if parts[0] in ("core", "plugins", "dialects") and len(parts) > 2:
            found.add("/".join(parts[:2]))
    return sorted(found)


def check_readmes(files):
    for folder in rooms(files) + [f for f in ("core", "plugins", "dialects", "tests", "ci", ".")
                                  if f == "." or files.below(f)]:
        name = "README.md" if folder == "." else f"{folder}/README.md"
        if name not in files.files:
            yield f"{name}: a room without a README"
        elif folder not in FRONT_PAGES and len(files.read(name).splitlines()) > README_LINES:
            yield f"{name}: longer than {README_LINES} lines"


def check_top(files):
    for name in sorted({f.split("/")[0] for f in files.files}):
        if name not in TOP and not name.startswith("."):
            yield f"{name}: not a room of the top level"


def check_shapes(files):
    for name in files.sources("urls", "core", "plugins", "dialects", "tests"):
        if DRAWERS.search(name):
            yield f"{name}: a drawer, not a noun"
        if not re.fullmatch(r"[a-z0-9_./]+", name) and not name.endswith((".h", ".c")):
            yield f"{name}: names are snake_case"
        lines = files.read(name).count("\n")
        if lines > FILE_LINES and name not in LONG:
            yield f"{name}: {lines} lines, above {FILE_LINES}"
    for name in files.files:
        match = re.match(r"(?:(urls)|(?:core|plugins)/([a-z_]+))/include/azoth/([a-z_]+)/", name)
        if match:
            room, folder = match.group(1) or match.group(2), match.group(3)
            if folder != {"runtime": "plugins"}.get(room, room):
                yield f"{name}: the headers of {room} are in azoth/{room}"


def nouns(files, folder):
    """Stems of the sources of a folder and of its public headers."""
    return {name.split("/")[-1].rsplit(".", 1)[0] for name in files.below(folder, tree.SOURCES)}


def check_tests(files):
    tested = set()
    for name in files.below("tests/unit", ["_test.cpp"]):
        path = name[len("tests/unit/"):]
        folder, stem = path.rsplit("/", 1)
        noun = stem[:-len("_test.cpp")]
        tested.add(folder)
        known = nouns(files, folder)
        if not known:
            yield f"{name}: mirrors no folder"
        elif path not in TOGETHER and not any(
                noun == k or noun.startswith(k + "_") for k in known):
            yield f"{name}: {folder} has no such noun"
    for room in rooms(files):
        if room.startswith(("core/", "urls")) and nouns(files, room) and room not in tested:
            yield f"{room}: a room without unit tests"


def check(files):
    yield from check_top(files)
    yield from check_readmes(files)
    yield from check_shapes(files)
    yield from check_tests(files)


SPDX = "// SPDX-License-Identifier: MIT\n"
PLANT = {
    "README.md": "x\n", "core/README.md": "x\n", "tests/README.md": "x\n",
    "include/azoth/x.hpp": SPDX,
    "core/sql/README.md": "x\n" * 41,
    "core/sql/include/azoth/sql/select.hpp": SPDX,
    "core/sql/include/azoth/query/insert.hpp": SPDX,
    "core/sql/helpers.cpp": SPDX,
    "core/sql/long.cpp": "\n" * 601,
    "core/value/value.cpp": SPDX,
    "core/value/README.md": "x\n",
    "core/types/types.cpp": SPDX,
    "tests/unit/core/types/types_test.cpp": SPDX,
    "tests/unit/core/sql/select_join_test.cpp": SPDX,
    "tests/unit/core/sql/nothing_test.cpp": SPDX,
    "tests/unit/core/gone/x_test.cpp": SPDX,
}
EXPECTED = [
    "include: not a room", "core/sql/README.md: longer", "core/types/README.md: a room without",
    "azoth/query/insert.hpp: the headers", "helpers.cpp: a drawer", "long.cpp: 601",
    "core/value: a room without unit tests", "nothing_test.cpp: core/sql has no such noun",
    "x_test.cpp: mirrors no folder",
]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
