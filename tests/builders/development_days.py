"""A walk whose steps lie on the days that a test names: over HTTP with the rehearsal's clock, or on paper."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any

import httpx

from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.shared.days import add_days, add_months
from tests.builders.development_walk import CASES, Walk, match, start
from tests.builders.world import World

__all__ = ["DatedWalk", "begin", "days_around", "refused"]

SetToday = Callable[[date], Awaitable[None]]
_PAPER = tuple[str, str, dict[str, Any]]

_BEFORE = {
    "apply": -800,
    "first_talk": -790,
    "determine_activist": -760,
    "file_activist": -750,
    "assign_contacts": -745,
    "cultivate": -330,
    "determine_object": -320,
    "list_object": -290,
    "determine_sponsors": -285,
    "political_review": -270,
    "train": -250,
    "examine": -40,
    "prereview": -20,
    "fill_form": -10,
    "admission_assembly": 0,
    "admission_talk": 5,
    "approve_admission": 30,
    "file_approval": 35,
    "assign_group": 40,
    "oath": 50,
}
_AFTER_PROBATION = {
    "probation": 0,
    "apply_for_conversion": 0,
    "conversion_assembly": 10,
    "approve_conversion": 30,
    "archive": 60,
}
assert [*_BEFORE, *_AFTER_PROBATION] == [step.key for step in STEP_LIST]


def days_around(assembly: str, **own: str) -> dict[str, date]:
    """Return a day for every step of a case without a fault, counted from its assembly; *own* days replace those."""
    held = date.fromisoformat(assembly)
    ends = add_months(held, 12)
    days = {key: add_days(held, offset) for key, offset in _BEFORE.items()}
    days |= {key: add_days(ends, offset) for key, offset in _AFTER_PROBATION.items()}
    return days | {key: date.fromisoformat(day) for key, day in own.items()}


async def begin(
    world: World, set_today: SetToday, *, members_since: date, known_since: date, born_on: date = date(1996, 4, 20)
) -> "DatedWalk":
    """A branch of members since a day and somebody known since another."""
    walk = await start(
        world, set_today, DatedWalk, members_since=members_since, known_since=known_since, born_on=born_on
    )
    assert isinstance(walk, DatedWalk)
    return walk


class DatedWalk(Walk):
    """Each step by its acts of one day; what belongs to a step on other days (a report, a posting) is named by the test."""

    days: Mapping[str, date]

    # The acts of a step

    def acts(self, step: str, day: str, **own: Any) -> list[_PAPER]:
        """The facts of a step on its day; *own* data replace what is usual in the last of them."""
        *before, (kind, on, data) = self._acts(step, day)
        return [*before, (kind, on, data | own)]

    def _acts(self, step: str, day: str) -> list[_PAPER]:
        committee, branch = str(self.world.committee.id), str(self.world.branch.id)
        two = [str(member) for member in self.members[:2]]
        number = f"柳委〔{day}〕"
        approval = {"decided_by": committee, "decision": "approve", "document_number": number, "collectively": True}
        table: dict[str, list[tuple[str, dict[str, Any]]]] = {
            "apply": [
                (
                    "application_letter",
                    {
                        "written_on": day,
                        "received_by": "work_or_study_unit",
                        "by_the_person": True,
                        "accepts_programme": True,
                    },
                )
            ],
            "first_talk": [("first_talk", {"talked_by": two[0], "office": "secretary"})],
            "determine_activist": [
                ("recommendation", {"way": "member_recommendation", "participating": 5, "recommending": 4}),
                ("activist_determination", {"decided_by": "branch_committee", "agreed": True}),
            ],
            "file_activist": [
                ("activist_filing", {"reported_on": day, "filed_by": committee, "document_number": number})
            ],
            "assign_contacts": [("contact_assignment", {"person_ids": two})],
            "cultivate": [("cultivation_conclusion", {"suitable": True})],
            "determine_object": [
                *(
                    ("opinions_heard", {"source": source, "asked": 5, "in_favour": 5})
                    for source in ("party_group", "contact_person", "members", "masses")
                ),
                ("object_determination", {"decided_by": "branch_committee", "agreed": True}),
            ],
            "list_object": [
                (
                    "object_filing",
                    {"reported_on": day, "replied_by": committee, "reply": "consent", "document_number": number},
                )
            ],
            "determine_sponsors": [("sponsor_assignment", {"person_ids": two, "source": "contact_person"})],
            "political_review": [("paper_political_review", {"passed": True, "last_reply_on": day})],
            "train": [("paper_training", {"days": 5, "hours": 40, "number": f"培{day}"})],
            "examine": [("committee_examination", {"decided_by": "branch_committee", "passed": True})],
            "prereview": [("pre_review_result", {"reviewed_by": committee, "passed": True, "document_number": number})],
            "fill_form": [("form_filled", {"form_number": "LW-000001", "guided_by_sponsors": True})],
            "admission_assembly": [
                ("paper_assembly", {"about": "admission", "entitled": 5, "present": 5, "approve": 5, "secret": True})
            ],
            "admission_talk": [
                ("admission_talk", {"talked_by": str(self.organiser_person), "office": "organiser", "fit": True})
            ],
            "approve_admission": [("admission_approval", approval)],
            "file_approval": [
                ("approval_filing", {"filed_with": str(self.world.county.id), "document_number": number})
            ],
            "assign_group": [("group_assignment", {"branch_id": branch})],
            "oath": [("oath", {"held_by": branch})],
            "probation": [("probation_conclusion", {})],
            "apply_for_conversion": [("conversion_application", {"by_the_person": True})],
            "conversion_assembly": [
                *(
                    ("opinions_heard", {"source": source, "purpose": "conversion", "asked": 5, "in_favour": 5})
                    for source in ("members", "masses")
                ),
                ("conversion_examination", {"proposal": "convert"}),
                ("conversion_resolution", {"proposal": "convert"}),
                ("paper_assembly", {"about": "conversion", "entitled": 5, "present": 5, "approve": 5, "secret": True}),
            ],
            "approve_conversion": [("conversion_approval", approval)],
            "archive": [("archive", {"has_personnel_file": True, "kept_by": "personnel_file"})],
        }
        return [(kind, day, data) for kind, data in table[step]]

    def reviews(self, start: date, until: date) -> list[_PAPER]:
        """The half-yearly reviews of a cultivation, each written down on the day after its half year."""
        found: list[_PAPER] = []
        while (following := add_months(start, 6 * (len(found) + 1))) <= until:
            begun = add_months(start, 6 * len(found))
            period = {"period_from": begun.isoformat(), "period_to": (following - timedelta(days=1)).isoformat()}
            found.append(("half_yearly_review", following.isoformat(), {**period, "suitable": True}))
        return found

    def report(self, about: str, day: str) -> _PAPER:
        """The report of an assembly's resolution."""
        return (f"{about}_report", day, {"reported_to": str(self.world.committee.id)})

    # On paper

    def papers_through(
        self, step: str, *, skip: tuple[str, ...] = (), more: tuple[_PAPER, ...] = (), **own: dict[str, Any]
    ) -> list[_PAPER]:
        """The acts of the case on paper up to a step, each on the day of its step; *own* data by the step."""
        found = list(more)
        for row in STEP_LIST[: STEPS[step].number]:
            if row.key in skip:
                continue
            found += self.acts(row.key, self.days[row.key].isoformat(), **own.get(row.key, {}))
            if row.key == "cultivate":
                found += self.reviews(self.days["assign_contacts"], self.days["cultivate"])
        return sorted(found, key=lambda act: act[1])

    async def take(self, step: str, acts: list[_PAPER], today: str) -> list[dict[str, Any]]:
        """Take the case over through a step; return its findings."""
        await self.on(today)
        given = [{"kind": kind, "happened_on": on, "data": data} for kind, on, data in acts]
        body = {"person_id": str(self.candidate), "through_step": step, "facts": given}
        self.case_id = (await self.post(self.approver, f"{CASES}/take-overs", body))["id"]
        return await self.findings()

    async def findings(self) -> list[dict[str, Any]]:
        """The findings of the case."""
        answer = await self.secretary.get(f"{self.path}/findings")
        return list(answer.json()["items"])

    async def upheld(self, day: str) -> None:
        """The committee upholds on a day whatever is open."""
        waiting = [finding["id"] for finding in await self.findings() if finding["state"] == "open"]
        body = {
            "finding_ids": waiting,
            "decision": "uphold",
            "decided_by": str(self.world.committee.id),
            "decided_on": day,
            "document_number": "柳委〔补〕1号",
        }
        headers = match((await self.case())["version"])
        answer = await self.approver.post(f"{self.path}/findings/decisions", json=body, headers=headers)
        assert answer.status_code == 200, answer.text

    # Over HTTP

    async def tried(self, step: str, day: str, **own: Any) -> httpx.Response:
        """Record the acts of a step on its day, file its papers and ask for its completion."""
        for kind, on, data in self.acts(step, day, **own):
            if kind == "paper_assembly":
                continue
            if kind == "conversion_resolution":
                data = data | {"meeting_id": await self.assembly("conversion", day)}
            await self.fact(kind, on, self.recorder_of(kind), **data)
        if step == "admission_assembly":
            await self.assembly("admission", day)
        await self.on(day)
        await self.papers(step, day)
        return await self.try_step(step)

    async def walked(self, step: str, day: str, **own: Any) -> dict[str, Any]:
        """The same, and demand that the step passes."""
        answer = await self.tried(step, day, **own)
        assert answer.status_code == 200, answer.text
        assert answer.json()["outcome"] == "passed"
        return dict(answer.json())

    def recorder_of(self, kind: str) -> httpx.AsyncClient:
        """Whose act a fact is."""
        if kind in ("admission_approval", "conversion_approval"):
            return self.approver
        if kind in ("activist_filing", "object_filing", "pre_review_result", "admission_talk", "approval_filing"):
            return self.organiser
        return self.secretary

    async def reported(self, about: str, day: str) -> None:
        """Report the resolution of an assembly."""
        kind, on, data = self.report(about, day)
        await self.fact(kind, on, **data)

    async def reviewed(self, day: str) -> None:
        """A review in probation."""
        await self.fact("probation_review", day, period_from=day, period_to=day, suitable=True)

    # What the case says of itself

    async def why(self, day: str, step: str | None = None) -> dict[str, Any]:
        """Why, on a day."""
        await self.on(day)
        params = {"step": step} if step is not None else {}
        answer = await self.secretary.get(f"{self.path}/why", params=params)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def agreed(self, day: str) -> dict[str, Any]:
        """Why, next steps, case, tasks and timeline on a day, which say the same; return why."""
        found = await self.why(day)
        following = (await self.secretary.get(f"{self.path}/next-steps")).json()["items"]
        assert [(item["step"], item["allowed"]) for item in following] == [
            (step["step"], step["allowed"]) for step in found["steps"]
        ]
        for item, step in zip(following, found["steps"], strict=True):
            assert set(item["unmet"]) == {finding["code"] for finding in step["findings"] if not finding["ok"]}
        assert (await self.case())["step"] == (following[0]["step"] if following else None)
        tasks = (await self.secretary.get("/api/v1/tasks", params={"subject_id": self.case_id, "limit": 200})).json()
        assert {
            (task["kind"], task["step"], task["starts_on"], task["due_on"], task["done_on"], article(task))
            for task in tasks["items"]
            if task["withdrawn_on"] is None
        } == {
            (duty["kind"], duty["step"], duty["starts_on"], duty["due_on"], duty["done_on"], article(duty))
            for duty in found["duties"]
        }
        entries = (await self.secretary.get(f"{self.path}/timeline")).json()["items"]
        decided = (await self.secretary.get(f"{self.path}/decisions")).json()["items"]
        steps = [(entry["key"], entry["on"], entry["outcome"]) for entry in entries if entry["what"] == "step"]
        assert sorted(steps) == sorted((row["step"], row["day"], row["outcome"]) for row in decided)
        return found

    async def decided(self) -> dict[str, list[dict[str, Any]]]:
        """What was judged when each step was completed; of several attempts the last."""
        answer = await self.secretary.get(f"{self.path}/decisions")
        return {row["step"]: row["verdict"] for row in answer.json()["items"]}

    async def duties(self, day: str) -> dict[str, tuple[str, str, str]]:
        """The open duties of a day: due day, document and article by kind."""
        found = (await self.agreed(day))["duties"]
        return {duty["kind"]: (duty["due_on"], *article(duty)) for duty in found if duty["done_on"] is None}


def article(owed: dict[str, Any]) -> tuple[str, str]:
    """Document and article that a duty, a task or an error cites."""
    return owed["clause"]["document"], owed["clause"]["article"]


def refused(answer: httpx.Response) -> dict[str, tuple[Any, Any, str, str]]:
    """What a refusal lists: required, measured, document and article by code."""
    assert answer.status_code == 409, answer.text
    return {e["code"]: (e["expected"], e["actual"], *article(e)) for e in answer.json()["errors"]}
