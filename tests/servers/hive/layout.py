# SPDX-License-Identifier: MIT
"""Where the Hive fixture keeps its things, and the names of its kinds of server."""

import os
import pathlib
import shutil

here = pathlib.Path(__file__).resolve().parent

# Hive 4.0.1 keeps the metastore schema of 4.0.0.
schema_version = "4.0.0"

#: what the server asks of a client, per kind
kinds = {
    "nosasl": "binary transport without authentication",
    "none": "binary transport, SASL PLAIN, any user and password",
    "password": "binary (SASL PLAIN) and HTTP (basic), the server checks user and password",
    "tls": "binary (SASL PLAIN) and HTTP, both inside TLS",
}

#: the account of the password kind; the signs in it must survive connection strings
user, password = "azoth", "s3cret; {pass}"

opened_packages = (
    "java.io java.lang java.lang.reflect java.math java.net java.nio java.text java.time java.util "
    "java.util.concurrent java.util.concurrent.atomic java.util.regex sun.nio.ch"
).split()


def cache_dir() -> pathlib.Path:
    root = os.environ.get("AZOTH_CACHE_DIR") or os.path.expanduser("~/.cache/azoth")
    return pathlib.Path(root) / "hive"


def class_path(lib: pathlib.Path, *first: pathlib.Path) -> str:
    return ":".join([str(entry) for entry in first] + [f"{lib}/*"])


def is_ours(pid: int, state: pathlib.Path) -> bool:
    """Whether that process is the server of this state directory, and not one that got its number since."""
    try:
        command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return f"-Duser.home={state}".encode() in command.split(b"\0")


def remove_data(state: pathlib.Path) -> None:
    """Everything but the logs."""
    for name in ("pid", "env"):
        (state / name).unlink(missing_ok=True)
    for name in ("lib", "classes", "metastore", "warehouse", "external", "scratch", "tmp", "tls", "conf"):
        shutil.rmtree(state / name, ignore_errors=True)
