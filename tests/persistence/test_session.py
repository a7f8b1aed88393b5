"""A command's transaction is one, whoever begins it: the driver or the mapper."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.core.ids import new_id
from app.persistence.database import Database
from app.persistence.models.rules import CalendarYearRow
from app.persistence.uow import UnauditedWrite, UnitOfWork

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)

_LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)


def _year(year: int, row_id: UUID | None = None) -> CalendarYearRow:
    return CalendarYearRow(id=row_id or new_id(), year=year, revision=1, source="国办发明电", recorded_at=NOW)


async def _years(database: Database) -> list[int]:
    rows = await database.reads.fetch("SELECT year FROM calendar_years WHERE year > 2030 ORDER BY year")
    return [row["year"] for row in rows]


async def test_what_the_driver_and_the_mapper_write_is_committed_together(database: Database) -> None:
    async with database.sessions() as session:
        driver = await session.driver()
        await driver.execute("SELECT 1")
        session.add(_year(2031))
        await session.flush()
        assert await driver.fetchval("SELECT count(*) FROM calendar_years WHERE year = 2031") == 1
        assert await _years(database) == []
        await session.commit()

    assert await _years(database) == [2031]


@pytest.mark.parametrize("driver_first", [True, False])
async def test_what_is_not_committed_is_undone_together(database: Database, driver_first: bool) -> None:
    async with database.sessions() as session:
        if driver_first:
            await (await session.driver()).execute("UPDATE calendar_years SET year = 2032 WHERE year = 2026")
        session.add(_year(2031))
        await session.flush()
        await (await session.driver()).execute("UPDATE calendar_years SET year = 2033 WHERE year = 2025")

    assert await _years(database) == []
    assert database.engine.pool.status().count("Current Checked out connections: 0") == 1


async def test_a_row_written_by_the_driver_is_changed_by_the_mapper_afterwards(
    uow: UnitOfWork, database: Database
) -> None:
    row = _year(2031)
    await uow.insert(row)
    assert await uow.session.scalar(select(func.count()).where(CalendarYearRow.year == 2031)) == 1

    row.year = 2034
    uow.emit("rules:calendar:load", row)
    await uow.commit()

    assert await _years(database) == [2034]


async def test_a_write_of_the_driver_owes_an_audit_entry_too(uow: UnitOfWork, database: Database) -> None:
    await uow.insert(_year(2031))

    with pytest.raises(UnauditedWrite):
        await uow.commit()
    await uow.session.rollback()

    assert await _years(database) == []


async def test_a_broken_constraint_is_told_as_the_mapper_tells_it(uow: UnitOfWork) -> None:
    row_id = new_id()
    await uow.insert(_year(2031, row_id))

    with pytest.raises(IntegrityError) as caught:
        await uow.insert(_year(2032, row_id))

    assert caught.value.orig is not None
    assert caught.value.orig.constraint_name == "pk_calendar_years"  # type: ignore[attr-defined]


async def test_a_call_that_is_given_up_leaves_nothing_and_no_connection_behind(database: Database) -> None:
    reached = asyncio.Event()

    async def call() -> None:
        async with database.sessions() as session:
            driver = await session.driver()
            await driver.execute("UPDATE calendar_years SET year = 2031 WHERE year = 2026")
            reached.set()
            await driver.execute("SELECT pg_sleep(30)")

    task = asyncio.create_task(call())
    await reached.wait()
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await _years(database) == []
    assert database.engine.pool.status().count("Current Checked out connections: 0") == 1
    async with database.sessions() as session:
        assert await session.scalar(text("SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NULL"))


async def test_a_connection_that_the_server_ends_is_not_handed_out_again(database: Database) -> None:
    async with database.sessions() as session:
        driver = await session.driver()
        await database.reads.execute("SELECT pg_terminate_backend($1)", driver.get_server_pid())
        with pytest.raises(_LOST):
            await driver.execute("SELECT 1")

    for _ in range(3):
        async with database.sessions() as session:
            try:
                assert await (await session.driver()).fetchval("SELECT 1") == 1
            except DBAPIError as error:  # pragma: no cover
                pytest.fail(f"handed out again: {error}")
            await session.commit()
