"""Receiving a roster: the file is kept, encrypted, and its check goes on in the queue after the answer."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from app.core.ids import new_id
from app.domain.operations.facts import OperationKind
from app.domain.roster_imports.rows import MissingDay
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.roster_imports import RosterImport, RosterImportState
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services import operations

__all__ = ["ReceiveRoster", "receive", "request_check", "resource_of"]


def resource_of(import_id: UUID) -> str:
    """Return the address of an import."""
    return f"/api/v1/roster-imports/{import_id}"


@dataclass(frozen=True, slots=True)
class ReceiveRoster:
    """A file for an organisation; ``missing_day`` says what a month without its day means."""

    organisation_id: UUID
    file_name: str
    content: bytes
    missing_day: MissingDay = MissingDay.REFUSE


async def receive(uow: UnitOfWork, command: ReceiveRoster, *, queued: bool = True) -> RosterImport:
    """Keep a roster for an organisation that the caller reaches. The same bytes may come again; the answer says so."""
    if not command.content:
        raise Invalid(FieldError("/file", "roster.empty"))
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    body = await organisations.get(command.organisation_id)
    imports = uow.repository(RosterImportRepository)
    file_hash = hashlib.sha256(command.content).hexdigest()
    row = imports.add(
        RosterImport(
            id=new_id(),
            organisation_id=body.id,
            file_name=command.file_name,
            file_hash=file_hash,
            file_size=len(command.content),
            format=None,
            options={"missing_day": command.missing_day.value},
            state=RosterImportState.CHECKING.value,
            same_file_as=await imports.same_file(body.id, file_hash),
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(body).columns(),
        )
    )
    await uow.flush()  # the file's row and the operation refer to the import
    imports.keep_file(row.id, uow.keys.seal(row.id, command.content))
    uow.emit(
        "roster-imports:import:receive",
        row,
        after={"file_hash": file_hash},
        details={"organisation_id": body.id, "file_hash": file_hash, "file_size": row.file_size},
    )
    await begin_check(uow, row, queued=queued)
    return row


async def begin_check(uow: UnitOfWork, row: RosterImport, *, queued: bool) -> None:
    """Begin the check of an import."""
    operation = await operations.begin(
        uow,
        OperationKind.ROSTER_CHECK,
        row,
        resource=resource_of(row.id),
        queued=queued,
    )
    row.operation_id, row.percent, row.problem, row.beat_at = operation.id, 0, None, uow.now


_MAY_BE_CHECKED = frozenset({RosterImportState.RECEIVED, RosterImportState.CHECKED, RosterImportState.REFUSED})


async def request_check(uow: UnitOfWork, import_id: UUID, *, expected_version: int) -> RosterImport:
    """Check an import again: the roster or the tree has changed, or the work was cancelled."""
    imports = uow.repository(RosterImportRepository)
    row = await imports.get(import_id, expected_version=expected_version, lock=True)
    if RosterImportState(row.state) not in _MAY_BE_CHECKED:
        raise Conflict("roster.not-checked")
    row.state = RosterImportState.CHECKING.value
    await begin_check(uow, row, queued=True)
    uow.emit("roster-imports:import:check-again", row)
    return row
