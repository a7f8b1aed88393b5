"""Evidence files by id and by what they belong to."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select, text

from app.domain.documents.facts import DocumentFacts, DocumentKind, DocumentState
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import NotFound
from app.persistence.evidence import lock_key
from app.persistence.lending import RESTS_ON, Borrower, borrower_of
from app.persistence.models.documents import Document, DocumentCorrection
from app.persistence.repositories.base import Repository, reaches

__all__ = ["DocumentRepository", "facts_of"]


def facts_of(row: Document) -> DocumentFacts:
    """Return a row as the rules see it."""
    return DocumentFacts(
        row.id, DocumentKind(row.kind), row.happened_on, row.sha256, DocumentState(row.state), row.step
    )


class DocumentRepository(Repository[Document]):
    """Reads documents within the caller's subtree; confidential ones as if they were not there."""

    model = Document

    async def usable(
        self,
        row_id: UUID,
        *,
        permission: Permission | None = None,
        expected_version: int | None = None,
        lock: bool = False,
    ) -> Document:
        """Return a document like :meth:`get`; a confidential one only to the investigating body, NotFound to others."""
        row = await self.get(row_id, permission=permission, expected_version=expected_version, lock=lock)
        if row.confidential and not reaches(self.uow.caller, Permission.OBJECTION_INVESTIGATE, row):
            raise NotFound("documents.not-found")
        return row

    async def readable(self, row_id: UUID) -> tuple[Document, Borrower | None]:
        """Return a document that the caller may read: in his own reach, or as evidence of something there, which is named.

        Raises NotFound and Forbidden as :meth:`usable` does.
        """
        permission = self.uow.permission or Permission.DOCUMENT_READ
        row = await self.session.get(Document, row_id)
        if row is None:
            raise NotFound("documents.not-found")
        borrower = None
        if not reaches(self.uow.caller, permission, row):
            borrower = await borrower_of(await self.session.driver(), row_id, self.uow.caller, permission)
        if row.confidential and not reaches(self.uow.caller, Permission.OBJECTION_INVESTIGATE, row):
            raise NotFound("documents.not-found")
        return row, borrower

    async def cases_resting_on(self, row_id: UUID) -> tuple[UUID, ...]:
        """Return the cases that rest on a document: its own, and those of its notice or meeting, wherever they stand."""
        driver = await self.session.driver()
        rows = await driver.fetch(f"SELECT DISTINCT r.case_id FROM {RESTS_ON} r WHERE r.document_id = $1", row_id)
        return tuple(row["case_id"] for row in rows if row["case_id"] is not None)

    async def twin(self, document: Document) -> UUID | None:
        """Return a document that stands for the same thing with the same content, within one and the same place."""
        statement = select(Document.id).where(
            Document.sha256 == document.sha256,
            Document.kind == document.kind,
            Document.state == DocumentState.CURRENT.value,
            Document.organisation_id == document.organisation_id,
            Document.case_id.is_not_distinct_from(document.case_id),
            Document.meeting_id.is_not_distinct_from(document.meeting_id),
            Document.notice_id.is_not_distinct_from(document.notice_id),
        )
        return await self.session.scalar(statement.limit(1))

    async def hold(self, sha256: str) -> None:
        """Keep the sweep away from a hash until this transaction ends."""
        await self.session.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": lock_key(sha256)})

    async def of_case(self, case_id: UUID) -> tuple[DocumentFacts, ...]:
        """Return the documents of a case for its gates; the caller has been held against the case itself."""
        return await self._facts(Document.case_id == case_id)

    async def of_meeting(self, meeting_id: UUID) -> tuple[DocumentFacts, ...]:
        """Return the documents of a meeting for its gates."""
        return await self._facts(Document.meeting_id == meeting_id)

    async def rows(self, ids: Iterable[UUID]) -> Sequence[Document]:
        """Return documents that rows at hand refer to."""
        wanted = list(ids)
        if not wanted:
            return ()
        return (await self.session.scalars(select(Document).where(Document.id.in_(wanted)))).all()

    async def standing(self, ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those of *ids* whose files still count: they stand, or one that stands has taken their place."""
        rows = {row.id: row for row in await self.rows(ids)}
        wanted = frozenset(rows)
        while missing := {row.replaced_by for row in rows.values() if row.replaced_by} - rows.keys():
            rows |= {row.id: row for row in await self.rows(missing)}

        def stands(row: Document) -> bool:
            while row.replaced_by is not None:
                row = rows[row.replaced_by]
            return row.state == DocumentState.CURRENT.value

        return frozenset(row_id for row_id in wanted if stands(rows[row_id]))

    async def _facts(self, condition: object) -> tuple[DocumentFacts, ...]:
        rows = await self.session.scalars(select(Document).where(condition).order_by(Document.id))  # type: ignore[arg-type]
        return tuple(facts_of(row) for row in rows)

    def note(self, document: Document, field: str, old: object, new: object, reason: str) -> None:
        """Keep the old value of a corrected field."""
        self.session.add(
            DocumentCorrection(
                document_id=document.id,
                field=field,
                old_value=str(old),
                new_value=str(new),
                reason=reason,
                recorded_at=self.uow.now,
                recorded_by=self.uow.actor_id,
            )
        )
