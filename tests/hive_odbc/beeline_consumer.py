# SPDX-License-Identifier: MIT
"""Hive's beeline as a witness: it reads what the driver wrote, the driver reads what it wrote."""

import os
import subprocess
import sys

from consumer import connection_string, expect, not_run

text = connection_string()
try:
    import pyodbc
except ImportError:
    not_run("pyodbc is not installed")
servers = os.environ.get("AZOTH_TEST_HIVE_SERVERS", "")
state = os.environ.get("AZOTH_TEST_HIVE_STATE", "")
if not os.path.exists(f"{servers}/beeline") or not os.path.exists(f"{state}/env"):
    not_run("beeline needs the server's state directory (AZOTH_TEST_HIVE_STATE is not set)")


def beeline(sql: str) -> list:
    run = subprocess.run([f"{servers}/beeline", state, "--outputformat=tsv2", "--showHeader=false", "-e", sql],
                         capture_output=True, text=True, timeout=100, stdin=subprocess.DEVNULL)
    lines = [line for line in run.stdout.splitlines() if line.strip()]
    if run.returncode != 0:
        sys.exit(f"beeline failed: {run.stderr[-1000:]}")
    return lines


cursor = pyodbc.connect(text, autocommit=True).cursor()
cursor.execute("DROP TABLE IF EXISTS witnessed")
cursor.execute("CREATE TABLE witnessed (id INT, name STRING, amount DECIMAL(12,3), at TIMESTAMP) STORED AS ORC TBLPROPERTIES ('transactional'='true')")
ours = "O'Brien \\ \"q\" ${x} ünï 🜁"
cursor.execute("INSERT INTO witnessed VALUES (1, ?, 12.345BD, TIMESTAMP '2020-01-02 03:04:05.006')", ours)
expect(beeline("SELECT hex(name), length(name), amount, at FROM witnessed"),
       ["\t".join([ours.encode().hex().upper(), str(len(ours)), "12.345", "2020-01-02 03:04:05.006"])])
beeline("INSERT INTO witnessed VALUES (2, 'from beeline', 0.001, NULL)")
row = cursor.execute("SELECT id, name, amount, at FROM witnessed WHERE id = 2").fetchone()
expect([str(value) for value in row], ["2", "from beeline", "0.001", "None"])
cursor.execute("DROP TABLE witnessed")
print("beeline agrees")
