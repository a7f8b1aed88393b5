"""Statuses, transfers and the roll of a day, on a real database."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.people.facts import LeftKind, MemberStatus, RestrictionKind, StatusCause
from app.domain.shared.errors import Conflict, Invalid, RuleRefused
from app.persistence.models.people import MembershipEpisode, Person
from app.persistence.repositories.people import PersonRepository
from app.persistence.uow import UnitOfWork
from app.services.people import change_status, electorate_on, restrict, standing_on, transfer
from tests.builders.people import make_person
from tests.builders.world import World

S = MemberStatus


async def history(uow: UnitOfWork, person: Person) -> list[tuple[str, str, date, date | None]]:
    await uow.flush()
    episodes = await uow.repository(PersonRepository).episodes(person.id)
    return [(e.status, str(e.branch_id), e.from_on, e.until_on) for e in episodes]


async def test_the_way_from_applicant_to_full_member_is_one_chain_of_days(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, status=S.APPLICANT, since=date(2023, 1, 10))
        for status, on in (
            (S.ACTIVIST, date(2023, 4, 1)),
            (S.DEVELOPMENT_OBJECT, date(2024, 5, 1)),
            (S.PROBATIONARY, date(2024, 9, 1)),
            (S.FULL_MEMBER, date(2025, 9, 1)),
        ):
            person = await change_status(uow, person.id, status, on)

        branch = str(world.branch.id)
        assert await history(uow, person) == [
            ("applicant", branch, date(2023, 1, 10), date(2023, 4, 1)),
            ("activist", branch, date(2023, 4, 1), date(2024, 5, 1)),
            ("development_object", branch, date(2024, 5, 1), date(2024, 9, 1)),
            ("probationary", branch, date(2024, 9, 1), date(2025, 9, 1)),
            ("full_member", branch, date(2025, 9, 1), None),
        ]
        assert (person.joined_on, person.converted_on) == (date(2024, 9, 1), date(2025, 9, 1))
        assert (person.status_since, person.is_member) == (date(2025, 9, 1), True)


async def test_a_skipped_step_is_refused_and_nothing_changes(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, status=S.APPLICANT, since=date(2023, 1, 10))

        with pytest.raises(RuleRefused) as refused:
            await change_status(uow, person.id, S.PROBATIONARY, date(2024, 1, 10))

        assert refused.value.verdict.codes == ("people.status-change",)
        assert len(await history(uow, person)) == 1


@pytest.mark.own_day
@pytest.mark.parametrize(
    ("_case", "on", "error"),
    [
        ("in the future", date(2026, 11, 24), Invalid),
        ("before anything is known", date(2023, 1, 9), Conflict),
    ],
)
async def test_days_on_which_a_status_can_not_change(
    world: World, _case: str, on: date, error: type[Exception]
) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, status=S.APPLICANT, since=date(2023, 1, 10))

        with pytest.raises(error):
            await change_status(uow, person.id, S.ACTIVIST, on)


async def test_a_change_on_the_day_of_the_one_before_replaces_it_and_keeps_it_annulled(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, status=S.APPLICANT, since=date(2023, 1, 10))
        await change_status(uow, person.id, S.ACTIVIST, date(2023, 1, 10))

        assert [(e[0], e[2]) for e in await history(uow, person)] == [("activist", date(2023, 1, 10))]
        count = await uow.session.scalar(MembershipEpisode.__table__.select().with_only_columns(MembershipEpisode.id))
        assert count is not None


async def test_an_approval_that_comes_after_a_transfer_runs_through_both_branches(world: World) -> None:
    """Membership begins on the day of the assembly, though the approval comes months later and the person has moved."""
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, status=S.DEVELOPMENT_OBJECT, since=date(2025, 1, 1))
        await transfer(uow, person.id, world.other_branch.id, date(2025, 8, 1), letter_number="转〔2025〕8")
        person = await change_status(uow, person.id, S.PROBATIONARY, date(2025, 6, 1))

        here, there = str(world.branch.id), str(world.other_branch.id)
        assert await history(uow, person) == [
            ("development_object", here, date(2025, 1, 1), date(2025, 6, 1)),
            ("probationary", here, date(2025, 6, 1), date(2025, 8, 1)),
            ("probationary", there, date(2025, 8, 1), None),
        ]
        assert (person.joined_on, person.branch_id) == (date(2025, 6, 1), world.other_branch.id)


async def test_a_transfer_takes_the_scope_and_keeps_status_and_party_age(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id)
        person = await transfer(uow, person.id, world.other_branch.id, date(2026, 3, 1), letter_number="转〔2026〕1")

        assert (person.committee_id, person.branch_id) == (world.other.id, world.other_branch.id)
        assert (person.status, person.converted_on, person.status_since) == (
            "full_member",
            date(2012, 7, 1),
            date(2012, 7, 1),
        )
        with pytest.raises(Conflict):
            await transfer(uow, person.id, world.other_branch.id, date(2026, 4, 1), letter_number="转〔2026〕2")
        with pytest.raises(Invalid):
            await transfer(uow, person.id, world.committee.id, date(2026, 4, 1), letter_number="转〔2026〕3")
        with pytest.raises(Conflict) as late:
            await transfer(uow, person.id, world.sister.id, date(2026, 2, 1), letter_number="转〔2026〕4")
        assert late.value.code == "people.later-change"


async def test_leaving_needs_its_kind_and_ends_membership(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id)
        with pytest.raises(RuleRefused):
            await change_status(uow, person.id, S.LEFT, date(2026, 3, 1), cause=StatusCause.DISCIPLINE)
        person = await change_status(
            uow, person.id, S.LEFT, date(2026, 3, 1), cause=StatusCause.DISCIPLINE, left_kind=LeftKind.EXPELLED
        )
        assert (person.left_kind, person.is_member) == ("expelled", False)
        again = await change_status(uow, person.id, S.APPLICANT, date(2026, 9, 1))
        assert (again.joined_on, again.converted_on, again.left_kind) == (None, None, None)


async def test_the_roll_of_a_day_is_that_of_the_day(world: World) -> None:
    async with world.system() as uow:
        full = await make_person(uow, world.branch.id, "安一")
        watched = await make_person(uow, world.branch.id, "白二")
        await make_person(uow, world.branch.id, "曹三", status=S.PROBATIONARY, since=date(2026, 2, 1))
        await make_person(uow, world.branch.id, "邓四", status=S.ACTIVIST, since=date(2026, 1, 1))
        await make_person(uow, world.sister.id, "范五")
        gone = await make_person(uow, world.branch.id, "高六")
        await restrict(
            uow,
            watched.id,
            RestrictionKind.PARTY_PROBATION,
            date(2026, 3, 1),
            date(2027, 3, 1),
            decision_number="纪〔2026〕3号",
        )
        await transfer(uow, gone.id, world.sister.id, date(2026, 3, 1), letter_number="转〔2026〕1")
        await uow.flush()

        async def roll(day: date) -> list[tuple[str, bool, str | None]]:
            return [(e.name, e.entitled, e.reason) for e in await electorate_on(uow, world.branch.id, day)]

        assert await roll(date(2026, 1, 31)) == [("安一", True, None), ("白二", True, None), ("高六", True, None)]
        assert await roll(date(2026, 3, 1)) == [
            ("安一", True, None),
            ("白二", False, "people.vote-party-probation"),
            ("曹三", False, "people.vote-full-members-only"),
        ]
        standing = await standing_on(uow, gone.id, date(2026, 2, 28))
        assert (standing.branch_id, standing.status) == (world.branch.id, S.FULL_MEMBER)
        assert (await standing_on(uow, full.id, date(2012, 6, 30))).status is None


async def test_the_database_refuses_what_the_service_might_miss(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id)
    runtime = world.runtime
    async with runtime.database.sessions() as session:
        session.add(
            MembershipEpisode(
                person_id=person.id,
                branch_id=world.sister.id,
                status="full_member",
                from_on=date(2020, 1, 1),
                cause="transfer",
                recorded_at=(await runtime.moment()).now,
            )
        )
        with pytest.raises(IntegrityError, match="ex_membership_episodes_overlap"):
            await session.flush()
