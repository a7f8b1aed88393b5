"""The first command on a fresh machine: from a bare Python to an installed project, and nothing to do the second time."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runtime.commands import ROOT
from tests.runtime.conftest import plain_environment

FILES = ("Makefile", "requirements.lock", "requirements-dev.lock", "requirements-bootstrap.lock", "scripts", "app")


def copy_of_the_project(folder: Path) -> Path:
    target = folder / "支部 copy"
    target.mkdir()
    for name in FILES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target / name)
    return target


def bootstrap(project: Path, kind: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    settings = plain_environment(HOME=os.environ.get("HOME", "/tmp"), **environment)
    settings.pop("PYTHONPATH")
    base = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run(
        [base, "scripts/bootstrap.py", kind], cwd=project, env=settings, capture_output=True, text=True
    )


@pytest.mark.slow
def test_a_bare_python_becomes_an_installed_project(folder: Path) -> None:
    project = copy_of_the_project(folder)

    first = bootstrap(project)
    if "Check the index" in first.stderr:
        pytest.skip("no package index can be reached")
    assert first.returncode == 0, first.stderr

    second = bootstrap(project)
    assert second.returncode == 0
    assert second.stderr == ""  # nothing was installed again

    # From another folder, so that only the installed path can be found.
    shown = subprocess.run([project / ".venv/bin/zhibu", "--help"], cwd="/", capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    assert "migrate" in shown.stdout


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    project = copy_of_the_project(folder)

    refused = bootstrap(project, ZHIBU_VENV="/proc/nowhere")

    assert refused.returncode == 1
    assert "错误：" in refused.stderr
    assert "Error: " in refused.stderr
    assert "/proc/nowhere" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_a_package_that_does_not_match_its_hash_is_refused(folder: Path) -> None:
    project = copy_of_the_project(folder)
    (project / "requirements.lock").write_text(f"annotated-types==0.7.0 --hash=sha256:{'0' * 64}\n")

    refused = bootstrap(project)
    if "Check the index" in refused.stderr:
        pytest.skip("no package index can be reached")

    assert refused.returncode == 1
    assert "哈希" in refused.stderr
    assert not list((project / ".venv").glob("*.stamp"))


def test_the_locks_hold_hashes_and_no_addresses() -> None:
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text()
        entries = re.split(r"\n(?=\S)", text.strip())

        assert "://" not in text
        assert all(re.search(r"==\S+", entry) and "--hash=sha256:" in entry for entry in entries), lock.name
        assert all(entry[0].isalnum() for entry in entries), lock.name


def test_the_development_lock_contains_the_other_two() -> None:
    def pins(name: str) -> set[str]:
        return {line.split()[0] for line in (ROOT / name).read_text().splitlines() if line[:1].isalnum()}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    assert pins("requirements-bootstrap.lock") <= pins("requirements-dev.lock")


def test_every_dependency_of_the_project_is_locked() -> None:
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = {
        line.split("==")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if line[:1].isalnum()
    }
    names = {re.split(r"[\[<>=!~;\s]", dependency)[0].lower() for dependency in declared["dependencies"]}

    assert names <= locked


def test_make_help_lists_the_two_commands() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert re.search(r"make run +\S", shown.stdout)
    assert re.search(r"make test +\S", shown.stdout)
