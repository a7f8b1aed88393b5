"""Applying a checked roster: the good rows become persons with their episodes, in one transaction."""

from collections.abc import Sequence
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.permissions import Permission
from app.domain.operations.facts import OperationKind
from app.domain.people import citizen_number
from app.domain.people.facts import StatusCause
from app.domain.people.rules import is_member
from app.domain.shared.errors import Conflict
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.models.roster_imports import RosterImport, RosterImportRow, RosterImportState, RosterRowState
from app.persistence.repositories.base import reaches
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services import operations
from app.services.people.episodes import Rewrite, first_episode
from app.services.people.registering import apply_particulars, note_duplicate
from app.services.roster_imports.payload import unpack
from app.services.roster_imports.receiving import resource_of

__all__ = ["apply_rows", "request_apply"]


async def request_apply(
    uow: UnitOfWork, import_id: UUID, mode: str, *, expected_version: int, queued: bool = True
) -> RosterImport:
    """Begin to apply an import. ``all_or_nothing`` is refused while a row can't be imported."""
    imports = uow.repository(RosterImportRepository)
    row = await imports.get(import_id, expected_version=expected_version, lock=True)
    if row.state != RosterImportState.CHECKED.value:
        raise Conflict("roster.not-checked")
    bad = row.rows_bad + row.rows_differ
    if mode == "all_or_nothing" and bad:
        raise Conflict("roster.bad-rows", pointer="/mode", facts={"actual": bad})
    operation = await operations.begin(
        uow,
        OperationKind.ROSTER_APPLY,
        row,
        permission=Permission.ROSTER_IMPORT,
        resource=resource_of(row.id),
        arguments={"mode": mode},
        queued=queued,
    )
    row.state, row.mode, row.percent, row.problem = RosterImportState.APPLYING.value, mode, 0, None
    row.operation_id, row.beat_at = operation.id, uow.now
    uow.emit("roster-imports:import:apply", row, after={"mode": mode}, details={"mode": mode})
    return row


async def apply_rows(
    uow: UnitOfWork, source: RosterImport, rows: Sequence[RosterImportRow], branches: dict[UUID, Organisation]
) -> int:
    """Make persons of a chunk of good rows; return how many were made.

    Somebody registered since the check is left as he is. A number known outside the caller's subtree becomes a possible
    duplicate for the office above, as everywhere.
    """
    imports, people = uow.repository(RosterImportRepository), uow.repository(PersonRepository)
    identities = sorted({row.identity for row in rows if row.identity is not None})
    await people.lock_numbers(identities)
    known = await imports.persons_with(identities)
    made: list[tuple[Person, RosterImportRow, list[Person]]] = []
    episodes = []
    for row in rows:
        if row.payload is None or row.identity is None:
            continue
        twins = known.get(row.identity, [])
        if any(reaches(uow.caller, Permission.PERSON_READ, twin) for twin in twins):
            row.state = RosterRowState.KNOWN.value
            continue
        given, branch_id, since = unpack(uow.keys, source.id, row.payload)
        branch = branches.get(branch_id)
        if branch is None:  # it was dissolved or moved away since the check
            row.state = RosterRowState.BAD.value
            row.problems = [{"column": None, "code": "roster.branch-unknown", "note": False}]
            continue
        number, _ = citizen_number.read(given.citizen_number or "", uow.today)
        person = Person(
            id=new_id(),
            status=given.status.value,
            status_since=since,
            is_member=is_member(given.status),
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(branch).columns(),
        )
        apply_particulars(uow, person, given, number)
        people.add(person)
        row.state, row.person_id, row.payload = RosterRowState.APPLIED.value, person.id, None
        made.append((person, row, list(twins)))
        episodes.append((person, Rewrite(since, StatusCause.TAKEOVER, given.status, branch_id=branch_id)))
    await uow.flush()  # episodes and duplicates refer to the persons' rows
    for person, change in episodes:
        uow.session.add(first_episode(uow, person, change))
    for person, _row, twins in made:
        uow.emit(
            "people:person:register",
            person,
            after={"name": person.name, "status": person.status, "born_on": person.born_on},
            details={"person_id": person.id, "status": person.status, "cause": "takeover", "import_id": source.id},
            event_type="people.person.registered",
        )
        for twin in twins:
            await note_duplicate(uow, person, twin)
    await uow.flush()  # what was made is out of memory before the next chunk
    return len(made)
