"""The register of application forms over HTTP: ranges, numbers, spoiled, lost, replaced, and two at once."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.api.runtime import runtime_of
from app.api.v1.form_register.schemas import FormOut, RangeOut
from app.core.ids import new_id
from app.domain.people.facts import MemberStatus
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.case_file import load_file
from app.persistence.scope import place_of
from tests.builders.meetings import version
from tests.builders.people import make_person
from tests.builders.publicity import make_case
from tests.builders.world import World

RANGES = "/api/v1/application-form-ranges"
FORMS = "/api/v1/application-forms"
DAY = "2026-11-23"


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


def a_range(world: World, first: int = 1, last: int = 20, **fields: object) -> dict[str, Any]:
    return {
        "holder_id": str(world.committee.id),
        "series": "QH2026",
        "first_number": first,
        "last_number": last,
        "width": 4,
        "happened_on": "2026-11-01",
    } | fields


async def handed_out(world: World, **fields: Any) -> dict[str, Any]:
    department = await world.client("organisation-department", "county")
    answer = await department.post(RANGES, json=a_range(world, **fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def people(world: World, count: int = 1, branch: str = "branch") -> list[UUID]:
    async with world.system() as uow:
        made = [
            await make_person(
                uow,
                world.organisations[branch].id,
                f"柳申{'一二三四五六七八'[number]}",
                status=MemberStatus.DEVELOPMENT_OBJECT,
                since=date(2026, 1, 5),
            )
            for number in range(count)
        ]
    return [person.id for person in made]


async def given(client: httpx.AsyncClient, person: UUID, **fields: object) -> dict[str, Any]:
    answer = await client.post(FORMS, json={"person_id": str(person), "happened_on": DAY} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_range_is_handed_out_by_the_body_above_and_read(world: World, client: httpx.AsyncClient) -> None:
    organiser = await world.client("committee-organiser", "committee")
    secretary = await world.client("branch-secretary", "branch")
    outsider = await world.client("committee-organiser", "other")

    own = await organiser.post(RANGES, json=a_range(world))
    made = await handed_out(world)
    read = await organiser.get(f"{RANGES}/{made['id']}")

    assert own.json()["permission"] == "form:issue"
    assert RangeOut.model_validate_json(read.content).next_number == 1
    assert read.json() == made
    assert (await organiser.get(RANGES)).json()["items"] == [made]
    assert (await client.get(RANGES)).status_code == 401
    assert (await secretary.post(RANGES, json=a_range(world))).status_code == 403
    assert (await outsider.get(f"{RANGES}/{made['id']}")).status_code == 404
    assert (await outsider.get(RANGES)).json()["items"] == []


@pytest.mark.own_day
async def test_ranges_that_cannot_be(world: World) -> None:
    made = await handed_out(world, first=101, last=200)
    department = await world.client("organisation-department", "county")
    cases: tuple[tuple[str, dict[str, object], int, str], ...] = (
        ("touching the first", {"first_number": 1, "last_number": 101}, 409, "form-register.range-free"),
        ("touching the last", {"first_number": 200, "last_number": 300}, 409, "form-register.range-free"),
        ("downwards", {"first_number": 9, "last_number": 8}, 422, "form-register.range-order"),
        ("zero", {"first_number": 0}, 422, "field.out-of-range"),
        ("negative", {"first_number": -5}, 422, "field.out-of-range"),
        ("beyond twelve digits", {"last_number": 10**12}, 422, "field.out-of-range"),
        ("beyond int8", {"last_number": 2**63}, 400, "request.number-too-large"),
        ("a text", {"first_number": "1"}, 422, "field.bad-type"),
        ("handed out tomorrow", {"happened_on": "2026-11-24"}, 422, "field.future-day"),
        ("letters that are none", {"series": "青禾"}, 422, "field.bad-format"),
    )

    for case, fields, status, code in cases:
        answer = await department.post(RANGES, json=a_range(world, 201, 300) | fields)

        assert (answer.status_code, code in codes(answer)) == (status, True), (case, answer.text)
    assert (await department.get(RANGES)).json()["items"] == [made]


async def test_a_body_without_approval_power_holds_no_range(world: World) -> None:
    department = await world.client("organisation-department", "county")

    answer = await department.post(RANGES, json=a_range(world, holder_id=str(world.branch.id)))

    assert codes(answer) == ["form-register.holder-is-committee"]


async def test_the_lowest_unused_number_is_given_and_numbers_out_of_turn_are_passed_over(world: World) -> None:
    await handed_out(world)
    organiser = await world.client("committee-organiser", "committee")
    first, second, third = await people(world, 3)

    one = await given(organiser, first)
    two = await given(organiser, second, number=2, series="QH2026")
    three = await given(organiser, third)
    read = await organiser.get(f"{FORMS}/{one['id']}")
    found = await organiser.get(FORMS, params={"person_id": str(second)})

    assert [form["printed"] for form in (one, two, three)] == ["QH2026-0001", "QH2026-0002", "QH2026-0003"]
    assert FormOut.model_validate_json(read.content).state == "issued"
    assert read.json() == one
    assert found.json()["items"] == [two]


async def test_one_number_for_one_person_and_each_number_once(world: World) -> None:
    await handed_out(world)
    organiser = await world.client("committee-organiser", "committee")
    first, second = await people(world, 2)
    await given(organiser, first, number=7)

    again = await organiser.post(FORMS, json={"person_id": str(first), "happened_on": DAY})
    taken = await organiser.post(FORMS, json={"person_id": str(second), "happened_on": DAY, "number": 7})
    outside = await organiser.post(FORMS, json={"person_id": str(second), "happened_on": DAY, "number": 21})
    early = await organiser.post(FORMS, json={"person_id": str(second), "happened_on": "2026-10-31"})

    assert codes(again) == ["form-register.one-number-per-person"]
    assert codes(taken) == ["form-register.number-free"]
    assert (outside.status_code, codes(outside)) == (422, ["form-register.number-not-held"])
    assert codes(early) == ["form-register.after-range-issue"]


async def test_who_may_not_give_forms(world: World) -> None:
    await handed_out(world)
    (person,) = await people(world)
    body = {"person_id": str(person), "happened_on": DAY}
    secretary = await world.client("branch-secretary", "branch")
    outsider = await world.client("committee-organiser", "other")

    assert (await secretary.post(FORMS, json=body)).json()["permission"] == "form:issue"
    assert (await outsider.post(FORMS, json=body)).status_code == 404


async def test_when_the_numbers_run_out_it_is_said(world: World) -> None:
    await handed_out(world, last=1)
    organiser = await world.client("committee-organiser", "committee")
    first, second = await people(world, 2)
    await given(organiser, first)

    answer = await organiser.post(FORMS, json={"person_id": str(second), "happened_on": DAY})

    assert (answer.status_code, answer.json()["code"]) == (409, "form-register.range-exhausted")


@pytest.mark.parametrize(("verb", "state"), [("spoil", "spoiled"), ("lose", "lost")])
async def test_a_spoiled_or_lost_form_is_replaced_and_both_name_each_other(world: World, verb: str, state: str) -> None:
    await handed_out(world)
    organiser = await world.client("committee-organiser", "committee")
    secretary = await world.client("branch-secretary", "branch")
    (person,) = await people(world)
    form = await given(organiser, person)
    path = f"{FORMS}/{form['id']}"
    marking = {"happened_on": DAY, "reason": "涂改"}

    too_early = await organiser.post(f"{path}/replace", json={"happened_on": DAY}, headers=version(form))
    no_reason = await secretary.post(f"{path}/{verb}", json={"happened_on": DAY}, headers=version(form))
    before_issue = await secretary.post(
        f"{path}/{verb}", json=marking | {"happened_on": "2026-11-22"}, headers=version(form)
    )
    marked = await secretary.post(f"{path}/{verb}", json=marking, headers=version(form))
    twice = await secretary.post(f"{path}/{verb}", json=marking, headers=version(marked.json()))
    stale = await secretary.post(f"{path}/{verb}", json=marking, headers=version(form))
    new = await organiser.post(f"{path}/replace", json={"happened_on": DAY}, headers=version(marked.json()))
    old = (await organiser.get(path)).json()
    again = await organiser.post(f"{path}/replace", json={"happened_on": DAY}, headers=version(old))

    assert codes(too_early) == ["form-register.form-is-void"]
    assert no_reason.status_code == 422
    assert codes(before_issue) == ["form-register.void-after-issue"]
    assert (marked.json()["state"], marked.json()["reason"]) == (state, "涂改")
    assert codes(twice) == ["form-register.form-is-issued"]
    assert stale.status_code == 412
    assert new.status_code == 201, new.text
    assert (new.json()["replaces_id"], new.json()["printed"]) == (form["id"], "QH2026-0002")
    assert (old["state"], old["voided_as"], old["replaced_by_id"]) == ("replaced", state, new.json()["id"])
    assert codes(again) == ["form-register.form-is-void"]


async def test_a_spoiled_blank_uses_its_number_up(world: World) -> None:
    numbers = await handed_out(world)
    organiser = await world.client("committee-organiser", "committee")
    (person,) = await people(world)
    blank = {"range_id": numbers["id"], "number": 1, "state": "spoiled", "happened_on": DAY, "reason": "印制缺页"}

    voided = await organiser.post(f"{FORMS}/blanks", json=blank)
    again = await organiser.post(f"{FORMS}/blanks", json=blank)
    replaced = await organiser.post(
        f"{FORMS}/{voided.json()['id']}/replace", json={"happened_on": DAY}, headers=version(voided.json())
    )
    form = await given(organiser, person)

    assert (voided.json()["state"], voided.json()["person_id"]) == ("spoiled", None)
    assert codes(again) == ["form-register.number-free"]
    assert codes(replaced) == ["form-register.form-had-holder"]
    assert form["number"] == 2


async def test_nothing_is_given_out_of_a_range_that_was_handed_back(world: World) -> None:
    numbers = await handed_out(world)
    department = await world.client("organisation-department", "county")
    organiser = await world.client("committee-organiser", "committee")
    (person,) = await people(world)
    closing = {"happened_on": DAY, "reason": "年底清点交回"}

    closed = await department.post(f"{RANGES}/{numbers['id']}/close", json=closing, headers=version(numbers))
    twice = await department.post(f"{RANGES}/{numbers['id']}/close", json=closing, headers=version(closed.json()))
    answer = await organiser.post(FORMS, json={"person_id": str(person), "happened_on": DAY})

    assert closed.json()["closed_on"] == DAY
    assert twice.json()["code"] == "form-register.range-open"
    assert answer.json()["code"] == "form-register.range-exhausted"


async def test_what_was_handed_back_unused_goes_to_another_committee(world: World) -> None:
    numbers = await handed_out(world)
    department = await world.client("organisation-department", "county")
    organiser = await world.client("committee-organiser", "committee")
    (person,) = await people(world)
    await given(organiser, person)
    before = await department.post(RANGES, json=a_range(world, 2, 9, holder_id=str(world.other.id)))
    (numbers,) = (await department.get(RANGES)).json()["items"]
    closing = {"happened_on": DAY, "reason": "年底清点交回"}
    await department.post(f"{RANGES}/{numbers['id']}/close", json=closing, headers=version(numbers))

    used = await department.post(RANGES, json=a_range(world, 1, 9, holder_id=str(world.other.id), happened_on=DAY))
    earlier = await department.post(RANGES, json=a_range(world, 2, 9, holder_id=str(world.other.id)))
    again = await department.post(RANGES, json=a_range(world, 2, 9, holder_id=str(world.other.id), happened_on=DAY))
    twice = await department.post(RANGES, json=a_range(world, 9, 9, happened_on=DAY))

    assert codes(before) == codes(twice) == codes(earlier) == ["form-register.range-free"]
    assert codes(used) == ["form-register.range-unused"]
    assert again.status_code == 201, again.text


async def test_many_at_once_get_different_numbers(world: World) -> None:
    await handed_out(world, last=8)
    organiser = await world.client("committee-organiser", "committee")
    persons = await people(world, 6)

    answers = await asyncio.gather(
        *(organiser.post(FORMS, json={"person_id": str(person), "happened_on": DAY}) for person in persons)
    )

    assert [answer.status_code for answer in answers] == [201] * 6
    assert sorted(answer.json()["number"] for answer in answers) == [1, 2, 3, 4, 5, 6]


async def test_one_person_asked_for_on_several_connections_at_once_gets_one_number(world: World) -> None:
    await handed_out(world)
    organiser = await world.client("committee-organiser", "committee")
    (person,) = await people(world)

    answers = await asyncio.gather(
        *(organiser.post(FORMS, json={"person_id": str(person), "happened_on": DAY}) for _ in range(5))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    issued = await runtime_of(world.app).database.reads.fetchval("SELECT count(*) FROM application_forms")
    assert issued == 1


async def test_the_same_numbers_handed_out_at_once_are_handed_out_once(world: World) -> None:
    department = await world.client("organisation-department", "county")

    answers = await asyncio.gather(
        *(department.post(RANGES, json=a_range(world, first, first + 9)) for first in (1, 5, 10))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert {codes(answer)[0] for answer in answers if answer.status_code == 409} == {"form-register.range-free"}


async def test_a_replayed_key_gives_one_number(world: World) -> None:
    await handed_out(world)
    organiser = await world.client("committee-organiser", "committee")
    (person,) = await people(world)
    body = {"person_id": str(person), "happened_on": DAY}
    key = {"idempotency-key": "form-1"}

    first = await organiser.post(FORMS, json=body, headers=key)
    again = await organiser.post(FORMS, json=body, headers=key)

    assert again.json() == first.json()
    assert (await organiser.get(RANGES)).json()["items"][0]["next_number"] == 2


async def test_a_form_given_for_an_earlier_case_is_none_of_the_next(world: World) -> None:
    organiser = await world.client("committee-organiser", "committee")
    await handed_out(world)
    case = await make_case(world)
    form = await given(organiser, case.person_id, case_id=str(case.id))
    async with world.system() as uow:
        earlier = await uow.session.get_one(DevelopmentCase, case.id)
        earlier.state, earlier.closed_on = "closed", date(2026, 11, 23)
        await uow.flush()
        later = DevelopmentCase(
            id=new_id(),
            person_id=case.person_id,
            opened_on=date(2026, 11, 23),
            recorded_at=uow.now,
            recorded_by=None,
            **place_of(world.branch).columns(),
        )
        uow.session.add(later)
        uow.emit("test:case:make", later)
    async with world.system() as uow:
        files = [
            await load_file(uow, await uow.session.get_one(DevelopmentCase, case_id)) for case_id in (case.id, later.id)
        ]
        uow.emit("test:read:done", None)

    assert [[str(found.id) for found in file.forms] for file in files] == [[form["id"]], []]
