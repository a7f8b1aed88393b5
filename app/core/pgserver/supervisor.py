"""Start, adopt and stop the embedded server of one var folder.

Several processes may share a server: the first one starts it, the last one to leave stops it, and a server whose users
were all killed is adopted by the next start. Traps: `Server.stop` in a forked child does nothing; `fast=True` switches
off the safety of acknowledged writes and is for tests alone.
"""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
import socket
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit

from app.core.pgserver.account import Account, choose_account, place_binaries, place_home
from app.core.pgserver.binaries import Binaries, find_binaries
from app.core.pgserver.locks import Users, exclusive
from app.core.pgserver.postmaster import PidFile, alive, clear_stale
from app.core.pgserver.problems import OperatorProblem, Said, explain, file_problems, no_space

__all__ = ["SUPERUSER", "Server", "Tell", "ensure_database", "start", "temporary"]

SUPERUSER = "zhibu"
_PORT = 5432  # of the socket's name only; nothing listens on a port
Tell = Callable[[Said], None]

_PATIENCE = 120
_UNFINISHED = "data.new"
_LONGEST_SOCKET = 103  # The shortest limit of the platforms in use (macOS); Linux has 107.
_ROOM_TO_CREATE = 300 * 1024 * 1024
_ROOM_TO_START = 48 * 1024 * 1024
_LONGEST_LOG = 10 * 1024 * 1024
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
}
_MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - only ever a parent of mkdtemp
_ROOM_IN_MEMORY = 2 * 1024**3


def _quiet(said: Said) -> None:
    del said


class Server:
    """A running server that we use. Leave it with `stop()` or as a context manager."""

    def __init__(self, var: Path, home: Path, binaries: Binaries, account: Account, users: Users) -> None:
        self.home = home
        self.binaries = binaries
        self.adopted = False
        self._var = var
        self._account = account
        self._users = users
        self._owner = os.getpid()
        self._socket_folder = ""
        self._options: dict[str, str] = {}

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server writes; kept over restarts, turned over at 10 MB."""
        return self.home / "server.log"

    @property
    def pid(self) -> int | None:
        """The process id of the postmaster, None while it is not running."""
        found = alive(self.data)
        return found.pid if found else None

    def dsn(self, database: str = "zhibu") -> str:
        """A connection address (``postgresql://``) over the private socket folder; whole, so that no PGPORT can bend it."""
        place = f"host={quote(self._socket_folder, safe='/')}&port={_PORT}"
        return f"postgresql://{SUPERUSER}@/{quote(database)}?{place}"

    def ensure_database(self, database: str = "zhibu") -> None:
        """Create the database when it is missing."""
        ensure_database(self.dsn(database), binaries=self.binaries)

    def revive(self) -> bool:
        """Start the server again when it has died under us; True when that was needed."""
        with exclusive(self._var / "pg.start.lock"):
            if alive(self.data):
                return False
            self._start()
            return True

    def stop(self) -> None:
        """Leave the server; it stops when nobody else uses it."""
        if os.getpid() != self._owner:
            return
        with exclusive(self._var / "pg.start.lock"):
            if self._users.leave():
                self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Everything below runs under the start lock.

    def _open(self, tell: Tell, options: dict[str, str]) -> None:
        self._options = options
        running = alive(self.data)
        if running and self._answers(running):
            self.adopted = True
            self._socket_folder = running.socket_folder
            tell(
                Said(
                    f"沿用正在运行的 PostgreSQL（进程 {running.pid}）", f"using the running PostgreSQL ({running.pid})"
                )
            )
            return
        if running:
            self._stop()
        if not (self.data / "PG_VERSION").exists():
            tell(Said(f"初始化 PostgreSQL {self.binaries.version}", f"initialising PostgreSQL {self.binaries.version}"))
            self._create()
        self._refuse_other_major()
        self._sweep_unfinished()
        self._start()
        tell(Said(f"PostgreSQL {self.binaries.version} 已启动", f"PostgreSQL {self.binaries.version} is running"))

    def _answers(self, running: PidFile) -> bool:
        """Wait while it recovers or starts; False when it ends or is not going to answer."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            found = alive(self.data)
            if found is None or found.pid != running.pid:
                return False
            if found.ready and _connects(Path(found.socket_folder)):
                return True
            time.sleep(0.1)
        return False

    def _create(self) -> None:
        self._sweep_unfinished()
        _refuse_without_room(self.home, _ROOM_TO_CREATE)
        # A name of its own: after a kill -9 the initdb of the start before may still be writing into its folder.
        unfinished = self.home / f"{_UNFINISHED}-{secrets.token_hex(4)}"
        locale = ["--locale=C", "--encoding=UTF8"]
        if self.binaries.major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [self.binaries.path("initdb"), "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust", *locale]
        self._run([*command, "--no-sync"] if self._options.get("fsync") == "off" else command)
        with (unfinished / "postgresql.conf").open("a") as settings:
            settings.write(_settings(self.binaries))
        unfinished.rename(self.data)

    def _sweep_unfinished(self) -> None:
        """Remove what starts left that were killed at their first step; one that is still being written goes next time."""
        for folder in self.home.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _refuse_other_major(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != str(self.binaries.major):
            raise OperatorProblem(
                f"数据文件夹 {self.data} 由 PostgreSQL {found} 建立，当前程序是 PostgreSQL {self.binaries.major}，不会自动转换。"
                f"请用 PostgreSQL {found} 的程序导出后再导入（ZHIBU_PG_BIN 可指定程序所在文件夹），或用 ZHIBU_VAR 另建文件夹。",
                f"The data folder {self.data} was made by PostgreSQL {found}, and this is PostgreSQL "
                f"{self.binaries.major}. It is never converted by surprise: dump it with the programs of PostgreSQL "
                f"{found} (ZHIBU_PG_BIN names their folder) and load it again, or use another folder with ZHIBU_VAR.",
            )

    def _start(self) -> None:
        _refuse_without_room(self.home, _ROOM_TO_START)
        clear_stale(self.data)
        self._socket_folder = str(self._make_socket_folder())
        settings = {"listen_addresses": "", "unix_socket_directories": self._socket_folder, **self._options}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
        if self.log.exists() and self.log.stat().st_size > _LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        begun = self.log.stat().st_size if self.log.exists() else 0
        command = [self.binaries.path("pg_ctl"), "-D", str(self.data), "-l", str(self.log), "-w", "-t", str(_PATIENCE)]
        self._run([*command, "-o", options, "start"], log_from=begun)

    def _stop(self) -> None:
        command = [self.binaries.path("pg_ctl"), "-D", str(self.data), "-w", "-t", "60"]
        for mode in ("fast", "immediate"):
            if alive(self.data):
                self._account.run([*command, "-m", mode, "stop"], cwd=self.home)
        folder = Path(self._socket_folder or self.home)
        if folder.name.startswith("zhibu-") and folder.parent != self.home:
            shutil.rmtree(folder, ignore_errors=True)

    def _make_socket_folder(self) -> Path:
        folder = Path(self._socket_folder) if self._socket_folder else self.home / "run"
        if len(os.fsencode(folder / f".s.PGSQL.{_PORT}")) > _LONGEST_SOCKET:
            # A fresh random folder: nobody can have put one there before us.
            folder = Path(tempfile.mkdtemp(prefix="zhibu-", dir="/tmp"))
        folder.mkdir(mode=0o700, exist_ok=True)
        for left in folder.glob(".s.PGSQL.*"):
            left.unlink()  # It names a process too, with the same traps as postmaster.pid.
        if self._account.switch:
            os.chown(folder, self._account.uid, self._account.gid)
        return folder

    def _run(self, command: list[str], *, log_from: int | None = None) -> None:
        ended = self._account.run(command, cwd=self.home)
        if ended.returncode == 0:
            return
        output = ended.stdout
        if log_from is not None and self.log.exists():
            with self.log.open("rb") as log:
                log.seek(log_from)
                output += log.read()[-4000:].decode(errors="replace")
        known = explain(output, self.home)
        if known:
            raise known
        name = Path(command[0]).name
        raise OperatorProblem(
            f"PostgreSQL 未能启动（{name} 返回 {ended.returncode}）。日志：{self.log}",
            f"PostgreSQL did not start ({name} returned {ended.returncode}). Its log: {self.log}",
            detail=output,
        )


def start(var: Path, *, fast: bool = False, max_connections: int = 300, tell: Tell = _quiet) -> Server:
    """Start, or share, the server of `var`; everything it cannot do is an `OperatorProblem`."""
    var = var.absolute()
    with file_problems(var):
        var.mkdir(parents=True, exist_ok=True)
        with exclusive(var / "pg.start.lock"):
            account = choose_account(var / "pg" / "data")
            home = place_home(var / "pg", account)
            binaries = place_binaries(find_binaries(), account)
            if home.parent != var:
                tell(
                    Said(
                        f"数据放在 {home}（服务用户无法进入 {var}）", f"data is in {home} (its user cannot enter {var})"
                    )
                )
            server = Server(var, home, binaries, account, Users(var / "pg.users.lock"))
            try:
                server._open(tell, {"max_connections": str(max_connections), **(_FAST if fast else {})})
            except BaseException:
                if server._users.leave():
                    server._stop()
                raise
            return server


@contextmanager
def temporary(*, max_connections: int = 300) -> Iterator[Server]:
    """A fast server with nothing in it, for tests; its folder is gone afterwards."""
    # Not below pytest's own folder: that one is private, and a server of root's could not reach it.
    var = Path(tempfile.mkdtemp(prefix="zhibu-", dir=_fastest_disk()))
    home = None
    try:
        with start(var, fast=True, max_connections=max_connections) as server:
            home = server.home
            yield server
    finally:
        for folder in (home, var):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _fastest_disk() -> str:
    """Memory where there is plenty of it: a database per test is a thousand small files each, five times faster there."""
    try:
        roomy = os.access(_MEMORY_DISK, os.W_OK | os.X_OK) and shutil.disk_usage(_MEMORY_DISK).free > _ROOM_IN_MEMORY
    except OSError:
        roomy = False
    return str(_MEMORY_DISK) if roomy else "/tmp"  # noqa: S108


def ensure_database(dsn: str, *, binaries: Binaries | None = None) -> None:
    """Create the database that `dsn` names when it is missing. Uses psql, so it needs no driver."""
    parts = urlsplit(dsn)
    database = parts.path.lstrip("/") or SUPERUSER
    query = f"?{parts.query}" if parts.query else ""
    maintenance = f"postgresql://{parts.netloc}/postgres{query}"
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", database):
        raise ValueError(f"not a plain database name: {database!r}")
    folder = (binaries or find_binaries()).folder
    me = Account(uid=os.geteuid(), gid=os.getegid(), switch=False)
    script = (
        f"SELECT 'CREATE DATABASE {database}' WHERE NOT EXISTS "
        f"(SELECT FROM pg_database WHERE datname = '{database}')\\gexec"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(folder / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", maintenance, "-f", file.name]
        ended = me.run(command, cwd=Path("/"))
    if ended.returncode != 0 and "already exists" not in ended.stdout:
        problem = explain(ended.stdout, Path(parse_qs(parts.query).get("host", ["/"])[0]))
        raise problem or OperatorProblem(
            f"无法建立数据库 {database}。", f"The database {database} could not be created.", detail=ended.stdout
        )


def _settings(binaries: Binaries) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    buffers = max(64, min(512, memory // 8 // 2**20))
    lines = [
        "# Set when this folder was made; edit below as you like.",
        f"shared_buffers = {buffers}MB",
        "max_wal_size = 1GB",
        "random_page_cost = 1.1",
        "log_min_messages = warning",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
    ]
    if any(binaries.folder.parent.glob("lib/**/pg_stat_statements.*")):
        lines.append("shared_preload_libraries = 'pg_stat_statements'")
    return "\n".join(lines) + "\n"


def _refuse_without_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed:
        raise no_space(folder, f"{needed // 2**20} MiB are needed")


def _connects(folder: Path) -> bool:
    """Speak just enough of the protocol to hear that a session is let in: a socket may outlive its server."""
    body = struct.pack("!I", 196608) + f"user\0{SUPERUSER}\0database\0postgres\0\0".encode()
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(5)
            line.connect(str(folder / f".s.PGSQL.{_PORT}"))
            line.sendall(struct.pack("!I", len(body) + 4) + body)
            return line.recv(1) == b"R"
    except OSError:
        return False
