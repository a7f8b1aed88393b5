"""Development cases at every stage, taken over from paper with believable histories.

Each completed step is judged by the engine, by the law of the day of its act; what only paper could show (the documents
of each step) is a finding upheld by the county's decision on taking over, as it would be in a real county.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import asyncpg

from app.demo.case_rows import Row, Rows, add_case, add_completion, add_findings
from app.demo.copying import batches, copy_rows
from app.demo.county import WAITING_STEP, County, episode_row
from app.demo.forms import Register
from app.demo.papers import actors_of, facts_of, file_of
from app.demo.people import MadePerson
from app.demo.plan import Body
from app.domain.development.acts import current_act
from app.domain.development.casefile import Completion, Outcome
from app.domain.development.engine import judge
from app.domain.development.findings import subject_of
from app.domain.development.steps import STEP_LIST
from app.domain.rules.workdays import seed_calendar
from app.domain.shared.parameters import Law
from app.persistence.models.development import (
    CaseFact,
    CaseFinding,
    DevelopmentCase,
    DevelopmentDecision,
    DevelopmentStep,
)
from app.persistence.models.form_register import ApplicationForm, ApplicationFormRange
from app.persistence.models.people import MembershipEpisode
from app.persistence.models.tasks import Task

__all__ = [
    "GAPS",
    "ONLY_GAP",
    "write_cases",
]


ONLY_GAP = "development.document-there"
"""What a case on paper can't show here, wherever the calendar and the texts know the days of the case."""
GAPS = frozenset({ONLY_GAP, "meetings.no-figure", "publicity.not-computable"})
"""What the decision on taking over upholds. An assembly of the days before the text of 2014 has no quorum to be judged by,
and a window that ran into a year whose working days nobody has loaded can't be counted: those are findings too, and never
a guess. Any other unmet condition would be a fault of the history."""


_LEAST_OFFICERS = 3


async def write_cases(
    connection: "asyncpg.Connection[asyncpg.Record]", county: County, progress: Callable[[int], None]
) -> None:
    """Write the cases of everybody who is on the way."""
    law = Law.of(seed_calendar())
    bodies = {body.id: body for body in county.tree}
    register = Register(county)
    await copy_rows(connection, ApplicationFormRange, register.ranges())
    for batch in batches(county.candidates, 500):
        rows = Rows()
        for person in batch:
            if len(county.officers.get(person.branch.id, [])) >= _LEAST_OFFICERS:
                _case(county, person, law, bodies, register, rows)
            else:
                rows.episodes.append(_lone_episode(county, person))
            progress(1)
        for model, made in (
            (DevelopmentCase, rows.cases),
            (CaseFact, rows.facts),
            (DevelopmentDecision, rows.decisions),
            (DevelopmentStep, rows.steps),
            (CaseFinding, rows.findings),
            (MembershipEpisode, rows.episodes),
            (Task, rows.tasks),
            (ApplicationForm, register.taken()),
        ):
            await copy_rows(connection, model, made)
    await connection.executemany(
        "UPDATE application_form_ranges SET next_number = $2 WHERE id = $1", register.next_numbers()
    )


def _lone_episode(county: County, person: MadePerson) -> Row:
    """A person whose branch is too small for two contact persons and a secretary has a status and no case yet."""
    since = person.joined_on or county.today - timedelta(days=30)
    return episode_row(county, person, person.status, since, None)


def _case(
    county: County, person: MadePerson, law: Law, bodies: Mapping[UUID, Body], register: Register, rows: Rows
) -> None:
    who = actors_of(county, person, register)
    facts = facts_of(county, person, who)
    case_id = county.ids()
    file = file_of(county, person, case_id, facts, bodies)
    issued_on = next((f.happened_on for f in facts if f.kind == "pre_review_result"), None)
    if issued_on is not None:
        form = register.issue(who.committee, person.id, case_id, issued_on, person.branch.place.columns())
        file = replace(file, forms=(form,))
    common: dict[str, object] = {
        "case_id": case_id,
        "person_id": person.id,
        "recorded_at": county.now,
        **person.branch.place.columns(),
    }
    for step in STEP_LIST:
        act = current_act(file, step)
        if act is None or act.on > county.today:
            continue
        judgement = judge(file, step, lambda _day: law, county.today)
        if not GAPS.issuperset(judgement.verdict.codes):
            break
        if person is county.waiting and step.key == WAITING_STEP:
            break  # its paper is filed by a scene of the work under way
        add_findings(county, judgement, common, rows)
        add_completion(county, file, judgement, common, rows)
        file = replace(
            file,
            completions=(*file.completions, Completion(step.key, 1, Outcome.PASSED, act.on, act.ref, taken_over=True)),
            carried=file.carried | {(step.key, f.code, subject_of(f)) for f in judgement.verdict.unmet},
        )
    add_case(county, person, file, law, common, rows)
