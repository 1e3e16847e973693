# SPDX-License-Identifier: MIT
"""What the consumers share: the server and the driver from the environment, or the reason not to run."""

import os
import sys


def not_run(reason: str) -> None:
    print(f"not run: {reason}")
    sys.exit(77)


def connection_string() -> str:
    port, driver = os.environ.get("AZOTH_TEST_HIVE_PORT"), os.environ.get("AZOTH_TEST_HIVE_DRIVER")
    if not port or not driver:
        not_run("no Hive server (AZOTH_TEST_HIVE_PORT is not set)")
    return f"DRIVER={driver};Host=127.0.0.1;Port={port};AuthMech=0;UID=azoth"


def expect(got, wanted) -> None:
    if got != wanted:
        sys.exit(f"expected {wanted!r}, got {got!r}")
