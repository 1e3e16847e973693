#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles the snippets of a folder and checks what the compiler says first.

A snippet file holds cases:

    //! case <name>
    //! error <text>       the first error: line contains this text
    //! g++ <text>         the same for one compiler, where the two differ
    //! clang++ <text>
    <code>

A case without any text must compile, without a warning. `//! needs <header>` skips a file while that
header is not there. The prelude is precompiled once, so that each case costs a fraction of a second.
"""
import argparse
import concurrent.futures
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile

WARNINGS = ["-std=c++20", "-Wall", "-Wextra", "-Werror"]


@dataclasses.dataclass
class Case:
    file: pathlib.Path
    name: str
    line: int
    expected: dict
    code: list

    def promise(self, family):
        return self.expected.get(family, self.expected.get("error"))

    def label(self):
        return f"{self.file.name}:{self.line}: {self.name}"


def read_cases(path, include):
    """The cases of one file; none if a header that it needs is missing."""
    cases = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r"//! (\S+) ?(.*)", line)
        if not match:
            if cases:
                cases[-1].code.append(line)
            continue
        word, rest = match.groups()
        if word == "needs":
            if not any((pathlib.Path(d) / rest).exists() for d in include):
                return []
        elif word == "case":
            cases.append(Case(path, rest, number, {}, []))
        elif word in ("error", "g++", "clang++") and cases:
            cases[-1].expected[word] = rest
        else:
            sys.exit(f"{path}:{number}: unknown directive {word!r}")
    return cases


class Compiler:
    def __init__(self, program, include, prelude, work):
        self.program = program
        self.family = "clang++" if "clang" in program else "g++"
        self.flags = WARNINGS + [f"-I{d}" for d in include]
        header = pathlib.Path(work) / self.family / "prelude.hpp"
        header.parent.mkdir(parents=True, exist_ok=True)
        header.write_text(f'#include "{prelude.resolve()}"\n')
        if self.family == "g++":
            output, self.use = f"{header}.gch", ["-include", str(header)]
        else:
            output, self.use = f"{header}.pch", ["-include-pch", f"{header}.pch"]
        result = self.call(["-x", "c++-header", str(header), "-o", output])
        if result.returncode != 0:
            sys.exit(f"the prelude does not compile with {program}:\n{result.stderr}")

    def call(self, arguments, text=None):
        return subprocess.run([self.program, *self.flags, *arguments], input=text, text=True,
                              capture_output=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})

    def check(self, case):
        """What is wrong with a case, or None."""
        result = self.call([*self.use, "-fsyntax-only", "-x", "c++", "-"],
                           "\n".join(case.code) + "\n")
        promise = case.promise(self.family)
        errors = [line for line in result.stderr.splitlines() if "error:" in line]
        if promise is None:
            if result.returncode == 0 and not result.stderr:
                return None
            return f"must compile, but: {(errors or [result.stderr])[0]}"
        if result.returncode == 0:
            return f"compiles, but promises: {promise}"
        if not errors or promise not in errors[0]:
            return f"promises: {promise}\n      first line: {(errors or [result.stderr])[0]}"
        return None


def run(folder, include, programs):
    """Prints the findings and returns how many there are, with the number of checks."""
    cases = [c for path in sorted(folder.glob("*.cpp")) for c in read_cases(path, include)]
    findings = 0
    with tempfile.TemporaryDirectory() as work, \
            concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        compilers = list(pool.map(
            lambda p: Compiler(p, include, folder / "prelude.hpp", work), programs))
        jobs = [(pool.submit(compiler.check, case), compiler, case)
                for case in cases for compiler in compilers]
        for job, compiler, case in jobs:
            if (finding := job.result()) is not None:
                findings += 1
                print(f"{case.label()} [{compiler.family}]\n      {finding}")
    return findings, len(cases) * len(programs)


PLANTED = """// SPDX-License-Identifier: MIT
//! case a promise that nothing keeps
//! error this never happens
int f() { return 0; }
//! case a promise in the second error only
//! error second
int f() { return first + second; }
//! case a control that does not compile
int f() { return first; }
//! case a kept promise
//! error first
int f() { return first; }
//! case a control
int f() { return 0; }
"""


def self_test(programs):
    """The runner must see three wrong cases among five."""
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        (folder / "prelude.hpp").write_text("#pragma once\n")
        (folder / "planted.cpp").write_text(PLANTED)
        findings, checks = run(folder, [], programs)
    expected = 3 * len(programs)
    print(f"self-test: {findings} findings in {checks} checks, {expected} expected")
    return findings != expected


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--compiler", action="append", required=True)
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        sys.exit(self_test(arguments.compiler))
    findings, checks = run(pathlib.Path(__file__).parent, arguments.include, arguments.compiler)
    print(f"{checks} checks, {findings} findings")
    sys.exit(findings != 0)


if __name__ == "__main__":
    main()
