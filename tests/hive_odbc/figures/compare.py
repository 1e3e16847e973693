#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py STATE_DIR DRIVER FETCH_RATE [ROWS]: the same million rows through our driver, impyla, PyHive and beeline.

Run with a Python that has impyla and PyHive; what is missing is said to be missing. The server must be of kind nosasl.
"""

import pathlib
import subprocess
import sys
import time

state, driver, program = sys.argv[1:4]
rows = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000_000
env = dict(line.split("=", 1) for line in (pathlib.Path(state) / "env").read_text().splitlines())
port = int(env["AZOTH_TEST_HIVE_PORT"].strip("'"))
beeline = pathlib.Path(__file__).resolve().parents[2] / "servers" / "hive" / "beeline"
odbc = f"DRIVER={driver};Host=127.0.0.1;Port={port};AuthMech=0;UID=azoth"
query = "SELECT id, name, amount, maybe FROM figures"


def report(name: str, count: int, seconds: float) -> None:
    print(f"{name:10} rows={count} seconds={seconds:.3f} rows_per_second={count / seconds:.0f}", flush=True)


def setup() -> None:
    sql = ["DROP TABLE IF EXISTS figures",
           "CREATE TABLE figures (id INT, name STRING, amount DOUBLE, maybe INT) STORED AS ORC",
           "INSERT INTO figures SELECT a.pos * 1000 + b.pos, concat('customer ', a.pos, '-', b.pos), "
           "(a.pos * 1000 + b.pos) / 7, IF(b.pos % 3 = 0, NULL, b.pos) FROM "
           f"(SELECT pos FROM (SELECT split(space({rows // 1000 - 1}), ' ') AS p) x LATERAL VIEW posexplode(p) e AS pos, v) a "
           "CROSS JOIN (SELECT pos FROM (SELECT split(space(999), ' ') AS p) y LATERAL VIEW posexplode(p) e AS pos, v) b"]
    run = subprocess.run([str(beeline), state, *[part for one in sql for part in ("-e", one)]],
                         capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if run.returncode != 0:
        sys.exit(run.stderr[-2000:])


def python_client(name: str, connect) -> None:
    try:
        cursor = connect().cursor()
    except ImportError as missing:
        print(f"{name:10} not run: {missing}")
        return
    cursor.arraysize = 10000
    cursor.execute(query)
    began, count = time.monotonic(), 0
    while True:
        block = cursor.fetchmany(10000)
        if not block:
            break
        count += len(block)
    report(name, count, time.monotonic() - began)


def impyla():
    from impala.dbapi import connect
    return connect(host="127.0.0.1", port=port, auth_mechanism="NOSASL", user="azoth")


def pyhive():
    from pyhive import hive
    return hive.Connection(host="127.0.0.1", port=port, auth="NOSASL", username="azoth")


setup()
for _ in range(2):
    print("ours       " + subprocess.run([program, odbc, query], capture_output=True, text=True).stdout.strip(), flush=True)
    python_client("impyla", impyla)
    python_client("PyHive", pyhive)
began = time.monotonic()
lines = subprocess.run([str(beeline), state, "--outputformat=tsv2", "--showHeader=false", "--incremental=true", "-e", query],
                       capture_output=True, stdin=subprocess.DEVNULL).stdout.count(b"\n")
report("beeline", lines, time.monotonic() - began)
