"""The rows that a case leaves: facts, decisions, completed steps, upheld findings, episodes and tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import orjson

from app.demo.county import County, episode_row
from app.demo.people import MadePerson
from app.domain.development.casefile import CaseFile, Outcome
from app.domain.development.duties import duties
from app.domain.development.engine import Judgement, next_steps
from app.domain.development.facts import encode
from app.domain.development.findings import FindingKind, FindingState, subject_of
from app.domain.people.facts import MemberStatus
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Verdict
from app.persistence.uow import canonical
from app.services.verdicts import kept

__all__ = [
    "Row",
    "Rows",
    "add_case",
    "add_completion",
    "add_findings",
]


Row = Mapping[str, object]


@dataclass
class Rows:
    """The rows of some cases, each kind for one copy."""

    cases: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    decisions: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    episodes: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)


def add_completion(
    county: County, file: CaseFile, judgement: Judgement, common: Mapping[str, object], rows: Rows
) -> None:
    """Add a completed step with the decision that it rests on."""
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


def add_findings(county: County, judgement: Judgement, common: Mapping[str, object], rows: Rows) -> None:
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


def add_case(
    county: County, person: MadePerson, file: CaseFile, law: Law, common: Mapping[str, object], rows: Rows
) -> None:
    """Add the case as it stands, with its facts, the episodes of the person and what is due."""
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
