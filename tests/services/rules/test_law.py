"""The law of a place as services get it, and who may record late."""

from datetime import date

import pytest

from app.domain.identity.caller import Caller, CallerKind, Grant
from app.domain.identity.permissions import Permission, RoleKey
from app.domain.organisations.levels import Level
from app.domain.rules.parameters import LATE_RECORDING_DAYS
from app.domain.rules.workdays import seed_calendar
from app.domain.shared.errors import Forbidden, RuleRefused
from app.persistence.models.rules import RuleAdoption
from app.persistence.repositories.rules import CalendarRepository, LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.rules.adoptions import adopt
from app.services.rules.drafts import Adopt, GivenValue
from tests.builders.world import World

pytestmark = pytest.mark.own_day

TODAY = date(2026, 11, 23)
DAYS = "development.publicity.working_days"


def command(world: World, at: str, value: int, *, decided_on: date = TODAY, late_reason: str | None = None) -> Adopt:
    organisation = world.organisations[at].id
    values = (GivenValue(DAYS, value),)
    return Adopt(organisation, "青发〔2026〕12号", decided_on, decided_on, values=values, late_reason=late_reason)


async def test_the_law_is_kept_for_the_unit_of_work_and_dropped_by_an_adoption(world: World) -> None:
    async with world.system() as uow:
        laws, place = uow.repository(LawRepository), place_of(world.branch)
        before = await laws.of_place(place)
        assert await laws.of_place(place) is before

        await adopt(uow, command(world, "county", 7))
        after = await laws.of_place(place)

    assert [a.value for a in before.adoptions] == []
    assert [(a.value, a.organisation_name) for a in after.adoptions] == [(7, "青禾县委")]


async def test_adoptions_come_from_the_root_down(world: World) -> None:
    async with world.system() as uow:
        for at, value in (("branch", 9), ("committee", 8), ("county", 7)):
            await adopt(uow, command(world, at, value))
        law = await uow.repository(LawRepository).of_organisation(world.branch.id)
        inherited = await uow.repository(LawRepository).inherited_by(world.branch)

    assert [a.value for a in law.adoptions] == [7, 8, 9]
    assert [a.value for a in inherited.adoptions] == [7, 8]


async def test_the_stored_calendar_is_the_seed(uow: UnitOfWork) -> None:
    calendar = await uow.repository(CalendarRepository).calendar()

    assert calendar == seed_calendar()


async def test_recording_late_needs_its_permission_too(world: World) -> None:
    grant = Grant(RoleKey.ORGANISATION_DEPARTMENT, world.county.id, Level.COUNTY, date(2000, 1, 1))
    narrow = Caller(
        CallerKind.USER,
        grants=(grant,),
        scopes=frozenset({Permission.RULE_ADOPT, Permission.ORGANISATION_READ}),
    )
    late = command(world, "county", 7, decided_on=date(2026, 6, 1), late_reason="启用系统前的决定")

    async with world.system() as system:
        narrowed = UnitOfWork(system.session, narrow, system.moment, system.keys, Permission.RULE_ADOPT)
        with pytest.raises(Forbidden) as caught:
            await adopt(narrowed, late)
        outcome = await adopt(system, late)

    assert caught.value.permission == "late-record:write"
    assert outcome.decision_id is not None


async def test_a_stricter_local_limit_for_recording_late_counts(world: World) -> None:
    shorter = Adopt(world.county.id, "青发〔2026〕1号", TODAY, TODAY, values=(GivenValue(LATE_RECORDING_DAYS.id, 5),))
    async with world.system() as uow:
        await adopt(uow, shorter)

        with pytest.raises(RuleRefused) as caught:
            await adopt(uow, command(world, "committee", 7, decided_on=date(2026, 11, 17)))
        await adopt(uow, command(world, "committee", 7, decided_on=date(2026, 11, 18)))

    assert caught.value.verdict.codes == ("rules.late-recording-explained",)


async def test_a_value_of_a_parameter_that_is_gone_is_left_out(world: World) -> None:
    async with world.system() as uow:
        outcome = await adopt(uow, command(world, "county", 7))
        adoption_id = outcome.values[0].adoption_id
        row = await uow.session.get_one(RuleAdoption, adoption_id)
        row.parameter_id = "development.gone"
        await uow.flush()
        uow.repository(LawRepository).forget()

        law = await uow.repository(LawRepository).of_place(place_of(world.branch))

    assert law.adoptions == ()
