"""Every command on a notice and an objection, several times at once, and commands that pull in different directions."""

from functools import partial
from typing import Any

import httpx
import pytest

from tests.api.publicity.test_objections import NAMED, OBJECTIONS
from tests.builders.publicity import NOTICES, draft, evidence, make_case, posted, site
from tests.builders.together import at_once, twice
from tests.builders.world import World
from tests.domain.documents.builders import png

pytestmark = pytest.mark.own_day


def version(resource: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{resource["version"]}"'}


async def once(
    client: httpx.AsyncClient, address: str, verb: str, of: dict[str, Any], **body: object
) -> dict[str, Any]:
    """Send a command several times at once; exactly one is done."""
    path = f"{address}/{of['id']}/{verb}"
    return dict((await twice(partial(client.post, path, json=body, headers=version(of)))).json())


async def test_a_notice_whose_every_command_comes_several_times_at_once(world: World) -> None:
    secretary = await world.client("branch-secretary")
    office = await world.client("committee-organiser", "committee")
    body, key = draft(world, await make_case(world)), {"idempotency-key": "draft-1"}
    drafts = await at_once(*[partial(secretary.post, NOTICES, json=body, headers=key)] * 3)
    notice = next(answer.json() for answer in drafts if answer.status_code == 201)

    changed = await twice(
        partial(
            secretary.patch, f"{NOTICES}/{notice['id']}", json={"announcement": "现予公示"}, headers=version(notice)
        )
    )
    notice = await once(secretary, NOTICES, "sites", changed.json(), **site("2026-11-13"))
    at_site = f"sites/{notice['sites'][0]['id']}"
    photo = await evidence(secretary, notice["id"], "publicity_photo", png(1))
    paper = await evidence(secretary, notice["id"], "site_certificate", png(2))
    notice = await once(secretary, NOTICES, f"{at_site}/photo", notice, document_id=photo)
    certificate = {"document_id": paper, "certified_on": "2026-11-21", "certified_by": "杏林村党支部"}
    notice = await once(secretary, NOTICES, f"{at_site}/certificate", notice, **certificate)
    item = (await office.post(f"{NOTICES}/{notice['id']}/objections", json=NAMED)).json()
    body_id = str(world.committee.id)
    investigator = await world.client("investigating-body", "committee")
    item = await once(office, OBJECTIONS, "investigate", item, body_id=body_id, assigned_on="2026-11-18")
    found = {"conclusion": "not_substantiated", "findings": "查无实据", "concluded_on": "2026-11-20"}
    item = await once(investigator, OBJECTIONS, "conclude", item, **found)
    item = await once(office, OBJECTIONS, "report", item, reported_on="2026-11-21", decision="proceed", reason="")
    item = await once(office, OBJECTIONS, "feedback", item, fed_back_on="2026-11-22", feedback="已反馈")
    notice = await once(secretary, NOTICES, "conclude", notice, concluded_on="2026-11-23")
    notice = await once(secretary, NOTICES, f"{at_site}/take-down", notice, taken_down_on="2026-11-23")
    notice = await once(secretary, NOTICES, f"{at_site}/corrections", notice, posted_on="2026-11-12", reason="误记")
    notice = await once(secretary, NOTICES, f"{at_site}/annul", notice, reason="误登")
    item = await once(office, OBJECTIONS, "reopen", item, reason="另有新情况")
    notice = await once(secretary, NOTICES, "withdraw", notice, withdrawn_on="2026-11-23", reason="重新公示")
    replaced = await twice(partial(secretary.post, NOTICES, json=body | {"replaces_id": notice["id"]}))

    assert (item["state"], notice["state"], replaced.json()["replaces_id"]) == ("received", "withdrawn", notice["id"])
    assert len({answer.json()["id"] for answer in drafts if answer.status_code == 201}) == 1
    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM publicity_notices") == 2
    assert await reads.fetchval("SELECT count(*) FROM publicity_sites") == 1
    assert await reads.fetchval("SELECT count(*) FROM publicity_corrections WHERE field = 'posted_on'") == 1


async def test_a_conclusion_and_objections_at_once_never_miss_each_other(
    world: World, client: httpx.AsyncClient
) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    public = f"/api/v1/public/notices/{notice['id']}/objections"
    conclusion = partial(
        secretary.post,
        f"{NOTICES}/{notice['id']}/conclude",
        json={"concluded_on": "2026-11-23"},
        headers=version(notice),
    )
    site_id = notice["sites"][0]["id"]
    taken_down = partial(
        secretary.post,
        f"{NOTICES}/{notice['id']}/sites/{site_id}/take-down",
        json={"taken_down_on": "2026-11-23"},
        headers=version(notice),
    )

    answers = await at_once(
        partial(client.post, public, json={"content": "反映情况"}),
        conclusion,
        partial(client.post, public, json={"content": "反映情况"}),
        taken_down,
    )

    objections = [answers[0].status_code, answers[2].status_code]
    concluded = answers[1].status_code == 200
    assert set(objections) <= {201, 404}
    assert concluded <= (objections == [404, 404])
    assert answers[1].status_code in (200, 409, 412)
