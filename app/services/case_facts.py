"""What recording a fact about a case has in common: its day, a late entry, its documents, its editions."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import flag_modified

from app.core.ids import new_id
from app.domain.development.casefile import CaseState
from app.domain.identity.permissions import Permission
from app.domain.rules.parameters import LATE_RECORDING_DAYS
from app.domain.shared.errors import Conflict, FieldError, Forbidden, Invalid
from app.domain.shared.parameters import Law
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.editions import Editioned
from app.persistence.models.training import TrainingCertificate
from app.persistence.repositories.base import reaches
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = [
    "acting_person",
    "as_edition",
    "case_of",
    "columns_of",
    "completed_since",
    "ensure_corrects_completed",
    "ensure_day",
    "ensure_documents",
    "ensure_may_correct",
    "ensure_not_future",
    "ensure_not_own",
    "ensure_persons",
    "first_edition",
    "law_of",
    "tell",
    "touch",
]


R = TypeVar("R", bound=Editioned)


async def case_of(uow: UnitOfWork, case_id: UUID, *, must_be_open: bool = False) -> DevelopmentCase:
    """Return the case that the caller may use with the endpoint's permission, locked. Nobody acts in his own case.

    Raises Conflict for a case that is over where *must_be_open* is asked: nothing new is measured there, and what was
    recorded may still be corrected.
    """
    case = await uow.repository(CaseSubjects).held(case_id)
    ensure_not_own(uow, case.person_id)
    if must_be_open:
        ensure_open(case)
    return case


def ensure_open(case: DevelopmentCase) -> None:
    """Raise Conflict for a case that is over."""
    if case.state != CaseState.OPEN.value:
        raise Conflict("development.case-over")


def ensure_not_own(uow: UnitOfWork, person_id: UUID) -> None:
    """Refuse the candidate himself, save for handing in his own reports."""
    if uow.caller.person_id == person_id and uow.permission not in (None, Permission.CASE_REPORT):
        raise Forbidden(str(uow.permission), "development.candidate-acts-for-himself")


async def ensure_may_correct(uow: UnitOfWork, row: Editioned) -> None:
    """Once a step was completed since the fact was first recorded, correcting it is the approving committee's."""
    since = await completed_since(uow, row.case_id, await first_edition(uow, row))
    allowed = {Permission.CASE_CORRECT_COMPLETED} | (set() if since else {Permission.CASE_CORRECT})
    if not any(reaches(uow.caller, permission, row) for permission in allowed):
        raise Forbidden(min(allowed).value)


async def first_edition(uow: UnitOfWork, row: Editioned | TrainingCertificate) -> UUID:
    """Return the id of the edition that was recorded first: what rested on that one rests on its corrections too."""
    while row.supersedes_id is not None:
        row = await uow.session.get_one(type(row), row.supersedes_id)
    return row.id


async def completed_since(uow: UnitOfWork, case_id: UUID, recorded: UUID, *, from_number: int = 1) -> bool:
    """Tell whether a step from *from_number* on was completed, and stands, since the row *recorded* was written."""
    steps = await uow.repository(CaseRepository).steps(case_id)
    return any(step.void is None and step.id > recorded and step.step_number >= from_number for step in steps)


def ensure_corrects_completed(uow: UnitOfWork, row: object) -> None:
    """Refuse who may not correct what a completed step rests on."""
    if not reaches(uow.caller, Permission.CASE_CORRECT_COMPLETED, row):
        raise Forbidden(Permission.CASE_CORRECT_COMPLETED.value)


async def law_of(uow: UnitOfWork, row: object) -> Law:
    """Return the law at the place of a scoped row."""
    return await uow.repository(LawRepository).of_place(place_of(row))


def acting_person(uow: UnitOfWork) -> UUID:
    """Return the person behind the account. Raises Conflict for an account without one: four eyes need persons."""
    person_id = uow.caller.person_id
    if person_id is None:
        raise Conflict("assessments.account-without-person")
    return person_id


def ensure_not_future(uow: UnitOfWork, day: date, pointer: str) -> None:
    """Refuse a day that has not come yet."""
    if day > uow.today:
        raise Invalid(FieldError(pointer, "field.future-day", uow.today))


async def ensure_day(
    uow: UnitOfWork, row: object, day: date, late_reason: str | None, pointer: str = "/happened_on"
) -> None:
    """Refuse a day in the future, and a late entry without permission and reason."""
    ensure_not_future(uow, day, pointer)
    allowed = (await law_of(uow, row)).value(LATE_RECORDING_DAYS, uow.today)
    late = (uow.today - day).days
    if allowed is None or late <= allowed.value:
        return
    if not reaches(uow.caller, Permission.LATE_RECORD, row):
        raise Forbidden(Permission.LATE_RECORD.value)
    if late_reason is None:
        raise Invalid(FieldError("/late_reason", "rules.late-recording-explained", allowed.value, late))


async def ensure_documents(uow: UnitOfWork, case_id: UUID, named: Iterable[tuple[str, UUID | None]]) -> None:
    """Refuse ids that are no current document of the case; *named* gives each id with its pointer."""
    given = [(pointer, document_id) for pointer, document_id in named if document_id is not None]
    unknown = await uow.repository(CaseSubjects).unknown_documents(case_id, (d for _, d in given))
    if unknown:
        raise Invalid([FieldError(pointer, "assessments.document-of-the-case") for pointer, d in given if d in unknown])


async def ensure_persons(uow: UnitOfWork, named: Iterable[tuple[str, UUID]]) -> None:
    """Refuse ids of nobody on record."""
    given = list(named)
    unknown = await uow.repository(CaseSubjects).unknown_persons(p for _, p in given)
    if unknown:
        raise Invalid([FieldError(pointer, "assessments.person-known") for pointer, p in given if p in unknown])


def columns_of(uow: UnitOfWork, case: DevelopmentCase, happened_on: date) -> dict[str, object]:
    """Return the columns that a first edition of every fact about *case* carries."""
    return {
        "id": new_id(),
        "case_id": case.id,
        "person_id": case.person_id,
        "happened_on": happened_on,
        "edition": 1,
        "standing": True,
        "recorded_at": uow.now,
        "recorded_by": uow.actor_id,
        **place_of(case).columns(),
    }


def as_edition(row: Editioned, old: Editioned, reason: str) -> None:
    """Make *row* the next edition of a standing one, which is retired."""
    if not old.standing:
        raise Conflict("assessments.not-standing")
    old.standing = False
    row.edition, row.supersedes_id, row.correction_reason = old.edition + 1, old.id, reason


def tell(uow: UnitOfWork, row: R, area: str, subject: str, old: R | None = None) -> R:
    """Emit that a fact was recorded, or corrected where *old* is given; return it."""
    details: dict[str, object] = {"case_id": row.case_id, "happened_on": row.happened_on, "edition": row.edition}
    if old is not None:
        details["supersedes_id"] = old.id
    uow.emit(
        f"{area}:{subject}:{'record' if old is None else 'correct'}",
        row,
        before=None if old is None else _digested(old),
        after=_digested(row),
        details=details,
        event_type=f"{area}.{subject.replace('-', '_')}.{'recorded' if old is None else 'corrected'}",
    )
    return row


def _digested(row: Editioned) -> dict[str, object]:
    return {
        column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs if column.key != "version"
    }


def touch(uow: UnitOfWork, row: object) -> None:
    """Move the version of an aggregate whose children change."""
    row.changed_at = uow.now  # type: ignore[attr-defined]
    flag_modified(row, "changed_at")
