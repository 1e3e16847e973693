#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""core/error/codes.md tells what the codes of errors mean: all that the core throws, and no others."""
import re

import tree

PAGE = "core/error/codes.md"
ROOMS = ("core", "urls", "plugins")
CODE = r"([a-z]+(?:_[a-z0-9]+)+)"
# `throw ArgumentError("bad_limit", …`, `refuse("plugin_bad_file", …`, `problem("url_empty", …`.
THROWN = re.compile(r"\b(?:\w+Error|refuse\w*|problem|bad_\w+)\s*[({]\s*\"" + CODE + '"')
# The first column of the page's tables.
TOLD = re.compile(r"^\|((?: `[a-z0-9_]+`)+) \|", re.M)
# A fault of the library's own, which nobody can do anything about but report it.
OURS = re.compile(r"\bInternalError\s*[({]\s*\"" + CODE + '"')


def check(files):
    told = {code for row in TOLD.findall(files.read(PAGE)) for code in re.findall(CODE, row)}
    sources = {name: tree.without_comments(files.read(name))
               for name in files.sources(*ROOMS, "dialects")}
    everything = "\n".join(sources.values())
    for code in sorted(told):
        if f'"{code}"' not in everything:
            yield f"{PAGE}: nobody throws {code}"
    for name, text in sources.items():
        if not name.startswith(ROOMS):
            continue
        ours = set(OURS.findall(text))
        for code in sorted(set(THROWN.findall(text)) - told - ours):
            yield f"{name}: {code} is not in {PAGE}"


PLANT = {
    PAGE: "| code | what |\n|---|---|\n| `known_code` `dead_code` | x |\n| `of_driver` | y |\n",
    "core/a/a.cpp": 'void f() { throw ArgumentError("known_code", "s"); }\n'
                    'void g() { throw ArgumentError("new_code", "s"); }\n'
                    'void h() { throw InternalError("own_fault", "s"); }\n'
                    '// throw ArgumentError("in_comment", "s");\n',
    "plugins/b.cpp": 'void f() { refuse("plugin_new", "s"); }\n',
    "dialects/x/m.cpp": 'Verdict v{"of_driver"}; Verdict w{"not_listed"};\n',
}
EXPECTED = ["nobody throws dead_code", "new_code is not in", "plugin_new is not in"]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
