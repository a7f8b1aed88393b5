"""One case from the letter to the archive over HTTP, with the rehearsal's clock."""

from collections.abc import Awaitable, Callable
from datetime import date

from app.domain.people.facts import MemberStatus
from app.persistence.models.people import Person
from tests.builders.development_institution import InstitutionWalk
from tests.builders.development_walk import start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def test_a_case_goes_from_the_letter_to_the_archive_under_national_law(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)

    await walk.to_archive()

    case = await walk.case()
    assert (case["state"], case["step"], case["closed_on"]) == ("archived", None, "2027-09-01")
    async with world.system() as uow:
        person = await uow.session.get_one(Person, walk.candidate)
        uow.emit("test:person:read", person)
    assert person.status == MemberStatus.FULL_MEMBER.value
    assert person.joined_on == date(2026, 7, 10)
    assert person.converted_on == date(2027, 7, 10)


async def test_a_case_goes_from_the_letter_to_the_archive_under_the_institution_profile(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today, InstitutionWalk)

    await walk.to_archive()

    assert (await walk.case())["state"] == "archived"
