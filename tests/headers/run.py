#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles every public header alone, twice in one file, with each compiler and all warnings.

A compiler given by --together takes all headers of a folder in one file, which is a quarter of the
work and misses only what one header lacks and another one includes. With --cache a header is left
out when nothing it includes has changed since it was last fine.
"""
import argparse
import concurrent.futures
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]


def headers_of(directory):
    """Include names of all public headers in a folder."""
    return [path.relative_to(directory).as_posix()
            for path in sorted(pathlib.Path(directory).rglob("*.hpp"))]


class Memory:
    """What was fine before: for each compiler and header a digest of all that it includes."""

    def __init__(self, folder, compiler, flags):
        version = subprocess.run([compiler, "--version"], text=True, capture_output=True)
        key = hashlib.sha256((compiler + version.stdout + " ".join(flags)).encode()).hexdigest()
        self.folder = pathlib.Path(folder) / key[:16] if folder else None
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)

    def file(self, headers):
        # All names count: a header that came to its folder was not looked at before.
        return self.folder / hashlib.sha256(" ".join(headers).encode()).hexdigest()[:24]

    @staticmethod
    def digest(paths):
        total = hashlib.sha256()
        for path in paths:
            total.update(path.encode())
            try:
                total.update(pathlib.Path(path).read_bytes())
            except OSError:
                return None
        return total.hexdigest()

    def knows(self, headers):
        if not self.folder or not self.file(headers).exists():
            return False
        known, *paths = self.file(headers).read_text().splitlines()
        return known == self.digest(paths)

    def keep(self, headers, dependencies):
        if self.folder:
            # System headers are the compiler's; its version stands for them.
            paths = [p for p in re.split(r"\s*\\\n\s*|\s+", dependencies.split(":", 1)[1])
                     if p and not p.startswith("/usr/")]
            self.file(headers).write_text("\n".join([str(self.digest(paths)), *paths]))


def check(compiler, flags, headers, memory):
    """What is wrong with headers in one file, or None; True if they were not looked at again."""
    if memory.knows(headers):
        return True
    with tempfile.TemporaryDirectory() as work:
        source = pathlib.Path(work) / "alone.cpp"
        source.write_text("".join(f"#include <{header}>\n" for header in headers * 2))
        dependencies = pathlib.Path(work) / "alone.d"
        result = subprocess.run([compiler, *flags, "-MD", "-MF", str(dependencies), str(source)],
                                text=True, capture_output=True)
        if result.returncode != 0:
            lines = [line for line in result.stderr.splitlines() if "error" in line]
            return "\n      ".join((lines or [result.stderr])[:3])
        text = dependencies.read_text().replace(str(source), "")
        memory.keep(headers, text)
    return None


def run(directories, compilers, together=(), cache=None):
    """Prints the findings; returns how many, and how many compilations were asked for."""
    flags = FLAGS + [f"-I{d}" for d in directories]
    folders = [headers for headers in map(headers_of, directories) if headers]
    alone = [[header] for headers in folders for header in headers]
    findings = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        jobs = []
        for compilers_of, files in ((compilers, alone), (together, folders)):
            for compiler in compilers_of:
                memory = Memory(cache, compiler, flags)
                jobs += [(compiler, headers, pool.submit(check, compiler, flags, headers, memory))
                         for headers in files]
        for compiler, headers, job in jobs:
            problem = job.result()
            skipped += problem is True
            if isinstance(problem, str):
                findings += 1
                what = headers[0] if len(headers) == 1 else f"the folder of {headers[0]}"
                print(f"{what} does not compile with {compiler}:\n      {problem}")
    print(f"{len(alone)} headers with {len(compilers) + len(together)} compilers, {skipped} "
          f"files unchanged, {findings} findings")
    return findings, len(jobs)


def self_test(compilers):
    """Two of three planted headers are not fine: one lacks an include, one has a warning."""
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / "include"
        (folder / "planted").mkdir(parents=True)
        (folder / "planted" / "fine.hpp").write_text("#pragma once\n#include <string>\n"
                                                     "inline std::string fine() { return {}; }\n")
        (folder / "planted" / "lacking.hpp").write_text("#pragma once\n"
                                                        "inline std::string lacking();\n")
        (folder / "planted" / "warned.hpp").write_text("#pragma once\n"
                                                       "inline int warned(int unused) { return 0; }\n")
        cache = pathlib.Path(work) / "cache"
        findings, _ = run([str(folder)], compilers, cache=cache)
        (folder / "planted" / "fine.hpp").write_text("#pragma once\nstd::string broken();\n")
        later, _ = run([str(folder)], compilers, cache=cache)
        for path in (folder / "planted").glob("*.hpp"):
            path.write_text("#pragma once\n")
        folded, _ = run([str(folder)], [], compilers, cache)
        (folder / "planted" / "new.hpp").write_text("#pragma once\nstd::string broken();\n")
        grown, _ = run([str(folder)], [], compilers, cache)
    expected = (2 * len(compilers), 3 * len(compilers), 0, len(compilers))
    found = (findings, later, folded, grown)
    print(f"self-test: {found} findings, {expected} expected")
    return found != expected


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--compiler", action="append", required=True)
    parser.add_argument("--together", action="append", default=[])
    parser.add_argument("--cache")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        sys.exit(self_test(arguments.compiler + arguments.together))
    findings, checks = run(arguments.include, arguments.compiler, arguments.together,
                           arguments.cache)
    sys.exit(findings != 0 or checks == 0)


if __name__ == "__main__":
    main()
