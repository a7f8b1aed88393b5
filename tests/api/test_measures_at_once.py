"""Measures, reviews, certificates and forms: every command several times at once is done once."""

from functools import partial
from typing import Any

import httpx
import pytest

from tests.api.assessments.test_measures import POLLS, poll
from tests.api.assessments.test_sheets import SHEETS, TEMPLATES, begun
from tests.api.form_register.test_form_register import FORMS, RANGES
from tests.api.political_review.test_reviews import CONTENTS, INQUIRIES, REVIEWS
from tests.api.training.test_certificates import CERTIFICATES, certificate
from tests.builders.measures import desk, member, officer, paper
from tests.builders.publicity import make_case
from tests.builders.together import at_once, twice
from tests.builders.world import World

pytestmark = pytest.mark.own_day


def version(resource: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{resource["version"]}"'}


async def once(client: httpx.AsyncClient, path: str, of: dict[str, Any], **body: object) -> dict[str, Any]:
    """Send a command several times at once; exactly one is done."""
    return dict((await twice(partial(client.post, path, json=body, headers=version(of)))).json())


async def test_sheets_templates_and_polls(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    verifier = await officer(world, "committee-organiser", "committee", "沈竹溪")
    committee = await world.client("approving-committee", "committee")
    sheet = await begun(world, case, scorer)
    url = f"{SHEETS}/{sheet['id']}"

    changed = await twice(partial(scorer.patch, f"{url}/items/1", json={"points": "50"}, headers=version(sheet)))
    sheet = changed.json()
    for position in (1, 2):
        sheet = (await twice(partial(verifier.post, f"{url}/items/{position}/verify", headers=version(sheet)))).json()
    sheet = (await twice(partial(scorer.post, f"{url}/finalise", headers=version(sheet)))).json()
    lines = [{"points": "1", "evidence": sheet["items"][0]["evidence"]}, {"points": "0"}]
    await once(scorer, f"{url}/correct", sheet, happened_on="2026-11-20", items=lines, reason="有误")
    template = (await committee.get(TEMPLATES, params={"organisation_id": str(world.committee.id)})).json()["items"][0]
    items = [{"title": "表现", "max_points": "100"}]
    newer = await once(
        committee, f"{TEMPLATES}/{template['id']}/replace", template, happened_on="2026-11-01", items=items
    )
    await once(committee, f"{TEMPLATES}/{newer['id']}/retire", newer, retired_on="2026-12-31")
    first = (await scorer.post(POLLS, json=poll(case))).json()
    again = {key: value for key, value in poll(case).items() if key != "case_id"} | {"reason": "基数有误"}
    await once(scorer, f"{POLLS}/{first['id']}/correct", first, **again)

    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM score_sheets") == 2
    assert await reads.fetchval("SELECT count(*) FROM score_templates") == 2
    assert await reads.fetchval("SELECT count(*) FROM opinion_polls WHERE standing") == 1


async def test_a_review_and_its_letters(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    opening = {"case_id": str(case.id), "happened_on": "2026-11-01"}
    review = (await twice(partial(secretary.post, REVIEWS, json=opening))).json()
    url, person = f"{REVIEWS}/{review['id']}", str(await member(world))
    letter = {"happened_on": "2026-11-03", "addressee": "department", "department": "public_security"}

    review = await once(secretary, f"{url}/subjects", review, relation="father")
    review = await once(secretary, f"{url}/investigators", review, person_id=person, happened_on="2026-11-01")
    statement = {"happened_on": "2026-11-05", "document_id": await paper(world, case)}
    review = await once(secretary, f"{url}/statement", review, **statement)
    review = await once(secretary, f"{url}/inquiries", review, **letter)
    review = await once(secretary, f"{url}/inquiries", review, **letter)
    review = await once(secretary, f"{url}/inquiries", review, **letter)
    answered, called_back, both = (inquiry["id"] for inquiry in review["inquiries"])
    reply = {"happened_on": "2026-11-12", "result": "clear", "document_id": await paper(world, case)}
    review = await once(secretary, f"{url}/inquiries/{answered}/reply", review, **reply)
    review = await once(
        secretary, f"{url}/inquiries/{called_back}/withdraw", review, happened_on="2026-11-10", reason="误发"
    )
    police = await desk(world, "public_security")
    pulled = await at_once(
        partial(police.post, f"{INQUIRIES}/{both}/reply", json=reply, headers={"if-match": '"v1"'}),
        partial(
            secretary.post,
            f"{url}/inquiries/{both}/withdraw",
            json={"happened_on": "2026-11-12", "reason": "误发"},
            headers=version(review),
        ),
    )
    review = (await secretary.get(url)).json()
    conclusion = {"happened_on": "2026-11-20", "result": "pass", "contents": CONTENTS}
    review = await once(secretary, f"{url}/conclude", review, document_id=await paper(world, case), **conclusion)

    assert sum(answer.is_success for answer in pulled) == 1
    assert [len(inquiry["replies"]) for inquiry in review["inquiries"]][:2] == [1, 0]
    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM political_reviews") == 1
    assert await reads.fetchval("SELECT count(*) FROM review_investigators") == 1
    assert await reads.fetchval("SELECT count(*) FROM review_conclusions") == 1


async def test_certificates_and_exemptions(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    made = (await twice(partial(organiser.post, CERTIFICATES, json=certificate(world, case)))).json()
    url = f"{CERTIFICATES}/{made['id']}"
    paper_again = {key: value for key, value in certificate(world, case).items() if key != "person_id"}

    corrected = await once(organiser, f"{url}/correct", made, **paper_again | {"hours": 25, "reason": "天数有误"})
    await once(
        organiser,
        f"{CERTIFICATES}/{corrected['id']}/withdraw",
        corrected,
        happened_on="2026-11-23",
        reason="冒名顶替",
    )

    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM training_certificates") == 2
    assert await reads.fetchval("SELECT count(*) FROM training_certificates WHERE standing") == 1


async def test_ranges_and_forms(world: World) -> None:
    case = await make_case(world)
    department = await world.client("organisation-department", "county")
    organiser = await world.client("committee-organiser", "committee")
    handed = {"holder_id": str(world.committee.id), "series": "QH", "first_number": 1, "last_number": 3}
    numbers = (await twice(partial(department.post, RANGES, json=handed | {"happened_on": "2026-01-05"}))).json()
    giving = {"person_id": str(case.person_id), "happened_on": "2026-11-20"}
    form = (await twice(partial(organiser.post, FORMS, json=giving))).json()

    form = await once(organiser, f"{FORMS}/{form['id']}/spoil", form, happened_on="2026-11-21", reason="涂改")
    second = await once(organiser, f"{FORMS}/{form['id']}/replace", form, happened_on="2026-11-21")
    lost = await once(organiser, f"{FORMS}/{second['id']}/lose", second, happened_on="2026-11-22", reason="遗失")
    numbers = (await department.get(f"{RANGES}/{numbers['id']}")).json()
    blank = {"range_id": numbers["id"], "number": 3, "state": "spoiled", "happened_on": "2026-11-22", "reason": "缺页"}
    pulled = await at_once(
        partial(organiser.post, f"{FORMS}/blanks", json=blank),
        partial(
            organiser.post, f"{FORMS}/{lost['id']}/replace", json={"happened_on": "2026-11-22"}, headers=version(lost)
        ),
        partial(
            department.post,
            f"{RANGES}/{numbers['id']}/close",
            json={"happened_on": "2026-11-22", "reason": "清点交回"},
            headers=version(numbers),
        ),
    )

    assert (form["number"], second["number"]) == (1, 2)
    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM application_forms WHERE number = 3") <= 1
    assert pulled[0].is_success + pulled[1].is_success <= 1
