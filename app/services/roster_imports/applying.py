"""Applying a checked roster: the good rows become persons with their episodes, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.operations.facts import OperationKind
from app.domain.organisations.levels import Place
from app.domain.people import citizen_number
from app.domain.people.facts import StatusCause
from app.domain.people.particulars import Particulars
from app.domain.people.rules import is_member
from app.domain.shared.errors import Conflict
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.models.roster_imports import RosterImport, RosterImportRow, RosterImportState, RosterRowState
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services import operations
from app.services.people.episodes import Rewrite, first_episode
from app.services.people.registering import apply_particulars, note_duplicate
from app.services.roster_imports.checking import is_reached
from app.services.roster_imports.payload import unpack
from app.services.roster_imports.receiving import resource_of

__all__ = ["Applying", "Changed", "request_apply"]


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
        resource=resource_of(row.id),
        arguments={"mode": mode},
        queued=queued,
    )
    row.state, row.mode, row.percent, row.problem = RosterImportState.APPLYING.value, mode, 0, None
    row.operation_id, row.beat_at = operation.id, uow.now
    uow.emit("roster-imports:import:apply", row, after={"mode": mode}, details={"mode": mode})
    return row


class Changed(Exception):
    """Somebody was registered, or a branch moved, while the rows were made: what was made does not stand."""


class Applying:
    """Makes persons of good rows within one transaction.

    A large roster takes minutes, and whoever registers a person meanwhile must not wait for it. So the rows are made
    first and unseen; only then the numbers and the tree are held and what was read is read again (:meth:`confirm`).
    With ``held`` they are held from the start: slow for others, but sure to end.
    """

    def __init__(self, uow: UnitOfWork, source: RosterImport, organisation: Organisation, *, held: bool) -> None:
        self._uow = uow
        self._source = source
        self._organisation = organisation
        self._held = held
        self._branches: dict[UUID, Organisation] = {}
        self._places: Mapping[UUID, Place] = {}
        self._used: set[UUID] = set()
        self._known: dict[bytes, set[UUID]] = {}
        self._duplicates: list[tuple[Person, Person]] = []
        self.made = 0
        self.lost = 0
        """Rows that were good and are not any more: their branch was dissolved or moved away since the check."""

    async def begin(self) -> None:
        """Read the branches; hold everything when that is asked for."""
        imports = self._uow.repository(RosterImportRepository)
        if self._held:
            await self._hold(await imports.identities(self._source.id))
        self._branches = {branch.id: branch for branch in await imports.branches(self._organisation)}
        self._places = {branch.id: place_of(branch) for branch in self._branches.values()}

    async def apply(self, rows: Sequence[RosterImportRow]) -> None:
        """Make persons of a chunk of good rows.

        Somebody registered since the check is left as he is. A number known outside the caller's subtree becomes a
        possible duplicate for the office above, as everywhere.
        """
        uow = self._uow
        identities = sorted({row.identity for row in rows if row.identity is not None})
        known = await uow.repository(RosterImportRepository).persons_with(identities)
        made: list[tuple[Person, Rewrite]] = []
        for row in rows:
            if row.payload is None or row.identity is None:
                continue
            twins = known.get(row.identity, [])
            self._known[row.identity] = {twin.id for twin in twins}
            if any(is_reached(uow, twin) for twin in twins):
                row.state = RosterRowState.KNOWN.value
                continue
            given, branch_id, since = unpack(uow.keys, self._source.id, row.payload)
            branch = self._branches.get(branch_id)
            if branch is None:
                row.state = RosterRowState.BAD.value
                row.problems = [{"column": None, "code": "roster.branch-unknown", "note": False}]
                self.lost += 1
                continue
            self._used.add(branch_id)
            person = self._person(given, since, branch)
            row.state, row.person_id, row.payload = RosterRowState.APPLIED.value, person.id, None
            self._known[row.identity].add(person.id)
            self._duplicates += [(person, twin) for twin in twins]
            made.append((person, Rewrite(since, StatusCause.TAKEOVER, given.status, branch_id=branch_id)))
        await uow.flush()  # episodes and duplicates refer to the persons' rows
        for person, change in made:
            uow.session.add(first_episode(uow, person, change))
            uow.emit(
                "people:person:register",
                person,
                after={"name": person.name, "status": person.status, "born_on": person.born_on},
                details={
                    "person_id": person.id,
                    "status": person.status,
                    "cause": "takeover",
                    "import_id": self._source.id,
                },
                event_type="people.person.registered",
            )
        await uow.flush()  # what was made is out of memory before the next chunk
        await uow.write_emissions()
        self.made += len(made)

    def _person(self, given: Particulars, since: date, branch: Organisation) -> Person:
        uow = self._uow
        number, _ = citizen_number.read(given.citizen_number or "", uow.today)
        person = Person(
            id=new_id(),
            status=given.status.value,
            status_since=since,
            is_member=is_member(given.status),
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **self._places[branch.id].columns(),
        )
        apply_particulars(uow, person, given, number)
        return uow.repository(PersonRepository).add(person)

    async def confirm(self) -> None:
        """Hold numbers and tree, and see that what was read still holds. Raises Changed. Everything that follows has to
        be quick: others wait."""
        if not self._held:
            await self._hold(sorted(self._known))
            imports = self._uow.repository(RosterImportRepository)
            places = await imports.places(self._organisation)
            if any(places.get(branch_id) != self._places[branch_id] for branch_id in self._used):
                raise Changed
            found = await imports.numbers(sorted(self._known))
            if any(not found.get(number, set()) <= known for number, known in self._known.items()):
                raise Changed
        for person, twin in self._duplicates:
            await note_duplicate(self._uow, person, twin)

    async def _hold(self, identities: Sequence[bytes]) -> None:
        await self._uow.repository(OrganisationRepository).hold_tree()
        await self._uow.repository(PersonRepository).lock_numbers(identities)
