"""Duties, chart, codec and the facts' own checks."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from app.domain.development.casefile import CaseState
from app.domain.development.chart import draw
from app.domain.development.duties import DUTY_KINDS, duties
from app.domain.development.facts import ALL_KINDS, KINDS, TalkOffice, codec, decode, encode
from app.domain.development.facts.codec import field_types
from app.domain.development.steps import STEP_LIST, is_asked
from app.domain.publicity import duties as publicity
from app.domain.tasks.facts import TaskKind
from tests.builders.development_file import COMMITTEE, NATIONAL, adopting, fact, file_before, whole_file, with_fact

SVG = "{http://www.w3.org/2000/svg}"


def due(step: str, kind: str, on: date = date(2026, 1, 1)) -> list[tuple[date, date | None]]:
    return [(d.due_on, d.done_on) for d in duties(file_before(step), NATIONAL) if d.kind == kind]


@pytest.mark.parametrize(
    ("kind", "before", "due_on"),
    [
        ("first_talk", "first_talk", date(2025, 4, 3)),
        ("cultivation", "cultivate", date(2026, 4, 28)),
        ("admission_assembly", "fill_form", date(2026, 7, 22)),
        ("admission_approval", "approve_admission", date(2026, 10, 12)),
        ("oath", "oath", date(2026, 9, 5)),
        ("probation_end", "probation", date(2027, 7, 10)),
        ("conversion_approval", "approve_conversion", date(2027, 10, 21)),
    ],
)
def test_a_duty_is_due_by_the_calendar_and_ends_with_its_step(kind: str, before: str, due_on: date) -> None:
    step = next(step for step in STEP_LIST if step.due is not None and step.due.kind == kind)
    after = next((later.key for later in STEP_LIST if later.number > step.number), None)

    assert due(before, kind) == [(due_on, None)]
    assert after is not None
    (done,) = due(after, kind)
    assert done[0] == due_on
    assert done[1] is not None


def test_every_half_year_has_its_duty() -> None:
    assert due("cultivate", "half_yearly_review") == [
        (date(2025, 10, 28), date(2025, 10, 28)),
        (date(2026, 4, 28), date(2026, 4, 28)),
        (date(2026, 10, 28), None),
    ]
    assert due("list_object", "half_yearly_review")[-1][1] is not None


def test_a_corrected_day_moves_the_duty() -> None:
    moved = file_before("first_talk", with_fact(whole_file(), "application_letter", "2025-02-10"))

    assert [d.due_on for d in duties(moved, NATIONAL) if d.kind == "first_talk"] == [date(2025, 3, 10)]


def test_an_extension_moves_the_approval_and_its_owner_is_the_committee() -> None:
    file = file_before("approve_admission")
    extended = replace(
        file,
        facts=(
            *file.facts,
            fact(
                "approval_extension",
                "2026-10-01",
                9_001,
                decided_by="COMMITTEE",
                document_number="青委〔2026〕40号",
                until="2027-05-01",
                reason="需进一步核实",
            ),
        ),
    )

    (duty,) = [d for d in duties(extended, NATIONAL) if d.kind == "admission_approval"]

    assert (duty.due_on, duty.owner_id) == (date(2027, 1, 12), COMMITTEE)


def test_a_certificate_that_expires_is_a_duty() -> None:
    file = file_before("prereview")
    law = adopting(training__certificate_validity_months=12)

    (duty,) = [d for d in duties(file, law) if d.kind == "training_expires"]

    assert duty.due_on == date(2027, 6, 11)


def test_a_case_that_is_over_owes_nothing() -> None:
    assert duties(replace(file_before("oath"), state=CaseState.CLOSED), NATIONAL) == ()


def test_duties_and_tasks_match_on_both_sides() -> None:
    assert {kind.value for kind in TaskKind} == DUTY_KINDS | publicity.DUTY_KINDS


@pytest.mark.parametrize("english", [False, True])
def test_the_chart_shows_every_step_and_is_valid_svg(english: bool) -> None:
    drawn = draw(NATIONAL, date(2026, 7, 1), english=english)

    root = ET.fromstring(drawn)
    boxes = list(root.iter(f"{SVG}g"))
    assert [box.get("id") for box in boxes] == [f"step-{step.key}" for step in STEP_LIST]
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    arrows = [path for path in root.iter(f"{SVG}path") if path.get("marker-end")]
    assert len(arrows) == sum(len(step.after) for step in STEP_LIST)
    assert "stroke-dasharray" not in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def test_steps_that_the_text_of_the_day_does_not_ask_for_are_dashed() -> None:
    root = ET.fromstring(draw(NATIONAL, date(2013, 1, 1)))
    dashed = {
        str(group.get("id")): rect.get("stroke-dasharray")
        for group in root.iter(f"{SVG}g")
        for rect in group.iter(f"{SVG}rect")
        if rect.get("stroke-dasharray") is not None
    }

    assert dashed == {f"step-{step.key}": "5 4" for step in STEP_LIST if not is_asked(step, NATIONAL, date(2013, 1, 1))}
    assert draw(NATIONAL, date(2013, 1, 1)) == draw(NATIONAL, date(2013, 1, 1), english=False)


def test_boxes_of_the_chart_do_not_overlap() -> None:
    root = ET.fromstring(draw(NATIONAL, date(2026, 7, 1)))
    boxes = [
        tuple(float(rect.get(name) or 0) for name in ("x", "y", "width", "height"))
        for group in root.iter(f"{SVG}g")
        for rect in group.iter(f"{SVG}rect")
    ]
    for index, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[index + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


@pytest.mark.parametrize("entry", whole_file().facts, ids=lambda entry: entry.kind)
def test_every_fact_comes_back_from_its_plain_form(entry: object) -> None:
    data = entry.data  # type: ignore[attr-defined]

    assert decode(type(data), encode(data)) == data


def test_the_types_of_a_kind_are_those_of_its_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "_TYPES", {})

    for kind in ALL_KINDS:
        assert list(field_types(kind)) == [entry.name for entry in fields(kind)]
    assert field_types(KINDS["first_talk"]) == {"talked_by": UUID, "office": TalkOffice, "note": str}
    assert field_types(KINDS["first_talk"]) is field_types(KINDS["first_talk"])


def test_stored_values_that_do_not_fit_are_errors() -> None:
    with pytest.raises(ValueError, match="missing"):
        decode(KINDS["first_talk"], {"office": "secretary"})
    with pytest.raises(TypeError):
        decode(KINDS["probation_conclusion"], {"note": 5})


def test_every_field_of_every_kind_is_described() -> None:
    for kind in ALL_KINDS:
        assert kind.title_zh
        assert kind.title_en
        assert kind.__doc__
        for entry in fields(kind):
            assert entry.metadata["description"], (kind, entry.name)
            assert entry.name in field_types(kind)


@pytest.mark.parametrize(
    ("kind", "on", "data", "code"),
    [
        ("conversion_resolution", "2027-07-20", {"proposal": "extend", "reason": "x"}, "extension-months-missing"),
        (
            "conversion_resolution",
            "2027-07-20",
            {"proposal": "cancel", "reason": "x", "extend_months": 6},
            "extension-months-unasked",
        ),
        ("conversion_resolution", "2027-07-20", {"proposal": "cancel"}, "reason-missing"),
        (
            "paper_assembly",
            "2020-01-02",
            {"about": "admission", "entitled": 5, "present": 6, "approve": 5, "secret": True},
            "more-present-than-entitled",
        ),
        (
            "paper_assembly",
            "2020-01-02",
            {"about": "admission", "entitled": 5, "present": 5, "approve": 6, "secret": True},
            "more-votes-than-entitled",
        ),
        (
            "half_yearly_review",
            "2025-10-27",
            {"period_from": "2025-04-28", "period_to": "2025-10-28", "suitable": True},
            "period-not-over",
        ),
        (
            "probation_review",
            "2025-10-27",
            {"period_from": "2025-04-28", "period_to": "2025-04-27", "suitable": True},
            "period-ends-before-it-begins",
        ),
        (
            "opinions_heard",
            "2025-10-27",
            {"source": "masses", "asked": 5, "in_favour": 6},
            "more-than-took-part",
        ),
        (
            "approval_extension",
            "2026-10-01",
            {
                "decided_by": "COMMITTEE",
                "document_number": "x",
                "until": "2026-10-01",
                "reason": "x",
            },
            "extension-in-the-past",
        ),
        (
            "admission_talk",
            "2026-10-01",
            {"talked_by": "SECRETARY", "office": "secretary", "fit": True},
            "office-cannot-talk",
        ),
    ],
)
def test_facts_that_cannot_be_say_so(kind: str, on: str, data: dict[str, object], code: str) -> None:
    entry = fact(kind, on, **data)

    assert [error.code for error in entry.data.errors(entry.happened_on)] == [f"development.{code}"]


@pytest.mark.parametrize(("language", "english"), [("zh", False), ("en", True)])
def test_the_picture_in_the_docs_is_drawn_from_the_table(language: str, english: bool) -> None:
    picture = Path(__file__).parents[3] / "docs" / "pictures" / f"development-steps.{language}.svg"

    assert picture.read_text("utf-8") == draw(NATIONAL, date(2026, 7, 1), english=english)
