#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""every_denial_passes.py PROGRAM: runs the kit once for each capability, with that one denied.

Names the tests that need a capability without saying so, and ends with the first that has some.
The program takes the capability's number from AZOTH_DENIED; it exits with 77 where there is nothing
to deny, and with 2 beyond the last."""
import concurrent.futures
import os
import re
import subprocess
import sys

PROGRAM = sys.argv[1]
# They take long and need nothing that others do not.
LONG = "*large*:*random*:*stays_flat*:*threads*:*sessions*"


def run(number):
    """The number, the status, and the tests that failed."""
    done = subprocess.run([PROGRAM, "--gtest_filter=-" + LONG],
                          env=dict(os.environ, AZOTH_DENIED=str(number)), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    output = done.stdout.decode(errors="replace")
    failed = re.findall(r"^\[  FAILED  \] (\S+) \(", output, re.MULTILINE)
    return number, done.returncode, failed or output[-400:]


passed = 0
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    for first in range(0, 1000, 10):
        for number, status, failed in pool.map(run, range(first, first + 10)):
            if status == 77:
                continue
            if status == 2:
                print(f"{passed} capabilities, one denied at a time")
                sys.exit(0 if passed > 40 else 1)
            if status != 0:
                sys.exit(f"without capability {number}: status {status}, {failed}")
            passed += 1
