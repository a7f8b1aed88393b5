"""Certificates and exemptions over HTTP: what can't be, numbers, corrections, withdrawal, the gate."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.api.v1.training.schemas import TrainingCertificateOut, TrainingExemptionOut
from app.domain.training.rules import training_suffices
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.training import CertificateRepository, ExemptionRepository
from app.persistence.scope import place_of
from tests.builders.measures import paper
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

CERTIFICATES, EXEMPTIONS = "/api/v1/training-certificates", "/api/v1/training-exemptions"


def at(resource: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{resource["version"]}"'}


def codes(answer: httpx.Response) -> list[str]:
    body = answer.json()
    return [error["code"] for error in body.get("errors") or [body]]


def certificate(world: World, case: DevelopmentCase, **changes: object) -> dict[str, Any]:
    return {
        "person_id": str(case.person_id),
        "kind": "development_object",
        "number": "2026-发-017",
        "days": 3,
        "hours": 24,
        "held_from": "2026-11-02",
        "held_to": "2026-11-04",
        "happened_on": "2026-11-06",
        "valid_until": "2027-11-06",
        "issuer_id": str(world.committee.id),
    } | changes


async def gate(world: World, case: DevelopmentCase) -> tuple[str, ...]:
    async with world.system() as uow:
        held = await uow.repository(CertificateRepository).of_person(case.person_id)
        exemption = await uow.repository(ExemptionRepository).of_case(case.id)
        law = await uow.repository(LawRepository).of_place(place_of(case))
        return training_suffices(held, exemption, law, uow.today).codes


async def test_everything_that_is_wrong_with_a_late_certificate_is_listed_at_once(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    late = {
        "held_from": "2026-08-05",
        "held_to": "2026-08-07",
        "happened_on": "2026-08-06",
        "valid_until": "2026-08-01",
    }
    body = certificate(world, case, **late, document_id=str(uuid4()), issuer="县委党校")

    answer = await organiser.post(CERTIFICATES, json=body)

    assert answer.status_code == 422, answer.text
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/late_reason", "rules.late-recording-explained"),
        ("/happened_on", "training.issued-before-the-end"),
        ("/valid_until", "training.expires-before-issue"),
        ("/document_id", "assessments.document-of-the-case"),
        ("/issuer", "training.issuer-from-body"),
    }


async def test_what_stands_in_the_way_of_a_certificate_is_told_after_what_is_wrong_with_it(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    assert (await organiser.post(CERTIFICATES, json=certificate(world, case))).status_code == 201
    late = {"held_from": "2026-08-03", "held_to": "2026-08-05", "happened_on": "2026-08-06"}

    wrong = await organiser.post(CERTIFICATES, json=certificate(world, case, **late))
    taken = await organiser.post(CERTIFICATES, json=certificate(world, case, **late, late_reason="补录"))

    assert (wrong.status_code, codes(wrong)) == (422, ["rules.late-recording-explained"])
    assert (taken.status_code, codes(taken)) == (409, ["training.number-taken"])


async def test_a_committee_records_a_certificate_and_the_gate_opens(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    before = await gate(world, case)

    made = await organiser.post(CERTIFICATES, json=certificate(world, case, document_id=await paper(world, case)))

    assert made.status_code == 201, made.text
    assert (made.json()["issuer"], made.json()["organiser"]) == ("柳湾镇党委", "grassroots_committee")
    read = await organiser.get(f"{CERTIFICATES}/{made.json()['id']}")
    assert read.json() == made.json()
    TrainingCertificateOut.model_validate_json(read.content)
    assert before == ("training.certificate-there",)
    assert await gate(world, case) == ()
    listed = await organiser.get(f"{CERTIFICATES}?person_id={case.person_id}&kind=development_object")
    assert [item["id"] for item in listed.json()["items"]] == [made.json()["id"]]
    assert (await organiser.get(f"{CERTIFICATES}?kind=activist")).json()["items"] == []


@pytest.mark.parametrize(
    ("changes", "status", "code", "pointer"),
    [
        ({"days": 4}, 422, "training.days-impossible", "/days"),
        ({"days": -1}, 422, "field.out-of-range", "/days"),
        ({"days": "3"}, 422, "field.bad-type", "/days"),
        ({"days": 2.5}, 422, "field.bad-type", "/days"),
        ({"hours": 73}, 422, "training.hours-impossible", "/hours"),
        ({"days": 0, "hours": 0}, 422, "training.neither-days-nor-hours", "/hours"),
        ({"held_to": "2026-11-01"}, 422, "training.ends-before-it-begins", "/held_to"),
        ({"happened_on": "2026-11-03"}, 422, "training.issued-before-the-end", "/happened_on"),
        ({"valid_until": "2026-11-05"}, 422, "training.expires-before-issue", "/valid_until"),
        ({"happened_on": "2026-11-24"}, 422, "field.future-day", "/happened_on"),
        ({"held_from": "1990-01-01"}, 422, "field.out-of-range", "/held_from"),
        ({"issuer_id": None}, 422, "training.issuer-named", "/issuer"),
        ({"issuer": "某镇党委"}, 422, "training.issuer-from-body", "/issuer"),
        ({"issuer_id": str(uuid4())}, 422, "training.issuer-known", "/issuer_id"),
        ({"document_id": str(uuid4())}, 422, "assessments.document-of-the-case", "/document_id"),
        ({"number": ""}, 422, "field.too-short", "/number"),
        ({"kind": "dancing"}, 422, "field.bad-choice", "/kind"),
    ],
)
async def test_certificates_that_cannot_be(
    world: World, changes: dict[str, object], status: int, code: str, pointer: str
) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")

    answer = await organiser.post(CERTIFICATES, json=certificate(world, case, **changes))

    assert answer.status_code == status, answer.text
    error = answer.json()["errors"][0]
    assert (error["code"], error["pointer"]) == (code, pointer)
    assert (await organiser.get(CERTIFICATES)).json()["items"] == []


async def test_a_number_is_unique_per_issuer(world: World) -> None:
    case = await make_case(world)
    department = await world.client("organisation-department", "county")

    first = await department.post(CERTIFICATES, json=certificate(world, case))
    again = await department.post(CERTIFICATES, json=certificate(world, case, kind="activist"))
    elsewhere = await department.post(
        CERTIFICATES, json=certificate(world, case, kind="activist", issuer_id=str(world.county.id))
    )
    outside = await department.post(
        CERTIFICATES,
        json=certificate(world, case, issuer_id=None, issuer="某县党校", organiser="other", number="1"),
    )

    assert first.status_code == 201
    assert (again.status_code, codes(again)) == (409, ["training.number-taken"])
    assert (elsewhere.status_code, elsewhere.json()["organiser"]) == (201, "county_organisation_department")
    assert outside.status_code == 201, outside.text


async def test_a_certificate_is_corrected_and_withdrawn(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    old = (await organiser.post(CERTIFICATES, json=certificate(world, case))).json()
    url = f"{CERTIFICATES}/{old['id']}"
    right = {k: v for k, v in certificate(world, case, days=2, hours=16).items() if k != "person_id"}

    new = await organiser.post(f"{url}/correct", json=right | {"reason": "天数登记有误"}, headers=at(old))
    stale = await organiser.post(f"{url}/correct", json=right | {"reason": "再改"}, headers=at(old))
    twice = await organiser.post(f"{url}/correct", json=right | {"reason": "再改"}, headers={"if-match": '"v2"'})

    assert new.status_code == 201, new.text
    assert (new.json()["edition"], new.json()["supersedes_id"]) == (2, old["id"])
    assert stale.status_code == 412
    assert (twice.status_code, codes(twice)) == (409, ["training.not-standing"])
    assert (await organiser.get(url)).json()["standing"] is False
    assert await gate(world, case) == ("training.long-enough",)

    url = f"{CERTIFICATES}/{new.json()['id']}"
    early = await organiser.post(
        f"{url}/withdraw", json={"happened_on": "2026-11-05", "reason": "代训"}, headers=at(new.json())
    )
    gone = await organiser.post(
        f"{url}/withdraw", json={"happened_on": "2026-11-20", "reason": "代训"}, headers=at(new.json())
    )
    assert codes(early) == ["training.withdrawn-after-issue"]
    assert (gone.status_code, gone.json()["withdrawn_on"]) == (200, "2026-11-20")
    assert await gate(world, case) == ("training.certificate-there",)


async def test_validity_is_checked_where_it_is_adopted(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    await organiser.post(CERTIFICATES, json=certificate(world, case, valid_until=None))
    before = await gate(world, case)

    await adopt_values(world, "committee", ("development.activist.training_validity_checked", True))
    unknown = await gate(world, case)
    await adopt_values(world, "branch", ("training.certificate_validity_months", 12))

    assert before == ()
    assert unknown == ("training.validity-known",)
    assert await gate(world, case) == ()


async def test_a_special_case_is_exempt_by_a_decision(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    body = {
        "case_id": str(case.id),
        "happened_on": "2026-11-10",
        "decision_number": "青组〔2026〕8号",
        "exempt_because": "长期卧病",
    }

    blank = await organiser.post(EXEMPTIONS, json=body | {"decision_number": " "})
    made = await organiser.post(EXEMPTIONS, json=body)
    twice = await organiser.post(EXEMPTIONS, json=body)

    assert codes(blank) == ["field.too-short"]
    assert made.status_code == 201, made.text
    assert (twice.status_code, codes(twice)) == (409, ["training.exempt-already"])
    assert await gate(world, case) == ()
    right = {k: v for k, v in body.items() if k != "case_id"} | {
        "decision_number": "青组〔2026〕9号",
        "reason": "文号有误",
    }
    corrected = await organiser.post(f"{EXEMPTIONS}/{made.json()['id']}/correct", json=right, headers=at(made.json()))
    assert (corrected.status_code, corrected.json()["edition"]) == (201, 2)
    listed = (await organiser.get(f"{EXEMPTIONS}?case_id={case.id}")).json()["items"]
    assert [(item["edition"], item["standing"]) for item in listed] == [(2, True), (1, False)]
    TrainingExemptionOut.model_validate(listed[0])
    assert (await organiser.get(f"{EXEMPTIONS}/{made.json()['id']}")).json() == listed[1]


async def test_access_to_certificates(world: World, client: httpx.AsyncClient) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    made = (await organiser.post(CERTIFICATES, json=certificate(world, case))).json()
    url = f"{CERTIFICATES}/{made['id']}"

    async def status(role: str, organisation: str) -> int:
        return (await (await world.client(role, organisation)).get(url)).status_code

    assert (await client.get(url)).status_code == 401
    assert await status("branch-secretary", "branch") == 200
    assert await status("branch-secretary", "sister") == 404
    assert await status("committee-organiser", "other") == 404
    assert await status("auditor", "county") == 403
    secretary = await world.client("branch-secretary")
    written = await secretary.post(CERTIFICATES, json=certificate(world, case, number="2"))
    assert (written.status_code, written.json()["permission"]) == (403, "training:write")
    stranger = await world.client("committee-organiser", "other")
    assert (await stranger.post(CERTIFICATES, json=certificate(world, case, number="2"))).status_code == 404
