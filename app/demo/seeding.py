"""Fills an empty database with the demo county, in one transaction: a killed start leaves it empty again."""

import asyncio
from collections.abc import Callable

import asyncpg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.core.config import Environment, Settings, load_settings
from app.core.crypto import Keys
from app.core.pgserver import OperatorProblem, Said
from app.demo.accounts import accounts, write_accounts
from app.demo.adoption import write_adoption
from app.demo.cases import write_cases
from app.demo.county import build_county
from app.demo.figures import Figures
from app.demo.underway import choose, play
from app.persistence.database import asyncpg_dsn
from app.persistence.read.rehearsal import current_moment

__all__ = ["seed", "seed_if_empty"]

_SEED = 20_135


def seed_if_empty(tell: Callable[[Said], None]) -> bool:
    """Fill the database unless it already has organisations; tell whether the demo's accounts are there."""
    if asyncio.run(seed(None)):
        return True
    tell(Said("已有数据，保留", "there are data already, they are kept"))
    return asyncio.run(_has_accounts())


async def _has_accounts() -> bool:
    connection = await asyncpg.connect(asyncpg_dsn(_address(load_settings())))
    try:
        logins = [account.username for account in accounts()]
        return bool(
            await connection.fetchval("SELECT count(*) = $2 FROM users WHERE login = ANY($1)", logins, len(logins))
        )
    finally:
        await connection.close()


def _address(settings: Settings) -> str:
    if settings.environment is Environment.PRODUCTION or settings.database_url is None:
        raise OperatorProblem(
            "生产环境或未设数据库地址，不生成示范数据。",
            "No demo data in production or without a database address.",
        )
    return settings.database_url.get_secret_value()


async def seed(members: int | Figures | None, *, random_seed: int = _SEED) -> bool:
    """Fill an empty database; return False when it holds organisations already.

    Raises OperatorProblem in production.
    """
    settings = load_settings()
    address = _address(settings)
    figures = members if isinstance(members, Figures) else Figures() if members is None else Figures.of(members)
    connection = await asyncpg.connect(asyncpg_dsn(address))
    try:
        if await connection.fetchval("SELECT EXISTS (SELECT FROM organisations)"):
            return False
        async with connection.transaction():
            # Two starts at once: the second waits here and then finds the county.
            await connection.execute("LOCK TABLE organisations IN EXCLUSIVE MODE")
            if await connection.fetchval("SELECT EXISTS (SELECT FROM organisations)"):
                return False
            with _bar(figures) as advance:
                moment = await current_moment(settings, connection)
                county = await build_county(
                    connection, figures, keys=Keys.of(settings), moment=moment, seed=random_seed, progress=advance
                )
                await write_accounts(connection, county)
                await choose(connection, county)
                await write_adoption(connection, county)
                await write_cases(connection, county, advance)
                await play(connection, county, settings)
        await connection.execute("ANALYZE")
        return True
    finally:
        await connection.close()


class _bar:  # noqa: N801
    """A progress bar over people and cases, on stderr."""

    def __init__(self, figures: Figures) -> None:
        self._total = figures.members + 2 * (figures.activists + figures.applicants + figures.development_objects)
        self._total += figures.probationary
        self._progress = Progress(
            TextColumn("示范县 demo county"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )

    def __enter__(self) -> Callable[[int], None]:
        self._progress.start()
        task = self._progress.add_task("", total=self._total)
        return lambda count: self._progress.advance(task, count)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
