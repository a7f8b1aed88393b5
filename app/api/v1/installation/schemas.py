"""Schemas of what an installation says about itself."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.types import Day, Input, Output

__all__ = ["LinksOut", "MetaOut", "TodayOut", "TodaySet"]

_Today = Annotated[date, Field(description="The day on which the server acts.", examples=["2026-11-23"])]


class MetaOut(Output):
    """Version, rulebook and clock."""

    name: Annotated[str, Field(description="The product.", examples=["支部 Zhibu"])]
    version: Annotated[str, Field(description="Version of the server.", examples=["0.1.0"])]
    api: Annotated[str, Field(description="Version of the API.", examples=["v1"])]
    rulebook_checked_on: Annotated[
        date,
        Field(
            description="Day on which the built-in rules were last held against their sources.", examples=["2026-11-23"]
        ),
    ]
    time_zone: Annotated[str, Field(description="Zone of every day.", examples=["Asia/Shanghai"])]
    today: _Today
    rehearsal: Annotated[bool, Field(description="The day is set by hand: a course or a test.", examples=[False])]
    environment: Annotated[str, Field(description="`production`, `demo` or `test`.", examples=["production"])]
    languages: Annotated[list[str], Field(description="Languages of titles and messages.", examples=[["zh-CN", "en"]])]


class LinksOut(Output):
    """Where things are: relative addresses by name."""

    links: Annotated[dict[str, str], Field(description="Addresses.", examples=[{"me": "/api/v1/me", "docs": "/docs"}])]


class TodaySet(Input):
    """The day to move the rehearsal to."""

    today: Annotated[Day, Field(description="The day.", examples=["2027-03-01"])]


class TodayOut(Output):
    """The rehearsal's day."""

    today: _Today
