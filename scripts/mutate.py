"""Mutation run over ``app/domain``, in a copy outside the tree.

    python scripts/mutate.py                    everything; a run that was broken off goes on, what was noticed stands
    python scripts/mutate.py ballots meetings   of what went unnoticed before, these areas only
    python scripts/mutate.py --survivors ballots  what nobody noticed: function, line before, line after
    python scripts/mutate.py --report           the table of docs/mutation.md, of what is known; fails while a mutant that
                                                nobody noticed stands on no list of explained ones

mutmut makes the mutants. It leaves decorated functions alone, and gates are decorated: so the copy says
``name = gate(name)`` after the function instead, and remembers nothing (``cache``, ``cached_property``).

The tests are collected and run once, which tells what each of them reaches; then the mutants of every function meet the
tests that reach it, those of its own area first, in a fork of that process. This is a hundred times as quick as a pytest
session for each mutant. Code that runs while modules are imported has its unnoticed mutants tried again in processes of
their own.
"""

import argparse
import csv
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import Phase, settings
from mutants_explained import LIST, changes_of, rows_for

ROOT = Path(__file__).parents[1]
COPIED = ("app/domain", "tests/domain", "tests/scenarios", "tests/data", "docs", "scripts", "pyproject.toml")
SINGLE = ("app/__init__.py", "tests/__init__.py", "tests/builders/__init__.py", "tests/builders/development_file.py")
SOURCE = "app/domain"

PLAIN = {"gate": "gate", "property": "property", "cached_property": "property"}
"""Decorators that become an assignment after the function."""
FORGOTTEN = {"cache"}
"""Decorators that change nothing but the speed."""

SECONDS, MEMORY, ENDED = 20, 4 << 30, 36
"""What one test may use under a mutant before both are ended, and the code of such a mutant."""

FIRST = ("development", "ballots", "meetings", "assessments", "publicity", "rules", "shared", "people", "organisations")
"""Areas tried first: where a mistake would decide wrongly about people."""

STATES = {1: "killed", 3: "killed", 0: "survived", 33: "not reached", 5: "not reached", None: "open"}
"""What mutmut's exit codes mean; every other one is a mutant that ran out of time or memory, which counts as noticed."""

UNNOTICED = ("survived", "not reached")

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
        return tell(place)
    if options.survivors:
        writer = csv.writer(sys.stdout)
        for _, change in changes_of(place, _found(place, options.areas, UNNOTICED)):
            writer.writerow(change)
        return 0
    if options.stage:
        os.chdir(place)
        return make_mutants() if options.stage == "make" else try_mutants()
    copy(place)
    for stage in ("make", "try"):
        if stage == "try":
            forget_unnoticed(place, options.areas)
        done = subprocess.run([sys.executable, __file__, "--stage", stage, "--place", options.place], check=False)
        if done.returncode:
            return done.returncode
    try_in_own_processes(place, options.areas)
    return tell(place)


def tell(place: Path) -> int:
    """Print the table, and every mutant that goes unnoticed without being explained; return whether there are any."""
    print(report(place))
    unexplained, gone = rows_for(change for _, change in changes_of(place, _found(place, [], UNNOTICED)))
    waiting = _found(place, [], ("open",))
    for change in unexplained:
        print(f"not explained: {change.function}\n  - {change.before}\n  + {change.after}")
    for change in gone:
        print(
            f"explained in {LIST.name}, but noticed or gone: {change.function}\n  - {change.before}\n  + {change.after}"
        )
    if waiting:
        print(f"{len(waiting)} not tried")
    return 1 if unexplained or waiting else 0


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


def make_mutants() -> int:
    """Write the mutants of every file that changed, and keep the results of functions that did not."""
    from mutmut.__main__ import create_mutants
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    return 0


def try_mutants() -> int:
    """Try every mutant that is open."""
    waiting = sorted((name for name, state in _results(Path()) if state == "open"), key=_urgency)
    sys.path.insert(0, str(Path("mutants").absolute()))
    os.chdir("mutants")
    trial = Trial(waiting)
    quiet = ["-q", "--no-header", "--no-summary", "-p", "no:terminalreporter"]
    settings = _pytest_settings()
    arguments = [*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"]]
    done = pytest.main([*quiet, *arguments], plugins=[trial])
    return int(done) or (0 if trial.sound else 1)


def _urgency(name: str) -> int:
    area = name.split(".")[2]
    return FIRST.index(area) if area in FIRST else len(FIRST)


class Trial:
    """A pytest session that runs every test once, and then the tests of each mutant in a fork."""

    def __init__(self, waiting: list[str]) -> None:
        self.waiting = waiting
        self.sound = True

    def pytest_configure(self) -> None:
        """Be content with any failure of a property: the smallest one is not asked for."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", phases=phases, derandomize=True, database=None)
        settings.load_profile("mutants")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that can't be read in the copy would be missed by no one: mutants would only seem to go unnoticed."""
        if report.failed:
            print(f"can't be collected without what lies above the rules: {report.nodeid}\n{report.longrepr}")
            self.sound = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        if not self.sound:
            return True
        reach = self._what_tests_reach(session.items)
        gc.collect()
        gc.freeze()
        by_function: dict[str, list[str]] = defaultdict(list)
        for name in self.waiting if self.sound else ():
            by_function[name.rpartition("__mutmut_")[0]].append(name)
        tried = 0
        for function, names in by_function.items():
            items = reach.get(function, [])
            _record(Path(".."), _in_forks(names, items) if items else dict.fromkeys(names, 33))
            tried += len(names)
            print(f"{tried}/{len(self.waiting)} {function}", flush=True)
        return True

    def _what_tests_reach(self, items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
        from mutmut.mutation.trampoline import set_mutant_under_test
        from mutmut.state import state

        reach: dict[str, list[pytest.Item]] = defaultdict(list)
        set_mutant_under_test("stats")
        took: dict[str, float] = {}
        for item in items:
            started = time.process_time()
            if not _passes(item):
                print(f"fails without any mutant: {item.nodeid}")
                self.sound = False
            took[item.nodeid] = time.process_time() - started
            for function in state()._stats:
                reach[function].append(item)
            state()._stats.clear()
        for function, found in reach.items():
            own = f"tests/domain/{function.split('.')[2]}/"
            found.sort(key=lambda item, own=own: (not item.nodeid.startswith(own), took[item.nodeid]))
        return reach


def _passes(item: pytest.Item) -> bool:
    """Run a test without pytest's reports: writing them costs many times what the test does."""
    state = item.session._setupstate
    assert isinstance(item, pytest.Function)
    item._initrequest()
    try:
        state.setup(item)
        item.runtest()
    except pytest.skip.Exception:
        return True
    except BaseException:
        return False
    finally:
        state.teardown_exact(None)
    return True


def _in_forks(names: list[str], items: list[pytest.Item]) -> dict[str, int]:
    """Try the mutants of one function in a fork, and in another one what a fork that broke down has left."""
    codes: dict[str, int] = {}
    while waiting := [name for name in names if name not in codes]:
        there, here = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(there)
            try:
                _try_here(waiting, items, here)
            finally:
                os._exit(0)
        os.close(here)
        with os.fdopen(there) as told:
            codes |= {name: int(code) for name, code in map(str.split, told)}
        os.waitpid(child, 0)
        if waiting[0] not in codes:
            codes[waiting[0]] = ENDED
    return codes


def _try_here(names: list[str], items: list[pytest.Item], here: int) -> None:
    """Try mutants in this process. A test that noticed one is asked first about the next."""
    from mutmut.mutation.trampoline import set_mutant_under_test

    gc.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    order = list(items)
    for name in names:
        set_mutant_under_test(name)
        late = Late()
        signal.signal(signal.SIGPROF, late)
        noticed = next((item for item in order if not _passes_in_time(item)), None)
        code = 0
        if noticed is not None:
            code = ENDED if late.happened else 1
            order.remove(noticed)
            order.insert(0, noticed)
        os.write(here, f"{name} {code}\n".encode())


def _passes_in_time(item: pytest.Item) -> bool:
    """Run a test for so many seconds of processor time; a mutant that survives meets hundreds of tests, each with its own."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 1)
    passed = _passes(item)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return passed


class Late:
    """Ends a mutant that runs and runs."""

    happened = False

    def __call__(self, *_: object) -> None:
        """Break off."""
        self.happened = True
        raise TimeoutError


def forget_unnoticed(place: Path, areas: list[str]) -> None:
    """Have the mutants that went unnoticed tried again, unless a run that was broken off is to go on first."""
    if not areas and _found(place, areas, ("open",)):
        return
    _record(place, dict.fromkeys(_found(place, areas, UNNOTICED)))


def try_in_own_processes(place: Path, areas: list[str]) -> None:
    """Try the unnoticed mutants of code that runs at import again, each in a new interpreter."""
    inside = place / "mutants"
    env = {**os.environ, "PYTHONPATH": str(inside), "PYTHONDONTWRITEBYTECODE": "1"}
    listed = subprocess.run(  # the modules are those of the copy
        [sys.executable, "-c", AT_IMPORT], cwd=inside, env=env, capture_output=True, text=True, check=True
    )
    early = set(json.loads(listed.stdout.splitlines()[-1]))
    names = [n for n in _found(place, areas, UNNOTICED) if n.rpartition("__mutmut_")[0] in early]
    print(f"{len(names)} mutants of code that runs at import, each in its own process")
    for number, name in enumerate(names, 1):
        own = inside / "tests" / "domain" / name.split(".")[2]
        places = [str(own)] if own.exists() else []
        noticed = any(_fails(inside, {**env, "MUTANT_UNDER_TEST": name}, tests) for tests in (*places, "tests/domain"))
        print(f"  {number}/{len(names)} {'killed' if noticed else 'survived'} {name}", flush=True)
        _record(place, {name: int(noticed)})


def _fails(inside: Path, env: Mapping[str, str], tests: str) -> bool:
    arguments = [*_pytest_settings()["pytest_add_cli_args"], tests]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--timeout", "120", *arguments]
    return subprocess.run(command, cwd=inside, env=env, capture_output=True, check=False).returncode != 0


def report(place: Path) -> str:
    """Return the figures, one row per area; a mutant that had to be ended counts as timed out."""
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
    for path in sorted((place / "mutants" / SOURCE).rglob("*.py.meta")):
        if not path.with_suffix("").exists():
            continue  # the file is gone, or has moved
        for name, code in json.loads(path.read_text())["exit_code_by_key"].items():
            yield name, STATES.get(code, "timed out")


def _found(place: Path, areas: list[str], states: tuple[str, ...]) -> list[str]:
    chosen = tuple(f"app.domain.{area}." for area in areas) or ("app.domain.",)
    return [name for name, state in _results(place) if state in states and name.startswith(chosen)]


def _record(place: Path, codes: Mapping[str, int | None]) -> None:
    by_module: dict[str, dict[str, int | None]] = defaultdict(dict)
    for name, code in codes.items():
        by_module[name.rpartition(".")[0]][name] = code
    for module, found in by_module.items():
        path = place / "mutants" / f"{module.replace('.', '/')}.py.meta"
        if not path.exists():
            path = path.with_name(path.name.removesuffix(".py.meta")) / "__init__.py.meta"
        data = json.loads(path.read_text())
        data["exit_code_by_key"].update(found)
        path.write_text(json.dumps(data, indent=4))


def _pytest_settings() -> dict[str, list[str]]:
    settings: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutmut"]
    return settings


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutation run over app/domain.")
    parser.add_argument("areas", nargs="*", help="areas of app/domain; all when none is named")
    parser.add_argument("--stage", choices=["make", "try"], help=argparse.SUPPRESS)
    parser.add_argument("--place", default=str(Path(tempfile.gettempdir()) / "zhibu-mutants"), help="where the copy is")
    parser.add_argument("--report", action="store_true", help="print the table, and what is not explained")
    parser.add_argument("--survivors", action="store_true", help="print what nobody noticed, as rows of CSV")
    options = parser.parse_args()
    os.nice(max(0, 15 - os.nice(0)))
    return options


if __name__ == "__main__":
    sys.exit(main())
