"""Plant a bug in each gate of the development procedure, one at a time, and tell who finds it.

    python scripts/plant_faults.py plays|tests [gate …]

A planted gate is satisfied whatever the file says, and shows what it shows otherwise. The bug lives in this process (or in
a fork of it, which runs the domain's own tests); nothing in the tree changes. Every gate is played against: papers that
lie, then somebody who insists on every flaw of every step from the stage before the gate's first one
(``tests/builders/development_insist.py``). The judge is the oracle of the state machine, which knows no gates, and no local
rules: gates of those are left to the tests. Bugs of the engine and of the services are planted as well. Prints a row for
each; ``docs/planted-faults.md`` keeps them.

Needs the development packages.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402
from _pytest.runner import runtestprotocol  # noqa: E402
from alembic import command  # noqa: E402

from app.core.pgserver import temporary  # noqa: E402
from app.domain.development import engine  # noqa: E402
from app.domain.development.casefile import CaseFile, Outcome  # noqa: E402
from app.domain.development.gates import GATES  # noqa: E402
from app.domain.development.steps import STEP_LIST, STEPS, Step  # noqa: E402
from app.domain.shared.parameters import Law  # noqa: E402
from app.domain.shared.verdict import SATISFIED, Verdict  # noqa: E402
from app.persistence.schema import alembic_config  # noqa: E402
from app.services.development import completing  # noqa: E402
from tests.builders.development_insist import IN_PROBATION, LIES, WITHOUT_OATH, insisted, lied  # noqa: E402
from tests.builders.development_judge import Judge, PastAGate  # noqa: E402
from tests.builders.development_table import Table  # noqa: E402
from tests.conftest import _execute, _on  # noqa: E402

_TESTS = [str(path) for path in sorted((ROOT / "tests/domain/development").glob("test_gates_*.py"))]
_TESTS += [str(ROOT / "tests/domain/development")]
"""Those of the gates first."""
_ENGINE_FAULTS = {
    "earlier steps are not judged again": "_earlier_hold",
    "the order of the steps is not judged": "_order",
    "papers are not asked for": "papers_there",
}
"""Bugs of the engine: what it no longer judges."""
_SERVICE_FAULTS = {
    **dict.fromkeys(_ENGINE_FAULTS, "approve_admission"),
    "an admission by the talk alone": "admission_talk",
    "a conversion by the vote alone": "conversion_assembly",
}
"""Bugs of the engine and the services, and the step at which they show."""
LOCAL = (
    "activist_training_holds",
    "score_suffices",
    "poll_suffices",
    "evaluation_suffices",
    "department_has_talked",
    "inspection_announced",
    "talks_after_vote",
    "inspection_announced_for_conversion",
    "conversion_publicity_done",
    "talks_after_conversion_vote",
)
"""Gates that judge nothing unless a local rule asks for it."""
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

        def satisfied(file: CaseFile, law: Law, on: date) -> Verdict:
            return Verdict(tuple(replace(finding, ok=True) for finding in gate(file, law, on).findings))

        places = [(sys.modules[gate.__module__], fault, satisfied)]
        GATES[fault] = satisfied
    elif fault in _EARLY:
        rightly = completing.effects_of

        def too_early(file: CaseFile, step: Step, outcome: Outcome, law: Law, on: date) -> tuple[str, ...]:
            early = step.key == _SERVICE_FAULTS[fault] and outcome is Outcome.PASSED
            return (_EARLY[fault],) if early else rightly(file, step, outcome, law, on)

        places = [(completing, "effects_of", too_early)]
    else:
        places = [(engine, _ENGINE_FAULTS[fault], lambda *given: SATISFIED)]
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


class Planter:
    """A plugin of pytest that runs the collected tests once for each gate, in a fork with that gate planted."""

    def __init__(self, gates: Iterable[str]) -> None:
        self.gates = gates

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Print the first test that fails for each gate."""
        for gate in self.gates:
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                os.write(writing, self._first_failure(session, gate).encode())
                os._exit(0)
            os.close(writing)
            with os.fdopen(reading) as told:
                name = told.read()
            os.waitpid(child, 0)
            print(f"| `{gate}` | {f'`{name}`' if name else 'not found'} |", flush=True)
        return True

    def _first_failure(self, session: pytest.Session, gate: str) -> str:
        with planted(gate):
            for item, after in zip_longest(session.items, session.items[1:]):
                for report in runtestprotocol(item, nextitem=after, log=False):
                    if report.failed:
                        return item.nodeid.rpartition("/")[2].partition("[")[0]
        return ""


def by_the_tests(gates: Iterable[str]) -> None:
    """Run the domain's own tests of the procedure against each gate."""
    options = ["-o", "addopts=", "-s", "-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist"]
    pytest.main([*options, *_TESTS], plugins=[Planter(gates)])


def plays_against(table: Table, fault: str) -> Iterator[tuple[str, Coroutine[Any, Any, Judge]]]:
    """The plays that can run into a fault, the short ones first."""
    steps = steps_of(fault) or [STEPS[_SERVICE_FAULTS[fault]]]
    for lie in LIES:
        yield f"papers that lie: {lie}", lied(table, lie)
    if steps[0].number <= 17:
        stages = {8: "start", 14: "to_object", 17: "to_assembly"}
        stage = next(stage for last, stage in stages.items() if steps[0].number <= last)
        yield f"insisting, {stage}", insisted(table, stage, until="probationary")
    if steps[-1].number > 14:
        yield "insisting without the oath", insisted(table, "to_assembly", until="archived", flaws=WITHOUT_OATH)
    if steps[-1].number > 17:
        yield "insisting on an extension", insisted(table, "to_probationary", "extend", flaws=IN_PROBATION)
        yield "insisting in probation", insisted(table, "to_probationary", "convert")


def by_playing(table: Table, fault: str) -> str:
    """Play until somebody became a member past the fault; tell in which play it was seen, and what the judge missed."""
    if fault in LOCAL:
        return "not tried: a local rule's"
    seen = "not found"
    for name, play in plays_against(table, fault):
        if seen != "not found":
            play.close()
            continue
        try:
            table.runner.run(play)
        except PastAGate as found:
            missed = sorted({code for _, codes in [found.args] for _, code in codes})
            seen = f"{name} | `{'`, `'.join(missed)}`"
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
    by_the_tests(given.faults or [fault for fault in all_faults() if fault in GATES])


if __name__ == "__main__":
    main()
