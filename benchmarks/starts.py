"""How long a start takes: the first one, which makes the demo county, and later ones, which keep it."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

__all__ = ["measure_starts"]

ROOT = Path(__file__).resolve().parents[1]
_READY = re.compile(r"/ ready \(")


def measure_starts(again: int = 3) -> list[float]:
    """Return the seconds from the command to the first answer: of a first start, then of as many restarts."""
    with tempfile.TemporaryDirectory(prefix="zhibu-start-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        return [_start(Path(folder)) for _ in range(again + 1)]


def _start(var: Path) -> float:
    environment = {**os.environ, "ZHIBU_VAR": str(var), "ZHIBU_PORT": "8813", "ZHIBU_LOG_LEVEL": "WARNING"}
    environment.pop("DATABASE_URL", None)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if _READY.search(line):
                return time.perf_counter() - began
        raise RuntimeError("the server never got ready")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
