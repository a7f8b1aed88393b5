"""Finish the locks: cut the installer's own lock out of the development lock, and refuse any address in them."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write requirements-bootstrap.lock and check all three files."""
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements-dev.lock").read_text())
    uv = [block.rstrip("\n") for block in blocks if block.startswith("uv==")]
    (ROOT / "requirements-bootstrap.lock").write_text("\n".join(uv) + "\n")
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text()
        pins = re.findall(r"^\S+==\S+", text, re.MULTILINE)
        if not pins or "://" in text or re.search(r"^--(?!hash)", text, re.MULTILINE):
            print(f"{lock.name}: empty, or it holds an address or an option", file=sys.stderr)
            return 1
        print(f"{lock.name}: {len(pins)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
