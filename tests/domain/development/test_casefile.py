"""What the case file answers for a day: where the case stood, what bodies were then, who was what, which act was the last."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from app.domain.ballots.facts import BallotOutcome, BallotState
from app.domain.development.casefile import (
    BodyThen,
    CaseFile,
    Completion,
    MovingLaw,
    Outcome,
    PersonHistory,
    Stretch,
    VoidCause,
)
from app.domain.development.facts import ContactAssignment, PaperAssemblyKind, ThoughtReport
from app.domain.development.parameters import ACTIVIST_CULTIVATION_MIN, SPONSORS_COUNT
from app.domain.development.steps import STEPS
from app.domain.meetings.facts import MeetingKind
from app.domain.organisations.facts import OrganisationKind, Place
from app.domain.people.facts import Episode, MemberStatus
from app.domain.shared.parameters import Law
from tests.builders.development_file import (
    BODIES,
    BRANCH,
    CANDIDATE,
    COMMITTEE,
    CONTACT,
    COUNTY,
    OTHER_BRANCH,
    PEOPLE,
    adopting,
    ballot,
    completed,
    fact,
    file_before,
    whole_file,
)

BEFORE, MOVED, AFTER = date(2026, 1, 9), date(2026, 1, 10), date(2026, 1, 11)
GENERAL_BRANCH, SUB_COMMITTEE, THIRD = UUID(int=31), UUID(int=32), UUID(int=33)
MOVE = {"file_checked": True, "letter_number": "青组转〔2026〕5号"}


def moved(file: CaseFile | None = None) -> CaseFile:
    """The file of somebody who came from the other branch."""
    made = file or whole_file()
    move = fact("relocation", MOVED, 9_700, from_branch_id="OTHER_BRANCH", to_branch_id="BRANCH", **MOVE)
    return replace(made, facts=(*made.facts, move))


@pytest.mark.parametrize(
    ("_case", "day", "until", "covered"),
    [
        ("the day before", BEFORE, AFTER, False),
        ("the first day", MOVED, AFTER, True),
        ("the last day", MOVED, AFTER, True),
        ("the day excluded", AFTER, AFTER, False),
        ("long after, still so", date(2030, 1, 1), None, True),
        ("before, still so", BEFORE, None, False),
    ],
)
def test_a_stretch_holds_its_first_day_and_not_the_day_on_which_it_ended(
    _case: str, day: date, until: date | None, covered: bool
) -> None:
    assert Stretch(MOVED, until).covers(day) is covered


@pytest.mark.parametrize(
    ("_case", "day", "branch", "branches"),
    [
        ("the day before", BEFORE, OTHER_BRANCH, {OTHER_BRANCH}),
        ("the day of the move", MOVED, BRANCH, {BRANCH, OTHER_BRANCH}),
        ("the day after", AFTER, BRANCH, {BRANCH}),
    ],
)
def test_on_the_day_of_a_move_acts_of_both_branches_are_possible(
    _case: str, day: date, branch: UUID, branches: set[UUID]
) -> None:
    assert moved().branch_on(day) == branch
    assert moved().branches_on(day) == branches


def test_moves_are_undone_one_by_one() -> None:
    first = fact("relocation", "2025-06-01", 9_701, from_branch_id=THIRD, to_branch_id="OTHER_BRANCH", **MOVE)
    file = replace(moved(), facts=(*moved().facts, first))

    assert [file.branch_on(date(*day)) for day in ((2025, 5, 31), (2025, 6, 1), (2026, 1, 10))] == [
        THIRD,
        OTHER_BRANCH,
        BRANCH,
    ]


def was(body: UUID, from_on: date, until_on: date | None, **then: object) -> BodyThen:
    return BodyThen(Stretch(from_on, until_on), replace(BODIES[body], **then))  # type: ignore[arg-type]


def test_a_body_is_what_it_was_on_the_day_and_what_it_is_where_no_day_or_no_past_is_given() -> None:
    past = {COMMITTEE: (was(COMMITTEE, date(2020, 1, 1), MOVED, kind=OrganisationKind.GENERAL_BRANCH),)}
    file = replace(whole_file(), past=past)
    now = BODIES[COMMITTEE]

    assert file.body(COMMITTEE) == now
    assert file.body(COMMITTEE, BEFORE) == past[COMMITTEE][0].facts
    assert file.body(COMMITTEE, MOVED) == now
    assert file.body(COMMITTEE, date(2019, 12, 31)) == now
    assert file.body(COUNTY, BEFORE) == BODIES[COUNTY]
    assert file.body(UUID(int=999), BEFORE) is None


def test_what_stood_above_a_branch_is_read_on_the_day() -> None:
    place = Place(COUNTY, COMMITTEE, SUB_COMMITTEE, GENERAL_BRANCH, BRANCH)
    past = {BRANCH: (was(BRANCH, date(2020, 1, 1), MOVED, place=place, parent_id=GENERAL_BRANCH),)}
    file = replace(whole_file(), past=past)

    assert file.above(BEFORE) == {COUNTY, COMMITTEE, SUB_COMMITTEE, GENERAL_BRANCH}
    assert file.above(MOVED) == {COUNTY, COMMITTEE}


def test_on_the_day_of_a_move_the_bodies_above_both_branches_stand_above_the_case() -> None:
    elsewhere = Place(COUNTY, THIRD, branch_id=OTHER_BRANCH)
    other = replace(BODIES[OTHER_BRANCH], place=elsewhere, parent_id=THIRD)
    file = moved(replace(whole_file(), bodies={**BODIES, OTHER_BRANCH: other}))

    assert file.above(BEFORE) == {COUNTY, THIRD}
    assert file.above(MOVED) == {COUNTY, COMMITTEE, THIRD}
    assert file.above(AFTER) == {COUNTY, COMMITTEE}
    assert replace(file, bodies={}).above(MOVED) == frozenset()


@pytest.mark.parametrize("what", ["committee", "groups"])
def test_whether_a_branch_had_a_committee_or_groups_is_read_on_the_day_at_the_branch_of_the_day(what: str) -> None:
    stretches: dict[UUID, tuple[Stretch, ...]] = {
        BRANCH: (Stretch(MOVED, date(2026, 2, 1)), Stretch(date(2026, 3, 1))),
        OTHER_BRANCH: (Stretch(date(2026, 1, 1), date(2026, 1, 5)),),
    }
    file = replace(moved(), committees=stretches, groups=stretches)

    def had(case: CaseFile, *day: int) -> bool:
        return case.had_committee(date(*day)) if what == "committee" else case.had_groups(date(*day))

    assert [had(file, 2026, 1, 4), had(file, 2026, 1, 5)] == [True, False]
    assert [had(file, 2026, 1, 10), had(file, 2026, 1, 31), had(file, 2026, 2, 1)] == [True, True, False]
    assert [had(file, 2026, 2, 28), had(file, 2026, 3, 1)] == [False, True]
    unknown = replace(file, committees={}, groups={})
    assert had(replace(unknown, has_branch_committee=True, has_groups=True), 2026, 2, 1)
    assert not had(replace(unknown, has_branch_committee=False, has_groups=False), 2026, 1, 10)


def test_the_law_of_a_case_that_moved_is_that_of_the_branch_of_the_day() -> None:
    old, new = adopting(development__activist__cultivation_min=24), adopting()

    def of_day(on: date) -> Law:
        return old if on < MOVED else new

    law = MovingLaw(new.calendar, of_day=of_day)

    assert [law.value(ACTIVIST_CULTIVATION_MIN, on).value for on in (BEFORE, MOVED)] == [24, 12]  # type: ignore[union-attr]
    assert law.value(SPONSORS_COUNT, MOVED) == new.value(SPONSORS_COUNT, MOVED)
    assert MovingLaw(new.calendar).value(ACTIVIST_CULTIVATION_MIN, MOVED) is None


def test_the_law_of_a_case_that_moved_may_turn_on_the_day_of_the_move_and_where_that_of_either_branch_does() -> None:
    old, new = adopting(development__activist__cultivation_min=24), adopting()
    law = MovingLaw(new.calendar, of_day=lambda _: new, parts=(old, new), moved_on=frozenset({MOVED}))

    assert law.turns(ACTIVIST_CULTIVATION_MIN) == {date(2014, 5, 28), date(2020, 1, 1), MOVED, date(2026, 5, 18)}
    assert law.turns(SPONSORS_COUNT) == {MOVED} | new.turns(SPONSORS_COUNT)


def test_the_last_fact_until_a_day_is_not_a_later_one() -> None:
    file = whole_file()
    first, second = date(2025, 7, 30), date(2026, 1, 30)

    assert file.day_of(ThoughtReport) == second
    assert file.day_of(ThoughtReport, until=second) == second
    assert file.day_of(ThoughtReport, until=date(2026, 1, 29)) == first
    assert file.day_of(ThoughtReport, until=date(2025, 7, 29)) is None


def test_of_two_facts_of_one_day_the_one_recorded_later_is_the_last() -> None:
    early = fact("contact_assignment", "2025-05-01", 9_801, person_ids=["CONTACT"])
    late = replace(early, id=UUID(int=9_802), recorded_at=datetime(2025, 5, 1, 3, 0, tzinfo=UTC))

    for facts in ((early, late), (late, early)):
        found = replace(whole_file(), facts=facts).latest(ContactAssignment)
        assert found is not None
        assert found[0].id == late.id


def test_of_somebody_nothing_is_known_of_the_history_is_empty_and_carries_the_id() -> None:
    assert whole_file().person(CONTACT) == PEOPLE[CONTACT]
    assert whole_file().person(UUID(int=999)) == PersonHistory(UUID(int=999))


def test_outside_of_every_episode_no_status_is_known() -> None:
    member = PersonHistory(CONTACT, "甲", (Episode(CONTACT, BRANCH, MemberStatus.FULL_MEMBER, MOVED, AFTER),))

    assert [member.status_on(day) for day in (BEFORE, MOVED, AFTER)] == [None, MemberStatus.FULL_MEMBER, None]
    assert [member.is_full_member(day) for day in (BEFORE, MOVED, AFTER)] == [False, True, False]


def test_the_ballot_of_a_meeting_is_the_closed_one_on_the_candidate() -> None:
    meeting = whole_file().meetings[0]
    own = ballot(meeting.id, date(2026, 7, 10))
    others = {
        "of another meeting": replace(own, id=UUID(int=1), meeting_id=UUID(int=999)),
        "on somebody else": replace(own, id=UUID(int=2), candidate_id=CONTACT),
        "still open": replace(own, id=UUID(int=3), state=BallotState.OPEN),
    }

    for other in others.values():
        assert replace(whole_file(), ballots=(other,)).ballot_of(meeting) is None
        assert replace(whole_file(), ballots=(other, own)).ballot_of(meeting) == own
    assert own.candidate_id == CANDIDATE


LOST_ON, AGAIN_ON = date(2026, 7, 10), date(2026, 7, 18)


def voted_twice(first: BallotOutcome, second: BallotOutcome = BallotOutcome.CARRIED) -> CaseFile:
    """A file before its assembly on admission, with two assemblies about the candidate."""
    made = file_before("admission_assembly")
    one = next(meeting for meeting in made.meetings if meeting.kind is MeetingKind.ADMISSION)
    two = replace(one, id=UUID(int=299), planned_on=AGAIN_ON, held_on=AGAIN_ON, frozen_on=AGAIN_ON)
    votes = (ballot(one.id, LOST_ON, outcome=first), ballot(two.id, AGAIN_ON, outcome=second))
    return replace(made, meetings=(*made.meetings, two), ballots=votes)


def rests_on(file: CaseFile) -> date | None:
    meeting = file.assembly(MeetingKind.ADMISSION)
    return meeting.day if meeting is not None else None


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        (BallotOutcome.LOST, BallotOutcome.CARRIED, LOST_ON),
        (BallotOutcome.LOST, BallotOutcome.LOST, LOST_ON),
        (BallotOutcome.VOID, BallotOutcome.CARRIED, AGAIN_ON),
        (BallotOutcome.CARRIED, BallotOutcome.CARRIED, AGAIN_ON),
        (BallotOutcome.CARRIED, BallotOutcome.LOST, AGAIN_ON),
    ],
)
def test_a_lost_vote_comes_first_and_a_later_one_does_not_stand_in_for_it(
    first: BallotOutcome, second: BallotOutcome, day: date
) -> None:
    assert rests_on(voted_twice(first, second)) == day


def test_once_the_case_was_told_of_the_lost_vote_the_next_assembly_counts() -> None:
    file = completed(voted_twice(BallotOutcome.LOST), STEPS["admission_assembly"], outcome=Outcome.REJECTED)

    assert rests_on(file) == AGAIN_ON


@pytest.mark.parametrize(
    ("_case", "filled_on", "day"),
    [
        ("on the day of the lost vote", LOST_ON, LOST_ON),
        ("after it: the case has been back", date(2026, 7, 11), AGAIN_ON),
    ],
)
def test_a_vote_lost_before_the_form_was_filled_in_again_is_past(_case: str, filled_on: date, day: date) -> None:
    file = voted_twice(BallotOutcome.LOST)
    last = file.completions[-1]
    renewed = replace(file, completions=(*file.completions[:-1], replace(last, act_on=filled_on)))

    assert rests_on(renewed) == day


def test_a_completed_assembly_is_not_unseated_by_a_vote_lost_before_it() -> None:
    file = voted_twice(BallotOutcome.LOST)
    two = file.meetings[-1]
    done = Completion("admission_assembly", 1, Outcome.PASSED, AGAIN_ON, two.id)

    assert rests_on(replace(file, completions=(*file.completions, done))) == AGAIN_ON


def test_a_completed_assembly_is_not_unseated_by_a_vote_lost_after_it() -> None:
    file = voted_twice(BallotOutcome.CARRIED, BallotOutcome.LOST)
    one = next(meeting for meeting in file.meetings if meeting.kind is MeetingKind.ADMISSION)
    done = Completion("admission_assembly", 1, Outcome.PASSED, LOST_ON, one.id)

    assert rests_on(replace(file, completions=(*file.completions, done))) == LOST_ON


def test_a_form_that_was_taken_back_does_not_make_the_lost_vote_past() -> None:
    """A day of the form that was wrong and undone is not the day from which votes count."""
    file = voted_twice(BallotOutcome.LOST)
    last = file.completions[-1]
    wrong = replace(last, act_on=date(2026, 7, 11), act_ref=UUID(int=9_803), void=VoidCause.REOPENED)

    assert last.step == "fill_form"
    assert rests_on(replace(file, completions=(*file.completions[:-1], wrong, replace(last, attempt=2)))) == LOST_ON


@pytest.mark.parametrize(
    ("_case", "about", "step"),
    [
        ("admission", PaperAssemblyKind.ADMISSION, "admission_assembly"),
        ("conversion", PaperAssemblyKind.CONVERSION, "conversion_assembly"),
    ],
)
def test_of_two_assemblies_on_paper_the_one_counts_on_which_the_step_rests(
    _case: str, about: PaperAssemblyKind, step: str
) -> None:
    paper = {"about": about.value, "entitled": 9, "present": 8, "approve": 8, "secret": True}
    first, second = (fact("paper_assembly", f"2020-01-0{n}", 9_800 + n, **paper) for n in (1, 2))
    mended = replace(first, id=UUID(int=9_803), earlier_ids=frozenset({first.id}))
    file = replace(whole_file(), facts=(first, second))

    def counts(made: CaseFile, act_ref: UUID | None) -> UUID:
        done = Completion(step, 1, Outcome.PASSED, first.happened_on, act_ref)
        found = replace(made, completions=(done,)).paper_assembly(about)
        assert found is not None
        return found[0].id

    assert file.paper_assembly(about) == (second, second.data)
    assert counts(file, first.id) == first.id
    assert counts(file, second.id) == second.id
    assert counts(replace(file, facts=(mended, second)), first.id) == mended.id
    assert counts(file, None) == second.id
