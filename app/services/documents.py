"""Evidence files: filing, correcting, setting aside, handing out, and sweeping what nobody refers to."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import async_sessionmaker

from app.core.ids import new_id
from app.domain.development.casefile import CaseState
from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.documents.names import clean_file_name, clean_title
from app.domain.documents.sniff import FileType, sniff
from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import Place
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Forbidden, Invalid
from app.persistence.evidence import EvidenceStore, lock_key
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.documents import Document
from app.persistence.repositories.base import reaches
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.political_review import InquiryRepository
from app.persistence.session import CommandSession
from app.persistence.uow import UnitOfWork
from app.services.document_subjects import Subject, subject_place
from app.services.questioning import answer_findings, question_cases

__all__ = ["CorrectDocument", "FileDocument", "content_of", "correct", "file", "set_aside", "sweep_orphans"]

_CONFIDENTIAL = frozenset({DocumentKind.OBJECTION_LETTER, DocumentKind.INVESTIGATION_REPORT})


@dataclass(frozen=True, slots=True)
class FileDocument:
    """A file to be kept: what it is evidence of, of which day, and what it belongs to."""

    kind: DocumentKind
    title: str
    file_name: str
    happened_on: date
    subject: Subject
    step: int | None = None
    replaces: UUID | None = None
    reason: str | None = None


async def file(uow: UnitOfWork, store: EvidenceStore, command: FileDocument, content: bytes, *, limit: int) -> Document:
    """Keep a file. With ``replaces`` it takes the place of an earlier one, whose row stays as history.

    Raises Invalid for what is not an admitted file, AlreadyDone for the same content kept there already, NotFound and
    Forbidden for the subject. Whether the content is known elsewhere makes no difference to the answer.
    """
    title, file_name = clean_title(command.title), clean_file_name(command.file_name)
    if command.happened_on > uow.today:
        raise Invalid(FieldError("/happened_on", "documents.dated-in-future", expected=uow.today))
    if len(content) > limit:
        raise Invalid(
            FieldError("/file", "documents.too-large", expected=limit, facts={"limit": limit}), "documents.too-large"
        )
    place, organisation_id = await subject_place(uow, command.subject)
    ended = await _ensure_may_file(uow, command)
    documents = uow.repository(DocumentRepository)
    old = await _to_be_replaced(documents, command)
    kind = await asyncio.to_thread(sniff, content)
    document = _row(uow, command, place, organisation_id, kind, title, file_name, content)
    if await documents.twin(document) is not None:
        raise AlreadyDone("documents.already-filed")
    await documents.hold(document.sha256)
    await store.put(content)
    documents.add(document)
    if ended is not None and old is None:
        await uow.flush()  # the note refers to the new row
        documents.note(document, "addition", ended.value, DocumentState.CURRENT.value, command.reason or "")
    if old is not None:
        await uow.flush()  # the old row refers to the new one
        documents.note(old, "state", old.state, DocumentState.REPLACED.value, command.reason or "")
        old.state, old.replaced_by = DocumentState.REPLACED.value, document.id
    uow.emit(
        "documents:document:file",
        document,
        after=_description(document),
        details={
            "kind": document.kind,
            "case_id": document.case_id,
            "step": document.step,
            "replaces": command.replaces,
        },
        event_type="documents.document.filed",
    )
    if old is not None:
        await question_cases(uow, await uow.repository(DocumentRepository).cases_resting_on(document.id))
    else:
        await answer_findings(uow, document.case_id)
    return document


async def _to_be_replaced(documents: DocumentRepository, command: FileDocument) -> Document | None:
    if command.replaces is None:
        return None
    if not command.reason:
        raise Invalid(FieldError("/reason", "documents.reason-required"), "documents.reason-required")
    old = await documents.usable(command.replaces, lock=True)
    await _ensure_may_change(documents.uow, old)
    if old.state != DocumentState.CURRENT.value or old.kind != command.kind.value:
        raise Conflict("documents.not-current", pointer="/replaces")
    return old


def _row(
    uow: UnitOfWork,
    command: FileDocument,
    place: Place,
    organisation_id: UUID,
    kind: FileType,
    title: str,
    file_name: str,
    content: bytes,
) -> Document:
    return Document(
        id=new_id(),
        kind=command.kind.value,
        state=DocumentState.CURRENT.value,
        confidential=command.kind in _CONFIDENTIAL,
        title=title,
        file_name=file_name,
        media_type=kind.value,
        size=len(content),
        sha256=EvidenceStore.digest(content),
        happened_on=command.happened_on,
        organisation_id=organisation_id,
        case_id=command.subject.case_id,
        meeting_id=command.subject.meeting_id,
        notice_id=command.subject.notice_id,
        step=command.step,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place.columns(),
    )


@dataclass(frozen=True, slots=True)
class CorrectDocument:
    """New values of a document's description; None leaves a field as it is."""

    reason: str
    kind: DocumentKind | None = None
    title: str | None = None
    happened_on: date | None = None
    step: int | None = None


async def correct(uow: UnitOfWork, document_id: UUID, command: CorrectDocument, *, expected_version: int) -> Document:
    """Correct what is said about a file; each old value is kept with the reason. The file itself never changes."""
    documents = uow.repository(DocumentRepository)
    await uow.repository(CaseSubjects).hold_of(Document, document_id)
    document = await documents.usable(document_id, expected_version=expected_version, lock=True)
    await _ensure_may_change(uow, document)
    if command.happened_on is not None and command.happened_on > uow.today:
        raise Invalid(FieldError("/happened_on", "documents.dated-in-future", expected=uow.today))
    before = _description(document)
    changes: dict[str, object] = {
        "kind": command.kind.value if command.kind else None,
        "title": clean_title(command.title) if command.title is not None else None,
        "happened_on": command.happened_on,
        "step": command.step,
    }
    for field, value in changes.items():
        if value is not None and value != getattr(document, field):
            documents.note(document, field, getattr(document, field), value, command.reason)
            setattr(document, field, value)
    document.confidential = document.confidential or DocumentKind(document.kind) in _CONFIDENTIAL
    uow.emit(
        "documents:document:correct",
        document,
        before=before,
        after=_description(document),
        details={"case_id": document.case_id, "fields": sorted(f for f, v in changes.items() if v is not None)},
        event_type="documents.document.corrected",
    )
    await question_cases(uow, await uow.repository(DocumentRepository).cases_resting_on(document.id))
    return document


async def set_aside(uow: UnitOfWork, document_id: UUID, reason: str, *, expected_version: int) -> Document:
    """Set a file aside: it no longer counts for anything, and stays on file with the reason."""
    documents = uow.repository(DocumentRepository)
    await uow.repository(CaseSubjects).hold_of(Document, document_id)
    document = await documents.usable(document_id, expected_version=expected_version, lock=True)
    await _ensure_may_change(uow, document)
    documents.note(document, "state", document.state, DocumentState.SET_ASIDE.value, reason)
    document.state = DocumentState.SET_ASIDE.value
    uow.emit(
        "documents:document:set-aside",
        document,
        details={"kind": document.kind, "case_id": document.case_id},
        event_type="documents.document.set_aside",
    )
    await question_cases(uow, await uow.repository(DocumentRepository).cases_resting_on(document.id))
    return document


async def content_of(uow: UnitOfWork, store: EvidenceStore, document_id: UUID) -> tuple[Document, AsyncIterator[bytes]]:
    """Return a document with its content for a download, which is audited: also through what it was reached.

    Raises Conflict when the store has lost the file.
    """
    document, borrower = await uow.repository(DocumentRepository).readable(document_id)
    try:
        chunks = await store.stream(document.sha256)
    except FileNotFoundError:
        raise Conflict("documents.content-missing") from None
    details: dict[str, object] = {"kind": document.kind}
    if borrower is not None:
        details |= {"through": borrower.kind, "through_id": borrower.id}
    uow.emit("documents:content:read", document, details=details)
    return document, chunks


async def sweep_orphans(
    sessions: "async_sessionmaker[CommandSession]", store: EvidenceStore, *, older_than: datetime
) -> int:
    """Remove files that no row refers to and that were stored before *older_than*; return how many.

    A file whose hash an uploader holds is passed over; the next sweep sees it again.
    """
    removed = 0
    async for sha256, stored_at in store.files():
        if stored_at >= older_than:
            continue
        async with sessions.begin() as session:
            free = await session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": lock_key(sha256)})
            if not free:
                continue
            if await session.scalar(select(Document.id).where(Document.sha256 == sha256).limit(1)) is None:
                await store.remove(sha256)
                removed += 1
    return removed


async def _ensure_may_file(uow: UnitOfWork, command: FileDocument) -> CaseState | None:
    """Refuse files for a case that the caller may not read, save for a department's reply to its own letter there.

    A case that is over is added to with a note only; return its state then.
    """
    if command.subject.case_id is None:
        return None
    case = await uow.session.get_one(DevelopmentCase, command.subject.case_id)
    ended = CaseState(case.state) if case.state != CaseState.OPEN.value else None
    if reaches(uow.caller, Permission.CASE_READ, case):
        if ended is not None and not command.reason:
            raise Invalid(FieldError("/reason", "documents.note-for-ended-case", facts={"state": ended.value}))
        return ended
    reply = command.kind is DocumentKind.STAMPED_REPLY and command.replaces is None
    if not (reply and await uow.repository(InquiryRepository).has_own_in(case.id)):
        raise Forbidden(Permission.CASE_READ.value)
    return None


async def _ensure_may_change(uow: UnitOfWork, document: Document) -> None:
    """Let a standing document be changed: by its uploader and the branch, or by the approving committee once a step of
    the case has been completed since."""
    if document.state != DocumentState.CURRENT.value:
        raise Conflict("documents.not-current")
    if document.case_id is None or reaches(uow.caller, Permission.CASE_CORRECT_COMPLETED, document):
        return
    steps = await uow.repository(CaseRepository).steps(document.case_id)
    if any(step.void is None and step.id > document.id for step in steps):
        raise Forbidden(Permission.CASE_CORRECT_COMPLETED.value)
    if document.recorded_by != uow.actor_id and not reaches(uow.caller, Permission.CASE_CORRECT, document):
        raise Forbidden(Permission.CASE_CORRECT.value)


def _description(document: Document) -> dict[str, object]:
    return {
        "kind": document.kind,
        "title": document.title,
        "happened_on": document.happened_on,
        "sha256": document.sha256,
        "state": document.state,
    }
