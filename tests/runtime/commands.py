"""Running ``zhibu`` as an operator does: in its own process, with its own folder, watched from outside."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 60.0


class Zhibu:
    """One started command. Port 0 by default: the address is read from the lock file, as a second start would."""

    def __init__(self, var: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
        self.var = var
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed in end()
        given = {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_")}
        for unwanted in ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE"):
            given.pop(unwanted, None)
        given |= {
            "ZHIBU_VAR": str(var),
            "ZHIBU_PORT": "0",
            "ZHIBU_ENVIRONMENT": "test",
            "PYTHONUTF8": "1",
            **environment,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", *arguments],
            cwd=ROOT,
            env=given,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def output(self) -> str:
        """Everything that the command has printed so far."""
        self._output.seek(0)
        return self._output.read().decode()

    def url(self) -> str:
        """The address, once the server has answered its first request."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.output
            try:
                holder = json.loads((self.var / "serve.lock").read_text())
            except (OSError, ValueError):
                holder = {}
            if holder.get("pid") == self.process.pid and holder.get("url"):
                return str(holder["url"])
            time.sleep(0.05)
        raise AssertionError(f"not ready after {_PATIENCE} s:\n{self.output}")

    def get(self, path: str) -> int:
        """The status of a plain GET."""
        with urllib.request.urlopen(self.url() + path, timeout=10) as answer:
            return int(answer.status)

    def send(self, number: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """The exit code, once the command has ended."""
        return self.process.wait(timeout=_PATIENCE)

    def end(self) -> None:
        """Make sure that it is gone."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._output.close()
