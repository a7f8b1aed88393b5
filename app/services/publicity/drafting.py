"""Drafting a notice: who is on it, what it says, how the office is reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.core.ids import new_id
from app.domain.publicity.facts import NoticeKind, NoticeState, SiteKind
from app.domain.publicity.masking import masked_name
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Invalid
from app.persistence.models.people import Person
from app.persistence.models.publicity import Notice, NoticeCandidate
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_not_own, touch
from app.services.publicity._standing import writable

__all__ = ["CandidateContents", "CandidateDraft", "Contacts", "CreateNotice", "UpdateNotice", "create", "update"]


@dataclass(frozen=True, slots=True)
class Contacts:
    """How the public reaches the receiving office."""

    office_address: str | None = None
    postcode: str | None = None
    telephone: str | None = None
    deputy_director_name: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateContents:
    """What the notice says about one candidate."""

    evaluation_result: str | None = None
    work_unit: str | None = None
    conduct: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """Somebody to be announced, by the case; with the site kinds that exist for the person."""

    case_id: UUID
    applicable_sites: frozenset[SiteKind]
    contents: CandidateContents


@dataclass(frozen=True, slots=True)
class CreateNotice:
    """A notice to be drafted. ``replaces_id`` names a withdrawn one that it is posted instead of."""

    kind: NoticeKind
    organisation_id: UUID
    announcement: str
    candidates: tuple[CandidateDraft, ...]
    contacts: Contacts
    replaces_id: UUID | None = None


async def create(uow: UnitOfWork, command: CreateNotice) -> Notice:
    """Draft a notice.

    Raises NotFound and Forbidden for organisation and cases, Invalid for a case named twice, Conflict when the notice
    to be replaced still stands, AlreadyDone when it has been replaced before.
    """
    case_ids = [candidate.case_id for candidate in command.candidates]
    if len(set(case_ids)) != len(case_ids):
        raise Invalid(FieldError("/candidates", "publicity.candidate-twice"))
    place = await uow.repository(OrganisationRepository).place(command.organisation_id)
    notices = uow.repository(NoticeRepository)
    if command.replaces_id is not None:
        await _ensure_replaceable(notices, command.replaces_id)
    notice = notices.add(
        Notice(
            id=new_id(),
            kind=command.kind.value,
            state=NoticeState.DRAFT.value,
            organisation_id=command.organisation_id,
            announcement=command.announcement,
            **_contacts(command.contacts),
            replaces_id=command.replaces_id,
            changed_at=uow.now,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place.columns(),
        )
    )
    notice.candidates = [await _candidate(uow, draft, f"/candidates/{i}") for i, draft in enumerate(command.candidates)]
    notice.sites = []
    uow.emit(
        "publicity:notice:create",
        notice,
        after={"kind": notice.kind, "candidates": [candidate.person_id for candidate in notice.candidates]},
        details={"kind": notice.kind, "cases": case_ids, "replaces": command.replaces_id},
        event_type="publicity.notice.drafted",
    )
    return notice


async def _ensure_replaceable(notices: NoticeRepository, notice_id: UUID) -> None:
    old = await notices.get(notice_id, lock=True)
    if old.state != NoticeState.WITHDRAWN.value:
        raise Conflict("publicity.replaces-standing", pointer="/replaces_id")
    if await notices.successor(notice_id) is not None:
        raise AlreadyDone("publicity.replaced-already", pointer="/replaces_id")


async def _candidate(uow: UnitOfWork, draft: CandidateDraft, pointer: str) -> NoticeCandidate:
    if not draft.applicable_sites:
        raise Invalid(FieldError(f"{pointer}/applicable_sites", "publicity.applicable-sites-missing"))
    case = await uow.repository(CaseSubjects).get(draft.case_id)
    ensure_not_own(uow, case.person_id)
    person = await uow.session.get_one(Person, case.person_id)
    return NoticeCandidate(
        id=new_id(),
        person_id=case.person_id,
        case_id=case.id,
        branch_id=case.branch_id,
        name=person.name,
        masked_name=masked_name(person.name),
        applicable_sites=sorted(site.value for site in draft.applicable_sites),
        evaluation_result=draft.contents.evaluation_result,
        work_unit=draft.contents.work_unit,
        conduct=draft.contents.conduct,
    )


@dataclass(frozen=True, slots=True)
class UpdateNotice:
    """Changes to a draft; None leaves a text as it is. ``contents`` are given by candidate id."""

    announcement: str | None
    contacts: Contacts
    contents: Mapping[UUID, CandidateContents]


async def update(uow: UnitOfWork, notice_id: UUID, command: UpdateNotice, *, expected_version: int) -> Notice:
    """Change the text of a draft. Raises Conflict once it has been posted."""
    notice = await writable(uow, notice_id, expected_version)
    if notice.state != NoticeState.DRAFT.value:
        raise Conflict("publicity.not-draft")
    by_id = {candidate.id: candidate for candidate in notice.candidates}
    unknown = [candidate_id for candidate_id in command.contents if candidate_id not in by_id]
    if unknown:
        raise Invalid(FieldError("/contents", "publicity.candidate-not-listed"))
    if command.announcement is not None:
        notice.announcement = command.announcement
    for field, value in _contacts(command.contacts).items():
        if value is not None:
            setattr(notice, field, value)
    for candidate_id, contents in command.contents.items():
        for field in ("evaluation_result", "work_unit", "conduct"):
            if getattr(contents, field) is not None:
                setattr(by_id[candidate_id], field, getattr(contents, field))
    touch(uow, notice)
    uow.emit("publicity:notice:update", notice, after={"announcement": notice.announcement}, details={})
    return notice


def _contacts(contacts: Contacts) -> dict[str, str | None]:
    return {
        "office_address": contacts.office_address,
        "postcode": contacts.postcode,
        "telephone": contacts.telephone,
        "deputy_director_name": contacts.deputy_director_name,
    }
