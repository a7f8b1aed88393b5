"""The talk of a supervisor with somebody who was at the assembly, after the vote."""

from datetime import date
from uuid import UUID

from app.domain.meetings.facts import MeetingFacts
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import Verdict, require

__all__ = ["may_talk"]


def may_talk(meeting: MeetingFacts, supervisor_id: UUID, on: date, *, was_there: bool) -> Verdict:
    """Judge recording a talk: by a supervisor who was there, not before the meeting, with somebody who was there too."""
    return Verdict.all_of(
        (
            require(
                any(supervisor.person_id == supervisor_id for supervisor in meeting.supervisors_present),
                "meetings.talk-by-present-supervisor",
                OUR_CHOICE,
            ),
            require(
                on >= meeting.day,
                "meetings.talk-after-meeting",
                OUR_CHOICE,
                required=meeting.day,
                measured=on,
                pointer="/happened_on",
            ),
            require(was_there, "meetings.talk-with-somebody-there", OUR_CHOICE, pointer="/person_id"),
        )
    )
