#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The user guide shows what runs: its code is cut from the cookbook and the tour, line by line.

It says the same in Chinese, as far as that can be counted.
"""
import itertools
import posixpath
import re
import textwrap

import tree

GUIDE = "tests/examples/guide"
FRONT = f"{GUIDE}/README.md"
CHINESE = ".zh.md"
CHINESE_FRONT = f"{GUIDE}/README{CHINESE}"
COOKBOOK = "tests/examples/cookbook"
# What a fence may say alone: commands and settings, which a reader types. Code has a source.
PLAIN = {"sh", "ini", "cmake"}
SUFFIX = {"cpp": ".cpp", "text": ".expected"}
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
# What a translation must not change: blocks, the marks of headings, points and rows, words in code.
# A paragraph has no mark: the two groups are empty.
PART = re.compile(r"^(```.*?^```)$|^ *(#+|-|\d+\.|\|) |(?<=\n\n)\S", re.M | re.S)
WORD = re.compile(r"`[^`\n]+`")


def chinese_of(page):
    return page.removesuffix(".md") + CHINESE


def front_of(page):
    return CHINESE_FRONT if page.endswith(CHINESE) and page != CHINESE_FRONT else FRONT


def line_of(text, match):
    return text.count("\n", 0, match.start() if match else len(text)) + 1


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
        place = f"{page}:{line_of(text, match)}"
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
        chinese = chinese_of(target)
        if page.endswith(CHINESE) and chinese in files.files and chinese != page:
            yield f"{page}: a link to {link}, which is there in Chinese"


def check_translation(files, page, chinese):
    text, translation = files.read(page), files.read(chinese)
    for one, other in itertools.zip_longest(PART.finditer(text), PART.finditer(translation)):
        if not one or not other or one.groups() != other.groups():
            yield (f"{chinese}:{line_of(translation, other)}: "
                   f"not what {page}:{line_of(text, one)} goes on with")
            break
    words, others = (set(WORD.findall(FENCE.sub("", t))) for t in (text, translation))
    for word in sorted(words - others):
        yield f"{chinese}: does not speak of {word}"
    for word in sorted(others - words):
        yield f"{chinese}: speaks of {word}, unlike {page}"


def check(files):
    pages = files.below(GUIDE, [".md"])
    quoted = set()
    for page in pages:
        text = files.read(page)
        yield from check_blocks(files, page, text, quoted)
        yield from check_links(files, page, text)
        if page != FRONT and f"]({posixpath.basename(page)})" not in files.read(front_of(page)):
            yield f"{page}: not listed in {front_of(page)}"
    english = {page for page in pages if not page.endswith(CHINESE)}
    for page in sorted(english):
        if chinese_of(page) in pages:
            yield from check_translation(files, page, chinese_of(page))
        else:
            yield f"{page}: not there in Chinese"
    for page in sorted(set(pages) - english - {chinese_of(page) for page in english}):
        yield f"{page}: there in Chinese only"
    for recipe in files.below(COOKBOOK, [".cpp"]):
        if recipe not in quoted:
            yield f"{recipe}: no page quotes it"


PLANT = {
    FRONT: "- [one](01-one.md)\n- [gone](09-gone.md)\n- [three](03-three.md)\n",
    CHINESE_FRONT: "- [三](03-three.zh.md)\n",               # two points left out
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
    f"{GUIDE}/03-three.md": "# T\n\n```sh\nls\n```\n`a` `b`\n",
    f"{GUIDE}/03-three.zh.md":
        "# 三\n\n```sh\nls -a\n```\n`a` `c` [E](03-three.md) [目录](README.md)\n",
    f"{GUIDE}/04-four.zh.md": "四\n",
    f"{COOKBOOK}/01_a.cpp": "int main() {\n    f();\n\n        g();\n    h();\n}\n",
    f"{COOKBOOK}/01_a.expected": "1\n123\n",
    f"{COOKBOOK}/02_b.cpp": "int main() {}\n",
    "tests/examples/tour.cpp": "int main() {}\n",
}
EXPECTED = [
    "README.md: a link to 09-gone.md", "01-one.md:13: not found", "01-one.md:17: not found",
    "01-one.md:20: there is no", "01-one.md:23: a block", "01-one.md:26: a block",
    "02-two.md: a fence", "02-two.md: not listed", "02_b.cpp: no page",
    "01-one.md: not there in Chinese", "02-two.md: not there in Chinese",
    "README.zh.md: not listed", "README.zh.md:2: not what", "03-three.zh.md:3: not what",
    "03-three.zh.md: does not speak of `b`", "03-three.zh.md: speaks of `c`",
    "03-three.zh.md: a link to README.md", "04-four.zh.md: not listed",
    "04-four.zh.md: there in Chinese only",
]

if __name__ == "__main__":
    tree.main(check, PLANT, EXPECTED, __doc__)
