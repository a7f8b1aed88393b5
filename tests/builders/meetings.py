"""Assemblies at every stage, over HTTP: members, a candidate, two tellers with their own accounts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import httpx

from app.domain.people.facts import MemberStatus
from tests.builders.people import make_person
from tests.builders.publicity import adopt_values
from tests.builders.world import World

__all__ = ["BALLOTS", "MEETINGS", "Assembly", "assembly", "papers", "street_assembly", "version"]

MEETINGS = "/api/v1/meetings"
BALLOTS = "/api/v1/ballots"
DAY = "2026-11-23"
STREET = (
    ("development.assembly.supervisors_min", 1),
    ("development.assembly.supervisors_max", 2),
    ("development.assembly.void_without_supervisor", True),
    ("development.assembly.supervisor_may_suspend", True),
    ("development.assembly.notify_upper_in_advance", True),
    ("development.assembly.post_vote_talks", True),
    ("development.ballot.show_of_hands_allowed", False),
)


def version(resource: dict[str, Any]) -> dict[str, str]:
    """The If-Match header for a resource that was read."""
    return {"if-match": f'"v{resource["version"]}"'}


def papers(approve: int, against: int = 0, abstain: int = 0, invalid: int = 0, **other: int) -> dict[str, int]:
    """A teller's figures; everybody who got a paper gave it back unless said otherwise."""
    returned = approve + against + abstain + invalid
    parts = {"approve": approve, "against": against, "abstain": abstain, "invalid": invalid}
    return {"issued": returned, "returned": returned} | parts | other


@dataclass
class Assembly:
    """A branch with members, candidates and accounts, and the meeting as last answered."""

    world: World
    secretary: httpx.AsyncClient
    second: httpx.AsyncClient
    organiser: httpx.AsyncClient
    members: list[UUID]
    candidates: list[UUID]
    probationary: UUID
    meeting: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Address of the meeting."""
        return f"{MEETINGS}/{self.meeting['id']}"

    async def act(self, verb: str, body: object = None, client: httpx.AsyncClient | None = None) -> httpx.Response:
        """Do something to the meeting with its version; what is answered becomes the meeting."""
        answer = await (client or self.secretary).post(
            f"{self.path}/{verb}", json=body if body is not None else {}, headers=version(self.meeting)
        )
        if answer.status_code == 200:
            self.meeting = answer.json()
        return answer

    async def done(self, verb: str, body: object = None, client: httpx.AsyncClient | None = None) -> dict[str, Any]:
        """Like :meth:`act`, demanding success."""
        answer = await self.act(verb, body, client)
        assert answer.status_code == 200, answer.text
        return self.meeting

    def notice(self, **fields: object) -> dict[str, Any]:
        """The body of a notice."""
        return {
            "organisation_id": str(self.world.branch.id),
            "kind": "admission",
            "topic": "讨论接收预备党员",
            "planned_on": DAY,
            "noticed_on": "2026-11-16",
            "upper_notified_on": "2026-11-17",
            "candidates": [{"person_id": str(person)} for person in self.candidates],
        } | fields

    async def convened(self, **fields: object) -> "Assembly":
        """Give notice."""
        answer = await self.secretary.post(MEETINGS, json=self.notice(**fields))
        assert answer.status_code == 201, answer.text
        self.meeting = answer.json()
        return self

    async def attended(self, absent: int = 0) -> "Assembly":
        """Freeze the roll and record who came: the last *absent* members did not."""
        await self.done("electorate")
        came = len(self.members) - absent
        await self.done(
            "attendance",
            {
                "attendances": [
                    {"person_id": str(person), "attendance": "present" if number < came else "absent"}
                    for number, person in enumerate(self.members)
                ]
            },
        )
        return self

    async def in_session(self, absent: int = 0) -> "Assembly":
        """Give notice, freeze, record, name tellers, open."""
        await self.convened()
        await self.attended(absent)
        await self.done("tellers", {"person_ids": [str(person) for person in self.members[:2]]})
        await self.done("hold", {"chair_id": str(self.members[0]), "happened_on": DAY})
        return self

    async def ballot(self, candidate: int = 0) -> dict[str, Any]:
        """Discuss a candidate and open the vote."""
        person = str(self.candidates[candidate])
        await self.done("discussions", {"candidate_id": person, "summary": "介绍情况，充分讨论"})
        answer = await self.secretary.post(BALLOTS, json={"meeting_id": self.meeting["id"], "candidate_id": person})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def counted(self, ballot: dict[str, Any], figures: dict[str, int]) -> dict[str, Any]:
        """Both tellers count the same, and the ballot is closed."""
        for client in (self.secretary, self.second):
            answer = await client.post(f"{BALLOTS}/{ballot['id']}/tallies", json=figures)
            assert answer.status_code == 201, answer.text
            ballot = answer.json()
        closed = await self.secretary.post(f"{BALLOTS}/{ballot['id']}/close", headers=version(ballot))
        assert closed.status_code == 200, closed.text
        return dict(closed.json())


async def assembly(world: World, members: int = 5, candidates: int = 1) -> Assembly:
    """A branch with full members, one probationary member, and development objects."""
    async with world.system() as uow:
        full = [await make_person(uow, world.branch.id, f"柳青{'一二三四五六七八九十'[n]}") for n in range(members)]
        probationary = await make_person(
            uow, world.branch.id, "柳预备", status=MemberStatus.PROBATIONARY, since=date(2026, 3, 1)
        )
        objects = [
            await make_person(
                uow,
                world.branch.id,
                f"柳发{'一二三四五六'[n]}",
                status=MemberStatus.DEVELOPMENT_OBJECT,
                since=date(2026, 1, 5),
                born_on=date(1998, 2, 3),
            )
            for n in range(candidates)
        ]
    ids = [person.id for person in full]
    return Assembly(
        world,
        await world.client("branch-secretary", "branch", person_id=ids[0]),
        await world.client("organisation-commissioner", "branch", person_id=ids[1]),
        await world.client("committee-organiser", "committee"),
        ids,
        [person.id for person in objects],
        probationary.id,
    )


async def street_assembly(world: World, members: int = 5, candidates: int = 1) -> tuple[Assembly, UUID]:
    """The same under the street's practice, with somebody of another branch who may supervise."""
    await adopt_values(world, "committee", *STREET)
    made = await assembly(world, members, candidates)
    async with world.system() as uow:
        watcher = await make_person(uow, world.sister.id, "竹监督")
    return made, watcher.id
