"""Take the assets of the documentation pages out of their npm packages into app/static/docs, with checked hashes.

Needs npm and the registry that npm is set up for; nobody else does, because the outcome is kept in the repository. To move
to a newer release change version and hash here, run `make docs-assets`, and look at both pages in a closed network: a new
release may have learned to fetch something.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "app" / "static" / "docs"


@dataclass(frozen=True)
class Package:
    """One npm package: what it is, how its archive hashes, and which files of it are wanted under which names."""

    name: str
    version: str
    sha256: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "swagger-ui-dist",
        "5.35.0",
        "1b8e891893404ea4c3558b6a87e2a3e494e7eedba41168c2ece5800a391a6ea6",
        {
            "swagger-ui-bundle.js": "swagger-ui-bundle.js",
            "swagger-ui.css": "swagger-ui.css",
            "LICENSE": "swagger-ui.LICENSE",
            "NOTICE": "swagger-ui.NOTICE",
            "swagger-ui-bundle.js.LICENSE.txt": "swagger-ui-bundle.LICENSE.txt",
        },
    ),
    Package(
        "@scalar/api-reference",
        "1.46.4",
        "335d7f2d3a8ebb6b93a0e45142f5ee15965c09826bcacb18aeb1c5c187eedcb5",
        {"dist/browser/standalone.js": "scalar.js"},
    ),
)


def main() -> int:
    """Fetch, check, unpack; exit code 1 and nothing written when a hash differs."""
    with tempfile.TemporaryDirectory() as folder:
        archives = [(package, _fetch(package, Path(folder))) for package in PACKAGES]
        for package, archive in archives:
            found = hashlib.sha256(archive.read_bytes()).hexdigest()
            if found != package.sha256:
                print(f"{package.name} {package.version}: sha256 is {found}, refused", file=sys.stderr)
                return 1
        TARGET.mkdir(parents=True, exist_ok=True)
        for package, archive in archives:
            _unpack(package, archive)
    return 0


def _fetch(package: Package, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package.name}@{package.version}"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return folder / answer.stdout.strip().splitlines()[-1]


def _unpack(package: Package, archive: Path) -> None:
    with tarfile.open(archive) as tar:
        for source, name in package.files.items():
            content = tar.extractfile(f"package/{source}")
            assert content is not None
            (TARGET / name).write_bytes(content.read())
            print(f"app/static/docs/{name}: {(TARGET / name).stat().st_size} bytes")
        about = tar.extractfile("package/package.json")
        assert about is not None
        fields = json.load(about)
    stem = package.name.rpartition("/")[2]
    origin = {name: fields.get(name) for name in ("name", "version", "license", "author")} | {"sha256": package.sha256}
    (TARGET / f"{stem}.origin.json").write_text(json.dumps(origin, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FileNotFoundError:
        print("npm is not installed / 未安装 npm", file=sys.stderr)
        sys.exit(1)
