#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tests/compliance/coverage.md is a map that leads somewhere: every test it names exists, every suite
of the kit is on it, and every row says either which tests or why there are none."""
import re

import tree

PAGE = "tests/compliance/coverage.md"
KIT = "tests/compliance"
BEGIN = re.compile(r'suites\.begin\(\s*"(\w+)"')
LITERAL = re.compile(r'"(\w+)"')
# `limits.with_ties`, `types.*_round_trip`, `windows.*`; paths have a slash.
NAMED = re.compile(r"`([a-z_]+)\.([a-z0-9_*]+)`")
PATH = re.compile(r"`((?:core|ci|tests|plugins|dialects)/[\w./]+)`")
REASON = ("no meaning", "not yet", "elsewhere")


def suites(files):
    """Suite -> names of its tests, or parts of names that are put together."""
    texts = [tree.without_comments(files.read(name)) for name in files.below(KIT, [".cpp"])]
    # Lists of cases that several suites run.
    shared = {word for text in texts if not BEGIN.search(text) for word in LITERAL.findall(text)}
    return {suite: shared | set(LITERAL.findall(text))
            for text in texts for suite in BEGIN.findall(text)}


def exists(test, known):
    parts = [part.strip("_") for part in test.split("*")]
    names = {name.strip("_") for name in known}
    return all(part in names for part in parts if part)


def check(files):
    known = suites(files)
    page = files.read(PAGE)
    for suite, test in NAMED.findall(page):
        if suite not in known:
            yield f"{PAGE}: there is no suite {suite}"
        elif not exists(test, known[suite]):
            yield f"{PAGE}: {suite} has no test {test}"
    for path in PATH.findall(page):
        if path not in files.files and not files.below(path.rstrip("/")):
            yield f"{PAGE}: there is no {path}"
    mentioned = {suite for suite, _ in NAMED.findall(page)}
    for suite in sorted(set(known) - mentioned):
        yield f"{PAGE}: the suite {suite} is not on the map"
    for line in page.splitlines():
        if not line.startswith("| ") or line.startswith("| what"):
            continue
        if not NAMED.search(line) and not PATH.search(line) and not any(r in line for r in REASON):
            yield f"{PAGE}: neither tests nor a reason: {line[:60]}"


PLANT = {
    PAGE: "| what | tests |\n|---|---|\n| a | `limits.here` `limits.reflects_*` `limits.shared` |\n"
          "| b | `limits.gone` |\n| c | `nowhere.at_all` |\n| d | nothing said |\n"
          "| e | no meaning: of another language |\n| f | `tests/none.cpp` |\n",
    KIT + "/limits.cpp": 'void add() { suites.begin("limits", Badge::x); suites.test("here", f);\n'
                         'suites.test(std::string("reflects_") + n, f); // "gone"\n}\n',
    KIT + "/cases.cpp": 'Case cases[] = {{"shared"}};\n',
    KIT + "/lists.cpp": 'void add() { suites.begin("lists", Badge::x); }\n',
}
EXPECTED = ["limits has no test gone", "no suite nowhere", "neither tests nor a reason: | d",
            "the suite lists is not on the map", "there is no tests/none.cpp"]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
