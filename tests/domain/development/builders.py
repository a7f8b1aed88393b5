"""What tests of single gates share: small changes of the sound file, laws that lack a figure, and a table of cases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.development.casefile import BodyThen, CaseFile, Completion, Outcome, Stretch, VoidCause
from app.domain.development.gates import GATES
from app.domain.organisations.facts import OrganisationFacts
from app.domain.shared.parameters import Law, Parameter, Value, ValueType
from tests.builders.development_file import (
    BODIES,
    NATIONAL,
    fact,
    whole_file,
    with_fact,
)
from tests.domain.told import told

WHOLE = whole_file()
STRANGER = UUID(int=999)
OLD = date(1985, 6, 1)


def adding(file: CaseFile, kind: str, on: str, **data: object) -> CaseFile:
    return replace(file, facts=(*file.facts, fact(kind, on, 9_500, **data)))


def done(file: CaseFile, step: str, on: date, outcome: Outcome = Outcome.PASSED, attempt: int = 1) -> CaseFile:
    """The file with one more completion on a day of its own."""
    void = None if outcome in (Outcome.PASSED, Outcome.EXTENDED) else VoidCause.REFUSED
    made = Completion(step, attempt, outcome, on, None, UUID(int=7_500 + attempt), void)
    return replace(file, completions=(*file.completions, made))


def bodies(file: CaseFile, *changed: OrganisationFacts) -> CaseFile:
    return replace(file, bodies={**file.bodies, **{body.id: body for body in changed}})


def became(file: CaseFile, body: UUID, on: date, **before: object) -> CaseFile:
    """The file in which a body was something else until the day before *on*."""
    was = replace(BODIES[body], **before)  # type: ignore[arg-type]
    return replace(file, past={**file.past, body: (BodyThen(Stretch(date(2000, 1, 1), on), was),)})


def knowing_nobody(file: CaseFile, *gone: UUID) -> CaseFile:
    return replace(file, bodies={key: body for key, body in file.bodies.items() if key not in gone})


def moved(file: CaseFile, on: str) -> CaseFile:
    data = {"from_branch_id": "OTHER_BRANCH", "to_branch_id": "BRANCH", "file_checked": True, "letter_number": "x"}
    return adding(file, "relocation", on, **data)


@dataclass(frozen=True)
class GateCase:
    """One gate on one day."""

    name: str
    gate: str
    ok: bool
    file: CaseFile
    on: date
    law: Law


class Cases(list[GateCase]):
    """A table of cases, written one after the other."""

    def __call__(self, name: str, gate: str, ok: bool, file: CaseFile, on: date | str, law: Law = NATIONAL) -> None:
        day = date.fromisoformat(on) if isinstance(on, str) else on
        self.append(GateCase(name, gate, ok, file, day, law))


def check(case: GateCase) -> None:
    """Judge the gate: whether it holds, and all that it says, by the page of the test's module."""
    verdict = told(GATES[case.gate](case.file, case.law, case.on))

    assert bool(verdict) is case.ok, verdict.codes


class Without(Law):
    """The national law without one figure on some days."""

    def __init__(self, parameter: Parameter[bool] | Parameter[int], says: Callable[[date], bool | None]) -> None:
        super().__init__(NATIONAL.calendar)
        object.__setattr__(self, "changed", (parameter.id, says))

    def value(self, parameter: Parameter[ValueType], on: date) -> Value[ValueType] | None:  # type: ignore[override]
        identifier, says = self.changed  # type: ignore[attr-defined]
        found = super().value(parameter, on)
        if parameter.id != identifier or found is None:
            return found
        said = says(on)
        return replace(found, value=said) if said is not None else None


ADMITTED = done(WHOLE, "admission_assembly", date(2026, 7, 10))
LONGER = {"proposal": "extend", "extend_months": 6, "reason": "尚需考察"}
EXTENDED = done(
    with_fact(ADMITTED, "conversion_resolution", "2027-07-20", **LONGER),
    "approve_conversion",
    date(2027, 8, 10),
    Outcome.EXTENDED,
)
