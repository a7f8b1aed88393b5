"""Somebody who withdraws from a notice of several, and papers that were torn down and put up anew."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from app.api.v1.publicity.schemas import NoticeReadOut
from app.domain.publicity.facts import NoticeKind
from app.domain.publicity.rules import publicity_done
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.repositories.rules import LawRepository
from tests.builders.publicity import NOTICES, make_case, posted, site
from tests.builders.world import World

pytestmark = pytest.mark.own_day

PUBLIC = "/api/v1/public/notices"
OFF = {"withdrawn_on": "2026-11-18", "reason": "本人提出暂缓，其余同志继续公示"}


def version(notice: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{notice["version"]}"'}


def codes(answer: httpx.Response) -> list[str]:
    body = answer.json()
    return [error["code"] for error in body.get("errors") or [body]]


async def act(client: httpx.AsyncClient, notice: dict[str, Any], verb: str, **body: object) -> httpx.Response:
    answer = await client.post(f"{NOTICES}/{notice['id']}/{verb}", json=body, headers=version(notice))
    if answer.is_success:
        notice.update(answer.json())
    return answer


async def why(client: httpx.AsyncClient, notice: dict[str, Any]) -> list[str]:
    found = (await client.get(f"{NOTICES}/{notice['id']}/why")).json()["findings"]
    return [finding["code"] for finding in found if not finding["ok"]]


async def of_two(world: World, secretary: httpx.AsyncClient) -> tuple[dict[str, Any], str, str]:
    """A hanging notice about two people; its entries: who stays, who goes."""
    notice = await posted(secretary, world, await make_case(world), await make_case(world, name="柳暂缓"))
    goes, stays = sorted(notice["candidates"], key=lambda candidate: candidate["name"] != "柳暂缓")
    return notice, stays["id"], goes["id"]


async def test_a_notice_goes_on_for_the_others_when_one_withdraws(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    office = await world.client("committee-organiser", "committee")
    notice, stays, goes = await of_two(world, secretary)
    about_him = {"content": "反映情况", "candidate_id": goes, "received_on": "2026-11-17"}
    objection = await office.post(f"{NOTICES}/{notice['id']}/objections", json=about_him)

    held = await why(secretary, notice)
    off = await act(secretary, notice, f"candidates/{goes}/take-off", **OFF)
    twice = await act(secretary, notice, f"candidates/{goes}/take-off", **OFF)
    last = await act(secretary, notice, f"candidates/{stays}/take-off", **OFF)
    shown = (await client.get(f"{PUBLIC}/{notice['id']}")).json()
    public = await client.post(f"{PUBLIC}/{notice['id']}/objections", json={"content": "反映", "candidate_id": goes})
    free = await why(secretary, notice)
    concluded = await act(secretary, notice, "conclude", concluded_on="2026-11-23")
    late = await act(secretary, notice, f"candidates/{stays}/take-off", **OFF)

    assert objection.status_code == 201, objection.text
    assert held == ["publicity.objection-open"]
    assert off.status_code == 200, off.text
    gone = next(candidate for candidate in off.json()["candidates"] if candidate["id"] == goes)
    assert (gone["withdrawn_on"], gone["withdrawal_reason"]) == (OFF["withdrawn_on"], OFF["reason"])
    assert (twice.status_code, codes(twice)) == (409, ["publicity.candidate-withdrawn"])
    assert codes(last) == ["publicity.last-candidate"]
    assert [candidate["id"] for candidate in shown["candidates"]] == [stays]
    assert codes(public) == ["publicity.candidate-not-listed"]
    assert free == []
    assert concluded.status_code == 200, concluded.text
    assert codes(late) == ["publicity.not-withdrawable", "publicity.last-candidate"]
    read = await secretary.get(f"{NOTICES}/{notice['id']}")
    NoticeReadOut.model_validate_json(read.content)
    assert read.json()["candidates"] == concluded.json()["candidates"]


async def test_who_was_taken_off_rests_on_that_notice_no_more_and_keeps_the_objections_to_him(world: World) -> None:
    secretary = await world.client("branch-secretary")
    office = await world.client("committee-organiser", "committee")
    notice, stays, goes = await of_two(world, secretary)
    cases = {candidate["id"]: candidate["case_id"] for candidate in notice["candidates"]}
    about_him = {"content": "反映情况", "candidate_id": goes, "received_on": "2026-11-17"}
    await office.post(f"{NOTICES}/{notice['id']}/objections", json=about_him)
    await act(secretary, notice, f"candidates/{goes}/take-off", **OFF)
    await act(secretary, notice, "conclude", concluded_on="2026-11-23")

    async with world.system() as uow:
        law = await uow.repository(LawRepository).of_organisation(world.branch.id)
        verdicts = {}
        for entry, case_id in cases.items():
            notices = await uow.repository(NoticeRepository).of_case(UUID(case_id))
            person = next(c["person_id"] for c in notice["candidates"] if c["id"] == entry)
            verdicts[entry] = publicity_done(notices, UUID(person), NoticeKind.DEVELOPMENT, law, uow.today)
        uow.emit("test:read:done", None)

    assert verdicts[stays]
    assert verdicts[goes].codes == ("publicity.notice-missing", "publicity.objection-open")


@pytest.mark.parametrize(
    ("_case", "again_on", "code"),
    [
        ("while the old paper still hung", "2026-11-16", "publicity.site-already-posted"),
        ("on the day it was torn down", "2026-11-17", None),
        ("later", "2026-11-18", None),
    ],
)
async def test_a_paper_that_was_torn_down_is_put_up_anew_and_its_window_begins_again(
    world: World, _case: str, again_on: str, code: str | None
) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    before = notice["closes_on"]
    await act(secretary, notice, f"sites/{notice['sites'][0]['id']}/take-down", taken_down_on="2026-11-17")

    torn = await why(secretary, notice)
    again = await act(secretary, notice, "sites", **site(again_on))
    now = await why(secretary, notice)

    assert before == "2026-11-20"
    assert torn == ["publicity.taken-down-early"]
    if code is not None:
        assert codes(again) == [code]
        return
    assert (again.status_code, len(notice["sites"])) == (200, 2)
    assert notice["closes_on"] > before
    assert now == ["publicity.window-open"]


async def test_a_paper_put_up_anew_for_somebody_else_does_not_mend_the_first(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice, stays, _ = await of_two(world, secretary)
    await act(secretary, notice, f"sites/{notice['sites'][0]['id']}/take-down", taken_down_on="2026-11-17")

    await act(secretary, notice, "sites", **site("2026-11-17", candidates=[stays]))

    assert "publicity.taken-down-early" in await why(secretary, notice)


async def test_a_site_of_somebody_who_was_taken_off_holds_nobody(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice, _, goes = await of_two(world, secretary)
    await act(secretary, notice, "sites", **site("2026-11-20", "residence", place="竹溪村公告栏", candidates=[goes]))
    held = notice["closes_on"]

    await act(secretary, notice, f"candidates/{goes}/take-off", **OFF | {"withdrawn_on": "2026-11-20"})

    assert (held, notice["closes_on"]) == ("2026-11-27", "2026-11-20")
    assert await why(secretary, notice) == []


async def test_who_may_take_somebody_off(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    notice, _, goes = await of_two(world, secretary)
    person = next(c["person_id"] for c in notice["candidates"] if c["id"] == goes)
    himself = await world.client("organisation-commissioner", "branch", person_id=UUID(person))
    elsewhere = await world.client("branch-secretary", "other_branch")
    unread = await secretary.post(f"{NOTICES}/{notice['id']}/candidates/{goes}/take-off", json=OFF)

    verb = f"candidates/{goes}/take-off"
    assert (await act(client, notice, verb, **OFF)).status_code == 401
    assert (await act(elsewhere, notice, verb, **OFF)).status_code == 404
    assert codes(await act(himself, notice, verb, **OFF)) == ["development.candidate-acts-for-himself"]
    assert unread.status_code == 428
    early = await act(secretary, notice, verb, **OFF | {"withdrawn_on": "2026-11-12"})
    future = await act(secretary, notice, verb, **OFF | {"withdrawn_on": "2026-11-24"})
    unknown = await act(secretary, notice, f"candidates/{notice['id']}/take-off", **OFF)
    assert codes(early) == ["publicity.day-before-posting"]
    assert codes(future) == ["field.future-day"]
    assert (unknown.status_code, codes(unknown)) == (404, ["publicity.candidate-not-listed"])
