"""Notices with their candidates, sites and objections; objections for the investigating body."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.documents.facts import DocumentState
from app.domain.identity.caller import CallerKind, Reach
from app.domain.identity.permissions import Permission
from app.domain.publicity.facts import (
    CandidateFacts,
    CommitteeDecision,
    Content,
    NoticeFacts,
    NoticeKind,
    NoticeState,
    ObjectionConclusion,
    ObjectionFacts,
    ObjectionState,
    SiteFacts,
    SiteKind,
)
from app.domain.shared.errors import Forbidden, NotFound, StaleVersion
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.documents import Document
from app.persistence.models.organisations import Organisation
from app.persistence.models.publicity import (
    Notice,
    NoticeCandidate,
    NoticeCorrection,
    NoticeSite,
    Objection,
    ObjectionCorrection,
)
from app.persistence.repositories.base import Repository, reaches
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.scope import reach_predicate

__all__ = ["NoticeRepository", "ObjectionRepository", "contact_fields", "facts_of", "objection_facts"]

_WHOLE = (selectinload(Notice.candidates), selectinload(Notice.sites), selectinload(Notice.objections))
_CANDIDATE_CONTENTS = (Content.EVALUATION_RESULT, Content.WORK_UNIT, Content.CONDUCT)
_CONTACTS = (Content.OFFICE_ADDRESS, Content.POSTCODE, Content.TELEPHONE, Content.DEPUTY_DIRECTOR_NAME)


class NoticeRepository(Repository[Notice]):
    """Reads notices within the caller's subtree."""

    model = Notice

    async def whole(self, notice_id: UUID, *, expected_version: int | None = None, lock: bool = False) -> Notice:
        """Return a notice with everything on it. ``lock`` keeps other changes and new objections waiting."""
        return await self.get(notice_id, expected_version=expected_version, lock=lock, options=_WHOLE)

    async def open_to_public(self, notice_id: UUID) -> Notice:
        """Return a notice that hangs in public, locked. Raises NotFound for any other."""
        statement = (
            self.unscoped(reason="a posted notice is public")
            .where(Notice.id == notice_id, Notice.state == NoticeState.POSTED.value)
            .with_for_update(of=Notice)
            .execution_options(populate_existing=True)
            .options(*_WHOLE)
        )
        notice = (await self.session.execute(statement)).scalar_one_or_none()
        if notice is None:
            raise NotFound("publicity-notices.not-found")
        return notice

    async def hanging_in(self, year: int) -> Sequence[Notice]:
        """Return the notices that hang and whose windows may touch *year*, locked."""
        statement = (
            self.unscoped(reason="the calendar belongs to the installation")
            .where(Notice.state == NoticeState.POSTED.value)
            .where(Notice.last_posted_on >= date(year - 1, 1, 1), Notice.last_posted_on <= date(year, 12, 31))
            .order_by(Notice.id)
            .with_for_update(of=Notice)
            .options(*_WHOLE)
        )
        return (await self.session.scalars(statement)).all()

    async def concluded_in(self, year: int) -> Sequence[UUID]:
        """Return the ids of the concluded notices whose windows may touch *year*, in the order in which rows are locked."""
        statement = (
            select(Notice.id)
            .where(Notice.state == NoticeState.CONCLUDED.value)
            .where(Notice.last_posted_on >= date(year - 1, 1, 1), Notice.first_posted_on <= date(year, 12, 31))
            .order_by(Notice.id)
        )
        return (await self.session.scalars(statement)).all()

    async def hanging_below(self, subtree: Reach) -> Sequence[UUID]:
        """Return the ids of the notices that hang in a subtree, in the order in which rows are locked."""
        statement = (
            select(Notice.id)
            .where(Notice.state == NoticeState.POSTED.value, reach_predicate(Notice, [subtree]))
            .order_by(Notice.id)
        )
        return (await self.session.scalars(statement)).all()

    async def of_case(self, case_id: UUID) -> tuple[NoticeFacts, ...]:
        """Return the notices of a case for its gates; the caller has been held against the case itself."""
        mine = select(NoticeCandidate.notice_id).where(NoticeCandidate.case_id == case_id)
        statement = (
            self.unscoped(reason="the case was read in scope")
            .where(Notice.id.in_(mine))
            .order_by(Notice.id)
            .options(*_WHOLE)
        )
        rows = (await self.session.scalars(statement)).all()
        evidence = await self.evidence(rows)
        return tuple(facts_of(row, evidence) for row in rows)

    async def successor(self, notice_id: UUID) -> UUID | None:
        """Return the notice that was posted instead of a withdrawn one, if any."""
        return await self.session.scalar(select(Notice.id).where(Notice.replaces_id == notice_id))

    async def facts(self, notice: Notice) -> NoticeFacts:
        """Return a notice as the rules see it."""
        return facts_of(notice, await self.evidence((notice,)))

    async def evidence(self, notices: Iterable[Notice]) -> dict[UUID, Document]:
        """Return the photographs and certificates that stand, by id."""
        ids = {
            found
            for notice in notices
            for site in notice.sites
            for found in (site.photo_id, site.certificate_id)
            if found is not None
        }
        rows = await self.uow.repository(DocumentRepository).rows(ids)
        return {row.id: row for row in rows if row.state == DocumentState.CURRENT.value}

    def note(
        self, notice: Notice, field: str, old: object, new: object, reason: str, *, site_id: UUID | None = None
    ) -> None:
        """Keep the old value of something corrected."""
        self.session.add(
            NoticeCorrection(
                notice_id=notice.id,
                site_id=site_id,
                field=field,
                old_value=None if old is None else str(old),
                new_value=None if new is None else str(new),
                reason=reason,
                recorded_at=self.uow.now,
                recorded_by=self.uow.actor_id,
            )
        )


class ObjectionRepository(Repository[Objection]):
    """Reads objections for the office within its subtree, and for the assigned body wherever that stands."""

    model = Objection

    async def assigned(
        self, objection_id: UUID, *, expected_version: int | None = None, lock: bool = False
    ) -> Objection:
        """Return an objection whose investigating body the caller acts for.

        Raises NotFound to everybody else, so that an objection can't be told from one that does not exist.
        """
        statement = self.unscoped(reason="the investigating body need not stand above the branch").where(
            Objection.id == objection_id
        )
        if lock:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        row = (await self.session.execute(statement)).scalar_one_or_none()
        body = await self.session.get(Organisation, row.body_id) if row is not None and row.body_id else None
        if row is None or body is None or not reaches(self.uow.caller, Permission.OBJECTION_INVESTIGATE, body):
            raise NotFound("publicity-objections.not-found")
        await self.ensure_not_candidate(row)
        if expected_version is not None and expected_version != row.version:
            raise StaleVersion()
        return row

    async def ensure_not_candidate(self, objection: Objection) -> None:
        """Raise Forbidden for a caller who is on the notice himself."""
        if self.uow.caller.kind is CallerKind.USER and await self._is_candidate(objection):
            permission = self.uow.permission or Permission.OBJECTION_INVESTIGATE
            raise Forbidden(permission.value, "publicity.investigator-is-candidate")

    def note(self, objection: Objection, field: str, old: object, reason: str) -> None:
        """Keep a value that an objection carried."""
        self.session.add(
            ObjectionCorrection(
                objection_id=objection.id,
                field=field,
                old_value=str(old),
                reason=reason,
                recorded_at=self.uow.now,
                recorded_by=self.uow.actor_id,
            )
        )

    async def case_ids(self, objection: Objection) -> tuple[UUID, ...]:
        """Return the cases of the candidates concerned."""
        statement = select(NoticeCandidate.case_id).where(NoticeCandidate.notice_id == objection.notice_id)
        if objection.candidate_id is not None:
            statement = statement.where(NoticeCandidate.id == objection.candidate_id)
        return tuple(await self.session.scalars(statement.order_by(NoticeCandidate.case_id)))

    async def body_and_branches(
        self, objection: Objection, body_id: UUID
    ) -> tuple[Organisation | None, frozenset[UUID]]:
        """Return a body of the same county, and the branches of the notice and its candidates, then and now."""
        body = await self.session.get(Organisation, body_id)
        if body is not None and body.county_id != objection.county_id:
            body = None
        statement = (
            select(NoticeCandidate.branch_id, DevelopmentCase.branch_id)
            .join(DevelopmentCase, DevelopmentCase.id == NoticeCandidate.case_id)
            .where(NoticeCandidate.notice_id == objection.notice_id)
        )
        branches = {objection.branch_id}.union(*(await self.session.execute(statement)).all())
        return body, frozenset(branch for branch in branches if branch is not None)

    async def _is_candidate(self, objection: Objection) -> bool:
        statement = select(NoticeCandidate.id).where(
            NoticeCandidate.notice_id == objection.notice_id, NoticeCandidate.person_id == self.uow.caller.person_id
        )
        return (await self.session.execute(statement.limit(1))).first() is not None


def contact_fields(notice: Notice) -> frozenset[Content]:
    """Return the contact fields that a notice carries."""
    return frozenset(content for content in _CONTACTS if getattr(notice, content.value))


def facts_of(notice: Notice, evidence: dict[UUID, Document]) -> NoticeFacts:
    """Return a loaded notice as the rules see it; *evidence* holds its photographs and certificates that stand."""
    person_of = {candidate.id: candidate.person_id for candidate in notice.candidates}
    return NoticeFacts(
        notice.id,
        NoticeKind(notice.kind),
        NoticeState(notice.state),
        tuple(_candidate(candidate) for candidate in notice.candidates if candidate.withdrawn_on is None),
        tuple(_site(site, evidence) for site in _counting(notice)),
        tuple(objection_facts(objection, person_of) for objection in notice.objections),
        contact_fields(notice),
        notice.concluded_on,
        notice.withdrawn_on,
        frozenset(candidate.person_id for candidate in notice.candidates if candidate.withdrawn_on is not None),
    )


def _counting(notice: Notice) -> list[NoticeSite]:
    """Return the postings that count: not annulled, for somebody who is still on the notice, and not put up anew since.

    An inspection notice owes no days in a row: each of its postings counts.
    """
    there = {candidate.person_id for candidate in notice.candidates if candidate.withdrawn_on is None}
    standing = [
        site
        for site in notice.sites
        if site.annulled_reason is None and (not site.serves or not there.isdisjoint(site.serves))
    ]
    if notice.kind == NoticeKind.INSPECTION.value:
        return standing
    return [site for site in standing if not any(_put_up_anew(site, other, there) for other in standing)]


def _put_up_anew(site: NoticeSite, other: NoticeSite, there: set[UUID]) -> bool:
    """Tell whether *site* was taken down and *other* hangs at its place since, for everybody whom it was for."""
    if site.taken_down_on is None or (other.kind, other.place) != (site.kind, site.place):
        return False
    whom = set(site.serves or there) & there
    return other.id != site.id and other.posted_on >= site.taken_down_on and whom <= set(other.serves or there)


def _candidate(row: NoticeCandidate) -> CandidateFacts:
    return CandidateFacts(
        row.person_id,
        row.case_id,
        frozenset(SiteKind(kind) for kind in row.applicable_sites),
        frozenset(content for content in _CANDIDATE_CONTENTS if getattr(row, content.value)),
    )


def _site(row: NoticeSite, evidence: dict[UUID, Document]) -> SiteFacts:
    photo = evidence.get(row.photo_id) if row.photo_id else None
    certificate = evidence.get(row.certificate_id) if row.certificate_id else None
    return SiteFacts(
        SiteKind(row.kind),
        row.posted_on,
        frozenset(row.serves),
        row.posted_at,
        row.taken_down_on,
        photo.id if photo else None,
        photo.happened_on if photo else None,
        certificate.id if certificate else None,
        row.certified_on if certificate else None,
    )


def objection_facts(row: Objection, person_of: Mapping[UUID, UUID]) -> ObjectionFacts:
    """Return an objection as the rules see it; *person_of* gives the person of an entry on the notice."""
    return ObjectionFacts(
        row.id,
        row.received_on,
        ObjectionState(row.state),
        person_of.get(row.candidate_id) if row.candidate_id else None,
        ObjectionConclusion(row.conclusion) if row.conclusion else None,
        CommitteeDecision(row.decision) if row.decision else None,
        row.concluded_on,
        row.reported_on,
        row.fed_back_on,
    )
