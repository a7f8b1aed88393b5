"""Random calls at a case: nobody becomes probationary or full without every mandatory gate satisfied on its day.

The judge is ``tests/builders/development_oracle.py``, which reads the tables and works everything out anew; it knows
neither gates nor completions. Three things are held against it after every call:

* whoever *becomes* a member lacks nothing, save what a decision with a document number carries;
* whoever *is* a member lacks nothing that isn't a finding on the file (a correction, a case taken over from paper);
* a dry run, a repeated call and a refused one change nothing.

The way is walked once for real; every example begins from a copy of the database somewhere on it, or with a case taken
over from paper at any step.
"""

import os
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app.domain.development.steps import STEP_LIST, STEPS
from tests.builders.development_insist import FLAWS, IN_PROBATION, LIES, WITHOUT_OATH, Flaws, insisted, lied
from tests.builders.development_judge import Judge, Seen
from tests.builders.development_play import Play
from tests.builders.development_table import STAGES, Table
from tests.builders.development_walk import CASES

USUAL = 10
EXAMPLES = int(os.environ.get("ZHIBU_STATE_MACHINE_EXAMPLES", str(USUAL)))
"""The suite's ten are always the same; any other number is drawn anew at every run."""
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


def machine(table: Table, seen: Seen) -> type[RuleBasedStateMachine]:
    """The machine, bound to its table."""

    class Calls(RuleBasedStateMachine):
        play: Play

        def __init__(self) -> None:
            super().__init__()
            self.stack = AsyncExitStack()
            self.judge = Judge(seen)

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
            self.play = await table.begin(self.stack, stage, proposal)
            if self.play.walk.case_id:
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

        async def check(self, *, paper: bool = False) -> None:
            await self.judge.check(self.play, paper=paper)

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


@pytest.fixture(scope="module")
def table(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    made = Table(server_url, template, tmp_path_factory.mktemp("table"))
    yield made
    made.runner.run(made.close())
    made.runner.close()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_sequence_of_calls_makes_a_member_past_a_gate(table: Table) -> None:
    seen = Seen()

    run_state_machine_as_test(
        machine(table, seen),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=8,
            deadline=None,
            database=None,
            derandomize=EXAMPLES == USUAL,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert min(seen.became.values()) > 0, f"not every kind of member was made: {seen.became}"
    assert seen.refused > 20, "hardly anything was refused"
    print(vars(seen))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("stage", "proposal", "until", "flaws"),
    [
        ("start", "convert", "full_member", FLAWS),
        ("to_assembly", "convert", "archived", WITHOUT_OATH),
        ("to_probationary", "extend", "full_member", IN_PROBATION),
    ],
)
def test_whoever_insists_becomes_a_member_rightly_or_not_at_all(
    table: Table, stage: str, proposal: str, until: str, flaws: Flaws
) -> None:
    judge = table.runner.run(insisted(table, stage, proposal, until, flaws))

    assert judge.status == "full_member"
    assert until in (judge.status, judge.state)
    assert judge.seen.tried == {(step, flaw) for step, wanted in flaws.items() for flaw in wanted}
    assert ("extended" in judge.seen.outcomes) == (proposal == "extend")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("lie", LIES)
def test_papers_that_lie_are_found_out(table: Table, lie: str) -> None:
    assert table.runner.run(lied(table, lie)).status == "full_member"
