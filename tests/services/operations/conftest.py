"""Worker processes of their own, to be killed."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Process:
    """A running ``zhibu worker``."""

    def __init__(self, database_url: str, var: Path, **settings: str) -> None:
        environment = os.environ | {
            "DATABASE_URL": database_url,
            "ZHIBU_VAR": str(var),
            "ZHIBU_ENVIRONMENT": "test",
            "ZHIBU_TODAY": "2026-11-23",
            "ZHIBU_TOKEN_SECRET": "t" * 32,
            "ZHIBU_DATA_KEY": "d" * 32,
            "ZHIBU_INDEX_KEY": "i" * 32,
            "ZHIBU_AUDIT_KEY": "a" * 32,
            "ZHIBU_WORKER_HEARTBEAT_SECONDS": "2",
            **settings,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    async def stop(self) -> tuple[int, str]:
        """Ask it to stop; return its exit code and what it said."""
        self.process.send_signal(signal.SIGTERM)
        said = await asyncio.to_thread(self.process.communicate, None, 60)
        return self.process.returncode, said[1].decode()


@pytest.fixture
def worker_process(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def start(**settings: str) -> Process:
        started.append(Process(database_url, tmp_path, **settings))
        return started[-1]

    yield start
    for process in started:
        if process.process.poll() is None:
            process.process.kill()
        process.process.communicate()
