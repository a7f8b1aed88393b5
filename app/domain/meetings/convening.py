"""Whether a body holds meetings of a kind, and whether a candidate belongs before that assembly."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from app.domain.meetings.facts import VOTES_ON_PEOPLE, MeetingKind
from app.domain.organisations.facts import BRANCH_LIKE, COMMITTEE_LIKE, HOLDS_MEMBERS, OrganisationKind
from app.domain.people.facts import MEMBERS, MemberStatus
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import SATISFIED, Verdict, require

__all__ = ["body_stands", "candidate_fits", "candidates_fit", "kind_fits_body"]

_BODIES: dict[MeetingKind, frozenset[OrganisationKind]] = {
    MeetingKind.ADMISSION: HOLDS_MEMBERS,
    MeetingKind.CONVERSION: HOLDS_MEMBERS,
    MeetingKind.BRANCH_ASSEMBLY: BRANCH_LIKE,
    MeetingKind.BRANCH_COMMITTEE: BRANCH_LIKE | {OrganisationKind.GENERAL_BRANCH},
    MeetingKind.PARTY_GROUP: frozenset({OrganisationKind.GROUP}),
    MeetingKind.PARTY_COMMITTEE: COMMITTEE_LIKE
    | {OrganisationKind.TEMPORARY_COMMITTEE, OrganisationKind.LEADING_GROUP},
}


def kind_fits_body(kind: MeetingKind, body: OrganisationKind) -> Verdict:
    """A branch assembly is a branch's, a committee meeting a committee's. Whether the body may approve is not asked here."""
    return require(body in _BODIES[kind], "meetings.kind-fits-body", OUR_CHOICE, measured=kind.value, pointer="/kind")


def body_stands(day: date, founded_on: date, ended_on: date | None) -> Verdict:
    """A body meets from the day it was founded to the day before it ended."""
    return require(
        founded_on <= day and (ended_on is None or day < ended_on),
        "meetings.body-stands",
        OUR_CHOICE,
        required=founded_on if day < founded_on else ended_on,
        measured=day,
        pointer="/planned_on",
    )


def candidates_fit(
    kind: MeetingKind, branch_id: UUID, persons: Sequence[UUID], standings: Mapping[UUID, tuple[UUID, str]]
) -> Verdict:
    """A candidate is of the branch that meets: no member yet for an admission, probationary for a conversion."""
    if kind not in VOTES_ON_PEOPLE:
        return SATISFIED
    verdict = SATISFIED
    for number, person_id in enumerate(persons):
        verdict &= candidate_fits(kind, branch_id, standings.get(person_id), f"/candidates/{number}/person_id")
    return verdict


def candidate_fits(
    kind: MeetingKind, branch_id: UUID, standing: tuple[UUID, str] | None, pointer: str, *, left_today: bool = False
) -> Verdict:
    """Judge one candidate by his branch and status of a day. Who *left_today* is still of the branch on that day."""
    branch, status = standing or (None, None)
    fits = status not in MEMBERS if kind is MeetingKind.ADMISSION else status == MemberStatus.PROBATIONARY
    return require(
        branch == branch_id or left_today, "meetings.candidate-of-branch", OUR_CHOICE, measured=branch, pointer=pointer
    ) & require(fits, "meetings.candidate-not-member-yet", OUR_CHOICE, measured=status, pointer=pointer)
