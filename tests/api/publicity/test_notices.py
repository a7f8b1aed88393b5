"""Notices over HTTP, from the draft to the conclusion, with corrections and withdrawals."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.api.v1.publicity.schemas import NoticeOut, NoticeReadOut
from tests.builders.publicity import (
    NOTICES,
    adopt_values,
    completed_step,
    draft,
    drafted,
    evidence,
    make_case,
    posted,
    site,
    street_publicity,
)
from tests.builders.world import World
from tests.domain.documents.builders import png

pytestmark = pytest.mark.own_day


async def act(client: httpx.AsyncClient, notice: dict[str, Any], verb: str, **body: object) -> httpx.Response:
    version = {"if-match": f'"v{notice["version"]}"'}
    return await client.post(f"{NOTICES}/{notice['id']}/{verb}", json=body, headers=version)


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


async def test_a_notice_runs_from_draft_to_conclusion(world: World) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)

    notice = await drafted(secretary, world, case)
    hanging = (await act(secretary, notice, "sites", **site("2026-11-13", posted_at="09:30"))).json()
    down = (
        await act(secretary, hanging, f"sites/{hanging['sites'][0]['id']}/take-down", taken_down_on="2026-11-22")
    ).json()
    done = await act(secretary, down, "conclude", concluded_on="2026-11-23")

    assert (notice["state"], notice["version"], notice["closes_on"]) == ("draft", 1, None)
    assert (hanging["state"], hanging["closes_on"], hanging["version"]) == ("posted", "2026-11-20", 2)
    assert done.status_code == 200, done.text
    assert (done.json()["state"], done.json()["concluded_on"]) == ("concluded", "2026-11-23")
    read = await secretary.get(f"{NOTICES}/{notice['id']}")
    assert read.headers["etag"] == '"v4"'
    assert read.json()["sites"][0]["posted_at"] == "09:30:00"
    assert read.json()["candidates"][0]["name"] == "柳青禾"
    NoticeReadOut.model_validate_json(read.content)
    assert set(read.json()) == set(NoticeReadOut.model_fields)
    assert set(done.json()) == set(NoticeOut.model_fields)
    assert read.json()["recorded_at"] == done.json()["recorded_at"]
    audited = await world.runtime.database.reads.fetch(
        "SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id", notice["id"]
    )
    assert [row["action"].rpartition(":")[2] for row in audited] == ["create", "post", "take-down", "conclude"]


@pytest.mark.parametrize(
    ("_case", "posted_on", "concluded_on", "ok"),
    [
        ("on the last day", "2026-11-13", "2026-11-20", False),
        ("on the day after the last", "2026-11-13", "2026-11-21", True),
        ("today, the last day of a later posting", "2026-11-16", "2026-11-23", False),
    ],
)
async def test_a_notice_is_concluded_after_its_window(
    world: World, _case: str, posted_on: str, concluded_on: str, ok: bool
) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on=posted_on)

    answer = await act(secretary, notice, "conclude", concluded_on=concluded_on)

    assert answer.status_code == (200 if ok else 409), answer.text
    if not ok:
        assert codes(answer) == ["publicity.window-open"]
        [error] = answer.json()["errors"]
        assert error["clause"]["article"] == "第十三条"
        assert error["origin"]["level"] == "national"
        assert "公示期" in error["title"]


async def test_the_last_site_and_the_local_length_decide(world: World) -> None:
    await adopt_values(world, "committee", ("development.publicity.working_days", 7))
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on="2026-11-10")

    later = (await act(secretary, notice, "sites", **site("2026-11-12", "residence", place="小区公告栏"))).json()
    early = await act(secretary, later, "conclude", concluded_on="2026-11-20")
    still = await act(secretary, later, "conclude", concluded_on="2026-11-23")

    assert (notice["closes_on"], later["closes_on"]) == ("2026-11-19", "2026-11-23")
    assert codes(early) == codes(still) == ["publicity.window-open"]
    assert still.json()["errors"][0]["origin"]["level"] == "local"


async def test_a_window_into_an_unknown_year_is_a_clear_problem(world: World, set_today: Any) -> None:
    await set_today(date(2026, 12, 30))
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on="2026-12-29")

    await set_today(date(2027, 1, 20))
    answer = await act(secretary, notice, "conclude", concluded_on="2027-01-20")

    assert notice["closes_on"] is None
    assert codes(answer) == ["publicity.not-computable"]
    assert "2027" in answer.json()["errors"][0]["title"]


async def test_the_street_profile_asks_for_sites_contents_photographs_and_certificates(world: World) -> None:
    await street_publicity(world)
    secretary = await world.client("branch-secretary")
    notice = await drafted(secretary, world, await make_case(world))

    refused = await act(secretary, notice, "sites", **site())
    filled = await secretary.patch(
        f"{NOTICES}/{notice['id']}",
        json={
            "office_address": "柳湾镇政府三楼",
            "postcode": "000000",
            "telephone": "0000-1234567",
            "deputy_director_name": "周某",
            "contents": [
                {
                    "candidate_id": notice["candidates"][0]["id"],
                    "evaluation_result": "优秀票 92%",
                    "work_unit": "农业服务中心",
                    "conduct": "表现良好",
                }
            ],
        },
        headers={"if-match": '"v1"'},
    )
    hanging = (await act(secretary, filled.json(), "sites", **site())).json()
    bare = await act(secretary, hanging, "conclude", concluded_on="2026-11-23")

    assert codes(refused) == ["publicity.content-missing", "publicity.contact-missing"]
    assert filled.status_code == 200, filled.text
    assert codes(bare) == [
        "publicity.site-missing",
        "publicity.site-kinds",
        "publicity.photo-missing",
        "publicity.certificate-missing",
    ]

    both = (await act(secretary, hanging, "sites", **site(kind="residence", place="小区公告栏"))).json()
    for index, entry in enumerate(both["sites"]):
        path = f"sites/{entry['id']}"
        photo = await evidence(secretary, notice["id"], "publicity_photo", png(shade=index))
        paper = await evidence(secretary, notice["id"], "site_certificate", png(shade=9 + index), "2026-11-21")
        both = (await act(secretary, both, f"{path}/photo", document_id=photo)).json()
        answer = await act(
            secretary,
            both,
            f"{path}/certificate",
            document_id=paper,
            certified_on="2026-11-21",
            certified_by="社区党支部",
        )
        assert answer.status_code == 200, answer.text
        both = answer.json()
    done = await act(secretary, both, "conclude", concluded_on="2026-11-23")
    assert done.status_code == 200, done.text


async def test_evidence_must_be_of_its_kind_and_of_this_notice(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    other = await posted(secretary, world, await make_case(world, name="林小满"))
    path = f"sites/{notice['sites'][0]['id']}"
    wrong_kind = await evidence(secretary, notice["id"], "talk_record", png())
    wrong_notice = await evidence(secretary, other["id"], "publicity_photo", png())

    for document, code in (
        (wrong_kind, "publicity.evidence-mismatch"),
        (wrong_notice, "publicity.evidence-of-another"),
        (str(uuid4()), "publicity.evidence-of-another"),
    ):
        answer = await act(secretary, notice, f"{path}/photo", document_id=document)
        assert (answer.status_code, codes(answer)) == (422, [code])


async def test_a_photograph_set_aside_no_longer_counts(world: World) -> None:
    await adopt_values(world, "county", ("development.publicity.photo_record", True))
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    photo = await evidence(secretary, notice["id"], "publicity_photo", png())
    held = (await act(secretary, notice, f"sites/{notice['sites'][0]['id']}/photo", document_id=photo)).json()

    await secretary.post(f"/api/v1/documents/{photo}/set-aside", json={"reason": "误传"}, headers={"if-match": '"v1"'})
    answer = await act(secretary, held, "conclude", concluded_on="2026-11-23")

    assert codes(answer) == ["publicity.photo-missing"]


async def test_correcting_a_posting_day_revokes_a_conclusion_that_no_longer_holds(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    done = (await act(secretary, notice, "conclude", concluded_on="2026-11-21")).json()
    path = f"sites/{notice['sites'][0]['id']}/corrections"

    kept = (await act(secretary, done, path, posted_on="2026-11-12", reason="照片显示早一天")).json()
    gone = (await act(secretary, kept, path, posted_on="2026-11-16", reason="照片显示为十六日")).json()
    read = (await secretary.get(f"{NOTICES}/{notice['id']}")).json()

    assert (kept["state"], kept["closes_on"]) == ("concluded", "2026-11-19")
    assert (gone["state"], gone["concluded_on"], gone["closes_on"]) == ("posted", None, "2026-11-23")
    assert [(k["field"], k["old_value"], k["new_value"]) for k in read["corrections"]] == [
        ("posted_on", "2026-11-13", "2026-11-12"),
        ("posted_on", "2026-11-12", "2026-11-16"),
        ("concluded_on", "2026-11-21", None),
    ]
    events = await world.runtime.database.reads.fetch(
        "SELECT type FROM outbox_events WHERE subject_id = $1", notice["id"]
    )
    assert "publicity.notice.conclusion_revoked" in {row["type"] for row in events}


async def test_a_withdrawn_notice_stays_and_its_successor_begins_anew(world: World) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)
    old = await posted(secretary, world, case, on="2026-11-10")

    standing = await secretary.post(NOTICES, json=draft(world, case, replaces_id=old["id"]))
    gone = await act(secretary, old, "withdraw", withdrawn_on="2026-11-12", reason="姓名写错")
    again = await act(secretary, gone.json(), "withdraw", withdrawn_on="2026-11-12", reason="姓名写错")
    more = await act(secretary, gone.json(), "sites", **site("2026-11-12", place="另一处"))
    new = await posted(secretary, world, case, on="2026-11-12", replaces_id=old["id"])
    twice = await secretary.post(NOTICES, json=draft(world, case, replaces_id=old["id"]))

    assert standing.json()["code"] == "publicity.replaces-standing"
    assert (gone.json()["state"], gone.json()["withdrawal_reason"]) == ("withdrawn", "姓名写错")
    assert again.json()["code"] == "publicity.not-withdrawable"
    assert codes(more) == ["publicity.not-postable"]
    assert (new["replaces_id"], new["closes_on"]) == (old["id"], "2026-11-19")
    assert twice.json()["code"] == "publicity.replaced-already"


async def test_one_notice_for_several_candidates_needs_a_site_for_each(world: World) -> None:
    secretary = await world.client("branch-secretary")
    cases = [await make_case(world, name=name) for name in ("柳青禾", "林小满")]
    notice = await drafted(secretary, world, *cases)
    first = [notice["candidates"][0]["id"]]

    hanging = (await act(secretary, notice, "sites", **site(candidates=first))).json()
    refused = await act(secretary, hanging, "conclude", concluded_on="2026-11-23")
    strange = await act(secretary, hanging, "sites", **site(place="别处", candidates=[str(uuid4())]))

    assert codes(refused) == ["publicity.unit-or-residence-missing"]
    assert codes(strange) == ["publicity.candidate-not-listed"]


@pytest.mark.parametrize(
    ("_case", "body", "status", "code"),
    [
        ("posted tomorrow", site("2026-11-24"), 422, "field.future-day"),
        ("no such day", site("2026-02-30"), 422, "field.bad-day"),
        ("a number as a day", site() | {"posted_on": 0}, 422, "field.bad-day"),
        ("half past twenty-five", site(posted_at="25:30"), 422, "field.bad-format"),
        ("seconds since midnight", site(posted_at=3600), 422, "field.bad-format"),
        ("unknown kind", site(kind="moon"), 422, "field.bad-choice"),
        ("unknown field", site(colour="red"), 422, "field.unknown"),
        ("empty place", site(place=" "), 422, "field.too-short"),
        ("late without a permission", site("2026-06-08"), 403, None),
    ],
)
async def test_postings_that_cannot_be_are_refused(
    world: World, _case: str, body: dict[str, object], status: int, code: str | None
) -> None:
    secretary = await world.client("branch-secretary")
    notice = await drafted(secretary, world, await make_case(world))

    answer = await act(secretary, notice, "sites", **body)

    assert answer.status_code == status, answer.text
    if code is not None:
        assert codes(answer) == [code]
    assert (await secretary.get(f"{NOTICES}/{notice['id']}")).json()["sites"] == []


async def test_hostile_drafts_are_refused(world: World) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)
    stranger = await make_case(world, "other_branch", name="石桥人")
    good = draft(world, case)

    for body, status in (
        (good | {"candidates": []}, 422),
        (good | {"candidates": good["candidates"] * 2}, 422),
        (good | {"candidates": [{"case_id": str(case.id), "applicable_sites": []}]}, 422),
        (good | {"announcement": "a\u0000b"}, 400),
        (good | {"announcement": "a\ud800b"}, 400),
        (good | {"telephone": "拨打"}, 422),
        (good | {"postcode": "12345x"}, 422),
        (good | {"organisation_id": str(world.other_branch.id)}, 404),
        (draft(world, stranger), 404),
        (good | {"replaces_id": str(uuid4())}, 404),
    ):
        answer = await secretary.post(NOTICES, content=json.dumps(body), headers={"content-type": "application/json"})
        assert answer.status_code == status, (body, answer.text)
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM publicity_notices") == 0


async def test_versions_are_asked_for(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    path = f"{NOTICES}/{notice['id']}/conclude"

    missing = await secretary.post(path, json={"concluded_on": "2026-11-23"})
    stale = await secretary.post(path, json={"concluded_on": "2026-11-23"}, headers={"if-match": '"v1"'})

    assert (missing.status_code, stale.status_code) == (428, 412)


async def test_scope_and_permissions(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)
    notice = await posted(secretary, world, case)
    path = f"{NOTICES}/{notice['id']}"
    sister = await world.client("branch-secretary", "sister")
    organiser = await world.client("committee-organiser", "committee")
    auditor = await world.client("auditor", "county")

    assert (await client.get(path)).status_code == 401
    assert (await sister.get(path)).status_code == 404
    assert (await sister.get(NOTICES)).json()["items"] == []
    assert (await organiser.get(path)).status_code == 200
    assert len((await organiser.get(NOTICES)).json()["items"]) == 1
    assert (await auditor.get(path)).status_code == 403
    department = await world.client("organisation-department", "county")
    assert (await act(department, notice, "conclude", concluded_on="2026-11-23")).status_code == 403
    assert (await act(sister, notice, "conclude", concluded_on="2026-11-23")).status_code == 404
    assert (await department.post(NOTICES, json=draft(world, case))).status_code == 403


async def test_lists_filter_and_page(world: World) -> None:
    secretary = await world.client("branch-secretary")
    cases = [await make_case(world, name="候选" + "甲乙丙丁戊己"[number]) for number in range(3)]
    notices = [await posted(secretary, world, case) for case in cases]

    first = (await secretary.get(NOTICES, params={"limit": 2})).json()
    second = (await secretary.get(first["next"])).json()
    one = (await secretary.get(NOTICES, params={"case_id": str(cases[1].id)})).json()
    drafts = (await secretary.get(NOTICES, params={"state": "draft"})).json()
    elsewhere = await secretary.get(NOTICES, params={"organisation_id": str(world.sister.id)})

    assert [item["id"] for item in (*first["items"], *second["items"])] == [n["id"] for n in reversed(notices)]
    assert [item["id"] for item in one["items"]] == [notices[1]["id"]]
    assert drafts["items"] == []
    assert elsewhere.status_code == 404
    for item in first["items"]:
        NoticeOut.model_validate(item)
        assert set(item) == set(NoticeOut.model_fields)


async def test_why_lists_every_condition_with_clause_and_remedy(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on="2026-11-23")

    answer = (await secretary.get(f"{NOTICES}/{notice['id']}/why", headers={"accept-language": "en"})).json()

    assert answer["satisfied"] is False
    [unmet] = [finding for finding in answer["findings"] if not finding["ok"]]
    assert (unmet["code"], unmet["expected"]) == ("publicity.window-open", "2026-12-01")
    assert unmet["remedy"]
    assert {finding["code"] for finding in answer["findings"]} >= {
        "publicity.unit-or-residence-missing",
        "publicity.objection-open",
    }


async def test_a_posting_recorded_by_mistake_is_annulled_and_stays_on_record(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    wrong = (await act(secretary, notice, "sites", **site("2026-11-20", "residence", place="小区公告栏"))).json()
    path = f"sites/{wrong['sites'][1]['id']}/annul"

    right = (await act(secretary, wrong, path, reason="该处并未张贴，误登")).json()
    twice = await act(secretary, right, path, reason="该处并未张贴，误登")
    done = await act(secretary, right, "conclude", concluded_on="2026-11-23")

    assert (wrong["closes_on"], right["closes_on"]) == ("2026-11-27", "2026-11-20")
    assert right["sites"][1]["annulled_reason"] == "该处并未张贴，误登"
    assert twice.status_code == 404
    assert done.status_code == 200, done.text


async def test_without_any_posting_left_a_notice_is_a_draft_again(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    assert len((await client.get("/api/v1/public/notices")).json()["items"]) == 1

    empty = (await act(secretary, notice, f"sites/{notice['sites'][0]['id']}/annul", reason="误登")).json()
    again = (await act(secretary, empty, "sites", **site("2026-11-16"))).json()

    assert (empty["state"], empty["first_posted_on"], empty["closes_on"]) == ("draft", None, None)
    assert (again["state"], again["closes_on"]) == ("posted", "2026-11-23")


async def test_once_a_step_rests_on_it_only_the_approving_committee_corrects(world: World) -> None:
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    organiser = await world.client("committee-organiser", "committee")
    case = await make_case(world)
    notice = await posted(secretary, world, case)
    done = (await act(secretary, notice, "conclude", concluded_on="2026-11-21")).json()
    path = f"sites/{notice['sites'][0]['id']}/corrections"
    change = {"posted_on": "2026-11-12", "reason": "照片显示早一天"}
    async with world.system() as uow:
        uow.session.add(completed_step(case, "list_object", 8, date(2026, 11, 22), uow.now))
        uow.emit("test:step:make", case)

    by_branch = await act(secretary, done, path, **change)
    by_organiser = await act(organiser, done, path, **change)
    by_committee = await act(committee, done, path, **change)

    assert (by_branch.status_code, by_branch.json()["permission"]) == (403, "case:correct-completed")
    assert by_organiser.status_code == 403
    assert by_committee.status_code == 200, by_committee.text


async def test_a_correction_questions_the_step_that_rested_on_the_notice(world: World) -> None:
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    case = await make_case(world)
    notice = await posted(secretary, world, case)
    done = (await act(secretary, notice, "conclude", concluded_on="2026-11-21")).json()
    async with world.system() as uow:
        uow.session.add(completed_step(case, "list_object", 8, date(2026, 11, 22), uow.now))
        uow.emit("test:step:make", case)

    answer = await act(
        committee,
        done,
        f"sites/{notice['sites'][0]['id']}/corrections",
        posted_on="2026-11-16",
        reason="照片显示为十六日",
    )

    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "posted"
    found = await world.runtime.database.reads.fetch("SELECT code FROM case_findings WHERE case_id = $1", case.id)
    assert {"publicity.window-open", "publicity.not-concluded"} <= {row["code"] for row in found}
