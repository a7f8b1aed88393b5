"""Evidence files over HTTP: both ways of sending, what is refused, who sees what, corrections and downloads."""

import asyncio
import hashlib
from datetime import date
from urllib.parse import unquote
from uuid import uuid4

import httpx
import pytest

from app.api.runtime import runtime_of
from app.api.v1.documents.schemas import DocumentOut, DocumentReadOut
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.development import CaseRepository
from app.persistence.scope import place_of
from tests.builders.publicity import completed_step, make_case
from tests.builders.world import World
from tests.domain.documents.builders import docx, jpeg, pdf, png, xlsx

KIND = {"kind": "talk_record", "title": "谈话记录", "happened_on": "2026-11-20"}


async def upload(
    client: httpx.AsyncClient, world: World, content: bytes = b"", organisation: str = "branch", **fields: object
) -> httpx.Response:
    given: dict[str, object] = {**KIND, "file_name": "谈话记录.png"}
    given |= {"organisation_id": str(world.organisations[organisation].id)} | fields
    query = {name: str(value) for name, value in given.items() if value is not None}
    return await client.post(
        "/api/v1/documents", params=query, content=content or png(), headers={"content-type": "text/html"}
    )


async def test_a_raw_body_is_kept_under_its_hash_and_told_by_its_bytes(world: World) -> None:
    secretary = await world.client("branch-secretary")

    answer = await upload(secretary, world)

    assert answer.status_code == 201, answer.text
    document = answer.json()
    sha256 = hashlib.sha256(png()).hexdigest()
    assert document["sha256"] == sha256
    assert document["media_type"] == "image/png"
    assert document["state"] == "current"
    assert answer.headers["etag"] == '"v1"'
    stored = runtime_of(world.app).settings.evidence_dir / sha256[:2] / sha256[2:4] / sha256
    assert stored.read_bytes() == png()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (jpeg(), "image/jpeg"),
        (pdf(), "application/pdf"),
        (xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
async def test_a_form_carries_the_fields_beside_the_file(world: World, content: bytes, media_type: str) -> None:
    secretary = await world.client("branch-secretary")

    answer = await secretary.post(
        "/api/v1/documents",
        data=KIND | {"organisation_id": str(world.branch.id), "step": "2"},
        files={"file": ("谈话记录.bin", content, "text/html")},
    )

    assert answer.status_code == 201, answer.text
    assert answer.json()["media_type"] == media_type
    assert answer.json()["file_name"] == "谈话记录.bin"
    assert answer.json()["step"] == 2


async def test_a_download_is_an_audited_attachment(world: World) -> None:
    secretary = await world.client("branch-secretary")
    document = (await upload(secretary, world, file_name="谈话;记录.exe")).json()

    answer = await secretary.get(f"/api/v1/documents/{document['id']}/content")

    assert answer.status_code == 200
    assert answer.content == png()
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; ")
    assert unquote(disposition.rpartition("''")[2]) == "谈话;记录.exe.png"
    audited = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM audit_entries WHERE action = 'documents:content:read' AND subject_id = $1", document["id"]
    )
    assert audited == 1


DAMAGED = xlsx()[:80] + bytes(b ^ 0xFF for b in xlsx()[80:120]) + xlsx()[120:]


@pytest.mark.own_day
@pytest.mark.parametrize(
    ("_case", "content", "fields", "status", "code"),
    [
        ("a page", b"<html></html>", {}, 422, "documents.type-not-admitted"),
        ("cut short", png()[:-4], {}, 422, "documents.damaged"),
        ("cut short in the head of its frame", b"\xff\xd8\xff\xc0\x00\x02", {}, 422, "documents.damaged"),
        ("packed bytes that are damaged", DAMAGED, {}, 422, "documents.damaged"),
        ("two types", png() + b"PK", {}, 422, "documents.two-types"),
        ("a bomb", xlsx(**{"xl/a.xml": bytes(60_000_000)}), {}, 422, "documents.archive-too-large"),
        ("a path", png(), {"file_name": "../../etc/passwd"}, 422, "documents.file-name-path"),
        ("a turned name", png(), {"file_name": "a\u202egnp.exe"}, 422, "documents.hidden-characters"),
        ("a hidden title", png(), {"title": "谈\u200b话"}, 422, "documents.hidden-characters"),
        ("tomorrow", png(), {"happened_on": "2026-11-24"}, 422, "invalid"),
        ("no such day", png(), {"happened_on": "2026-02-30"}, 422, "invalid"),
        ("unknown kind", png(), {"kind": "anything"}, 422, "invalid"),
        ("no kind", png(), {"kind": None}, 422, "invalid"),
        ("step beyond the table", png(), {"step": 26}, 422, "invalid"),
        ("unknown parameter", png(), {"titel": "x"}, 422, "invalid"),
        ("belongs to nothing", png(), {"organisation_id": None}, 422, "documents.reference-required"),
        ("unknown case", png(), {"case_id": uuid4()}, 404, "development-cases.not-found"),
        ("unknown meeting", png(), {"meeting_id": uuid4()}, 404, "meetings.not-found"),
        ("unknown notice", png(), {"notice_id": uuid4()}, 404, "publicity-notices.not-found"),
        ("replaces without a reason", png(), {"replaces": uuid4()}, 422, "documents.reason-required"),
    ],
)
async def test_what_is_refused_leaves_nothing(
    world: World, _case: str, content: bytes, fields: dict[str, object], status: int, code: str
) -> None:
    secretary = await world.client("branch-secretary")

    answer = await upload(secretary, world, content, "branch", **fields)

    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM documents") == 0
    assert not [p for p in world.runtime.settings.evidence_dir.rglob("*") if p.is_file()]


async def test_an_empty_body_is_refused(world: World) -> None:
    secretary = await world.client("branch-secretary")
    query = KIND | {"file_name": "a.png", "organisation_id": str(world.branch.id)}

    answer = await secretary.post("/api/v1/documents", params=query)

    assert (answer.status_code, answer.json()["code"]) == (422, "documents.empty")


@pytest.mark.parametrize(
    ("_case", "body", "content_type", "status"),
    [
        ("no boundary", b"x", "multipart/form-data", 400),
        ("cut form", b'--b\r\nContent-Disposition: form-data; name="file"', "multipart/form-data; boundary=b", 422),
        ("unknown charset", b"--b--\r\n", "multipart/form-data; boundary=b; charset=nope", 422),
        ("file without content", b"", "multipart/form-data; boundary=b", 422),
        (
            "unknown field",
            b'--b\r\nContent-Disposition: form-data; name="x\xff"\r\n\r\n1\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
        ),
        (
            "two files",
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1\r\n'
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            400,
        ),
        (
            "NUL in a field",
            b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\na\x00b\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
        ),
    ],
)
async def test_malformed_forms_are_refused(
    world: World, _case: str, body: bytes, content_type: str, status: int
) -> None:
    secretary = await world.client("branch-secretary")

    answer = await secretary.post("/api/v1/documents", content=body, headers={"content-type": content_type})

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_file_beyond_the_limit_is_refused(world: World) -> None:
    secretary = await world.client("branch-secretary")
    limit = world.runtime.settings.max_upload_bytes

    answer = await upload(secretary, world, png() + bytes(limit))

    assert (answer.status_code, answer.json()["code"]) == (413, "request.body-too-large")


async def test_the_same_file_twice_for_the_same_thing_is_refused_and_elsewhere_kept_without_a_word(
    world: World,
) -> None:
    secretary = await world.client("branch-secretary")
    stranger = await world.client("branch-secretary", "other_branch")

    first = await upload(secretary, world)
    again = await upload(secretary, world)
    elsewhere = await upload(stranger, world, organisation="other_branch")

    assert first.status_code == 201
    assert (again.status_code, again.json()["code"]) == (409, "documents.already-filed")
    assert elsewhere.status_code == 201
    assert set(elsewhere.json()) == set(first.json())
    assert elsewhere.json()["id"] != first.json()["id"]


async def test_scope_and_permissions(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    path = f"/api/v1/documents/{(await upload(secretary, world)).json()['id']}"
    sister = await world.client("branch-secretary", "sister")
    organiser = await world.client("committee-organiser", "committee")
    auditor = await world.client("auditor", "county")
    desk = await world.client("department-desk", "county")

    assert (await client.get(path)).status_code == 401
    assert (await client.get(f"{path}/content")).status_code == 401
    assert (await sister.get(path)).status_code == 404
    assert (await sister.get(f"{path}/content")).status_code == 404
    assert (await sister.get("/api/v1/documents")).json()["items"] == []
    assert (await organiser.get(path)).status_code == 200
    assert (await organiser.get(f"{path}/content")).status_code == 200
    assert (await auditor.get(path)).status_code == 403
    assert (await desk.get(f"{path}/content")).status_code == 403
    assert (await upload(sister, world)).status_code == 404
    assert (await upload(auditor, world)).status_code == 403


async def test_letters_of_objection_show_to_the_investigating_body_only(world: World) -> None:
    organiser = await world.client("committee-organiser", "committee")
    body = await world.client("investigating-body", "committee")
    secretary = await world.client("branch-secretary")

    filed = await upload(body, world, kind="objection_letter", title="异议材料", organisation="committee")
    path = f"/api/v1/documents/{filed.json()['id']}"

    assert filed.json()["confidential"] is True
    assert (await body.get(path)).status_code == 200
    assert len((await body.get("/api/v1/documents")).json()["items"]) == 1
    for other in (organiser, secretary):
        assert (await other.get(path)).status_code == 404
        assert (await other.get(f"{path}/content")).status_code == 404
        assert (await other.get("/api/v1/documents")).json()["items"] == []


async def test_a_correction_keeps_the_old_value_and_asks_for_the_version(world: World) -> None:
    secretary = await world.client("branch-secretary")
    path = f"/api/v1/documents/{(await upload(secretary, world)).json()['id']}"
    change = {"reason": "日期误填", "happened_on": "2026-11-19"}

    missing = await secretary.post(f"{path}/corrections", json=change)
    stale = await secretary.post(f"{path}/corrections", json=change, headers={"if-match": '"v2"'})
    done = await secretary.post(f"{path}/corrections", json=change, headers={"if-match": '"v1"'})
    read = await secretary.get(path)

    assert (missing.status_code, stale.status_code, done.status_code) == (428, 412, 200)
    assert done.headers["etag"] == '"v2"'
    assert read.json()["happened_on"] == "2026-11-19"
    DocumentReadOut.model_validate(read.json())
    assert set(read.json()) == set(DocumentReadOut.model_fields)
    assert set(done.json()) == set(DocumentOut.model_fields)
    [kept] = read.json()["corrections"]
    assert (kept["field"], kept["old_value"], kept["new_value"], kept["reason"]) == (
        "happened_on",
        "2026-11-20",
        "2026-11-19",
        "日期误填",
    )


async def test_a_replaced_file_stays_as_history(world: World) -> None:
    secretary = await world.client("branch-secretary")
    old = (await upload(secretary, world)).json()

    new = await upload(secretary, world, png(shade=9), replaces=old["id"], reason="照片模糊，重新拍摄")
    again = await upload(secretary, world, png(shade=8), replaces=old["id"], reason="再次")
    read = (await secretary.get(f"/api/v1/documents/{old['id']}")).json()

    assert new.status_code == 201, new.text
    assert (read["state"], read["replaced_by"]) == ("replaced", new.json()["id"])
    assert (again.status_code, again.json()["code"]) == (409, "documents.not-current")


async def test_a_document_set_aside_is_not_changed_again(world: World) -> None:
    secretary = await world.client("branch-secretary")
    path = f"/api/v1/documents/{(await upload(secretary, world)).json()['id']}"

    aside = await secretary.post(f"{path}/set-aside", json={"reason": "误传"}, headers={"if-match": '"v1"'})
    again = await secretary.post(f"{path}/set-aside", json={"reason": "误传"}, headers={"if-match": '"v2"'})

    assert (aside.status_code, aside.json()["state"]) == (200, "set_aside")
    assert (again.status_code, again.json()["code"]) == (409, "documents.not-current")


async def test_lists_page_and_filter(world: World) -> None:
    secretary = await world.client("branch-secretary")
    ids = [(await upload(secretary, world, png(shade=number))).json()["id"] for number in range(5)]

    first = (await secretary.get("/api/v1/documents", params={"limit": 3})).json()
    second = (await secretary.get(first["next"])).json()
    none = (await secretary.get("/api/v1/documents", params={"kind": "oath_record"})).json()
    unknown = await secretary.get("/api/v1/documents", params={"knid": "oath_record"})

    assert [item["id"] for item in (*first["items"], *second["items"])] == ids[::-1]
    assert second["next"] is None
    assert none["items"] == []
    assert unknown.status_code == 422


async def test_a_replayed_key_files_once(world: World) -> None:
    secretary = await world.client("branch-secretary")
    query = KIND | {"file_name": "a.png", "organisation_id": str(world.branch.id)}
    headers = {"idempotency-key": "file-1", "content-type": "application/octet-stream"}

    first = await secretary.post("/api/v1/documents", params=query, content=png(), headers=headers)
    again = await secretary.post("/api/v1/documents", params=query, content=png(), headers=headers)
    other = await secretary.post("/api/v1/documents", params=query, content=png(shade=1), headers=headers)

    assert first.status_code == 201
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert other.status_code == 422


async def test_a_lost_file_is_said_so(world: World) -> None:
    secretary = await world.client("branch-secretary")
    document = (await upload(secretary, world)).json()
    for path in world.runtime.settings.evidence_dir.rglob("*"):
        if path.is_file():
            path.unlink()

    answer = await secretary.get(f"/api/v1/documents/{document['id']}/content")

    assert (answer.status_code, answer.json()["code"]) == (409, "documents.content-missing")


async def test_the_code_table_of_kinds(world: World) -> None:
    secretary = await world.client("branch-secretary")

    kinds = (await secretary.get("/api/v1/document-kinds")).json()

    letter = next(kind for kind in kinds if kind["code"] == "application_letter")
    assert letter["title_zh"] == "入党申请书"
    assert letter["steps"] == [1, 25]


async def test_once_a_step_was_completed_only_the_approving_committee_changes_its_documents(world: World) -> None:
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    case = await make_case(world)
    document = (await upload(secretary, world, organisation="branch", case_id=case.id)).json()
    path = f"/api/v1/documents/{document['id']}"
    change, version = {"reason": "日期误填", "happened_on": "2026-11-19"}, {"if-match": '"v1"'}
    async with world.system() as uow:
        uow.session.add(completed_step(case, "first_talk", 2, date(2026, 11, 22), uow.now))
        uow.emit("test:step:make", case)

    corrected = await secretary.post(f"{path}/corrections", json=change, headers=version)
    aside = await secretary.post(f"{path}/set-aside", json={"reason": "误传"}, headers=version)
    replaced = await upload(secretary, world, png(shade=7), case_id=case.id, replaces=document["id"], reason="重拍")
    by_committee = await committee.post(f"{path}/corrections", json=change, headers=version)

    for answer in (corrected, aside, replaced):
        assert (answer.status_code, answer.json()["permission"]) == (403, "case:correct-completed")
    assert by_committee.status_code == 200, by_committee.text


async def test_documents_follow_a_case_to_another_branch(world: World) -> None:
    secretary = await world.client("branch-secretary")
    sister = await world.client("branch-secretary", "sister")
    case = await make_case(world)
    path = f"/api/v1/documents/{(await upload(secretary, world, case_id=case.id)).json()['id']}"
    assert (await sister.get(path)).status_code == 404

    async with world.system() as uow:
        moved = await uow.session.get_one(DevelopmentCase, case.id)
        for column, value in place_of(world.sister).columns().items():
            setattr(moved, column, value)
        await uow.repository(CaseRepository).hand_over(case.id, place_of(world.sister))
        uow.emit("test:case:move", case)

    assert (await sister.get(path)).status_code == 200
    assert (await secretary.get(path)).status_code == 404


async def test_the_same_file_sent_twice_at_once_is_kept_once(world: World) -> None:
    secretary = await world.client("branch-secretary")

    answers = await asyncio.gather(*(upload(secretary, world) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json().get("code") for answer in answers} == {None, "documents.already-filed"}
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM documents") == 1
