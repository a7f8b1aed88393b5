"""How long a member may be on probation within the Party (留党察看).

Source: Party Constitution of 2022, 第四十二条, from general knowledge and marked so; for days before 22 October 2022 no text is
on record, and nothing is judged. Periods that follow each other without a day between them are one probation, however many
decisions set it (ours): a longer one is not made of two.

Not covered: one whose end nobody has named. It keeps the vote away until a decision ends it, and is judged then.
"""

from collections.abc import Iterable
from datetime import date

from app.domain.disposal.parameters import DISCIPLINE_PROBATION_WITHIN_PARTY_MAX
from app.domain.people.facts import Restriction, RestrictionKind
from app.domain.shared.days import add_years
from app.domain.shared.parameters import national_value
from app.domain.shared.verdict import SATISFIED, Verdict, judged

__all__ = ["probation_not_too_long"]


def probation_not_too_long(restriction: Restriction, others: Iterable[Restriction]) -> Verdict:
    """Judge a probation within the Party, with those of the *others* that it continues, by the text of its first day."""
    years = national_value(DISCIPLINE_PROBATION_WITHIN_PARTY_MAX, restriction.from_on)
    if restriction.kind is not RestrictionKind.PARTY_PROBATION or years is None:
        return SATISFIED
    begun, ended = _unbroken(restriction, [other for other in others if other.kind is restriction.kind])
    if ended is None:
        return SATISFIED
    longest = add_years(begun, years.value)
    return judged(
        ended <= longest,
        "people.party-probation-length",
        years,
        required=longest,
        measured=ended,
        pointer="/until_on",
        facts={"since": begun, "years": years.value},
    )


def _unbroken(restriction: Restriction, others: list[Restriction]) -> tuple[date, date | None]:
    """The first day, and the first day after the last, of the stretch to which a restriction belongs."""
    begun, ended = restriction.from_on, restriction.until_on
    for other in sorted(others, key=lambda one: one.from_on, reverse=True):
        if other.until_on == begun:
            begun = other.from_on
    for other in sorted(others, key=lambda one: one.from_on):
        if other.from_on == ended:
            ended = other.until_on
    return begun, ended
