"""Committees: an election begins a term and ends the one before; delays; seats that change within a term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.organisations.elections import ElectionCount, election_holds, entitled_covers_roster
from app.domain.organisations.facts import (
    BRANCH_LIKE,
    CommitteePost,
    OrganisationFacts,
    OrganisationKind,
)
from app.domain.organisations.officers import one_secretary, secretary_party_age
from app.domain.organisations.terms import due_on, may_delay_until, may_have_term, usual_term
from app.domain.people.rules import has_vote, party_age_years
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, require
from app.persistence.models.committees import CommitteeSeat, CommitteeTerm, ElectionCountJson
from app.persistence.repositories.committees import CommitteeTermRepository, SeatRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import ensure_active, facts_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.people.standing import electorate_on, standing_on
from app.services.verdicts import kept

__all__ = ["Elect", "delay_election", "elect_committee", "end_seat", "end_term", "fill_seat"]


@dataclass(frozen=True, slots=True)
class Elect:
    """The outcome of an election; ``term_years`` None takes the term that the rules give.

    ``count`` are its figures where they are recorded too: then they are judged, and an election that they void begins nothing.
    """

    organisation_id: UUID
    elected_on: date
    decision_number: str
    seats: tuple[tuple[UUID, CommitteePost], ...]
    term_years: int | None = None
    count: ElectionCount | None = None


async def elect_committee(uow: UnitOfWork, command: Elect) -> CommitteeTerm:
    """Begin a term; the one before ends on the day of the election.

    Raises RuleRefused for a term of the wrong length, a body that elects none, somebody without the vote on the day, or
    figures by which the election is void or somebody named was not elected.
    """
    if command.elected_on > uow.today:
        raise Invalid(FieldError("/elected_on", "field.future-day"))
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    body = await organisations.get(command.organisation_id)
    ensure_active(body)
    facts = facts_of(body)
    law = await uow.repository(LawRepository).of_place(place_of(body))
    years = command.term_years or _usual(facts, law, command.elected_on)
    figures = await _figures(uow, facts, law, command)
    ensure(
        may_have_term(facts, years, law, command.elected_on)
        & one_secretary([post for _, post in command.seats])
        & await _eligible(uow, facts, law, command.seats, command.elected_on)
        & figures
    )
    terms = uow.repository(CommitteeTermRepository)
    before = await terms.running(body.id, lock=True)
    if before is not None:
        if before.elected_on >= command.elected_on:
            raise Conflict("organisations.committee-overlap", pointer="/elected_on")
        await end_term(uow, before, command.elected_on)
        await uow.flush()  # the old end before the new beginning, or the overlap constraint refuses it
    term = terms.add(
        CommitteeTerm(
            id=new_id(),
            organisation_id=body.id,
            elected_on=command.elected_on,
            term_years=years,
            due_on=due_on(command.elected_on, years),
            decision_number=command.decision_number,
            election_count=_count_json(command.count) if command.count is not None else None,
            election_verdict=kept(figures) if command.count is not None else None,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(body).columns(),
        )
    )
    await uow.flush()  # seats refer to the term
    for person_id, post in command.seats:
        _seat(uow, term, person_id, post, command.elected_on)
    uow.emit(
        "organisations:committee:elect",
        term,
        after={
            "organisation_id": body.id,
            "elected_on": command.elected_on,
            "term_years": years,
            "election_count": term.election_count,
        },
        details={"organisation_id": body.id, "elected_on": command.elected_on, "due_on": term.due_on},
        event_type="organisations.committee.elected",
    )
    return term


async def _figures(uow: UnitOfWork, body: OrganisationFacts, law: Law, command: Elect) -> Verdict:
    """Judge the figures of the vote, those of a branch against its roster of the day too."""
    if command.count is None:
        return SATISFIED
    verdict = election_holds(command.count, command.seats, law, command.elected_on)
    if body.kind in BRANCH_LIKE:
        roll = await electorate_on(uow, body.id, command.elected_on)
        verdict &= entitled_covers_roster(command.count, sum(elector.entitled for elector in roll))
    return verdict


def _count_json(count: ElectionCount) -> ElectionCountJson:
    return {
        "entitled": count.entitled,
        "present": count.present,
        "issued": count.issued,
        "returned": count.returned,
        "secret": count.secret,
        "candidates": [
            {"person_id": str(c.person_id), "post": c.post.value, "votes": c.votes} for c in count.contenders
        ],
    }


def _usual(facts: OrganisationFacts, law: Law, on: date) -> int:
    value = usual_term(facts, law, on)
    if value is None:
        raise Invalid(FieldError("/term_years", "field.missing"))
    return value.value


async def _eligible(
    uow: UnitOfWork,
    body: OrganisationFacts,
    law: Law,
    seats: Sequence[tuple[UUID, CommitteePost]],
    on: date,
) -> Verdict:
    """Everybody elected has the vote on the day; a branch secretary also has the Party age."""
    people = uow.repository(PersonRepository)
    verdict = SATISFIED
    for index, (person_id, post) in enumerate(seats):
        person = await people.get(person_id)
        standing = await standing_on(uow, person.id, on)
        pointer = f"/seats/{index}/person_id"
        if post is not CommitteePost.ORGANISER:
            verdict &= require(bool(has_vote(standing)), "organisations.not-eligible", pointer=pointer)
        if post is CommitteePost.SECRETARY and body.kind in BRANCH_LIKE | {OrganisationKind.GENERAL_BRANCH}:
            verdict &= secretary_party_age(party_age_years(person.converted_on, on), law, on, pointer)
    return verdict


def _seat(uow: UnitOfWork, term: CommitteeTerm, person_id: UUID, post: CommitteePost, on: date) -> CommitteeSeat:
    return uow.repository(SeatRepository).add(
        CommitteeSeat(
            id=new_id(),
            term_id=term.id,
            person_id=person_id,
            post=post.value,
            from_on=on,
            until_on=None,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(term).columns(),
        )
    )


async def end_term(uow: UnitOfWork, term: CommitteeTerm, on: date) -> None:
    """End a term with all its seats on a day."""
    if on <= term.elected_on:
        raise Conflict("organisations.committee-overlap")
    term.ended_on = on
    for seat in await uow.repository(CommitteeTermRepository).seats(term.id):
        if seat.until_on is None or seat.until_on > on:
            seat.until_on = max(seat.from_on, on)


async def delay_election(
    uow: UnitOfWork, term_id: UUID, until: date, *, decision_number: str, expected_version: int
) -> CommitteeTerm:
    """Delay the next election by the decision of the body above."""
    term = await uow.repository(CommitteeTermRepository).get(term_id, expected_version=expected_version, lock=True)
    if term.ended_on is not None:
        raise Conflict("organisations.term-ended")
    law = await uow.repository(LawRepository).of_place(place_of(term))
    ensure(may_delay_until(term.elected_on, term.term_years, until, law, uow.today))
    before = term.due_on
    term.delayed_until, term.delay_decision_number = until, decision_number
    term.due_on = due_on(term.elected_on, term.term_years, until)
    uow.emit(
        "organisations:committee:delay",
        term,
        before={"due_on": before},
        after={"due_on": term.due_on, "decision_number": decision_number},
        details={"organisation_id": term.organisation_id, "due_on": term.due_on},
        event_type="organisations.committee.delayed",
    )
    return term


async def fill_seat(
    uow: UnitOfWork, term_id: UUID, person_id: UUID, post: CommitteePost, on: date, *, expected_version: int
) -> CommitteeTerm:
    """Fill a seat within a running term: a by-election, or the appointment of an organiser."""
    if on > uow.today:
        raise Invalid(FieldError("/from_on", "field.future-day"))
    terms = uow.repository(CommitteeTermRepository)
    term = await terms.get(term_id, expected_version=expected_version, lock=True)
    if term.ended_on is not None or on < term.elected_on:
        raise Conflict("organisations.term-ended", pointer="/from_on")
    body = await uow.repository(OrganisationRepository).get(term.organisation_id)
    law = await uow.repository(LawRepository).of_place(place_of(body))
    held = await terms.seats(term.id, on)
    if post is CommitteePost.SECRETARY and any(seat.post == post.value for seat in held):
        raise Conflict("organisations.two-secretaries", pointer="/post")
    ensure(await _eligible(uow, facts_of(body), law, [(person_id, post)], on))
    _seat(uow, term, person_id, post, on)
    term.recorded_at = uow.now  # a change of its seats is a change of the term: its version counts up
    uow.emit(
        "organisations:committee:fill-seat",
        term,
        after={"person_id": person_id, "post": post.value, "on": on},
        details={"organisation_id": term.organisation_id, "person_id": person_id, "post": post.value, "on": on},
        event_type="organisations.committee.seat_filled",
    )
    return term


async def end_seat(uow: UnitOfWork, seat_id: UUID, on: date) -> CommitteeSeat:
    """End a seat within its term; *on* is the first day without it."""
    seat = await uow.repository(SeatRepository).get(seat_id, lock=True)
    if on > uow.today:
        raise Invalid(FieldError("/until_on", "field.future-day"))
    if on < seat.from_on or seat.until_on is not None:
        raise Conflict("organisations.term-ended", pointer="/until_on")
    seat.until_on = on
    uow.emit(
        "organisations:committee:end-seat",
        seat,
        after={"until_on": on},
        details={"person_id": seat.person_id, "post": seat.post, "on": on},
        event_type="organisations.committee.seat_ended",
    )
    return seat
