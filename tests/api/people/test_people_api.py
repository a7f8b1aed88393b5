"""Persons through the API: registering, reading, searching, correcting."""

from datetime import date
from uuid import uuid4

import pytest

from app.domain.people.facts import MemberStatus
from tests.builders.people import citizen_number, make_person
from tests.builders.world import World

BORN = date(1990, 5, 17)


def new(world: World, branch: str = "branch", **changes: object) -> dict[str, object]:
    body: dict[str, object] = {
        "branch_id": str(world.organisations[branch].id),
        "name": "柳青禾",
        "sex": "female",
        "born_on": "1990-05-17",
        "citizen_number": citizen_number(BORN, 2),
        "phone": "19900001234",
        "status": "applicant",
        "status_since": "2026-03-01",
    }
    return body | changes


async def test_a_registered_person_is_masked_in_every_answer(world: World) -> None:
    secretary = await world.client("branch-secretary")

    made = await secretary.post("/api/v1/people", json=new(world))
    read = await secretary.get(f"/api/v1/people/{made.json()['id']}")
    listed = await secretary.get("/api/v1/people")

    assert made.status_code == 201, made.text
    assert made.headers["etag"] == '"v1"'
    body = made.json()
    assert body["citizen_number"] == "999999***********" + citizen_number(BORN, 2)[-1]
    assert body["phone"] == "*******1234"
    assert body["name_pinyin"] == "liu qing he"
    assert read.json() == body
    assert listed.json()["items"] == [body]


async def test_the_full_number_needs_a_permission_and_leaves_an_audit_entry(world: World) -> None:
    secretary = await world.client("branch-secretary")
    department = await world.client("organisation-department", "county")
    person_id = (await secretary.post("/api/v1/people", json=new(world))).json()["id"]
    count = "SELECT count(*) FROM audit_entries WHERE action = 'people:citizen-number:show'"

    refused = await secretary.get(f"/api/v1/people/{person_id}/citizen-number")
    shown = await department.get(f"/api/v1/people/{person_id}/citizen-number")

    assert (refused.status_code, refused.json()["permission"]) == (403, "person:read-citizen-number")
    assert shown.json() == {"citizen_number": citizen_number(BORN, 2)}
    assert await world.runtime.database.reads.fetchval(count) == 1


async def test_nothing_readable_is_stored_of_the_number(world: World) -> None:
    secretary = await world.client("branch-secretary")
    await secretary.post("/api/v1/people", json=new(world))

    row = await world.runtime.database.reads.fetchrow("SELECT p::text AS p FROM persons p")
    stored = row["p"]

    assert citizen_number(BORN, 2) not in stored
    assert citizen_number(BORN, 2).encode().hex() not in stored
    assert "19900001234" not in stored


@pytest.mark.own_day
@pytest.mark.parametrize(
    ("_case", "changes", "pointer", "code"),
    [
        (
            "checksum",
            {"citizen_number": citizen_number(BORN, 2)[:17] + "?"},
            "/citizen_number",
            "people.citizen-number-characters",
        ),
        ("wrong digit", {"citizen_number": "999999199005170048"}, "/citizen_number", "people.citizen-number-checksum"),
        ("fifteen digits", {"citizen_number": "999999900517002"}, "/citizen_number", "people.citizen-number-15-digits"),
        ("other sex", {"sex": "male"}, "/citizen_number", "people.citizen-number-sex"),
        ("other birth", {"born_on": "1990-05-18"}, "/citizen_number", "people.citizen-number-birth"),
        ("future birth", {"born_on": "2027-01-01", "citizen_number": None}, "/born_on", "people.born-in-future"),
        ("too old", {"born_on": "1901-01-01", "citizen_number": None, "status_since": "2026-01-01"}, None, None),
        ("name with digits", {"name": "柳5"}, "/name", "people.name-characters"),
        ("bidi", {"name": "柳\u202e青"}, "/name", "people.name-invisible"),
        ("zero width", {"name": "柳\u200b青"}, "/name", "people.name-invisible"),
        ("private use", {"name": "柳\ue000"}, "/name", "people.name-private-use"),
        ("phone", {"phone": "=1+1+1+1"}, "/phone", "people.phone"),
        ("ethnic code", {"ethnic_code": "57"}, "/ethnic_code", "people.ethnic-code"),
        ("education code", {"education_code": "99"}, "/education_code", "people.education-code"),
        ("joined while applying", {"joined_on": "2020-01-01"}, "/joined_on", "people.joined-too-early"),
        ("status in the future", {"status_since": "2026-11-24"}, "/status_since", "field.future-day"),
        ("status before birth", {"status_since": "1990-05-16"}, "/status_since", "people.joined-before-birth"),
        ("bad day", {"born_on": "1990-5-17"}, "/born_on", "field.bad-day"),
        ("day as number", {"born_on": 0}, "/born_on", "field.bad-day"),
        ("unknown status", {"status": "saint"}, "/status", "field.bad-choice"),
        ("unknown field", {"rank": 1}, "/rank", "field.unknown"),
        ("blank name", {"name": "  "}, "/name", "people.name-empty"),
    ],
)
async def test_what_can_not_be_is_refused_by_field(
    world: World, _case: str, changes: dict[str, object], pointer: str | None, code: str | None
) -> None:
    secretary = await world.client("branch-secretary")

    answer = await secretary.post("/api/v1/people", json=new(world) | changes)

    if code is None:
        assert answer.status_code == 201
        return
    assert answer.status_code == 422, answer.text
    assert (pointer, code) in {(e["pointer"], e["code"]) for e in answer.json()["errors"]}
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM persons") == 0


async def test_every_fault_is_named_at_once(world: World) -> None:
    secretary = await world.client("branch-secretary")

    answer = await secretary.post(
        "/api/v1/people", json=new(world, name="柳5", phone="x" * 8, sex="male", ethnic_code="00")
    )

    assert {e["pointer"] for e in answer.json()["errors"]} == {"/name", "/phone", "/citizen_number", "/ethnic_code"}
    assert citizen_number(BORN, 2) not in answer.text


async def test_nul_and_surrogates_are_refused_as_text(world: World) -> None:
    secretary = await world.client("branch-secretary")
    for text in (b"\\u0000", b"\\ud800"):
        answer = await secretary.post(
            "/api/v1/people",
            content=b'{"name": "' + text + b'"}',
            headers={"content-type": "application/json"},
        )
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"] == "/name"
    assert (await secretary.get("/api/v1/people?q=%00")).status_code == 422


async def test_a_branch_registers_applicants_and_the_committee_takes_members_over(world: World) -> None:
    secretary = await world.client("branch-secretary")
    organiser = await world.client("committee-organiser", "committee")
    member = new(
        world, status="full_member", status_since="2015-07-01", joined_on="2014-07-01", converted_on="2015-07-01"
    )

    refused = await secretary.post("/api/v1/people", json=member)
    made = await organiser.post("/api/v1/people", json=member)

    assert (refused.status_code, refused.json()["permission"]) == (403, "membership:write")
    assert made.status_code == 201, made.text
    assert made.json()["converted_on"] == "2015-07-01"


async def test_nobody_is_registered_outside_the_own_subtree_or_in_a_committee(world: World) -> None:
    organiser = await world.client("committee-organiser", "committee")

    outside = await organiser.post("/api/v1/people", json=new(world, "other_branch"))
    committee = await organiser.post("/api/v1/people", json=new(world, "committee"))
    nowhere = await organiser.post("/api/v1/people", json=new(world, branch_id=str(uuid4())))

    assert outside.status_code == 404
    assert nowhere.status_code == 404
    assert committee.json()["errors"][0]["code"] == "people.not-a-branch"


async def test_a_number_known_elsewhere_gets_the_same_answer_and_the_office_above_is_told(world: World) -> None:
    here = await world.client("branch-secretary", "branch")
    there = await world.client("branch-secretary", "other_branch")
    committee = await world.client("organisation-department", "committee")
    county = await world.client("organisation-department", "county")
    await here.post("/api/v1/people", json=new(world))

    plain = await there.post(
        "/api/v1/people", json=new(world, "other_branch", citizen_number=citizen_number(BORN, 4), name="柳青林")
    )
    twin = await there.post("/api/v1/people", json=new(world, "other_branch"))

    assert (plain.status_code, twin.status_code) == (201, 201)
    assert set(plain.json()) == set(twin.json())
    assert plain.headers.keys() == twin.headers.keys()
    assert (await committee.get("/api/v1/possible-duplicates")).json()["items"] == []
    found = (await county.get("/api/v1/possible-duplicates")).json()["items"]
    assert len(found) == 1
    assert {p["id"] for p in found[0]["persons"]} >= {twin.json()["id"]}


async def test_a_number_inside_the_own_subtree_is_named(world: World) -> None:
    organiser = await world.client("committee-organiser", "committee")
    await organiser.post("/api/v1/people", json=new(world))

    again = await organiser.post("/api/v1/people", json=new(world, "sister"))

    assert (again.status_code, again.json()["code"]) == (409, "people.already-known")


async def test_one_of_two_records_is_kept(world: World) -> None:
    here = await world.client("branch-secretary", "branch")
    there = await world.client("branch-secretary", "other_branch")
    county = await world.client("organisation-department", "county")
    kept = (await here.post("/api/v1/people", json=new(world))).json()["id"]
    other = (await there.post("/api/v1/people", json=new(world, "other_branch"))).json()["id"]
    found = (await county.get("/api/v1/possible-duplicates?state=open")).json()["items"][0]
    address = f"/api/v1/possible-duplicates/{found['id']}/resolve"

    stranger = await county.post(
        address, json={"kept_person_id": str(uuid4()), "note": "核实"}, headers={"if-match": '"v1"'}
    )
    done = await county.post(address, json={"kept_person_id": kept, "note": "同一人"}, headers={"if-match": '"v1"'})
    again = await county.post(address, json={"kept_person_id": kept, "note": "同一人"}, headers={"if-match": '"v2"'})

    assert stranger.json()["errors"][0]["code"] == "people.duplicate-pair"
    assert done.status_code == 204, done.text
    assert again.status_code == 409
    assert (await there.get("/api/v1/people")).json()["items"] == []
    history = (await there.get(f"/api/v1/people/{other}/episodes")).json()
    assert [item["annulled"] for item in history] == [True]
    assert (await county.get(f"/api/v1/people/{kept}")).status_code == 200


async def test_people_are_found_by_name_pinyin_and_initials(world: World) -> None:
    async with world.system() as uow:
        for name in ("单雄信", "单小林", "欧阳青", "张三丰", "张伟", "艾力·买买提", "王\U00020bb7"):
            await make_person(uow, world.branch.id, name)
    secretary = await world.client("branch-secretary")

    async def found(q: str) -> list[str]:
        answer = await secretary.get("/api/v1/people", params={"q": q})
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert await found("张") == ["张三丰", "张伟"]
    assert await found("zhang") == ["张三丰", "张伟"]
    assert await found("ZhangSan") == ["张三丰"]
    assert await found("zsf") == ["张三丰"]
    assert await found("shan x") == ["单小林", "单雄信"]
    assert await found("oyq") == ["欧阳青"]
    assert await found("艾力买买提") == ["艾力·买买提"]
    assert await found("王\U00020bb7") == ["王\U00020bb7"]
    assert await found("z%f") == await found("z_f") == await found("%an") == []
    assert await found("dan") == []


async def test_pages_of_people_continue_in_the_order_of_pinyin(world: World) -> None:
    names = ["安一", "白二", "曹三", "邓四", "范五"]
    async with world.system() as uow:
        for name in reversed(names):
            await make_person(uow, world.branch.id, name)
    secretary = await world.client("branch-secretary")

    first = (await secretary.get("/api/v1/people?limit=2")).json()
    second = (await secretary.get(first["next"])).json()
    third = (await secretary.get(second["next"])).json()
    count = (await secretary.get("/api/v1/people/count?members_only=true")).json()

    assert [i["name"] for page in (first, second, third) for i in page["items"]] == names
    assert third["next"] is None
    assert count == {"count": 5, "capped": False}


async def test_filters_of_the_list(world: World) -> None:
    async with world.system() as uow:
        await make_person(uow, world.branch.id, "安一", status=MemberStatus.FULL_MEMBER)
        await make_person(uow, world.sister.id, "白二", status=MemberStatus.ACTIVIST, since=date(2025, 1, 1))
        await make_person(uow, world.other_branch.id, "曹三", status=MemberStatus.PROBATIONARY, since=date(2026, 1, 1))
    county = await world.client("organisation-department", "county")

    async def names(query: str) -> list[str]:
        answer = await county.get(f"/api/v1/people?{query}")
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert await names("") == ["安一", "白二", "曹三"]
    assert await names("members_only=true") == ["安一", "曹三"]
    assert await names("status=activist&status=probationary") == ["白二", "曹三"]
    assert await names(f"organisation_id={world.committee.id}") == ["安一", "白二"]
    assert await names("sex=male") == []
    organiser = await world.client("committee-organiser", "committee")
    assert (await organiser.get(f"/api/v1/people?organisation_id={world.other.id}")).status_code == 404
    assert (await organiser.get("/api/v1/people?colour=red")).status_code == 422


async def test_particulars_are_updated_with_the_version_read(world: World) -> None:
    secretary = await world.client("branch-secretary")
    person_id = (await secretary.post("/api/v1/people", json=new(world))).json()["id"]
    address = f"/api/v1/people/{person_id}"

    missing = await secretary.patch(address, json={"education_code": "21"})
    done = await secretary.patch(address, json={"education_code": "21", "phone": None}, headers={"if-match": '"v1"'})
    stale = await secretary.patch(address, json={"education_code": "31"}, headers={"if-match": '"v1"'})

    assert missing.status_code == 428
    assert (done.status_code, done.headers["etag"]) == (200, '"v2"')
    assert (done.json()["education_level"], done.json()["phone"]) == ("undergraduate", None)
    assert stale.status_code == 412


async def test_a_correction_keeps_the_old_value_with_its_reason(world: World) -> None:
    secretary = await world.client("branch-secretary")
    person_id = (await secretary.post("/api/v1/people", json=new(world))).json()["id"]
    address = f"/api/v1/people/{person_id}/correct"
    headers = {"if-match": '"v1"'}

    contradicting = await secretary.post(address, json={"reason": "笔误", "born_on": "1990-05-18"}, headers=headers)
    unchanged = await secretary.post(address, json={"reason": "笔误", "name": "柳青禾"}, headers=headers)
    done = await secretary.post(address, json={"reason": "笔误", "name": "柳青和"}, headers=headers)

    assert contradicting.json()["errors"][0]["code"] == "people.citizen-number-birth"
    assert (unchanged.status_code, unchanged.json()["code"]) == (409, "people.nothing-changed")
    assert done.json()["name"] == "柳青和"
    row = await world.runtime.database.reads.fetchrow("SELECT id, field, old_value, reason FROM person_corrections")
    assert (row["field"], row["reason"]) == ("name", "笔误")
    assert world.runtime.keys.decrypt(row["id"], row["old_value"]) == "柳青禾"


async def test_code_tables_have_labels(world: World) -> None:
    secretary = await world.client("branch-secretary")

    tables = (await secretary.get("/api/v1/code-tables")).json()["tables"]

    assert len(tables["ethnic_group"]) == 56
    assert {"code": "full_member", "zh": "正式党员", "en": "full member"} in tables["member_status"]
