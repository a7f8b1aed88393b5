"""Plays a case by calls that may be right or wrong: every step has its right act and some that must not count.

Nothing is asserted here but that no call ends in a server's error. Who judges what came of it is the test's matter.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from app.api.runtime import runtime_of
from app.domain.development.steps import STEPS
from tests.builders.development_oracle import five_days_after, months_later
from tests.builders.development_walk import Walk

__all__ = ["ACTS", "Play"]

Act = Callable[["Play", int], Coroutine[Any, Any, None]]


@dataclass
class Play:
    """One case in a database of its own, and the day on which it is played."""

    walk: Walk
    today: date
    lost: int = 0
    proposal: str = "convert"
    replays: list[tuple[str, str, str, int, dict[str, Any]]] = field(default_factory=list)
    """Completed calls: step, address, key, version, answer."""
    to_mend: list[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=list)
    """What a flaw changed beside the case, and what puts it right before the next act."""

    @property
    def day(self) -> str:
        return self.today.isoformat()

    async def call(
        self, client: httpx.AsyncClient, method: str, address: str, body: object = None, **headers: str
    ) -> httpx.Response:
        """Send a call; anything is an answer but a server's error."""
        answer = await client.request(
            method, address, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        assert answer.status_code < 500, (method, address, body, answer.text)
        return answer

    async def move_to(self, day: date) -> None:
        """Set the rehearsal's clock."""
        self.today = day
        runtime = runtime_of(self.walk.world.app)
        await runtime.database.reads.execute(
            "INSERT INTO rehearsal_day (id, today) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET today = $1", day
        )

    async def until(self, day: date) -> None:
        """Wait until a day that may have come already."""
        if day > self.today:
            await self.move_to(day)

    async def fact(self, kind: str, client: httpx.AsyncClient | None = None, **data: object) -> httpx.Response:
        """Record a fact of today."""
        body = {"happened_on": self.day, "data": data}
        return await self.call(
            client or self.walk.secretary, "POST", f"{self.walk.path}/facts/{kind.replace('_', '-')}", body
        )

    async def facts(self) -> list[dict[str, Any]]:
        """The standing facts."""
        found = (await self.walk.secretary.get(f"{self.walk.path}/facts")).json()["items"]
        return [fact for fact in found if fact["standing"]]

    async def day_of(self, kind: str) -> date:
        """The day of the last standing fact of a kind; today where there is none."""
        days = [fact["happened_on"] for fact in await self.facts() if fact["kind"] == kind]
        return date.fromisoformat(max(days, default=self.day))

    async def waiting(self) -> list[str]:
        """The steps that wait, as the service lists them."""
        answer = await self.walk.secretary.get(f"{self.walk.path}/next-steps")
        return [item["step"] for item in answer.json()["items"]]

    async def version(self) -> int:
        """The case's version of now."""
        return int((await self.walk.case())["version"])

    async def complete(
        self, step: str, client: httpx.AsyncClient | None = None, *, dry_run: bool = False
    ) -> httpx.Response:
        """Ask to complete a step."""
        version, key = await self.version(), uuid4().hex
        address = f"{self.walk.path}/steps/{step}/complete" + ("?dry_run=true" if dry_run else "")
        headers = {"if-match": f'"v{version}"', "idempotency-key": key}
        answer = await self.call(client or self.walk.client_of(step), "POST", address, **headers)
        assert answer.status_code in (200, 403, 404, 409), answer.text
        if answer.status_code == 200 and not dry_run:
            self.replays.append((step, address, key, version, answer.json()))
        return answer

    async def step(self, step: str, flaw: int, *, papers: bool = True) -> httpx.Response:
        """Do the act of a step, rightly or with a flaw, file its papers and ask for its completion."""
        while self.to_mend:
            await self.to_mend.pop()()
        await ACTS[step](self, flaw)
        if papers:
            await self.walk.papers(step, self.day)
        return await self.complete(step)

    async def born(self, day: date) -> None:
        """The roster learns another birth date."""
        address = f"/api/v1/people/{self.walk.candidate}"
        person = (await self.walk.organiser.get(address)).json()
        body = {"reason": "与身份证不一致", "born_on": day.isoformat()}
        version = f'"v{person["version"]}"'
        await self.call(self.walk.organiser, "POST", f"{address}/correct", body, if_match=version)

    async def young_until(self, day: date) -> None:
        """The candidate comes of age on a day."""
        await self.born(date(day.year - 18, day.month, day.day))

    async def young_when_applying(self) -> None:
        """It comes out that the candidate was a day short of the age on the day of the letter; a mistake, mended later."""
        address = f"/api/v1/people/{self.walk.candidate}"
        born = date.fromisoformat((await self.walk.organiser.get(address)).json()["born_on"])
        await self.young_until(await self.day_of("application_letter") + timedelta(days=1))
        self.to_mend.append(lambda: self.born(born))

    async def power(self, held: bool, since: date | None = None) -> None:
        """The county gives the committee the approval power, or takes it, from a day on."""
        address, day = f"/api/v1/organisations/{self.committee}", (since or self.today).isoformat()
        body = {
            "approval_power": held,
            "effective_on": day,
            "decided_on": day,
            "decision_number": "云组〔1〕",
        }
        version = (await self.walk.department.get(address)).json()["version"]
        await self.call(self.walk.department, "POST", f"{address}/approval-power", body, if_match=f'"v{version}"')

    async def powerless(self) -> None:
        """The committee has no approval power today; it is given back before the next act."""
        await self.power(False)
        self.to_mend.append(lambda: self.power(True))

    async def powerless_until_today(self, since: date) -> None:
        """It comes out that the committee had no approval power from a day until today."""
        await self.power(False, since)
        await self.power(True)

    async def bar(self, person: UUID) -> None:
        """Somebody is under 留党察看 for today."""
        body = {
            "kind": "party_probation",
            "from_on": self.day,
            "until_on": (self.today + timedelta(days=1)).isoformat(),
            "decision_number": "云纪〔2〕",
        }
        await self.call(self.walk.department, "POST", f"/api/v1/people/{person}/restrictions", body)

    async def objection(self) -> None:
        """Somebody objects to the candidate; it is looked into and fed back before the next act."""
        walk = self.walk
        notice = await runtime_of(walk.world.app).database.reads.fetchval(
            "SELECT notice_id FROM publicity_candidates WHERE case_id = $1 LIMIT 1", UUID(walk.case_id)
        )
        body = {"content": "反映其在村务工作中的问题", "received_on": self.day}
        made = await self.call(walk.organiser, "POST", f"/api/v1/publicity-notices/{notice}/objections", body)
        assert made.status_code == 201, made.text
        self.to_mend.append(lambda: self.settled(made.json()))

    async def settled(self, objection: dict[str, Any]) -> None:
        """An objection turns out to be nothing, and whoever made it is told: not on the day of the act that it stood against."""
        await self.move_to(self.today + timedelta(days=1))
        investigator = await self.walk.world.client("investigating-body", "committee")
        found = {"conclusion": "not_substantiated", "findings": "经核查不属实", "concluded_on": self.day}
        for client, verb, body in (
            (self.walk.organiser, "investigate", {"body_id": self.committee, "assigned_on": self.day}),
            (investigator, "conclude", found),
            (self.walk.organiser, "report", {"reported_on": self.day, "decision": "proceed"}),
            (self.walk.organiser, "feedback", {"fed_back_on": self.day, "feedback": "已反馈"}),
        ):
            answer = await self.call(
                client,
                "POST",
                f"/api/v1/objections/{objection['id']}/{verb}",
                body,
                if_match=f'"v{objection["version"]}"',
            )
            assert answer.status_code == 200, answer.text
            objection = answer.json()

    async def assembly(self, kind: str, *, present: int = 5, approve: int = 5) -> str | None:
        """Call an assembly for tomorrow and hold it; None when it did not come to a closed ballot."""
        walk, meetings = self.walk, "/api/v1/meetings"
        planned = (self.today + timedelta(days=1)).isoformat()
        body = {
            "organisation_id": str(walk.world.branch.id),
            "kind": kind,
            "topic": "讨论表决",
            "planned_on": planned,
            "noticed_on": self.day,
            "candidates": [{"person_id": str(walk.candidate), "case_id": walk.case_id}],
        }
        made = await self.call(walk.secretary, "POST", meetings, body)
        if made.status_code != 201:
            return None
        meeting = made.json()
        await self.until(self.today + timedelta(days=1))

        async def act(verb: str, body: object) -> bool:
            nonlocal meeting
            answer = await self.call(
                walk.secretary, "POST", f"{meetings}/{meeting['id']}/{verb}", body, if_match=f'"v{meeting["version"]}"'
            )
            if answer.status_code in (200, 201):
                meeting = answer.json()
            return answer.status_code in (200, 201)

        there = [
            {"person_id": str(m), "attendance": "present" if n < present else "absent"}
            for n, m in enumerate(walk.members)
        ]
        for verb, data in (
            ("electorate", {}),
            ("attendance", {"attendances": there}),
            ("tellers", {"person_ids": [str(m) for m in walk.members[:2]]}),
            ("hold", {"chair_id": str(walk.members[0]), "happened_on": self.day}),
            ("discussions", {"candidate_id": str(walk.candidate), "summary": "逐个讨论"}),
        ):
            if not await act(verb, data):
                return None
        return await self._vote(meeting, present, approve, act)

    async def _vote(self, meeting: dict[str, Any], present: int, approve: int, act: Any) -> str | None:
        walk = self.walk
        body = {"meeting_id": meeting["id"], "candidate_id": str(walk.candidate)}
        made = await self.call(walk.secretary, "POST", "/api/v1/ballots", body)
        if made.status_code != 201:
            return None
        ballot = made.json()
        yes = min(approve, present)
        figures = {"issued": present, "returned": present, "approve": yes, "against": present - yes}
        for client in (walk.secretary, walk.second):
            counted = await self.call(
                client, "POST", f"/api/v1/ballots/{ballot['id']}/tallies", figures | {"abstain": 0, "invalid": 0}
            )
            if counted.status_code != 201:
                return None
            ballot = counted.json()
        closed = await self.call(
            walk.secretary, "POST", f"/api/v1/ballots/{ballot['id']}/close", if_match=f'"v{ballot["version"]}"'
        )
        if closed.status_code != 200:
            return None
        meeting.update((await walk.secretary.get(f"/api/v1/meetings/{meeting['id']}")).json())
        await act("close", {})
        return str(meeting["id"])

    @property
    def committee(self) -> str:
        """The committee with the approval power."""
        return str(self.walk.world.committee.id)


async def _apply(play: Play, flaw: int) -> None:
    if not play.walk.case_id:
        answer = await play.call(
            play.walk.secretary, "POST", "/api/v1/development-cases", {"person_id": str(play.walk.candidate)}
        )
        play.walk.case_id = answer.json()["id"]
    if flaw == 3:
        await play.young_until(play.today + timedelta(days=1))
    await play.fact(
        "application_letter",
        written_on=play.day,
        received_by="work_or_study_unit",
        by_the_person=flaw != 1,
        accepts_programme=flaw != 2,
    )


async def _talk(play: Play, flaw: int) -> None:
    office = "secretary" if flaw == 0 else "organiser"
    await play.fact("first_talk", talked_by=str(play.walk.members[0]), office=office)


async def _activist(play: Play, flaw: int) -> None:
    if flaw != 1:
        await play.fact("recommendation", way="member_recommendation", participating=5, recommending=4)
    await play.fact("activist_determination", decided_by="branch_committee", agreed=flaw != 2)


async def _filing(play: Play, flaw: int) -> None:
    early = (play.today - timedelta(days=400)).isoformat()
    body = play.walk.world.county.id if flaw == 2 else play.walk.world.committee.id
    await play.fact(
        "activist_filing",
        play.walk.organiser,
        reported_on=early if flaw == 1 else play.day,
        filed_by=str(body),
        document_number="柳组备〔1〕",
    )


async def _contacts(play: Play, flaw: int) -> None:
    number = {0: 2, 1: 3}.get(flaw, 1)
    await play.fact("contact_assignment", person_ids=[str(m) for m in play.walk.members[:number]])


async def _cultivate(play: Play, flaw: int) -> None:
    start = await play.day_of("contact_assignment")
    await play.until(months_later(start, 6))
    for number in (1, 2):
        if number == 2 and flaw in (1, 2):
            continue  # a day before the year is over only the first half year is owed
        first = months_later(start, 6 * (number - 1))
        last = min(months_later(start, 6 * number) - timedelta(days=1), play.today)
        body: dict[str, Any] = {"period_from": first.isoformat(), "period_to": last.isoformat(), "suitable": True}
        await play.fact("half_yearly_review", **body)
        await play.until(months_later(start, 12) - timedelta(days=1 if flaw == 1 else 0))
    await play.fact("cultivation_conclusion", suitable=flaw != 3)


async def _object(play: Play, flaw: int) -> None:
    sources = ("party_group", "contact_person", "members", "masses")
    for source in sources[: 3 if flaw == 1 else 4]:
        await play.fact("opinions_heard", source=source, asked=5, in_favour=5)
    await play.fact("object_determination", decided_by="branch_committee", agreed=flaw != 2)


async def _list(play: Play, flaw: int) -> None:
    reported = play.day
    if flaw != 1:
        await _notice(play, "branch" if flaw == 4 else "current_unit", early=flaw == 2)
    if flaw == 5:
        reported = (await play.day_of("object_determination") - timedelta(days=1)).isoformat()
    await play.fact(
        "object_filing",
        play.walk.organiser,
        reported_on=reported,
        replied_by=play.committee,
        reply="filed" if flaw == 3 else "consent",
        document_number="柳组批〔1〕",
    )


async def _notice(play: Play, site: str, *, early: bool) -> None:
    walk, notices = play.walk, "/api/v1/publicity-notices"
    body = {
        "kind": "development",
        "organisation_id": str(walk.world.branch.id),
        "announcement": "现将下列同志有关情况予以公告。",
        "candidates": [{"case_id": walk.case_id, "applicable_sites": ["current_unit", "residence"]}],
    }
    made = await play.call(walk.secretary, "POST", notices, body)
    if made.status_code != 201:
        return
    address = f"{notices}/{made.json()['id']}"
    posting = {"kind": site, "place": "村务公开栏", "posted_on": play.day}
    posted = await play.call(
        walk.secretary, "POST", f"{address}/sites", posting, if_match=f'"v{made.json()["version"]}"'
    )
    if posted.status_code != 200:
        return
    await play.until(five_days_after(play.today) + timedelta(days=0 if early else 1))
    await play.call(
        walk.secretary,
        "POST",
        f"{address}/conclude",
        {"concluded_on": play.day},
        if_match=f'"v{posted.json()["version"]}"',
    )


async def _sponsors(play: Play, flaw: int) -> None:
    persons = [str(m) for m in play.walk.members[: 1 if flaw == 1 else 2]]
    if flaw == 2:
        await play.bar(play.walk.members[0])
    await play.fact("sponsor_assignment", person_ids=persons, source="contact_person")


async def _review(play: Play, flaw: int) -> None:
    """A review on paper where the case came from paper, else one with statement, investigator and conclusion."""
    walk, reviews = play.walk, "/api/v1/political-reviews"
    if (await walk.case())["taken_over"]:
        await play.fact("paper_political_review", walk.approver, passed=flaw == 0)
        return
    made = await play.call(walk.secretary, "POST", reviews, {"case_id": walk.case_id, "happened_on": play.day})
    if made.status_code != 201:
        return
    address = f"{reviews}/{made.json()['id']}"

    async def act(verb: str, body: object) -> None:
        version = (await walk.secretary.get(address)).json()["version"]
        await play.call(walk.secretary, "POST", f"{address}/{verb}", body, if_match=f'"v{version}"')

    await act("investigators", {"person_id": str(walk.members[0]), "happened_on": play.day})
    statement = await walk.document("own_statement", play.day, case_id=walk.case_id, step=10)
    await act("statement", {"happened_on": play.day, "document_id": statement})
    if flaw == 2:
        letter = {"happened_on": play.day, "addressee": "department", "department": "public_security"}
        await act("inquiries", letter)
    paper = await walk.document("political_review", play.day, case_id=walk.case_id, step=10)
    groups = ("line_attitude", "political_history", "law_and_morals", "relatives")
    body = {
        "happened_on": play.day,
        "result": "fail" if flaw == 1 else "pass",
        "contents": [{"group": group, "ok": flaw != 1} for group in groups],
        "document_id": paper,
    }
    await act("conclude", body)


async def _train(play: Play, flaw: int) -> None:
    body = {
        "person_id": str(play.walk.candidate),
        "kind": "development_object",
        "number": uuid4().hex[:12],
        "days": 3 if flaw == 0 else 2,
        "hours": 24 if flaw == 0 else 23,
        "held_from": (play.today - timedelta(days=3)).isoformat(),
        "held_to": (play.today - timedelta(days=1)).isoformat(),
        "happened_on": play.day,
        "issuer_id": play.committee,
    }
    await play.call(play.walk.organiser, "POST", "/api/v1/training-certificates", body)


async def _examine(play: Play, flaw: int) -> None:
    await play.fact("committee_examination", decided_by="branch_committee", passed=flaw == 0)


async def _prereview(play: Play, flaw: int) -> None:
    body = play.walk.world.county.id if flaw == 2 else play.walk.world.committee.id
    data: dict[str, Any] = {"reviewed_by": str(body), "passed": flaw != 3, "document_number": "柳〔1〕"}
    if flaw == 4:
        await play.powerless()
    if flaw == 1:
        data["leaves_unit_on"] = months_later(play.today, 3).isoformat()
    await play.fact("pre_review_result", play.walk.organiser, **data)


async def _form(play: Play, flaw: int) -> None:
    given = {"person_id": str(play.walk.candidate), "case_id": play.walk.case_id, "happened_on": play.day}
    if flaw != 3:
        await play.call(play.walk.organiser, "POST", "/api/v1/application-forms", given)
    number = "LW-000002" if flaw == 1 else "LW-000001"
    await play.fact("form_filled", form_number=number, guided_by_sponsors=flaw != 2)


async def _admission_assembly(play: Play, flaw: int) -> None:
    if flaw == 3:
        await play.until(months_later(await play.day_of("pre_review_result"), 1))
    if flaw == 5:
        await play.objection()
    await play.assembly("admission", present=2 if flaw == 1 else 5, approve=2 if flaw == 2 else 5)


async def _admission_talk(play: Play, flaw: int) -> None:
    person = str(play.walk.organiser_person)
    await play.fact("admission_talk", play.walk.organiser, talked_by=person, office="organiser", fit=flaw == 0)


async def _admission_approval(play: Play, flaw: int) -> None:
    await _decide(play, "admission", flaw)


async def _decide(play: Play, about: str, flaw: int) -> None:
    if flaw != 1:
        await play.fact(f"{about}_report", reported_to=play.committee)
    if flaw == 2:
        await play.until(months_later(await play.day_of(f"{about}_report"), 3) + timedelta(days=1))
    if flaw == 6:
        await play.powerless()
    if flaw == 7:
        await play.young_when_applying()
    if flaw == 8:
        await play.powerless_until_today(await play.day_of("pre_review_result"))
    body = play.walk.world.county.id if flaw == 4 else play.walk.world.committee.id
    await play.fact(
        f"{about}_approval",
        play.walk.approver,
        decided_by=str(body),
        decision="refuse" if flaw == 5 else "approve",
        document_number="柳委〔31〕",
        collectively=flaw != 3,
    )


async def _file_approval(play: Play, flaw: int) -> None:
    body = play.walk.world.county.id if flaw == 0 else play.walk.world.committee.id
    await play.fact("approval_filing", play.walk.organiser, filed_with=str(body), document_number="柳组备〔33〕")


async def _group(play: Play, flaw: int) -> None:
    branch = play.walk.world.branch.id if flaw == 0 else play.walk.world.sister.id
    await play.fact("group_assignment", branch_id=str(branch))


async def _oath(play: Play, flaw: int) -> None:
    if flaw == 0:
        await play.fact("oath", held_by=str(play.walk.world.branch.id))


async def _end_of_probation(play: Play) -> date:
    """By the facts alone, like the oracle: twelve months from the vote, and what was resolved and approved on top."""
    facts = await play.facts()
    votes = [f["happened_on"] for f in facts if f["kind"] == "paper_assembly"]
    rows = await runtime_of(play.walk.world.app).database.reads.fetch(
        "SELECT held_on FROM meetings m JOIN meeting_candidates c ON c.meeting_id = m.id WHERE c.person_id = $1"
        " AND m.kind = 'admission' AND m.state = 'closed'",
        play.walk.candidate,
    )
    days = [date.fromisoformat(day) for day in votes] + [row["held_on"] for row in rows]
    more = 0
    for approval in (f for f in facts if f["kind"] == "conversion_approval"):
        resolved = [
            (f["happened_on"], f["data"]["extend_months"] or 0)
            for f in facts
            if f["kind"] == "conversion_resolution" and f["happened_on"] <= approval["happened_on"]
        ]
        more += max(resolved, default=("", 0))[1]
    return months_later(max(days, default=play.today), 12 + more)


async def _probation(play: Play, flaw: int) -> None:
    if flaw != 2:
        body: dict[str, Any] = {"period_from": play.day, "period_to": play.day, "suitable": True}
        await play.fact("probation_review", **body)
    await play.until(await _end_of_probation(play) - timedelta(days=1 if flaw == 1 else 0))
    await play.fact("probation_conclusion")


async def _conversion_application(play: Play, flaw: int) -> None:
    await play.fact("conversion_application", by_the_person=flaw == 0)


async def _conversion_assembly(play: Play, flaw: int) -> None:
    for source in ("members", "masses")[: 1 if flaw == 1 else 2]:
        await play.fact("opinions_heard", source=source, purpose="conversion", asked=5, in_favour=5)
    if flaw != 2:
        await play.fact("conversion_examination", proposal=play.proposal)
    meeting = await play.assembly("conversion", present=2 if flaw == 3 else 5, approve=2 if flaw == 4 else 5)
    data: dict[str, Any] = {"proposal": play.proposal, "meeting_id": meeting}
    if play.proposal != "convert":
        data["reason"] = "尚需进一步考察"
    if play.proposal == "extend":
        data["extend_months"] = {5: 5, 8: 13}.get(flaw, 6)
    if flaw != 6:
        await play.fact("conversion_resolution", **data)


async def _conversion_approval(play: Play, flaw: int) -> None:
    await _decide(play, "conversion", flaw)


async def _archive(play: Play, flaw: int) -> None:
    await play.fact("archive", has_personnel_file=flaw == 0, kept_by="personnel_file")


ACTS: dict[str, Act] = {
    "apply": _apply,
    "first_talk": _talk,
    "determine_activist": _activist,
    "file_activist": _filing,
    "assign_contacts": _contacts,
    "cultivate": _cultivate,
    "determine_object": _object,
    "list_object": _list,
    "determine_sponsors": _sponsors,
    "political_review": _review,
    "train": _train,
    "examine": _examine,
    "prereview": _prereview,
    "fill_form": _form,
    "admission_assembly": _admission_assembly,
    "admission_talk": _admission_talk,
    "approve_admission": _admission_approval,
    "file_approval": _file_approval,
    "assign_group": _group,
    "oath": _oath,
    "probation": _probation,
    "apply_for_conversion": _conversion_application,
    "conversion_assembly": _conversion_assembly,
    "approve_conversion": _conversion_approval,
    "archive": _archive,
}
assert ACTS.keys() == STEPS.keys()
