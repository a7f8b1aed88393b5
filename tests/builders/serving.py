"""A demo county behind the real server: its own process, a database of the test's own, a rehearsal."""

import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.runtime.commands import Zhibu

__all__ = ["served"]


@contextmanager
def served(database_url: str, var: Path, today: str, *, members: int = 400) -> Iterator[str]:
    """Fill a migrated database with a small demo county that begins on *today*, serve it, and give the address."""
    environment = {
        "DATABASE_URL": database_url,
        "ZHIBU_TODAY": today,
        "ZHIBU_ENVIRONMENT": "demo",
        "ZHIBU_LOG_LEVEL": "ERROR",
        # A busy machine tells the story slowly; nobody should have to sign in again in the middle of it.
        "ZHIBU_ACCESS_TOKEN_SECONDS": "3600",
    }
    seeding = Zhibu(var, ("demo", "--members", str(members)), environment)
    try:
        assert seeding.wait() == 0, seeding.output
    finally:
        seeding.end()
    port = _free_port()
    server = Zhibu(var, ("serve",), environment | {"ZHIBU_PORT": str(port)})
    try:
        yield _ready(server, f"http://127.0.0.1:{port}")
    finally:
        server.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(server: Zhibu, url: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.output
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=10):
                return url
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"not ready:\n{server.output}")
