"""Is the server of this data folder alive? Answered from its pid file and the process table, never from the pid alone.

Traps that this file exists for: a process that was killed but not reaped (a zombie) still "exists", for ever when PID 1 of
a container does not reap; after a reboot the pid of a stale file belongs to somebody else. PostgreSQL refuses to start in
both cases, so the file is removed here, but only after every process that still works in the folder is gone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PidFile", "alive", "clear_stale", "read_pid_file"]

_PROC = Path("/proc")


@dataclass(frozen=True)
class PidFile:
    """The lines of postmaster.pid that matter."""

    pid: int
    socket_folder: str
    ready: bool


def read_pid_file(data: Path) -> PidFile | None:
    """None when the file is missing or not yet written to the end of its first line."""
    try:
        lines = (data / "postmaster.pid").read_text(errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not lines or not lines[0].strip().isdigit():
        return None
    lines += [""] * 8
    return PidFile(pid=int(lines[0]), socket_folder=lines[4].strip(), ready=lines[7].strip() == "ready")


def alive(data: Path) -> PidFile | None:
    """The pid file of a postmaster that truly runs on this folder, or None."""
    found = read_pid_file(data)
    return found if found is not None and _works_in(found.pid, data) else None


def clear_stale(data: Path, *, patience: float = 10.0) -> None:
    """Make the folder startable after a kill -9: wait for left-over backends, end those that stay, drop a stale pid file."""
    deadline = time.monotonic() + patience
    while left := _left_over(data):
        if time.monotonic() > deadline:
            for pid in left:
                # They lost their postmaster and would keep two servers on one folder.
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            deadline = time.monotonic() + patience
        time.sleep(0.05)
    found = read_pid_file(data)
    # A power cut may leave a file without its content: pg_ctl takes that for a server too, and nobody is left in here.
    if found is None or _exists(found.pid):
        (data / "postmaster.pid").unlink(missing_ok=True)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _works_in(pid: int, data: Path) -> bool:
    if not _PROC.joinpath("self").exists():
        return _works_in_by_ps(pid)
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # When we are PID 1, or its parent, a dead one goes away now.
    try:
        state = _PROC.joinpath(str(pid), "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        if state in "ZX":
            return False
        return os.readlink(_PROC / str(pid) / "cwd") == str(data.resolve())
    except PermissionError:
        command = _PROC.joinpath(str(pid), "cmdline").read_bytes().split(b"\0")[0]
        return os.path.basename(command) == b"postgres"
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return False


def _works_in_by_ps(pid: int) -> bool:
    answer = subprocess.run(["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, command = answer.stdout.strip().partition(" ")
    return bool(state) and not state.startswith("Z") and command.strip().rpartition("/")[2].startswith("postgres")


def _left_over(data: Path) -> list[int]:
    """Live processes of a dead postmaster: backends and helpers keep the data folder as their working folder."""
    target = str(data.resolve())
    if not _PROC.joinpath("self").exists():
        return []
    pids = (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in pids if pid != os.getpid() and _is_backend_in(pid, target)]


def _is_backend_in(pid: int, target: str) -> bool:
    try:
        return (
            os.readlink(_PROC / str(pid) / "cwd") == target
            and os.path.basename(os.readlink(_PROC / str(pid) / "exe")).startswith("postgres")
            and _works_in(pid, Path(target))
        )
    except OSError:
        return False
