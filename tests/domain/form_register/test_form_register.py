"""The register of numbered application forms."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.form_register.facts import FormFacts, FormNumber, FormState, RangeFacts
from app.domain.form_register.rules import form_held, may_issue, may_replace, may_void, range_is_free
from tests.domain.told import told

DAY = date(2026, 7, 1)
PERSON, COMMITTEE = UUID(int=1), UUID(int=2)
RANGE = RangeFacts(UUID(int=3), "青2026", 101, 200, COMMITTEE, DAY)
FORM = FormFacts(UUID(int=4), FormNumber("青2026", 101, 6), FormState.ISSUED, COMMITTEE, PERSON, None, DAY)
SPOILED = replace(FORM, state=FormState.SPOILED, voided_on=DAY, voided_as=FormState.SPOILED)


@pytest.mark.parametrize(
    ("_case", "number", "text"),
    [
        ("padded", FormNumber("A", 7, 4), "A-0007"),
        ("longer than its width", FormNumber("A", 12345, 4), "A-12345"),
        ("no series", FormNumber("", 7, 3), "007"),
        ("no width", FormNumber("A", 7), "A-7"),
    ],
)
def test_numbers_are_written_as_on_the_form(_case: str, number: FormNumber, text: str) -> None:
    assert str(number) == text


@pytest.mark.parametrize(
    ("_case", "series", "first", "last", "ok"),
    [
        ("before", "青2026", 1, 100, True),
        ("touching the first number", "青2026", 1, 101, False),
        ("inside", "青2026", 150, 160, False),
        ("around", "青2026", 1, 999, False),
        ("touching the last number", "青2026", 200, 300, False),
        ("after", "青2026", 201, 300, True),
        ("the same numbers of another series", "青2025", 101, 200, True),
    ],
)
def test_ranges_of_a_series_never_overlap(_case: str, series: str, first: int, last: int, ok: bool) -> None:
    assert bool(told(range_is_free(series, first, last, (RANGE,), DAY))) is ok


@pytest.mark.parametrize(
    ("_case", "on", "used", "codes"),
    [
        ("the day before it was handed back", DAY - timedelta(days=1), (), ("form-register.range-free",)),
        ("the day it was handed back", DAY, (), ()),
        ("a number in it was used", DAY, (150,), ("form-register.range-unused",)),
        ("the number before was used", DAY, (149,), ()),
        ("the number after was used", DAY, (161,), ()),
        ("its last number was used", DAY, (160,), ("form-register.range-unused",)),
    ],
)
def test_numbers_that_were_handed_back_unused_go_out_again(
    _case: str, on: date, used: tuple[int, ...], codes: tuple[str, ...]
) -> None:
    returned = replace(RANGE, closed_on=DAY)

    assert told(range_is_free("青2026", 150, 160, (returned,), on, used=used)).codes == codes


@pytest.mark.parametrize(
    ("_case", "number", "ok"),
    [("below", 100, False), ("first", 101, True), ("last", 200, True), ("above", 201, False)],
)
def test_a_number_comes_out_of_its_range(_case: str, number: int, ok: bool) -> None:
    assert bool(told(may_issue(FormNumber("青2026", number), RANGE, (), DAY))) is ok


def test_a_number_of_another_series_is_not_in_the_range() -> None:
    assert told(may_issue(FormNumber("青2025", 150), RANGE, (), DAY)).codes == ("form-register.number-in-range",)


@pytest.mark.parametrize(
    ("_case", "held", "ok"),
    [
        ("none", (), True),
        ("a live one", (FORM,), False),
        ("a spoiled one", (SPOILED,), True),
        ("a replaced one", (replace(SPOILED, state=FormState.REPLACED),), True),
    ],
)
def test_one_number_for_one_person(_case: str, held: tuple[FormFacts, ...], ok: bool) -> None:
    verdict = told(may_issue(FormNumber("青2026", 102), RANGE, held, DAY))

    assert bool(verdict) is ok
    assert told(verdict).codes == (() if ok else ("form-register.one-number-per-person",))


@pytest.mark.parametrize(
    ("_case", "numbers", "on", "taken", "codes"),
    [
        ("before the range was handed over", RANGE, DAY - timedelta(days=1), False, ("form-register.after-range-issue",)),
        ("on the day it was handed over", RANGE, DAY, False, ()),
        ("the day before it was handed back", replace(RANGE, closed_on=DAY + timedelta(days=2)), DAY + timedelta(days=1), False, ()),
        ("on the day it was handed back", replace(RANGE, closed_on=DAY + timedelta(days=2)), DAY + timedelta(days=2), False,
         ("form-register.range-open",)),
        ("the number was used", RANGE, DAY, True, ("form-register.number-free",)),
    ],
)  # fmt: skip
def test_when_a_number_may_be_given_out(
    _case: str, numbers: RangeFacts, on: date, taken: bool, codes: tuple[str, ...]
) -> None:
    assert told(may_issue(FormNumber("青2026", 102), numbers, (), on, number_taken=taken)).codes == codes


@pytest.mark.parametrize(
    ("_case", "form", "on", "codes"),
    [
        ("on the day of issue", FORM, DAY, ()),
        ("before its issue", FORM, DAY - timedelta(days=1), ("form-register.void-after-issue",)),
        ("spoiled twice", SPOILED, DAY, ("form-register.form-is-issued",)),
        ("a replaced one", replace(SPOILED, state=FormState.REPLACED), DAY, ("form-register.form-is-issued",)),
    ],
)
def test_marking_a_form_as_spoiled_or_lost(_case: str, form: FormFacts, on: date, codes: tuple[str, ...]) -> None:
    assert told(may_void(form, on)).codes == codes


@pytest.mark.parametrize(
    ("_case", "form", "on", "codes"),
    [
        ("spoiled", SPOILED, DAY, ()),
        ("lost", replace(SPOILED, state=FormState.LOST), DAY, ()),
        ("still issued", FORM, DAY, ("form-register.form-is-void",)),
        ("replaced already", replace(SPOILED, state=FormState.REPLACED), DAY, ("form-register.form-is-void",)),
        ("a blank that nobody held", replace(SPOILED, person_id=None), DAY, ("form-register.form-had-holder",)),
        ("before it was marked", SPOILED, DAY - timedelta(days=1), ("form-register.replace-after-void",)),
    ],
)
def test_only_a_spoiled_or_lost_form_is_replaced(_case: str, form: FormFacts, on: date, codes: tuple[str, ...]) -> None:
    assert told(may_replace(form, on)).codes == codes


LATER = DAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("_case", "forms", "on", "ok"),
    [
        ("none", (), LATER, False),
        ("held", (FORM,), LATER, True),
        ("on the day of issue", (FORM,), DAY, True),
        ("the day before", (FORM,), DAY - timedelta(days=1), False),
        ("of somebody else", (replace(FORM, person_id=UUID(int=9)),), LATER, False),
        ("spoiled later", (replace(SPOILED, voided_on=LATER + timedelta(days=1)),), LATER, True),
        ("spoiled that day", (replace(SPOILED, voided_on=LATER),), LATER, False),
        ("replaced in time", (replace(SPOILED, state=FormState.REPLACED), replace(FORM, id=UUID(int=5))), LATER, True),
        ("two at once", (FORM, replace(FORM, id=UUID(int=5))), LATER, False),
    ],
)
def test_the_gate_asks_for_one_form_that_is_neither_spoiled_nor_lost(
    _case: str, forms: tuple[FormFacts, ...], on: date, ok: bool
) -> None:
    assert bool(told(form_held(forms, PERSON, on))) is ok


def test_a_range_holds_its_first_and_last_number() -> None:
    assert replace(RANGE, first=1, last=1).size == 1
    assert replace(RANGE, first=100, last=199).size == 100
