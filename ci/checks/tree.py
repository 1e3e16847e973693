# SPDX-License-Identifier: MIT
"""The files that the checks look at, and how a check speaks."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCES = (".hpp", ".cpp", ".h", ".c")


class Tree:
    """A source tree: the files that git tracks, or all of them where there is no git."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        git = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True)
        if git.returncode == 0 and git.stdout:
            names = git.stdout.decode().split("\0")
        else:
            names = [os.path.relpath(os.path.join(folder, name), root)
                     for folder, _, files in os.walk(root, followlinks=True) for name in files]
        self.files = sorted(n for n in names if n and (self.root / n).is_file())

    def below(self, folder, suffixes=None):
        return [f for f in self.files if f.startswith(folder + "/")
                and (suffixes is None or f.endswith(tuple(suffixes)))]

    def sources(self, *folders):
        return [f for folder in folders for f in self.below(folder, SOURCES)]

    def read(self, name):
        return (self.root / name).read_text(errors="replace")


def includes(text):
    """(line number, name) of each #include."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if match:
            yield number, match.group(1)


def without_comments(text):
    """C++ without comments, as many lines as before."""
    keep = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.S)
    return keep.sub(lambda m: m.group() if m.group()[0] == '"' else "\n" * m.group().count("\n"),
                    text)


def main(check, plant, expected, description):
    """Runs `check(tree)`, which yields findings, on the project or on a planted tree.

    `plant` maps file names to texts with mistakes of which the check must find `expected`: a check
    that finds nothing where there is something is worth nothing.
    """
    if "--help" in sys.argv:
        print(description.strip())
        sys.exit(0)
    if "--self-test" in sys.argv:
        with tempfile.TemporaryDirectory() as work:
            for name, text in plant.items():
                path = pathlib.Path(work) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            findings = list(check(Tree(work)))
        missed = [word for word in expected if not any(word in f for f in findings)]
        print("\n".join(findings))
        print(f"self-test: {len(findings)} findings, {len(expected)} expected, missed: {missed}")
        sys.exit(bool(missed) or len(findings) != len(expected))
    findings = list(check(Tree(pathlib.Path(__file__).resolve().parents[2])))
    for finding in findings:
        print(finding)
    print(f"{pathlib.Path(sys.argv[0]).stem}: {len(findings)} findings")
    sys.exit(bool(findings))
