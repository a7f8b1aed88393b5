from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Adoption, Law, Parameter, ValueType
from app.domain.shared.workdays import WorkCalendar
from app.domain.training import parameters as p
from app.domain.training.facts import Certificate, CertificateKind, Organiser, TrainingExemption
from app.domain.training.rules import (
    activist_training_holds,
    is_long_enough,
    last_valid_day,
    organiser_may_train,
    training_suffices,
)
from tests.domain.told import TELLING, told

DAY = date(2026, 9, 1)
ADOPTED = date(2026, 1, 1)


def adoption(parameter: Parameter[bool] | Parameter[int], value: ValueType) -> Adoption:
    return Adoption(parameter.id, value, ADOPTED, UUID(int=9), "某县直机关党委", "县直〔2026〕1号")


NATIONAL = Law.of(WorkCalendar.of([]))
CHECKED = Law.of(WorkCalendar.of([]), (adoption(p.VALIDITY_CHECKED, True),))
TWELVE_MONTHS = Law.of(WorkCalendar.of([]), (*CHECKED.adoptions, adoption(p.CERTIFICATE_VALIDITY_MONTHS, 12)))
CERTIFICATE = Certificate(
    UUID(int=1),
    UUID(int=2),
    CertificateKind.DEVELOPMENT_OBJECT,
    Organiser.GRASSROOTS_COMMITTEE,
    "2026-001",
    3,
    24,
    date(2026, 6, 1),
    date(2026, 6, 3),
    date(2026, 6, 5),
    date(2027, 6, 5),
)


def held(on: date, days: int, hours: int) -> Certificate:
    first = on - timedelta(days=9)
    return replace(CERTIFICATE, days=days, hours=hours, held_from=first, held_to=on, issued_on=on, valid_until=None)


@pytest.mark.parametrize(
    ("_case", "on", "days", "hours", "ok"),
    [
        ("2026 neither", date(2026, 6, 1), 2, 23, False),
        ("2026 days at", date(2026, 6, 1), 3, 0, True),
        ("2026 hours at", date(2026, 6, 1), 0, 24, True),
        ("2026 above", date(2026, 6, 1), 4, 25, True),
        ("2014 first day", date(2014, 5, 28), 3, 0, True),
        ("1990 last day", date(2014, 5, 27), 3, 0, False),
        ("1990 days below", date(2010, 6, 1), 4, 39, False),
        ("1990 days at", date(2010, 6, 1), 5, 0, True),
        ("1990 hours at", date(2010, 6, 1), 0, 40, True),
    ],
)
def test_training_is_long_enough_by_days_or_by_hours(_case: str, on: date, days: int, hours: int, ok: bool) -> None:
    verdict = is_long_enough(held(on, days, hours), NATIONAL)

    assert told(verdict).codes == (() if ok else ("training.long-enough",))


def test_older_figures_carry_their_mark() -> None:
    assert not is_long_enough(held(date(2015, 1, 20), 3, 24), NATIONAL).findings[0].verified
    assert is_long_enough(CERTIFICATE, NATIONAL).findings[0].verified


@pytest.mark.parametrize(
    ("organiser", "ok"),
    [
        (Organiser.GRASSROOTS_COMMITTEE, True),
        (Organiser.COUNTY_ORGANISATION_DEPARTMENT, True),
        (Organiser.OTHER, False),
    ],
)
def test_a_committee_or_the_county_department_trains(organiser: Organiser, ok: bool) -> None:
    verdict = organiser_may_train(replace(CERTIFICATE, organiser=organiser), NATIONAL)

    assert told(verdict).codes == (() if ok else ("training.organiser-may-train",))


def test_a_text_that_names_no_organiser_asks_for_none() -> None:
    old = replace(held(date(2010, 6, 1), 5, 40), organiser=Organiser.OTHER)

    assert organiser_may_train(old, NATIONAL).findings == ()


@pytest.mark.parametrize(
    ("_case", "valid_until", "ok"),
    [
        ("the day before", DAY - timedelta(days=1), False),
        ("the last day", DAY, True),
        ("later", DAY + timedelta(days=1), True),
    ],
)
def test_an_expired_certificate_admits_nobody(_case: str, valid_until: date, ok: bool) -> None:
    certificate = replace(CERTIFICATE, valid_until=valid_until)

    verdict = training_suffices([certificate], None, CHECKED, DAY)

    assert told(verdict).codes == (() if ok else ("training.still-valid",))
    assert training_suffices([certificate], None, NATIONAL, DAY)


def test_without_a_period_the_validity_is_unknown_and_that_is_a_finding() -> None:
    certificate = replace(CERTIFICATE, valid_until=None)

    assert told(training_suffices([certificate], None, CHECKED, DAY)).codes == ("training.validity-known",)
    assert training_suffices([certificate], None, TWELVE_MONTHS, DAY)


@pytest.mark.parametrize(("on", "ok"), [(date(2027, 6, 4), True), (date(2027, 6, 5), True), (date(2027, 6, 6), False)])
def test_the_adopters_months_run_by_the_calendar_from_the_issue(on: date, ok: bool) -> None:
    certificate = replace(CERTIFICATE, valid_until=None)

    assert bool(told(training_suffices([certificate], None, TWELVE_MONTHS, on))) is ok


def test_the_earlier_end_counts() -> None:
    long = replace(CERTIFICATE, valid_until=date(2030, 1, 1))
    short = replace(CERTIFICATE, valid_until=date(2026, 12, 31))

    assert last_valid_day(long, TWELVE_MONTHS, DAY) == date(2027, 6, 5)
    assert last_valid_day(short, TWELVE_MONTHS, DAY) == date(2026, 12, 31)
    assert last_valid_day(long, CHECKED, DAY) == date(2030, 1, 1)


@pytest.mark.parametrize(
    ("_case", "certificates"),
    [
        ("none", []),
        ("another kind", [replace(CERTIFICATE, kind=CertificateKind.ACTIVIST)]),
        ("issued later", [replace(CERTIFICATE, issued_on=DAY + timedelta(days=1))]),
        ("withdrawn", [replace(CERTIFICATE, withdrawn_on=DAY)]),
    ],
)
def test_without_a_certificate_nobody_is_admitted(_case: str, certificates: list[Certificate]) -> None:
    assert told(training_suffices(certificates, None, NATIONAL, DAY)).codes == ("training.certificate-there",)


def test_a_certificate_withdrawn_later_still_held_on_the_day() -> None:
    assert training_suffices([replace(CERTIFICATE, withdrawn_on=DAY + timedelta(days=1))], None, NATIONAL, DAY)


def test_one_good_certificate_is_enough_and_the_nearest_speaks() -> None:
    short = replace(CERTIFICATE, days=1, hours=8)
    worse = replace(short, organiser=Organiser.OTHER)

    assert training_suffices([short, CERTIFICATE], None, NATIONAL, DAY)
    assert told(training_suffices([worse, short], None, NATIONAL, DAY)).codes == ("training.long-enough",)


@pytest.mark.parametrize(
    ("_case", "exemption", "codes"),
    [
        ("decided", TrainingExemption("县组〔2026〕8号", DAY, "年满七十"), ()),
        ("no number", TrainingExemption(" ", DAY, "年满七十"), ("training.exempt-by-decision",)),
        (
            "decided later",
            TrainingExemption("县组〔2026〕8号", DAY + timedelta(days=1), "年满七十"),
            ("training.certificate-there",),
        ),
    ],
)
def test_special_cases_are_exempt_by_a_numbered_decision(
    _case: str, exemption: TrainingExemption, codes: tuple[str, ...]
) -> None:
    assert told(training_suffices([], exemption, NATIONAL, DAY)).codes == codes


def test_the_practice_asks_for_a_valid_activists_certificate() -> None:
    activist = replace(CERTIFICATE, kind=CertificateKind.ACTIVIST)
    expired = replace(activist, valid_until=DAY - timedelta(days=1))

    assert activist_training_holds([], NATIONAL, DAY).findings == ()
    assert told(activist_training_holds([CERTIFICATE], CHECKED, DAY)).codes == ("training.activist-certificate-there",)
    assert told(activist_training_holds([expired], CHECKED, DAY)).codes == ("training.still-valid",)
    assert activist_training_holds([expired, activist], CHECKED, DAY)


@pytest.mark.parametrize(
    ("_case", "changed", "pointer"),
    [
        ("ends first", {"held_to": date(2026, 5, 31)}, "/held_to"),
        ("more days than there are", {"days": 4}, "/days"),
        ("negative days", {"days": -1}, "/days"),
        ("more hours than there are", {"hours": 73}, "/hours"),
        ("negative hours", {"hours": -1}, "/hours"),
        ("nothing", {"days": 0, "hours": 0}, "/hours"),
        ("issued before the end", {"issued_on": date(2026, 6, 2)}, "/issued_on"),
        ("expired at issue", {"valid_until": date(2026, 6, 4)}, "/valid_until"),
    ],
)
def test_certificates_that_cannot_be_are_refused(_case: str, changed: dict[str, int | date], pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(CERTIFICATE, **changed)  # type: ignore[arg-type]

    assert [error.pointer for error in refusal.value.errors] == [pointer]


def test_the_bounds_of_a_certificate_are_possible() -> None:
    edge = replace(CERTIFICATE, hours=72, issued_on=date(2026, 6, 3), valid_until=date(2026, 6, 3))

    assert edge.days == 3


@pytest.mark.parametrize(
    ("_case", "changed"),
    [
        ("ends first", {"held_to": date(2026, 5, 31), "days": -1}),
        ("more days and hours than there are", {"days": 4, "hours": 73}),
        ("negative days and hours", {"days": -1, "hours": -1}),
        ("nothing", {"days": 0, "hours": 0}),
        ("issued before the end", {"issued_on": date(2026, 6, 2)}),
        ("expired at issue", {"valid_until": date(2026, 6, 4)}),
    ],
)
def test_what_a_certificate_cannot_be_is_told(_case: str, changed: dict[str, int | date]) -> None:
    with pytest.raises(Invalid) as raised:
        replace(CERTIFICATE, **changed)  # type: ignore[arg-type]
    TELLING.page.tells(TELLING.test, raised.value.errors)


@pytest.mark.parametrize(
    ("_case", "changed"),
    [
        ("of one day", {"held_from": date(2026, 6, 3), "days": 1, "hours": 24}),
        ("as many days as there are", {"days": 3, "hours": 72}),
        ("days only", {"hours": 0}),
        ("hours only", {"days": 0, "hours": 1}),
        ("issued on the last day", {"issued_on": date(2026, 6, 3)}),
        ("valid on the day of issue", {"valid_until": date(2026, 6, 5)}),
    ],
)
def test_what_a_certificate_can_just_be(_case: str, changed: dict[str, int | date]) -> None:
    assert replace(CERTIFICATE, **changed).number == CERTIFICATE.number  # type: ignore[arg-type]
