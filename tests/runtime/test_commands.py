"""``zhibu run``, ``serve`` and ``migrate`` as processes: ready, stopped by every signal, killed, refused with reasons."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from app.cli import trythis
from app.core import pgserver
from app.core.pgserver.postmaster import alive
from tests.runtime.commands import ROOT, Zhibu
from tests.runtime.conftest import plain_environment

Start = Callable[..., Zhibu]


def said_in_both_languages(output: str) -> bool:
    return "错误：" in output and "Error: " in output and "Traceback" not in output


def test_run_gets_ready_prints_what_to_try_and_stops_everything(var: Path, zhibu: Start) -> None:
    server = zhibu("run")
    url = server.url()

    assert server.get("/healthz") == 200
    assert server.send(signal.SIGTERM) == 0

    assert f"{url}/docs" in server.output
    assert "zhibu-demo-2026" not in server.output, "no accounts are shown where no demo county was made"
    assert "已停止 " in server.output.replace("（", " （")
    assert "Traceback" not in server.output
    assert alive(var / "pg" / "data") is None


def test_a_second_run_keeps_the_keys_and_shows_them_to_nobody_else(var: Path, zhibu: Start) -> None:
    first = zhibu("run")
    first.url()
    first.send(signal.SIGINT)
    keys = {path.name: path.read_text() for path in (var / "secrets").iterdir()}

    second = zhibu("run")
    second.url()

    assert second.send(signal.SIGINT) == 0
    assert keys == {path.name: path.read_text() for path in (var / "secrets").iterdir()}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (var / "secrets").iterdir()} == {0o600}


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_killed_server_loses_nothing_and_the_next_one_takes_over(workers: str, var: Path, zhibu: Start) -> None:
    killed = zhibu("run", "--workers", workers, ZHIBU_PORT="0")
    port = killed.url().rpartition(":")[2]
    dsn = await keep_a_row(var)
    killed.process.send_signal(signal.SIGKILL)
    killed.wait()
    assert alive(var / "pg" / "data") is not None

    heir = zhibu("run", ZHIBU_PORT=port)
    heir.url()

    assert await count_rows(dsn) == 1
    assert heir.send(signal.SIGTERM) == 0
    assert alive(var / "pg" / "data") is None


async def keep_a_row(var: Path) -> str:
    with pgserver.start(var) as server:
        dsn = server.dsn()
        connection = await asyncpg.connect(dsn)
        await connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
        await connection.close()
    return dsn


async def count_rows(dsn: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval("SELECT count(*) FROM kept")
    finally:
        await connection.close()


def test_postgresql_that_dies_under_the_server_is_started_again(var: Path, zhibu: Start) -> None:
    server = zhibu("run")
    server.url()
    before = alive(var / "pg" / "data")
    assert before is not None
    os.kill(before.pid, signal.SIGKILL)

    deadline = time.monotonic() + 20
    while (now := alive(var / "pg" / "data")) is None or now.pid == before.pid:
        assert time.monotonic() < deadline, server.output
        time.sleep(0.1)

    assert server.send(signal.SIGTERM) == 0
    assert alive(var / "pg" / "data") is None


def test_a_signal_during_the_start_leaves_nothing_running(var: Path, zhibu: Start) -> None:
    server = zhibu("run")
    deadline = time.monotonic() + 30
    while alive(var / "pg" / "data") is None and server.process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)

    assert server.send(signal.SIGTERM) == 0

    assert "Traceback" not in server.output
    assert alive(var / "pg" / "data") is None


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_impatient_ctrl_c_still_stops_in_order(workers: str, var: Path, zhibu: Start) -> None:
    server = zhibu("run", "--workers", workers)
    server.url()

    for _ in range(3):  # A terminal sends it to every process of the command.
        os.killpg(server.process.pid, signal.SIGINT)
        time.sleep(0.05)

    assert server.wait() == 0
    assert "Traceback" not in server.output
    assert alive(var / "pg" / "data") is None


def workers_of(server: Zhibu) -> list[int]:
    """Worker processes that belong to a server."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    found = {int(pid) for path in children.parent.parent.glob("*/children") for pid in path.read_text().split()}
    return [pid for pid in sorted(found) if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(condition: Callable[[], object], server: Zhibu) -> None:
    deadline = time.monotonic() + 40
    while not condition():
        assert time.monotonic() < deadline, server.output
        time.sleep(0.1)


def test_run_brings_a_worker_along_starts_it_again_and_stops_it(var: Path, zhibu: Start) -> None:
    server = zhibu("run")
    server.url()
    wait_until(lambda: workers_of(server), server)
    (first,) = workers_of(server)

    os.kill(first, signal.SIGKILL)
    wait_until(lambda: workers_of(server) not in ([], [first]), server)
    (second,) = workers_of(server)

    assert server.send(signal.SIGTERM) == 0
    assert gone(second)
    assert "Traceback" not in server.output
    assert alive(var / "pg" / "data") is None


def test_the_worker_of_a_killed_server_ends_with_it(zhibu: Start) -> None:
    server = zhibu("run")
    server.url()
    wait_until(lambda: workers_of(server), server)
    (worker,) = workers_of(server)

    server.process.send_signal(signal.SIGKILL)
    server.wait()

    wait_until(lambda: gone(worker), server)


def test_serve_answers_without_a_worker_and_one_may_run_beside_it(var: Path, zhibu: Start) -> None:
    assert zhibu("migrate").wait() == 0
    server = zhibu("serve")
    assert server.get("/healthz") == 200
    assert workers_of(server) == []

    beside = zhibu("worker")
    wait_until(lambda: "ready" in beside.output, beside)
    assert beside.send(signal.SIGINT) == 0

    assert "Traceback" not in beside.output
    assert server.get("/readyz") == 200
    assert server.send(signal.SIGTERM) == 0
    assert alive(var / "pg" / "data") is None


def test_a_worker_refuses_a_schema_that_was_not_migrated(zhibu: Start) -> None:
    worker = zhibu("worker")

    assert worker.wait() == 1
    assert "zhibu migrate" in worker.output
    assert said_in_both_languages(worker.output)


def test_a_second_server_on_one_folder_is_refused_by_pid_and_address(var: Path, zhibu: Start) -> None:
    first = zhibu("run")
    url = first.url()

    second = zhibu("serve")

    assert second.wait() == 3
    assert str(first.process.pid) in second.output
    assert url in second.output
    assert said_in_both_languages(second.output)
    assert first.get("/healthz") == 200


def test_of_two_started_at_once_one_serves_and_one_is_told_so(zhibu: Start) -> None:
    commands = [zhibu("run"), zhibu("run")]

    deadline = time.monotonic() + 60
    while all(command.process.poll() is None for command in commands):
        assert time.monotonic() < deadline
        time.sleep(0.05)

    refused, serving = sorted(commands, key=lambda command: command.process.poll() is None)
    assert refused.wait() == 3
    assert said_in_both_languages(refused.output)
    assert serving.get("/healthz") == 200


def test_a_busy_port_is_refused_before_anything_is_started(var: Path, zhibu: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = zhibu("run", ZHIBU_PORT=str(taken.getsockname()[1]))

        assert server.wait() == 1

    assert said_in_both_languages(server.output)
    assert "ZHIBU_PORT" in server.output
    assert not (var / "pg").exists()


@pytest.mark.parametrize(
    ("_case", "settings", "named"),
    [
        ("no number", {"ZHIBU_PORT": "eight"}, "ZHIBU_PORT"),
        ("no PostgreSQL address", {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ("a fixed day in production", {"ZHIBU_TODAY": "2026-07-01", "ZHIBU_ENVIRONMENT": "production"}, "ZHIBU_TODAY"),
        ("a fixed day that is a bare number", {"ZHIBU_TODAY": "1700000000"}, "ZHIBU_TODAY"),
        ("a fixed day before any rule", {"ZHIBU_TODAY": "1989-12-31"}, "ZHIBU_TODAY"),
        ("an address of another machine", {"ZHIBU_HOST": "192.0.2.1"}, "ZHIBU_HOST"),
        ("a level that no log has", {"ZHIBU_LOG_LEVEL": "LOUD"}, "ZHIBU_LOG_LEVEL"),
        ("no address to reach it by", {"ZHIBU_PUBLIC_URL": "zhibu.example"}, "ZHIBU_PUBLIC_URL"),
        ("a key that is too short", {"ZHIBU_DATA_KEY": "short"}, "给出的密钥太短"),
        (
            "a signing key that is not there",
            {"ZHIBU_TOKEN_ALGORITHM": "ES256", "ZHIBU_TOKEN_PRIVATE_KEY": "/nope"},
            "ZHIBU_TOKEN_PRIVATE_KEY",
        ),
        (
            "a signing key that is none",
            {"ZHIBU_TOKEN_ALGORITHM": "ES256", "ZHIBU_TOKEN_PRIVATE_KEY": "/etc/passwd"},
            "ZHIBU_TOKEN_PRIVATE_KEY",
        ),
    ],
)
def test_wrong_settings_are_named(_case: str, settings: dict[str, str], named: str, zhibu: Start) -> None:
    server = zhibu("run", **settings)

    assert server.wait() == 1

    assert said_in_both_languages(server.output)
    assert named in server.output


def test_an_unreachable_database_does_not_show_its_password(zhibu: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    server = zhibu("migrate", DATABASE_URL="postgresql://someone:hidden-word@/nowhere?host=/nonexistent")

    assert server.wait() == 1

    assert said_in_both_languages(server.output)
    assert "hidden-word" not in server.output


def test_closed_standard_streams_are_opened_upon_nothing(folder: Path) -> None:
    """A lock or a socket that got the number of a stream would be written into, or closed."""
    told = folder / "told"
    code = f"""if True:
        import os
        from pathlib import Path
        from app.cli.__main__ import open_closed_streams
        opened = open_closed_streams()
        places = [os.readlink(f"/proc/self/fd/{{number}}") for number in range(3)]
        Path({str(told)!r}).write_text(repr((opened, places, os.get_inheritable(1))))
    """

    subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code],
        env=plain_environment(),
        check=True,
        cwd=ROOT,
    )

    assert told.read_text() == repr((True, ["/dev/null"] * 3, True))


def test_a_path_that_the_system_does_not_take_is_named(folder: Path, zhibu: Start) -> None:
    server = zhibu("run", ZHIBU_VAR=str(folder / ("x" * 300)))

    assert server.wait() == 1
    assert said_in_both_languages(server.output)
    assert "ZHIBU_VAR" in server.output


def test_a_var_that_is_a_file_is_named(var: Path, zhibu: Start) -> None:
    var.write_text("")

    server = zhibu("run")

    assert server.wait() == 1
    assert said_in_both_languages(server.output)
    assert str(var) in server.output


def test_a_full_disk_is_named(small_disk: Callable[[int], Path], zhibu: Start) -> None:
    server = zhibu("run", ZHIBU_VAR=str(small_disk(4) / "var"))

    assert server.wait() == 1
    assert said_in_both_languages(server.output)
    assert "磁盘" in server.output


def test_serve_refuses_a_schema_that_was_not_migrated_and_migrate_helps(zhibu: Start) -> None:
    refused = zhibu("serve")
    assert refused.wait() == 1
    assert "zhibu migrate" in refused.output

    assert zhibu("migrate").wait() == 0

    assert zhibu("serve").get("/healthz") == 200


def test_migrate_shares_the_database_of_a_running_server(zhibu: Start) -> None:
    server = zhibu("run")
    server.url()

    assert zhibu("migrate").wait() == 0

    assert server.get("/healthz") == 200


def test_an_ordinary_user_can_run_everything(folder: Path, ordinary: list[str]) -> None:
    folder.chmod(0o777)
    settings = {"ZHIBU_VAR": str(folder / "own"), "ZHIBU_ENVIRONMENT": "test"}

    ended = subprocess.run(
        [*ordinary, "-m", "app.cli", "migrate"],
        env=plain_environment(**settings),
        capture_output=True,
        text=True,
        cwd=ROOT,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_page_names_docs_accounts_and_a_call_that_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    long = "curl -X POST {base_url}/api/v1/development-cases/" + "0" * 120
    accounts = [trythis.Account("支部书记 branch secretary", "shuji", "demo", "推进案例", long)]

    trythis.print_page("http://127.0.0.1:8000", accounts)

    printed = capsys.readouterr().out
    assert "http://127.0.0.1:8000/docs" in printed
    assert "shuji" in printed
    assert long.replace("{base_url}", "http://127.0.0.1:8000") in printed.splitlines()


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--help",), "backend for Party organisation work"), (("migrate",), "done (")]
)
def test_a_terminal_and_a_locale_without_chinese_are_no_obstacle(
    arguments: tuple[str, ...], said: str, folder: Path
) -> None:
    settings = {"ZHIBU_VAR": str(folder / "支部 数据" / "var"), "ZHIBU_ENVIRONMENT": "test"}
    poor = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}

    ended = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env=plain_environment(**settings, **poor),
        capture_output=True,
        text=True,
        cwd=ROOT,
    )

    assert ended.returncode == 0, ended.stderr
    assert said in ended.stdout + ended.stderr
