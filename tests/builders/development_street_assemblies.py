"""Assemblies under the street's practice: told ahead, watched by one or two, broken off and held again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx

from tests.builders.development_walk import Walk, match
from tests.builders.local_rules import local

__all__ = ["MEETINGS", "StreetAssemblies"]

BALLOTS, MEETINGS = "/api/v1/ballots", "/api/v1/meetings"


class StreetAssemblies(Walk):
    """Holds an assembly as the practice asks, after others that it does not accept."""

    watchers: list[UUID]
    supervisor: httpx.AsyncClient
    meetings: dict[str, str]
    """The assembly on which each kind of vote rests."""

    async def assembly(self, kind: str, day: str, approve: int | None = None) -> str:
        """One that nobody watched, one that too many watched, one that was broken off, and the one held again."""
        last = date.fromisoformat(day)
        step = f"{kind}_assembly"
        few = len(self.members) // 2
        for days, number, told, votes, codes in (
            (5, 0, False, few, ("void-without-supervisor", "supervisors-min", "upper-committee-told")),
            (4, 3, True, None, ("supervisors-max",)),
        ):
            held = await self._held(kind, last - timedelta(days=days), number, votes, told=told)
            await self._resolved(kind, held, last - timedelta(days=days))
            local(await self.try_step(step), *(f"meetings.{code}" for code in codes), only=False)
            unmet = await self._counts(held, "void")
            half = {"ballots.more-than-half-of-entitled"} if votes == few else set()
            assert unmet == {f"meetings.{code}" for code in codes} | half
        broken = await self._convened(kind, last - timedelta(days=2), told=True)
        broken = await self._in_session(broken, last - timedelta(days=2), 1)
        broken = await self._suspended(broken, last)
        again = {"planned_on": day, "noticed_on": (last - timedelta(days=1)).isoformat()}
        upper = {"upper_notified_on": (last - timedelta(days=1)).isoformat()}
        await self.on(again["noticed_on"])
        meeting = await self.post(self.secretary, f"{MEETINGS}/{broken['id']}/reconvene", {**again, **upper})
        assert meeting["reconvened_from_id"] == broken["id"]
        meeting = await self._voted(await self._in_session(meeting, last, 2), approve)
        minutes = await self.document("assembly_minutes", day, meeting_id=meeting["id"])
        await self._act(meeting, "minutes", {"document_id": minutes})
        assert await self._counts(meeting, "carried") == set()
        self.meetings[kind] = str(meeting["id"])
        return self.meetings[kind]

    async def _resolved(self, kind: str, meeting: dict[str, Any], day: date) -> None:
        if kind == "conversion":
            data = {"proposal": "convert", "meeting_id": meeting["id"]}
            await self.fact("conversion_resolution", day.isoformat(), **data)

    async def _convened(self, kind: str, day: date, *, told: bool) -> dict[str, Any]:
        noticed = (day - timedelta(days=1)).isoformat()
        await self.on(noticed)
        body = {
            "organisation_id": str(self.world.branch.id),
            "kind": kind,
            "topic": "讨论表决",
            "planned_on": day.isoformat(),
            "noticed_on": noticed,
            "candidates": [{"person_id": str(self.candidate), "case_id": self.case_id}],
        }
        return await self.post(self.secretary, MEETINGS, body | ({"upper_notified_on": noticed} if told else {}))

    async def _act(
        self, meeting: dict[str, Any], verb: str, body: object, client: httpx.AsyncClient | None = None
    ) -> dict[str, Any]:
        answer = await (client or self.secretary).post(
            f"{MEETINGS}/{meeting['id']}/{verb}", json=body, headers=match(meeting["version"])
        )
        assert answer.status_code in (200, 201), (verb, answer.text)
        return dict(answer.json())

    async def _in_session(self, meeting: dict[str, Any], day: date, supervisors: int) -> dict[str, Any]:
        await self.on(day.isoformat())
        for person in self.watchers[:supervisors]:
            sent = {"person_id": str(person), "sent_by": str(self.world.committee.id), "present": True}
            meeting = await self._act(meeting, "supervisors", sent, self.organiser)
        there = [{"person_id": str(m), "attendance": "present"} for m in self.members]
        meeting = await self._act(meeting, "electorate", {})
        meeting = await self._act(meeting, "attendance", {"attendances": there})
        meeting = await self._act(meeting, "tellers", {"person_ids": [str(m) for m in self.members[:2]]})
        meeting = await self._act(meeting, "hold", {"chair_id": str(self.members[0]), "happened_on": day.isoformat()})
        return await self._act(meeting, "discussions", {"candidate_id": str(self.candidate), "summary": "逐个讨论"})

    async def _voted(self, meeting: dict[str, Any], approve: int | None = None) -> dict[str, Any]:
        body = {"meeting_id": meeting["id"], "candidate_id": str(self.candidate)}
        hands = await self.secretary.post(BALLOTS, json=body | {"method": "show_of_hands"})
        local(hands, "ballots.no-show-of-hands", only=False)
        ballot = await self.post(self.secretary, BALLOTS, body)
        await self.counted(ballot, approve)
        meeting = (await self.secretary.get(f"{MEETINGS}/{meeting['id']}")).json()
        return await self._act(meeting, "close", {})

    async def _held(self, kind: str, day: date, supervisors: int, approve: int | None, *, told: bool) -> dict[str, Any]:
        meeting = await self._convened(kind, day, told=told)
        return await self._voted(await self._in_session(meeting, day, supervisors), approve)

    async def _counts(self, meeting: dict[str, Any], outcome: str) -> set[str]:
        """Read what the vote came to, and return the conditions that it does not meet.

        More than half of those entitled is the practice's figure and the nation's; the text of the nation is cited.
        """
        ballots = (await self.secretary.get(BALLOTS, params={"meeting_id": meeting["id"]})).json()["items"]
        answer = await self.secretary.get(f"{BALLOTS}/{ballots[0]['id']}/outcome")
        assert (len(ballots), answer.json()["outcome"]) == (1, outcome), answer.text
        return {finding["code"] for finding in answer.json()["findings"] if not finding["ok"]}

    async def _suspended(self, meeting: dict[str, Any], again: date) -> dict[str, Any]:
        """The supervisor breaks off: a reason and another, later day are asked for."""
        today = meeting["held_on"]
        body = {"reason": "未按无记名方式发放选票", "happened_on": today, "again_on": again.isoformat()}
        address, headers = f"{MEETINGS}/{meeting['id']}/suspend", match(meeting["version"])
        silent = await self.supervisor.post(address, json=body | {"reason": ""}, headers=headers)
        open_end = await self.supervisor.post(address, json=body | {"again_on": None}, headers=headers)
        same_day = await self.supervisor.post(address, json=body | {"again_on": today}, headers=headers)
        for refused, pointer in ((silent, "/reason"), (open_end, "/again_on")):
            assert (refused.status_code, [e["pointer"] for e in refused.json()["errors"]]) == (422, [pointer])
        assert [e["code"] for e in same_day.json()["errors"]] == ["meetings.again-on-later-day"], same_day.text
        broken = await self._act(meeting, "suspend", body, self.supervisor)
        assert (broken["state"], broken["abort_ground"], broken["abort_reason"], broken["abort_again_on"]) == (
            "aborted",
            "supervisor",
            body["reason"],
            body["again_on"],
        )
        return broken
