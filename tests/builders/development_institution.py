"""The walk of a case where the committee has adopted the institution's practice."""

from typing import Any

from tests.builders.development_walk import Walk, match

__all__ = ["InstitutionWalk"]

_CRITERIA = ("理想信念", "工作实绩", "群众基础", "遵规守纪")
_ITEMS = [{"title": "理论学习", "max_points": "60"}, {"title": "近三年荣誉", "max_points": "40", "kind": "honour"}]


class InstitutionWalk(Walk):
    """Adds what the practice asks for: score, poll, departments, talk of the department, notices."""

    async def opened(self, day: str = "2025-03-03") -> "Walk":
        """Adopt the profile and load the year 2027, then open."""
        await self.on("2025-01-06")
        adoption = {
            "organisation_id": str(self.world.committee.id),
            "decision_number": "柳委〔2025〕1号",
            "decided_on": "2025-01-06",
            "effective_from": "2025-01-06",
            "profile": "institution",
        }
        await self.post(self.approver, "/api/v1/rule-adoptions", adoption)
        year = {"holidays": ["2027-01-01"], "makeup_days": [], "source": "国务院办公厅通知（演练用）"}
        answer = await self.department.put("/api/v1/work-calendar/2027", json=year)
        assert answer.status_code == 200, answer.text
        return await super().opened(day)

    async def measures(self) -> None:
        """Training of an activist, score sheet and opinion poll."""
        await self.certificate("activist", "2026-05-10", valid_until="2027-05-10")
        await self.on("2026-05-12")
        template = await self.post(
            self.approver,
            "/api/v1/score-templates",
            {
                "organisation_id": str(self.world.committee.id),
                "purpose": "score_sheet",
                "title": "发展对象量化考核表",
                "happened_on": "2026-05-12",
                "items": _ITEMS,
            },
        )
        evidence = [await self.document("score_evidence", "2026-05-12", case_id=self.case_id)]
        lines = [
            {"points": "55.5", "evidence": evidence},
            {"points": "30", "evidence": evidence, "honoured_on": "2024-07-01"},
        ]
        sheet = await self.post(
            self.secretary,
            "/api/v1/score-sheets",
            {"case_id": self.case_id, "template_id": template["id"], "happened_on": "2026-05-12", "items": lines},
        )
        address = f"/api/v1/score-sheets/{sheet['id']}"
        for verb in ("items/1/verify", "items/2/verify"):
            answer = await self.organiser.post(f"{address}/{verb}", headers=match(sheet["version"]))
            assert answer.status_code == 200, answer.text
            sheet = answer.json()
        answer = await self.secretary.post(f"{address}/finalise", headers=match(sheet["version"]))
        assert answer.status_code == 200, answer.text
        await self.poll()

    async def poll(self, poor: int = 0) -> None:
        """A poll of five members and twenty of a hundred others."""
        await self.on("2026-05-13")

        def marks(everybody: int, bad: int = 0) -> dict[str, int]:
            return {"excellent": everybody - bad, "average": 0, "poor": bad}

        body: dict[str, Any] = {
            "case_id": self.case_id,
            "happened_on": "2026-05-13",
            "members": {"base": 5, "participating": 5},
            "masses": {"base": 100, "participating": 20, "base_reason": "本单位在岗非党员"},
            "criteria": [{"title": t, "members": marks(5), "masses": marks(20, poor)} for t in _CRITERIA],
        }
        await self.post(self.secretary, "/api/v1/opinion-polls", body)

    def departments(self) -> tuple[str, ...]:
        """The two departments that the profile names."""
        return ("discipline_inspection", "public_security")

    async def before_prereview(self) -> None:
        """The organisation department talks; an inspection notice is posted."""
        await self.on("2026-06-18")
        await self.post(
            self.department,
            "/api/v1/scored-talks",
            {
                "case_id": self.case_id,
                "happened_on": "2026-06-18",
                "body": "organisation_department",
                "talked_by": str(self.organiser_person),
            },
        )
        await self.notice("inspection", "2026-06-19", None)

    async def before_conversion(self) -> None:
        """An inspection notice of the conversion."""
        await self.notice("inspection", "2027-07-13", None)

    async def approve_conversion(self, day: str = "2027-08-20", outcome: str = "passed") -> dict[str, Any]:
        """Conversion is announced for seven working days before the approval."""
        await self.notice("conversion", "2027-07-21", "2027-08-02")
        return await super().approve_conversion(day, outcome)
