"""What is unusual about a body on a day: size, committee, late election, groups. Findings, never refusals."""

from datetime import date
from uuid import UUID

from app.domain.organisations.facts import BRANCH_LIKE, OrganisationKind
from app.domain.organisations.sizes import (
    branch_findings,
    committee_findings,
    group_care_findings,
    group_leader_findings,
)
from app.domain.organisations.terms import brought_forward, election_is_due
from app.domain.people.facts import MEMBERS, MemberStatus
from app.domain.shared.verdict import SATISFIED, Verdict
from app.persistence.repositories.committees import CommitteeTermRepository, GroupPostRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import facts_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["findings_of"]


async def findings_of(uow: UnitOfWork, organisation_id: UUID, day: date) -> Verdict:
    """Judge a body as it was on *day* by the law of that day; satisfied conditions show too."""
    body = await uow.repository(OrganisationRepository).get(organisation_id)
    law = await uow.repository(LawRepository).of_place(place_of(body))
    kind = OrganisationKind(body.kind)
    terms = uow.repository(CommitteeTermRepository)
    term = await terms.on_day(body.id, day)
    committee = await terms.facts(term, day) if term is not None else None
    verdict = SATISFIED
    if kind in BRANCH_LIKE:
        listed = await uow.repository(PersonRepository).in_branch_on(body.id, day)
        statuses = [MemberStatus(row.status) for row, _ in listed]
        members = sum(status in MEMBERS for status in statuses)
        full = sum(status is MemberStatus.FULL_MEMBER for status in statuses)
        verdict &= branch_findings(kind, members, full, body.units_covered, law, day)
        verdict &= committee_findings(committee, full, law, day)
        care = await uow.repository(GroupPostRepository).care_of_branch(body.id, day)
        verdict &= group_care_findings(care, law, day)
    if kind is OrganisationKind.GROUP:
        leaders = await uow.repository(GroupPostRepository).leaders_on(body.id, day)
        verdict &= group_leader_findings(leaders, law, day)
    if term is not None and committee is not None:
        verdict &= election_is_due(committee, facts_of(body), law, day)
        before = await terms.before(term)
        if before is not None:
            verdict &= brought_forward(await terms.facts(before, before.elected_on), term.elected_on)
    return verdict
