#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The instruction guard: instructions per operation, as a ratio to the raw client.

instructions.py BENCH_PROGRAM BASELINE.json [--update] [--self-test]

Counts with callgrind, which is repeatable to 0.1 % whatever else the machine does. Each subject is
counted with N and with 2N rows, and the difference divided by N, so that start-up drops out. Fails
when a ratio rises more than 3 % above the committed baseline.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# The methods that are counted: filling the table that they read is not. None: everything.
SCENARIOS = {"P1": None, "P2": None, "P3": "scan*", "P3view": "scan*", "P3row": "scan*",
             "P5": "select*", "P5d": "select*"}
CLASSES = {"raw": "Raw", "azoth": "AzothSqlite"}
EXPRESSIONS = ["P11_build", "P11_hit", "P11_render"]
ROWS = 1000
ALLOWED_RISE = 1.03


def count(program: str, scenario: str, subject: str, rows: int) -> int:
    counted = SCENARIOS.get(scenario)
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out",
             *([f"--toggle-collect=*::{CLASSES[subject]}::{counted}"] if counted else []), program,
             "--only", scenario, "--once", subject, "--rows", str(rows)],
            capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", result.stderr)
    if result.returncode != 0 or not found:
        sys.exit(f"{scenario} {subject}: {result.stderr[-800:]}")
    return int(found.group(1))


def per_operation(program: str, scenario: str, subject: str) -> float:
    once = count(program, scenario, subject, ROWS)
    return (count(program, scenario, subject, 2 * ROWS) - once) / ROWS


def measure(program: str) -> dict[str, float]:
    """Ratio to raw per scenario; instructions per operation for expressions."""
    ratios = {}
    for scenario in SCENARIOS:
        raw = per_operation(program, scenario, "raw")
        ours = per_operation(program, scenario, "azoth")
        ratios[scenario] = round(ours / raw, 4)
        print(f"{scenario:10} raw {raw:8.0f}  azoth {ours:8.0f}  ratio {ratios[scenario]:.3f}")
    for scenario in EXPRESSIONS:
        ratios[scenario] = round(per_operation(program, scenario, "azoth"), 0)
        print(f"{scenario:10} azoth {ratios[scenario]:8.0f} instructions")
    return ratios


def risen(now: dict[str, float], baseline: dict[str, float]) -> list[str]:
    return [f"{name}: {value} is above the baseline {baseline[name]}"
            for name, value in now.items()
            if name in baseline and value > baseline[name] * ALLOWED_RISE]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("baseline", type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        # The guard must notice a rise, and only a rise.
        assert risen({"P1": 1.04}, {"P1": 1.0}) and not risen({"P1": 1.02}, {"P1": 1.0})
        print("the guard notices a rise")
        return 0
    if not arguments.update and not arguments.baseline.exists():
        print(f"not run: there is no baseline {arguments.baseline.name}; --update writes one")
        return 77
    now = measure(arguments.program)
    if arguments.update:
        arguments.baseline.write_text(json.dumps(now, indent=1) + "\n")
        return 0
    complaints = risen(now, json.loads(arguments.baseline.read_text()))
    print("\n".join(complaints) if complaints else "no rise above the baseline")
    return 1 if complaints else 0


if __name__ == '__main__':
    sys.exit(main())
