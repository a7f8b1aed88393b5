"""One whole case, letter to archive, through the generated Python client against the running server.

The demo county has adopted the institution profile. The tables below are the story: who, which operation, which content.
"""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.demo.accounts import PASSWORD
from tests.builders.serving import served
from tests.clients.conftest import Generated
from tests.clients.driver import Caller, Operations

_FACT = "development_facts_record_"
_ACCOUNTS = ("county", "approver", "organiser", "secretary", "commissioner", "discipline", "police")
_CRITERIA = ("理想信念", "工作实绩", "群众基础", "遵规守纪")
_GROUPS = ("line_attitude", "political_history", "law_and_morals", "relatives")
_BINARY = ("development-steps/chart.svg", "/content", "notices.atom")


class Story:
    """The people, the day and the ids of one case."""

    def __init__(self, operations: Operations, base_url: str) -> None:
        self.operations = operations
        self.by: dict[str, Caller] = {name: operations.signed_in(base_url, name, PASSWORD) for name in _ACCOUNTS}
        secretary = self.by["secretary"]
        me = secretary("identity_me_read")
        self.branch = me.grants[0].organisation_id
        self.committee = secretary("organisations_read", None, self.branch).parent_id
        self.county = self.by["county"]("identity_me_read").grants[0].organisation_id
        self.pair = [str(me.person_id), str(self.by["commissioner"]("identity_me_read").person_id)]
        self.day = "2025-03-03"
        self.done: list[str] = []
        self.today(self.day)
        self.person = secretary(
            "people_register",
            {
                "branch_id": str(self.branch),
                "name": "林海平",
                "sex": "male",
                "born_on": "1996-04-20",
                "status_since": "2024-01-02",
            },
        ).id
        self.case = secretary("development_cases_open", {"person_id": str(self.person)}).id
        table = secretary("development_steps_list").items
        self.steps = {row.key: row for row in table}

    def today(self, day: str) -> None:
        """Move the clock."""
        self.by["county"]("installation_rehearsal_set", {"today": day})
        self.day = day

    def fact(self, kind: str, data: dict[str, object], who: str = "secretary") -> None:
        """Record a fact of the day."""
        self.by[who](_FACT + kind, {"happened_on": self.day, "data": data}, self.case)

    def paper(self, kind: str, who: str = "secretary", **where: object) -> str:
        """Upload an evidence file with the client's own file type."""
        operation = self.operations["documents_file"]
        content = operation.BytesIO(b"%PDF-1.4\n% " + uuid4().hex.encode() + b"\n%%EOF\n")
        given: dict[str, Any] = {
            "body": operation.File(payload=content),
            "kind": operation.DocumentKind(kind),
            "title": kind,
            "file_name": f"{kind}.pdf",
            "happened_on": operation.datetime.date.fromisoformat(self.day),
        }
        return str(self.by[who].send("documents_file", **given, **(where or {"case_id": self.case})).id)

    def finish(self, step: str, who: str = "secretary") -> None:
        """File the papers of a step and complete it."""
        on = self.operations["documents_file"].datetime.date.fromisoformat(self.day)
        rows = self.by["secretary"].send("development_steps_list", on=on).items
        row = next(row for row in rows if row.key == step)
        for kind in row.documents:
            self.paper(str(getattr(kind, "value", kind)), who, case_id=self.case, step=row.number)
        assert self.by[who].complete(self.case, step) == "passed"
        self.done.append(step)

    def certificate(self, kind: str, first: str, last: str) -> None:
        """Record a training certificate."""
        content: dict[str, object] = {
            "person_id": str(self.person),
            "kind": kind,
            "number": f"培-{kind}",
            "days": 3,
            "hours": 24,
            "held_from": first,
            "held_to": last,
            "happened_on": self.day,
            "valid_until": "2027-07-01",
            "issuer_id": str(self.committee),
        }
        self.by["organiser"]("training_certificates_issue", content)

    def notice(self, kind: str) -> UUID:
        """Post a notice at one site."""
        candidate = {"case_id": str(self.case), "applicable_sites": ["current_unit", "residence"]}
        content: dict[str, object] = {
            "kind": kind,
            "organisation_id": str(self.branch),
            "announcement": "现将下列同志有关情况予以公告。",
            "candidates": [candidate],
        }
        made: UUID = self.by["secretary"]("publicity_notices_create", content).id
        site: dict[str, object] = {"kind": "current_unit", "place": "村务公开栏", "posted_on": self.day}
        self.by["secretary"].act("publicity_notices_post_site", "publicity_notices_read", site, made)
        return made

    def conclude(self, notice: UUID) -> None:
        """Conclude a notice on the day."""
        content: dict[str, object] = {"concluded_on": self.day}
        self.by["secretary"].act("publicity_notices_conclude", "publicity_notices_read", content, notice)

    def assembly(self, kind: str, noticed: str, held: str) -> str:
        """Hold an assembly with a paper ballot."""
        self.today(noticed)
        secretary, person = self.by["secretary"], str(self.person)
        content: dict[str, object] = {
            "organisation_id": str(self.branch),
            "kind": kind,
            "topic": "讨论表决",
            "planned_on": held,
            "noticed_on": noticed,
            "candidates": [{"person_id": person, "case_id": str(self.case)}],
        }
        meeting = secretary("meetings_convene", content).id
        self.today(held)

        def act(operation: str, content: dict[str, object] | None = None) -> None:
            secretary.act(operation, "meetings_read", content, meeting)

        act("meetings_freeze_electorate")
        entries = secretary("meetings_electorate", None, meeting).entries
        roll = [str(entry.person_id) for entry in entries if entry.standing == "entitled"]
        act("meetings_attendance", {"attendances": [{"person_id": one, "attendance": "present"} for one in roll]})
        act("meetings_name_tellers", {"person_ids": self.pair})
        act("meetings_hold", {"chair_id": self.pair[0], "happened_on": held})
        act("meetings_discuss", {"candidate_id": person, "summary": "逐个讨论"})
        ballot = secretary("ballots_open", {"meeting_id": str(meeting), "candidate_id": person}).id
        tally: dict[str, object] = {"issued": len(roll), "returned": len(roll), "approve": len(roll) - 1}
        tally |= {"against": 1, "abstain": 0, "invalid": 0}
        for teller in ("secretary", "commissioner"):
            self.by[teller]("ballots_tally", tally, ballot)
        secretary.act("ballots_close", "ballots_read", None, ballot)
        act("meetings_close")
        act("meetings_minutes", {"document_id": self.paper("assembly_minutes", meeting_id=meeting)})
        return str(meeting)

    def to_activist(self) -> None:
        """Stage one."""
        letter = {"written_on": "2025-03-01", "received_by": "work_or_study_unit"}
        self.fact("application_letter", {**letter, "by_the_person": True, "accepts_programme": True})
        self.finish("apply")
        self.today("2025-03-20")
        self.fact("first_talk", {"talked_by": self.pair[0], "office": "secretary"})
        self.finish("first_talk")
        self.today("2025-04-10")
        self.fact("recommendation", {"way": "member_recommendation", "participating": 20, "recommending": 18})
        self.today("2025-04-15")
        self.fact("activist_determination", {"decided_by": "branch_committee", "agreed": True})
        self.finish("determine_activist")
        self.today("2025-04-22")
        filing = {"reported_on": "2025-04-16", "filed_by": str(self.committee), "document_number": "青组备〔2025〕12号"}
        self.fact("activist_filing", {**filing}, "organiser")
        self.finish("file_activist", "organiser")
        self.today("2025-04-28")
        self.fact("contact_assignment", {"person_ids": self.pair})
        self.finish("assign_contacts")

    def to_object(self) -> None:
        """Stage two."""
        for day, first, last in (
            ("2025-10-28", "2025-04-28", "2025-10-27"),
            ("2026-04-28", "2025-10-28", "2026-04-27"),
        ):
            self.today(day)
            review = {"period_from": first, "period_to": last, "suitable": True, "reported_to_assembly": True}
            self.fact("half_yearly_review", review)
        self.today("2026-05-06")
        self.fact("cultivation_conclusion", {"suitable": True})
        self.finish("cultivate")
        self.today("2026-05-08")
        for source in ("party_group", "contact_person", "members", "masses"):
            self.fact("opinions_heard", {"source": source, "asked": 10, "in_favour": 10})
        self.today("2026-05-10")
        self.certificate("activist", "2026-05-06", "2026-05-08")
        self.today("2026-05-12")
        self.score()
        self.poll()
        self.today("2026-05-19")
        self.fact("object_determination", {"decided_by": "branch_committee", "agreed": True})
        self.finish("determine_object")
        self.today("2026-05-21")
        notice = self.notice("development")
        self.today("2026-06-02")
        self.conclude(notice)
        self.today("2026-06-04")
        reply = {"reported_on": "2026-05-20", "replied_by": str(self.committee), "reply": "consent"}
        self.fact("object_filing", {**reply, "document_number": "青组批〔2026〕7号"}, "organiser")
        self.finish("list_object", "organiser")

    def score(self) -> None:
        """A score sheet, each item verified by another."""
        items = [{"title": "理论学习", "max_points": "60"}, {"title": "荣誉", "max_points": "40", "kind": "honour"}]
        template: dict[str, object] = {"organisation_id": str(self.committee), "purpose": "score_sheet"}
        template |= {"title": "发展对象量化考核表", "happened_on": self.day, "items": items}
        template_id = str(self.by["approver"]("score_templates_create", template).id)
        evidence = [self.paper("score_evidence")]
        lines = [
            {"points": "55.5", "evidence": evidence},
            {"points": "30", "evidence": evidence, "honoured_on": "2024-07-01"},
        ]
        content: dict[str, object] = {"case_id": str(self.case), "template_id": template_id}
        content |= {"happened_on": self.day, "items": lines}
        sheet = self.by["secretary"]("score_sheets_begin", content).id
        for position in (1, 2):
            self.by["organiser"].act("score_sheets_verify_item", "score_sheets_read", None, sheet, position)
        self.by["secretary"].act("score_sheets_finalise", "score_sheets_read", None, sheet)

    def poll(self) -> None:
        """An opinion poll."""
        secretary = self.by["secretary"]
        members = secretary("people_count", organisation_id=self.branch, members_only=True).count

        def marks(everybody: int) -> dict[str, int]:
            return {"excellent": everybody, "average": 0, "poor": 0}

        content: dict[str, object] = {
            "case_id": str(self.case),
            "happened_on": self.day,
            "members": {"base": members, "participating": members},
            "masses": {"base": 100, "participating": 20, "base_reason": "本村在册群众代表"},
            "criteria": [{"title": t, "members": marks(members), "masses": marks(20)} for t in _CRITERIA],
        }
        secretary("opinion_polls_record", content)

    def to_form(self) -> None:
        """Stage three."""
        self.today("2026-06-05")
        self.fact("sponsor_assignment", {"person_ids": self.pair, "source": "contact_person"})
        self.finish("determine_sponsors")
        self.review()
        self.today("2026-06-15")
        self.certificate("development_object", "2026-06-11", "2026-06-14")
        self.finish("train")
        self.today("2026-06-17")
        self.fact("committee_examination", {"decided_by": "branch_committee", "passed": True})
        self.finish("examine")
        self.today("2026-06-18")
        county = self.by["county"]
        talk: dict[str, object] = {"case_id": str(self.case), "happened_on": self.day}
        talk |= {"body": "organisation_department", "talked_by": str(county("identity_me_read").person_id)}
        county("scored_talks_record", talk)
        self.today("2026-06-19")
        self.notice("inspection")
        self.today("2026-06-22")
        passed = {"reviewed_by": str(self.committee), "passed": True, "document_number": "青组预〔2026〕9号"}
        self.fact("pre_review_result", {**passed}, "organiser")
        self.finish("prereview", "organiser")
        self.today("2026-06-23")
        given: dict[str, object] = {"person_id": str(self.person), "case_id": str(self.case), "happened_on": self.day}
        printed = self.by["organiser"]("form_register_issue", given).printed
        self.today("2026-06-26")
        self.fact("form_filled", {"form_number": printed, "guided_by_sponsors": True})
        self.finish("fill_form")

    def review(self) -> None:
        """The political review; both departments answer at their desks."""
        secretary = self.by["secretary"]
        opened: dict[str, object] = {"case_id": str(self.case), "happened_on": self.day}
        review = secretary("political_reviews_open", opened).id

        def act(operation: str, content: dict[str, object]) -> None:
            content = {"happened_on": self.day, **content}
            secretary.act(f"political_reviews_{operation}", "political_reviews_read", content, review)

        act("appoint_investigator", {"person_id": self.pair[0]})
        act("file_statement", {"document_id": self.paper("own_statement", case_id=self.case, step=10)})
        self.today("2026-06-06")
        for department in ("discipline_inspection", "public_security"):
            act("send_inquiry", {"addressee": "department", "department": department})
        self.today("2026-06-10")
        for desk in ("discipline", "police"):
            letter = self.by[desk].send("inquiries_list", open_=True).items[0].id
            stamped = self.paper("stamped_reply", desk, case_id=self.case, step=10)
            content: dict[str, object] = {"happened_on": self.day, "result": "clear", "document_id": stamped}
            self.by[desk].act("inquiries_reply", "inquiries_read", content, letter)
        self.today("2026-06-12")
        paper = self.paper("political_review", case_id=self.case, step=10)
        contents = [{"group": group, "ok": True} for group in _GROUPS]
        act("conclude", {"result": "pass", "document_id": paper, "contents": contents})
        self.finish("political_review")

    def to_probationary(self) -> None:
        """Stage four."""
        self.assembly("admission", "2026-07-05", "2026-07-10")
        self.finish("admission_assembly")
        self.today("2026-07-12")
        self.fact("admission_report", {"reported_to": str(self.committee)})
        self.today("2026-07-15")
        organiser = str(self.by["organiser"]("identity_me_read").person_id)
        self.fact("admission_talk", {"talked_by": organiser, "office": "organiser", "fit": True}, "organiser")
        self.finish("admission_talk", "organiser")
        self.today("2026-08-05")
        self.approve("admission", "青委〔2026〕31号")
        self.today("2026-08-10")
        filing = {"filed_with": str(self.county), "document_number": "青组备〔2026〕33号"}
        self.fact("approval_filing", {**filing}, "organiser")
        self.finish("file_approval", "organiser")
        self.today("2026-08-12")
        self.fact("group_assignment", {"branch_id": str(self.branch)})
        self.finish("assign_group")
        self.today("2026-08-28")
        self.fact("oath", {"held_by": str(self.branch)})
        self.finish("oath")

    def approve(self, what: str, number: str) -> None:
        """The committee approves."""
        decision = {"decided_by": str(self.committee), "decision": "approve", "document_number": number}
        self.fact(f"{what}_approval", {**decision, "collectively": True}, "approver")
        self.finish(f"approve_{what}", "approver")

    def to_archive(self) -> None:
        """Stage five."""
        year: dict[str, object] = {"holidays": ["2027-01-01"], "makeup_days": [], "source": "演练用，非国务院通知"}
        self.by["county"]("work_calendar_load", year, 2027)
        self.today("2027-01-12")
        self.fact("probation_review", {"period_from": "2026-07-10", "period_to": "2027-01-09", "suitable": True})
        self.today("2027-07-10")
        self.fact("probation_conclusion", {})
        self.finish("probation")
        self.fact("conversion_application", {"by_the_person": True})
        self.finish("apply_for_conversion")
        self.today("2027-07-12")
        for source in ("party_group", "members", "masses"):
            self.fact("opinions_heard", {"source": source, "purpose": "conversion", "asked": 10, "in_favour": 9})
        self.today("2027-07-13")
        self.notice("inspection")
        self.today("2027-07-15")
        self.fact("conversion_examination", {"proposal": "convert"})
        meeting = self.assembly("conversion", "2027-07-15", "2027-07-20")
        self.fact("conversion_resolution", {"proposal": "convert", "meeting_id": meeting})
        self.finish("conversion_assembly")
        self.today("2027-07-21")
        notice = self.notice("conversion")
        self.fact("conversion_report", {"reported_to": str(self.committee)})
        self.today("2027-08-02")
        self.conclude(notice)
        self.today("2027-08-20")
        self.approve("conversion", "青委〔2027〕31号")
        self.today("2027-09-01")
        self.fact("archive", {"has_personnel_file": True, "kept_by": "personnel_file"})
        self.finish("archive")


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_one_whole_case_goes_from_the_letter_to_the_archive_through_the_generated_client(
    generated: Generated, database_url: str, tmp_path: Path
) -> None:
    with served(database_url, tmp_path / "var", "2025-03-03") as url:
        story = Story(Operations(generated.package), url)

        story.to_activist()
        story.to_object()
        story.to_form()
        story.to_probationary()
        story.to_archive()

        secretary = story.by["secretary"]
        assert secretary("people_read", None, story.person).status == "full_member"
        assert secretary("development_cases_read", None, story.case).state == "archived"
        assert story.done == list(story.steps)


def test_the_generator_leaves_nothing_out_but_files(generated: Generated) -> None:
    warned = [line for line in generated.said.splitlines() if line.startswith("WARNING")]

    assert [line for line in warned if not any(binary in line for binary in _BINARY)] == []
    assert "removal of" not in generated.said
