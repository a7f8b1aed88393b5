"""What an evidence file belongs to, and the place that it takes from there."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.organisations.levels import Place
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.meetings import MeetingRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.political_review import InquiryRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["Subject", "subject_place"]


@dataclass(frozen=True, slots=True)
class Subject:
    """The case, meeting, notice or organisation that a file is about; at least one."""

    case_id: UUID | None = None
    meeting_id: UUID | None = None
    notice_id: UUID | None = None
    organisation_id: UUID | None = None
    letter_id: UUID | None = None
    """A letter of the case to the caller's own desk, which need not know anything else of the case."""


async def subject_place(uow: UnitOfWork, subject: Subject) -> tuple[Place, UUID]:
    """Return the place and organisation of the most specific subject, every one of them held against the caller.

    Raises Invalid when none is named, NotFound and Forbidden as the subjects themselves would.
    """
    places: list[tuple[Place, UUID]] = []
    if subject.case_id is not None:
        places.append(_own(place_of(await _case(uow, subject.case_id, subject.letter_id))))
    if subject.meeting_id is not None:
        meeting = await uow.repository(MeetingRepository).get(subject.meeting_id)
        places.append((place_of(meeting), meeting.organisation_id))
    if subject.notice_id is not None:
        notice = await uow.repository(NoticeRepository).get(subject.notice_id)
        places.append((place_of(notice), notice.organisation_id))
    if subject.organisation_id is not None:
        place = await uow.repository(OrganisationRepository).place(subject.organisation_id)
        places.append((place, subject.organisation_id))
    if not places:
        raise Invalid(FieldError("/case_id", "documents.reference-required"), "documents.reference-required")
    return places[0]


async def _case(uow: UnitOfWork, case_id: UUID, letter_id: UUID | None) -> DevelopmentCase:
    cases = uow.repository(CaseSubjects)
    if letter_id is None:
        return await cases.held(case_id)
    letter = await uow.repository(InquiryRepository).own(letter_id)
    return await cases.held_through(letter.review_id)


def _own(place: Place) -> tuple[Place, UUID]:
    organisation_id = place.organisation_id
    if organisation_id is None:
        raise Invalid(FieldError("/case_id", "documents.reference-required"), "documents.reference-required")
    return place, organisation_id
