"""Whether an election of a committee is valid, and whether those named as elected were.

Sources: 基层组织选举工作条例 (2020) 第三章 (more candidates than seats), 第四章 (quorum, secrecy, papers, votes that elect), most of
them from secondary material and marked so; of the 1990 regulation only the quorum is on record. The denominators are two: the
quorum is of those *entitled* (应到会), a winner needs more than half of the entitled members *present* (实到会).

Ours, because no clause was seen: nobody who was not elected has as many votes as somebody who was (a tie is voted on again),
and whoever is elected stood for it. Not covered: the secretary and deputies elected by the committee in a meeting of its own,
whose figures are another meeting's; delegate assemblies; primary rounds that bring candidates down to the number of seats.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.organisations.facts import CommitteePost
from app.domain.organisations.parameters import (
    ELECTION_BALLOTS_RETURNED_MAX,
    ELECTION_CANDIDATE_SURPLUS_SHARE,
    ELECTION_METHOD,
    ELECTION_QUORUM_SHARE,
    ELECTION_SECRETARY_EQUAL_NUMBER,
    ELECTION_WIN_SHARE,
)
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import FieldError, Invalid
from app.domain.shared.parameters import Law
from app.domain.shared.shares import exceeds, needed_to_exceed, needed_to_reach, reaches
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged, require

__all__ = ["Contender", "ElectionCount", "election_holds", "election_is_valid", "entitled_covers_roster"]

_LEADERS = (CommitteePost.SECRETARY, CommitteePost.DEPUTY_SECRETARY)


@dataclass(frozen=True, slots=True)
class Contender:
    """A candidate with his votes. ``post`` is what he stood for: a leader's post, or any other for a seat."""

    person_id: UUID
    post: CommitteePost
    votes: int

    @property
    def contest(self) -> CommitteePost:
        """Secretary and deputies are contests of their own; all other posts are seats of the committee."""
        return self.post if self.post in _LEADERS else CommitteePost.MEMBER


@dataclass(frozen=True, slots=True)
class ElectionCount:
    """The figures of an election with their denominators; impossible combinations can't be constructed."""

    entitled: int
    present: int
    issued: int
    returned: int
    contenders: tuple[Contender, ...]
    secret: bool = True

    def __post_init__(self) -> None:
        errors = list(self._errors())
        if errors:
            raise Invalid(errors)

    def _errors(self) -> Iterator[FieldError]:
        if self.present > self.entitled:
            yield FieldError(
                "/election_count/present", "ballots.more-present-than-entitled", self.entitled, self.present
            )
        if self.issued > self.present:
            yield FieldError("/election_count/issued", "ballots.more-issued-than-present", self.present, self.issued)
        stood: set[tuple[UUID, CommitteePost]] = set()
        for index, contender in enumerate(self.contenders):
            if contender.votes > self.returned:
                yield FieldError(
                    f"/election_count/candidates/{index}/votes",
                    "organisations.more-votes-than-papers",
                    self.returned,
                    contender.votes,
                )
            if (contender.person_id, contender.contest) in stood:
                yield FieldError(f"/election_count/candidates/{index}/person_id", "organisations.candidate-twice")
            stood.add((contender.person_id, contender.contest))


def entitled_covers_roster(count: ElectionCount, roster: int) -> Verdict:
    """Everybody with the vote on the roster of the day is among those entitled: leaving some out makes no quorum (ours)."""
    return require(
        count.entitled >= roster,
        "organisations.election-roster",
        OUR_CHOICE,
        required=roster,
        measured=count.entitled,
        pointer="/election_count/entitled",
    )


def election_is_valid(count: ElectionCount, law: Law, on: date) -> Verdict:
    """Judge whether the election stands at all: enough came, papers were cast in secret, none too many came back."""
    verdict = SATISFIED
    if (share := law.value(ELECTION_QUORUM_SHARE, on)) is not None:
        verdict &= judged(
            reaches(count.present, count.entitled, share.value),
            "organisations.election-quorum",
            share,
            measured=count.present,
            required=needed_to_reach(count.entitled, share.value),
            facts={"present": count.present, "entitled": count.entitled, "share": share.value},
            pointer="/election_count/present",
        )
    if (method := law.value(ELECTION_METHOD, on)) is not None:
        measured = "secret" if count.secret else "open"
        verdict &= judged(
            count.secret, "organisations.election-secret", method, measured=measured, pointer="/election_count/secret"
        )
    if (most := law.value(ELECTION_BALLOTS_RETURNED_MAX, on)) is not None:
        verdict &= judged(
            count.returned <= count.issued,
            "organisations.election-papers",
            most,
            required=count.issued,
            measured=count.returned,
            pointer="/election_count/returned",
        )
    return verdict


def election_holds(count: ElectionCount, seats: Sequence[tuple[UUID, CommitteePost]], law: Law, on: date) -> Verdict:
    """Judge whether the election is valid and every seat of *seats* was won in it. Organisers are appointed, not elected."""
    verdict = election_is_valid(count, law, on)
    stood = {contender.person_id for contender in count.contenders}
    for index, (person_id, post) in enumerate(seats):
        if post is not CommitteePost.ORGANISER:
            pointer = f"/seats/{index}/person_id"
            verdict &= require(person_id in stood, "organisations.elected-stood", OUR_CHOICE, pointer=pointer)
    for contest in (CommitteePost.MEMBER, *_LEADERS):
        ran = tuple(c for c in count.contenders if c.contest is contest)
        if ran:
            verdict &= _contest(contest, ran, _winners(contest, ran, seats), count, law, on)
    return verdict


def _winners(
    contest: CommitteePost, ran: Iterable[Contender], seats: Sequence[tuple[UUID, CommitteePost]]
) -> frozenset[UUID]:
    """Those who won a contest: whoever stood for a seat and holds any post, or for a leader's post and holds it."""
    leader = contest in _LEADERS
    holders = {
        person for person, post in seats if post is not CommitteePost.ORGANISER and (not leader or post is contest)
    }
    return frozenset(c.person_id for c in ran if c.person_id in holders)


def _contest(
    contest: CommitteePost, ran: Sequence[Contender], won: frozenset[UUID], count: ElectionCount, law: Law, on: date
) -> Verdict:
    verdict = _numbers(contest, len(ran), len(won), law, on)
    elected, others = [c for c in ran if c.person_id in won], [c for c in ran if c.person_id not in won]
    if (share := law.value(ELECTION_WIN_SHARE, on)) is not None:
        for contender in elected:
            facts: dict[str, Scalar] = {
                "person": contender.person_id,
                "votes": contender.votes,
                "present": count.present,
            }
            verdict &= judged(
                exceeds(contender.votes, count.present, share.value),
                "organisations.election-majority",
                share,
                measured=contender.votes,
                required=needed_to_exceed(count.present, share.value),
                facts=facts,
                pointer="/election_count/candidates",
            )
    if elected and others:
        least, best = min(c.votes for c in elected), max(c.votes for c in others)
        verdict &= require(
            best < least,
            "organisations.election-order",
            OUR_CHOICE,
            required=least,
            measured=best,
            day=on,
            pointer="/election_count/candidates",
        )
    return verdict


def _numbers(contest: CommitteePost, ran: int, seats: int, law: Law, on: date) -> Verdict:
    """As many candidates as posts for secretary and deputies, more of them than seats for the committee."""
    facts: dict[str, Scalar] = {"contest": contest.value, "seats": seats}
    if contest in _LEADERS:
        equal = law.value(ELECTION_SECRETARY_EQUAL_NUMBER, on)
        if equal is None or not equal.value:
            return SATISFIED
        return judged(
            ran == seats,
            "organisations.election-equal-number",
            equal,
            required=seats,
            measured=ran,
            facts=facts,
            pointer="/election_count/candidates",
        )
    share = law.value(ELECTION_CANDIDATE_SURPLUS_SHARE, on)
    if share is None:
        return SATISFIED
    return judged(
        reaches(ran - seats, seats, share.value),
        "organisations.election-surplus",
        share,
        required=seats + needed_to_reach(seats, share.value),
        measured=ran,
        facts=facts,
        pointer="/election_count/candidates",
    )
