"""The walk of a case where the committee has adopted the street's practice: each local rule is run into, then kept.

What is run into is asserted where it happens: code, local origin, and the clause of the decision.
"""

from typing import Any

from app.domain.identity.permissions import RoleKey
from tests.builders.development_street_assemblies import MEETINGS, StreetAssemblies
from tests.builders.development_street_notices import StreetNotices
from tests.builders.development_walk import Walk
from tests.builders.local_rules import DECISION, local
from tests.builders.people import make_person

__all__ = ["StreetWalk"]

SHARES = (
    ("development.evaluation.scope_share", "1"),
    ("development.evaluation.full_member_participation_share", "0.9"),
    ("development.evaluation.approval_share", "2/3"),
)
"""What the practice leaves open, as the adopter sets it."""


class StreetWalk(StreetNotices, StreetAssemblies):
    """Adds what the practice asks for: evaluation, publicity everywhere, supervised assemblies, talks after the vote."""

    async def adopted(self) -> None:
        """The committee adopts the practice; without the shares that it leaves open it can't."""
        await self.on("2025-01-06")
        adoption: dict[str, Any] = {
            "organisation_id": str(self.world.committee.id),
            "decision_number": DECISION,
            "decided_on": "2025-01-06",
            "effective_from": "2025-01-06",
            "profile": "street",
        }
        for given in ([], [SHARES[0]], [SHARES[1], SHARES[2]]):
            values = [{"parameter": name, "value": value} for name, value in given]
            refused = await self.approver.post("/api/v1/rule-adoptions", json=adoption | {"values": values})
            missing = {name for name, _ in SHARES} - {name for name, _ in given}
            assert refused.status_code == 409, refused.text
            errors = refused.json()["errors"]
            assert sorted((e["code"], e["expected"]) for e in errors) == [
                ("rules.value-is-set", name) for name in sorted(missing)
            ]
            assert {e["clause"]["document"] for e in errors} == {"profile-street"}
        values = [{"parameter": name, "value": value} for name, value in SHARES]
        await self.post(self.approver, "/api/v1/rule-adoptions", adoption | {"values": values})

    async def opened(self, day: str = "2025-03-03") -> Walk:
        """Adopt, find somebody who may supervise, and open."""
        await self.adopted()
        async with self.world.system() as uow:
            found = [await make_person(uow, self.world.sister.id, f"竹监{'甲乙丙'[n]}") for n in range(3)]
            self.watchers = [person.id for person in found]
        self.supervisor = await self.world.client(RoleKey.SUPERVISOR, "branch", person_id=self.watchers[0])
        self.meetings = {}
        return await super().opened(day)

    # The evaluation

    async def measures(self) -> None:
        """No evaluation, one that misses each of the three shares, and one that reaches them."""
        local(await self.try_step("determine_object"), "assessments.evaluation-there", only=False)
        await self.on("2026-05-12")
        await self._evaluated(asked=4, participating=3, approving=1)
        codes = ("scope", "participation", "approval")
        local(
            await self.try_step("determine_object"), *(f"assessments.evaluation-{code}" for code in codes), only=False
        )
        await self.on("2026-05-14")
        await self._evaluated(asked=5, participating=5, approving=4)

    async def _evaluated(self, **figures: int) -> None:
        body = {"case_id": self.case_id, "happened_on": await self._today(), "full_members": 5, **figures}
        await self.post(self.secretary, "/api/v1/candidate-evaluations", body)

    async def _today(self) -> str:
        return (await self.world.runtime.moment()).today.isoformat()

    # Talks after the vote

    async def complete(self, step: str, outcome: str = "passed") -> dict[str, Any]:
        """Where the talk after the vote is owed: refused without it, then held by the supervisor."""
        kind = {"admission_talk": "admission", "approve_conversion": "conversion"}.get(step)
        if kind is not None:
            local(await self.try_step(step), "meetings.talks-held")
            meeting = (await self.secretary.get(f"{MEETINGS}/{self.meetings[kind]}")).json()
            talk = {"person_id": str(self.members[2]), "happened_on": await self._today(), "summary": "了解票决过程"}
            await self._act(meeting, "talks", talk, self.supervisor)
        return await super().complete(step, outcome)

    # The conversion's notice

    async def approve_conversion(self, day: str = "2027-08-20", outcome: str = "passed") -> dict[str, Any]:
        """The conversion is announced at every site before it is approved."""
        local(await self.try_step("approve_conversion"), "publicity.notice-missing", "meetings.talks-held", only=False)
        await self.notice("conversion", "2027-07-21", "2027-07-23")
        return await super().approve_conversion(day, outcome)
