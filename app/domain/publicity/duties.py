"""What publicity owes by a day: a notice whose windows have closed is concluded, an objection goes its way to the end.

No clause gives a day for any of it; the days below are ours. An inspection notice ends by itself and owes nothing.
"""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from app.domain.publicity.facts import NoticeFacts, NoticeKind, NoticeState, ObjectionFacts
from app.domain.publicity.parameters import NOTICE_LEAD_DAYS, POSTING_DAY_COUNTS, WORKING_DAYS
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.tasks.facts import Owed, TaskKind

__all__ = [
    "CONCLUDE_WITHIN_DAYS",
    "DATED_BY",
    "DUTY_KINDS",
    "FEED_BACK_WITHIN_DAYS",
    "INVESTIGATE_WITHIN_DAYS",
    "notice_duty",
    "objection_duties",
]

CONCLUDE_WITHIN_DAYS = 7
"""Days after the last day of the last window."""
INVESTIGATE_WITHIN_DAYS = 15
"""Days from the receipt of an objection to the conclusion of its investigation."""
FEED_BACK_WITHIN_DAYS = 7
"""Days from the conclusion of an investigation, over the report to the committee, to the feedback."""

DUTY_KINDS = frozenset(
    {TaskKind.PUBLICITY_CONCLUSION.value, TaskKind.OBJECTION_INVESTIGATION.value, TaskKind.OBJECTION_FEEDBACK.value}
)
"""Kinds of duty that publicity can have."""
DATED_BY = frozenset({WORKING_DAYS.id, POSTING_DAY_COUNTS.id, NOTICE_LEAD_DAYS.id})
"""Figures from which the last days of windows follow."""


def notice_duty(notice: NoticeFacts, closes_on: date | None, owner_id: UUID) -> tuple[Owed, ...]:
    """Return the duty to conclude a posted notice; none while the calendar does not reach, and none when withdrawn."""
    begun = notice.first_posted_on
    if notice.kind is NoticeKind.INSPECTION or notice.state in (NoticeState.DRAFT, NoticeState.WITHDRAWN):
        return ()
    if begun is None or closes_on is None:
        return ()
    return (
        Owed(
            TaskKind.PUBLICITY_CONCLUSION.value,
            begun,
            closes_on + timedelta(days=CONCLUDE_WITHIN_DAYS),
            owner_id,
            "conclude_notice",
            notice.concluded_on,
            OUR_CHOICE,
        ),
    )


def objection_duties(objection: ObjectionFacts, office_id: UUID, body_id: UUID | None) -> tuple[Owed, ...]:
    """Return the duties of an objection: investigate it, then report and feed back. Done ones stay with their day."""
    investigate = Owed(
        TaskKind.OBJECTION_INVESTIGATION.value,
        objection.received_on,
        objection.received_on + timedelta(days=INVESTIGATE_WITHIN_DAYS),
        body_id or office_id,
        "conclude_objection" if body_id is not None else "assign_objection",
        objection.concluded_on,
        OUR_CHOICE,
    )
    concluded = objection.concluded_on
    if concluded is None:
        return (investigate,)
    feed_back = replace(
        investigate,
        kind=TaskKind.OBJECTION_FEEDBACK.value,
        starts_on=concluded,
        due_on=concluded + timedelta(days=FEED_BACK_WITHIN_DAYS),
        owner_id=office_id,
        step="report_objection" if objection.reported_on is None else "feed_back_objection",
        done_on=objection.fed_back_on,
    )
    return (investigate, feed_back)
