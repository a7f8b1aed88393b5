"""Plant a bug in each gate of the development procedure, one at a time, and tell who finds it.

    python scripts/plant_faults.py plays|tests [gate …]

A planted gate is satisfied whatever the file says. The bug lives in this process (and in the one that runs the domain's
own tests); nothing in the tree changes. Every gate is played against: papers that lie, then somebody who insists on every
flaw of every step from the stage before the gate's first one (``tests/builders/development_insist.py``). The judge is the
oracle of the state machine, which knows no gates. Two bugs of the services are planted as well. Prints a row for each.

Needs the development packages; a quarter of an hour for all of them on two idle cores.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402

from app.core.pgserver import temporary  # noqa: E402
from app.domain.development import engine  # noqa: E402
from app.domain.development.casefile import CaseFile, Outcome  # noqa: E402
from app.domain.development.gates import GATES  # noqa: E402
from app.domain.development.steps import STEP_LIST, STEPS, Step  # noqa: E402
from app.domain.shared.parameters import Law  # noqa: E402
from app.domain.shared.verdict import SATISFIED  # noqa: E402
from app.persistence.schema import alembic_config  # noqa: E402
from app.services.development import completing  # noqa: E402
from tests.builders.development_insist import IN_PROBATION, LIES, WITHOUT_OATH, insisted, lied  # noqa: E402
from tests.builders.development_judge import Judge, PastAGate  # noqa: E402
from tests.builders.development_table import Table  # noqa: E402
from tests.conftest import _execute, _on  # noqa: E402

PLANTED = "ZHIBU_PLANTED_GATE"
"""Names the gate to the process that runs the domain's tests."""
_SERVICE_FAULTS = {
    "earlier steps are not judged again": "approve_admission",
    "an admission by the talk alone": "admission_talk",
    "a conversion by the vote alone": "conversion_assembly",
}
"""Bugs of the services, and the step at which they show."""
_EARLY = {
    "an admission by the talk alone": "become_probationary",
    "a conversion by the vote alone": "become_full_member",
}
"""Effects that a step brings about, though the approval's is asked for."""


def steps_of(gate: str) -> list[Step]:
    """The steps that ask for a gate."""
    return [step for step in STEP_LIST if gate in (*step.needs, *step.needs_to_pass)]


@contextmanager
def planted(fault: str) -> Iterator[None]:
    """Plant a fault for as long as the block lasts."""
    places: list[tuple[object, str, object]]
    if fault in GATES:
        gate = GATES[fault]
        places = [(sys.modules[gate.__module__], fault, lambda file, law, on: SATISFIED)]
        GATES[fault] = lambda file, law, on: SATISFIED
    elif fault in _EARLY:
        rightly = completing.effects_of

        def too_early(file: CaseFile, step: Step, outcome: Outcome, law: Law, on: date) -> tuple[str, ...]:
            early = step.key == _SERVICE_FAULTS[fault] and outcome is Outcome.PASSED
            return (_EARLY[fault],) if early else rightly(file, step, outcome, law, on)

        places = [(completing, "effects_of", too_early)]
    else:
        places = [(engine, "_earlier_hold", lambda file, laws: SATISFIED)]
    before = [(where, name, getattr(where, name)) for where, name, _ in places]
    for where, name, bug in places:
        setattr(where, name, bug)
    try:
        yield
    finally:
        for where, name, was in before:
            setattr(where, name, was)
        if fault in GATES:
            GATES[fault] = gate


def pytest_configure() -> None:
    """As a plugin of pytest: the named gate is satisfied for the whole run."""
    if gate := os.environ.get(PLANTED):
        planted(gate).__enter__()


def by_the_tests(gate: str) -> str:
    """Run the domain's tests of the procedure with a planted gate; tell the first one that fails."""
    command = [sys.executable, "-m", "pytest", "-p", "scripts.plant_faults", "-n", "0", "-q", "-x", "--no-header"]
    run = subprocess.run(
        [*command, "--tb=no", "tests/domain/development"],
        cwd=ROOT,
        env={**os.environ, PLANTED: gate, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = (line.partition("::")[2] for line in run.stdout.splitlines() if line.startswith("FAILED"))
    return next(failed, "not found")


def plays_against(table: Table, fault: str) -> Iterator[tuple[str, Coroutine[Any, Any, Judge]]]:
    """The plays that can run into a fault, the short ones first."""
    steps = steps_of(fault) or [STEPS[_SERVICE_FAULTS[fault]]]
    if fault in GATES:
        for lie in LIES:
            yield f"papers that lie: {lie}", lied(table, lie)
    if steps[0].number <= 17:
        stages = {8: "start", 14: "to_object", 17: "to_assembly"}
        stage = next(stage for last, stage in stages.items() if steps[0].number <= last)
        yield f"insisting, {stage}", insisted(table, stage, until="probationary")
    if steps[-1].number > 17:
        yield "insisting in probation", insisted(table, "to_probationary", "convert")
        yield "insisting on an extension", insisted(table, "to_probationary", "extend", flaws=IN_PROBATION)
        yield "insisting without the oath", insisted(table, "to_assembly", flaws=WITHOUT_OATH)


def by_playing(table: Table, fault: str) -> str:
    """Play until somebody became a member past the fault; tell in which play it was seen, and what the judge missed."""
    seen = "not found"
    for name, play in plays_against(table, fault):
        if seen != "not found":
            play.close()
            continue
        try:
            table.runner.run(play)
        except PastAGate as found:
            missed = sorted({code for _, codes in [found.args] for _, code in codes})
            seen = f"{name}: {', '.join(missed)}"
        except AssertionError as failed:
            print(f"{fault}, {name}: {failed}", file=sys.stderr)
    return seen


def all_faults() -> list[str]:
    """Every gate in the order of the table, then the bugs of the services."""
    gates = (gate for step in STEP_LIST for gate in (*step.needs, *step.needs_to_pass))
    return [*dict.fromkeys(gates), *_SERVICE_FAULTS]


def play(faults: Iterable[str]) -> None:
    """Play against each fault, at one table."""
    with temporary() as server, tempfile.TemporaryDirectory() as folder:
        url, name = server.dsn("postgres"), "zhibu_planted"
        made = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        asyncio.run(_execute(url, made))
        command.upgrade(alembic_config(_on(url, name)), "head")
        table = Table(url, name, Path(folder))
        for fault in faults:
            with planted(fault):
                print(f"| `{fault}` | {by_playing(table, fault)} |", flush=True)
        table.runner.run(table.close())
        table.runner.close()


def main() -> None:
    """Plant every fault, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("who", choices=("plays", "tests"), help="who is to find them")
    parser.add_argument("faults", nargs="*", help="gates; all of them, and the bugs of the services, unless named")
    given = parser.parse_args()
    if given.who == "plays":
        play(given.faults or all_faults())
        return
    for gate in given.faults or [fault for fault in all_faults() if fault in GATES]:
        print(f"| `{gate}` | {by_the_tests(gate)} |", flush=True)


if __name__ == "__main__":
    main()
