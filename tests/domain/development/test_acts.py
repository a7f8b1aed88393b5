"""On which act a step rests, and so by the law of which day it is judged."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.development.acts import Act, act_of, current_act
from app.domain.development.casefile import CaseFile, Completion, Outcome
from app.domain.development.facts import PaperAssembly, PaperAssemblyKind
from app.domain.development.gates.assembly import paper_quorum
from app.domain.development.steps import STEPS
from app.domain.meetings.facts import MeetingKind
from app.domain.political_review.facts import ConclusionResult, PoliticalReview
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from app.domain.training.facts import CertificateKind, TrainingExemption
from tests.builders.development_file import fact, whole_file, with_fact

NATIONAL = Law.of(WorkCalendar.of([]))
PAPER = {"entitled": 9, "present": 8, "approve": 8, "secret": True}


def act(file: CaseFile, step: str) -> Act | None:
    return current_act(file, STEPS[step])


def adding(file: CaseFile, kind: str, on: str, **data: object) -> CaseFile:
    return replace(file, facts=(*file.facts, fact(kind, on, 9_500, **data)))


@pytest.mark.parametrize(
    ("step", "kind", "day"),
    [
        ("admission_assembly", MeetingKind.ADMISSION, date(2026, 7, 10)),
        ("conversion_assembly", MeetingKind.CONVERSION, date(2027, 7, 20)),
    ],
)
def test_an_assembly_is_the_meeting_of_its_kind(step: str, kind: MeetingKind, day: date) -> None:
    meeting = next(meeting for meeting in whole_file().meetings if meeting.kind is kind)

    assert act(whole_file(), step) == Act(day, meeting.id)


@pytest.mark.parametrize(
    ("step", "about"), [("admission_assembly", "admission"), ("conversion_assembly", "conversion")]
)
def test_without_a_meeting_an_assembly_is_the_one_on_paper_about_the_same(step: str, about: str) -> None:
    bare = replace(whole_file(), meetings=())
    other = "conversion" if about == "admission" else "admission"

    assert act(bare, step) is None
    assert act(adding(bare, "paper_assembly", "2020-01-02", about=other, **PAPER), step) is None
    assert act(adding(bare, "paper_assembly", "2020-01-02", about=about, **PAPER), step) == Act(
        date(2020, 1, 2), UUID(int=9_500)
    )


@pytest.mark.parametrize(
    ("_case", "on", "codes"),
    [
        ("before the 2014 text nothing is guessed", date(2014, 5, 27), ("meetings.no-figure",)),
        ("the 2014 text", date(2014, 5, 28), ("meetings.quorum",)),
        ("the 2026 text", date(2026, 5, 18), ("meetings.quorum",)),
    ],
)
@pytest.mark.parametrize("about", list(PaperAssemblyKind))
def test_half_of_those_entitled_on_paper_is_judged_by_the_text_of_the_day(
    _case: str, on: date, codes: tuple[str, ...], about: PaperAssemblyKind
) -> None:
    half = PaperAssembly(about=about, entitled=8, present=4, approve=4, secret=True)
    one_more = PaperAssembly(about=about, entitled=8, present=5, approve=5, secret=True)

    assert paper_quorum(half, NATIONAL, on).codes == codes
    assert bool(paper_quorum(one_more, NATIONAL, on)) is (codes == ("meetings.quorum",))


def _reviews(*days: date) -> tuple[PoliticalReview, ...]:
    (review,) = whole_file().reviews
    conclusion = review.conclusion
    assert conclusion is not None
    return tuple(
        replace(review, id=UUID(int=day.day), opened_on=day, conclusion=replace(conclusion, concluded_on=day))
        for day in days
    )


def test_a_political_review_counts_from_its_conclusion_and_the_last_one_opened_counts() -> None:
    first, second = date(2026, 6, 5), date(2026, 6, 9)

    for reviews in (_reviews(first, second), _reviews(second, first)):
        assert act(replace(whole_file(), reviews=reviews), "political_review") == Act(second, UUID(int=9))


def test_a_review_without_a_conclusion_or_one_that_needs_more_is_no_act_and_paper_does_not_take_its_place() -> None:
    (review,) = whole_file().reviews
    conclusion = review.conclusion
    assert conclusion is not None
    on_paper = adding(whole_file(), "paper_political_review", "2020-01-02", passed=True)
    more = replace(review, conclusion=replace(conclusion, result=ConclusionResult.NEEDS_MORE))

    assert act(replace(on_paper, reviews=(replace(review, conclusion=None),)), "political_review") is None
    assert act(replace(on_paper, reviews=(more,)), "political_review") is None
    assert act(replace(on_paper, reviews=()), "political_review") == Act(date(2020, 1, 2), UUID(int=9_500))
    assert act(replace(whole_file(), reviews=()), "political_review") is None


def test_training_is_the_last_certificate_of_an_object_that_was_not_withdrawn() -> None:
    (own,) = whole_file().certificates
    later = replace(own, id=UUID(int=9), issued_on=date(2026, 6, 12))
    activist = replace(later, kind=CertificateKind.ACTIVIST)
    withdrawn = replace(later, withdrawn_on=date(2026, 6, 13))
    exempt = TrainingExemption("县组〔2026〕8号", date(2026, 6, 14), "特殊情况")

    for both in ((own, later), (later, own)):
        assert act(replace(whole_file(), certificates=both), "train") == Act(later.issued_on, later.id)
    for not_counted in (activist, withdrawn):
        file = replace(whole_file(), certificates=(own, not_counted))
        assert act(file, "train") == Act(own.issued_on, own.id)
        assert act(replace(file, certificates=(not_counted,)), "train") is None
    assert act(replace(whole_file(), certificates=(), exemption=exempt), "train") == Act(exempt.decided_on, None)
    assert act(replace(whole_file(), exemption=exempt), "train") == Act(own.issued_on, own.id)


def test_every_other_step_rests_on_the_last_fact_of_its_kind() -> None:
    talk = next(entry for entry in whole_file().facts if entry.kind == "first_talk")
    again = adding(whole_file(), "first_talk", "2025-03-25", talked_by="SECRETARY", office="secretary")

    assert act(whole_file(), "first_talk") == Act(talk.happened_on, talk.id)
    assert act(again, "first_talk") == Act(date(2025, 3, 25), UUID(int=9_500))
    assert act(replace(whole_file(), facts=()), "first_talk") is None


def done(step: str, on: date, ref: UUID | None) -> Completion:
    return Completion(step, 1, Outcome.PASSED, on, ref, UUID(int=7_000))


def test_a_completed_step_follows_its_fact_when_the_fact_is_corrected() -> None:
    talk = next(entry for entry in whole_file().facts if entry.kind == "first_talk")
    completion = done("first_talk", talk.happened_on, talk.id)
    moved = with_fact(whole_file(), "first_talk", "2025-03-21")
    corrected = replace(talk, id=UUID(int=9), happened_on=date(2025, 3, 22), earlier_ids=frozenset({talk.id}))
    replaced = replace(
        whole_file(), facts=tuple(corrected if entry.id == talk.id else entry for entry in whole_file().facts)
    )

    assert act_of(moved, STEPS["first_talk"], completion) == Act(date(2025, 3, 21), talk.id)
    assert act_of(replaced, STEPS["first_talk"], completion) == Act(date(2025, 3, 22), UUID(int=9))
    assert act_of(replace(whole_file(), facts=()), STEPS["first_talk"], completion) == Act(talk.happened_on, talk.id)


def test_a_completed_assembly_follows_its_own_meeting_and_no_other() -> None:
    meeting = whole_file().meetings[0]
    moved = replace(whole_file(), meetings=(replace(meeting, held_on=date(2026, 7, 11)),))
    step, before = STEPS["admission_assembly"], date(2026, 7, 10)

    assert act_of(moved, step, done(step.key, before, meeting.id)) == Act(date(2026, 7, 11), meeting.id)
    assert act_of(moved, step, done(step.key, before, UUID(int=9))) == Act(before, UUID(int=9))
    assert act_of(replace(moved, meetings=()), step, done(step.key, before, meeting.id)) == Act(before, meeting.id)


def test_a_step_taken_over_without_its_act_rests_on_the_one_that_turns_up() -> None:
    talk = next(entry for entry in whole_file().facts if entry.kind == "first_talk")
    bare = replace(done("first_talk", date(2026, 11, 23), None), taken_over=True)
    named = replace(bare, act_ref=UUID(int=9))

    assert bare.came_without_act
    assert not named.came_without_act
    assert not replace(bare, taken_over=False).came_without_act
    assert act_of(whole_file(), STEPS["first_talk"], bare) == Act(talk.happened_on, talk.id)
    assert act_of(replace(whole_file(), facts=()), STEPS["first_talk"], bare) == Act(date(2026, 11, 23), None)
    assert act_of(whole_file(), STEPS["first_talk"], named) == Act(date(2026, 11, 23), UUID(int=9))
    assert act_of(whole_file(), STEPS["first_talk"], replace(bare, taken_over=False)) == Act(date(2026, 11, 23), None)
