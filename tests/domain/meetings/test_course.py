"""The course of a meeting, its officers and its roll."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.meetings import course, officers, roll, rules
from app.domain.meetings.facts import (
    AbortFacts,
    AbortGround,
    Attendance,
    ExcusalGround,
    MeetingKind,
    MeetingState,
    Opinion,
    RollEntry,
    Standing,
    WrittenOpinion,
)
from app.domain.people.facts import Elector, MemberStatus, RestrictionKind
from tests.domain.meetings.builders import (
    CANDIDATE,
    CHAIR,
    DAY,
    NATIONAL,
    OUTSIDER,
    STREET,
    SUPERVISOR,
    TELLER_A,
    marked,
    meeting,
    person,
    supervisor,
    with_lead,
)
from tests.domain.told import told

CONVENED = meeting(state=MeetingState.CONVENED)


def test_an_assembly_about_people_names_them_each_once() -> None:
    assert told(course.may_convene(meeting(candidates=()), NATIONAL)).codes == ("meetings.candidates-named",)
    assert told(course.may_convene(meeting(candidates=(CANDIDATE, CANDIDATE)), NATIONAL)).codes == (
        "meetings.candidate-named-once",
    )
    assert course.may_convene(meeting(candidates=(), kind=MeetingKind.BRANCH_COMMITTEE), NATIONAL)
    assert told(course.may_convene(meeting(), with_lead(6))).codes == ("meetings.notice-in-time",)


def test_a_meeting_opens_with_roll_attendance_chair_and_quorum() -> None:
    assert course.may_open(CONVENED, NATIONAL)


@pytest.mark.parametrize(
    ("_case", "facts", "code"),
    [
        ("already in session", meeting(), "meetings.state"),
        ("aborted", meeting(state=MeetingState.ABORTED), "meetings.state"),
        ("roll of another day", replace(CONVENED, frozen_on=date(2026, 7, 14)), "meetings.roll-is-of-the-day"),
        ("roll not frozen", replace(CONVENED, frozen_on=None), "meetings.roll-is-of-the-day"),
        ("somebody's attendance unknown", marked(CONVENED, person(8), None), "meetings.attendance-complete"),
        ("half present", meeting(10, 5, state=MeetingState.CONVENED), "meetings.quorum"),
        ("no chair", replace(CONVENED, chair_id=None), "meetings.chaired"),
        ("an absent chair", replace(CONVENED, chair_id=person(8)), "meetings.chaired"),
        ("a chair from outside", replace(CONVENED, chair_id=OUTSIDER), "meetings.chaired"),
        ("the candidate in the chair", replace(CONVENED, chair_id=CANDIDATE), "meetings.chaired"),
    ],
)
def test_a_meeting_does_not_open(_case: str, facts: object, code: str) -> None:
    assert told(course.may_open(facts, NATIONAL)).codes == (code,)  # type: ignore[arg-type]


def test_missing_supervisors_do_not_stop_the_opening_but_void_the_assembly() -> None:
    assert course.may_open(CONVENED, STREET)


@pytest.mark.parametrize(
    ("_case", "open_ballots", "unvoted", "codes"),
    [
        ("all voted", 0, 0, ()),
        ("one still open", 1, 0, ("meetings.ballots-closed",)),
        ("one not voted on", 0, 1, ("meetings.every-candidate-voted",)),
        ("both", 1, 1, ("meetings.ballots-closed", "meetings.every-candidate-voted")),
    ],
)
def test_closing_needs_every_ballot_closed(_case: str, open_ballots: int, unvoted: int, codes: tuple[str, ...]) -> None:
    assert told(course.may_close(meeting(), open_ballots, unvoted)).codes == codes


def test_a_committee_meeting_closes_without_votes() -> None:
    assert course.may_close(meeting(kind=MeetingKind.BRANCH_COMMITTEE), 0, 3)


WATCHED = meeting(supervisors=(supervisor(),))


def abort(
    ground: AbortGround = AbortGround.SUPERVISOR,
    by: UUID | None = SUPERVISOR,
    reason: str = "会场秩序不符合无记名投票要求",
    again: date | None = DAY + timedelta(days=1),
) -> AbortFacts:
    return AbortFacts(DAY, ground, reason, again, by)


def test_a_supervisor_who_is_there_may_suspend_under_the_street_rule() -> None:
    assert course.may_abort(WATCHED, abort(), STREET)


@pytest.mark.parametrize(
    ("_case", "aborted", "codes"),
    [
        ("no reason", abort(reason=" "), ("meetings.abort-reason",)),
        ("again on the same day", abort(again=DAY), ("meetings.again-on-later-day",)),
        ("again the day before", abort(again=DAY - timedelta(days=1)), ("meetings.again-on-later-day",)),
        ("by a stranger", abort(by=OUTSIDER), ("meetings.abort-by-present-supervisor",)),
        ("by a supervisor who names no new day", abort(again=None), ("meetings.again-on-later-day",)),
        ("by the branch, new day not set yet", abort(AbortGround.OTHER, None, again=None), ()),
        ("for a reason of its own, by nobody in particular", abort(AbortGround.OTHER, None), ()),
        ("for want of a quorum that was there", abort(AbortGround.NO_QUORUM, None), ("meetings.quorum-was-there",)),
        ("the day before", replace(abort(), on=DAY - timedelta(days=1)), ("meetings.abort-on-its-day",)),
        ("the day after, when the new day was set", replace(abort(again=DAY + timedelta(days=9)), on=DAY), ()),
    ],
)
def test_breaking_off(_case: str, aborted: AbortFacts, codes: tuple[str, ...]) -> None:
    assert told(course.may_abort(WATCHED, aborted, STREET)).codes == codes


@pytest.mark.parametrize(
    ("_case", "present", "codes"),
    [
        ("below half", 4, ()),
        ("exactly half", 5, ()),
        ("more than half", 6, ("meetings.quorum-was-there",)),
    ],
)
def test_want_of_a_quorum_is_claimed_only_where_it_was_wanting(
    _case: str, present: int, codes: tuple[str, ...]
) -> None:
    facts = meeting(10, present)

    assert told(course.may_abort(facts, abort(AbortGround.NO_QUORUM, None), STREET)).codes == codes


def test_without_the_local_rule_a_supervisor_has_no_such_right() -> None:
    assert told(course.may_abort(WATCHED, abort(), NATIONAL)).codes == ("meetings.supervisor-may-suspend",)


def test_an_absent_supervisor_suspends_nothing() -> None:
    facts = meeting(supervisors=(supervisor(present=False),))

    assert told(course.may_abort(facts, abort(), STREET)).codes == ("meetings.abort-by-present-supervisor",)


def test_a_closed_meeting_is_not_broken_off() -> None:
    assert told(
        course.may_abort(meeting(state=MeetingState.CLOSED, supervisors=(supervisor(),)), abort(), STREET)
    ).codes == ("meetings.state",)


@pytest.mark.parametrize(
    ("_case", "again", "noticed", "after", "already", "codes"),
    [
        ("the day after", 1, 0, None, False, ()),
        ("the same day", 0, 0, None, False, ("meetings.again-on-later-day",)),
        ("a second time", 1, 0, None, True, ("meetings.reconvened-once",)),
        ("with the old notice", 1, -1, None, False, ("meetings.noticed-again",)),
        ("with the old report", 1, 0, -1, False, ("meetings.noticed-again",)),
        ("reported anew", 1, 0, 0, False, ()),
    ],
)
def test_an_aborted_assembly_is_called_again_once_on_a_later_day_with_its_own_notice(
    _case: str, again: int, noticed: int, after: int | None, already: bool, codes: tuple[str, ...]
) -> None:
    aborted = replace(meeting(state=MeetingState.ABORTED), abort=abort())
    on, given = DAY + timedelta(days=again), DAY + timedelta(days=noticed)
    reported = None if after is None else DAY + timedelta(days=after)

    assert told(course.may_reconvene(aborted, on, given, reported, already=already)).codes == codes


@pytest.mark.parametrize(
    ("_case", "ground", "again", "reason", "codes"),
    [
        ("on the day", AbortGround.SUPERVISOR, 3, None, ()),
        ("later, without a reason", AbortGround.SUPERVISOR, 4, None, ("meetings.again-later-explained",)),
        ("later, with an empty reason", AbortGround.SUPERVISOR, 4, "", ("meetings.again-later-explained",)),
        ("later, explained", AbortGround.SUPERVISOR, 4, "场地当日不可用", ()),
        ("the branch's own day", AbortGround.NO_QUORUM, 4, None, ()),
    ],
)
def test_a_later_day_than_the_supervisor_named_is_explained(
    _case: str, ground: AbortGround, again: int, reason: str | None, codes: tuple[str, ...]
) -> None:
    broken = abort(ground, again=DAY + timedelta(days=3))
    aborted = replace(meeting(state=MeetingState.ABORTED), abort=broken)

    verdict = told(course.may_reconvene(aborted, DAY + timedelta(days=again), DAY, None, already=False, reason=reason))

    assert verdict.codes == codes


@pytest.mark.parametrize(("_case", "named", "ok"), [("before", 1, False), ("the day", 0, True), ("after", -1, True)])
def test_an_assembly_is_not_held_before_the_day_that_the_supervisor_named(_case: str, named: int, ok: bool) -> None:
    verdict = told(course.not_before_named_day(DAY, DAY + timedelta(days=named)))

    assert verdict.codes == (() if ok else ("meetings.again-before-named-day",))
    assert course.not_before_named_day(DAY, None)


def test_only_an_aborted_assembly_is_called_again() -> None:
    again = course.may_reconvene(meeting(), DAY + timedelta(days=1), DAY, None, already=False)

    assert told(again).codes == ("meetings.state",)


@pytest.mark.parametrize(
    ("_case", "sent", "code"),
    [
        ("not from above", supervisor(above=False), "meetings.supervisor-from-above"),
        ("a member of that branch", supervisor(member_here=True), "meetings.supervisor-not-of-branch"),
        ("the candidate", supervisor(CANDIDATE), "meetings.supervisor-not-candidate"),
        ("a teller", supervisor(TELLER_A), "meetings.supervisor-not-teller"),
    ],
)
def test_who_may_not_supervise(_case: str, sent: object, code: str) -> None:
    assert told(officers.may_supervise(sent, meeting())).codes == (code,)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("_case", "who", "codes"),
    [
        ("present with the vote", CHAIR, ()),
        ("absent", person(8), ("meetings.teller-has-vote",)),
        ("without the vote", UUID(int=2000), ("meetings.teller-has-vote",)),
        ("from outside", OUTSIDER, ("meetings.teller-has-vote",)),
        ("the candidate", CANDIDATE, ("meetings.teller-not-candidate", "meetings.teller-has-vote")),
        ("the supervisor", SUPERVISOR, ("meetings.teller-has-vote", "meetings.teller-not-supervisor")),
    ],
)
def test_who_may_count(_case: str, who: UUID, codes: tuple[str, ...]) -> None:
    assert told(officers.may_count(who, meeting(withheld=1, supervisors=(supervisor(),)))).codes == codes


def test_the_frozen_roll_keeps_why_somebody_has_no_vote() -> None:
    electors = [
        Elector(person(1), "正式党员", MemberStatus.FULL_MEMBER, True),
        Elector(person(2), "预备党员", MemberStatus.PROBATIONARY, False, "people.vote-full-members-only"),
        Elector(
            person(3),
            "留党察看",
            MemberStatus.FULL_MEMBER,
            False,
            "people.vote-party-probation",
            RestrictionKind.PARTY_PROBATION,
        ),
        Elector(
            person(4),
            "权利中止",
            MemberStatus.FULL_MEMBER,
            False,
            "people.vote-rights-suspended",
            RestrictionKind.RIGHTS_SUSPENDED,
        ),
    ]

    assert roll.frozen_roll(electors) == (
        RollEntry(person(1), Standing.ENTITLED),
        RollEntry(person(2), Standing.WITHHELD, "people.vote-full-members-only"),
        RollEntry(person(3), Standing.WITHHELD, "people.vote-party-probation"),
        RollEntry(person(4), Standing.WITHHELD, "people.vote-rights-suspended"),
    )


@pytest.mark.parametrize(
    ("_case", "frozen", "on", "codes"),
    [
        ("on the day", None, DAY, ()),
        ("a day early", None, DAY - timedelta(days=1), ("meetings.roll-is-of-the-day",)),
        ("a day late", None, DAY + timedelta(days=1), ("meetings.roll-is-of-the-day",)),
        ("twice", DAY, DAY, ("meetings.roll-frozen-once",)),
    ],
)
def test_the_roll_is_frozen_once_as_of_the_day(
    _case: str, frozen: date | None, on: date, codes: tuple[str, ...]
) -> None:
    assert told(roll.may_freeze(replace(CONVENED, frozen_on=frozen), on)).codes == codes


GROUND = ExcusalGround("bedridden", "长期卧床", "Bedridden", "某文件第三条", "组〔2026〕9号", DAY, DAY)


@pytest.mark.parametrize(
    ("_case", "who", "ground", "codes"),
    [
        ("absent, on its only day", person(8), GROUND, ()),
        ("present", person(1), GROUND, ("meetings.excused-is-absent",)),
        ("not on the roll", OUTSIDER, GROUND, ("meetings.excused-had-vote",)),
        ("ground begins tomorrow", person(8), replace(GROUND, effective_from=DAY + timedelta(days=1), effective_to=None),
         ("meetings.excusal-ground-in-force",)),
        ("ground ended yesterday", person(8), replace(GROUND, effective_from=date(2020, 1, 1), effective_to=DAY - timedelta(days=1)),
         ("meetings.excusal-ground-in-force",)),
        ("no such ground", person(8), None, ("meetings.excusal-ground-in-force",)),
    ],
)  # fmt: skip
def test_nobody_is_left_out_of_the_count_without_a_ground_in_force(
    _case: str, who: UUID, ground: ExcusalGround | None, codes: tuple[str, ...]
) -> None:
    grounds = {} if ground is None else {"bedridden": ground}

    assert told(roll.may_excuse(CONVENED, who, "bedridden", grounds)).codes == codes


def test_who_was_heard_in_writing_is_not_left_out_of_the_count() -> None:
    wrote = replace(CONVENED, written=(WrittenOpinion(person(8), CANDIDATE, Opinion.AGAINST, DAY),))

    verdict = roll.may_excuse(wrote, person(8), "bedridden", {"bedridden": GROUND})

    assert told(verdict).codes == ("meetings.excused-has-not-written",)


def test_an_excused_member_leaves_the_denominator() -> None:
    lines = tuple(
        replace(e, standing=Standing.EXCUSED, ground="bedridden") if e.person_id == person(8) else e
        for e in CONVENED.roll
    )

    assert replace(CONVENED, roll=lines).entitled == CONVENED.entitled - 1


def test_attendance_is_for_people_on_the_roll_before_the_meeting_opens() -> None:
    there = {OUTSIDER: Attendance.PRESENT}

    assert told(roll.may_record_attendance(CONVENED, there)).codes == ("meetings.on-the-roll",)
    assert told(roll.may_record_attendance(meeting(), {CHAIR: Attendance.ABSENT})).codes == ("meetings.state",)
    assert roll.may_record_attendance(CONVENED, {CHAIR: Attendance.ABSENT})


def test_who_wrote_beforehand_or_is_excused_is_not_present_too() -> None:
    wrote = replace(CONVENED, written=(WrittenOpinion(person(8), CANDIDATE, Opinion.APPROVE, DAY),))
    excused = replace(
        CONVENED,
        roll=tuple(replace(e, standing=Standing.EXCUSED) if e.person_id == person(8) else e for e in CONVENED.roll),
    )

    assert told(roll.may_record_attendance(wrote, {person(8): Attendance.PRESENT})).codes == (
        "meetings.present-or-written",
    )
    assert told(roll.may_record_attendance(excused, {person(8): Attendance.PRESENT})).codes == (
        "meetings.excused-is-absent",
    )
    assert roll.may_record_attendance(wrote, {person(8): Attendance.ABSENT})


def test_refusals_say_what_is_asked_for_and_what_was_found() -> None:
    unknown = course.may_open(marked(CONVENED, person(8), None), NATIONAL).unmet[0]
    waiting, unvoted = course.may_close(meeting(), 2, 3).unmet

    assert (unknown.required, unknown.measured) == (0, 1)
    assert (waiting.required, waiting.measured) == (0, 2)
    assert (unvoted.required, unvoted.measured) == (0, 3)


@pytest.mark.parametrize(
    ("_case", "chair", "kind", "ok"),
    [
        ("a member of the assembly", CHAIR, MeetingKind.ADMISSION, True),
        ("nobody", None, MeetingKind.ADMISSION, False),
        ("nobody, in a committee", None, MeetingKind.BRANCH_COMMITTEE, False),
        ("the candidate", CANDIDATE, MeetingKind.ADMISSION, False),
        ("the candidate, in a committee", CANDIDATE, MeetingKind.BRANCH_COMMITTEE, False),
        ("somebody from outside", OUTSIDER, MeetingKind.ADMISSION, False),
        ("somebody from outside, in a committee", OUTSIDER, MeetingKind.BRANCH_COMMITTEE, True),
    ],
)
def test_who_may_chair(_case: str, chair: UUID | None, kind: MeetingKind, ok: bool) -> None:
    given = replace(meeting(state=MeetingState.CONVENED, kind=kind), chair_id=chair)

    assert ("meetings.chaired" not in told(course.may_open(given, NATIONAL)).codes) is ok


def test_a_meeting_called_again_counts_from_the_day_on_which_it_was_broken_off() -> None:
    broken = AbortFacts(DAY + timedelta(days=2), AbortGround.NO_QUORUM, "到会人数不足")
    aborted = replace(meeting(state=MeetingState.ABORTED), abort=broken)
    again = DAY + timedelta(days=9)

    for facts, noticed, ok in ((aborted, 1, False), (aborted, 2, True), (replace(aborted, abort=None), 0, True)):
        noticed_on = DAY + timedelta(days=noticed)
        verdict = told(course.may_reconvene(facts, again, noticed_on, noticed_on, already=False))
        assert bool(verdict) is ok


def test_attendance_of_the_whole_roll_is_recorded_at_once() -> None:
    present = {entry.person_id: Attendance.PRESENT for entry in CONVENED.roll}

    assert told(roll.may_record_attendance(CONVENED, present))
    assert told(roll.may_record_attendance(CONVENED, {**present, OUTSIDER: Attendance.ABSENT})).codes == (
        "meetings.on-the-roll",
    )


@pytest.mark.parametrize("kind", [MeetingKind.ADMISSION, MeetingKind.BRANCH_ASSEMBLY])
def test_local_duties_of_votes_on_people_are_owed_by_those_votes_only(kind: MeetingKind) -> None:
    given = meeting(kind=kind)
    votes = kind is MeetingKind.ADMISSION

    assert bool(told(rules.upper_committee_told(given, STREET))) is not votes
    assert bool(told(rules.talks_held(given, STREET))) is not votes
    assert set(told(rules.supervised(given, STREET)).codes) == (
        {"meetings.void-without-supervisor", "meetings.supervisors-min"} if votes else set()
    )
