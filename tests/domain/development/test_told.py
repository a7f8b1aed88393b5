"""The whole case as people are told it: every step, what it owes, and what a file lacks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.development.casefile import CaseFile, CaseState, OpenFinding, Outcome
from app.domain.development.duties import duties
from app.domain.development.engine import judge, judge_completed, next_steps, predecessors, questioned, standing_steps
from app.domain.development.findings import subject_of
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.shared.parameters import Law
from tests.builders.development_file import (
    NATIONAL,
    TODAY,
    adopting,
    completed,
    fact,
    file_before,
    whole_file,
    with_fact,
    without,
)
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "case.txt")
KEYS = [step.key for step in STEP_LIST]


def laws(_: date) -> Law:
    return NATIONAL


def tells(case: str, file: CaseFile, step: str, today: date = TODAY) -> None:
    found = judge(file, STEPS[step], laws, today)
    ref = found.act.ref if found.act is not None else None
    TOLD.tells(f"{case}, {step}: by the law of {found.day}, {found.outcome}, act {ref}", found.verdict)


@pytest.mark.parametrize("key", KEYS)
def test_a_sound_case_step_by_step(key: str) -> None:
    file = file_before(key)

    assert judge(file, STEPS[key], laws, TODAY)
    tells("sound", file, key)


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_file_step_by_step(key: str) -> None:
    file = CaseFile(whole_file().case_id, whole_file().candidate, whole_file().branch_id, date(2025, 3, 3))

    assert not judge(file, STEPS[key], laws, TODAY)
    tells("empty", file, key)


def on_paper() -> CaseFile:
    vote = {"entitled": 21, "present": 19, "approve": 18, "secret": True}
    added = (
        fact("paper_political_review", "2026-06-12", 9_600, passed=True, last_reply_on="2026-06-10"),
        fact("paper_training", "2026-06-11", 9_601, days=3, hours=24, number="培2026-017"),
        fact(
            "paper_publicity",
            "2026-05-21",
            9_602,
            about="admission",
            taken_down_on="2026-05-31",
            objections_settled=True,
        ),
        fact(
            "paper_publicity",
            "2027-07-21",
            9_603,
            about="conversion",
            taken_down_on="2027-08-09",
            objections_settled=True,
        ),
        fact("paper_assembly", "2026-07-10", 9_604, about="admission", **vote),
        fact("paper_assembly", "2027-07-20", 9_605, about="conversion", **vote),
    )
    bare = replace(whole_file(), meetings=(), ballots=(), notices=(), reviews=(), certificates=())
    return replace(bare, facts=(*bare.facts, *added))


@pytest.mark.parametrize(
    "key", ["list_object", "political_review", "train", "admission_assembly", "conversion_assembly"]
)
def test_a_case_on_paper_step_by_step(key: str) -> None:
    tells("on paper", file_before(key, on_paper()), key)


PAPER_CHANGES: dict[str, tuple[str, str, int, dict[str, object]]] = {
    "lost by a vote": ("admission_assembly", "paper_assembly", 9_604, {"approve": 10}),
    "half of those entitled": ("admission_assembly", "paper_assembly", 9_604, {"present": 10, "approve": 10}),
    "not secret": ("admission_assembly", "paper_assembly", 9_604, {"secret": False}),
    "review failed": ("political_review", "paper_political_review", 9_600, {"passed": False}),
    "letter after the conclusion": (
        "political_review",
        "paper_political_review",
        9_600,
        {"last_reply_on": "2026-06-13"},
    ),
    "training too short": ("train", "paper_training", 9_601, {"days": 2, "hours": 23}),
    "objection open": ("list_object", "paper_publicity", 9_602, {"objections_settled": False}),
    "hung four working days": ("list_object", "paper_publicity", 9_602, {"taken_down_on": "2026-05-27"}),
    "lost on conversion": ("conversion_assembly", "paper_assembly", 9_605, {"approve": 10}),
}
_SOUND: dict[str, dict[str, object]] = {
    "paper_assembly": {"entitled": 21, "present": 19, "approve": 18, "secret": True},
    "paper_political_review": {"passed": True, "last_reply_on": "2026-06-10"},
    "paper_training": {"days": 3, "hours": 24, "number": "培2026-017"},
    "paper_publicity": {"taken_down_on": "2026-05-31", "objections_settled": True},
}


@pytest.mark.parametrize("case", PAPER_CHANGES)
def test_what_paper_lacks_is_told(case: str) -> None:
    step, kind, number, changes = PAPER_CHANGES[case]
    old = next(entry for entry in on_paper().facts if entry.id == UUID(int=number))
    data = {**_SOUND[kind], **changes}
    if hasattr(old.data, "about"):
        data["about"] = old.data.about
    new = fact(kind, old.happened_on, number, **data)
    file = replace(
        on_paper(), facts=tuple(new if entry is old or entry.id == old.id else entry for entry in on_paper().facts)
    )

    tells(f"on paper, {case}", file_before(step, file), step)


@pytest.mark.parametrize(
    ("case", "file", "step"),
    [
        ("closed", replace(file_before("oath"), state=CaseState.CLOSED), "oath"),
        ("done already", completed(file_before("oath"), STEPS["oath"]), "oath"),
        ("act ahead", with_fact(file_before("oath"), "oath", "2027-12-02"), "oath"),
        ("act on the day", with_fact(file_before("oath"), "oath", TODAY), "oath"),
        ("act before the step before", with_fact(file_before("oath"), "oath", "2026-08-11"), "oath"),
        ("step before not done", file_before("assign_group"), "oath"),
        (
            "born that day",
            replace(whole_file(), candidate=replace(whole_file().candidate, born_on=date(2025, 3, 3))),
            "apply",
        ),
        ("no papers", replace(file_before("oath"), documents=()), "oath"),
        ("no papers", replace(file_before("political_review"), documents=()), "political_review"),
        ("no committee known", replace(file_before("prereview"), bodies={}), "prereview"),
        ("no committee known", replace(file_before("approve_admission"), bodies={}), "approve_admission"),
        ("no committee known", replace(file_before("list_object"), bodies={}), "list_object"),
        (
            "cancellation",
            with_fact(file_before("conversion_assembly"), "conversion_resolution", proposal="cancel", reason="x"),
            "conversion_assembly",
        ),
        (
            "extension",
            with_fact(
                file_before("approve_conversion"),
                "conversion_resolution",
                proposal="extend",
                reason="x",
                extend_months=6,
            ),
            "approve_conversion",
        ),
        (
            "refused",
            with_fact(file_before("approve_admission"), "admission_approval", decision="refuse"),
            "approve_admission",
        ),
        (
            "earlier step shaken",
            with_fact(file_before("approve_admission"), "cultivation_conclusion", "2026-04-20"),
            "approve_admission",
        ),
        ("never cultivated", without(file_before("cultivate"), ["contact_assignment"]), "cultivate"),
    ],
)
def test_what_stands_in_the_way_is_told(case: str, file: CaseFile, step: str) -> None:
    tells(case, file, step)


def test_an_open_finding_stands_in_the_way_of_every_step() -> None:
    finding = OpenFinding(UUID(int=1), "apply", "development.age")

    tells("finding open", replace(file_before("oath"), open_findings=(finding,)), "oath")


@pytest.mark.parametrize("key", KEYS)
def test_what_is_due_along_the_case(key: str) -> None:
    file = file_before(key)
    rows = [
        f"{d.kind} ({d.step}): {d.starts_on} to {d.due_on}, done {d.done_on}, by {d.owner_id}, {d.clause.title_zh},"
        f" verified {d.verified}, earlier {sorted(map(str, d.earlier))}"
        for d in duties(file, NATIONAL)
    ]
    steps = [
        f"next: {step.key} after {[s.key for s in predecessors(file, step, NATIONAL, TODAY)]}"
        for step in next_steps(file, laws, TODAY)
    ]

    TOLD.tells(f"due before {key}", [*rows, *steps])


def test_what_is_due_under_a_practice_that_checks_validity() -> None:
    law = adopting(development__activist__training_validity_checked=True)
    file = file_before("admission_assembly")
    (own,) = file.certificates
    newer = replace(own, id=UUID(int=9), issued_on=date(2026, 6, 20), valid_until=date(2027, 1, 31))
    both = replace(file, certificates=(newer, replace(own, valid_until=date(2026, 12, 1))))
    rows = [
        f"{d.kind}: {d.starts_on} to {d.due_on}, done {d.done_on}, earlier {sorted(map(str, d.earlier))}, {d.clause.title_zh}"
        for d in duties(both, law)
    ]

    TOLD.tells("due, validity checked", rows)


CORRECTIONS: dict[str, Callable[[CaseFile], CaseFile]] = {
    "talk before the letter": lambda f: with_fact(f, "first_talk", "2025-03-02"),
    "letter by another hand": lambda f: with_fact(f, "application_letter", by_the_person=False),
    "contacts a year later": lambda f: with_fact(f, "contact_assignment", "2026-04-28"),
    "assembly on another day": lambda f: replace(
        f, meetings=tuple(replace(m, held_on=date(2026, 8, 1)) if m.id.int == 201 else m for m in f.meetings)
    ),
    "oath never taken": lambda f: without(f, ["oath"]),
    "nothing": lambda f: f,
}


@pytest.mark.parametrize("case", CORRECTIONS)
def test_what_a_correction_calls_into_question_is_told(case: str) -> None:
    file = CORRECTIONS[case](completed(file_before("archive"), STEPS["archive"]))

    found = questioned(file, laws)

    TOLD.tells(f"corrected, {case}", [finding for _, finding in found])
    TOLD.tells(
        f"corrected, {case}, steps", [f"{completion.step} {subject_of(finding)}" for completion, finding in found]
    )
    for completion in standing_steps(file):
        judged = judge_completed(file, completion, laws)
        assert (judged.step.key, judged.outcome) == (completion.step, Outcome.PASSED)
        assert [finding for done, finding in found if done == completion] == list(judged.verdict.unmet)
