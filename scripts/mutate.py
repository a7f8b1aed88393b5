"""Mutation run over ``app/domain``, in a copy outside the tree.

    python scripts/mutate.py                    everything; what was noticed before and has not changed stands
    python scripts/mutate.py ballots meetings   of what went unnoticed before, these areas only
    python scripts/mutate.py --survivors ballots  what nobody noticed, as diffs
    python scripts/mutate.py --report           the table of docs/mutation.md, of what is known

mutmut leaves decorated functions alone, and gates are decorated. So the copy says ``name = gate(name)`` after the
function instead, and remembers nothing (``cache``, ``cached_property``): a mutant runs in a fork of a process that has
run every test before. Code that runs while modules are imported has its mutants tried in processes of their own.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import libcst as cst

ROOT = Path(__file__).parents[1]
COPIED = ("app/domain", "tests/domain", "tests/scenarios", "tests/data", "docs", "scripts", "pyproject.toml")
SINGLE = ("app/__init__.py", "tests/__init__.py", "tests/builders/__init__.py", "tests/builders/development_file.py")
SOURCE = "app/domain"

PLAIN = {"gate": "gate", "property": "property", "cached_property": "property"}
"""Decorators that become an assignment after the function."""
FORGOTTEN = {"cache"}
"""Decorators that change nothing but the speed."""

STATES = {1: "killed", 3: "killed", 0: "survived", 33: "not reached", 5: "not reached", None: "open"}
"""What mutmut's exit codes mean; every other one is a mutant that ran out of time or memory, which counts as noticed."""

AT_IMPORT = """
import json, os
os.environ["MUTANT_UNDER_TEST"] = "stats"
from pathlib import Path
import importlib
for path in sorted(Path("app/domain").rglob("*.py")):
    importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
from mutmut.state import state
print(json.dumps(sorted(state()._stats)))
"""


class Undecorated(cst.CSTTransformer):
    """Turns the known decorators into statements."""

    def leave_FunctionDef(  # noqa: N802
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel[cst.BaseStatement]:
        """Take the decorator off."""
        names = [d.decorator.value if isinstance(d.decorator, cst.Name) else "" for d in updated_node.decorators]
        if len(names) != 1 or names[0] not in {*PLAIN, *FORGOTTEN}:
            return updated_node
        bare = updated_node.with_changes(decorators=[])
        if names[0] in FORGOTTEN:
            return bare
        name = updated_node.name.value
        return cst.FlattenSentinel([bare, cst.parse_statement(f"{name} = {PLAIN[names[0]]}({name})")])


def main() -> int:
    """Run what the command line asks for."""
    options = _options()
    place = Path(options.place)
    if options.report:
        print(report(place))
        return 0
    if options.survivors:
        for name in _found(place, options.areas, ("survived", "not reached")):
            _mutmut(place, "show", name)
        return 0
    copy(place)
    forget_unnoticed(place, options.areas)
    done = _mutmut(place, "run", "--max-children", str(options.jobs))
    if done == 0:
        try_in_own_processes(place, options.areas)
        print(report(place))
    return done


def copy(place: Path) -> None:
    """Bring the copy up to date; files that have not changed keep their time, so that results stand."""
    wanted = {ROOT / name for name in SINGLE}
    for found in (ROOT / name for name in COPIED):
        wanted |= {p for p in found.rglob("*") if p.is_file() and "__pycache__" not in p.parts} or {found}
    kept = {path.relative_to(ROOT) for path in wanted}
    for old in [p for p in place.rglob("*") if p.is_file()] if place.exists() else []:
        inside = old.relative_to(place)
        inner = Path(*inside.parts[1:]) if inside.parts[0] == "mutants" else inside
        if inner.suffix in {".py", ".yaml"} and inner not in kept:
            old.unlink()
    for name in sorted(kept):
        content = (ROOT / name).read_bytes()
        if name.suffix == ".py" and name.is_relative_to(SOURCE):
            content = cst.parse_module(content).visit(Undecorated()).bytes
        target = place / name
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def forget_unnoticed(place: Path, areas: list[str]) -> None:
    """Have the mutants that went unnoticed tried again, with the tests as they are now."""
    (place / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    for name in _found(place, areas, ("survived", "not reached")):
        _record(place, name, None)


def try_in_own_processes(place: Path, areas: list[str]) -> None:
    """Try the unnoticed mutants of code that runs at import again, each in a new interpreter."""
    inside = place / "mutants"
    env = {**os.environ, "PYTHONPATH": str(inside), "PYTHONDONTWRITEBYTECODE": "1"}
    listed = subprocess.run(  # the modules are those of the copy
        [sys.executable, "-c", AT_IMPORT], cwd=inside, env=env, capture_output=True, text=True, check=True
    )
    early = set(json.loads(listed.stdout.splitlines()[-1]))
    names = [n for n in _found(place, areas, ("survived", "not reached")) if n.rpartition("__mutmut_")[0] in early]
    print(f"{len(names)} mutants of code that runs at import, each in its own process")
    for number, name in enumerate(names, 1):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "--timeout", "120", *_pytest_arguments()],
            cwd=inside,
            env={**env, "MUTANT_UNDER_TEST": name},
            capture_output=True,
            check=False,
        )
        print(f"  {number}/{len(names)} {'survived' if done.returncode == 0 else 'killed'} {name}", flush=True)
        _record(place, name, done.returncode and 1)


def report(place: Path) -> str:
    """Return the figures, one row per area."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for name, state in _results(place):
        rows[name.split(".")[2]][state] += 1
    columns = ("killed", "timed out", "survived", "not reached", "open")
    lines = [f"| area | mutants | {' | '.join(columns)} |", "|---|" + "---:|" * (len(columns) + 1)]
    total: Counter[str] = Counter()
    for area, counts in sorted(rows.items(), key=lambda row: -sum(row[1].values())):
        total += counts
        lines.append(f"| {area} | {sum(counts.values()):,} | {' | '.join(f'{counts[c]:,}' for c in columns)} |")
    lines.append(f"| **all** | {sum(total.values()):,} | {' | '.join(f'{total[c]:,}' for c in columns)} |")
    return "\n".join(lines)


def _results(place: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((place / "mutants" / SOURCE).rglob("*.meta")):
        for name, code in json.loads(path.read_text())["exit_code_by_key"].items():
            yield name, STATES.get(code, "timed out")


def _found(place: Path, areas: list[str], states: tuple[str, ...]) -> list[str]:
    chosen = tuple(f"app.domain.{area}." for area in areas) or ("app.domain.",)
    return [name for name, state in _results(place) if state in states and name.startswith(chosen)]


def _record(place: Path, name: str, code: int | None) -> None:
    module = place / "mutants" / name.rpartition(".")[0].replace(".", "/")
    for path in (module.with_suffix(".py.meta"), module / "__init__.py.meta"):
        if path.exists():
            data = json.loads(path.read_text())
            data["exit_code_by_key"][name] = code
            path.write_text(json.dumps(data, indent=4))


def _pytest_arguments() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    return [*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"]]


def _mutmut(place: Path, *arguments: str) -> int:
    command = [str(Path(sys.executable).parent / "mutmut"), *arguments]
    return subprocess.run(command, cwd=place, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutation run over app/domain.")
    parser.add_argument("areas", nargs="*", help="areas of app/domain; all when none is named")
    parser.add_argument("--jobs", type=int, default=1, help="processes at once")
    parser.add_argument("--place", default=str(Path(tempfile.gettempdir()) / "zhibu-mutants"), help="where the copy is")
    parser.add_argument("--report", action="store_true", help="print the table only")
    parser.add_argument("--survivors", action="store_true", help="print the diffs of those that nobody noticed")
    options = parser.parse_args()
    os.nice(15)
    return options


if __name__ == "__main__":
    sys.exit(main())
