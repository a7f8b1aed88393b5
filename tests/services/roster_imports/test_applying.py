"""Rows are made unseen and confirmed at the end: what has changed meanwhile is found then."""

from datetime import date
from uuid import UUID

import httpx
import pytest

from app.domain.identity.caller import Caller, CallerKind
from app.domain.identity.permissions import Permission
from app.persistence.models.organisations import Organisation
from app.persistence.models.roster_imports import RosterRowState
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.uow import UnitOfWork
from app.services.operations import Workplace, run_operation
from app.services.roster_imports.applying import Applying, Changed
from tests.builders.people import citizen_number, make_person
from tests.builders.rosters import row, xlsx_of
from tests.builders.world import World

BORN = date(1980, 1, 1)


async def checked(world: World) -> UUID:
    client: httpx.AsyncClient = await world.client("committee-organiser", "committee")
    answer = await client.post(
        "/api/v1/roster-imports",
        params={"organisation_id": str(world.committee.id), "file_name": "名册.xlsx"},
        content=xlsx_of([row(0), row(1)]),
        headers={"content-type": "application/octet-stream"},
    )
    place = Workplace(world.runtime.database, world.runtime.keys)
    await run_operation(place, UUID(answer.json()["operation_id"]))
    return UUID(answer.json()["id"])


async def made(uow: UnitOfWork, import_id: UUID, *, held: bool) -> Applying:
    imports = uow.repository(RosterImportRepository)
    source = await imports.get(import_id)
    organisation = await uow.repository(OrganisationRepository).get(source.organisation_id)
    applying = Applying(uow, source, organisation, held=held)
    await applying.begin()
    await applying.apply(await imports.rows(import_id, RosterRowState.GOOD, 0, 100))
    return applying


@pytest.mark.parametrize(
    "change", ["nothing", "another branch dissolved", "registered here", "registered elsewhere", "moved", "dissolved"]
)
async def test_what_has_changed_while_the_rows_were_made_is_found_at_the_end(world: World, change: str) -> None:
    import_id = await checked(world)
    database, keys = world.runtime.database, world.runtime.keys
    async with database.sessions() as session:
        caller = Caller(CallerKind.SYSTEM)
        uow = UnitOfWork(session, caller, await world.runtime.moment(), keys, Permission.ROSTER_IMPORT)
        applying = await made(uow, import_id, held=False)

        async with world.system() as other:
            if change.startswith("registered"):
                at = world.branch if change.endswith("here") else world.other_branch
                await make_person(other, at.id, "江八", number=citizen_number(BORN, 2), born_on=BORN)
            if change == "another branch dissolved":
                sister = await other.session.get_one(Organisation, world.sister.id)
                sister.state = "dissolved"
                other.emit("test:branch:change", sister)
            if change in ("moved", "dissolved"):
                branch = await other.session.get_one(Organisation, world.branch.id)
                branch.committee_id = world.other.id if change == "moved" else branch.committee_id
                branch.state = "dissolved" if change == "dissolved" else branch.state
                other.emit("test:branch:change", branch)

        if change in ("nothing", "another branch dissolved"):
            await applying.confirm()
            assert applying.made == 2
        else:
            with pytest.raises(Changed):
                await applying.confirm()


async def test_held_from_the_start_nobody_can_come_between(world: World) -> None:
    import_id = await checked(world)
    database, keys = world.runtime.database, world.runtime.keys
    async with database.sessions() as session:
        caller = Caller(CallerKind.SYSTEM)
        uow = UnitOfWork(session, caller, await world.runtime.moment(), keys, Permission.ROSTER_IMPORT)
        applying = await made(uow, import_id, held=True)

        locked = await database.reads.fetchval("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
        await applying.confirm()

    assert locked >= 2
    assert applying.made == 2
