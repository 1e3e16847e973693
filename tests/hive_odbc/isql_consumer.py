# SPDX-License-Identifier: MIT
"""unixODBC's isql on the driver: named by path, and registered with odbcinst behind a data source."""

import os
import pathlib
import shutil
import subprocess
import tempfile

from consumer import connection_string, expect, not_run

text = connection_string()
if not shutil.which("isql"):
    not_run("isql is not installed")


def isql(sql: str, *source: str, **environment: str) -> str:
    return subprocess.run(["isql", *(source or ("-k", text)), "-b", "-d|"], input=sql + "\n", text=True, timeout=60,
                          capture_output=True, env={"USER": "azoth", **os.environ, **environment}).stdout


expect(isql("SELECT 1 AS one, 'two; three' AS two, CAST(NULL AS INT) AS nothing").strip(), "1|two; three|")
expect("no_such_table" in isql("SELECT * FROM no_such_table"), False)
expect("authors" in isql("SHOW DATABASES") or "default" in isql("SHOW DATABASES"), True)

if not shutil.which("odbcinst"):
    not_run("odbcinst is not installed")
with tempfile.TemporaryDirectory() as folder:
    here = {"ODBCSYSINI": folder, "ODBCINI": f"{folder}/odbc.ini"}
    subprocess.run(["odbcinst", "-i", "-d", "-f", os.environ["AZOTH_TEST_HIVE_DRIVER_INI"]], check=True,
                   capture_output=True, env={**os.environ, **here})
    pathlib.Path(here["ODBCINI"]).write_text(
        f"[Bees]\nDriver=Azoth Hive\nHost=127.0.0.1\nPort={os.environ['AZOTH_TEST_HIVE_PORT']}\nAuthMech=0\n")
    expect(isql("SELECT current_user() = 'nobody else', 2", "Bees", "maya", **here).strip(), "0|2")
print("isql agrees")
