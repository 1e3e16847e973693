# SPDX-License-Identifier: MIT
"""What the figures look at in the server's own process."""

import collections
import pathlib
import re
import shutil
import subprocess
import tempfile


class Server:
    """The process of the server in `state`; jcmd must come with its Java and be allowed to attach to it."""

    def __init__(self, state: str):
        self.state = pathlib.Path(state)
        self.pid = (self.state / "pid").read_text().split()[0]
        self.can_attach = shutil.which("jcmd") is not None and self._jcmd("VM.version")

    def _jcmd(self, *command: str) -> bool:
        return subprocess.run(["jcmd", self.pid, *command], capture_output=True).returncode == 0

    def collect_garbage(self) -> None:
        """So that no client pays for what another left behind."""
        if self.can_attach:
            self._jcmd("GC.run")

    def handler_seconds(self) -> float:
        """What the threads that answer requests have computed so far. Statements run in other threads."""
        sum_ns = 0
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            try:
                if (task / "comm").read_text().startswith("HiveServer2-Han"):
                    sum_ns += int((task / "schedstat").read_text().split()[0])
            except OSError:  # a thread that ended
                continue
        return sum_ns / 1e9

    def profile(self, work) -> dict:
        """Runs work() under Java's flight recorder: share of samples by what an answer to FetchResults is at."""
        if not self.can_attach or shutil.which("jfr") is None:
            return {}
        with tempfile.TemporaryDirectory(dir=self.state / "tmp") as folder:
            pathlib.Path(folder).chmod(0o777)  # the server may run as another user
            file = f"{folder}/fetch.jfr"
            if not self._jcmd("JFR.start", "name=fetch", "settings=profile", f"filename={file}"):
                return {}
            try:
                work()
            finally:
                self._jcmd("JFR.stop", "name=fetch")
            text = subprocess.run(["jfr", "print", "--events", "ExecutionSample,NativeMethodSample",
                                   "--stack-depth", "64", file], capture_output=True, text=True).stdout
        parts = {
            "writing the answer value by value": r"FetchResults_result\.write",
            "turning rows into columns": r"SQLOperation\.(decode|prepareFromRow)",
            "reading rows": r"\.getResults?\(|FetchTask\.|FetchOperator\.",
        }
        count = collections.Counter()
        for sample in re.split(r"^jdk\.", text, flags=re.M)[1:]:
            if "FetchResults" not in sample:
                continue
            count["all"] += 1
            count[next((name for name, frame in parts.items() if re.search(frame, sample)), "anything else")] += 1
        total = count.pop("all", 0)
        return {name: seen / total for name, seen in count.most_common()} if total else {}
