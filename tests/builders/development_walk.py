"""Walks a case over HTTP with the rehearsal's clock, each act on its day, by the people whose act it is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from app.domain.development.steps import STEPS, papers_owed
from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from tests.builders.people import make_person
from tests.builders.world import World

__all__ = ["CASES", "PDF", "Walk", "start"]

CASES = "/api/v1/development-cases"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NATIONAL = Law.of(WorkCalendar.of([]))

_PAPER = {
    "political_review": "paper_political_review",
    "train": "paper_training",
    "admission_assembly": "paper_assembly",
}

SetToday = Callable[[date], Awaitable[None]]


def match(version: int) -> dict[str, str]:
    """The If-Match header of a version."""
    return {"if-match": f'"v{version}"'}


@dataclass
class Walk:
    """A county at work on one case."""

    world: World
    set_today: SetToday
    candidate: UUID
    members: list[UUID]
    organiser_person: UUID
    secretary: httpx.AsyncClient
    second: httpx.AsyncClient
    organiser: httpx.AsyncClient
    approver: httpx.AsyncClient
    department: httpx.AsyncClient
    case_id: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Address of the case."""
        return f"{CASES}/{self.case_id}"

    async def on(self, day: str) -> None:
        """Move the clock."""
        await self.set_today(date.fromisoformat(day))

    async def case(self) -> dict[str, Any]:
        """Read the case."""
        answer = await self.secretary.get(self.path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def opened(self, day: str = "2025-03-03") -> "Walk":
        """Open the case."""
        await self.on(day)
        answer = await self.secretary.post(CASES, json={"person_id": str(self.candidate)})
        assert answer.status_code == 201, answer.text
        self.case_id = answer.json()["id"]
        return self

    async def post(self, client: httpx.AsyncClient, address: str, body: object, status: int = 201) -> dict[str, Any]:
        """Post and demand success."""
        answer = await client.post(address, json=body)
        assert answer.status_code == status, answer.text
        return dict(answer.json())

    async def fact(
        self, kind: str, day: str, client: httpx.AsyncClient | None = None, **data: object
    ) -> dict[str, Any]:
        """Record a fact on its day."""
        await self.on(day)
        body = {"happened_on": day, "data": data}
        return await self.post(client or self.secretary, f"{self.path}/facts/{kind.replace('_', '-')}", body)

    async def papers(self, step: str, day: str) -> None:
        """File every document that the step's row asks for."""
        row = STEPS[step]
        for kind in papers_owed(row, NATIONAL, date.fromisoformat(day)):
            await self.document(kind.value, day, case_id=self.case_id, step=row.number)

    async def document(self, kind: str, day: str, client: httpx.AsyncClient | None = None, **params: object) -> str:
        """Upload one evidence file."""
        given: dict[str, Any] = {"kind": kind, "title": kind, "file_name": f"{kind}.pdf", "happened_on": day} | params
        content = PDF.replace(b"Catalog", b"Catalog/N(" + uuid4().hex.encode() + b")")
        answer = await (client or self.secretary).post("/api/v1/documents", params=given, content=content)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def try_step(
        self, step: str, client: httpx.AsyncClient | None = None, *, dry_run: bool = False
    ) -> httpx.Response:
        """Ask to complete a step with the case's version of now."""
        version = (await self.case())["version"]
        return await (client or self.client_of(step)).post(
            f"{self.path}/steps/{step}/complete" + ("?dry_run=true" if dry_run else ""),
            headers={**match(version), "idempotency-key": uuid4().hex},
        )

    def client_of(self, step: str) -> httpx.AsyncClient:
        """Who completes a step."""
        return {"case:step-committee": self.organiser, "case:approve": self.approver}.get(
            STEPS[step].permission.value, self.secretary
        )

    async def complete(self, step: str, outcome: str = "passed") -> dict[str, Any]:
        """Complete a step and demand its outcome."""
        answer = await self.try_step(step)
        assert answer.status_code == 200, answer.text
        assert answer.json()["outcome"] == outcome, answer.text
        return dict(answer.json())

    async def done(self, step: str, day: str) -> dict[str, Any]:
        """File the papers of a step and complete it."""
        await self.papers(step, day)
        return await self.complete(step)

    # The stages

    async def to_activist(self) -> "Walk":
        """Letter, talk, recommendation, determination, filing, contact persons."""
        await self.opened()
        await self.fact(
            "application_letter",
            "2025-03-03",
            written_on="2025-03-01",
            received_by="work_or_study_unit",
            by_the_person=True,
            accepts_programme=True,
        )
        await self.done("apply", "2025-03-03")
        await self.fact("first_talk", "2025-03-20", talked_by=str(self.members[0]), office="secretary")
        await self.done("first_talk", "2025-03-20")
        await self.fact("recommendation", "2025-04-10", way="member_recommendation", participating=5, recommending=4)
        await self.fact("activist_determination", "2025-04-15", decided_by="branch_committee", agreed=True)
        await self.done("determine_activist", "2025-04-15")
        await self.fact(
            "activist_filing",
            "2025-04-22",
            self.organiser,
            reported_on="2025-04-16",
            filed_by=str(self.world.committee.id),
            document_number="柳组备〔2025〕12号",
        )
        await self.done("file_activist", "2025-04-22")
        await self.fact("contact_assignment", "2025-04-28", person_ids=[str(m) for m in self.members[:2]])
        await self.done("assign_contacts", "2025-04-28")
        return self

    async def to_object(self) -> "Walk":
        """Cultivation, opinions, determination, publicity, listing."""
        await self.to_activist()
        await self.fact("thought_report", "2025-07-30", topic="学习党章")
        await self.fact(
            "half_yearly_review",
            "2025-10-28",
            period_from="2025-04-28",
            period_to="2025-10-27",
            suitable=True,
            reported_to_assembly=True,
        )
        await self.fact(
            "half_yearly_review",
            "2026-04-28",
            period_from="2025-10-28",
            period_to="2026-04-27",
            suitable=True,
            reported_to_assembly=True,
        )
        await self.fact("cultivation_conclusion", "2026-05-06", suitable=True)
        await self.done("cultivate", "2026-05-06")
        for source in ("party_group", "contact_person", "members", "masses"):
            await self.fact("opinions_heard", "2026-05-08", source=source, asked=5, in_favour=5)
        await self.measures()
        await self.fact("object_determination", "2026-05-19", decided_by="branch_committee", agreed=True)
        await self.done("determine_object", "2026-05-19")
        await self.notice("development", "2026-05-21", "2026-06-02")
        await self.fact(
            "object_filing",
            "2026-06-04",
            self.organiser,
            reported_on="2026-05-20",
            replied_by=str(self.world.committee.id),
            reply="consent",
            document_number="柳组批〔2026〕7号",
        )
        await self.done("list_object", "2026-06-04")
        return self

    async def measures(self) -> None:
        """Score, poll and training of an activist where a profile asks for them."""

    async def notice(self, kind: str, posted: str, concluded: str | None) -> None:
        """Post a notice at the unit and conclude it."""
        await self.on(posted)
        body = {
            "kind": kind,
            "organisation_id": str(self.world.branch.id),
            "announcement": "现将下列同志有关情况予以公告。",
            "candidates": [{"case_id": self.case_id, "applicable_sites": ["current_unit", "residence"]}],
        }
        notice = await self.post(self.secretary, "/api/v1/publicity-notices", body)
        address = f"/api/v1/publicity-notices/{notice['id']}"
        site = {"kind": "current_unit", "place": "村务公开栏", "posted_on": posted}
        answer = await self.secretary.post(f"{address}/sites", json=site, headers=match(notice["version"]))
        assert answer.status_code == 200, answer.text
        if concluded is None:
            return
        await self.on(concluded)
        answer = await self.secretary.post(
            f"{address}/conclude", json={"concluded_on": concluded}, headers=match(answer.json()["version"])
        )
        assert answer.status_code == 200, answer.text

    async def review(self) -> None:
        """The political review with one letter and its stamped reply."""
        reviews = "/api/v1/political-reviews"
        await self.on("2026-06-05")
        review = await self.post(self.secretary, reviews, {"case_id": self.case_id, "happened_on": "2026-06-05"})
        address = f"{reviews}/{review['id']}"

        async def act(verb: str, body: object) -> dict[str, Any]:
            version = (await self.secretary.get(address)).json()["version"]
            answer = await self.secretary.post(f"{address}/{verb}", json=body, headers=match(version))
            assert answer.status_code in (200, 201), answer.text
            return dict((await self.secretary.get(address)).json())

        await act("investigators", {"person_id": str(self.members[0]), "happened_on": "2026-06-05"})
        statement = await self.document("own_statement", "2026-06-05", case_id=self.case_id, step=10)
        await act("statement", {"happened_on": "2026-06-05", "document_id": statement})
        for department in self.departments():
            await self.on("2026-06-06")
            letter = {"happened_on": "2026-06-06", "addressee": "department", "department": department}
            made = await act("inquiries", letter)
            inquiry = next(i for i in made["inquiries"] if i.get("department") == department)
            await self.on("2026-06-10")
            reply = await self.document("stamped_reply", "2026-06-10", case_id=self.case_id, step=10)
            answered = {"happened_on": "2026-06-10", "result": "clear", "document_id": reply}
            await act(f"inquiries/{inquiry['id']}/reply", answered)
        await self.on("2026-06-12")
        conclusion = await self.document("political_review", "2026-06-12", case_id=self.case_id, step=10)
        groups = ("line_attitude", "political_history", "law_and_morals", "relatives")
        contents = [{"group": group, "ok": True} for group in groups]
        await act(
            "conclude",
            {"happened_on": "2026-06-12", "result": "pass", "contents": contents, "document_id": conclusion},
        )

    def departments(self) -> tuple[str, ...]:
        """Departments that are asked; none nationally."""
        return ()

    async def certificate(self, kind: str, issued: str, **fields: object) -> None:
        """Record a training certificate."""
        day = date.fromisoformat(issued)
        await self.on(issued)
        body = {
            "person_id": str(self.candidate),
            "kind": kind,
            "number": f"培{kind[:3]}-{issued}",
            "days": 3,
            "hours": 24,
            "held_from": (day - timedelta(days=4)).isoformat(),
            "held_to": (day - timedelta(days=1)).isoformat(),
            "happened_on": issued,
            "issuer_id": str(self.world.committee.id),
        } | fields
        await self.post(self.organiser, "/api/v1/training-certificates", body)

    async def to_assembly(self) -> "Walk":
        """Sponsors, review, training, examination, pre-review, form."""
        await self.to_object()
        await self.fact(
            "sponsor_assignment",
            "2026-06-05",
            person_ids=[str(m) for m in self.members[:2]],
            source="contact_person",
        )
        await self.done("determine_sponsors", "2026-06-05")
        await self.review()
        await self.done("political_review", "2026-06-12")
        await self.certificate("development_object", "2026-06-15", valid_until="2027-06-15")
        await self.done("train", "2026-06-15")
        await self.fact("committee_examination", "2026-06-17", decided_by="branch_committee", passed=True)
        await self.done("examine", "2026-06-17")
        await self.before_prereview()
        await self.fact(
            "pre_review_result",
            "2026-06-22",
            self.organiser,
            reviewed_by=str(self.world.committee.id),
            passed=True,
            document_number="柳组预〔2026〕9号",
        )
        await self.done("prereview", "2026-06-22")
        await self.form()
        await self.fact("form_filled", "2026-06-26", form_number="LW-000001", guided_by_sponsors=True)
        await self.done("fill_form", "2026-06-26")
        return self

    async def before_prereview(self) -> None:
        """Talk of the department and inspection notice where a profile asks for them."""

    async def form(self) -> None:
        """Hand out numbers and give one to the candidate."""
        await self.form_on("2026-06-23")

    async def form_on(self, day: str) -> None:
        """The same on a day."""
        await self.on(day)
        body = {
            "holder_id": str(self.world.committee.id),
            "series": "LW",
            "first_number": 1,
            "last_number": 50,
            "width": 6,
            "happened_on": day,
        }
        await self.post(self.department, "/api/v1/application-form-ranges", body)
        given = {"person_id": str(self.candidate), "case_id": self.case_id, "happened_on": day}
        made = await self.post(self.organiser, "/api/v1/application-forms", given)
        assert str(made["number"]).endswith("1"), made

    async def assembly(self, kind: str, day: str, approve: int | None = None) -> str:
        """Hold an assembly and vote by paper; return the meeting's id."""
        meetings = "/api/v1/meetings"
        noticed = (date.fromisoformat(day) - timedelta(days=5)).isoformat()
        await self.on(noticed)
        meeting = await self.post(
            self.secretary,
            meetings,
            {
                "organisation_id": str(self.world.branch.id),
                "kind": kind,
                "topic": "讨论表决",
                "planned_on": day,
                "noticed_on": noticed,
                "candidates": [{"person_id": str(self.candidate), "case_id": self.case_id}],
            },
        )
        await self.on(day)
        address = f"{meetings}/{meeting['id']}"

        async def act(verb: str, body: object) -> None:
            nonlocal meeting
            answer = await self.secretary.post(f"{address}/{verb}", json=body, headers=match(meeting["version"]))
            assert answer.status_code in (200, 201), answer.text
            meeting = answer.json()

        await act("electorate", {})
        present = [{"person_id": str(m), "attendance": "present"} for m in self.members]
        await act("attendance", {"attendances": present})
        await act("tellers", {"person_ids": [str(m) for m in self.members[:2]]})
        await act("hold", {"chair_id": str(self.members[0]), "happened_on": day})
        await act("discussions", {"candidate_id": str(self.candidate), "summary": "逐个讨论"})
        ballot = await self.post(
            self.secretary,
            "/api/v1/ballots",
            {"meeting_id": meeting["id"], "candidate_id": str(self.candidate)},
        )
        await self.counted(ballot, approve)
        meeting = (await self.secretary.get(address)).json()
        await act("close", {})
        minutes = await self.document("assembly_minutes", day, meeting_id=meeting["id"])
        await act("minutes", {"document_id": minutes})
        return str(meeting["id"])

    async def counted(self, ballot: dict[str, Any], approve: int | None) -> None:
        """Have both tellers enter the papers of everybody, *approve* of them (or all) in favour, and close the vote."""
        whole = len(self.members)
        yes = whole if approve is None else approve
        figures = {
            "issued": whole,
            "returned": whole,
            "approve": yes,
            "against": whole - yes,
            "abstain": 0,
            "invalid": 0,
        }
        for client in (self.secretary, self.second):
            ballot = await self.post(client, f"/api/v1/ballots/{ballot['id']}/tallies", figures)
        answer = await self.secretary.post(f"/api/v1/ballots/{ballot['id']}/close", headers=match(ballot["version"]))
        assert answer.status_code == 200, answer.text

    async def to_probationary(self) -> "Walk":
        """Assembly, talk, approval, filing, group, oath."""
        await self.to_assembly()
        await self.assembly("admission", "2026-07-10")
        await self.done("admission_assembly", "2026-07-10")
        committee = str(self.world.committee.id)
        await self.fact("admission_report", "2026-07-12", reported_to=committee)
        await self.fact(
            "admission_talk",
            "2026-07-15",
            self.organiser,
            talked_by=str(self.organiser_person),
            office="organiser",
            fit=True,
        )
        await self.done("admission_talk", "2026-07-15")
        await self.fact(
            "admission_approval",
            "2026-08-05",
            self.approver,
            decided_by=committee,
            decision="approve",
            document_number="柳委〔2026〕31号",
            collectively=True,
        )
        await self.done("approve_admission", "2026-08-05")
        await self.fact(
            "approval_filing",
            "2026-08-10",
            self.organiser,
            filed_with=str(self.world.county.id),
            document_number="柳组备〔2026〕33号",
        )
        await self.done("file_approval", "2026-08-10")
        await self.fact("group_assignment", "2026-08-12", branch_id=str(self.world.branch.id))
        await self.done("assign_group", "2026-08-12")
        await self.fact("oath", "2026-08-28", held_by=str(self.world.branch.id))
        await self.done("oath", "2026-08-28")
        return self

    async def to_conversion(self, proposal: str = "convert", months: int | None = None) -> "Walk":
        """Everything up to the assembly on conversion."""
        await self.to_probationary()
        return await self.convert(proposal, months)

    async def convert(self, proposal: str = "convert", months: int | None = None) -> "Walk":
        """Reviews in probation, application, opinions, examination, assembly on conversion."""
        await self.fact(
            "probation_review", "2027-01-12", period_from="2026-07-10", period_to="2027-01-09", suitable=True
        )
        await self.fact("probation_conclusion", "2027-07-10")
        await self.done("probation", "2027-07-10")
        await self.fact("conversion_application", "2027-07-10", by_the_person=True)
        await self.done("apply_for_conversion", "2027-07-10")
        for source in ("party_group", "members", "masses"):
            await self.fact("opinions_heard", "2027-07-12", source=source, purpose="conversion", asked=5, in_favour=5)
        await self.before_conversion()
        await self.fact("conversion_examination", "2027-07-15", proposal=proposal)
        meeting = await self.assembly("conversion", "2027-07-20")
        data: dict[str, Any] = {"proposal": proposal, "meeting_id": meeting}
        if proposal != "convert":
            data["reason"] = "尚需进一步考察"
        if months is not None:
            data["extend_months"] = months
        await self.fact("conversion_resolution", "2027-07-20", **data)
        await self.done("conversion_assembly", "2027-07-20")
        return self

    def on_paper(self) -> list[tuple[str, str, dict[str, object]]]:
        """The acts of a whole case on paper: kind, day, data."""
        committee, branch = str(self.world.committee.id), str(self.world.branch.id)
        contacts = [str(m) for m in self.members[:2]]
        return [
            (
                "application_letter",
                "2025-03-03",
                {
                    "written_on": "2025-03-01",
                    "received_by": "work_or_study_unit",
                    "by_the_person": True,
                    "accepts_programme": True,
                },
            ),
            ("first_talk", "2025-03-20", {"talked_by": contacts[0], "office": "secretary"}),
            ("recommendation", "2025-04-10", {"way": "member_recommendation", "participating": 5, "recommending": 4}),
            ("activist_determination", "2025-04-15", {"decided_by": "branch_committee", "agreed": True}),
            (
                "activist_filing",
                "2025-04-22",
                {"reported_on": "2025-04-16", "filed_by": committee, "document_number": "柳组备〔2025〕12号"},
            ),
            ("contact_assignment", "2025-04-28", {"person_ids": contacts}),
            (
                "half_yearly_review",
                "2025-10-28",
                {"period_from": "2025-04-28", "period_to": "2025-10-27", "suitable": True},
            ),
            (
                "half_yearly_review",
                "2026-04-28",
                {"period_from": "2025-10-28", "period_to": "2026-04-27", "suitable": True},
            ),
            ("cultivation_conclusion", "2026-05-06", {"suitable": True}),
            ("opinions_heard", "2026-05-08", {"source": "contact_person", "asked": 2, "in_favour": 2}),
            ("opinions_heard", "2026-05-08", {"source": "members", "asked": 5, "in_favour": 5}),
            ("opinions_heard", "2026-05-08", {"source": "masses", "asked": 9, "in_favour": 9}),
            ("object_determination", "2026-05-19", {"decided_by": "branch_committee", "agreed": True}),
            (
                "paper_publicity",
                "2026-05-21",
                {"about": "admission", "taken_down_on": "2026-06-01", "objections_settled": True},
            ),
            (
                "object_filing",
                "2026-06-04",
                {
                    "reported_on": "2026-05-20",
                    "replied_by": committee,
                    "reply": "consent",
                    "document_number": "柳组批〔2026〕7号",
                },
            ),
            ("sponsor_assignment", "2026-06-05", {"person_ids": contacts, "source": "contact_person"}),
            ("paper_political_review", "2026-06-12", {"passed": True, "last_reply_on": "2026-06-10"}),
            ("paper_training", "2026-06-15", {"days": 3, "hours": 24, "number": "培2026-1"}),
            ("committee_examination", "2026-06-17", {"decided_by": "branch_committee", "passed": True}),
            (
                "pre_review_result",
                "2026-06-22",
                {"reviewed_by": committee, "passed": True, "document_number": "柳组预〔2026〕9号"},
            ),
            ("form_filled", "2026-06-26", {"form_number": "LW-000001", "guided_by_sponsors": True}),
            (
                "paper_assembly",
                "2026-07-10",
                {"about": "admission", "entitled": 5, "present": 5, "approve": 5, "secret": True},
            ),
            ("admission_report", "2026-07-12", {"reported_to": committee}),
            (
                "admission_talk",
                "2026-07-15",
                {"talked_by": str(self.organiser_person), "office": "organiser", "fit": True},
            ),
            (
                "admission_approval",
                "2026-08-05",
                {
                    "decided_by": committee,
                    "decision": "approve",
                    "document_number": "柳委〔2026〕31号",
                    "collectively": True,
                },
            ),
            (
                "approval_filing",
                "2026-08-10",
                {"filed_with": str(self.world.county.id), "document_number": "柳组备〔2026〕33号"},
            ),
            ("group_assignment", "2026-08-12", {"branch_id": branch}),
            ("oath", "2026-08-28", {"held_by": branch}),
            (
                "probation_review",
                "2027-01-12",
                {"period_from": "2026-07-10", "period_to": "2027-01-09", "suitable": True},
            ),
            ("probation_conclusion", "2027-07-10", {}),
            ("conversion_application", "2027-07-10", {"by_the_person": True}),
            (
                "opinions_heard",
                "2027-07-12",
                {"source": "members", "purpose": "conversion", "asked": 5, "in_favour": 5},
            ),
            ("opinions_heard", "2027-07-12", {"source": "masses", "purpose": "conversion", "asked": 5, "in_favour": 5}),
            ("conversion_examination", "2027-07-15", {"proposal": "convert"}),
            ("conversion_resolution", "2027-07-20", {"proposal": "convert"}),
            (
                "paper_assembly",
                "2027-07-20",
                {"about": "conversion", "entitled": 5, "present": 5, "approve": 5, "secret": True},
            ),
            ("conversion_report", "2027-07-21", {"reported_to": committee}),
            (
                "conversion_approval",
                "2027-08-20",
                {
                    "decided_by": committee,
                    "decision": "approve",
                    "document_number": "柳委〔2027〕31号",
                    "collectively": True,
                },
            ),
        ]

    def on_paper_through(self, step: str) -> list[tuple[str, str, dict[str, object]]]:
        """The acts up to the one of a step."""
        facts = self.on_paper()
        wanted = {
            "admission_assembly": ("paper_assembly", "admission"),
            "conversion_assembly": ("paper_assembly", "conversion"),
        }
        kind, about = wanted.get(step, (_PAPER.get(step, STEPS[step].act), None))
        last = next(n for n, (k, _, data) in enumerate(facts) if k == kind and about in (None, data.get("about")))
        return facts[: last + 1]

    async def taken_over(
        self, through: str = "oath", *, decide: bool = True, skip: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Take the case over from paper up to a step, and have every gap upheld by a decision."""
        taken = [
            {"kind": kind, "happened_on": on, "data": data}
            for kind, on, data in self.on_paper_through(through)
            if kind not in skip
        ]
        await self.on("2026-11-23")
        body = {"person_id": str(self.candidate), "through_step": through, "facts": taken}
        case = await self.post(self.approver, f"{CASES}/take-overs", body)
        self.case_id = case["id"]
        if decide:
            await self.uphold_all()
        return case

    async def uphold_all(self) -> None:
        """The committee upholds whatever is open."""
        findings = (await self.secretary.get(f"{self.path}/findings")).json()["items"]
        waiting = [finding["id"] for finding in findings if finding["state"] == "open"]
        answer = await self.approver.post(
            f"{self.path}/findings/decisions",
            json={
                "finding_ids": waiting,
                "decision": "uphold",
                "decided_by": str(self.world.committee.id),
                "decided_on": "2026-11-23",
                "document_number": "柳委〔2026〕88号",
            },
            headers=match((await self.case())["version"]),
        )
        assert answer.status_code == 200, answer.text

    async def before_conversion(self) -> None:
        """Notices where a profile asks for them."""

    async def approve_conversion(self, day: str = "2027-08-20", outcome: str = "passed") -> dict[str, Any]:
        """Report and approve the resolution on conversion."""
        committee = str(self.world.committee.id)
        await self.fact("conversion_report", "2027-07-21", reported_to=committee)
        await self.fact(
            "conversion_approval",
            day,
            self.approver,
            decided_by=committee,
            decision="approve",
            document_number="柳委〔2027〕31号",
            collectively=True,
        )
        await self.papers("approve_conversion", day)
        return await self.complete("approve_conversion", outcome)

    async def to_archive(self) -> "Walk":
        """The whole way."""
        await self.to_conversion()
        await self.approve_conversion()
        await self.fact("archive", "2027-09-01", has_personnel_file=True, kept_by="personnel_file")
        await self.done("archive", "2027-09-01")
        return self


async def start(
    world: World,
    set_today: SetToday,
    kind: type[Walk] = Walk,
    *,
    members_since: date = date(2012, 7, 1),
    known_since: date = date(2024, 1, 1),
    born_on: date = date(1996, 4, 20),
) -> Walk:
    """A branch with five full members, a registered person, and everybody's accounts."""
    async with world.system() as uow:
        members = [
            await make_person(uow, world.branch.id, f"柳青{'一二三四五'[n]}", since=members_since) for n in range(5)
        ]
        organiser_person = await make_person(uow, world.sister.id, "竹组织", since=members_since)
        candidate = await make_person(
            uow,
            world.branch.id,
            "柳申请",
            status=MemberStatus.REGISTERED,
            since=known_since,
            born_on=born_on,
        )
        await uow.flush()
    ids = [person.id for person in members]
    secretary = await world.client(RoleKey.BRANCH_SECRETARY, "branch", person_id=ids[0])
    made = kind(
        world,
        set_today,
        candidate.id,
        ids,
        organiser_person.id,
        secretary,
        await world.client(RoleKey.ORGANISATION_COMMISSIONER, "branch", person_id=ids[1]),
        await world.client(RoleKey.COMMITTEE_ORGANISER, "committee", person_id=organiser_person.id),
        await world.client(RoleKey.APPROVING_COMMITTEE, "committee"),
        await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county"),
    )
    return made
