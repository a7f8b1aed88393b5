"""Random calls at a case: nobody becomes probationary or full without every mandatory gate satisfied on its day.

The oracle doesn't know the gates: it remembers which acts of the way were left out or done wrongly. While one of them
is, no sequence of calls by anybody makes a member.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.api.runtime import runtime_of
from app.domain.development.steps import STEP_LIST
from app.domain.people.facts import MemberStatus
from app.persistence.models.people import Person
from tests.builders.development_walk import Walk, match, start
from tests.builders.world import World
from tests.conftest import TODAY, _execute, _on, make_settings, started

Act = Callable[["Play", bool], Coroutine[Any, Any, None]]
MEMBER = {MemberStatus.PROBATIONARY.value, MemberStatus.FULL_MEMBER.value}


class Play:
    """One case in one database, and what has been done wrongly in it."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.today = TODAY
        self.next = 0
        self.flawed: set[str] = set()

    @property
    def day(self) -> str:
        return self.today.isoformat()

    async def send(self, client: httpx.AsyncClient, kind: str, **data: object) -> None:
        """Record a fact today; a refusal is as good as an answer."""
        body = {"happened_on": self.day, "data": data}
        answer = await client.post(f"{self.walk.path}/facts/{kind.replace('_', '-')}", json=body)
        assert answer.status_code < 500, answer.text

    async def wait(self, days: int) -> None:
        self.today += timedelta(days=days)
        await self.walk.set_today(self.today)


async def sponsors(play: Play, right: bool) -> None:
    persons = [str(m) for m in play.walk.members[: 2 if right else 1]]
    await play.send(play.walk.secretary, "sponsor_assignment", person_ids=persons, source="contact_person")


async def review(play: Play, right: bool) -> None:
    await play.send(play.walk.approver, "paper_political_review", passed=right)


async def examination(play: Play, right: bool) -> None:
    await play.send(play.walk.secretary, "committee_examination", decided_by="branch_committee", passed=right)


async def training(play: Play, right: bool) -> None:
    walk = play.walk
    body = {
        "person_id": str(walk.candidate),
        "kind": "development_object",
        "number": uuid4().hex[:12],
        "days": 3 if right else 1,
        "hours": 24 if right else 8,
        "held_from": (play.today - timedelta(days=3)).isoformat(),
        "held_to": (play.today - timedelta(days=1)).isoformat(),
        "happened_on": play.day,
        "issuer_id": str(walk.world.committee.id),
    }
    answer = await walk.organiser.post("/api/v1/training-certificates", json=body)
    assert answer.status_code < 500, answer.text


async def prereview(play: Play, right: bool) -> None:
    data: dict[str, Any] = {
        "reviewed_by": str(play.walk.world.committee.id),
        "passed": True,
        "document_number": "柳〔1〕",
    }
    if not right:
        data["leaves_unit_on"] = (play.today + timedelta(days=30)).isoformat()
    await play.send(play.walk.organiser, "pre_review_result", **data)


async def form(play: Play, right: bool) -> None:
    number = "LW-000001" if right else "LW-000002"
    await play.send(play.walk.secretary, "form_filled", form_number=number, guided_by_sponsors=True)


async def assembly(play: Play, right: bool) -> None:
    try:
        await play.walk.assembly("admission", play.day, approve=None if right else 2)
    except AssertionError:
        play.flawed.add("assembly")


async def talk(play: Play, right: bool) -> None:
    person = str(play.walk.organiser_person)
    await play.send(play.walk.organiser, "admission_talk", talked_by=person, office="organiser", fit=right)


async def report(play: Play, right: bool) -> None:
    if right:
        await play.send(play.walk.secretary, "admission_report", reported_to=str(play.walk.world.committee.id))


async def approval(play: Play, right: bool) -> None:
    await play.send(
        play.walk.approver,
        "admission_approval",
        decided_by=str(play.walk.world.committee.id),
        decision="approve",
        document_number="柳委〔2026〕31号",
        collectively=right,
    )


ACTS: tuple[tuple[str, Act, str | None], ...] = (
    ("sponsors", sponsors, "determine_sponsors"),
    ("review", review, "political_review"),
    ("training", training, "train"),
    ("examination", examination, "examine"),
    ("prereview", prereview, "prereview"),
    ("form", form, "fill_form"),
    ("assembly", assembly, "admission_assembly"),
    ("report", report, None),
    ("talk", talk, "admission_talk"),
    ("approval", approval, "approve_admission"),
)
REPAIRABLE = {"sponsors", "review", "training", "examination", "prereview", "form", "report", "talk", "approval"}


def machine(server_url: str, template: str, folder: Path, reached: list[str]) -> type[RuleBasedStateMachine]:
    """The machine, bound to a database server; *reached* collects the cases that made a member."""

    class Calls(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.runner = asyncio.Runner()
            self.stack = AsyncExitStack()
            self.play: Play = self.runner.run(self.begin())

        async def begin(self) -> Play:
            name = f"zhibu_test_{uuid4().hex[:12]}"
            await _execute(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
            var = folder / name
            var.mkdir()
            app = await self.stack.enter_async_context(started(make_settings(_on(server_url, name), var)))

            async def move(day: date) -> None:
                await runtime_of(app).database.reads.execute(
                    "INSERT INTO rehearsal_day (id, today) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET today = $1",
                    day,
                )

            world = World(app)
            await world.build()
            self.stack.push_async_callback(world.close)
            walk = await start(world, move)
            await walk.taken_over("list_object")
            await walk.form_on(TODAY.isoformat())
            for step in STEP_LIST:
                if step.number >= 9:
                    await walk.papers(step.key, TODAY.isoformat())
            return Play(walk)

        def teardown(self) -> None:
            self.runner.run(self.stack.aclose())
            self.runner.close()

        @rule(how=st.lists(st.sampled_from([True] * 20 + [False, None]), min_size=2, max_size=12))
        def advance(self, how: list[bool | None]) -> None:
            """Do the next acts rightly, wrongly or not at all, each followed by an attempt at its step."""
            for right in how:
                if self.play.next < len(ACTS):
                    self.runner.run(self.one(right))

        async def one(self, right: bool | None) -> None:
            play = self.play
            name, act, step = ACTS[play.next]
            play.next += 1
            if not right:
                play.flawed.add(name)
            if right is not None:
                await act(play, right)
            if step is not None:
                await self.complete(step)

        @rule(number=st.integers(0, len(ACTS) - 1))
        def repair(self, number: int) -> None:
            self.repair_one(number)

        def repair_one(self, number: int) -> None:
            name, act, step = ACTS[number]
            if name not in self.play.flawed & REPAIRABLE or number >= self.play.next:
                return
            self.play.flawed.discard(name)
            self.runner.run(act(self.play, True))
            if step is not None:
                self.runner.run(self.complete(step))

        @rule()
        def put_right(self) -> None:
            """Repair what can be repaired, and go on without a fault."""
            for number in range(len(ACTS)):
                if number < self.play.next:
                    self.repair_one(number)
                else:
                    self.runner.run(self.one(True))

        @rule(step=st.sampled_from([step.key for step in STEP_LIST]), who=st.integers(0, 3))
        def poke(self, step: str, who: int) -> None:
            walk = self.play.walk
            client = (walk.secretary, walk.organiser, walk.approver, walk.department)[who]
            self.runner.run(self.complete(step, client))

        @rule(step=st.sampled_from(["examine", "prereview", "approve_admission"]))
        def give_back(self, step: str) -> None:
            self.runner.run(self.back(step))

        @rule(days=st.sampled_from([1, 5, 20]))
        def pass_days(self, days: int) -> None:
            self.runner.run(self.play.wait(days))

        @rule()
        def finish(self) -> None:
            for step in STEP_LIST[8:20]:
                self.runner.run(self.complete(step.key))

        async def complete(self, step: str, client: httpx.AsyncClient | None = None) -> None:
            answer = await self.play.walk.try_step(step, client)
            assert answer.status_code in (200, 403, 404, 409), answer.text

        async def back(self, step: str) -> None:
            walk = self.play.walk
            target = {"examine": "train", "prereview": "examine", "approve_admission": "admission_talk"}[step]
            answer = await walk.client_of(step).post(
                f"{walk.path}/steps/{step}/send-back",
                json={"to_step": target, "reason": "材料不齐"},
                headers=match((await walk.case())["version"]),
            )
            assert answer.status_code in (200, 409), answer.text

        @invariant()
        def a_member_has_come_the_whole_way(self) -> None:
            status = self.runner.run(self.status())
            if status in MEMBER:
                reached.append(self.play.walk.case_id)
                assert not self.play.flawed
                assert self.play.next == len(ACTS)

        async def status(self) -> str:
            play = self.play
            async with play.walk.world.runtime.database.sessions() as session:
                person = await session.get_one(Person, play.walk.candidate)
                return str(person.status)

    return Calls


@pytest.mark.slow
def test_no_sequence_of_calls_makes_a_member_past_a_gate(server_url: str, template: str, tmp_path: Path) -> None:
    reached: list[str] = []
    run_state_machine_as_test(
        machine(server_url, template, tmp_path, reached),
        settings=settings(
            max_examples=6,
            stateful_step_count=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert reached, "no sequence made a member at all: the test would prove nothing"
