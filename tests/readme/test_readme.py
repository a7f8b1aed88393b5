"""The README tells what happens: its blocks run against the real server, and its two commands exist."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders.serving import served
from tests.runtime.commands import ROOT

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
_PAGES = ("README.md", "README.zh-CN.md")
_TOOLS = tuple(name for name in ("bash", "curl", "python3") if shutil.which(name) is None)


def _blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [body for kind, body in _BLOCK.findall(text) if kind == language]


def _commands(page: str) -> list[str]:
    """Return the lines that do something: comments may be in the page's own language."""
    lines = "".join(_blocks(page, "bash")).splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.slow
@pytest.mark.timeout(420)
@pytest.mark.skipif(bool(_TOOLS), reason=f"the README's walk needs {', '.join(_TOOLS)}, absent here")
def test_the_walk_of_the_readme_ends_with_a_full_member_and_an_archived_case(database_url: str, tmp_path: Path) -> None:
    script = tmp_path / "walk.sh"
    script.write_text("\n".join(_blocks("README.md", "bash")), encoding="utf-8")

    with served(database_url, tmp_path / "var", "2025-03-03") as url:
        told = subprocess.run(
            ["bash", "-euo", "pipefail", str(script)],
            env={"PATH": os.environ["PATH"], "BASE": url, "TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    assert told.returncode == 0, told.stdout + told.stderr
    lines = told.stdout.splitlines()
    assert lines[-2:] == ["full_member", "archived"]
    steps = [int(line.split()[1]) for line in lines if re.match(r"\d{4}-\d\d-\d\d  \d+  \w+  passed$", line)]
    assert steps == list(range(1, 26))
    for shown in _blocks("README.md", "text"):
        assert shown in told.stdout, f"the page shows what the service no longer says:\n{shown}\n{told.stdout}"


def test_both_languages_tell_the_same_commands_and_show_the_same_answers() -> None:
    assert _commands("README.md") == _commands("README.zh-CN.md")
    assert _blocks("README.md", "text") == _blocks("README.zh-CN.md", "text")


@pytest.mark.parametrize("page", _PAGES)
def test_the_two_commands_are_targets_that_make_help_lists(page: str) -> None:
    named = re.findall(r"^make (\w+)", "".join(_blocks(page, "sh")), re.MULTILINE)

    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert named == ["run", "test"]
    assert {"run", "test"} <= set(re.findall(r"^  make ([a-z-]+)", listed, re.MULTILINE))


@pytest.mark.parametrize("page", [*_PAGES, *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    path = ROOT / page

    missing = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]

    assert missing == []
