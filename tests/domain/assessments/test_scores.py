from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import ItemKind, ScoreItem, TemplateItem
from app.domain.assessments.rules import score_suffices
from app.domain.assessments.sheets import honours_within_window, may_finalise, weights_add_up
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.assessments.builders import (
    CANDIDATE,
    DAY,
    INSTITUTION,
    NATIONAL,
    SCORER,
    VERIFIER,
    adoption,
    honour,
    item,
    sheet,
)
from tests.domain.told import told


@pytest.mark.parametrize(
    ("_case", "points", "codes"),
    [
        ("just below", "79.99", ("assessments.pass-mark",)),
        ("at the mark", "80", ()),
        ("above", "80.01", ()),
    ],
)
def test_the_pass_mark_of_the_institution_is_eighty(_case: str, points: str, codes: tuple[str, ...]) -> None:
    verdict = score_suffices(sheet(item(points)), INSTITUTION, DAY)

    assert told(verdict).codes == codes
    assert verdict.findings[0].required == 80
    assert verdict.findings[0].measured == Decimal(points)


def test_points_are_added_exactly() -> None:
    items = [item("0.1", "1") for _ in range(3)]

    assert sheet(*items).total == Decimal("0.3")


def test_without_a_pass_mark_in_force_no_sheet_is_asked_for() -> None:
    assert score_suffices(None, NATIONAL, DAY).findings == ()


def test_before_the_adoption_no_sheet_is_asked_for() -> None:
    assert score_suffices(None, INSTITUTION, date(2025, 12, 31)).findings == ()
    assert told(score_suffices(None, INSTITUTION, date(2026, 1, 1))).codes == ("assessments.score-there",)


def test_a_draft_is_no_score() -> None:
    assert told(score_suffices(sheet(item("95"), closed=False), INSTITUTION, DAY)).codes == ("assessments.score-there",)


@pytest.mark.parametrize(("later", "codes"), [(-1, ()), (0, ()), (1, ("assessments.score-there",))])
def test_a_sheet_finalised_after_the_act_does_not_count(later: int, codes: tuple[str, ...]) -> None:
    verdict = score_suffices(sheet(item("95"), scored_on=DAY + timedelta(days=later)), INSTITUTION, DAY)

    assert told(verdict).codes == codes


@pytest.mark.parametrize(
    ("_case", "honoured_on", "codes"),
    [
        ("a day too old", date(2023, 6, 30), ("assessments.honour-within-window",)),
        ("exactly three years", date(2023, 7, 1), ()),
        ("younger", date(2023, 7, 2), ()),
        ("on the day", DAY, ()),
        ("later than the scoring", date(2026, 7, 2), ("assessments.honour-dated",)),
        ("without a day", None, ("assessments.honour-dated",)),
    ],
)
def test_honours_count_for_three_calendar_years(_case: str, honoured_on: date | None, codes: tuple[str, ...]) -> None:
    verdict = score_suffices(sheet(item("80", "90"), honour("5", "10", honoured_on)), INSTITUTION, DAY)

    assert told(verdict).codes == codes


def test_honours_are_counted_back_from_the_scoring_not_from_the_act() -> None:
    scored = sheet(item("85", "90"), honour("5", "10", date(2023, 7, 1)))

    assert score_suffices(scored, INSTITUTION, DAY + timedelta(days=60))


def test_an_old_honour_without_points_does_no_harm() -> None:
    assert honours_within_window(sheet(item("85", "90"), honour("0", "10", date(2001, 1, 1))), INSTITUTION, DAY)


def test_without_a_window_in_force_an_old_honour_counts() -> None:
    assert honours_within_window(sheet(honour("5", "10", date(2001, 1, 1))), NATIONAL, DAY)


def test_a_stricter_window_wins() -> None:
    law = Law.of(WorkCalendar.of([]), (*INSTITUTION.adoptions, adoption(p.SCORE_HONOURS_YEARS, 2)))

    verdict = honours_within_window(sheet(honour("5", "10", date(2024, 6, 30))), law, DAY)

    assert told(verdict).codes == ("assessments.honour-within-window",)
    assert verdict.findings[0].required == 2


def test_a_complete_sheet_may_be_finalised_below_the_mark() -> None:
    assert may_finalise(sheet(item("12"), closed=False), INSTITUTION, DAY)


@pytest.mark.parametrize(
    ("_case", "changed", "code", "pointer"),
    [
        ("no evidence", item("50", evidence=()), "assessments.evidence-there", "/items/0/evidence"),
        ("nobody", item("50", verified_by=None), "assessments.verified-by-another", "/items/0/verified_by"),
        ("candidate", item("50", verified_by=CANDIDATE), "assessments.verified-by-another", "/items/0/verified_by"),
        ("scorer", item("50", verified_by=SCORER), "assessments.verified-by-another", "/items/0/verified_by"),
        (
            "whoever entered the line",
            replace(item("50"), entered_by=VERIFIER),
            "assessments.verified-by-another",
            "/items/0/verified_by",
        ),
    ],
)
def test_points_need_evidence_verified_by_another(_case: str, changed: ScoreItem, code: str, pointer: str) -> None:
    verdict = told(may_finalise(sheet(changed, closed=False), INSTITUTION, DAY))

    assert told(verdict).codes == (code,)
    assert verdict.unmet[0].pointer == pointer


def test_no_points_need_no_evidence() -> None:
    assert may_finalise(sheet(item("0", evidence=(), verified_by=None), closed=False), INSTITUTION, DAY)


def test_an_empty_sheet_is_not_finalised() -> None:
    verdict = told(may_finalise(sheet(closed=False), INSTITUTION, DAY))

    assert told(verdict).codes == ("assessments.items-there", "assessments.weights-add-up")


@pytest.mark.parametrize(
    ("weights", "ok"), [(("60", "39.9"), False), (("60", "40"), True), (("60", "40.1"), False), ((), False)]
)
def test_template_weights_add_up_to_a_hundred(weights: tuple[str, ...], ok: bool) -> None:
    verdict = weights_add_up(TemplateItem("项目", Decimal(weight)) for weight in weights)

    assert bool(verdict) is ok
    assert verdict.findings[0].code == "assessments.weights-add-up"


@pytest.mark.parametrize(
    ("points", "top", "pointer"),
    [
        ("-0.1", "10", "/points"),
        ("10.1", "10", "/points"),
        ("NaN", "10", "/points"),
        ("Infinity", "10", "/points"),
        ("0", "0", "/max_points"),
        ("0", "-1", "/max_points"),
        ("0", "NaN", "/max_points"),
        ("0", "Infinity", "/max_points"),
    ],
)
def test_points_that_cannot_be_are_refused(points: str, top: str, pointer: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ScoreItem("项目", Decimal(top), Decimal(points), ItemKind.ORDINARY)

    assert [error.pointer for error in refusal.value.errors] == [pointer]


@pytest.mark.parametrize("points", ["0", "10"])
def test_points_may_be_nothing_or_everything(points: str) -> None:
    assert ScoreItem("项目", Decimal(10), Decimal(points)).points == Decimal(points)
