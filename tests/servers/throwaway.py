# SPDX-License-Identifier: MIT
"""What the start and stop scripts of throw-away servers share: a port, an account, a process."""

import os
import pathlib
import pwd
import random
import secrets
import signal
import socket
import subprocess
import sys
import time


def not_run(name: str, reason: str) -> None:
    print(f"{name}: not run: {reason}")
    sys.exit(77)


def free_port() -> int:
    """Below 32768, so that no outgoing connection of the machine takes it in between."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def password() -> str:
    """Random, of letters and digits: fit for a URL, a shell and SQL as it stands."""
    return secrets.token_hex(12)


def account() -> dict:
    """Root hands the server to `nobody`; anyone else runs it as himself."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def fresh_state(name: str, state: pathlib.Path) -> None:
    """An empty directory that the account owns; refuses one in which a server still runs."""
    if running(state):
        sys.exit(f"{name}: {state} already holds a server; stop it first")
    if len(str(state)) > 80:
        sys.exit(f"{name}: the path of a socket may have 107 bytes, so {state} is too long")
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o755)
    as_user = account()
    if as_user:
        os.chown(state, as_user["user"], as_user["group"])


def environment(state: pathlib.Path) -> dict:
    return {"PATH": os.environ["PATH"], "HOME": str(state), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run(state: pathlib.Path, command: list, **more: str) -> subprocess.CompletedProcess:
    """One step of the preparation, as the server's account."""
    return subprocess.run([str(part) for part in command], cwd=state, stdin=subprocess.DEVNULL,
                          env=environment(state) | more, capture_output=True, text=True,
                          **account())


def started_at(pid: int) -> str:
    """The kernel's start time of a process: with the number it names exactly one. Empty if gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def launch(state: pathlib.Path, command: list) -> subprocess.Popen:
    with open(state / "log", "wb") as log:
        server = subprocess.Popen([str(part) for part in command], cwd=state,
                                  env=environment(state), stdin=subprocess.DEVNULL, stdout=log,
                                  stderr=log, start_new_session=True, **account())
    (state / "pid").write_text(f"{server.pid} {started_at(server.pid)}\n")
    return server


def wait_until(name: str, state: pathlib.Path, server: subprocess.Popen, ready, patience: int = 60):
    began = time.monotonic()
    while not ready():
        if server.poll() is not None or time.monotonic() - began > patience:
            print((state / "log").read_text(errors="replace")[-3000:])
            if server.poll() is None:
                server.kill()
            (state / "pid").unlink()
            sys.exit(f"{name}: the server did not become ready; see {state}/log")
        time.sleep(0.05)


def running(state: pathlib.Path) -> int:
    """The process that `launch` began in this directory; 0 if it is gone."""
    try:
        pid, start = (state / "pid").read_text().split()
    except (OSError, ValueError):
        return 0
    return int(pid) if started_at(int(pid)) == start else 0


def end(state: pathlib.Path, signals: tuple) -> None:
    """Ends exactly what `launch` began; each signal has ten seconds."""
    for sign in signals:
        pid = running(state)
        if not pid:
            break
        os.kill(pid, sign)
        deadline = time.monotonic() + 10
        while running(state) and time.monotonic() < deadline:
            time.sleep(0.02)
    for name in ("pid", "env"):
        (state / name).unlink(missing_ok=True)


def write_env(state: pathlib.Path, lines: dict) -> None:
    text = "".join(f"{key}='{value}'\n" for key, value in lines.items())
    (state / "env").write_text(text)


quick_stop = (signal.SIGQUIT, signal.SIGKILL)
polite_stop = (signal.SIGTERM, signal.SIGKILL)
