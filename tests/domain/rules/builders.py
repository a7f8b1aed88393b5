"""Builders for the rules area; everybody and everything in them is made up."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.domain.rules.facts import Draft, DraftValue
from app.domain.rules.registry import PARAMETERS
from app.domain.shared.parameters import Adoption, Law, ValueType
from app.domain.shared.workdays import WorkCalendar

TODAY = date(2026, 9, 1)
COUNTY, COMMITTEE, BRANCH = UUID(int=1), UUID(int=2), UUID(int=3)
CALENDAR = WorkCalendar.of(range(2024, 2027))


def adopted(
    parameter_id: str,
    value: ValueType,
    *,
    by: UUID = COUNTY,
    since: date = date(2026, 1, 1),
    until: date | None = None,
) -> Adoption:
    return Adoption(parameter_id, value, since, by, "某县委", "县发〔2026〕1号", effective_to=until)


def law(*adoptions: Adoption) -> Law:
    return Law.of(CALENDAR, adoptions)


def draft(
    values: Mapping[str, ValueType | None],
    *,
    decided_on: date = TODAY,
    effective_from: date = TODAY,
    late_reason: str | None = None,
    running: Mapping[str, date] | None = None,
) -> Draft:
    items = tuple(
        DraftValue(PARAMETERS[pid], value, pointer=f"/values/{index}")
        for index, (pid, value) in enumerate(values.items())
    )
    return Draft("县发〔2026〕9号", decided_on, effective_from, items, late_reason, running or {})
