"""Schemas of the rulebook: figures, their histories and profiles."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Input, Output
from app.api.v1.rules.schemas.values import AreaKey, PlainValue, RuleClauseOut, RuleOriginOut, RuleValueOut

__all__ = [
    "ChainLinkOut",
    "ProfileOut",
    "ProfileValueOut",
    "RuleDetailOut",
    "RuleHistoryEntryOut",
    "RuleListQuery",
    "RuleOut",
    "RuleQuery",
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
    judged: Annotated[bool, Field(description="False: kept as data, no rule judges anything by it yet.")]
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
    note_zh: Annotated[str, Field(description="The note in Chinese.")]


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
    note_zh: Annotated[str, Field(description="The note in Chinese.")]


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
