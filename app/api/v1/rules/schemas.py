"""Schemas of rules, profiles, adoptions, what-if questions and the working-day calendar."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from app.api.findings import FindingOut
from app.api.paging import PageQuery
from app.api.types import Day, Input, Line, Note, Output
from app.domain.rules.registry import AREAS

__all__ = [
    "AdoptionEnd",
    "AdoptionEndOut",
    "AdoptionOut",
    "AdoptionQuery",
    "CalendarYearOut",
    "CalendarYearUpdate",
    "DeadlineCreate",
    "DeadlineOut",
    "DryRunQuery",
    "EvaluableOut",
    "EvaluationCreate",
    "EvaluationOut",
    "ProfileOut",
    "RuleAdoptionCreate",
    "RuleAdoptionResult",
    "RuleDetailOut",
    "RuleListQuery",
    "RuleOut",
    "RuleQuery",
]

Text = Annotated[str, StringConstraints(strict=True, max_length=100)]
RuleId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9_.]{1,100}$")]
AreaKey = Literal[AREAS]  # type: ignore[valid-type]
GivenJSON = StrictBool | StrictInt | Text | Annotated[list[Text], Field(max_length=50)]
PlainValue = bool | int | str | list[str]
_VALUE = "Whole numbers as integers, flags as booleans, shares and money as decimal strings (or `1/3`), sets as lists."


class RuleClauseOut(Output):
    """Where a figure comes from."""

    document: Annotated[str, Field(description="Key of the document.", examples=["development-rules-2026"])]
    article: Annotated[str, Field(description="The text's own numbering; empty where none.", examples=["第十三条"])]
    title_zh: Annotated[str, Field(description="Citation in Chinese.")]
    title_en: Annotated[str, Field(description="Citation in English.")]


class RuleOriginOut(Output):
    """The local decision that set a value."""

    organisation_id: UUID
    organisation_name: str
    decision_number: str
    profile: Annotated[str | None, Field(description="Key of the profile it came with.", examples=["institution"])]
    effective_from: date
    effective_to: date | None


class RuleValueOut(Output):
    """The value in force, with its origin."""

    value: Annotated[PlainValue, Field(description=_VALUE, examples=[7])]
    level: Annotated[str, Field(description="`national`, `local` or `ours`.", examples=["local"])]
    clause: RuleClauseOut
    verified: Annotated[bool, Field(description="False: the source could not be verified; see the note.")]
    since: Annotated[date | None, Field(description="First day of the value; null: before our records.")]
    note: str
    origin: Annotated[
        RuleOriginOut | None, Field(description="Null where the national text or our convention sets it.")
    ]


class RuleOut(Output):
    """A parameter and the value in force at an organisation on a day."""

    id: Annotated[str, Field(description="Stable id.", examples=["development.publicity.working_days"])]
    area: Annotated[str, Field(description="Area that owns it.", examples=["publicity"])]
    title_zh: str
    title_en: str
    unit: Annotated[str, Field(description="Unit of the value.", examples=["working_day"])]
    kind: Annotated[str, Field(description="`integer`, `fraction`, `flag`, `choice` or `choices`.")]
    comparison: Annotated[str, Field(description="How a measured figure is held against it.", examples=[">="])]
    stricter: Annotated[str, Field(description="What a local value may do; `fixed`: nothing.", examples=["higher"])]
    choices: Annotated[list[str], Field(description="Codes that may be named; empty: any.")]
    checked_on: Annotated[date | None, Field(description="Day the history was last held against its sources.")]
    day: Annotated[date, Field(description="The day asked for.")]
    organisation_id: Annotated[UUID | None, Field(description="The organisation asked for; null: the national value.")]
    current: Annotated[RuleValueOut | None, Field(description="Null where neither a text nor a decision sets a value.")]


class RuleHistoryEntryOut(Output):
    """One entry of the national history."""

    since: date | None
    until: Annotated[date | None, Field(description="Last day; null while it lasts.")]
    value: Annotated[PlainValue | None, Field(description="Null: the text of those days sets no figure.")]
    clause: RuleClauseOut
    verified: bool
    note: str


class ChainLinkOut(Output):
    """A local value on the way from the root down to the organisation."""

    value: PlainValue
    origin: RuleOriginOut
    in_force: Annotated[bool, Field(description="It applies on the day, whether or not it decides.")]
    decides: Annotated[bool, Field(description="It is the value in force.")]


class RuleDetailOut(RuleOut):
    """A parameter with its whole history and the chain of local values."""

    history: list[RuleHistoryEntryOut]
    chain: list[ChainLinkOut]


class RuleQuery(Input):
    """For which organisation and which day."""

    organisation: Annotated[UUID | None, Field(description="Organisation; the national value where left out.")] = None
    on: Annotated[Day | None, Field(description="The act's day; today where left out.", examples=["2026-07-01"])] = None


class RuleListQuery(PageQuery):
    """Filters of the list of rules."""

    organisation: Annotated[UUID | None, Field(description="Organisation; national values where left out.")] = None
    on: Annotated[Day | None, Field(description="The act's day; today where left out.")] = None
    area: Annotated[AreaKey | None, Field(description="Only parameters of this area.")] = None
    verified: Annotated[bool | None, Field(description="Only values in force that are, or are not, verified.")] = None
    local: Annotated[bool | None, Field(description="Only values set locally, or only the others.")] = None


class ProfileValueOut(Output):
    """One value of a profile."""

    parameter: str
    title_zh: str
    title_en: str
    value: Annotated[PlainValue | None, Field(description="Null: the adopter must set it.")]
    to_be_set: bool
    note: str


class ProfileOut(Output):
    """A profile of local values as it ships."""

    key: Annotated[str, Field(description="Key to adopt it by.", examples=["institution"])]
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    clause: RuleClauseOut
    to_be_set: Annotated[list[str], Field(description="Ids of the values that the adopter must give.")]
    values: list[ProfileValueOut]


class GivenValueIn(Input):
    """A parameter with a value."""

    parameter: Annotated[Text, Field(description="Parameter id.", examples=["development.publicity.working_days"])]
    value: Annotated[GivenJSON, Field(description=_VALUE, examples=[8])]


class RuleAdoptionCreate(Input):
    """A decision to adopt a profile, single values, or a profile with some values replaced or left out."""

    organisation_id: Annotated[UUID, Field(description="The adopting organisation.")]
    decision_number: Annotated[Line, Field(description="Number of the decision.", examples=["青发〔2026〕12号"])]
    decided_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-06-01"])]
    effective_from: Annotated[Day, Field(description="First day; not before the decision.", examples=["2026-06-01"])]
    profile: Annotated[Text | None, Field(description="Key of a profile.", examples=["institution"])] = None
    values: Annotated[
        tuple[GivenValueIn, ...], Field(max_length=300, description="Values; with a profile they replace its own.")
    ] = ()
    leave_out: Annotated[
        tuple[Text, ...], Field(max_length=300, description="Values of the profile not to adopt.")
    ] = ()
    late_reason: Annotated[Note | None, Field(description="Why it is recorded late, when it is.")] = None


class DryRunQuery(Input):
    """Try without writing."""

    dry_run: Annotated[bool, Field(description="Judge everything, write nothing.")] = False


class AdoptedValueOut(Output):
    """A value of a decision beside what is inherited."""

    parameter: str
    title_zh: str
    title_en: str
    value: Annotated[PlainValue | None, Field(description="Null: still to be set.")]
    inherited: RuleValueOut | None
    note: str
    adoption_id: UUID | None


class SetAsideOut(Output):
    """A laxer value of a body below that no longer decides."""

    organisation_id: UUID
    organisation_name: str
    parameter: str
    value: PlainValue


class RuleAdoptionResult(Output):
    """What came of a decision, or would come of it."""

    decision_id: Annotated[UUID | None, Field(description="Null after a dry run.")]
    dry_run: bool
    accepted: Annotated[bool, Field(description="No condition stands in the way.")]
    findings: Annotated[list[FindingOut], Field(description="Every judged condition.")]
    values: list[AdoptedValueOut]
    set_aside: list[SetAsideOut]


class AdoptionOut(Output):
    """A local value with its decision."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    decision_id: UUID
    decision_number: str
    decided_on: date
    profile: str | None
    late_reason: str | None
    parameter: str
    value: PlainValue
    note: str
    effective_from: date
    effective_to: date | None
    end_decision_number: str | None
    end_reason: str | None
    recorded_at: datetime
    version: int


class AdoptionQuery(PageQuery):
    """Filters of the list of adoptions."""

    organisation: Annotated[UUID | None, Field(description="Only of this organisation and below.")] = None
    parameter: Annotated[RuleId | None, Field(description="Only of this parameter.")] = None
    profile: Annotated[RuleId | None, Field(description="Only adopted with this profile.")] = None
    on: Annotated[Day | None, Field(description="Only in force on this day.")] = None


class AdoptionEnd(Input):
    """A decision to end a local value."""

    last_day: Annotated[Day, Field(description="Last day it applies; not before the decision.")]
    decided_on: Annotated[Day, Field(description="Day of the decision.")]
    decision_number: Annotated[Line, Field(description="Number of the decision.", examples=["青发〔2026〕31号"])]
    reason: Annotated[Note, Field(description="Why it ends.", examples=["改按县委统一规定执行"])]


class AdoptionEndOut(Output):
    """A local value that has been ended."""

    id: UUID
    organisation_id: UUID
    parameter: Annotated[str, Field(validation_alias="parameter_id")]
    effective_from: date
    effective_to: date
    end_decision_number: str
    end_reason: str
    version: int


class EvaluableInputOut(Output):
    """A fact that a rule asks for."""

    name: str
    kind: Annotated[str, Field(description="`day`, `count`, `points` (decimal string) or `code`.")]
    title_zh: str
    title_en: str
    choices: list[str]
    required: bool


class EvaluableOut(Output):
    """A rule that can be tried."""

    key: Annotated[str, Field(examples=["ballots.outcome"])]
    title_zh: str
    title_en: str
    inputs: list[EvaluableInputOut]


class EvaluationCreate(Input):
    """A what-if question."""

    rule: Annotated[Text, Field(description="Key of the rule.", examples=["meetings.quorum"])]
    facts: Annotated[
        dict[Text, GivenJSON],
        Field(max_length=50, description="The facts it asks for.", examples=[{"entitled": 21, "present": 11}]),
    ]
    on: Annotated[Day | None, Field(description="The act's day; today where left out.")] = None
    organisation_id: Annotated[UUID | None, Field(description="Whose law; the national one where left out.")] = None
    assume: Annotated[
        tuple[GivenValueIn, ...], Field(max_length=50, description="Values as if they had been adopted there.")
    ] = ()


class EvaluationResultOut(Output):
    """What a rule says."""

    ok: bool
    findings: list[FindingOut]
    results: Annotated[dict[str, object], Field(description="What it worked out, e.g. `closes_on`, `outcome`.")]


class EvaluationOut(Output):
    """The answer as the law stands, and under the assumed values."""

    rule: str
    day: date
    as_it_stands: EvaluationResultOut
    assumed: EvaluationResultOut | None
    changes: Annotated[bool, Field(description="The assumed values lead to another answer.")]


class CalendarYearOut(Output):
    """A year's arrangement."""

    year: int
    version: Annotated[int, Field(description="Revision, also the ETag.")]
    source: Annotated[str, Field(description="Where it comes from.")]
    reason: str | None
    working_days: int
    holidays: list[date]
    makeup_days: list[date]


class CalendarYearUpdate(Input):
    """A year's arrangement as the notice gives it."""

    holidays: Annotated[list[Day], Field(max_length=366, description="Days off, weekends among them or not.")]
    makeup_days: Annotated[list[Day], Field(max_length=110, description="Weekend days that are worked.")]
    source: Annotated[Line, Field(description="The notice.", examples=["国务院办公厅关于2027年部分节假日安排的通知"])]
    reason: Annotated[Note | None, Field(description="Needed when days that have passed change.")] = None


class DeadlineCreate(Input):
    """A window of working days."""

    after: Annotated[Day, Field(description="The day of the act; it is not counted.", examples=["2026-09-24"])]
    working_days: Annotated[StrictInt, Field(ge=1, le=3650, description="Length in working days.", examples=[7])]


class DeadlineOut(Output):
    """The end of a window."""

    after: date
    working_days: int
    last_day: Annotated[date, Field(description="Last day of the window.")]
    first_free_day: Annotated[date, Field(description="First day on which the window has elapsed.")]
