"""Political reviews over HTTP: letters, desks, statement, investigators, conclusions."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.api.v1.political_review.schemas import InquiryDeskOut, PoliticalReviewOut
from app.domain.identity.permissions import RoleKey
from app.domain.political_review.facts import ContentGroup
from app.domain.political_review.rules import review_passed
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.political_review import PoliticalReviewRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from tests.builders.measures import also, desk, member, paper
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

REVIEWS, INQUIRIES = "/api/v1/political-reviews", "/api/v1/inquiries"
CONTENTS = [{"group": group.value, "ok": True, "finding": "未发现问题"} for group in ContentGroup]


def at(resource: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{resource["version"]}"'}


def codes(answer: httpx.Response) -> list[str]:
    body = answer.json()
    return [error["code"] for error in body.get("errors") or [body]]


class Table:
    """One review with the branch secretary who conducts it."""

    def __init__(
        self, world: World, case: DevelopmentCase, secretary: httpx.AsyncClient, review: dict[str, Any]
    ) -> None:
        self.world, self.case, self.secretary, self.review = world, case, secretary, review

    @staticmethod
    async def opened(world: World, **changes: object) -> "Table":
        case = await make_case(world)
        secretary = await world.client("branch-secretary")
        body = {
            "case_id": str(case.id),
            "happened_on": "2026-11-01",
            "subjects": [{"relation": "spouse", "name": "林某"}],
        }
        answer = await secretary.post(REVIEWS, json=body | changes)
        assert answer.status_code == 201, answer.text
        return Table(world, case, secretary, answer.json())

    async def act(self, verb: str, **body: object) -> httpx.Response:
        answer = await self.secretary.post(f"{REVIEWS}/{self.review['id']}/{verb}", json=body, headers=at(self.review))
        if answer.is_success:
            self.review = answer.json()
        return answer

    async def document(self) -> str:
        return await paper(self.world, self.case)

    async def letter(self, department: str | None = "public_security", **changes: object) -> str:
        body = {"happened_on": "2026-11-03", "addressee": "department", "department": department} | changes
        answer = await self.act("inquiries", **body)
        assert answer.status_code == 201, answer.text
        return str(self.review["inquiries"][-1]["id"])

    async def reply(self, inquiry: str, **changes: object) -> httpx.Response:
        body = {"happened_on": "2026-11-12", "result": "clear", "document_id": await self.document()}
        return await self.act(f"inquiries/{inquiry}/reply", **body | changes)

    async def grounds(self) -> None:
        """File the statement and appoint an investigator."""
        assert (await self.act("statement", happened_on="2026-11-05", document_id=await self.document())).is_success
        investigator = await member(self.world)
        assert (await self.act("investigators", person_id=str(investigator), happened_on="2026-11-01")).is_success

    async def conclude(self, **changes: object) -> httpx.Response:
        body = {
            "happened_on": "2026-11-20",
            "result": "pass",
            "contents": CONTENTS,
            "document_id": await self.document(),
        }
        return await self.act("conclude", **body | changes)

    async def gate(self) -> tuple[str, ...]:
        async with self.world.system() as uow:
            found = await uow.repository(PoliticalReviewRepository).of_case(self.case.id)
            law = await uow.repository(LawRepository).of_place(place_of(self.case))
            return review_passed(found[-1], law, uow.today).codes


async def configure(world: World, *departments: str) -> None:
    await adopt_values(world, "committee", ("political_review.departments", list(departments)))


async def test_a_review_runs_from_letters_to_a_passed_conclusion(world: World) -> None:
    await configure(world, "discipline_inspection", "public_security")
    table = await Table.opened(world)
    await table.grounds()
    police = await table.letter()
    discipline = await table.letter("discipline_inspection")
    await table.reply(police)
    waiting = await table.conclude()
    await table.reply(discipline)

    done = await table.conclude()

    assert codes(waiting) == ["political-review.no-letter-open", "political-review.department-replied"]
    assert done.status_code == 200, done.text
    assert done.json()["state"] == "concluded"
    assert await table.gate() == ()
    read = await table.secretary.get(f"{REVIEWS}/{table.review['id']}")
    assert read.json() == table.review
    assert read.headers["etag"] == f'"v{table.review["version"]}"'
    PoliticalReviewOut.model_validate_json(read.content)
    listed = await table.secretary.get(f"{REVIEWS}?case_id={table.case.id}&state=concluded")
    assert [item["id"] for item in listed.json()["items"]] == [table.review["id"]]
    audited = await world.runtime.database.reads.fetch(
        "SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id", UUID(table.review["id"])
    )
    assert [row["action"].rpartition(":")[2] for row in audited] == [
        "open",
        "file-statement",
        "appoint-investigator",
        "send",
        "send",
        "reply",
        "reply",
        "conclude",
    ]


async def test_everything_that_a_conclusion_lacks_is_listed_at_once(world: World) -> None:
    await configure(world, "public_security")
    table = await Table.opened(world, floating=True)

    refused = await table.conclude(contents=CONTENTS[:3], document_id=None)

    assert refused.status_code == 409
    assert codes(refused) == [
        "political-review.statement-there",
        "political-review.investigator-there",
        "political-review.department-replied",
        "political-review.place-consulted",
        "political-review.place-consulted",
        "political-review.content-judged",
        "political-review.conclusion-document",
    ]
    assert (await table.secretary.get(f"{REVIEWS}/{table.review['id']}")).json()["conclusions"] == []


async def test_a_conclusion_is_not_older_than_a_reply_and_a_reply_not_older_than_its_letter(world: World) -> None:
    table = await Table.opened(world)
    await table.grounds()
    letter = await table.letter()

    early_letter = await table.act(
        "inquiries", happened_on="2026-10-31", addressee="other_org", organisation_name="某社区"
    )
    early = await table.reply(letter, happened_on="2026-11-02")
    future = await table.reply(letter, happened_on="2026-11-24")
    await table.reply(letter, happened_on="2026-11-12")
    hasty = await table.conclude(happened_on="2026-11-11")

    assert codes(early_letter) == ["political-review.sent-after-opening"]
    assert codes(early) == ["political-review.reply-after-sending"]
    assert codes(future) == ["field.future-day"]
    assert codes(hasty) == ["political-review.concluded-after-replies"]
    assert (await table.conclude(happened_on="2026-11-12")).status_code == 200


async def test_a_reply_is_corrected_with_a_reason_and_the_old_one_stays(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter()

    reason_first = await table.reply(letter, reason="更正")
    await table.reply(letter)
    silent = await table.reply(letter, result="adverse")
    corrected = await table.reply(letter, result="adverse", reason="回函登记有误")

    assert codes(reason_first) == ["political-review.nothing-to-correct"]
    assert codes(silent) == ["political-review.reason-owed"]
    assert corrected.status_code == 201
    replies = table.review["inquiries"][0]["replies"]
    assert [(reply["edition"], reply["result"]) for reply in replies] == [(1, "clear"), (2, "adverse")]


async def test_a_letter_called_back_no_longer_holds(world: World) -> None:
    table = await Table.opened(world)
    await table.grounds()
    letter = await table.letter()

    held = await table.conclude()
    back = await table.act(f"inquiries/{letter}/withdraw", happened_on="2026-11-10", reason="收函单位有误")
    twice = await table.act(f"inquiries/{letter}/withdraw", happened_on="2026-11-10", reason="收函单位有误")
    answered = await table.reply(letter)

    assert codes(held) == ["political-review.no-letter-open"]
    assert back.status_code == 200
    assert codes(twice) == ["political-review.inquiry-open"]
    assert codes(answered) == ["political-review.inquiry-open"]
    assert (await table.conclude()).status_code == 200


@pytest.mark.parametrize("result", ["fail", "needs_more"])
async def test_a_review_may_fail_or_need_more_and_be_concluded_again_with_a_reason(world: World, result: str) -> None:
    table = await Table.opened(world)
    await table.grounds()
    wanting = [CONTENTS[0] | {"ok": False}, *CONTENTS[1:]]

    contradictory = await table.conclude(contents=wanting)
    first = await table.conclude(result=result, contents=wanting)
    gate = await table.gate()
    silent = await table.conclude()
    second = await table.conclude(reason="补充材料后重新审查")

    assert codes(contradictory) == ["political-review.contents-bear-it-out"]
    assert first.status_code == 200, first.text
    assert first.json()["state"] == ("open" if result == "needs_more" else "concluded")
    assert gate == ("political-review.passed",)
    assert codes(silent) == ["political-review.reason-owed"]
    assert [c["result"] for c in second.json()["conclusions"]] == [result, "pass"]
    assert await table.gate() == ()


async def test_what_a_review_refuses(world: World) -> None:
    table = await Table.opened(world)
    candidate = str(table.case.person_id)
    other = await make_case(world, "sister", "何桃园")
    foreign = await paper(world, other)

    again = await table.secretary.post(
        REVIEWS, json={"case_id": str(table.case.id), "happened_on": "2026-11-02", "subjects": []}
    )
    assert (again.status_code, codes(again)) == (409, ["political-review.open-already"])
    assert codes(await table.act("subjects", relation="candidate")) == ["political-review.candidate-once"]
    assert codes(await table.act("investigators", person_id=candidate, happened_on="2026-11-02")) == [
        "political-review.investigator-is-another"
    ]
    assert codes(await table.act("investigators", person_id=str(uuid4()), happened_on="2026-11-02")) == [
        "assessments.person-known"
    ]
    assert codes(await table.act("statement", happened_on="2026-11-02", document_id=foreign)) == [
        "assessments.document-of-the-case"
    ]
    assert codes(await table.act("inquiries", happened_on="2026-11-03", addressee="department")) == [
        "political-review.department-named"
    ]
    assert codes(
        await table.act("inquiries", happened_on="2026-11-03", addressee="residence_org", department="public_security")
    ) == ["political-review.department-named"]
    assert codes(
        await table.act("inquiries", happened_on="2026-11-03", addressee="residence_org", subject_id=str(uuid4()))
    ) == ["political-review.subject-known"]
    assert codes(await table.act(f"inquiries/{uuid4()}/reply", happened_on="2026-11-03", result="clear",
                                 document_id=foreign)) == ["review-inquiries.not-found"]  # fmt: skip
    assert codes(await table.act("inquiries", happened_on="2026-11-03", addressee="department", department="公安")) == [
        "field.bad-format"
    ]
    stale = await table.secretary.post(
        f"{REVIEWS}/{table.review['id']}/subjects", json={"relation": "father"}, headers={"if-match": '"v9"'}
    )
    assert stale.status_code == 412
    assert (await table.act("subjects", relation="father")).json()["version"] == 2
    twice = await table.conclude(contents=[*CONTENTS, CONTENTS[0]])
    assert codes(twice) == ["political-review.content-twice"]


async def test_a_desk_sees_and_answers_its_own_letters_only(world: World) -> None:
    table = await Table.opened(world)
    police_letter = await table.letter()
    discipline_letter = await table.letter("discipline_inspection", subject_id=table.review["subjects"][1]["id"])
    police, discipline = await desk(world, "public_security"), await desk(world, "discipline_inspection")

    listed = await police.get(INQUIRIES)
    assert [item["id"] for item in listed.json()["items"]] == [police_letter]
    shown = await discipline.get(f"{INQUIRIES}/{discipline_letter}")
    InquiryDeskOut.model_validate_json(shown.content)
    assert (shown.json()["person_name"], shown.json()["relation"], shown.json()["subject_name"]) == (
        "柳青禾",
        "spouse",
        "林某",
    )
    assert (await police.get(f"{INQUIRIES}/{discipline_letter}")).status_code == 404
    answer = {"happened_on": "2026-11-12", "result": "clear", "document_id": await table.document()}
    intruding = await police.post(f"{INQUIRIES}/{discipline_letter}/reply", json=answer, headers={"if-match": '"v1"'})
    assert intruding.status_code == 404
    for path in (f"{REVIEWS}/{table.review['id']}", REVIEWS, "/api/v1/opinion-polls"):
        assert (await police.get(path)).status_code == 403

    unread = await police.post(f"{INQUIRIES}/{police_letter}/reply", json=answer)
    early = await police.post(
        f"{INQUIRIES}/{police_letter}/reply",
        json=answer | {"happened_on": "2026-11-02"},
        headers={"if-match": '"v1"'},
    )
    replied = await police.post(f"{INQUIRIES}/{police_letter}/reply", json=answer, headers={"if-match": '"v1"'})
    stale = await police.post(
        f"{INQUIRIES}/{police_letter}/reply", json=answer | {"reason": "更正"}, headers={"if-match": '"v1"'}
    )

    assert unread.status_code == 428
    assert codes(early) == ["political-review.reply-after-sending"]
    assert replied.status_code == 204, replied.text
    assert stale.status_code == 412
    assert (await police.get(f"{INQUIRIES}?open=true")).json()["items"] == []
    assert len((await police.get(f"{INQUIRIES}?open=false")).json()["items"]) == 1
    review = (await table.secretary.get(f"{REVIEWS}/{table.review['id']}")).json()
    assert review["version"] == table.review["version"] + 1
    assert [len(inquiry["replies"]) for inquiry in review["inquiries"]] == [1, 0]


async def test_the_branch_does_not_put_other_words_into_a_desks_reply(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter()
    police = await desk(world, "public_security")
    answer = {"happened_on": "2026-11-12", "result": "adverse", "document_id": await table.document()}
    given = await police.post(f"{INQUIRIES}/{letter}/reply", json=answer, headers={"if-match": '"v1"'})
    table.review = (await table.secretary.get(f"{REVIEWS}/{table.review['id']}")).json()

    overwritten = await table.reply(letter, reason="回函登记有误")
    by_desk = await police.post(
        f"{INQUIRIES}/{letter}/reply",
        json=answer | {"result": "clear", "reason": "核查后更正"},
        headers={"if-match": '"v2"'},
    )

    assert given.status_code == 204, given.text
    assert (overwritten.status_code, codes(overwritten)) == (403, ["political-review.reply-of-the-desk"])
    assert by_desk.status_code == 204, by_desk.text
    review = (await table.secretary.get(f"{REVIEWS}/{table.review['id']}")).json()
    assert [reply["result"] for reply in review["inquiries"][0]["replies"]] == ["adverse", "clear"]


async def test_a_review_that_passes_over_an_adverse_reply_says_what_was_found(world: World) -> None:
    table = await Table.opened(world)
    await table.grounds()
    await table.reply(await table.letter(), result="adverse")
    silent = [{key: value for key, value in content.items() if key != "finding"} for content in CONTENTS]
    weighed = [*silent[:-1], silent[-1] | {"finding": "系同名他人，已向来函单位核实"}]

    over_it = await table.conclude(contents=silent)
    failed_may_be_silent = await table.conclude(result="fail", contents=silent)
    explained = await table.conclude(contents=weighed, reason="复核")

    assert codes(over_it) == ["political-review.adverse-reply-weighed"]
    assert failed_may_be_silent.status_code == 200, failed_may_be_silent.text
    assert explained.status_code == 200, explained.text
    assert await table.gate() == ()


async def test_a_reply_that_turns_adverse_after_the_conclusion_questions_it(world: World) -> None:
    table = await Table.opened(world)
    await table.grounds()
    letter = await table.letter()
    await table.reply(letter)
    silent = [{key: value for key, value in content.items() if key != "finding"} for content in CONTENTS]
    assert (await table.conclude(contents=silent)).status_code == 200

    await table.reply(letter, result="adverse", reason="来函更正")

    assert await table.gate() == ("political-review.adverse-reply-weighed",)


async def test_a_desk_reaches_as_far_as_its_own_grant(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter()
    elsewhere = await desk(world, "public_security", "other")
    await also(world, elsewhere, RoleKey.DEPARTMENT_DESK, "committee", "discipline_inspection")

    assert (await elsewhere.get(INQUIRIES)).json()["items"] == []
    assert (await elsewhere.get(f"{INQUIRIES}/{letter}")).status_code == 404
    answer = {"happened_on": "2026-11-12", "result": "clear", "document_id": await table.document()}
    refused = await elsewhere.post(f"{INQUIRIES}/{letter}/reply", json=answer, headers={"if-match": '"v1"'})
    assert refused.status_code == 404


async def test_two_desk_officers_answer_one_letter_once(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter()
    officers = [await desk(world, "public_security") for _ in range(2)]
    answer = {"happened_on": "2026-11-12", "result": "clear", "document_id": await table.document()}

    answers = await asyncio.gather(
        *(o.post(f"{INQUIRIES}/{letter}/reply", json=answer, headers={"if-match": '"v1"'}) for o in officers)
    )

    assert sorted(a.status_code for a in answers) == [204, 412]


async def test_the_candidate_hands_in_the_own_statement_and_nothing_else(world: World) -> None:
    table = await Table.opened(world)
    applicant = await world.client("applicant", "branch", person_id=table.case.person_id)
    stranger = await world.client("applicant", "branch", person_id=await member(world))
    body = {"happened_on": "2026-11-05", "document_id": await table.document()}
    url = f"{REVIEWS}/{table.review['id']}/own-statement"

    handed = await applicant.post(url, json=body, headers=at(table.review))
    others = await stranger.post(url, json=body, headers={"if-match": '"v2"'})
    reading = await applicant.get(f"{REVIEWS}/{table.review['id']}")

    assert handed.status_code == 204, handed.text
    assert others.status_code == 404
    assert reading.status_code == 403
    review = (await table.secretary.get(f"{REVIEWS}/{table.review['id']}")).json()
    assert [statement["edition"] for statement in review["statements"]] == [1]


async def test_an_officer_does_not_review_himself(world: World) -> None:
    table = await Table.opened(world)
    candidate = await world.client("branch-secretary", "branch", person_id=table.case.person_id)
    await also(world, candidate, RoleKey.APPLICANT, "branch")

    answer = await candidate.post(
        f"{REVIEWS}/{table.review['id']}/subjects", json={"relation": "father"}, headers=at(table.review)
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "development.candidate-acts-for-himself")


async def test_access_to_reviews(world: World, client: httpx.AsyncClient) -> None:
    table = await Table.opened(world)
    url = f"{REVIEWS}/{table.review['id']}"

    async def status(role: str, organisation: str) -> int:
        return (await (await world.client(role, organisation)).get(url)).status_code

    assert (await client.get(url)).status_code == 401
    assert await status("branch-secretary", "sister") == 404
    assert await status("committee-organiser", "other") == 404
    assert await status("committee-organiser", "committee") == 200
    assert await status("contact-person", "branch") == 403
    department = await world.client("organisation-department", "county")
    written = await department.post(f"{url}/subjects", json={"relation": "father"}, headers=at(table.review))
    assert (written.status_code, written.json()["permission"]) == (403, "political-review:write")


@pytest.mark.parametrize("verb", ["investigators", "statement", "inquiries", "conclude"])
async def test_acts_of_long_ago_need_the_permission_and_a_reason(world: World, verb: str) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    opening = {"case_id": str(case.id), "happened_on": "2026-06-01", "late_reason": "由纸质材料补录"}
    review = (await organiser.post(REVIEWS, json=opening)).json()
    table = Table(world, case, await world.client("branch-secretary"), review)
    bodies: dict[str, dict[str, object]] = {
        "investigators": {"person_id": str(await member(world))},
        "statement": {"document_id": await table.document()},
        "inquiries": {"addressee": "department", "department": "public_security"},
        "conclude": {"result": "needs_more"},
    }
    body = bodies[verb] | {"happened_on": "2026-06-10"}

    branch = await table.act(verb, **body, late_reason="补录")
    table.secretary = organiser
    silent = await table.act(verb, **body)
    explained = await table.act(verb, **body, late_reason="由纸质材料补录")

    assert (branch.status_code, branch.json()["permission"]) == (403, "late-record:write")
    assert (silent.status_code, codes(silent)) == (422, ["rules.late-recording-explained"])
    assert explained.is_success, explained.text
    assert explained.json()["late_reason"] == "由纸质材料补录"
