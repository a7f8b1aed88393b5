"""Roster imports with their files and rows."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select

from app.domain.organisations.facts import HOLDS_MEMBERS, OrganisationState
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Level, Place
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.models.roster_imports import RosterImport, RosterImportFile, RosterImportRow, RosterRowState
from app.persistence.repositories.base import Repository

__all__ = ["RosterImportRepository"]


def _holding(organisation: Organisation) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for branches that may hold members within an organisation."""
    column = getattr(Organisation, SCOPE_COLUMN[Level(organisation.level)])
    return (
        column == organisation.id,
        Organisation.kind.in_(sorted(HOLDS_MEMBERS)),
        Organisation.state == OrganisationState.ACTIVE.value,
    )


class RosterImportRepository(Repository[RosterImport]):
    """Imports within the caller's subtree."""

    model = RosterImport

    def _noun(self) -> str:
        return "roster-import"

    async def same_file(self, organisation_id: UUID, file_hash: str) -> UUID | None:
        """Return the earliest import of the same bytes for the same organisation."""
        statement = (
            select(RosterImport.id)
            .where(RosterImport.organisation_id == organisation_id, RosterImport.file_hash == file_hash)
            .order_by(RosterImport.id)
            .limit(1)
        )
        return (await self.session.scalars(statement)).first()

    def keep_file(self, import_id: UUID, content: bytes) -> None:
        """Keep the encrypted bytes until the import is applied."""
        self.session.add(RosterImportFile(import_id=import_id, content=content))

    async def file(self, import_id: UUID) -> bytes | None:
        """Return the encrypted bytes."""
        statement = select(RosterImportFile.content).where(RosterImportFile.import_id == import_id)
        return (await self.session.execute(statement)).scalar_one_or_none()

    async def drop_file(self, import_id: UUID) -> None:
        """Drop the bytes: what was made of them is in the rows and the persons."""
        await self.session.execute(delete(RosterImportFile).where(RosterImportFile.import_id == import_id))

    async def held(self, import_id: UUID) -> RosterImport:
        """Return an import, locked, for the work on it to come to its end, whatever whoever asked may still reach."""
        statement = (
            self.unscoped(reason="an operation brings its own subject to rest")
            .where(RosterImport.id == import_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return (await self.session.scalars(statement)).one()

    async def drop_rows(self, import_id: UUID) -> None:
        """Drop the rows of an earlier check."""
        await self.session.execute(delete(RosterImportRow).where(RosterImportRow.import_id == import_id))

    async def add_rows(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Store rows of a check."""
        await self.session.execute(insert(RosterImportRow), list(rows))

    async def rows(self, import_id: UUID, state: RosterRowState, after: int, limit: int) -> Sequence[RosterImportRow]:
        """Return rows of a state in the order of the sheet."""
        statement = (
            select(RosterImportRow)
            .where(
                RosterImportRow.import_id == import_id,
                RosterImportRow.state == state.value,
                RosterImportRow.row_number > after,
            )
            .order_by(RosterImportRow.row_number)
            .limit(limit)
        )
        return (await self.session.scalars(statement)).all()

    async def count(self, import_id: UUID, state: RosterRowState) -> int:
        """Count the rows of a state."""
        statement = (
            select(func.count())
            .select_from(RosterImportRow)
            .where(RosterImportRow.import_id == import_id, RosterImportRow.state == state.value)
        )
        return int((await self.session.execute(statement)).scalar_one())

    async def branches(self, organisation: Organisation) -> Sequence[Organisation]:
        """Return the branches that may hold members within the import's organisation."""
        return (await self.session.scalars(select(Organisation).where(*_holding(organisation)))).all()

    async def places(self, organisation: Organisation) -> dict[UUID, Place]:
        """Return where those branches stand now, as the database says and not as it was read before."""
        columns = [getattr(Organisation, SCOPE_COLUMN[level]) for level in SCOPE_LEVELS]
        rows = await self.session.execute(select(Organisation.id, *columns).where(*_holding(organisation)))
        return {row[0]: Place(*row[1:]) for row in rows.all()}

    async def identities(self, import_id: UUID) -> Sequence[bytes]:
        """Return the blind indexes of the numbers in the good rows."""
        statement = select(RosterImportRow.identity).where(
            RosterImportRow.import_id == import_id,
            RosterImportRow.state == RosterRowState.GOOD.value,
            RosterImportRow.identity.is_not(None),
        )
        return [identity for identity in (await self.session.scalars(statement)).all() if identity is not None]

    async def numbers(self, identities: Sequence[bytes]) -> dict[bytes, set[UUID]]:
        """Return the ids of every person with one of these citizen numbers, as the database says now."""
        found: dict[bytes, set[UUID]] = {}
        for start in range(0, len(identities), 5000):
            statement = select(Person.citizen_number_index, Person.id).where(
                Person.citizen_number_index.in_(identities[start : start + 5000]), Person.merged_into_id.is_(None)
            )
            for identity, person_id in (await self.session.execute(statement)).all():
                if identity is not None:
                    found.setdefault(identity, set()).add(person_id)
        return found

    async def persons_with(self, numbers: Sequence[bytes]) -> dict[bytes, list[Person]]:
        """Return every person with one of these citizen numbers, wherever; the caller's reach is judged by the service."""
        found: dict[bytes, list[Person]] = {}
        for start in range(0, len(numbers), 2000):
            statement = select(Person).where(
                Person.citizen_number_index.in_(numbers[start : start + 2000]), Person.merged_into_id.is_(None)
            )
            for person in (await self.session.scalars(statement)).all():
                if person.citizen_number_index is not None:
                    found.setdefault(person.citizen_number_index, []).append(person)
        return found
