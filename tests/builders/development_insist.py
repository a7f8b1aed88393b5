"""Somebody who insists: every flaw of every step is tried at its step, one at a time, before the act is done rightly.

A flaw that is refused costs a day. One that is accepted is gone on with, so that whoever becomes a member past a gate is
seen by the judge. And papers that lie: cases taken over with every act of a member's case, some of which can't be.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import date, timedelta
from typing import Any

from app.domain.development.steps import STEPS
from tests.builders.development_judge import Judge, Seen
from tests.builders.development_play import Play
from tests.builders.development_table import Table
from tests.builders.development_walk import CASES

__all__ = ["FLAWS", "IN_PROBATION", "LIES", "WITHOUT_OATH", "Flaws", "insisted", "lied"]

Flaws = Mapping[str, tuple[int, ...]]
"""By step, what is tried before the act is done rightly."""

FLAWS: Flaws = {
    "apply": (1, 2, 3),
    "first_talk": (1,),
    "determine_activist": (1, 2),
    "file_activist": (1,),
    "assign_contacts": (1,),
    "cultivate": (1, 2, 3),
    "determine_object": (1, 2),
    "list_object": (1, 4, 2, 5, 3),
    "determine_sponsors": (1, 2),
    "political_review": (1,),
    "train": (1,),
    "examine": (1,),
    "prereview": (1, 4),
    "fill_form": (3, 1, 2),
    "admission_assembly": (1, 5, 3),
    "admission_talk": (1,),
    "approve_admission": (1, 3, 6, 7, 2),
    "probation": (2, 1),
    "apply_for_conversion": (1,),
    "conversion_assembly": (2, 1, 6, 3),
    "approve_conversion": (1, 3, 6, 2),
}
"""In an order in which an earlier flaw leaves the later ones possible; those of time come last."""
IN_PROBATION: Flaws = {"probation": (1, 2), "conversion_assembly": (5, 8)}
"""Those of somebody whose probation is to be extended; the end of probation comes first."""
NO_PAPERS = 90
"""The act is right, but its papers are not there."""
OUT_OF_TURN = 91
"""The step after it is taken first, with everything that it needs itself."""
_AFTER = {"admission_talk": "approve_admission"}
WITHOUT_OATH: Flaws = {
    "admission_talk": (OUT_OF_TURN, NO_PAPERS),
    "approve_admission": (8,),
    "file_approval": (1,),
    "assign_group": (1,),
    "conversion_assembly": (9,),
    "archive": (1,),
}
"""The oath waits until the conversion; and what stands beside the way to it is wrong once."""
_GOES_BACK = frozenset(
    {("admission_assembly", 3), ("approve_admission", 2), ("approve_admission", 8), ("approve_conversion", 2)}
)
"""Flaws after which the time is over, or an earlier step is void: the file goes back before the act can be done rightly."""


async def insist(
    play: Play,
    judge: Judge,
    until: str,
    *,
    flaws: Flaws = FLAWS,
    last: Sequence[str] = (),
) -> None:
    """Go on with a case until the person, or the case, is *until*, trying every one of the *flaws* once.

    ``last`` names steps that wait until nothing else does, or until the assembly on conversion was tried without them. Where
    an extension is proposed, a second one is tried before the conversion.
    """
    open_flaws = {step: list(found) for step, found in flaws.items()}
    for _ in range(120):
        waiting = await play.waiting() if play.walk.case_id else ["apply"]
        if until in (judge.status, judge.state) or not waiting:
            return
        step = next((one for one in waiting if one not in last), waiting[0])
        tried = open_flaws.get(step)
        if step == "conversion_assembly" and not tried and waiting[0] in last:
            step = waiting[0]
        flaw = tried.pop(0) if tried else 0
        if flaw:
            judge.seen.tried.add((step, flaw))
        if flaw == OUT_OF_TURN:
            answer = await play.step(_AFTER[step], 0)
        else:
            answer = await play.step(step, 0 if flaw == NO_PAPERS else flaw, papers=flaw != NO_PAPERS)
        await judge.check(play)
        if answer.status_code == 200:
            judge.seen.outcomes.add(answer.json()["outcome"])
            continue
        judge.seen.refused += 1
        if step == "conversion_assembly" and not flaw:
            play.proposal = "convert"
        if (step, flaw) in _GOES_BACK:
            await _back(play, step)
            await judge.check(play)
        await play.move_to(play.today + timedelta(days=1))
    raise AssertionError(f"{until} was not reached by {play.today}: {await play.waiting()}")


async def _back(play: Play, step: str) -> None:
    body = {"to_step": STEPS[step].send_back_to[-1], "reason": "超过时限，重新办理"}
    answer = await play.call(
        play.walk.client_of(step),
        "POST",
        f"{play.walk.path}/steps/{step}/send-back",
        body,
        if_match=f'"v{await play.version()}"',
    )
    assert answer.status_code == 200, answer.text


async def insisted(
    table: Table, stage: str, proposal: str = "convert", until: str = "full_member", flaws: Flaws = FLAWS
) -> Judge:
    """Insist from a stage of the walk on; a case that begins does so in time for the listing to fall under the 2026 text."""
    judge = Judge(Seen())
    async with AsyncExitStack() as stack:
        play = await table.begin(stack, stage, proposal)
        if not play.walk.case_id:
            await play.move_to(date(2025, 6, 3))
        await insist(play, judge, until, flaws=flaws, last=("oath",) if flaws is WITHOUT_OATH else ())
    return judge


# Papers that lie

Act = tuple[str, str, dict[str, Any]]
Lie = Callable[[list[Act], Mapping[str, str]], list[Act]]


def _changed(kind: str, *, on: str | None = None, nth: int = -1, **data: Any) -> Lie:
    def lie(acts: list[Act], ids: Mapping[str, str]) -> list[Act]:
        number = [n for n, act in enumerate(acts) if act[0] == kind][nth]
        _, day, was = acts[number]
        given = {key: ids.get(value, value) if isinstance(value, str) else value for key, value in data.items()}
        given = {
            key: [ids.get(v, v) for v in value] if isinstance(value, list) else value for key, value in given.items()
        }
        return [*acts[:number], (kind, on or day, {**was, **given}), *acts[number + 1 :]]

    return lie


def _without(kind: str, **data: Any) -> Lie:
    def lie(acts: list[Act], ids: Mapping[str, str]) -> list[Act]:
        return [act for act in acts if act[0] != kind or any(act[2].get(k) != v for k, v in data.items())]

    return lie


def _with(kind: str, on: str, **data: Any) -> Lie:
    return lambda acts, ids: [*acts, (kind, on, data)]


LIES: Mapping[str, tuple[str, tuple[Lie, ...]]] = {
    "what was said": (
        "approve_conversion",
        (
            _changed("application_letter", by_the_person=False),
            _changed("first_talk", office="organiser"),
            _without("recommendation"),
            _changed("activist_filing", reported_on="2025-04-14"),
            _changed("cultivation_conclusion", suitable=False),
            _without("opinions_heard", source="masses"),
            _changed("object_filing", reply="filed"),
            _changed("paper_publicity", taken_down_on="2026-05-27"),
            _changed("sponsor_assignment", person_ids=["contact"]),
            _changed("paper_political_review", passed=False),
            _changed("paper_training", days=2, hours=23),
            _changed("committee_examination", passed=False),
            _changed("pre_review_result", reviewed_by="branch"),
            _changed("form_filled", guided_by_sponsors=False),
            _changed("paper_assembly", nth=0, present=2, approve=3),
            _changed("admission_talk", fit=False),
            _changed("admission_approval", collectively=False),
            _changed("conversion_application", by_the_person=False),
            _changed("conversion_approval", collectively=False),
            _without("conversion_examination"),
            _without("oath"),
        ),
    ),
    "who and when": (
        "approve_conversion",
        (
            _changed("application_letter", accepts_programme=False),
            _changed("activist_determination", agreed=False),
            _changed("contact_assignment", on="2025-05-07", person_ids=["young"]),
            _with("thought_report", "2025-03-02", topic="早于申请"),
            _changed("object_determination", agreed=False),
            _changed("object_filing", reported_on="2026-05-18"),
            _changed("sponsor_assignment", person_ids=["contact", "young"]),
            _changed("pre_review_result", leaves_unit_on="2026-09-22"),
            _changed("paper_assembly", nth=0, secret=False),
            _changed("admission_approval", decided_by="branch"),
            _changed("conversion_approval", decided_by="branch"),
            _changed("probation_conclusion", on="2027-07-09"),
            _without("conversion_report"),
            _without("probation_review"),
        ),
    ),
    "reports and reviews": (
        "approve_conversion",
        (
            _changed("half_yearly_review", nth=0, period_from="2025-04-27"),
            _without("admission_report"),
            _changed("paper_assembly", nth=1, on="2027-07-09", secret=False, present=2, approve=3),
            _changed("conversion_report", reported_to="branch"),
            _changed("probation_review", period_from="2026-07-09"),
            _without("conversion_resolution"),
        ),
    ),
    "too late": (
        "approve_conversion",
        (
            _without("half_yearly_review", period_from="2025-10-28"),
            _changed("pre_review_result", on="2026-06-18"),
            _changed("paper_assembly", nth=0, on="2026-07-19"),
            _changed("admission_report", on="2026-07-20"),
            _changed("admission_talk", on="2026-07-21"),
            _changed("admission_approval", on="2026-10-21"),
            _changed("conversion_approval", on="2027-10-22"),
            _without("approval_filing"),
            _without("group_assignment"),
            _without("oath"),
        ),
    ),
}
"""Papers of a full member's case with acts that can't be; by name, the last step that they claim and what is changed."""


async def lied(table: Table, lie: str) -> Judge:
    """Take over papers of a full member's case that lie, and have the judge look at what was found out."""
    through, lies = LIES[lie]
    judge = Judge(Seen())
    async with AsyncExitStack() as stack:
        play = await table.begin(stack, "start")
        await play.move_to(date(2027, 12, 1))
        walk = play.walk
        ids = {"branch": str(walk.world.branch.id), "contact": str(walk.members[0]), "young": str(table.probationary)}
        acts: list[Act] = [(kind, on, dict(data)) for kind, on, data in walk.on_paper_through(through)]
        for change in lies:
            acts = change(acts, ids)
        facts = [{"kind": kind, "happened_on": on, "data": data} for kind, on, data in acts]
        body = {"person_id": str(walk.candidate), "through_step": through, "facts": facts}
        answer = await play.call(walk.approver, "POST", f"{CASES}/take-overs", body)
        assert answer.status_code == 201, answer.text
        walk.case_id = answer.json()["id"]
        await judge.check(play, paper=True)
    return judge
