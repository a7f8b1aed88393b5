"""A Python client, generated from the application's own OpenAPI document."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from app.main import create_app
from tests.conftest import make_settings

__all__ = ["Generated"]

_NAME = "zhibu_client"
_CONFIG = f"project_name_override: zhibu-client\npackage_name_override: {_NAME}\npost_hooks: []\n"


@dataclass(frozen=True)
class Generated:
    """The generated package, and what the generator had to say."""

    package: ModuleType
    said: str


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    """Generate the client once, and make it importable for as long as the tests run."""
    folder = tmp_path_factory.mktemp("python-client")
    document = create_app(make_settings("postgresql://nowhere/zhibu", folder)).openapi()
    (folder / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "config.yaml").write_text(_CONFIG, encoding="utf-8")
    tools = Path(sys.executable).parent
    made = subprocess.run(
        [
            str(tools / "openapi-python-client"),
            "generate",
            "--path",
            "openapi.json",
            "--config",
            "config.yaml",
            "--output-path",
            "out",
        ],
        cwd=folder,
        env=os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder / "out"))
    yield Generated(importlib.import_module(_NAME), made.stdout + made.stderr)
    sys.path.remove(str(folder / "out"))
