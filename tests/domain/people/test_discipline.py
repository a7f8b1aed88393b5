"""How long probation within the Party lasts at most."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.people.discipline import probation_not_too_long
from app.domain.people.facts import Restriction, RestrictionKind
from tests.domain.told import told

PERSON = UUID(int=1)


def held(begun: str, ended: str | None, kind: RestrictionKind = RestrictionKind.PARTY_PROBATION) -> Restriction:
    return Restriction(PERSON, kind, date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)


@pytest.mark.parametrize(
    ("_case", "restriction", "ok"),
    [
        ("two years to the day", held("2022-10-22", "2024-10-22"), True),
        ("a day longer", held("2022-10-22", "2024-10-23"), False),
        ("from 29 February", held("2024-02-29", "2026-02-28"), True),
        ("from 29 February, a day longer", held("2024-02-29", "2026-03-01"), False),
        ("begun before any text on record", held("2022-10-21", "2025-10-21"), True),
        ("its end not named", held("2023-01-01", None), True),
        ("rights suspended", held("2023-01-01", "2026-01-01", RestrictionKind.RIGHTS_SUSPENDED), True),
    ],
)
def test_probation_within_the_party_is_two_years_at_most(_case: str, restriction: Restriction, ok: bool) -> None:
    verdict = told(probation_not_too_long(restriction, ()))

    assert verdict.codes == (() if ok else ("people.party-probation-length",))


ONE = held("2024-06-01", "2025-06-01")


@pytest.mark.parametrize(
    ("_case", "others", "required"),
    [
        ("alone", [], None),
        ("after one of a year", [held("2023-06-01", "2024-06-01")], None),
        ("after one of a year and a day", [held("2023-05-31", "2024-06-01")], date(2025, 5, 31)),
        ("after one that ended a day before", [held("2022-12-01", "2024-05-31")], None),
        ("before one of a year and a day", [held("2025-06-01", "2026-06-02")], date(2026, 6, 1)),
        ("before one that began a day later", [held("2025-06-02", "2027-06-02")], None),
        ("before one whose end is not named", [held("2025-06-01", None)], None),
        ("between two", [held("2023-12-01", "2024-06-01"), held("2025-06-01", "2025-12-02")], date(2025, 12, 1)),
        ("the third", [held("2023-11-01", "2024-06-01"), held("2023-05-01", "2023-11-01")], date(2025, 5, 1)),
        ("after a suspension", [held("2022-11-01", "2024-06-01", RestrictionKind.RIGHTS_SUSPENDED)], None),
    ],
)
def test_what_follows_without_a_day_between_is_one_probation(
    _case: str, others: list[Restriction], required: date | None
) -> None:
    verdict = told(probation_not_too_long(ONE, others))

    assert [finding.required for finding in verdict.unmet] == ([] if required is None else [required])
