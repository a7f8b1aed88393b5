"""Folders and processes for the runtime tests. Only what a test started itself is ever stopped, by its process id."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core import pgserver
from tests.runtime.commands import Zhibu

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter, emptied afterwards together with whatever was put elsewhere for it."""
    path = Path(tempfile.mkdtemp(prefix="zhibu-test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    for link in [*path.glob("**/pg")]:
        if link.is_symlink():
            shutil.rmtree(link.resolve(), ignore_errors=True)
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def var(folder: Path) -> Iterator[Path]:
    """The var folder of one installation; a server left running in it is stopped afterwards."""
    path = folder / "var"
    yield path
    if (path / "pg" / "data" / "postmaster.pid").exists():
        pgserver.start(path).stop()


@pytest.fixture
def zhibu(var: Path) -> Iterator[Callable[..., Zhibu]]:
    """Starts commands on `var`: ``zhibu("run", ZHIBU_PORT="8001")``. All of them are gone afterwards."""
    started: list[Zhibu] = []

    def start(*arguments: str, **environment: str) -> Zhibu:
        started.append(Zhibu(var, arguments, environment))
        return started[-1]

    yield start
    for command in started:
        command.end()


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Callable[[int], Path]]:
    """Makes a folder on a disk of its own, of so many megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        path = folder / f"disk-{megabytes}"
        path.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
        if subprocess.run(command, capture_output=True).returncode != 0:
            pytest.skip("mounting a small disk is not allowed here")
        mounted.append(path)
        return path

    yield mount
    for path in mounted:
        subprocess.run(["umount", "--lazy", path], check=True)


@pytest.fixture
def ordinary() -> list[str]:
    """The beginning of a command line that runs this Python, with everything installed here, as an ordinary user."""
    if os.geteuid() != 0:
        return [sys.executable]
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed, so root cannot become an ordinary user")
    drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        command = [*drop, python]
        probe = subprocess.run(
            [*command, "-c", "import app.cli"], env=plain_environment(), capture_output=True, cwd="/"
        )
        if probe.returncode == 0:
            return command
    pytest.skip("no Python here that an ordinary user may run (this one lies in a private folder)")


def plain_environment(**more: str) -> dict[str, str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    keep = {
        name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_") and name != "DATABASE_URL"
    }
    return {**keep, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/tmp", **more}
