"""Receiving a roster: the file is kept, encrypted, and its check begins after the answer."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.core.ids import new_id
from app.domain.roster_imports.rows import MissingDay
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.roster_imports import RosterImport, RosterImportState
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["STALE_AFTER", "ReceiveRoster", "is_stale", "receive", "request_check"]

STALE_AFTER = timedelta(minutes=2)
"""Work without a sign of life for this long was interrupted and may begin again."""


@dataclass(frozen=True, slots=True)
class ReceiveRoster:
    """A file for an organisation; ``missing_day`` says what a month without its day means."""

    organisation_id: UUID
    file_name: str
    content: bytes
    missing_day: MissingDay = MissingDay.REFUSE


def is_stale(uow: UnitOfWork, row: RosterImport) -> bool:
    """Tell whether running work has stopped giving signs of life."""
    return row.beat_at is not None and uow.now - row.beat_at > STALE_AFTER


async def receive(uow: UnitOfWork, command: ReceiveRoster) -> RosterImport:
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
            beat_at=uow.now,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(body).columns(),
        )
    )
    await uow.flush()  # the file's row refers to the import
    imports.keep_file(row.id, uow.keys.seal(row.id, command.content))
    uow.emit(
        "roster-imports:import:receive",
        row,
        after={"file_hash": file_hash},
        details={"organisation_id": body.id, "file_hash": file_hash, "file_size": row.file_size},
    )
    return row


async def request_check(uow: UnitOfWork, import_id: UUID, *, expected_version: int) -> RosterImport:
    """Check an import again: the roster or the tree has changed, or the work was interrupted."""
    imports = uow.repository(RosterImportRepository)
    row = await imports.get(import_id, expected_version=expected_version, lock=True)
    state = RosterImportState(row.state)
    interrupted = state is RosterImportState.CHECKING and is_stale(uow, row)
    if state not in {RosterImportState.CHECKED, RosterImportState.REFUSED} and not interrupted:
        raise Conflict("roster.not-checked")
    row.state, row.percent, row.problem, row.beat_at = RosterImportState.CHECKING.value, 0, None, uow.now
    uow.emit("roster-imports:import:check-again", row)
    return row
