#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""compare.py DRIVER FETCH_RATE BYTE_SINK [ROWS [ROUNDS]]: the same rows through our driver, impyla, PyHive and beeline.

One server, clients in turns, a round to warm the server up in front; before each turn the server collects its garbage.
`run` beside this file prepares all it needs. For each client: rows per second and the share of the time its own
process was computing. The verdict at the end: five times impyla's rate, or bound by the server.

Bound by the server means: as fast, but for a tenth, as BYTE_SINK, which sends the same requests and throws the answers
away unseen. A slow client of the same driver, row by row with SQLGetData, must be told apart by that, or it says nothing.
"""

import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

from server import Server

driver, program, byte_sink = sys.argv[1:4]
rows = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000_000
rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 5
bound_from = 0.9
state, port = os.environ["AZOTH_TEST_HIVE_STATE"], int(os.environ["AZOTH_TEST_HIVE_PORT"])
beeline = pathlib.Path(__file__).resolve().parents[2] / "servers" / "hive" / "beeline"
odbc = f"DRIVER={driver};Host=127.0.0.1;Port={port};AuthMech=0;UID=azoth"
query = "SELECT id, name, amount, maybe FROM figures"
server = Server(state)


def witness(*sql: str) -> bytes:
    run = subprocess.run([str(beeline), state, "--outputformat=tsv2", "--showHeader=false", "--incremental=true",
                          *[part for one in sql for part in ("-e", one)]],
                         capture_output=True, stdin=subprocess.DEVNULL)
    if run.returncode != 0:
        sys.exit(run.stderr.decode()[-2000:])
    return run.stdout


def setup() -> None:
    series = "(SELECT pos FROM (SELECT split(space({}), ' ') AS p) x LATERAL VIEW posexplode(p) e AS pos, v)"
    witness("DROP TABLE IF EXISTS figures",
            "CREATE TABLE figures (id INT, name STRING, amount DOUBLE, maybe INT) STORED AS ORC",
            "INSERT INTO figures SELECT a.pos * 1000 + b.pos, concat('customer ', a.pos, '-', b.pos), "
            "(a.pos * 1000 + b.pos) / 7, IF(b.pos % 3 = 0, NULL, b.pos) FROM "
            f"{series.format(rows // 1000 - 1)} a CROSS JOIN {series.format(999)} b")


def told(output: str) -> dict:
    words = {name: float(value) for name, value in (word.split("=") for word in output.split())}
    return {**words, "cpu": words["user"] + words["system"]}


def ours(limit: int = rows, block: int = 1000) -> dict:
    sql = f"{query} LIMIT {limit}" if limit < rows else query
    return told(subprocess.run([program, odbc, sql, str(block)], capture_output=True, text=True, check=True).stdout)


def slow() -> dict:
    return ours(block=0)


def sink() -> dict:
    with subprocess.Popen([byte_sink, "127.0.0.1", str(port), query], text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        run.stdout.readline()
        server.collect_garbage()
        output, _ = run.communicate("\n")
    if run.returncode != 0:
        sys.exit("the sink failed")
    return told(output)


def python_client(connect) -> dict:
    cursor = connect().cursor()
    cursor.arraysize = 10000
    cursor.execute(query)
    began, cpu, count = time.monotonic(), time.process_time(), 0
    while True:
        block = cursor.fetchmany(10000)
        if not block:
            break
        count += len(block)
    return {"rows": count, "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}


def impyla() -> dict:
    from impala.dbapi import connect
    return python_client(lambda: connect(host="127.0.0.1", port=port, auth_mechanism="NOSASL", user="azoth"))


def pyhive() -> dict:
    from pyhive import hive
    return python_client(lambda: hive.Connection(host="127.0.0.1", port=port, auth="NOSASL", username="azoth"))


def with_beeline() -> dict:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    count = witness(query).count(b"\n")
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"rows": count, "seconds": seconds,
            "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


clients = {"ours": ours, "sink": sink, "impyla": impyla, "PyHive": pyhive, "slow": slow, "beeline": with_beeline}
seen = {name: [] for name in clients}
setup()
for turn in range(rounds + 1):
    for name, fetch in clients.items():
        if name == "beeline" and turn > 2:  # its start and its printing take most of its time
            continue
        server.collect_garbage()
        handlers = server.handler_seconds()
        try:
            got = fetch()
        except ImportError as missing:
            if turn == 0:
                print(f"{name:8} not run: {missing}")
            continue
        if got["rows"] != rows:
            sys.exit(f"{name} read {got['rows']:.0f} rows of {rows}")
        if turn == 0:
            continue
        got["handlers"] = server.handler_seconds() - handlers
        seen[name].append(got)
        waiting = f" waiting={got['waiting'] / got['seconds']:.1%}" if "waiting" in got else ""
        print(f"{name:8} rows_per_second={rows / got['seconds']:9.0f} seconds={got['seconds']:.3f} "
              f"own_cpu_seconds={got['cpu']:.3f} own_share={got['cpu'] / got['seconds']:.1%}{waiting}", flush=True)

print("\nmedians:")
rate = {name: statistics.median(rows / one["seconds"] for one in all_of) for name, all_of in seen.items() if all_of}
for name, value in rate.items():
    cpu = statistics.median(one["cpu"] for one in seen[name])
    print(f"{name:8} {value:9.0f} rows/s, {cpu * 1e9 / rows:7.0f} ns of its own CPU per row")


def median(name: str, figure) -> float:
    return statistics.median(figure(one) for one in seen[name])


def pace(name: str) -> float:
    """How fast it is measured by the sink, round for round: what disturbs one round disturbs both."""
    return statistics.median(least["seconds"] / one["seconds"] for one, least in zip(seen[name], seen["sink"]))


print(f"ours computes {median('ours', lambda one: one['cpu'] / one['seconds']):.1%} of the time and waits for the server "
      f"{median('ours', lambda one: one['waiting'] / one['seconds']):.1%}; "
      f"{median('ours', lambda one: one['megabytes']):.1f} MB came over the wire")
handler_ns = median("ours", lambda one: one["handlers"]) * 1e9 / rows
print(f"the server computes {handler_ns:.0f} ns per row in the thread that answers us: "
      f"{1e9 / handler_ns:.0f} rows/s if nothing else cost time")
for part, share in server.profile(lambda: [ours() for _ in range(rounds)]).items():
    print(f"  {share:4.0%} {part}")
few, many = ours(rows // 10)["peak_kb"], seen["ours"][-1]["peak_kb"]
print(f"peak memory: {few / 1024:.1f} MB for {rows // 10} rows, {many / 1024:.1f} MB for {rows}")
print(f"reading and throwing away: {rate['sink']:.0f} rows/s; ours keeps {pace('ours'):.0%} of its pace, "
      f"the slow client {pace('slow'):.0%}")
if pace("slow") >= bound_from:
    sys.exit("a slow client seems bound by the server, too: such a measurement tells nothing")
bound = pace("ours") >= bound_from
print("ours is bound by the server" if bound else "ours is not bound by the server")
ratio = rate["ours"] / rate["impyla"] if "impyla" in rate else 0
if ratio:
    verdict = "five times impyla" if ratio >= 5 else "MISSED" if not bound else "bound by the server"
    print(f"{ratio:.1f} times impyla's rate: {verdict}")
