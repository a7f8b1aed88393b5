"""Development cases at every stage, taken over from paper with believable histories.

Each completed step is judged by the engine, by the law of the day of its act; what only paper could show (the documents
of each step) is a finding upheld by the county's decision on taking over, as it would be in a real county.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import orjson

from app.demo.copying import batches, copy_rows
from app.demo.county import County, episode_row
from app.demo.forms import Register
from app.demo.histories import Actors, history
from app.demo.people import MadePerson
from app.demo.plan import Body
from app.demo.underway.chosen import STRETCHES, Part
from app.domain.development.acts import current_act
from app.domain.development.casefile import CaseFile, Completion, Outcome, PersonHistory
from app.domain.development.duties import duties
from app.domain.development.engine import Judgement, judge, next_steps
from app.domain.development.facts import KINDS, Fact, decode, encode
from app.domain.development.findings import FindingKind, FindingState, subject_of
from app.domain.development.steps import STEP_LIST
from app.domain.organisations.facts import OrganisationFacts, OrganisationKind
from app.domain.people.facts import Episode, MemberStatus, PersonFacts, Sex
from app.domain.rules.workdays import seed_calendar
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Verdict
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
from app.persistence.uow import canonical
from app.services.verdicts import kept

__all__ = ["GAPS", "ONLY_GAP", "write_cases"]

Row = Mapping[str, object]
ONLY_GAP = "development.document-there"
"""What a case on paper can't show here, wherever the calendar and the texts know the days of the case."""
GAPS = frozenset({ONLY_GAP, "meetings.no-figure", "publicity.not-computable"})
"""What the decision on taking over upholds. An assembly of the days before the text of 2014 has no quorum to be judged by,
and a window that ran into a year whose working days nobody has loaded can't be counted: those are findings too, and never
a guess. Any other unmet condition would be a fault of the history."""

_LAST_KIND = {
    MemberStatus.APPLICANT: ("first_talk", "recommendation"),
    MemberStatus.ACTIVIST: ("cultivation_conclusion", "opinions_heard"),
    MemberStatus.DEVELOPMENT_OBJECT: ("paper_assembly", "admission_talk"),
    MemberStatus.PROBATIONARY: ("probation_review", ""),
}
"""For each status: the last kind of fact that a case of it may have reached, and the first it may not."""

_NEGLECTED = {MemberStatus.APPLICANT: "first_talk", MemberStatus.ACTIVIST: "half_yearly_review"}
"""A neglected case has this act of it left undone: the last one that should have been done."""

_LEAST_OFFICERS = 3
_WAITING_STEP, _WAITING_DAYS = "first_talk", 29

_ANCHOR = {
    MemberStatus.APPLICANT: ("application_letter", 3, 75),
    MemberStatus.ACTIVIST: ("activist_determination", 12, 330),
    MemberStatus.DEVELOPMENT_OBJECT: ("object_filing", 2, 130),
}
"""The fact that made the person what he is, and how many days ago it may have been."""


@dataclass
class _Rows:
    cases: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    episodes: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)


async def write_cases(
    connection: "asyncpg.Connection[asyncpg.Record]", county: County, progress: Callable[[int], None]
) -> None:
    """Write the cases of everybody who is on the way."""
    law = Law.of(seed_calendar())
    bodies = {body.id: body for body in county.tree}
    register = Register(county)
    await copy_rows(connection, ApplicationFormRange, register.ranges())
    for batch in batches(county.candidates, 500):
        rows = _Rows()
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
    county: County, person: MadePerson, law: Law, bodies: Mapping[UUID, Body], register: Register, rows: _Rows
) -> None:
    who = _actors(county, person, register)
    facts = _facts(county, person, who)
    case_id = county.ids()
    file = _file(county, person, case_id, facts, bodies)
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
        _carried(county, judgement, common, rows)
        if person is county.waiting and step.key == _WAITING_STEP:
            break
        _completed(county, file, judgement, common, rows)
        file = replace(
            file,
            completions=(*file.completions, Completion(step.key, 1, Outcome.PASSED, act.on, act.ref, taken_over=True)),
            carried=file.carried | {(step.key, f.code, subject_of(f)) for f in judgement.verdict.unmet},
        )
    _write(county, person, file, law, common, rows)


def _actors(county: County, person: MadePerson, register: Register) -> Actors:
    officers = county.officers[person.branch.id]
    place = person.branch.place
    return Actors(
        branch=person.branch.id,
        committee=place.committee_id or person.branch.id,
        county=place.county_id or person.branch.id,
        contacts=(officers[1].id, officers[2].id),
        secretary=officers[0].id,
        organiser=officers[-1].id,
        serial=person.serial,
        branch_members=max(5, len(officers) * 3),
        form_number=str(register.peek(place.committee_id or person.branch.id)),
    )


def _facts(county: County, person: MadePerson, who: Actors) -> tuple[Fact, ...]:
    """Return the facts up to where the person's status lets the case have come, none in the future."""
    told = list(history(county.random, date(2020, 1, 6), who))
    if person.joined_on is not None:
        anchor, anchored_on = "paper_assembly", person.joined_on
    else:
        anchor, least, most = _ANCHOR[person.status]
        if _beside_the_waiting(county, person):
            least = _WAITING_DAYS
        days = _WAITING_DAYS if person is county.waiting else county.random.randrange(least, most)
        anchored_on = county.today - timedelta(days=days)
    stop = _LAST_KIND[person.status][1]
    if person.id in county.parts:
        stretch = STRETCHES[Part(county.parts[person.id])]
        anchor, anchored_on, stop = stretch.anchor, county.today - timedelta(days=stretch.days_ago), stretch.until
    shift = anchored_on - next(item.on for item in told if item.kind == anchor)
    missed = _missed(county, person, [item.kind for item in told if item.on + shift <= county.today])
    facts: list[Fact] = []
    for number, item in enumerate(told):
        on = item.on + shift
        if number == missed:
            break
        if item.kind == stop or on > county.today:
            break
        data = decode(KINDS[item.kind], {key: _shifted(value, shift) for key, value in item.data.items()})
        facts.append(Fact(county.ids(), data, on, county.now))
    return tuple(facts)


def _missed(county: County, person: MadePerson, done: list[str]) -> int | None:
    """Return the place in the history of what was neglected."""
    kind = _NEGLECTED.get(person.status)
    if not person.is_neglected or kind is None or kind not in done or _beside_the_waiting(county, person):
        return None
    return None if person is county.waiting else len(done) - 1 - done[::-1].index(kind)


def _beside_the_waiting(county: County, person: MadePerson) -> bool:
    """Tell whether somebody applied in the branch of the first page: that page moves the only case that waits there."""
    front = county.waiting
    return front is not None and person is not front and person.branch is front.branch


def _shifted(value: object, shift: timedelta) -> object:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return (date.fromisoformat(value) + shift).isoformat()
    return value


def _file(
    county: County, person: MadePerson, case_id: UUID, facts: Sequence[Fact], bodies: Mapping[UUID, Body]
) -> CaseFile:
    officers = county.officers[person.branch.id]
    wanted = [bodies[i] for i in person.branch.place.columns().values() if i is not None]
    opened_on = facts[0].happened_on if facts else county.today
    return CaseFile(
        case_id,
        PersonFacts(
            person.id,
            person.name.name,
            Sex.FEMALE if person.woman else Sex.MALE,
            person.born_on,
            MemberStatus.REGISTERED,
            person.branch.id,
        ),
        person.branch.id,
        opened_on,
        facts=tuple(facts),
        people={o.id: _member(o) for o in officers},
        bodies={body.id: _body(body, bodies) for body in wanted},
        has_groups=False,
    )


def _member(person: MadePerson) -> PersonHistory:
    since = person.converted_on or date(2000, 1, 1)
    return PersonHistory(
        person.id, person.name.name, (Episode(person.id, person.branch.id, MemberStatus.FULL_MEMBER, since),)
    )


def _body(body: Body, bodies: Mapping[UUID, Body]) -> OrganisationFacts:
    parent = bodies.get(body.parent_id) if body.parent_id else None
    return OrganisationFacts(
        body.id,
        body.name,
        OrganisationKind(body.kind),
        body.classification,
        body.place,
        body.approval_power,
        parent_id=body.parent_id,
        parent_kind=parent.kind if parent else None,
        parent_classification=parent.classification if parent else None,
        founded_on=body.founded_on,
    )


def _completed(county: County, file: CaseFile, judgement: Judgement, common: Mapping[str, object], rows: _Rows) -> None:
    decision_id, step, act = county.ids(), judgement.step, judgement.act
    facts = [{"id": f.id, "kind": f.kind, "on": f.happened_on, "data": encode(f.data)} for f in file.facts]
    rows.decisions.append(
        {
            **common,
            "id": decision_id,
            "step": step.key,
            "day": judgement.day,
            "outcome": Outcome.PASSED.value,
            "verdict": _json(kept(judgement.verdict)),
            "facts_digest": county.keys.digest(canonical({"case": file.case_id, "facts": facts})),
        }
    )
    rows.steps.append(
        {
            **common,
            "id": county.ids(),
            "step": step.key,
            "step_number": step.number,
            "attempt": 1,
            "outcome": Outcome.PASSED.value,
            "act_on": judgement.day,
            "act_ref": act.ref if act is not None else None,
            "taken_over": True,
            "decision_id": decision_id,
        }
    )


def _carried(county: County, judgement: Judgement, common: Mapping[str, object], rows: _Rows) -> None:
    """Write what only paper shows, upheld by the decision on taking over."""
    for finding in judgement.verdict.unmet:
        rows.findings.append(
            {
                **common,
                "id": county.ids(),
                "kind": FindingKind.GAP.value,
                "step": judgement.step.key,
                "code": finding.code,
                "subject": subject_of(finding),
                "found_on": county.today,
                "judged_on": judgement.day,
                "finding": _json(kept(Verdict((finding,)))[0]),
                "state": FindingState.UPHELD.value,
                "decided_on": county.today,
                "decided_by_id": common["committee_id"],
                "document_number": f"接收〔{county.today.year}〕1号",
                "note": "纸质材料已核对，原件存党支部",
            }
        )


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _write(
    county: County, person: MadePerson, file: CaseFile, law: Law, common: Mapping[str, object], rows: _Rows
) -> None:
    waiting = next_steps(file, lambda _day: law, county.today)
    shared = {key: value for key, value in common.items() if key != "case_id"}
    rows.cases.append(
        {
            **shared,
            "id": file.case_id,
            "state": "open",
            "stage": waiting[0].stage if waiting else 5,
            "step": waiting[0].key if waiting else None,
            "opened_on": file.opened_on,
            "taken_over": True,
            "changed_at": county.now,
            "version": 1,
        }
    )
    for fact in file.facts:
        rows.facts.append(
            {
                **common,
                "id": fact.id,
                "kind": fact.kind,
                "happened_on": fact.happened_on,
                "data": _json(encode(fact.data)),
                "documents": [],
                "standing": True,
                "late_days": 0,
                "taken_over": True,
            }
        )
    rows.episodes += _episodes(county, person, file)
    for duty in duties(file, law):
        rows.tasks.append(
            {
                **shared,
                "id": county.ids(),
                "kind": duty.kind,
                "subject_kind": "development_cases",
                "subject_id": file.case_id,
                "owner_id": duty.owner_id,
                "step": duty.step,
                "starts_on": duty.starts_on,
                "due_on": duty.due_on,
                "done_on": duty.done_on,
                "clause_document": duty.clause.document.value,
                "clause_article": duty.clause.article,
                "verified": duty.verified,
            }
        )


_STATUS_STEPS = (
    ("apply", MemberStatus.APPLICANT),
    ("determine_activist", MemberStatus.ACTIVIST),
    ("list_object", MemberStatus.DEVELOPMENT_OBJECT),
    ("admission_assembly", MemberStatus.PROBATIONARY),
)


def _episodes(county: County, person: MadePerson, file: CaseFile) -> list[Row]:
    """Return the person's episodes as the completed steps make them; a member from the assembly only when approved."""
    days: list[tuple[MemberStatus, date]] = []
    for key, status in _STATUS_STEPS:
        done = file.done(key)
        if done is not None and (status is not MemberStatus.PROBATIONARY or person.joined_on is not None):
            days.append((status, done.act_on))
    if not days:
        days = [(person.status, file.opened_on)]
    ends: list[date | None] = [day for _, day in days[1:]]
    return [
        episode_row(county, person, status, day, until, file.case_id)
        for (status, day), until in zip(days, [*ends, None], strict=True)
    ]
