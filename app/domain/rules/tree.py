"""Which adoptions bind a body that has moved: those of a body above count for the days on which it stood above.

A move never changes the law of an act done before it. The first stay reaches back without limit (what was adopted before
a body was founded binds it from its first day anyway), the last one forward.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.domain.shared.parameters import Adoption

__all__ = ["Stay", "adoptions_for", "bodies_of"]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of days with the same bodies above: ids from the root down, the body itself last."""

    bodies: tuple[UUID, ...]
    from_on: date
    until_on: date | None = None
    """First day of the next stay; open while None."""


def bodies_of(stays: Sequence[Stay]) -> list[UUID]:
    """Return every body of the stays once, from the root down."""
    depth: dict[UUID, int] = {}
    for stay in stays:
        for index, body in enumerate(stay.bodies):
            depth[body] = min(index, depth.get(body, index))
    return sorted(depth, key=lambda body: depth[body])


def adoptions_for(stays: Sequence[Stay], adoptions: Iterable[Adoption]) -> list[Adoption]:
    """Return the adoptions cut to the days on which their bodies stood above, in the order given."""
    spans = _spans(stays)
    return [
        cut
        for adoption in adoptions
        for span in spans.get(adoption.organisation_id, ())
        for cut in _cut(adoption, span)
    ]


Span = tuple[date, date]
"""First and last day."""


def _spans(stays: Sequence[Stay]) -> dict[UUID, list[Span]]:
    ordered = sorted(stays, key=lambda stay: stay.from_on)
    found: dict[UUID, list[Span]] = {}
    for index, stay in enumerate(ordered):
        first = date.min if index == 0 else stay.from_on
        ends = stay.until_on is not None and index < len(ordered) - 1
        last = stay.until_on - _ONE_DAY if ends and stay.until_on is not None else date.max
        for body in stay.bodies:
            spans = found.setdefault(body, [])
            if spans and spans[-1][1] != date.max and spans[-1][1] + _ONE_DAY == first:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
    return found


def _cut(adoption: Adoption, span: Span) -> Iterable[Adoption]:
    first = max(adoption.effective_from, span[0])
    last = span[1] if adoption.effective_to is None else min(adoption.effective_to, span[1])
    if first <= last:
        yield replace(adoption, effective_from=first, effective_to=None if last == date.max else last)
