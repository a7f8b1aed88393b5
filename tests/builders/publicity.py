"""Cases to be announced, notices at every stage, and a profile adopted, for tests."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx

from app.core.ids import new_id
from app.domain.development.casefile import Outcome
from app.domain.people.facts import MemberStatus
from app.domain.rules.profiles import PROFILES
from app.persistence.models.development import DevelopmentCase, DevelopmentStep
from app.persistence.scope import place_of
from app.services.rules.adoptions import adopt
from app.services.rules.drafts import Adopt, GivenValue
from tests.builders.people import make_person
from tests.builders.world import World

__all__ = [
    "NOTICES",
    "adopt_values",
    "completed_step",
    "drafted",
    "evidence",
    "make_case",
    "posted",
    "site",
    "street_publicity",
]

NOTICES = "/api/v1/publicity-notices"


async def make_case(world: World, branch: str = "branch", name: str = "柳青禾") -> DevelopmentCase:
    """Open a case of a new activist."""
    at = world.organisations[branch]
    async with world.system() as uow:
        person = await make_person(
            uow, at.id, name, status=MemberStatus.ACTIVIST, since=date(2025, 3, 1), born_on=date(1996, 5, 4)
        )
        await uow.flush()
        case = DevelopmentCase(
            id=new_id(),
            person_id=person.id,
            opened_on=date(2025, 1, 6),
            recorded_at=uow.now,
            recorded_by=None,
            **place_of(at).columns(),
        )
        uow.session.add(case)
        uow.emit("test:case:make", case)
    return case


def completed_step(case: DevelopmentCase, step: str, number: int, act_on: date, now: datetime) -> DevelopmentStep:
    """A step that was completed, as a row."""
    return DevelopmentStep(
        id=new_id(),
        case_id=case.id,
        person_id=case.person_id,
        step=step,
        step_number=number,
        attempt=1,
        outcome=Outcome.PASSED.value,
        act_on=act_on,
        recorded_at=now,
        recorded_by=None,
        **place_of(case).columns(),
    )


async def adopt_values(
    world: World, organisation: str, *values: tuple[str, object], since: date = date(2020, 1, 1)
) -> None:
    """Adopt local values for an organisation."""
    async with world.system() as uow:
        await adopt(
            uow,
            Adopt(
                world.organisations[organisation].id,
                "青发〔2020〕1号",
                since,
                since,
                values=tuple(GivenValue(parameter, value) for parameter, value in values),
                late_reason="由纸质文件补录",
            ),
        )


async def street_publicity(world: World, organisation: str = "county") -> None:
    """Adopt what the street's practice asks of publicity."""
    values = [
        (value.parameter_id, sorted(value.value) if isinstance(value.value, frozenset) else value.value)
        for value in PROFILES["street"].values
        if value.parameter_id.startswith("development.publicity.")
    ]
    await adopt_values(world, organisation, *values)


def draft(world: World, *cases: DevelopmentCase, branch: str = "branch", **fields: object) -> dict[str, Any]:
    """The body of a new notice."""
    candidates = [{"case_id": str(case.id), "applicable_sites": ["residence", "current_unit"]} for case in cases]
    return {
        "kind": "development",
        "organisation_id": str(world.organisations[branch].id),
        "announcement": "经支部委员会研究，拟将下列同志列为发展对象，现予公示。",
        "candidates": candidates,
    } | fields


def site(posted_on: str = "2026-11-13", kind: str = "current_unit", **fields: object) -> dict[str, Any]:
    """The body of a posting."""
    return {"kind": kind, "place": "村务公开栏", "posted_on": posted_on} | fields


async def drafted(client: httpx.AsyncClient, world: World, *cases: DevelopmentCase, **fields: Any) -> dict[str, Any]:
    """Draft a notice over HTTP."""
    answer = await client.post(NOTICES, json=draft(world, *cases, **fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def posted(
    client: httpx.AsyncClient, world: World, *cases: DevelopmentCase, on: str = "2026-11-13", **fields: Any
) -> dict[str, Any]:
    """Draft a notice and post it at the unit."""
    notice = await drafted(client, world, *cases, **fields)
    answer = await client.post(
        f"{NOTICES}/{notice['id']}/sites", json=site(on), headers={"if-match": f'"v{notice["version"]}"'}
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def evidence(
    client: httpx.AsyncClient, notice_id: UUID | str, kind: str, content: bytes, happened_on: str = "2026-11-13"
) -> str:
    """Upload a photograph or certificate with the notice as its subject."""
    answer = await client.post(
        "/api/v1/documents",
        params={
            "kind": kind,
            "title": "公示佐证",
            "file_name": "佐证.png",
            "happened_on": happened_on,
            "notice_id": str(notice_id),
        },
        content=content,
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
