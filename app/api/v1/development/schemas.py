"""Schemas of development cases."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import ClauseOut, FindingOut
from app.api.paging import PageQuery
from app.api.types import Day, Flag, Input, Line, Note, Output
from app.api.v1.development.fact_schemas import TAKEN_OVER
from app.domain.development.casefile import CaseState
from app.domain.development.facts import ClosingReason
from app.domain.development.findings import FindingDecision, FindingKind, FindingState

_EXAMPLE = "0199a3a0-0000-7000-8000-000000000001"
CaseId = Annotated[UUID, Field(description="The case.", examples=[_EXAMPLE])]
StepKey = Annotated[str, Field(description="Key of a step.", examples=["first_talk"], max_length=40)]


class CaseQuery(PageQuery):
    """Filters of the list of cases; the newest comes first."""

    organisation_id: Annotated[UUID | None, Field(description="Only below this organisation.")] = None
    person_id: Annotated[UUID | None, Field(description="Only this person's.")] = None
    state: Annotated[CaseState | None, Field(description="Only in this state.")] = None
    stage: Annotated[int | None, Field(ge=1, le=5, description="Only in this stage.")] = None
    step: Annotated[str | None, Field(max_length=40, description="Only where this step waits first.")] = None
    taken_over: Annotated[bool | None, Field(description="Only those taken over from paper, or only the others.")] = (
        None
    )
    q: Annotated[str | None, Field(min_length=1, max_length=60, description="Name, pinyin or its initials.")] = None


class CaseCreate(Input):
    """A new case."""

    person_id: Annotated[UUID, Field(description="The applicant.", examples=[_EXAMPLE])]
    opened_on: Annotated[Day | None, Field(description="Day on which the file was opened; today where left out.")] = (
        None
    )


class CaseOut(Output):
    """A case and where it stands."""

    id: CaseId
    person_id: Annotated[UUID, Field(description="The candidate.")]
    person_name: Annotated[str, Field(description="Name of the candidate.", examples=["申请人甲"])]
    branch_id: Annotated[UUID | None, Field(description="The branch that carries the case now.")]
    state: Annotated[CaseState, Field(description="`open`, `archived`, `cancelled` or `closed`.")]
    stage: Annotated[int, Field(description="Stage 1 to 5.", examples=[2])]
    step: Annotated[str | None, Field(description="The first waiting step; null when nothing waits.")]
    opened_on: Annotated[date, Field(description="Day on which the file was opened.")]
    closed_on: Annotated[date | None, Field(description="Day on which it ended.")]
    taken_over: Annotated[bool, Field(description="Taken over from paper.")]
    changed_at: Annotated[datetime, Field(description="Instant of the last change.")]
    version: Annotated[int, Field(description="Version for If-Match.", examples=[3])]


class JudgedStepOut(Output):
    """A step, judged with the law of its day."""

    step: StepKey
    number: int
    title: str
    permission: Annotated[str, Field(description="What completing it asks for.")]
    day: Annotated[date, Field(description="The day of its act, or today while none is recorded.")]
    act_recorded: bool
    outcome: Annotated[str, Field(description="What completing it would come to.", examples=["passed"])]
    allowed: Annotated[bool, Field(description="Whether it can be completed now.")]
    findings: list[FindingOut]


class DutyOut(Output):
    """A dated duty."""

    kind: Annotated[str, Field(examples=["first_talk"])]
    step: StepKey
    starts_on: date
    due_on: date
    owner_id: Annotated[UUID, Field(description="The organisation whose duty it is.")]
    done_on: date | None
    clause: ClauseOut
    verified: bool


class WhyOut(Output):
    """Why a case may or may not go on."""

    case_id: CaseId
    state: CaseState
    today: date
    open_findings: Annotated[int, Field(description="Findings that wait for a decision; they hold the case.")]
    steps: list[JudgedStepOut]
    duties: list[DutyOut]
    version: int


class NextStepOut(Output):
    """A step that waits."""

    step: StepKey
    number: int
    stage: int
    title: str
    permission: str
    allowed: Annotated[bool, Field(description="Whether every gate is satisfied now.")]
    unmet: Annotated[list[str], Field(description="Codes of the unmet gates.")]
    send_back_to: list[str]


class NextStepsOut(Output):
    """The steps that wait."""

    case_id: CaseId
    items: list[NextStepOut]
    version: int


class StepDoneOut(Output):
    """What came of completing a step, or would come of it."""

    case_id: CaseId
    step: StepKey
    outcome: Annotated[str, Field(examples=["passed"])]
    act_on: Annotated[date, Field(description="The day of the act, whose law was used.")]
    attempt: Annotated[int | None, Field(description="Number of the attempt; null after a dry run.")]
    written: Annotated[bool, Field(description="False after a dry run.")]
    allowed: bool
    findings: list[FindingOut]
    case_state: CaseState
    next_steps: list[str]
    version: int


class DryRunQuery(Input):
    """Try without writing."""

    dry_run: Annotated[bool, Field(description="Judge every gate, write nothing.")] = False


class WhyQuery(Input):
    """Which steps."""

    step: Annotated[str | None, Field(max_length=40, description="One step; the waiting ones where left out.")] = None


class SendBackCreate(Input):
    """A file given back."""

    to_step: StepKey
    reason: Annotated[Note, Field(description="Why.", examples=["政审函调材料不齐"])]


class FactOut(Output):
    """A fact with its two times."""

    id: UUID
    case_id: CaseId
    kind: Annotated[str, Field(examples=["first_talk"])]
    happened_on: Annotated[date, Field(description="Day of the act.")]
    data: dict[str, object]
    documents: list[UUID]
    standing: Annotated[bool, Field(description="False once a correction has replaced it.")]
    supersedes_id: UUID | None
    correction_reason: str | None
    late_days: Annotated[int, Field(description="Days after which it was recorded late; 0 in time.")]
    late_reason: str | None
    taken_over: bool
    recorded_at: datetime
    recorded_by: UUID | None


class FactListOut(Output):
    """All facts of a case in the order of their days."""

    items: list[FactOut]


class DecisionOut(Output):
    """What was judged when a step was completed; never rewritten by later rules."""

    id: UUID
    case_id: CaseId
    step: StepKey
    day: Annotated[date, Field(description="The day of the act, whose law was used.")]
    outcome: str
    verdict: Annotated[
        list[dict[str, object]], Field(description="Every gate with required, measured, clause, figure and origin.")
    ]
    facts_digest: Annotated[str, Field(description="Keyed digest of the facts that were judged.")]
    recorded_at: datetime
    recorded_by: UUID | None


class DecisionListOut(Output):
    """The decisions of a case, in the order of recording."""

    items: list[DecisionOut]


class CaseFindingOut(Output):
    """A finding that only a decision carries, and what was decided."""

    id: UUID
    case_id: CaseId
    kind: FindingKind
    step: StepKey
    code: str
    subject: str
    found_on: date
    judged_on: Annotated[date, Field(description="The day of the act whose law was used.")]
    finding: Annotated[dict[str, object], Field(description="Required, measured and clause, as judged then.")]
    state: FindingState
    decided_on: date | None
    decided_by_id: Annotated[UUID | None, Field(description="The committee that decided.")]
    document_number: str | None
    note: str | None


class CaseFindingListOut(Output):
    """The findings of a case, decided ones too."""

    items: list[CaseFindingOut]


class FindingDecisionCreate(Input):
    """A decision of the approving committee on one or several findings."""

    finding_ids: Annotated[list[UUID], Field(min_length=1, max_length=200, description="The findings decided upon.")]
    decision: Annotated[FindingDecision, Field(description="`uphold`, `reopen` or `cancel`.")]
    decided_by: Annotated[UUID, Field(description="The committee that decided.", examples=[_EXAMPLE])]
    decided_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-11-20"])]
    document_number: Annotated[Line, Field(description="Number of the document.", examples=["青委〔2026〕41号"])]
    note: Annotated[Note | None, Field(description="Grounds.")] = None


class RelocationCreate(Input):
    """A move to another branch."""

    to_branch_id: Annotated[UUID, Field(description="The branch that takes the person in.", examples=[_EXAMPLE])]
    happened_on: Annotated[Day, Field(description="Day of the move.", examples=["2026-09-01"])]
    letter_number: Annotated[Line, Field(description="Number of the letter.", examples=["青组转〔2026〕5号"])]
    file_checked: Annotated[Flag, Field(description="The receiving branch has checked the file.")]


class ClosingCreate(Input):
    """The end of a case before its last step."""

    reason: Annotated[ClosingReason, Field(description="Why.")]
    happened_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-09-01"])]
    document_number: Annotated[Line, Field(description="Number of the decision.", examples=["青委〔2026〕52号"])]
    note: Annotated[str, Field(max_length=500, description="More about it.")] = ""


class TakeOverCreate(Input):
    """A case in progress on paper."""

    person_id: Annotated[UUID, Field(description="The candidate.", examples=[_EXAMPLE])]
    through_step: StepKey
    facts: Annotated[list[TAKEN_OVER], Field(min_length=1, max_length=200, description="The acts on paper.")]


class TimelineEntryOut(Output):
    """Something that happened in a case."""

    on: date
    what: Annotated[str, Field(description="`fact`, `step` or `finding`.", examples=["step"])]
    key: Annotated[str, Field(description="Kind of the fact, key of the step, or code of the finding.")]
    outcome: str | None
    attempt: int | None
    standing: bool
    late_days: int
    recorded_at: datetime


class TimelineOut(Output):
    """Everything that happened, in the order of its days."""

    items: list[TimelineEntryOut]


class DueOut(Output):
    """The dated duty of a step."""

    kind: str
    months: int | None
    since: str
    parameter: str


class StepOut(Output):
    """A row of the step table under the law of a day."""

    key: StepKey
    number: int
    stage: int
    stage_title: str
    title: str
    actor: str
    permission: str
    act: Annotated[str, Field(description="The act that the step's day is taken from.")]
    asked: Annotated[bool, Field(description="Whether the text of the day asks for the step.")]
    after: list[str]
    gates: list[str]
    gates_to_pass: list[str]
    documents: list[str]
    due: DueOut | None
    send_back_to: list[str]
    clause: ClauseOut


class StepTableOut(Output):
    """The step table."""

    on: date
    items: list[StepOut]


class StepTableQuery(Input):
    """For which organisation and which day."""

    organisation: Annotated[UUID | None, Field(description="Organisation; the national text where left out.")] = None
    on: Annotated[Day | None, Field(description="Day whose text counts; today where left out.")] = None


class OwnReportCreate(Input):
    """A thought report handed in by the person."""

    happened_on: Annotated[Day, Field(description="Day on which it was handed in.", examples=["2026-06-30"])]
    topic: Annotated[str, Field(max_length=200, description="Topic.", examples=["学习党章体会"])] = ""
    documents: Annotated[list[UUID], Field(max_length=20, description="Evidence files of the case.")] = Field(
        default_factory=list
    )
