"""The sweep removes what nobody refers to, and never a file that a row is about to rest on."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.documents.facts import DocumentKind
from app.persistence.evidence import EvidenceStore
from app.persistence.models.documents import Document
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.uow import UnitOfWork
from app.services.document_subjects import Subject
from app.services.documents import FileDocument, file, sweep_orphans
from tests.builders.world import World
from tests.domain.documents.builders import png

LATER = datetime.now(UTC) + timedelta(days=2)


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "store")


async def stored(store: EvidenceStore) -> set[str]:
    return {sha256 async for sha256, _ in store.files()}


async def filed(world: World, store: EvidenceStore, uow: UnitOfWork, content: bytes) -> Document:
    command = FileDocument(
        DocumentKind.TALK_RECORD, "谈话记录", "a.png", date(2026, 11, 1), Subject(organisation_id=world.branch.id)
    )
    return await file(uow, store, command, content, limit=1_000_000)


async def test_an_orphan_is_removed_after_the_grace_time_and_a_filed_one_stays(
    world: World, store: EvidenceStore
) -> None:
    orphan = await store.put(png(shade=1))
    async with world.system() as uow:
        kept = (await filed(world, store, uow, png(shade=2))).sha256
    sessions = world.runtime.database.sessions

    young = await sweep_orphans(sessions, store, older_than=datetime.now(UTC) - timedelta(hours=1))
    before = await stored(store)
    removed = await sweep_orphans(sessions, store, older_than=LATER)

    assert (young, removed) == (0, 1)
    assert before == {orphan, kept}
    assert await stored(store) == {kept}


async def test_a_file_whose_row_is_not_committed_yet_is_passed_over(world: World, store: EvidenceStore) -> None:
    sessions = world.runtime.database.sessions

    async with world.system() as uow:
        document = await filed(world, store, uow, png())
        removed = await sweep_orphans(sessions, store, older_than=LATER)

    assert removed == 0
    assert await stored(store) == {document.sha256}
    assert await sweep_orphans(sessions, store, older_than=LATER) == 0


async def test_a_file_of_a_rolled_back_upload_is_swept_and_can_be_sent_again(
    world: World, store: EvidenceStore, uow: UnitOfWork
) -> None:
    document = await filed(world, store, uow, png())
    sha256 = document.sha256
    await uow.session.rollback()

    assert await sweep_orphans(world.runtime.database.sessions, store, older_than=LATER) == 1
    async with world.system() as again:
        await filed(world, store, again, png())
    assert await stored(store) == {sha256}


async def test_the_store_keeps_what_it_has(store: EvidenceStore) -> None:
    first = await store.put(b"content")
    second = await store.put(b"content")

    assert first == second == EvidenceStore.digest(b"content")
    assert b"".join([chunk async for chunk in await store.stream(first)]) == b"content"
    with pytest.raises(FileNotFoundError):
        await store.stream(EvidenceStore.digest(b"other"))


async def test_documents_of_a_case_are_facts_for_its_gates(world: World, store: EvidenceStore) -> None:
    async with world.system() as uow:
        await filed(world, store, uow, png())
        await uow.flush()
        assert await uow.repository(DocumentRepository).of_case(world.branch.id) == ()
