#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Includes and links point down, never up.

Levels, exceptions and what must stay out of public headers are the tables below. Also: heavy and
client headers stay where they belong, core and urls name no database, a dialect links nothing.
"""
import re

import tree

# A room may include rooms of lower levels, and itself.
LEVELS = {
    "core/error": 0, "urls": 0,
    "core/value": 1,
    "core/types": 2, "core/driver": 2,
    "core/sql": 3,
    "core/schema": 4,
    "core/compile": 5,
    "core/dialect": 6,
    "core/pool": 7, "core/engine": 7, "core/reflect": 7,
    "core/arrow": 8, "core/orm": 8, "plugins/runtime": 8,
}
# Arrows beside the levels, each with its reason.
EXCEPTIONS = {
    ("urls", "core/error"): "a URL that cannot be read is an error",
    ("core/engine", "core/pool"): "an engine owns its pool",
    ("core/reflect", "core/engine"): "reflection runs on an engine's connection",
    ("plugins/sdk", "core/error"): "only core errors leave a plugin",
    ("plugins/sdk", "core/dialect"): "what a dialect's factory makes",
    ("plugins/sdk", "core/driver"): "what a driver's factory makes",
    ("plugins/runtime", "plugins/sdk"): "the runtime reads descriptors",
    ("plugins/cli", "plugins/runtime"): "the program is a user of the library",
}
# What plugins see: the contracts and below, never the engine, the loader or one another.
PLUGIN_SIDE = {"plugins/sdk"} | {room for room, level in LEVELS.items() if level <= 6}
PROGRAM_SIDE = set(LEVELS) | {"plugins/sdk"}

PREFIXES = {"plugins": "plugins/runtime", "sdk": "plugins/sdk", "urls": "urls"}

# Too heavy for public headers, or none of a user's business.
PRIVATE = re.compile(r"^(boost/|filesystem$|regex$|iostream$|fmt/|date/|CLI/)")
CLIENTS = re.compile(r"^(sqlite3|libpq-fe|mysql|mariadb|mysql/mysql|mariadb/mysql|sql|sqlext|sqltypes|"
                     r"sqlucode)\.h$")
LOADING = re.compile(r"^(boost/dll|dlfcn\.h$|link\.h$|elf\.h$)")
DATABASES = re.compile(r"sqlite|postgres|mysql|mariadb|hive|libpq", re.I)
# What a URL looks like is best said with a known one.
EXAMPLE_URL = re.compile(r"[a-z]+://")


def room_of(name):
    parts = name.split("/")
    return "urls" if parts[0] == "urls" else "/".join(parts[:2])


def room_of_include(include):
    parts = include.split("/")
    if len(parts) < 3 or parts[0] != "azoth":
        return None
    return PREFIXES.get(parts[1], "core/" + parts[1])


def allowed(source, target):
    if source == target or (source, target) in EXCEPTIONS:
        return True
    if source.startswith("dialects/") or source == "plugins/template":
        return target in PLUGIN_SIDE
    if source == "plugins/cli":
        return target in PROGRAM_SIDE
    return source in LEVELS and target in LEVELS and LEVELS[target] < LEVELS[source]


def is_public(name):
    return "/include/azoth/" in name


def check_includes(files):
    for name in files.sources("urls", "core", "plugins", "dialects"):
        source = room_of(name)
        for line, include in tree.includes(files.read(name)):
            where = f"{name}:{line}: <{include}>"
            target = room_of_include(include)
            if include == "azoth/azoth.hpp" or include.endswith("/azoth.hpp"):
                if source != "plugins/cli":
                    yield f"{where}: the umbrella header is for programs"
                continue
            if name.endswith("include/azoth/azoth.hpp"):
                continue  # the umbrella itself
            if target and not allowed(source, target):
                yield f"{where}: {source} must not see {target}"
            if is_public(name) and (PRIVATE.match(include) or CLIENTS.match(include)):
                yield f"{where}: stays out of public headers"
            if include.startswith("boost/dll") and source != "plugins/runtime":
                yield f"{where}: only plugins/runtime loads"
            elif LOADING.match(include) and source.startswith(("core/", "urls")):
                yield f"{where}: the core never loads anything"
            if CLIENTS.match(include) and not re.match(r"dialects/[a-z_]+/[a-z0-9_]+/", name):
                yield f"{where}: a client library belongs to a driver"
            if re.match(r"\.\./", include):
                yield f"{where}: a path that climbs"


def check_names(files):
    for name in files.sources("urls", "core"):
        for line, text in enumerate(tree.without_comments(files.read(name)).splitlines(), 1):
            match = DATABASES.search(EXAMPLE_URL.sub("", text))
            if match:
                yield f"{name}:{line}: core and urls name no database: {match.group()}"


# What rooms of libazoth may link; a dialect links nothing at all.
ROOM_LIBRARIES = {"Boost::headers", "Threads::Threads", "fmt::fmt-header-only", "date::date"}
RUNTIME_LIBRARIES = ROOM_LIBRARIES | {"${CMAKE_DL_LIBS}"}


def cmake_calls(text):
    """(line, command, arguments) of each call of a CMake file."""
    text = re.sub(r"#[^\n]*", "", text)
    for match in re.finditer(r"(?m)^\s*([A-Za-z_]+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text):
        line = text.count("\n", 0, match.start(1)) + 1
        yield line, match.group(1), re.findall(r'"[^"]*"|[^\s"]+', match.group(2))


def after(arguments, word):
    """The arguments behind a keyword, up to the next one."""
    if word not in arguments:
        return []
    rest = arguments[arguments.index(word) + 1:]
    keywords = {"NAME", "SOURCES", "LIBRARIES", "SCHEMES", "DIALECTS", "PRIVATE", "PUBLIC"}
    end = next((i for i, a in enumerate(rest) if a in keywords), len(rest))
    return rest[:end]


def check_links(files):
    for name in [f for f in files.files if f.endswith("CMakeLists.txt")]:
        if not name.startswith(("core/", "urls/", "plugins/", "dialects/")):
            continue
        room = room_of(name)
        allowed_here = RUNTIME_LIBRARIES if room == "plugins/runtime" else ROOM_LIBRARIES
        for line, command, arguments in cmake_calls(files.read(name)):
            where = f"{name}:{line}"
            if command == "azoth_room":
                for library in set(after(arguments, "LIBRARIES")) - allowed_here:
                    yield f"{where}: a room must not link {library}"
            elif command == "azoth_add_dialect" and after(arguments, "LIBRARIES"):
                yield f"{where}: a dialect links no library"
            elif command == "target_link_libraries" and room.startswith("dialects/"):
                own = room.split("/")[1]
                for library in arguments[1:]:
                    if re.match(r"azoth_plugin_|azoth_room_", library):
                        yield f"{where}: {own} must not link {library}"
            elif command == "target_link_libraries" and room.startswith(("core/", "urls")):
                yield f"{where}: rooms say what they link in azoth_room(LIBRARIES …)"


def check(files):
    yield from check_includes(files)
    yield from check_names(files)
    yield from check_links(files)


PLANT = {
    "core/sql/include/azoth/sql/select.hpp":
        "#include <azoth/value/value.hpp>\n#include <azoth/schema/table.hpp>\n#include <regex>\n",
    "core/engine/engine.cpp": "#include <azoth/pool/pool.hpp>\n#include <azoth/reflect/inspector.hpp>\n"
                              "#include <dlfcn.h>\n#include \"../pool/private.hpp\"\n",
    "core/compile/limit.cpp": "// As in mysql.\nif (dialect == \"mysql\") limit(\"mysql://\");\n",
    "urls/parse.cpp": "#include <azoth/error/error.hpp>\n#include <azoth/value/value.hpp>\n",
    "dialects/sqlite/compiler.cpp": "#include <azoth/compile/sql_compiler.hpp>\n#include <sqlite3.h>\n"
                                    "#include <azoth/engine/engine.hpp>\n",
    "dialects/sqlite/sqlite3/statement.cpp": "#include <sqlite3.h>\n#include <boost/dll.hpp>\n",
    "dialects/sqlite/CMakeLists.txt": "azoth_add_dialect(NAME sqlite SOURCES a.cpp LIBRARIES X::X)\n",
    "core/sql/CMakeLists.txt": "azoth_room(NAME sql SOURCES a.cpp LIBRARIES SQLite::SQLite3)\n",
    "plugins/runtime/load.cpp": "#include <boost/dll/shared_library.hpp>\n#include <dlfcn.h>\n",
}
EXPECTED = [
    "core/sql must not see core/schema", "<regex>: stays out", "core/engine must not see core/reflect",
    "the core never loads", "a path that climbs", "name no database", "urls must not see core/value",
    "belongs to a driver", "must not see core/engine", "only plugins/runtime loads",
    "links no library", "must not link SQLite::SQLite3",
]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
