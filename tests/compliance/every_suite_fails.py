#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""every_suite_fails.py PROGRAM: runs the kit against a database that lies.

Says which suites have no test that failed, and fails if there are any: what cannot fail shows
nothing."""
import json
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    report = os.path.join(folder, "report.json")
    run = subprocess.run([sys.argv[1], "--gtest_output=json:" + report], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False)
    if not os.path.exists(report):
        sys.exit("the kit made no report:\n" + run.stdout.decode(errors="replace")[-2000:])
    with open(report, encoding="utf-8") as file:
        suites = json.load(file)["testsuites"]

blind = []
for suite in suites:
    done = [test for test in suite["testsuite"] if test["result"] == "COMPLETED"]
    failed = sum("failures" in test for test in done)
    print(f"{suite['name']}: {failed} of {len(done)} failed")
    if done and not failed:
        blind.append(suite["name"])
if len(suites) < 40:
    sys.exit(f"only {len(suites)} suites ran")
if blind:
    sys.exit("the lies pass in " + ", ".join(blind))
