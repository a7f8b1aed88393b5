"""Who takes part: people on their way in the same committee, at home in the branch of the first page from the beginning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import asyncpg

from app.demo.county import County
from app.demo.people import MadePerson
from app.domain.people.facts import MemberStatus

__all__ = ["STRETCHES", "Part", "Stretch", "choose"]


class Part(StrEnum):
    """The part that somebody plays."""

    SCORED = "scored"
    ANNOUNCED = "announced"
    OBJECTED_TO = "objected_to"
    REVIEWED = "reviewed"
    REVIEWED_TOO = "reviewed_too"
    VOTED_ON = "voted_on"
    TO_BE_APPROVED = "to_be_approved"


@dataclass(frozen=True, slots=True)
class Stretch:
    """How far paper tells of a part: the fact that lay so many days ago, and the first kind that is not told any more."""

    status: MemberStatus
    anchor: str
    days_ago: int
    until: str


_ACTIVIST, _OBJECT = MemberStatus.ACTIVIST, MemberStatus.DEVELOPMENT_OBJECT
STRETCHES: Mapping[Part, Stretch] = {
    Part.SCORED: Stretch(_ACTIVIST, "cultivation_conclusion", 12, "opinions_heard"),
    Part.ANNOUNCED: Stretch(_ACTIVIST, "opinions_heard", 9, "paper_publicity"),
    Part.OBJECTED_TO: Stretch(_ACTIVIST, "opinions_heard", 10, "paper_publicity"),
    Part.REVIEWED: Stretch(_OBJECT, "sponsor_assignment", 12, "paper_political_review"),
    Part.REVIEWED_TOO: Stretch(_OBJECT, "sponsor_assignment", 11, "paper_political_review"),
    Part.VOTED_ON: Stretch(_OBJECT, "form_filled", 7, "paper_assembly"),
    Part.TO_BE_APPROVED: Stretch(_OBJECT, "form_filled", 14, "paper_assembly"),
}


async def choose(connection: "asyncpg.Connection[asyncpg.Record]", county: County) -> None:
    """Give every part to somebody of its status, and a home in the front branch. Their cases are still to be written."""
    for part, stretch in STRETCHES.items():
        person = next(p for p in _candidates(county, stretch.status) if p.id not in county.parts)
        person.branch = county.front
        county.parts[person.id] = part.value
    place = county.front.place.columns()
    await connection.execute(
        f"UPDATE persons SET ({', '.join(place)}) = ({', '.join(f'${number}' for number in range(2, len(place) + 2))}) "
        "WHERE id = ANY($1)",
        list(county.parts),
        *place.values(),
    )


def _candidates(county: County, status: MemberStatus) -> Iterator[MadePerson]:
    """Those of other branches, the committee's own first: the front branch keeps who is there."""
    others = [
        p for p in county.candidates if p.status is status and p.branch is not county.front and not p.is_neglected
    ]
    mine = county.front.place.committee_id
    yield from (p for p in others if p.branch.place.committee_id == mine)
    yield from (p for p in others if p.branch.place.committee_id != mine)
