"""The status that a case gives a person: the ladder from registered person to full member, and the way back."""

from collections.abc import Collection

from app.domain.development.steps import downstream
from app.domain.people.facts import MemberStatus

__all__ = ["carried_by", "is_on_the_way_to", "stands_above", "way_back"]

_LADDER = (
    MemberStatus.REGISTERED,
    MemberStatus.APPLICANT,
    MemberStatus.ACTIVIST,
    MemberStatus.DEVELOPMENT_OBJECT,
    MemberStatus.PROBATIONARY,
    MemberStatus.FULL_MEMBER,
)
_CARRIED_BY = tuple(
    (downstream((step,)), status)
    for step, status in (
        ("approve_admission", MemberStatus.PROBATIONARY),
        ("list_object", MemberStatus.DEVELOPMENT_OBJECT),
        ("determine_activist", MemberStatus.ACTIVIST),
        ("apply", MemberStatus.APPLICANT),
    )
)
"""The latest of these steps that is done carries the status, or a step after it, where no text asked for the step itself.

Full membership is undone by no case.
"""


def is_on_the_way_to(now: MemberStatus, status: MemberStatus) -> bool:
    """Tell whether a step may bring somebody from *now* to *status*; whoever has it or a later one keeps it."""
    return now not in _LADDER or _LADDER.index(now) < _LADDER.index(status)


def stands_above(now: MemberStatus, status: MemberStatus) -> bool:
    """Tell whether *now* is a later rung than *status*."""
    return now in _LADDER and _LADDER.index(now) > _LADDER.index(status)


def carried_by(done: Collection[str]) -> MemberStatus:
    """Return the status that the standing steps carry."""
    return next((status for steps, status in _CARRIED_BY if not steps.isdisjoint(done)), MemberStatus.REGISTERED)


def way_back(now: MemberStatus, wanted: MemberStatus) -> tuple[MemberStatus, ...]:
    """Return the statuses to go through from *now* down to *wanted*; a probationary member first becomes what he was."""
    below = _LADDER[_LADDER.index(wanted) : _LADDER.index(now)][::-1]
    first = below[:1] if now is MemberStatus.PROBATIONARY else ()
    return tuple(status for status in below if status in (MemberStatus.REGISTERED, wanted, *first))
