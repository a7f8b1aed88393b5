"""A department files the stamped reply to its own letter, and nothing else of anybody's case."""

from typing import Any

import httpx
import pytest

from tests.api.political_review.test_reviews import Table
from tests.builders.identity import bearer, make_service_account
from tests.builders.measures import desk
from tests.builders.publicity import make_case
from tests.builders.world import World
from tests.domain.documents.builders import png

pytestmark = pytest.mark.own_day

DOCUMENTS = "/api/v1/documents"
QUERY = {"title": "盖章回函", "file_name": "回函.png", "happened_on": "2026-11-10"}


async def upload(client: httpx.AsyncClient, letter: str, shade: int = 0, **query: str) -> httpx.Response:
    path = f"/api/v1/inquiries/{letter}/documents"
    return await client.post(path, params=QUERY | query, content=png(shade=shade))


async def reply(client: httpx.AsyncClient, letter: str, document: str) -> httpx.Response:
    version = (await client.get(f"/api/v1/inquiries/{letter}")).headers["etag"]
    body = {"happened_on": "2026-11-10", "result": "clear", "document_id": document}
    return await client.post(f"/api/v1/inquiries/{letter}/reply", json=body, headers={"if-match": version})


async def test_a_desk_answers_its_letter_without_knowing_the_case(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter("public_security")
    police = await desk(world, "public_security")

    filed = await upload(police, letter)
    answered = await reply(police, letter, filed.json()["id"])

    assert filed.status_code == 201, filed.text
    assert (filed.json()["kind"], filed.json()["case_id"]) == ("stamped_reply", str(table.case.id))
    assert answered.status_code == 204, answered.text
    seen = (await table.secretary.get(DOCUMENTS, params={"case_id": str(table.case.id)})).json()["items"]
    assert [item["id"] for item in seen] == [filed.json()["id"]]
    assert (await police.get(f"{DOCUMENTS}/{filed.json()['id']}")).status_code == 403


async def test_a_form_may_hold_the_description_and_nothing_more(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter("public_security")
    police = await desk(world, "public_security")
    path = f"/api/v1/inquiries/{letter}/documents"
    file = {"file": ("回函.png", png())}

    more = await police.post(path, data=QUERY | {"case_id": str(table.case.id)}, files=file)
    done = await police.post(path, data=QUERY, files=file)
    again = await police.post(path, data=QUERY, files=file)
    unknown = await upload(police, letter, kind="training_certificate")

    assert [error["code"] for error in more.json()["errors"]] == ["field.unknown"]
    assert done.status_code == 201, done.text
    assert (again.status_code, again.json()["code"]) == (409, "documents.already-filed")
    assert unknown.status_code == 422


async def test_a_program_of_the_department_files_and_answers(world: World, client: httpx.AsyncClient) -> None:
    table = await Table.opened(world)
    letter = await table.letter("public_security")
    account = await make_service_account(world, "inquiry:read", "inquiry:reply", department="public_security")
    form = {
        "grant_type": "client_credentials",
        "client_id": account.account.client_id,
        "client_secret": account.client_secret,
    }
    token = (await client.post("/api/v1/auth/token", data=form)).json()["access_token"]
    client.headers.update(bearer(token))

    filed = await upload(client, letter)
    answered = await reply(client, letter, filed.json().get("id", ""))

    assert filed.status_code == 201, filed.text
    assert answered.status_code == 204, answered.text


async def test_a_large_scan_is_taken_here_as_it_is_among_the_documents(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter("public_security")
    police = await desk(world, "public_security")

    scan = png() + b"\x00" * 3_000_000
    answer = await police.post(f"/api/v1/inquiries/{letter}/documents", params=QUERY, content=scan)

    assert answer.json().get("code") != "request.body-too-large", answer.text


async def test_letters_of_others_are_not_found(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter("public_security")
    discipline = await desk(world, "discipline_inspection")
    elsewhere = await desk(world, "public_security", "other")

    assert (await upload(discipline, letter)).status_code == 404
    assert (await upload(elsewhere, letter)).status_code == 404
    assert (await upload(table.secretary, letter)).json()["permission"] == "inquiry:reply"


@pytest.mark.parametrize(
    ("_case", "fields", "status"),
    [
        ("its own reply by the id of the case", {}, 201),
        ("another kind of paper", {"kind": "training_certificate"}, 403),
        ("a case that asked nothing of it", {"case_id": "other"}, 403),
    ],
)
async def test_a_desk_files_nothing_else_for_a_case_it_does_not_read(
    world: World, _case: str, fields: dict[str, str], status: int
) -> None:
    table = await Table.opened(world)
    await table.letter("public_security")
    other = await make_case(world, "other_branch", name="望二")
    police = await desk(world, "public_security")
    query: dict[str, Any] = QUERY | {"kind": "stamped_reply", "case_id": str(table.case.id)} | fields
    if query["case_id"] == "other":
        query["case_id"] = str(other.id)

    answer = await police.post(DOCUMENTS, params=query, content=png())

    assert answer.status_code == status, answer.text
    if status == 403:
        assert answer.json()["permission"] == "case:read"
