"""Rules about persons: birth, episodes that can't overlap, Party age, and who has a vote on a day.

Sources: 发展党员工作细则 第三十三条 (Party age), 党员教育管理工作条例 第二十四条 (membership), 基层组织选举工作条例 第五条
(rights to vote, since July 2020; for the days before, no text is on record and the answer, which is the same, is ours).
Not covered: Party age of a membership restored after it was stopped; whether the gap counts is for the
deciding organisation, and the day it names is recorded as the day of conversion.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.organisations.parameters import (
    ELECTION_RIGHTS_FULL_MEMBERS_ONLY,
    ELECTION_RIGHTS_SUSPENDED_IN_CUSTODY,
)
from app.domain.people.facts import MEMBERS, Elector, Episode, MemberStatus, RestrictionKind, Standing
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.days import age_on, completed_months
from app.domain.shared.parameters import Parameter, national_value
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged, refused, require

__all__ = [
    "OLDEST",
    "born_plausibly",
    "elector",
    "has_vote",
    "is_member",
    "may_join_on",
    "party_age_months",
    "party_age_years",
    "standing_on",
    "vote_clause",
]

OLDEST = 130
"""Nobody is older; our bound against typing errors."""

_RESTRICTIONS: dict[RestrictionKind, tuple[str, Parameter[bool]]] = {
    RestrictionKind.PARTY_PROBATION: ("people.vote-party-probation", ELECTION_RIGHTS_FULL_MEMBERS_ONLY),
    RestrictionKind.RIGHTS_SUSPENDED: ("people.vote-rights-suspended", ELECTION_RIGHTS_SUSPENDED_IN_CUSTODY),
}


def is_member(status: MemberStatus) -> bool:
    """Tell whether the status counts as a member (full or probationary)."""
    return status in MEMBERS


def born_plausibly(born_on: date, on: date, *, pointer: str = "/born_on") -> Verdict:
    """Judge a birth date: not after *on*, and nobody older than the oldest."""
    if born_on > on:
        return refused("people.born-in-future", OUR_CHOICE, required=on, measured=born_on, pointer=pointer)
    age = age_on(born_on, on)
    return require(age <= OLDEST, "people.born-too-early", OUR_CHOICE, required=OLDEST, measured=age, pointer=pointer)


def may_join_on(
    born_on: date, joined_on: date | None, converted_on: date | None, on: date, age_min: int | None = None
) -> Verdict:
    """Judge the order of a member's days: birth, admission, conversion, today; and the age at admission."""
    verdict = SATISFIED
    if joined_on is not None:
        verdict &= require(joined_on > born_on, "people.joined-before-birth", pointer="/joined_on")
        verdict &= require(joined_on <= on, "people.joined-in-future", measured=joined_on, pointer="/joined_on")
        if age_min is not None and joined_on > born_on:
            age = age_on(born_on, joined_on)
            verdict &= require(
                age >= age_min,
                "people.joined-under-age",
                Clause(DocumentKey.CONSTITUTION, "第一条"),
                required=age_min,
                measured=age,
                pointer="/joined_on",
            )
    if converted_on is not None:
        verdict &= require(converted_on <= on, "people.converted-in-future", pointer="/converted_on")
        verdict &= require(
            joined_on is not None and converted_on >= joined_on,
            "people.converted-before-joined",
            pointer="/converted_on",
        )
    return verdict


def party_age_months(converted_on: date | None, on: date) -> int:
    """Return the full months of Party age on *on*: they run from the day of conversion (第三十三条)."""
    return 0 if converted_on is None else completed_months(converted_on, on)


def party_age_years(converted_on: date | None, on: date) -> int:
    """Return the full years of Party age on *on*."""
    return party_age_months(converted_on, on) // 12


def standing_on(episodes: Sequence[Episode], person: Standing) -> Standing:
    """Return *person* with the status and branch of the episode that covers its day."""
    for episode in episodes:
        if episode.covers(person.on):
            return replace(person, status=episode.status, branch_id=episode.branch_id)
    return replace(person, status=None, branch_id=None)


def has_vote(person: Standing) -> Verdict:
    """Judge whether the person has the vote on the standing's day.

    Full members have it; probationary members have not, and neither has who is under 留党察看 or whose rights are
    suspended on that day.
    """
    verdict = _by_right(
        person.status is MemberStatus.FULL_MEMBER,
        "people.vote-full-members-only",
        ELECTION_RIGHTS_FULL_MEMBERS_ONLY,
        person.on,
        required=MemberStatus.FULL_MEMBER.value,
        measured=None if person.status is None else person.status.value,
    )
    for restriction in person.restrictions:
        if restriction.covers(person.on):
            code, right = _RESTRICTIONS[restriction.kind]
            verdict &= _by_right(False, code, right, person.on, measured=restriction.from_on)
    return verdict


def _by_right(
    ok: bool, code: str, right: Parameter[bool], on: date, *, required: Scalar = None, measured: Scalar = None
) -> Verdict:
    value = national_value(right, on)
    if value is None:
        return require(ok, code, OUR_CHOICE, required=required, measured=measured, day=on)
    return judged(ok, code, value, required=required, measured=measured)


def vote_clause(on: date) -> Clause:
    """Return what the rights to vote rest on on a day."""
    value = national_value(ELECTION_RIGHTS_FULL_MEMBERS_ONLY, on)
    return value.clause if value is not None else OUR_CHOICE


def elector(person: Standing, name: str) -> Elector:
    """Return the person's line on the roll of the standing's day."""
    verdict = has_vote(person)
    restriction = next((r.kind for r in person.restrictions if r.covers(person.on)), None)
    status = person.status or MemberStatus.REGISTERED
    return Elector(person.person_id, name, status, bool(verdict), next(iter(verdict.codes), None), restriction)
