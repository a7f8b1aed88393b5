"""Keys that several schemas name."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

__all__ = [
    "CaseId",
    "StepKey",
]

_EXAMPLE = "0199a3a0-0000-7000-8000-000000000001"
CaseId = Annotated[UUID, Field(description="The case.", examples=[_EXAMPLE])]
StepKey = Annotated[str, Field(description="Key of a step.", examples=["first_talk"], max_length=40)]
