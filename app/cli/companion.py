"""The worker that ``zhibu run`` brings along: a process of its own, so that an import does not slow the answers down."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.console import console
from app.core.config import Settings

__all__ = ["Companion", "companion"]

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_PATIENCE_SECONDS = 10.0


class Companion:
    """A worker that is started again when it dies; :meth:`start` is called once the server answers."""

    def __init__(self, grace_seconds: float) -> None:
        self._ended = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._patience = grace_seconds + _PATIENCE_SECONDS

    def start(self) -> None:
        """Start the worker, and watch it, in the background."""
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the worker: it hands back what it is working on."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=self._patience + 5)

    def _keep(self) -> None:
        pause = _FIRST_PAUSE
        while not self._ended.is_set():
            command = [sys.executable, "-m", "app.cli", "worker", "--parent", str(os.getpid())]
            # A session of its own: Ctrl-C in the terminal is for the server, which stops its worker in order.
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
            code = self._wait(self._process)
            if not self._ended.is_set():
                said = f"后台进程意外停止（{code}），{pause:.0f} 秒后重启"
                console.print(f"{said} / the worker has stopped ({code}) and starts again", style="yellow")
                self._ended.wait(pause)
                pause = min(_LONGEST_PAUSE, pause * 2)

    def _wait(self, process: "subprocess.Popen[bytes]") -> int:
        while not self._ended.is_set():
            try:
                return process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
        process.terminate()
        try:
            return process.wait(timeout=self._patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


@contextmanager
def companion(settings: Settings) -> Iterator[Companion]:
    """A companion that is stopped at the end, before the database is."""
    made = Companion(settings.worker_grace_seconds)
    try:
        yield made
    finally:
        made.stop()
