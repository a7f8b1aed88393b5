"""Builders for meetings and the law of a street that adopted its practice."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.meetings import parameters as p
from app.domain.meetings.facts import (
    Attendance,
    CandidateFacts,
    MeetingFacts,
    MeetingKind,
    MeetingState,
    RollEntry,
    Standing,
    SupervisorFacts,
    TellerFacts,
)
from app.domain.shared.parameters import Adoption, Law, Parameter, ValueType
from app.domain.shared.workdays import WorkCalendar

DAY = date(2026, 7, 15)
DAY_2014 = date(2020, 7, 15)
ADOPTED = date(2026, 1, 1)
STREET_ID, BRANCH = UUID(int=1), UUID(int=2)
CANDIDATE, SECOND_CANDIDATE, SUPERVISOR, OUTSIDER = (UUID(int=n) for n in (900, 901, 902, 903))


def person(number: int) -> UUID:
    return UUID(int=1000 + number)


CHAIR, TELLER_A, TELLER_B = person(0), person(1), person(2)


def adoption(parameter: Parameter[int] | Parameter[bool], value: ValueType) -> Adoption:
    return Adoption(parameter.id, value, ADOPTED, STREET_ID, "某街道党工委", "街党〔2026〕3号")


NATIONAL = Law.of(WorkCalendar.of([]))
STREET = Law.of(
    WorkCalendar.of([]),
    (
        adoption(p.SUPERVISORS_MIN, 1),
        adoption(p.SUPERVISORS_MAX, 2),
        adoption(p.VOID_WITHOUT_SUPERVISOR, True),
        adoption(p.SUPERVISOR_MAY_SUSPEND, True),
        adoption(p.NOTIFY_UPPER_IN_ADVANCE, True),
        adoption(p.POST_VOTE_TALKS, True),
    ),
)


def with_lead(days: int) -> Law:
    return Law.of(WorkCalendar.of([]), (adoption(p.NOTICE_LEAD_DAYS, days),))


def roll(entitled: int, present: int, withheld: int = 0) -> tuple[RollEntry, ...]:
    members = tuple(
        RollEntry(person(n), Standing.ENTITLED, None, Attendance.PRESENT if n < present else Attendance.ABSENT)
        for n in range(entitled)
    )
    others = tuple(
        RollEntry(UUID(int=2000 + n), Standing.WITHHELD, "people.vote-full-members-only", Attendance.PRESENT)
        for n in range(withheld)
    )
    return members + others


def supervisor(
    person_id: UUID = SUPERVISOR, *, above: bool = True, member_here: bool = False, present: bool = True
) -> SupervisorFacts:
    return SupervisorFacts(person_id, STREET_ID, above, member_here, present)


def meeting(
    entitled: int = 9,
    present: int = 7,
    *,
    withheld: int = 0,
    kind: MeetingKind = MeetingKind.ADMISSION,
    state: MeetingState = MeetingState.IN_SESSION,
    on: date = DAY,
    noticed_on: date | None = None,
    candidates: Iterable[UUID] = (CANDIDATE,),
    supervisors: Iterable[SupervisorFacts] = (),
    tellers: Iterable[UUID] = (TELLER_A, TELLER_B),
) -> MeetingFacts:
    entries = roll(entitled, present, withheld)
    there = {entry.person_id for entry in entries if entry.has_vote_here}
    begun = state in (MeetingState.IN_SESSION, MeetingState.CLOSED)
    return MeetingFacts(
        UUID(int=50),
        BRANCH,
        kind,
        state,
        on,
        noticed_on or date(on.year, on.month, on.day - 5),
        on if begun else None,
        candidates=tuple(CandidateFacts(c, n, discussed=True) for n, c in enumerate(candidates, 1)),
        frozen_on=on,
        roll=entries,
        supervisors=tuple(supervisors),
        tellers=tuple(TellerFacts(t, t in there) for t in tellers),
        chair_id=CHAIR,
    )


def marked(facts: MeetingFacts, person_id: UUID, attendance: Attendance | None) -> MeetingFacts:
    return replace(
        facts,
        roll=tuple(replace(e, attendance=attendance) if e.person_id == person_id else e for e in facts.roll),
    )
