"""What counts once: a vote is about what was put to it, an act serves one attempt, a decision carries what it decided."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.ballots.facts import BallotOutcome
from app.domain.development.casefile import CaseFile, Completion, Outcome, VoidCause
from app.domain.development.engine import judge, next_steps, questioned
from app.domain.development.facts import Fact, Proposal
from app.domain.development.gates import GATES
from app.domain.development.gates.common import cultivation_start, extension_months, probation_end, proposal
from app.domain.development.steps import STEPS
from app.domain.meetings.facts import MeetingFacts, MeetingKind
from app.domain.shared.parameters import Law
from tests.builders.development_file import (
    CONVERSION_MEETING,
    MEETING,
    NATIONAL,
    TODAY,
    ballot,
    fact,
    file_before,
    whole_file,
    with_fact,
    without,
)

VOTED, LATER = date(2027, 7, 20), UUID(int=203)


def laws(_: date) -> Law:
    return NATIONAL


def added(file: CaseFile, kind: str, day: date | str, number: int = 9_990, /, **data: object) -> CaseFile:
    """The file with one more fact, recorded after all others."""
    return replace(file, facts=(*file.facts, fact(kind, day, number, **data)))


def voided(file: CaseFile, step: str, cause: VoidCause) -> CaseFile:
    """The file in which the completion of a step no longer counts."""
    return replace(
        file, completions=tuple(replace(c, void=cause) if c.step == step and c.stands else c for c in file.completions)
    )


def meeting_like(file: CaseFile, kind: MeetingKind, identifier: UUID, day: date) -> MeetingFacts:
    """Another assembly of a kind, as sound as the first."""
    first = next(meeting for meeting in file.meetings if meeting.kind is kind)
    return replace(first, id=identifier, planned_on=day, held_on=day, frozen_on=day, noticed_on=day - timedelta(days=5))


def ends_on(file: CaseFile) -> date | None:
    """The day on which the probation of the file ends."""
    found = probation_end(file, NATIONAL)
    return found[0] if found is not None else None


# What was voted on


@pytest.mark.parametrize("step", ["conversion_assembly", "approve_conversion"])
@pytest.mark.parametrize(
    ("_case", "day", "data"),
    [
        ("the next day, about the same assembly's conversion", "2027-07-21", {"proposal": "convert"}),
        ("on the day, about no assembly", "2027-07-20", {"proposal": "convert"}),
        ("later, about another assembly", "2027-07-25", {"proposal": "convert", "meeting_id": LATER}),
        ("later, a cancellation", "2027-07-25", {"proposal": "cancel", "reason": "x"}),
    ],
)
def test_a_resolution_written_down_after_the_vote_is_not_what_was_voted_on(
    _case: str, day: str, data: dict[str, object], step: str
) -> None:
    file = with_fact(whole_file(), "conversion_resolution", proposal="extend", extend_months=6, reason="x")

    file = file_before(step, added(file, "conversion_resolution", day, **data))

    assert proposal(file, TODAY) is Proposal.EXTEND
    assert judge(file_before("approve_conversion", file), STEPS["approve_conversion"], laws, TODAY).outcome is (
        Outcome.EXTENDED
    )


def paper(about: str, day: str, number: int) -> Fact:
    """An assembly on paper, of a case taken over."""
    return fact("paper_assembly", day, number, about=about, entitled=21, present=19, approve=18, secret=True)


def extended_on_paper() -> CaseFile:
    """A file whose assemblies are on paper only; the one on conversion resolved to extend, and a note says otherwise."""
    file = replace(whole_file(), meetings=(), ballots=())
    file = with_fact(file, "conversion_resolution", proposal="extend", extend_months=6, reason="x", meeting_id=None)
    file = added(file, "conversion_resolution", "2027-07-25", proposal="convert")
    papers = (paper("admission", "2026-07-10", 9_601), paper("conversion", "2027-07-20", 9_602))
    return replace(file, facts=(*file.facts, *papers))


@pytest.mark.parametrize("step", ["conversion_assembly", "approve_conversion"])
def test_on_paper_too_what_was_written_down_after_the_vote_is_not_what_was_voted_on(step: str) -> None:
    file = file_before(step, extended_on_paper())

    assert proposal(file, TODAY) is Proposal.EXTEND
    assert proposal(without(file, ["paper_assembly"]), TODAY) is Proposal.CONVERT


@pytest.mark.parametrize(
    ("_case", "papers"),
    [
        ("no other", ()),
        ("a second one, after the extension", (paper("conversion", "2028-01-12", 9_603),)),
        ("another one on the admission", (paper("admission", "2026-07-11", 9_603),)),
    ],
)
def test_an_extension_on_paper_has_the_months_of_the_last_assembly_on_conversion_before_it(
    _case: str, papers: tuple[Fact, ...]
) -> None:
    file = extended_on_paper()
    approval = Completion("approve_conversion", 1, Outcome.EXTENDED, date(2027, 8, 10))

    assert extension_months(replace(file, facts=(*file.facts, *papers), completions=(approval,))) == 6


def extended(file: CaseFile, meeting: UUID, voted: date, approved: date, attempt: int, months: int) -> CaseFile:
    """The file with one more extension: put to an assembly, and approved."""
    told = {"proposal": "extend", "extend_months": months, "reason": "x", "meeting_id": meeting}
    file = added(file, "conversion_resolution", voted, 9_970 + attempt, **told)
    vote = Completion("conversion_assembly", attempt, Outcome.PASSED, voted, meeting, void=VoidCause.EXTENDED)
    approval = Completion("approve_conversion", attempt, Outcome.EXTENDED, approved)
    return replace(file, completions=(*file.completions, vote, approval))


@pytest.mark.parametrize(("_case", "approved"), [("weeks later", date(2027, 8, 10)), ("on the day of the vote", VOTED)])
def test_each_extension_has_the_months_that_its_own_assembly_resolved(_case: str, approved: date) -> None:
    file = extended(without(whole_file(), ["conversion_resolution"]), CONVERSION_MEETING, VOTED, approved, 1, 6)
    file = added(file, "conversion_resolution", VOTED, proposal="convert")
    assert extension_months(file) == 6

    file = extended(file, LATER, date(2028, 1, 12), date(2028, 2, 1), 2, 3)

    assert extension_months(file) == 9


def test_an_approved_extension_keeps_its_months_whatever_is_written_down_later() -> None:
    file = with_fact(whole_file(), "conversion_resolution", proposal="extend", extend_months=6, reason="x")
    file = file_before("approve_conversion", file)
    approval = Completion("approve_conversion", 1, Outcome.EXTENDED, date(2027, 8, 10), UUID(int=530))
    for step in ("probation", "apply_for_conversion", "conversion_assembly"):
        file = voided(file, step, VoidCause.EXTENDED)
    file = replace(file, completions=(*file.completions, approval))
    assert ends_on(file) == date(2028, 1, 10)

    file = added(file, "conversion_resolution", "2027-08-10", proposal="convert")

    assert extension_months(file) == 6
    assert ends_on(file) == date(2028, 1, 10)


def test_a_cancellation_that_was_not_carried_shortens_no_probation() -> None:
    """Only the assembly that is asked to cancel need not wait; education and application go to the end."""
    lost = date(2026, 12, 1)
    file = added(whole_file(), "conversion_resolution", lost, proposal="cancel", reason="x", meeting_id=LATER)
    meeting = meeting_like(file, MeetingKind.CONVERSION, LATER, lost)
    file = replace(
        file,
        meetings=(*file.meetings, meeting),
        ballots=(*file.ballots, ballot(LATER, lost, 3, BallotOutcome.LOST)),
        completions=(Completion("conversion_assembly", 1, Outcome.REJECTED, lost, LATER),),
    )
    early = with_fact(file_before("probation", file), "probation_conclusion", "2026-12-02")

    judgement = judge(early, STEPS["probation"], laws, TODAY)

    assert "development.probation-over" in judgement.verdict.codes


# Which assembly


@pytest.mark.parametrize(
    ("kind", "first", "step", "after"),
    [
        (MeetingKind.ADMISSION, MEETING, "admission_assembly", "approve_admission"),
        (MeetingKind.CONVERSION, CONVERSION_MEETING, "conversion_assembly", "approve_conversion"),
    ],
)
def test_an_assembly_that_meets_after_the_step_mends_nothing_of_the_one_it_rests_on(
    kind: MeetingKind, first: UUID, step: str, after: str
) -> None:
    file = file_before(after)
    held = next(meeting.day for meeting in file.meetings if meeting.id == first)
    second = meeting_like(file, kind, LATER, held + timedelta(days=1))
    unwatched = replace(next(m for m in file.meetings if m.id == first), tellers=())
    others = tuple(m for m in file.meetings if m.id != first)

    file = replace(file, meetings=(*others, unwatched, second), ballots=(*file.ballots, ballot(LATER, second.day)))

    assert file.assembly(kind) == unwatched
    assert {(c.step, f.code) for c, f in questioned(file, laws)} >= {(step, "meetings.tellers-named")}


def test_an_assembly_on_paper_is_not_replaced_by_one_that_meets_later() -> None:
    vote = {"about": "admission", "entitled": 21, "present": 10, "approve": 10, "secret": True}
    paper = fact("paper_assembly", "2026-07-10", 9_604, **vote)
    bare = replace(whole_file(), meetings=(), ballots=())
    file = file_before("approve_admission", replace(bare, facts=(*bare.facts, paper)))

    later = meeting_like(whole_file(), MeetingKind.ADMISSION, LATER, date(2026, 7, 20))
    file = replace(file, meetings=(later,), ballots=(ballot(LATER, later.day),))

    assert file.assembly(MeetingKind.ADMISSION) is None
    assert ("admission_assembly", "meetings.quorum") in {(c.step, f.code) for c, f in questioned(file, laws)}


# One act, one attempt


@pytest.mark.parametrize("cause", [VoidCause.SENT_BACK, VoidCause.REFUSED, VoidCause.REOPENED])
def test_correcting_an_act_makes_no_new_one_of_it(cause: VoidCause) -> None:
    file = voided(file_before("prereview"), "examine", cause)
    (old,) = [entry for entry in file.facts if entry.kind == "committee_examination"]
    corrected = replace(
        old, id=UUID(int=9_991), happened_on=old.happened_on + timedelta(days=1), earlier_ids=frozenset({old.id})
    )
    file = replace(file, facts=tuple(corrected if entry is old else entry for entry in file.facts))

    judgement = judge(file, STEPS["examine"], laws, TODAY)

    assert "development.act-is-new" in judgement.verdict.codes
    again = added(file, "committee_examination", "2026-06-19", decided_by="branch_committee", passed=True)
    assert "development.act-is-new" not in judge(again, STEPS["examine"], laws, TODAY).verdict.codes
    assert STEPS["examine"] in next_steps(again, laws, TODAY)


@pytest.mark.parametrize("cause", [VoidCause.SENT_BACK, VoidCause.REOPENED])
def test_a_review_that_was_used_serves_again_only_once_it_is_concluded_anew(cause: VoidCause) -> None:
    file = voided(file_before("examine"), "political_review", cause)
    (review,) = file.reviews
    assert review.conclusion is not None
    anew = replace(review, conclusion=replace(review.conclusion, concluded_on=date(2026, 6, 15)))

    used = judge(file, STEPS["political_review"], laws, TODAY).verdict
    fresh = judge(replace(file, reviews=(anew,)), STEPS["political_review"], laws, TODAY).verdict

    assert used.codes == ("development.act-is-new",)
    assert fresh.codes == ()


@pytest.mark.parametrize(
    ("_case", "day", "persons", "start"),
    [
        ("too many", "2026-05-20", ["CONTACT", "SECOND", "ORGANISER"], "2026-05-28"),
        ("not a full member", "2026-05-20", ["YOUNG"], "2026-05-28"),
        ("before the activist was filed", "2026-05-18", ["CONTACT"], "2026-05-28"),
        ("on the day of the filing", "2026-05-19", ["CONTACT"], "2026-05-19"),
        ("as the step asks", "2026-05-20", ["CONTACT"], "2026-05-20"),
    ],
)
def test_an_assignment_that_the_step_could_not_accept_starts_no_cultivation(
    _case: str, day: str, persons: list[str], start: str
) -> None:
    file = with_fact(with_fact(whole_file(), "activist_filing", "2026-05-19"), "contact_assignment", "2026-05-28")
    file = added(file, "contact_assignment", day, person_ids=persons)

    assert cultivation_start(file_before("cultivate", file), NATIONAL, TODAY) == date.fromisoformat(start)


def test_contact_persons_who_take_over_later_do_not_start_the_cultivation_anew() -> None:
    file = added(whole_file(), "contact_assignment", "2026-02-01", person_ids=["CONTACT"])

    assert cultivation_start(file_before("cultivate", file), NATIONAL, TODAY) == date(2025, 4, 28)


# Calendars


@pytest.mark.parametrize(
    ("_case", "start", "periods", "concluded", "ok"),
    [
        (
            "from 31 August, half years as the calendar has them",
            "2025-08-31",
            [("2025-08-31", "2026-02-27"), ("2026-02-28", "2026-08-30")],
            "2026-08-31",
            True,
        ),
        (
            "from 31 August, a day left out at the end",
            "2025-08-31",
            [("2025-08-31", "2026-02-27"), ("2026-02-28", "2026-08-29")],
            "2026-08-31",
            False,
        ),
        (
            "from 31 August, the second review spans more than its half year",
            "2025-08-31",
            [("2025-08-31", "2026-02-20"), ("2026-02-21", "2026-09-01")],
            "2026-09-01",
            False,
        ),
        (
            "from 31 August into a leap year",
            "2027-08-31",
            [("2027-08-31", "2028-02-28"), ("2028-02-29", "2028-08-30")],
            "2028-08-31",
            True,
        ),
        (
            "from 29 February",
            "2028-02-29",
            [("2028-02-29", "2028-08-28"), ("2028-08-29", "2029-02-27")],
            "2029-02-28",
            True,
        ),
    ],
)
def test_reviews_cover_half_years_by_the_calendar(
    _case: str, start: str, periods: list[tuple[str, str]], concluded: str, ok: bool
) -> None:
    file = with_fact(without(whole_file(), ["half_yearly_review"]), "contact_assignment", start)
    for number, (first, last) in enumerate(periods):
        done = date.fromisoformat(last) + timedelta(days=1)
        file = added(file, "half_yearly_review", done, 9_980 + number, period_from=first, period_to=last, suitable=True)

    verdict = GATES["reviews_cover_cultivation"](file, NATIONAL, date.fromisoformat(concluded))

    assert verdict.codes == (() if ok else ("development.reviews-cover",))


@pytest.mark.parametrize(
    ("voted", "months", "end"),
    [
        ("2028-02-29", 0, "2029-02-28"),
        ("2028-02-29", 6, "2029-08-29"),
        ("2028-02-29", 12, "2030-02-28"),
        ("2026-08-31", 6, "2028-02-29"),
    ],
)
def test_probation_ends_by_the_calendar_also_from_the_last_of_a_month(voted: str, months: int, end: str) -> None:
    day = date.fromisoformat(voted)
    file = file_before("probation")
    file = replace(
        file,
        completions=tuple(replace(c, act_on=day) if c.step == "admission_assembly" else c for c in file.completions),
    )
    if months:
        file = with_fact(file, "conversion_resolution", proposal="extend", extend_months=months, reason="x")
        approval = Completion("approve_conversion", 1, Outcome.EXTENDED, date(2027, 8, 10))
        file = replace(file, completions=(*file.completions, approval))

    assert ends_on(file) == date.fromisoformat(end)
    verdict = GATES["probation_over"](file, NATIONAL, date.fromisoformat(end) - timedelta(days=1))
    assert verdict.codes == ("development.probation-over",)
    assert GATES["probation_over"](file, NATIONAL, date.fromisoformat(end))


@pytest.mark.parametrize(
    ("born", "received", "ok"),
    [
        ("2008-02-29", "2026-02-28", False),
        ("2008-02-29", "2026-03-01", True),
        ("2010-02-28", "2028-02-28", True),
        ("2010-03-01", "2028-02-29", False),
        ("2012-02-29", "2030-02-28", False),
    ],
)
def test_eighteen_is_reached_by_the_calendar(born: str, received: str, ok: bool) -> None:
    file = replace(whole_file(), candidate=replace(whole_file().candidate, born_on=date.fromisoformat(born)))

    verdict = GATES["applicant_old_enough"](file, NATIONAL, date.fromisoformat(received))

    assert verdict.codes == (() if ok else ("development.age",))
