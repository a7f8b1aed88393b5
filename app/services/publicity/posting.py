"""Posting at sites, taking down, and evidence."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from app.core.ids import new_id
from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.publicity.facts import NoticeState, SiteKind
from app.domain.publicity.rules import may_post
from app.domain.shared.errors import AlreadyDone, FieldError, Invalid, NotFound, ensure
from app.persistence.models.documents import Document
from app.persistence.models.publicity import Notice, NoticeSite
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_day, ensure_not_future, law_of, touch
from app.services.publicity._standing import (
    ensure_may_correct,
    follow_notice,
    judge_conclusion,
    refresh,
    tell,
    writable,
)
from app.services.questioning import question_cases

__all__ = [
    "PostSite",
    "attach_certificate",
    "attach_photo",
    "post_site",
    "site_of",
    "take_down",
]


@dataclass(frozen=True, slots=True)
class PostSite:
    """A posting: where, on which day, for whom (nobody named means everybody on the notice)."""

    kind: SiteKind
    place: str
    posted_on: date
    posted_at: time | None = None
    candidates: frozenset[UUID] = frozenset()
    late_reason: str | None = None


async def post_site(uow: UnitOfWork, notice_id: UUID, command: PostSite, *, expected_version: int) -> Notice:
    """Record that a notice was posted at a site; the first posting ends the draft.

    Where a paper was taken down or torn down it may be put up anew: the window of that site begins again.

    Raises RuleRefused when contents or contacts that the profile asks for are missing.
    """
    notice = await writable(uow, notice_id, expected_version)
    await ensure_day(uow, notice, command.posted_on, command.late_reason, "/posted_on")
    ensure(may_post(await uow.repository(NoticeRepository).facts(notice), command.posted_on, await law_of(uow, notice)))
    there = [
        entry
        for entry in notice.sites
        if entry.annulled_reason is None and (entry.taken_down_on is None or entry.taken_down_on > command.posted_on)
    ]
    if any(entry.kind == command.kind.value and entry.place == command.place for entry in there):
        raise AlreadyDone("publicity.site-already-posted", pointer="/place")
    notice.sites.append(
        NoticeSite(
            id=new_id(),
            kind=command.kind.value,
            place=command.place,
            posted_on=command.posted_on,
            posted_at=command.posted_at,
            serves=_persons(notice, command.candidates),
            late_reason=command.late_reason,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    notice.state = NoticeState.POSTED.value
    await refresh(uow, notice)
    await follow_notice(uow, notice)
    tell(uow, notice, "post", {"site": command.kind, "posted_on": command.posted_on}, "posted")
    return notice


def _persons(notice: Notice, candidates: frozenset[UUID]) -> list[UUID]:
    by_id = {candidate.id: candidate.person_id for candidate in notice.candidates}
    if not candidates <= by_id.keys():
        raise Invalid(FieldError("/candidates", "publicity.candidate-not-listed"))
    return sorted(by_id[candidate] for candidate in candidates)


async def take_down(
    uow: UnitOfWork, notice_id: UUID, site_id: UUID, taken_down_on: date, *, expected_version: int
) -> Notice:
    """Record that a site was taken down. Doing so within the window is recorded too: it holds the conclusion, or revokes
    the one that did not know of it."""
    notice, site = await site_of(uow, notice_id, site_id, expected_version)
    ensure_not_future(uow, taken_down_on, "/taken_down_on")
    if site.taken_down_on is not None:
        raise AlreadyDone("publicity.taken-down-already")
    if taken_down_on < site.posted_on:
        raise Invalid(FieldError("/taken_down_on", "publicity.day-before-posting", expected=site.posted_on))
    site.taken_down_on = taken_down_on
    touch(uow, notice)
    tell(uow, notice, "take-down", {"site": site.kind, "taken_down_on": taken_down_on}, "taken_down")
    if notice.state == NoticeState.CONCLUDED.value:
        await judge_conclusion(uow, notice, "taken down within the window")
        await follow_notice(uow, notice)
        await question_cases(uow, [candidate.case_id for candidate in notice.candidates])
    return notice


async def _may_replace_evidence(uow: UnitOfWork, notice: Notice, present: UUID | None) -> None:
    """Evidence that is missing may be added at any time; what a conclusion rests on is replaced as a correction."""
    if present is not None and notice.state == NoticeState.CONCLUDED.value:
        await ensure_may_correct(uow, notice)


async def attach_photo(
    uow: UnitOfWork, notice_id: UUID, site_id: UUID, document_id: UUID, *, expected_version: int
) -> Notice:
    """Name the photograph of a posting: a publicity photo filed with this notice."""
    notice, site = await site_of(uow, notice_id, site_id, expected_version)
    await _may_replace_evidence(uow, notice, site.photo_id)
    document = await _evidence(uow, notice, document_id, DocumentKind.PUBLICITY_PHOTO)
    if site.photo_id is not None:
        uow.repository(NoticeRepository).note(
            notice, "photo_id", site.photo_id, document.id, "another photograph", site_id=site.id
        )
    site.photo_id = document.id
    touch(uow, notice)
    tell(uow, notice, "photo", {"site": site.kind, "document_id": document.id}, "evidence_attached")
    await _judge_evidence(uow, notice)
    return notice


async def attach_certificate(
    uow: UnitOfWork,
    notice_id: UUID,
    site_id: UUID,
    document_id: UUID,
    certified_on: date,
    certified_by: str,
    *,
    expected_version: int,
) -> Notice:
    """Name the certificate that the Party organisation of a site gave: a site certificate filed with this notice."""
    notice, site = await site_of(uow, notice_id, site_id, expected_version)
    ensure_not_future(uow, certified_on, "/certified_on")
    if certified_on < site.posted_on:
        raise Invalid(FieldError("/certified_on", "publicity.day-before-posting", expected=site.posted_on))
    await _may_replace_evidence(uow, notice, site.certificate_id)
    document = await _evidence(uow, notice, document_id, DocumentKind.SITE_CERTIFICATE)
    if site.certificate_id is not None:
        uow.repository(NoticeRepository).note(
            notice, "certificate_id", site.certificate_id, document.id, "another certificate", site_id=site.id
        )
    site.certificate_id, site.certified_on, site.certified_by = document.id, certified_on, certified_by
    touch(uow, notice)
    tell(uow, notice, "certificate", {"site": site.kind, "document_id": document.id}, "evidence_attached")
    await _judge_evidence(uow, notice)
    return notice


async def _judge_evidence(uow: UnitOfWork, notice: Notice) -> None:
    if notice.state == NoticeState.CONCLUDED.value:
        await judge_conclusion(uow, notice, "other evidence")
        await follow_notice(uow, notice)
        await question_cases(uow, [candidate.case_id for candidate in notice.candidates])


async def _evidence(uow: UnitOfWork, notice: Notice, document_id: UUID, kind: DocumentKind) -> Document:
    [*found] = await uow.repository(DocumentRepository).rows((document_id,))
    if not found or found[0].notice_id != notice.id:
        raise Invalid(FieldError("/document_id", "publicity.evidence-of-another"))
    if found[0].kind != kind.value or found[0].state != DocumentState.CURRENT.value:
        raise Invalid(FieldError("/document_id", "publicity.evidence-mismatch", expected=kind.value))
    return found[0]


async def site_of(uow: UnitOfWork, notice_id: UUID, site_id: UUID, expected_version: int) -> tuple[Notice, NoticeSite]:
    """Return a notice, locked, with one of its postings. Raises NotFound for a posting that was annulled."""
    notice = await writable(uow, notice_id, expected_version)
    site = next((entry for entry in notice.sites if entry.id == site_id and entry.annulled_reason is None), None)
    if site is None:
        raise NotFound("publicity.site-unknown")
    return notice, site
