#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The user guide shows what runs: its code is cut from the cookbook and the tour, line by line."""
import posixpath
import re
import textwrap

import tree

GUIDE = "tests/examples/guide"
FRONT = f"{GUIDE}/README.md"
COOKBOOK = "tests/examples/cookbook"
# What a fence may say alone: commands and settings, which a reader types. Code has a source.
PLAIN = {"sh", "ini", "cmake"}
SUFFIX = {"cpp": ".cpp", "text": ".expected"}
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


def source_of(language, name):
    folder = "tests/examples" if name == "tour" else COOKBOOK
    return f"{folder}/{name}{SUFFIX[language]}"


def is_cut_from(block, source):
    """Whether the block is a run of the source's lines, less the indentation that they share."""
    block, source = block.splitlines(), source.splitlines()
    return any(textwrap.dedent("\n".join(source[i:i + len(block)])) == "\n".join(block)
               for i in range(len(source) - len(block) + 1))


def check_blocks(files, page, text, quoted):
    if len(re.findall(r"^ *(?:```|~~~)", text, re.M)) != 2 * len(FENCE.findall(text)):
        yield f"{page}: a fence that is not closed, or not at the beginning of its line"
    for match in FENCE.finditer(text):
        words, block = match.group(1).split(), match.group(2)
        place = f"{page}:{text.count(chr(10), 0, match.start()) + 1}"
        language = words[0] if words else ""
        if language in SUFFIX and len(words) == 2:
            source = source_of(language, words[1])
            if source not in files.files:
                yield f"{place}: there is no {source}"
            elif not block.strip() or not is_cut_from(block, files.read(source)):
                yield f"{place}: not found in {source}"
            elif language == "cpp":
                quoted.add(source)
        elif language not in PLAIN or len(words) > 1:
            yield f"{place}: a block that names no source: ```{match.group(1)}"


def check_links(files, page, text):
    for link in LINK.findall(FENCE.sub("", text)):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
        known = target in files.files or any(f.startswith(target + "/") for f in files.files)
        if "://" not in link and not known:
            yield f"{page}: a link to {link}, which is not there"


def check(files):
    pages = files.below(GUIDE, [".md"])
    quoted = set()
    for page in pages:
        text = files.read(page)
        yield from check_blocks(files, page, text, quoted)
        yield from check_links(files, page, text)
    front = files.read(FRONT)
    for page in pages:
        if page != FRONT and f"]({posixpath.basename(page)})" not in front:
            yield f"{page}: not listed in {FRONT}"
    for recipe in files.below(COOKBOOK, [".cpp"]):
        if recipe not in quoted:
            yield f"{recipe}: no page quotes it"


PLANT = {
    FRONT: "- [one](01-one.md)\n- [gone](09-gone.md)\n",
    f"{GUIDE}/01-one.md":
        "```cpp 01_a\nf();\n\n    g();\n```\n[a](../cookbook/01_a.cpp#L1) [b](../cookbook)\n"
        "```text 01_a\n1\n```\n"
        "```cpp tour\nint main() {}\n```\n"
        "```cpp 01_a\nf();\nh();\n```\n"                      # a line left out
        "```text 01_a\n12\n```\n"                             # half of a line
        "```cpp 03_none\nf();\n```\n"
        "```cpp\nf();\n```\n"
        "```text\n1\n```\n"
        "```sh\nls [not](a-link.md)\n```\n",
    f"{GUIDE}/02-two.md": "Alone.\n\n- f\n  ```cpp\n  f();\n  ```\n",
    f"{COOKBOOK}/01_a.cpp": "int main() {\n    f();\n\n        g();\n    h();\n}\n",
    f"{COOKBOOK}/01_a.expected": "1\n123\n",
    f"{COOKBOOK}/02_b.cpp": "int main() {}\n",
    "tests/examples/tour.cpp": "int main() {}\n",
}
EXPECTED = [
    "README.md: a link to 09-gone.md", "01-one.md:13: not found", "01-one.md:17: not found",
    "01-one.md:20: there is no", "01-one.md:23: a block", "01-one.md:26: a block",
    "02-two.md: a fence", "02-two.md: not listed", "02_b.cpp: no page",
]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
