"""The roll of an assembly: everybody of the branch on that day, who has the vote, and who need not be counted.

Who has the vote is the people area's answer (election regulation, article 5). Whom a text lets be left out of 应到会 is never
invented here: a ground is adopted with its text and a decision, from a day, and is used only while it is in force.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from app.domain.meetings.facts import Attendance, ExcusalGround, MeetingFacts, MeetingState, RollEntry, Standing
from app.domain.meetings.rules import is_in_state
from app.domain.people.facts import Elector
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.verdict import Scalar, Verdict, require

__all__ = ["frozen_roll", "may_excuse", "may_freeze", "may_record_attendance"]


def frozen_roll(electors: Iterable[Elector]) -> tuple[RollEntry, ...]:
    """Turn the people of a day into the roll: entitled, or withheld with the reason."""
    return tuple(
        RollEntry(person.person_id, Standing.ENTITLED)
        if person.entitled
        else RollEntry(person.person_id, Standing.WITHHELD, person.reason)
        for person in electors
    )


def may_freeze(meeting: MeetingFacts, on: date) -> Verdict:
    """Judge freezing the roll: before the meeting opens, as of its own day, and once."""
    return Verdict.all_of(
        (
            is_in_state(meeting, MeetingState.CONVENED),
            require(meeting.frozen_on is None, "meetings.roll-frozen-once", OUR_CHOICE, measured=meeting.frozen_on),
            require(
                on == meeting.planned_on,
                "meetings.roll-is-of-the-day",
                OUR_CHOICE,
                required=meeting.planned_on,
                measured=on,
                pointer="/happened_on",
            ),
        )
    )


def may_excuse(meeting: MeetingFacts, person_id: UUID, code: str, grounds: Mapping[str, ExcusalGround]) -> Verdict:
    """Judge leaving somebody out of 应到会: entitled, neither there nor heard in writing, on a ground in force that day."""
    entry = meeting.entry(person_id)
    ground = grounds.get(code)
    clause = Clause(DocumentKey.LOCAL_DECISION, ground.decision_number) if ground is not None else OUR_CHOICE
    facts: dict[str, Scalar] = {"person": person_id, "ground": code}
    return Verdict.all_of(
        (
            is_in_state(meeting, MeetingState.CONVENED),
            require(
                entry is not None and entry.standing is not Standing.WITHHELD,
                "meetings.excused-had-vote",
                OUR_CHOICE,
                pointer="/person_id",
                facts=facts,
            ),
            require(
                entry is None or entry.attendance is not Attendance.PRESENT,
                "meetings.excused-is-absent",
                OUR_CHOICE,
                pointer="/person_id",
                facts=facts,
            ),
            require(
                all(opinion.person_id != person_id for opinion in meeting.written),
                "meetings.excused-has-not-written",
                OUR_CHOICE,
                pointer="/person_id",
                facts=facts,
            ),
            require(
                ground is not None and ground.applies_on(meeting.day),
                "meetings.excusal-ground-in-force",
                clause,
                required=meeting.day,
                pointer="/ground",
                facts=facts,
            ),
        )
    )


def may_record_attendance(meeting: MeetingFacts, present: Mapping[UUID, Attendance]) -> Verdict:
    """Judge recording who came: only people on the roll, before the meeting opens; later changes are corrections."""
    known = {entry.person_id for entry in meeting.roll}
    excused = {entry.person_id for entry in meeting.roll if entry.standing is Standing.EXCUSED}
    wrote = {opinion.person_id for opinion in meeting.written}
    came = {person for person, attendance in present.items() if attendance is Attendance.PRESENT}
    return Verdict.all_of(
        (
            is_in_state(meeting, MeetingState.CONVENED),
            require(
                set(present) <= known,
                "meetings.on-the-roll",
                OUR_CHOICE,
                measured=len(set(present) - known),
                pointer="/attendances",
            ),
            require(
                not came & excused,
                "meetings.excused-is-absent",
                OUR_CHOICE,
                measured=len(came & excused),
                pointer="/attendances",
            ),
            require(
                not came & wrote,
                "meetings.present-or-written",
                OUR_CHOICE,
                measured=len(came & wrote),
                pointer="/attendances",
            ),
        )
    )
