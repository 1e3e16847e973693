#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Words that have no place here: unfinished work, one machine's paths, names of registries."""
import re

import tree

# Written in pieces, so that this file does not find itself.
WORDS = [
    ("unfinished", re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")),
    ("a machine's path", re.compile(r"(?<![\w.])/(ho" r"me/\w{2}|ro" r"ot\b|wo" r"rk/)")),
    ("a registry's name", re.compile(
        r"pypi\." r"org|files\.python" r"hosted|registry\.npm" r"js|crates\." r"io|proxy\.go" r"lang|"
        r"docker\." r"io|ghcr\." r"io|artifac" r"tory|repo1?\.maven|deb\.deb" r"ian\.org", re.I)),
    ("the workplace", re.compile(
        r"\b(cla" r"ude|anthr" r"opic|chat" r"gpt|copi" r"lot|LL" r"M|sub-?age" r"nts?|iss" r"ue \d+|"
        r"iss" r"ue #\d+)\b", re.I)),
    ("a merge mark", re.compile(r"^(<{7}|>{7})( |$)", re.M)),
]
TEXT = (".hpp", ".cpp", ".h", ".c", ".py", ".cmake", ".txt", ".md", ".cases", ".java", ".xml",
        ".properties", ".in", ".inc", ".sql", ".sh")


def is_text(name):
    base = name.rsplit("/", 1)[-1]
    return base.endswith(TEXT) or "." not in base


def check(files):
    for name in filter(is_text, files.files):
        text = files.read(name)
        for what, pattern in WORDS:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {what}: {match.group().strip()}"


PLANT = {
    "a.cpp": "// TO" "DO: later\nint todo;\n",
    "b.md": "Look into /wo" "rk/main, or ./work/main, or /tmp/x.\n",
    "ci/test": "#!/bin/sh\ncd /ro" "ot || exit\n",
    "c.txt": "pip --index https://pypi." "org/simple\n",
    "d.hpp": "// see iss" "ue 12; an issue of dates\n",
    "e.cpp": "<<<<<<< HEAD\n",
    "logo.png": "TO" "DO",
}
EXPECTED = ["a.cpp:1: unfinished", "b.md:1: a machine", "ci/test:2: a machine", "c.txt:1: a registry",
            "d.hpp:1: the workplace", "e.cpp:1: a merge"]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
