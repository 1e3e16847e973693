#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""every_suite_fails.py PROGRAM: runs the kit against a database that lies, suite by suite.

Names the suites in which no test failed, and fails if there are any: what cannot fail shows
nothing. A test that crashes has failed, too, but shall not: it takes the others with it."""
import subprocess
import sys

PROGRAM = sys.argv[1]
# SQLite has none of it, and the refusal comes before anything is sent: no lie can show.
ONLY_REFUSED = {"memory_two_phase"}


def run(*arguments):
    """Status and output."""
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode(errors="replace")


listing = run("--gtest_list_tests")[1]
suites = [line.rstrip(".") for line in listing.splitlines() if line.endswith(".")]
wrong = []
for suite in suites:
    status, output = run("--gtest_filter=" + suite + ".*")
    failed = output.count("\n[  FAILED  ] " + suite + ".")
    passed = output.count("\n[       OK ] " + suite + ".")
    print(f"{suite}: {passed} passed, {failed} failures told, status {status}")
    if status < 0:
        wrong.append(f"{suite} crashed:\n{output[-400:]}")
    elif not failed and passed and suite not in ONLY_REFUSED:
        wrong.append(f"the lies pass in {suite}")
if len(suites) < 40:
    sys.exit(f"only {len(suites)} suites ran:\n{listing[:400]}")
if wrong:
    sys.exit("\n".join(wrong))
