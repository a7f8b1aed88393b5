"""Plays the scenes in their order, each whole or not at all."""

from collections.abc import Awaitable, Callable, Sequence

import asyncpg

from app.core.config import Settings
from app.demo.county import County
from app.demo.underway.assessments import scored
from app.demo.underway.development import talked_with
from app.demo.underway.meetings import to_be_approved, voted_on
from app.demo.underway.political_review import reviewed
from app.demo.underway.publicity import announced
from app.demo.underway.stage import Stage, stage_on
from app.domain.shared.errors import DomainError

__all__ = ["SCENES", "play"]

SCENES: Sequence[Callable[[Stage], Awaitable[None]]] = (
    talked_with,
    scored,
    announced,
    reviewed,
    voted_on,
    to_be_approved,
)


async def play(
    connection: "asyncpg.Connection[asyncpg.Record]", county: County, settings: Settings
) -> dict[str, DomainError]:
    """Play every scene; return why some were left out: the law of their days refuses them."""
    refused: dict[str, DomainError] = {}
    async with stage_on(connection, county, settings) as stage:
        for scene in SCENES:
            try:
                async with connection.transaction():
                    await scene(stage)
            except DomainError as refusal:
                refused[scene.__name__] = refusal
    return refused
