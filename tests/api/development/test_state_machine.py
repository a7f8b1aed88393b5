"""Random calls at a case: nobody becomes probationary or full without every mandatory gate satisfied on its day.

The judge is ``tests/builders/development_oracle.py``, which reads the tables and works everything out anew; it knows
neither gates nor completions. Three things are held against it after every call:

* whoever *becomes* a member lacks nothing, save what a decision with a document number carries;
* whoever *is* a member lacks nothing that isn't a finding on the file (a correction, a case taken over from paper);
* a dry run, a repeated call and a refused one change nothing.

The way is walked once for real; every example begins from a copy of the database somewhere on it, or with a case taken
over from paper at any step.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app.api.runtime import runtime_of
from app.domain.development.steps import STEP_LIST, STEPS
from app.main import create_app
from tests.builders.development_oracle import gaps, read_record
from tests.builders.development_play import Play
from tests.builders.development_walk import CASES, Walk, start
from tests.builders.world import World
from tests.conftest import TODAY, _execute, _on, make_settings

EXAMPLES = int(os.environ.get("ZHIBU_STATE_MACHINE_EXAMPLES", "20"))
"""More than the suite's twenty are drawn anew at every run."""
STAGES = ("start", "to_activist", "to_object", "to_assembly", "to_probationary", "to_conversion")
LAST_DAY = date(2028, 12, 1)
STEP_KEYS = [step.key for step in STEP_LIST]
RETURNING = [key for key in STEP_KEYS if STEPS[key].send_back_to]
MISCHIEF = (
    "ask for any step",
    "dry run",
    "act out of turn",
    "repeat",
    "correct",
    "correct",
    "decide",
    "birthday",
    "status",
    "send back",
    "clock",
)
GENERIC = {"development.act-recorded", "development.document-there", "development.opinion-heard"}


class StagedWalk(Walk):
    """The usual walk, of which a stage that was reached is not walked again."""

    reached: set[str]

    async def to_activist(self) -> Walk:
        return self if self._reached("to_activist") else await super().to_activist()

    async def to_object(self) -> Walk:
        return self if self._reached("to_object") else await super().to_object()

    async def to_assembly(self) -> Walk:
        return self if self._reached("to_assembly") else await super().to_assembly()

    async def to_probationary(self) -> Walk:
        return self if self._reached("to_probationary") else await super().to_probationary()

    def _reached(self, stage: str) -> bool:
        seen = self.__dict__.setdefault("reached", set())
        was = stage in seen
        seen.add(stage)
        return was


class Table:
    """The application, and a copy of the database for every stage of the way."""

    def __init__(self, server_url: str, template: str, folder: Path) -> None:
        self.server_url, self.template, self.folder = server_url, template, folder
        self.runner = asyncio.Runner()
        self.copies: dict[str, tuple[str, date, str]] = {}
        self.runner.run(self._prepare())

    async def open(self, stack: AsyncExitStack, database: str) -> FastAPI:
        self.app.state.settings = make_settings(_on(self.server_url, database), self.folder)
        await stack.enter_async_context(self.app.router.lifespan_context(self.app))
        return self.app

    async def _prepare(self) -> None:
        work = await self.clone(self.template)
        self.app = create_app(make_settings(_on(self.server_url, work), self.folder))
        self.walk: Walk | None = None
        for stage in STAGES:
            async with AsyncExitStack() as stack:
                app = await self.open(stack, work)
                play = await self._walked(app, stage)
            self.copies[stage] = (await self.clone(work), play.today, play.walk.case_id)

    async def _walked(self, app: FastAPI, stage: str) -> Play:
        if self.walk is None:
            world = World(app)
            await world.build()

            async def move(day: date) -> None:
                play.today = day
                await play.move_to(day)

            self.walk = await start(world, move, StagedWalk)
            play = Play(self.walk, TODAY)
            for year in (2027, 2028):
                body = {"holidays": [f"{year}-01-01"], "makeup_days": [], "source": "国务院办公厅通知（演练用）"}
                assert (await self.walk.department.put(f"/api/v1/work-calendar/{year}", json=body)).status_code == 200
            self.play = play
            await self.walk.on("2025-03-03")
            await self.walk.post(
                self.walk.department,
                "/api/v1/application-form-ranges",
                {"holder_id": str(world.committee.id), "series": "LW", "first_number": 1, "last_number": 50}
                | {"width": 6, "happened_on": "2025-03-03"},
            )
        else:
            self.walk.form = self._form  # type: ignore[method-assign]
            await getattr(self.walk, stage)()
        return self.play

    async def _form(self) -> None:
        assert self.walk is not None
        await self.walk.on("2026-06-23")
        given = {"person_id": str(self.walk.candidate), "case_id": self.walk.case_id, "happened_on": "2026-06-23"}
        await self.walk.post(self.walk.organiser, "/api/v1/application-forms", given)

    async def clone(self, database: str) -> str:
        name = f"zhibu_test_{uuid4().hex[:12]}"
        await _execute(self.server_url, f"CREATE DATABASE {name} TEMPLATE {database}")
        return name

    async def close(self) -> None:
        assert self.walk is not None
        await self.walk.world.close()


class Seen:
    """What the examples came to; a machine that reaches nothing would prove nothing."""

    def __init__(self) -> None:
        self.became: dict[str, int] = {"probationary": 0, "full_member": 0}
        self.refused = self.carried = self.corrected = self.sent_back = self.taken_over = 0
        self.outcomes: set[str] = set()


def machine(table: Table, seen: Seen) -> type[RuleBasedStateMachine]:
    """The machine, bound to its table."""

    class Calls(RuleBasedStateMachine):
        play: Play

        def __init__(self) -> None:
            super().__init__()
            self.stack = AsyncExitStack()
            self.status = "registered"

        def run(self, work: Any) -> Any:
            return table.runner.run(work)

        @initialize(
            stage=st.sampled_from([*STAGES[1:], "paper", "paper"]),
            proposal=st.sampled_from(["convert", "convert", "extend", "cancel"]),
            through=st.sampled_from(STEP_KEYS[:-1]),
            skip=st.sets(st.integers(0, 37), max_size=2),
            twist=st.integers(0, 119),
        )
        def begin_on_the_way(self, stage: str, proposal: str, through: str, skip: set[int], twist: int) -> None:
            """Begin with a case that was walked so far, or take one over from paper: with gaps, and an act that lies."""
            self.run(self.begin("start" if stage == "paper" else stage, proposal))
            if stage == "paper":
                self.run(self.from_paper(through, skip, twist))

        async def begin(self, stage: str, proposal: str) -> None:
            copy, today, case_id = table.copies[stage]
            app = await table.open(self.stack, await table.clone(copy))
            assert table.walk is not None
            walk = table.walk
            walk.world.app, walk.case_id = app, case_id
            self.play = Play(walk, today, proposal=proposal)
            await self.play.move_to(today)
            if case_id:
                await self.check()

        def teardown(self) -> None:
            self.run(self.stack.aclose())

        # Calls

        @rule(count=st.integers(3, 10), gap=st.integers(0, 2), decide=st.booleans())
        def go_on(self, count: int, gap: int, decide: bool) -> None:
            """Have what was found decided upon, do the acts of the waiting steps rightly, and complete them."""
            if decide and self.play.walk.case_id:
                self.run(self.decided("uphold"))
            self.run(self.steps([0] * count, gap))

        @rule(flaws=st.lists(st.integers(0, 5), min_size=1, max_size=3), papers=st.booleans())
        def go_wrong(self, flaws: list[int], papers: bool) -> None:
            """Do them with flaws, most of them next to the limit of their rule; perhaps without the papers."""
            self.run(self.steps(flaws, 0, papers=papers))

        async def steps(self, flaws: list[int], gap: int, *, papers: bool = True) -> None:
            play = self.play
            for number, flaw in enumerate(flaws):
                waiting = await play.waiting() if play.walk.case_id else ["apply"]
                if not waiting or play.today > LAST_DAY:
                    return
                await play.until(play.today + timedelta(days=gap))
                step = waiting[-1] if number % 4 == 3 else waiting[0]
                self.note(await play.step(step, flaw, papers=papers or number != len(flaws) - 1))
                await self.check()

        def note(self, answer: httpx.Response) -> None:
            if answer.status_code == 200:
                seen.outcomes.add(answer.json()["outcome"])
            else:
                seen.refused += 1

        @rule(what=st.sampled_from(MISCHIEF), one=st.integers(0, 99), two=st.integers(0, 5))
        def disturb(self, what: str, one: int, two: int) -> None:
            """Whatever else can happen to a case."""
            play, step = self.play, STEP_KEYS[one % len(STEP_KEYS)]
            if not play.walk.case_id:
                return
            client = (play.walk.secretary, play.walk.organiser, play.walk.approver, play.walk.department)[two % 4]
            ways: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
                "ask for any step": lambda: self.poke(step, client, dry_run=False),
                "dry run": lambda: self.poke(step, play.walk.client_of(step), dry_run=True),
                "act out of turn": lambda: self.out_of_turn(step, two),
                "repeat": lambda: self.replayed(one),
                "correct": lambda: self.corrected(one, (-400, -31, -1, 1, 31, 0)[two]),
                "decide": lambda: self.decided("reopen" if two == 0 else "uphold"),
                "birthday": lambda: self.younger(1 if two % 2 else 15),
                "status": lambda: self.past_the_case(one, two),
                "send back": lambda: self.back(RETURNING[one % len(RETURNING)], two),
                "clock": lambda: self.move((1, 31, 92, 366, -1, -400)[two]),
            }
            self.run(ways[what]())

        async def poke(self, step: str, client: httpx.AsyncClient, *, dry_run: bool) -> None:
            before = await self.play.version()
            answer = await self.play.complete(step, client, dry_run=dry_run)
            if dry_run or answer.status_code != 200:
                assert await self.play.version() == before, answer.text
            await self.check()

        async def out_of_turn(self, step: str, flaw: int) -> None:
            """The act of any step, whenever; its papers are there too."""
            if self.play.today <= LAST_DAY:
                self.note(await self.play.step(step, flaw))
                await self.check()

        async def replayed(self, number: int) -> None:
            play = self.play
            if not play.replays:
                return
            step, address, key, version, first = play.replays[number % len(play.replays)]
            before, client = await play.version(), play.walk.client_of(step)
            again = await play.call(client, "POST", address, if_match=f'"v{version}"', idempotency_key=key)
            stale = await play.call(client, "POST", address, if_match=f'"v{version}"', idempotency_key=uuid4().hex)
            assert (again.status_code, again.json()) == (200, first), again.text
            assert stale.status_code == 412, stale.text
            assert await play.version() == before

        async def corrected(self, number: int, days: int) -> None:
            """Another day of any fact, or the opposite of what it says."""
            play = self.play
            found = [fact for fact in await play.facts() if fact["kind"] not in ("relocation", "case_closing")]
            if not found:
                return
            fact = found[number % len(found)]
            body: dict[str, Any] = {"kind": fact["kind"], "reason": "抄录有误"}
            flags = [name for name, value in fact["data"].items() if isinstance(value, bool)]
            if days == 0 and flags:
                body["data"] = fact["data"] | {flags[0]: not fact["data"][flags[0]]}
            else:
                body["happened_on"] = (date.fromisoformat(fact["happened_on"]) + timedelta(days=days or 2)).isoformat()
            answer = await self.post(play.walk.approver, f"{play.walk.path}/facts/{fact['id']}/corrections", body)
            assert answer.status_code in (201, 403, 409, 422), answer.text
            seen.corrected += answer.status_code == 201
            await self.check()

        async def post(self, client: httpx.AsyncClient, address: str, body: object) -> httpx.Response:
            return await self.play.call(client, "POST", address, body, if_match=f'"v{await self.play.version()}"')

        async def decided(self, decision: str) -> None:
            play = self.play
            findings = (await play.walk.secretary.get(f"{play.walk.path}/findings")).json()["items"]
            waiting = [finding["id"] for finding in findings if finding["state"] == "open"]
            if not waiting:
                return
            body = {
                "finding_ids": waiting,
                "decision": decision,
                "decided_by": play.committee,
                "decided_on": play.day,
                "document_number": "柳委〔88〕",
            }
            answer = await self.post(play.walk.approver, f"{play.walk.path}/findings/decisions", body)
            assert answer.status_code in (200, 409, 422), answer.text
            seen.carried += answer.status_code == 200 and decision == "uphold"
            await self.check()

        async def younger(self, years: int) -> None:
            """The roster finds out that the person is younger than was thought."""
            play, address = self.play, f"/api/v1/people/{self.play.walk.candidate}"
            person = (await play.walk.organiser.get(address)).json()
            born = date.fromisoformat(person["born_on"])
            body = {"reason": "与身份证不一致", "born_on": born.replace(year=min(born.year + years, 2009)).isoformat()}
            version = f'"v{person["version"]}"'
            answer = await play.call(play.walk.organiser, "POST", f"{address}/correct", body, if_match=version)
            assert answer.status_code in (200, 409, 422), answer.text
            await self.check()

        async def past_the_case(self, one: int, two: int) -> None:
            """The people's own endpoint makes no member of anybody."""
            play, address = self.play, f"/api/v1/people/{self.play.walk.candidate}"
            person = (await play.walk.organiser.get(address)).json()
            status = ("probationary", "full_member", "development_object")[one % 3]
            cause = ("transfer", "disposal", "own_will")[two % 3]
            body = {"status": status, "on": play.day, "cause": cause, "decision_number": "柳〔5〕"}
            version = f'"v{person["version"]}"'
            answer = await play.call(play.walk.organiser, "POST", f"{address}/status", body, if_match=version)
            assert answer.status_code in (403, 409, 412, 422), answer.text

        async def back(self, step: str, to: int) -> None:
            play, targets = self.play, STEPS[step].send_back_to
            body = {"to_step": targets[to % len(targets)], "reason": "材料不齐"}
            answer = await self.post(play.walk.client_of(step), f"{play.walk.path}/steps/{step}/send-back", body)
            assert answer.status_code in (200, 409), answer.text
            seen.sent_back += answer.status_code == 200
            await self.check()

        async def move(self, days: int) -> None:
            day = self.play.today + timedelta(days=days)
            await self.play.move_to(min(max(day, date(2025, 3, 3)), LAST_DAY))

        async def from_paper(self, through: str, skip: set[int], twist: int) -> None:
            """Take a case over, with acts left out, and one that lies on another day or says the opposite."""
            play = self.play
            taken: list[dict[str, Any]] = [
                {"kind": kind, "happened_on": on, "data": dict(data)}
                for number, (kind, on, data) in enumerate(play.walk.on_paper_through(through))
                if number not in skip
            ]
            if not taken:
                return
            _twist(taken[-1 - twist % len(taken)], twist)
            await play.move_to(date(2027, 9, 1))
            body = {"person_id": str(play.walk.candidate), "through_step": through, "facts": taken}
            answer = await play.call(play.walk.approver, "POST", f"{CASES}/take-overs", body)
            assert answer.status_code in (201, 409, 422), answer.text
            if answer.status_code == 201:
                play.walk.case_id = answer.json()["id"]
                seen.taken_over += 1
                await self.check(paper=True)

        # The judge

        async def check(self, *, paper: bool = False) -> None:
            record = await read_record(runtime_of(table.app).database.reads, self.play.walk.case_id)
            before, self.status = self.status, record.status
            became = record.status != before and record.status in seen.became
            upheld = record.findings.get("upheld", set())
            if became and not paper and before != "full_member":
                seen.became[record.status] += 1
                assert not uncovered(gaps(record), upheld), (record.status, uncovered(gaps(record), upheld))
            told = upheld | record.findings.get("open", set())
            left = uncovered(gaps(record, papers=paper), told)
            assert not left, (record.status, left)

    return Calls


def _twist(fact: dict[str, Any], how: int) -> None:
    data = fact["data"]
    if how % 3 == 0:
        fact["happened_on"] = (date.fromisoformat(fact["happened_on"]) + timedelta(days=how - 60)).isoformat()
        return
    for name, value in list(data.items()):
        if isinstance(value, bool):
            data[name] = not value
        elif name == "approve":
            data[name] = 2
        elif name in ("decision", "reply"):
            data[name] = "refuse" if name == "decision" else "refused"
        elif name == "proposal":
            data |= {"proposal": "cancel", "reason": "不合格"}


def uncovered(missing: set[tuple[str, str]], told: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What is missing and told by no finding: of the same step where the code is everybody's."""
    codes = {code for _, code in told}
    return {
        (step, code)
        for step, code in missing
        if not any((step, one) in told if one in GENERIC else one in codes for one in code.split("|"))
    }


@pytest.mark.slow
def test_no_sequence_of_calls_makes_a_member_past_a_gate(server_url: str, template: str, tmp_path: Path) -> None:
    seen, table = Seen(), Table(server_url, template, tmp_path)

    try:
        run_state_machine_as_test(
            machine(table, seen),
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=8,
                deadline=None,
                database=None,
                derandomize=EXAMPLES == 20,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        table.runner.run(table.close())
        table.runner.close()

    assert min(seen.became.values()) > 0, f"not every kind of member was made: {seen.became}"
    assert seen.refused > 20, "hardly anything was refused"
    print(vars(seen))
