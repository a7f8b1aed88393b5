"""One server per embedded database: a kernel lock on the var folder that also says who holds it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.pgserver import OperatorProblem
from app.core.pgserver.problems import file_problems

__all__ = ["ALREADY_RUNNING", "ServeLock", "serve_lock"]

ALREADY_RUNNING = 3


class ServeLock:
    """The lock, held; `announce` writes down for others where we answer."""

    def __init__(self, descriptor: int, *, silent: bool) -> None:
        self._descriptor = descriptor
        self._silent = silent
        self.announce("")

    def announce(self, url: str) -> None:
        """Say to whoever comes second which process serves this folder, and at what address."""
        if self._silent:
            return
        text = json.dumps({"pid": os.getpid(), "url": url}).encode()
        os.pwrite(self._descriptor, text.ljust(256), 0)


@contextmanager
def serve_lock(var: Path, *, shared: bool = False) -> Iterator[ServeLock]:
    """Hold the folder for one server; refuse with the pid and address of the one that has it.

    With `shared` (a database of its own server) any number of servers may use the folder, and nobody is announced.
    """
    with file_problems(var):
        var.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(var / "serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _taken(var, os.pread(descriptor, 256, 0)) from None
        with file_problems(var):
            lock = ServeLock(descriptor, silent=shared)
        yield lock
    finally:
        os.close(descriptor)


def _taken(var: Path, text: bytes) -> OperatorProblem:
    try:
        holder = json.loads(text)
    except ValueError:
        holder = {}
    pid = holder.get("pid", "?")
    zh = f"地址 {holder['url']}" if holder.get("url") else "正在启动"
    en = f"at {holder['url']}" if holder.get("url") else "still starting"
    return OperatorProblem(
        f"文件夹 {var} 已有一个支部服务在运行：进程 {pid}，{zh}。请直接使用它，先停止它，或用 ZHIBU_VAR 指定另一个文件夹。",
        f"A Zhibu server already runs on {var}: pid {pid}, {en}. Use that one, stop it first, or choose another folder "
        "with ZHIBU_VAR.",
        exit_code=ALREADY_RUNNING,
    )
