"""Values and clauses, as several schemas of rules show them."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from app.api.types import Input, Output
from app.domain.rules.registry import AREAS

__all__ = [
    "AreaKey",
    "DryRunQuery",
    "GivenJSON",
    "GivenValueIn",
    "PlainValue",
    "RuleClauseOut",
    "RuleId",
    "RuleOriginOut",
    "RuleValueOut",
    "Text",
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
    note_zh: Annotated[str, Field(description="The note in Chinese.")]
    origin: Annotated[
        RuleOriginOut | None, Field(description="Null where the national text or our convention sets it.")
    ]


class GivenValueIn(Input):
    """A parameter with a value."""

    parameter: Annotated[Text, Field(description="Parameter id.", examples=["development.publicity.working_days"])]
    value: Annotated[GivenJSON, Field(description=_VALUE, examples=[8])]


class DryRunQuery(Input):
    """Try without writing."""

    dry_run: Annotated[bool, Field(description="Judge everything, write nothing.")] = False
