#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What users pay to compile: seconds of processor time and peak memory, g++ -O0.

measure.py INCLUDE_DIRECTORIES(;-separated) [--json FILE] [--check]

--check fails when a program is above the budget that tests hold every program to. Absolute seconds
differ from machine to machine, so the budget for them is the larger of the absolute one and a
multiple of what an empty program costs that includes the same standard headers.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
# What is aimed at: program: (seconds, megabytes).
TARGETS = {"minimal": (1.3, 180), "ten_tables": (2.0, 250), "ten_entities": (2.0, 250)}
# What no program may exceed: seconds, ratio to the empty program; and megabytes.
BUDGET = (2.0, 3.2)
MEMORY_BUDGETS = {"minimal": 250, "ten_tables": 250, "ten_entities": 295}
# Programs that are printed by a script.
PRINTED = ("ten_tables", "ten_entities")


def compile_once(source: pathlib.Path, includes: list[str]) -> tuple[float, float]:
    """Processor seconds and peak megabytes of one compilation."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["g++", "-std=c++20", "-O0", "-c", str(source), "-o", f"{folder}/out.o"]
        command += [f"-I{path}" for path in includes]
        pid = os.posix_spawnp("g++", command, os.environ)
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            sys.exit(f"{source.name} does not compile")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(source: pathlib.Path, includes: list[str]) -> tuple[float, float]:
    runs = [compile_once(source, includes) for _ in range(3)]
    return min(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("includes")
    parser.add_argument("--json")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    includes = [path for path in arguments.includes.split(";") if path]

    empty_seconds, empty_memory = best(HERE / "empty.cpp", includes)
    print(f"P12 empty        {empty_seconds:5.2f} s  {empty_memory:4.0f} MB")
    results, failed = [], False
    with tempfile.TemporaryDirectory() as folder:
        sources = {"minimal": HERE / "minimal.cpp"}
        for name in PRINTED:
            sources[name] = pathlib.Path(folder) / f"{name}.cpp"
            sources[name].write_bytes(
                subprocess.check_output([sys.executable, HERE / f"{name}.py"]))
        for name, source in sources.items():
            seconds, memory = best(source, includes)
            limit, megabytes = TARGETS[name]
            met = seconds <= limit and memory <= megabytes
            within = (seconds <= max(BUDGET[0], BUDGET[1] * empty_seconds) and
                      memory <= MEMORY_BUDGETS[name])
            failed |= not within
            print(f"P12 {name:12} {seconds:5.2f} s  {memory:4.0f} MB  "
                  f"{seconds / empty_seconds:4.2f} of empty  target {limit} s {megabytes} MB  "
                  f"{'met' if met else 'MISSED'}")
            results.append({"scenario": "P12", "backend": "sqlite", "subject": "azoth",
                            "program": name, "ratio": round(seconds / empty_seconds, 3),
                            "target": limit, "target_unit": "s", "met": met,
                            "seconds": round(seconds, 3), "megabytes": round(memory), "n": 1})
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(results, indent=1))
    return 1 if arguments.check and failed else 0


sys.exit(main())
