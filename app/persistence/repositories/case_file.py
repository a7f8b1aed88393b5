"""Puts a case file together: the case's own rows and the acts of other areas, as the gates judge them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, exists, select, union_all

from app.domain.development.casefile import (
    BodyThen,
    CaseFile,
    CaseState,
    LawOf,
    MovingLaw,
    PersonHistory,
    Stretch,
    body_then,
)
from app.domain.development.facts import Fact, Relocation
from app.domain.organisations.facts import (
    OrganisationFacts,
    OrganisationKind,
)
from app.domain.people.facts import MemberStatus, PersonFacts, Sex
from app.domain.shared.parameters import Law
from app.persistence.base import Base
from app.persistence.models.committees import CommitteeTerm
from app.persistence.models.development import CaseFinding, DevelopmentCase
from app.persistence.models.organisation_history import OrganisationPlacement
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import MembershipEpisode, MembershipRestriction, Person
from app.persistence.repositories.assessments import (
    CandidateEvaluationRepository,
    OpinionPollRepository,
    ScoredTalkRepository,
    ScoreSheetRepository,
)
from app.persistence.repositories.ballots import BallotRepository, ballot_facts
from app.persistence.repositories.bodies import bodies_by_id, past_of
from app.persistence.repositories.development import CaseRepository, carried, completion_of, facts_of, open_findings
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.form_register import FormRepository, form_facts
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.repositories.people import episode_of, restriction_of
from app.persistence.repositories.political_review import PoliticalReviewRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.training import CertificateRepository, ExemptionRepository
from app.persistence.uow import UnitOfWork

__all__ = ["load_file", "load_laws", "people_by_id", "renew_file"]


_IDS: BindParameter[UUID] = bindparam("ids", expanding=True)
_NAMES = select(Person.id, Person.name, Person.merged_into_id).where(Person.id.in_(_IDS))
_EPISODES = (
    select(MembershipEpisode)
    .where(MembershipEpisode.person_id.in_(_IDS), MembershipEpisode.annulled_at.is_(None))
    .order_by(MembershipEpisode.from_on)
)
_RESTRICTIONS = select(MembershipRestriction).where(MembershipRestriction.person_id.in_(_IDS))
_TERMS = select(CommitteeTerm.organisation_id, CommitteeTerm.elected_on, CommitteeTerm.ended_on).where(
    CommitteeTerm.organisation_id.in_(_IDS)
)
_GROUPS = union_all(
    select(OrganisationPlacement.parent_id, OrganisationPlacement.from_on, OrganisationPlacement.until_on).where(
        OrganisationPlacement.parent_id.in_(_IDS), OrganisationPlacement.kind == OrganisationKind.GROUP.value
    ),
    select(Organisation.parent_id, Organisation.founded_on, Organisation.ended_on).where(
        Organisation.parent_id.in_(_IDS),
        Organisation.kind == OrganisationKind.GROUP.value,
        ~exists().where(OrganisationPlacement.organisation_id == Organisation.id),
    ),
)


async def load_file(uow: UnitOfWork, case: DevelopmentCase) -> CaseFile:
    """Return the file of a case that was held against the caller."""
    cases = uow.repository(CaseRepository)
    facts = facts_of(await cases.facts(case.id))
    findings, steps = await cases.findings(case.id), await cases.steps(case.id)
    person = await uow.session.get(Person, case.person_id)
    if person is None or case.branch_id is None:
        raise LookupError("a case has a person and a branch")
    named = {person_id for fact in facts for _, person_id in fact.data.persons()}
    people = await people_by_id(uow, named | {case.person_id})
    branches = {case.branch_id} | _branches_left(facts)
    named_bodies = {body for fact in facts for _, body in fact.data.bodies()}
    bodies = await bodies_by_id(uow, branches | named_bodies | _deciders(findings))
    past = await past_of(uow, bodies)
    return CaseFile(
        case.id,
        _person_facts(person),
        case.branch_id,
        case.opened_on,
        people.get(case.person_id),
        facts,
        tuple(completion_of(row) for row in steps),
        open_findings(findings),
        carried(_by_power(findings, bodies, past), steps),
        people,
        bodies,
        past,
        committees=await _committees(uow, branches),
        groups=await _groups(uow, branches),
        **await _joined(uow, case),
        state=CaseState(case.state),
    )


async def _joined(uow: UnitOfWork, case: DevelopmentCase) -> dict[str, Any]:
    """Return the acts of other areas; one query first tells which of them there are at all."""
    there = await _present(uow, case)
    found: dict[str, Any] = {}
    if "meetings" in there:
        rows = await uow.repository(MeetingRepository).of_case(case.id)
        found["meetings"] = tuple(meeting_facts(row) for row in rows)
    if "ballots" in there:
        found["ballots"] = tuple(ballot_facts(row) for row in await uow.repository(BallotRepository).of_case(case.id))
    if "forms" in there:
        rows_of_forms = await uow.repository(FormRepository).of_person(case.person_id)
        # A form that was given for an earlier case of the person is none of this one.
        found["forms"] = tuple(form_facts(row) for row in rows_of_forms if row.case_id in (None, case.id))
    if "certificates" in there:
        found["certificates"] = await uow.repository(CertificateRepository).of_person(case.person_id)
    for name, repository in _OF_CASE.items():
        if name in there:
            found[name] = await uow.repository(repository).of_case(case.id)
    return found


_OF_CASE: dict[str, Any] = {
    "notices": NoticeRepository,
    "score_sheets": ScoreSheetRepository,
    "polls": OpinionPollRepository,
    "evaluations": CandidateEvaluationRepository,
    "talks": ScoredTalkRepository,
    "reviews": PoliticalReviewRepository,
    "exemption": ExemptionRepository,
    "documents": DocumentRepository,
}
_KEPT_IN = {
    "meetings": ("meeting_candidates", "case_id"),
    "ballots": ("ballots", "case_id"),
    "notices": ("publicity_candidates", "case_id"),
    "score_sheets": ("score_sheets", "case_id"),
    "polls": ("opinion_polls", "case_id"),
    "evaluations": ("candidate_evaluations", "case_id"),
    "talks": ("scored_talks", "case_id"),
    "reviews": ("political_reviews", "case_id"),
    "exemption": ("training_exemptions", "case_id"),
    "documents": ("documents", "case_id"),
    "certificates": ("training_certificates", "person_id"),
    "forms": ("application_forms", "person_id"),
}


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    """Return the query that tells in which tables a case has rows; built once, when all models are there."""
    tables = Base.metadata.tables
    return select(
        *(
            exists().where(tables[table].c[column] == bindparam(column)).label(name)
            for name, (table, column) in _KEPT_IN.items()
        )
    )


async def _present(uow: UnitOfWork, case: DevelopmentCase) -> frozenset[str]:
    row = (await uow.session.execute(_asked(), {"case_id": case.id, "person_id": case.person_id})).one()
    return frozenset(name for name, there in row._mapping.items() if there)


async def renew_file(uow: UnitOfWork, case: DevelopmentCase, file: CaseFile) -> CaseFile:
    """Return *file* with the case's own rows read again; what other areas hold is kept as it was loaded."""
    cases = uow.repository(CaseRepository)
    facts = facts_of(await cases.facts(case.id))
    findings, steps = await cases.findings(case.id), await cases.steps(case.id)
    people, bodies, past = dict(file.people), dict(file.bodies), dict(file.past)
    missing = {person_id for fact in facts for _, person_id in fact.data.persons()} - people.keys()
    if missing:
        people |= await people_by_id(uow, missing)
    named_bodies = {body_id for fact in facts for _, body_id in fact.data.bodies()}
    unknown = (named_bodies | _deciders(findings)) - bodies.keys()
    if unknown:
        bodies |= await bodies_by_id(uow, unknown)
        past |= await past_of(uow, {body: bodies[body] for body in unknown if body in bodies})
    return replace(
        file,
        facts=facts,
        completions=tuple(completion_of(row) for row in steps),
        open_findings=open_findings(findings),
        carried=carried(_by_power(findings, bodies, past), steps),
        people=people,
        bodies=bodies,
        past=past,
        state=CaseState(case.state),
    )


def _deciders(findings: Iterable[CaseFinding]) -> set[UUID]:
    return {row.decided_by_id for row in findings if row.decided_by_id is not None}


def _by_power(
    findings: Iterable[CaseFinding],
    bodies: Mapping[UUID, OrganisationFacts],
    past: Mapping[UUID, tuple[BodyThen, ...]],
) -> list[CaseFinding]:
    """Leave out what a body decided that had no approval power on the day of its decision, as is known by now."""
    found = []
    for row in findings:
        if row.decided_by_id is not None and row.decided_on is not None:
            body = body_then(past.get(row.decided_by_id, ()), row.decided_on) or bodies.get(row.decided_by_id)
            if body is not None and not body.approval_power:
                continue
        found.append(row)
    return found


def _branches_left(facts: Iterable[Fact]) -> set[UUID]:
    return {fact.data.from_branch_id for fact in facts if isinstance(fact.data, Relocation)}


async def load_laws(uow: UnitOfWork, file: CaseFile) -> LawOf:
    """Return the law of any day: that of the branch where the case stood on it."""
    branches = {file.branch_id} | _branches_left(file.facts)
    repository = uow.repository(LawRepository)
    by_branch: dict[UUID, Law] = {branch: await repository.of_organisation(branch) for branch in branches}
    here = by_branch[file.branch_id]
    if len(by_branch) == 1:
        return lambda day: here
    law = MovingLaw(
        here.calendar,
        of_day=lambda day: by_branch[file.branch_on(day)],
        parts=tuple(by_branch.values()),
        moved_on=frozenset(fact.happened_on for fact, _ in file.all(Relocation)),
    )
    return lambda day: law


async def people_by_id(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, PersonHistory]:
    """Return persons with everything known of their status; somebody of another subtree may act in a case."""
    wanted = list(ids)
    rows = (await uow.session.execute(_NAMES, {"ids": wanted})).all()
    names = {person_id: name for person_id, name, _ in rows}
    kept = await _kept_records(uow, {person_id: into for person_id, _, into in rows if into is not None})
    read = sorted({*wanted, *kept.values()})
    episodes = await uow.session.scalars(_EPISODES, {"ids": read})
    restrictions = await uow.session.scalars(_RESTRICTIONS, {"ids": read})
    past = [episode_of(row) for row in episodes]
    limits = [restriction_of(row) for row in restrictions]
    return {
        person_id: PersonHistory(
            person_id,
            name,
            tuple(episode for episode in past if episode.person_id == kept.get(person_id, person_id)),
            tuple(limit for limit in limits if limit.person_id in (person_id, kept.get(person_id))),
        )
        for person_id, name in names.items()
    }


async def _kept_records(uow: UnitOfWork, into: dict[UUID, UUID]) -> dict[UUID, UUID]:
    """Return, for records that were folded into others, the one whose history counts; a fold may have been folded again."""
    kept = dict(into)
    while kept:
        rows = (await uow.session.execute(_NAMES, {"ids": sorted(set(kept.values()))})).all()
        further = {person_id: following for person_id, _, following in rows if following is not None}
        if not further:
            break
        kept = {person_id: further.get(record, record) for person_id, record in kept.items()}
    return kept


def _person_facts(person: Person) -> PersonFacts:
    return PersonFacts(
        person.id,
        person.name,
        Sex(person.sex),
        person.born_on,
        MemberStatus(person.status),
        person.branch_id,
        person.joined_on,
        person.converted_on,
    )


async def _committees(uow: UnitOfWork, branches: Iterable[UUID]) -> dict[UUID, tuple[Stretch, ...]]:
    """Return, by branch, the days on which it had a committee."""
    ids = list(branches)
    terms = await uow.session.execute(_TERMS, {"ids": ids})
    return _by_branch(ids, ((branch, Stretch(from_on, until_on)) for branch, from_on, until_on in terms))


async def _groups(uow: UnitOfWork, branches: Iterable[UUID]) -> dict[UUID, tuple[Stretch, ...]]:
    """Return, by branch, the days on which it had groups."""
    ids = list(branches)
    rows = await uow.session.execute(_GROUPS, {"ids": ids})
    return _by_branch(ids, ((branch, Stretch(from_on, until_on)) for branch, from_on, until_on in rows))


def _by_branch(ids: Iterable[UUID], rows: Iterable[tuple[UUID | None, Stretch]]) -> dict[UUID, tuple[Stretch, ...]]:
    found: dict[UUID, tuple[Stretch, ...]] = dict.fromkeys(ids, ())
    for branch, stretch in rows:
        if branch is not None:
            found[branch] += (stretch,)
    return found
