# SPDX-License-Identifier: MIT
"""unixODBC's isql on the driver."""

import os
import shutil
import subprocess

from consumer import connection_string, expect, not_run

text = connection_string()
if not shutil.which("isql"):
    not_run("isql is not installed")


def isql(sql: str) -> str:
    return subprocess.run(["isql", "-k", text, "-b", "-d|"], input=sql + "\n", text=True, timeout=60,
                          capture_output=True, env={"USER": "azoth", **os.environ}).stdout


expect(isql("SELECT 1 AS one, 'two; three' AS two, CAST(NULL AS INT) AS nothing").strip(), "1|two; three|")
expect("no_such_table" in isql("SELECT * FROM no_such_table"), False)
expect("authors" in isql("SHOW DATABASES") or "default" in isql("SHOW DATABASES"), True)
print("isql agrees")
