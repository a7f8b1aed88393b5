"""The demo county reproduces the published figures, contradicts no rule and names nobody real."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date
from uuid import uuid4

import asyncpg
import pytest
from id_validator import validator

from app.core.clock import rehearsal_moment
from app.core.config import Settings
from app.core.crypto import Keys
from app.demo.adoption import write_adoption
from app.demo.cases import ONLY_GAP, write_cases
from app.demo.county import build_county
from app.demo.figures import Figures
from app.domain.people.citizen_number import read

TODAY = date(2026, 11, 23)
KEYS = Keys.of(Settings(data_key="d" * 32, index_key="i" * 32, audit_key="a" * 32))


@pytest.fixture(scope="module")
def county_url(server_url: str, template: str) -> Iterator[str]:
    """A database with the whole demo county, made once for this module."""
    name = f"zhibu_test_demo_{uuid4().hex[:8]}"
    url = server_url.replace("/postgres", f"/{name}", 1)

    async def make() -> None:
        server = await asyncpg.connect(server_url)
        await server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        await server.close()
        connection = await asyncpg.connect(url)
        county = await build_county(
            connection, Figures(), keys=KEYS, moment=rehearsal_moment(TODAY), seed=1, progress=lambda _: None
        )
        await write_adoption(connection, county)
        await write_cases(connection, county, lambda _: None)
        await connection.close()

    async def drop() -> None:
        server = await asyncpg.connect(server_url)
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await server.close()

    asyncio.run(make())
    yield url
    asyncio.run(drop())


@pytest.fixture
async def county(county_url: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(county_url)
    yield connection
    await connection.close()


@pytest.mark.parametrize(
    ("_rule_id", "count", "query"),
    [
        ("stat.organisation.total", 825, "SELECT count(*) FROM organisations WHERE kind <> 'county_committee'"),
        ("stat.organisation.committees", 39, "SELECT count(*) FROM organisations WHERE kind = 'committee'"),
        ("stat.organisation.general_branches", 42, "SELECT count(*) FROM organisations WHERE kind = 'general_branch'"),
        ("stat.organisation.branches", 744, "SELECT count(*) FROM organisations WHERE kind = 'branch'"),
        ("stat.member.total", 20135, "SELECT count(*) FROM persons WHERE is_member"),
        ("stat.member.rural", 10150, "SELECT count(*) FROM persons WHERE is_member AND sector = 'rural'"),
        ("stat.member.women", 3107, "SELECT count(*) FROM persons WHERE is_member AND sex = 'female'"),
        (
            "stat.member.under_35",
            5583,
            "SELECT count(*) FROM persons WHERE is_member AND born_on + interval '35 years' > date '2026-11-23'",
        ),
        (
            "stat.member.senior_secondary_up",
            11069,
            "SELECT count(*) FROM persons WHERE is_member AND education_level IN ('postgraduate', 'undergraduate', "
            "'college', 'secondary_vocational', 'senior_secondary')",
        ),
        ("stat.activist.pool", 1100, "SELECT count(*) FROM persons WHERE status = 'activist'"),
    ],
)
async def test_the_published_figures_are_met(
    county: "asyncpg.Connection[asyncpg.Record]", _rule_id: str, count: int, query: str
) -> None:
    assert await county.fetchval(query) == count


async def test_cases_stand_at_every_stage(county: "asyncpg.Connection[asyncpg.Record]") -> None:
    stages = await county.fetch("SELECT stage, count(*) FROM development_cases GROUP BY stage ORDER BY stage")

    assert [row["stage"] for row in stages] == [1, 2, 3, 4, 5]
    assert all(row["count"] >= 5 for row in stages)


async def test_some_branches_are_behind_and_most_are_not(county: "asyncpg.Connection[asyncpg.Record]") -> None:
    overdue = await county.fetchval(
        "SELECT avg((due_on < date '2026-11-23')::int)::float FROM tasks WHERE done_on IS NULL AND withdrawn_on IS NULL"
    )

    assert 0.003 < overdue < 0.1


async def test_every_completed_step_was_judged_and_only_papers_are_missing(
    county: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    unmet = await county.fetch(
        "SELECT DISTINCT f->>'code' AS code FROM development_decisions d, jsonb_array_elements(d.verdict) f "
        "WHERE (f->>'ok')::bool IS FALSE"
    )
    steps = await county.fetchval("SELECT count(*) FROM development_steps")
    decided = await county.fetchval("SELECT count(*) FROM development_decisions")

    assert [row["code"] for row in unmet] == [ONLY_GAP]
    assert steps == decided > 5_000


async def test_status_and_branch_of_everybody_are_those_of_the_current_episode(
    county: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    differing = await county.fetchval(
        "SELECT count(*) FROM persons p LEFT JOIN membership_episodes e ON e.person_id = p.id AND e.until_on IS NULL "
        "WHERE e.id IS NULL OR e.status <> p.status OR e.branch_id <> p.branch_id"
    )

    assert differing == 0


async def test_nobody_is_real(county: "asyncpg.Connection[asyncpg.Record]") -> None:
    rows = await county.fetch("SELECT id, citizen_number, born_on, sex FROM persons ORDER BY id LIMIT 400")

    numbers = []
    for row in rows:
        text = KEYS.decrypt(row["id"], row["citizen_number"])
        number, verdict = read(text, TODAY)
        assert verdict, verdict.codes
        assert number is not None
        assert (number.born_on, number.sex.value) == (row["born_on"], row["sex"])
        numbers.append(text)
    for text in numbers[::20]:  # the independent library takes a tenth of a second for each
        assert not validator.is_valid(text), "the area code must not be one that was ever issued"


def test_figures_of_a_larger_county_keep_the_shares() -> None:
    large = Figures.of(1_000_000)

    assert large.organisations == pytest.approx(1_000_000 / 20_135 * 825, rel=0.01)
    assert large.women / large.members == pytest.approx(0.154, abs=0.001)
    assert large.rural / large.members == pytest.approx(0.504, abs=0.001)
