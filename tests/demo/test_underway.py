"""Every account of the first page finds work on its desk, and the work can be brought to its end."""

from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.core.clock import rehearsal_moment
from app.core.config import Settings
from app.core.crypto import Keys
from app.demo.accounts import PASSWORD, write_accounts
from app.demo.adoption import write_adoption
from app.demo.cases import write_cases
from app.demo.county import County, build_county
from app.demo.figures import Figures
from app.demo.underway import choose, play
from app.demo.underway.chosen import Part
from app.domain.development.steps import STEPS, papers_owed
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from tests.builders.development_walk import CASES, PDF, match
from tests.conftest import TODAY

Answer = dict[str, Any]


class Desk:
    """One account at work."""

    def __init__(self, app: FastAPI, token: str = "") -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.AsyncClient(transport=transport, base_url="http://testserver", headers=headers)

    async def get(self, path: str) -> Answer:
        answer = await self.http.get(f"/api/v1{path}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def post(self, path: str, body: object = None, *, version: int | None = None) -> Answer:
        headers = {"idempotency-key": uuid4().hex} | (match(version) if version is not None else {})
        answer = await self.http.post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code in (200, 201, 204), answer.text
        return dict(answer.json()) if answer.content else {}

    async def complete(self, case_id: object, step: str) -> Answer:
        """File the papers of a step and complete it."""
        for kind in papers_owed(STEPS[step], Law.of(WorkCalendar.of([])), TODAY):
            await self.file(kind.value, case_id=str(case_id), step=STEPS[step].number)
        version = (await self.get(f"{CASES.removeprefix('/api/v1')}/{case_id}"))["version"]
        return await self.post(f"/development-cases/{case_id}/steps/{step}/complete", version=version)

    async def file(self, kind: str, **subject: object) -> str:
        """File an evidence file."""
        content = PDF.replace(b"Catalog", b"Catalog/N(" + uuid4().hex.encode() + b")")
        given: dict[str, Any] = {"kind": kind, "title": kind, "file_name": "a.pdf", "happened_on": TODAY.isoformat()}
        answer = await self.http.post("/api/v1/documents", params=given | subject, content=content)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


class Town:
    """The demo county with its application."""

    def __init__(self, app: FastAPI, county: County) -> None:
        self.app, self.county = app, county
        self.persons = {Part(part): person for person, part in county.parts.items()}

    async def sign_in(self, login: str) -> Desk:
        given = {"grant_type": "password", "username": login, "password": PASSWORD}
        answer = await Desk(self.app).http.post("/api/v1/auth/token", data=given)
        assert answer.status_code == 200, answer.text
        return Desk(self.app, answer.json()["access_token"])

    async def case_of(self, desk: Desk, part: Part) -> str:
        found = await desk.get(f"/development-cases?person_id={self.persons[part]}")
        return str(found["items"][0]["id"])


@pytest.fixture
async def town(app: FastAPI, settings: Settings, database_url: str) -> Town:
    connection = await asyncpg.connect(database_url)
    moment = rehearsal_moment(TODAY)
    async with connection.transaction():
        county = await build_county(
            connection, Figures.of(600), keys=Keys.of(settings), moment=moment, seed=3, progress=lambda _: None
        )
        await write_accounts(connection, county)
        await choose(connection, county)
        await write_adoption(connection, county)
        await write_cases(connection, county, lambda _: None)
        assert await play(connection, county, settings) == {}
    await connection.close()
    return Town(app, county)


async def test_everybody_can_read_the_notice_and_nobody_is_named_on_it(town: Town) -> None:
    announced = [town.persons[part] for part in (Part.ANNOUNCED, Part.OBJECTED_TO)]
    names = [person.name.name for person in town.county.candidates if person.id in announced]

    answer = await Desk(town.app).http.get("/api/v1/public/notices")

    (notice,) = answer.json()["items"]
    assert len(notice["candidates"]) == 2
    assert len(notice["sites"]) == 2
    assert len(names) == 2
    assert not any(name in answer.text for name in names)


async def test_the_objection_waits_for_the_investigator_and_the_branch_does_not_see_it(town: Town) -> None:
    investigator, secretary = await town.sign_in("investigator"), await town.sign_in("secretary")

    (objection,) = (await investigator.get("/objections"))["items"]
    told = await investigator.http.get(f"/api/v1/objections/{objection['id']}/content")
    refused = await secretary.http.get("/api/v1/objections")

    assert objection["state"] == "investigating"
    assert told.status_code == 200, told.text
    assert "鱼塘" in told.text
    assert refused.status_code == 403


@pytest.mark.parametrize(("login", "open_letters"), [("discipline", 2), ("police", 1)])
async def test_each_department_has_letters_to_answer(town: Town, login: str, open_letters: int) -> None:
    desk = await town.sign_in(login)

    letters = (await desk.get("/inquiries"))["items"]

    assert len(letters) == 2
    assert sum(not letter["replies"] for letter in letters) == open_letters


async def test_the_second_teller_counts_and_the_assembly_admits(town: Town) -> None:
    secretary, commissioner = await town.sign_in("secretary"), await town.sign_in("commissioner")
    ballot = next(b for b in (await commissioner.get("/ballots"))["items"] if b["state"] == "open")
    votes = (await secretary.get(f"/meetings/{ballot['meeting_id']}/electorate"))["present"]
    count = {"issued": votes, "returned": votes, "approve": votes - 1, "against": 0, "abstain": 1, "invalid": 0}

    counted = await commissioner.post(f"/ballots/{ballot['id']}/tallies", count)
    closed = await secretary.post(f"/ballots/{ballot['id']}/close", version=counted["version"])
    meeting = await secretary.get(f"/meetings/{ballot['meeting_id']}")
    meeting = await secretary.post(f"/meetings/{meeting['id']}/close", {}, version=meeting["version"])
    minutes = await secretary.file("assembly_minutes", meeting_id=meeting["id"])
    await secretary.post(f"/meetings/{meeting['id']}/minutes", {"document_id": minutes}, version=meeting["version"])
    done = await secretary.complete(ballot["case_id"], "admission_assembly")

    assert closed["outcome"] == "carried"
    assert done["outcome"] == "passed"


async def test_the_committee_approves_who_waits_for_it(town: Town) -> None:
    approver = await town.sign_in("approver")
    case_id = await town.case_of(approver, Part.TO_BE_APPROVED)
    committee = str(town.county.front.place.committee_id)
    data = {"decided_by": committee, "decision": "approve", "document_number": "桃委〔2026〕9号", "collectively": True}

    fact = {"happened_on": TODAY.isoformat(), "data": data}
    await approver.post(f"/development-cases/{case_id}/facts/admission-approval", fact)
    done = await approver.complete(case_id, "approve_admission")

    assert done["outcome"] == "passed"
    assert (await approver.get(f"/people/{town.persons[Part.TO_BE_APPROVED]}"))["status"] == "probationary"


async def test_the_organiser_verifies_the_last_line_and_the_branch_lists_the_activist(town: Town) -> None:
    organiser, secretary = await town.sign_in("organiser"), await town.sign_in("secretary")
    case_id = await town.case_of(secretary, Part.SCORED)
    (sheet,) = (await organiser.get(f"/score-sheets?case_id={case_id}"))["items"]

    verified = await organiser.post(f"/score-sheets/{sheet['id']}/items/2/verify", {}, version=sheet["version"])
    final = await secretary.post(f"/score-sheets/{sheet['id']}/finalise", {}, version=verified["version"])
    decided = {"happened_on": TODAY.isoformat(), "data": {"decided_by": "branch_committee", "agreed": True}}
    await secretary.post(f"/development-cases/{case_id}/facts/object-determination", decided)
    done = await secretary.complete(case_id, "determine_object")

    assert final["state"] == "finalised"
    assert done["outcome"] == "passed"


async def test_the_call_of_the_first_page_moves_the_only_case_that_waits_there(town: Town) -> None:
    secretary = await town.sign_in("secretary")

    (waiting,) = (await secretary.get("/development-cases?step=first_talk"))["items"]
    done = await secretary.post(f"/development-cases/{waiting['id']}/steps/first_talk/complete", version=1)

    assert done["outcome"] == "passed"
    assert (await secretary.get("/development-cases?step=first_talk"))["items"] == []


async def test_what_was_played_was_audited_as_the_accounts_and_on_its_days(town: Town, database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        rows = await connection.fetch(
            "SELECT action, u.login, act_day FROM audit_entries a JOIN users u ON u.id = a.actor_id "
            "WHERE action = ANY($1)",
            ["political-review:review:reply", "ballots:tally:enter", "publicity:notice:post"],
        )
    finally:
        await connection.close()

    days = [(row["action"], row["login"], (TODAY - row["act_day"]).days) for row in rows]
    assert sorted(set(days)) == [
        ("ballots:tally:enter", "commissioner", 8),
        ("ballots:tally:enter", "secretary", 1),
        ("ballots:tally:enter", "secretary", 8),
        ("political-review:review:reply", "police", 1),
        ("publicity:notice:post", "secretary", 2),
    ]
