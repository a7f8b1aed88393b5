"""The demo county on other days: leap days, days before the text of 2026, and years whose working days nobody knows yet."""

from datetime import date
from pathlib import Path

import asyncpg
import pytest

from app.core.clock import rehearsal_moment
from app.core.config import Settings
from app.core.crypto import Keys
from app.demo.accounts import write_accounts
from app.demo.adoption import write_adoption
from app.demo.cases import GAPS, write_cases
from app.demo.county import County, build_county
from app.demo.figures import Figures
from app.demo.underway import choose, play
from app.domain.shared.errors import DomainError

KEYS = Keys.of(Settings(data_key="d" * 32, index_key="i" * 32, audit_key="a" * 32))

_LATER_THAN = """
SELECT (SELECT count(*) FROM case_facts WHERE happened_on > $1)
     + (SELECT count(*) FROM membership_episodes WHERE greatest(from_on, until_on) > $1)
     + (SELECT count(*) FROM persons WHERE greatest(joined_on, status_since) > $1)
     + (SELECT count(*) FROM tasks WHERE greatest(starts_on, done_on) > $1)
     + (SELECT count(*) FROM case_facts WHERE recorded_at > $2)
"""
_UNMET = """
SELECT DISTINCT f->>'code' AS code FROM development_decisions d, jsonb_array_elements(d.verdict) f
 WHERE (f->>'ok')::bool IS FALSE
"""
_DIFFERING = """
SELECT count(*) FROM persons p LEFT JOIN membership_episodes e ON e.person_id = p.id AND e.until_on IS NULL
 WHERE e.id IS NULL OR e.status <> p.status OR e.branch_id <> p.branch_id
"""
_WAITING = """
SELECT person_id, (SELECT count(*) FROM case_facts f WHERE f.case_id = c.id AND f.kind = 'first_talk') AS talks
  FROM development_cases c WHERE branch_id = $1 AND step = 'first_talk'
"""


@pytest.mark.parametrize(
    ("day", "_case"),
    [
        (date(2012, 2, 29), "texts of 1990: no deadlines yet, five days of training"),
        (date(2026, 3, 1), "before the text of 2026, after the long holiday"),
        (date(2026, 5, 18), "the first day of the text of 2026"),
        (date(2027, 2, 10), "windows that run into a year that nobody knows"),
        (date(2028, 2, 29), "a leap day, nearly every window unknown"),
    ],
    ids=str,
)
async def test_the_county_is_believable_on_any_day(day: date, _case: str, database_url: str, tmp_path: Path) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        county, refused = await _made(connection, day, tmp_path)

        # The text of 1990 gives no quorum: an assembly of its days can't be held in the system.
        assert list(refused) == (["voted_on", "to_be_approved"] if day.year < 2014 else [])
        assert await connection.fetchval(_LATER_THAN, county.today, county.now) == 0
        unmet = {row["code"] for row in await connection.fetch(_UNMET)}
        assert unmet <= GAPS
        assert ("meetings.no-figure" in unmet) is (day.year < 2014)
        assert await connection.fetchval(_DIFFERING) == 0, "the engine refused a case on the way to somebody's status"
        stages = await connection.fetch("SELECT DISTINCT stage FROM development_cases ORDER BY stage")
        assert [row["stage"] for row in stages] == [1, 2, 3, 4, 5]
        overdue = await connection.fetchval(
            "SELECT avg((due_on < $1)::int)::float FROM tasks WHERE done_on IS NULL", day
        )
        assert (overdue or 0) < 0.1
        # The first page moves the case that comes first in its branch.
        front = county.waiting
        assert front is not None
        waiting = [tuple(row) for row in await connection.fetch(_WAITING, front.branch.id)]
        assert waiting == [(front.id, 1)]
    finally:
        await connection.close()


async def _made(
    connection: "asyncpg.Connection[asyncpg.Record]", day: date, var: Path
) -> tuple[County, dict[str, DomainError]]:
    county = await build_county(
        connection,
        Figures.of(600),
        keys=KEYS,
        moment=rehearsal_moment(day),
        seed=7,
        progress=lambda _: None,
    )
    await write_accounts(connection, county)
    await choose(connection, county)
    await write_adoption(connection, county)
    await write_cases(connection, county, lambda _: None)
    return county, await play(connection, county, Settings(var=var))
