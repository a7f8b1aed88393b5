"""The answer of a why endpoint."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

__all__ = ["NoticeFindingOut", "NoticeWhyOut"]


class NoticeFindingOut(BaseModel):
    """One condition, judged."""

    model_config = ConfigDict(extra="allow")

    code: Annotated[str, Field(description="Stable code.", examples=["publicity.window-open"])]
    ok: Annotated[bool, Field(description="Whether it is satisfied.")]
    title: Annotated[str, Field(description="What is asked.")]
    expected: Annotated[JsonValue, Field(description="What is required.")]
    actual: Annotated[JsonValue, Field(description="What was measured.")]
    clause: Annotated[dict[str, JsonValue] | None, Field(description="Document, article and title.")]
    day: Annotated[str | None, Field(description="The day whose law was used.")]
    verified: Annotated[bool, Field(description="False where the figure's source could not be verified.")]
    remedy: Annotated[str | None, Field(description="What would satisfy it.")]


class NoticeWhyOut(BaseModel):
    """Every condition of an act."""

    satisfied: Annotated[bool, Field(description="Whether nothing stands in the way.")]
    findings: list[NoticeFindingOut]
